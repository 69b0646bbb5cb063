"""What the reader of Spend may do about virements: ask for one, decide on one."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import Virement
from fundtrack.metrics.virement_effects import CellEffect
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.controls import Option
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.virements import cell_words

LOOK = "look"
ASK = "ask"
APPROVE = "approve"
REJECT = "reject"
EXPLAINS = (
    "Money stays within its fund and year. You see what it does to both budgets before "
    "you ask, and nothing moves until somebody else approves it."
)
EFFECT = (
    Column("cell", "Budget"),
    Column("budget", "Budget now", Kind.PENCE),
    Column("change", "Change", Kind.PENCE),
    Column("budget_after", "Budget after", Kind.PENCE),
    Column("free", "Free now", Kind.PENCE),
    Column("free_after", "Free after", Kind.PENCE),
)
WAITING = (
    Column("number", "Number"),
    Column("source", "From"),
    Column("target", "To"),
    Column("pence", "Amount", Kind.PENCE),
    Column("reason", "Why"),
    Column("asked_by", "Asked by"),
    Column("source_after", "Free after, from", Kind.PENCE),
    Column("target_after", "Free after, to", Kind.PENCE),
    Column("may", "May decide"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A virement that waits, what it would do, and who may decide on it."""

    virement: Virement
    effects: tuple[CellEffect, CellEffect]
    may: tuple[str, ...]


def cells_to_move(standing: Standing) -> list[Cell]:
    """List the whole budget cells of the fund and year chosen; none for all funds."""
    choice = standing.choice
    if ANY in {choice.fund, choice.year}:
        return []
    chosen = Cell(choice.fund, year=choice.year)
    return [
        line.cell
        for line in standing.everything
        if line.cell.is_whole and line.budget_pence and chosen.covers(line.cell)
    ]


def asking(standing: Standing, filled: Values | None = None) -> Offer:
    """Offer to lay out a virement; `filled` is what was typed before."""
    areas, said = standing.areas, filled or {}
    cells = sorted(cells_to_move(standing), key=lambda cell: cell_words(cell, areas))
    options = tuple(Option(str(cell), cell_words(cell, areas)) for cell in cells)
    held = _first_of(options, standing)
    choice = FieldKind.CHOICE
    fields = (
        Field("source", "From", choice, said.get("source", held), "", options),
        Field("target", "To", choice, said.get("target", ""), "", options),
        Field("amount", "Pounds", FieldKind.POUNDS, said.get("amount", "")),
        Field("reason", "Why", FieldKind.LONG, said.get("reason", "")),
        Field(
            "approval",
            "Reference of the funder's approval",
            value=said.get("approval", ""),
            hint="Only where capital would become revenue.",
            is_optional=True,
        ),
    )
    button = "Change it" if filled else "Ask for a virement"
    return Offer(LOOK, button, "Show what it does", EXPLAINS, fields, not filled)


def move_of(values: Values) -> Move:
    """Read the virement that a form lays out."""
    return Move(
        Cell.parse(values["source"]),
        Cell.parse(values["target"]),
        parse_pounds(values["amount"]),
        values["approval"].strip(),
    )


def deciding(mine: Sequence[Waiting], areas: Mapping[str, str]) -> Iterator[Offer]:
    """Offer to approve or reject what the reader may decide on."""
    if not mine:
        return
    options = tuple(
        Option(str(it.virement.number), _named(it.virement, areas)) for it in mine
    )
    number = Field(
        "number", "Virement", FieldKind.CHOICE, options[0].value, "", options
    )
    why = Field("reason", "Reason", FieldKind.LONG)
    optional = Field("reason", "Reason", FieldKind.LONG, is_optional=True)
    yield Offer(
        APPROVE,
        "Approve a virement",
        "Approve it",
        "The budget moves at once, and the history shows that you approved it.",
        (number, optional),
        is_main=True,
    )
    yield Offer(REJECT, "Reject a virement", "Reject it", "", (number, why))


def effect_table(
    effects: Sequence[CellEffect], areas: Mapping[str, str], caption: str
) -> Table:
    """Table what a virement would do to both cells; the changes sum to nought."""
    rows = tuple(
        TableRow(
            {
                "cell": cell_words(it.cell, areas),
                "budget": it.budget_pence,
                "change": it.change_pence,
                "budget_after": it.budget_after,
                "free": it.free_pence,
                "free_after": it.free_after,
            }
        )
        for it in effects
    )
    total = {
        "cell": "Both together",
        "budget": sum(it.budget_pence for it in effects),
        "change": sum(it.change_pence for it in effects),
        "budget_after": sum(it.budget_after for it in effects),
        "free": sum(it.free_pence for it in effects),
        "free_after": sum(it.free_after for it in effects),
    }
    return Table(caption, EFFECT, rows, TableRow(total))


def waiting_table(
    found: Sequence[Waiting], areas: Mapping[str, str], caption: str
) -> Table:
    """Table the virements that wait, with their effect and who may decide."""
    rows = tuple(
        TableRow(
            {
                "number": str(it.virement.number),
                "source": cell_words(it.virement.from_cell, areas),
                "target": cell_words(it.virement.to_cell, areas),
                "pence": it.virement.pence,
                "reason": it.virement.reason,
                "asked_by": it.virement.asked_by,
                "source_after": it.effects[0].free_after,
                "target_after": it.effects[1].free_after,
                "may": listed(it.may) or "nobody",
            }
        )
        for it in found
    )
    return Table(caption, WAITING, rows)


def _first_of(options: Sequence[Option], standing: Standing) -> str:
    """Give the cell that the filters point at, so that it stands chosen."""
    pattern = standing.choice.cell
    held = (it.value for it in options if pattern.covers(Cell.parse(it.value)))
    return next(held, "")


def _named(virement: Virement, areas: Mapping[str, str]) -> str:
    return (
        f"{virement.number}: {show_pence(virement.pence)} to "
        f"{cell_words(virement.to_cell, areas)}"
    )
