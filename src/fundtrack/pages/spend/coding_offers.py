"""What coding on Spend asks for, and the tables of what it would do."""

from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.acts.coding_previews import CodingPreview
from fundtrack.acts.coding_previews import RulePreview
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.metrics.attention import WaitingLine
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Offer
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.controls import Option
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.virements import cell_words

LOOK = "look"
TAKE = "take"
EXPLAINS = (
    "Tick the lines in the table first. Each goes to the budget of its own year. You "
    "see what it does, and the rule it would make, before anything is coded."
)
NOT_OURS = "Outside the funds: no fund here pays it"
CELLS = (
    Column("cell", "Budget"),
    Column("lines", "Lines", Kind.COUNT),
    Column("cost", "Spent on it", Kind.PENCE),
    Column("free", "Free now", Kind.PENCE),
    Column("free_after", "Free after", Kind.PENCE),
)
RULE = (
    Column("supplier", "Supplier is"),
    Column("target", "Target"),
    Column("would_code", "Would have coded", Kind.COUNT),
    Column("same", "As people did", Kind.COUNT),
    Column("otherwise", "Otherwise", Kind.COUNT),
    Column("waiting", "In suspense now", Kind.COUNT),
)


def targets(standing: Standing, lines: Sequence[WaitingLine]) -> tuple[Option, ...]:
    """Offer the budgets, without their year, that waiting lines could belong to.

    A line whose file names its fund goes to that fund alone.
    """
    funds = {line.fund for line in lines}
    cells = {
        Cell(*line.cell.parts[:5])
        for line in standing.everything
        if line.cell.is_whole and ("" in funds or line.cell.fund in funds)
    }
    named = {str(cell): where(cell, standing) for cell in cells}
    options = [Option(value, label) for value, label in named.items()]
    options.sort(key=lambda option: option.label)
    return (*options, Option(str(OUTSIDE), NOT_OURS))


def where(cell: Cell, standing: Standing) -> str:
    """Name a budget with its fund, as the form lists it."""
    if cell == OUTSIDE:
        return "outside the funds"
    fund = standing.funds.get(cell.fund, cell.fund)
    return f"{fund}: {cell_words(cell, standing.areas)}"


def looking(options: tuple[Option, ...], chosen: str = "") -> Offer:
    """Offer to see what coding the ticked lines would do."""
    cell = Field("cell", "Budget", FieldKind.CHOICE, chosen, "", options)
    button = "Choose another budget" if chosen else "Code the ticked lines"
    return Offer(LOOK, button, "Show what it does", EXPLAINS, (cell,), not chosen)


def taking(preview: CodingPreview) -> Offer:
    """Offer to code what was shown."""
    return Offer(TAKE, f"Code {counted(len(preview.entries), 'line')}", is_main=True)


def cell_table(preview: CodingPreview, areas: Mapping[str, str], caption: str) -> Table:
    """Table what each budget would bear; what no fund pays stands apart."""
    rows = [
        TableRow(
            {
                "cell": cell_words(it.cell, areas),
                "lines": it.lines,
                "cost": it.cost_pence,
                "free": it.free_pence,
                "free_after": it.free_after,
            }
        )
        for it in preview.cells
    ]
    if preview.outside_pence:
        rows.append(TableRow({"cell": NOT_OURS, "cost": preview.outside_pence}))
    total = TableRow({"cell": "All of it", "cost": preview.pence})
    return Table(caption, CELLS, tuple(rows), total)


def rule_table(rule: RulePreview, caption: str) -> Table:
    """Table the rule, as its register would hold it, with its test on history."""
    suppliers = (rule.rule.words or {})["supplier"]
    target = rule.rule.target
    row = TableRow(
        {
            "supplier": "; ".join(suppliers),
            "target": target.fund if target == OUTSIDE else str(target),
            "would_code": rule.found.would_code,
            "same": len(rule.found.same),
            "otherwise": len(rule.found.otherwise),
            "waiting": len(rule.found.waiting),
        }
    )
    return Table(caption, RULE, (row,))


def budget_of(written: str) -> Cell:
    """Read the budget that a form names, without its year."""
    cell = Cell.parse(written)
    return cell if cell == OUTSIDE else Cell(*cell.parts[:5], ANY)
