"""The tables of the money pages: positions and the lines that figures are made of."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.charts.columns import month_figure
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.figures import Measure
from fundtrack.domain.virements import Virement
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.months import MonthToDate
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.trace import Trace
from fundtrack.metrics.trace import TraceLine

Places = Sequence[tuple[str, PositionLine]]

POSITION = (
    Column("budget", "Budget", Kind.POUNDS),
    Column("profile", "Profile to date", Kind.POUNDS),
    Column("committed", "Committed", Kind.POUNDS),
    Column("owed", "Owed", Kind.POUNDS),
    Column("actual", "Actual", Kind.POUNDS),
    Column("forecast", "Forecast", Kind.POUNDS),
    Column("variance", "Variance at year end", Kind.POUNDS),
)
MEASURES = {
    "budget": Measure.BUDGET,
    "profile": Measure.PROFILE_TO_DATE,
    "committed": Measure.COMMITTED,
    "owed": Measure.ACCRUED,
    "actual": Measure.ACTUAL,
    "forecast": Measure.FORECAST,
    "variance": Measure.VARIANCE,
}
LINES = (
    Column("dated", "Date", Kind.DAY),
    Column("kind", "Entry"),
    Column("who", "Supplier or reason"),
    Column("pence", "Amount", Kind.PENCE),
    Column("source", "Source"),
    Column("coding", "Coding"),
)
UNSUPPORTED = Column("unsupported", "Of it unsupported", Kind.PENCE)
WAITING = (
    Column("dated", "Date", Kind.DAY),
    Column("entry", "Line"),
    Column("fund", "Fund"),
    Column("supplier", "Supplier"),
    Column("what", "What it says"),
    Column("pence", "Amount", Kind.PENCE),
    Column("owner", "Owner"),
    Column("since", "Waits since", Kind.DAY),
    Column("source", "Source"),
)
MONTHS = (
    Column("month", "Month to", Kind.DAY),
    Column("profile", "Profile", Kind.POUNDS),
    Column("actual", "Actual", Kind.POUNDS),
)
STAGES = (Column("stage", "Stage"), Column("pence", "Pounds", Kind.PENCE))

VIREMENTS = (
    Column("number", "Number"),
    Column("source", "From"),
    Column("target", "To"),
    Column("pence", "Amount", Kind.PENCE),
    Column("asked_by", "Asked by"),
)


def position_table(
    caption: str, first: str, places: Places, totals: PositionLine, whole: str
) -> Table:
    """Table positions, a row for each place, with their sum.

    Args:
        first: the heading of the first column.
        whole: what the sum is the sum of.
    """
    rows = [_position_row(name, line) for name, line in places]
    total = _position_row(whole, totals)
    return Table(
        caption,
        (Column("place", first), *POSITION),
        tuple(rows),
        TableRow(total.cells, presses=total.presses),
    )


def line_table(
    trace: Trace,
    caption: str,
    kinds: Callable[[str], str],
    unsupported: Mapping[int, int],
) -> Table:
    """Table the entries a figure is made of; their sum is the figure.

    Args:
        unsupported: what no partner's claim supports of each entry that pays a
            partner; the column stands where there is such an entry.
    """
    rows = tuple(
        TableRow(
            _line_cells(line, kinds) | {"unsupported": unsupported.get(line.entry)},
            marks=(line.provenance,),
        )
        for line in trace.lines
    )
    paid = [unsupported.get(line.entry) for line in trace.lines]
    given = [pence for pence in paid if pence is not None]
    total: dict[str, Shown] = {"dated": f"Sum of {len(rows):,}", "pence": trace.pence}
    if not given:
        return Table(caption, LINES, rows, TableRow(total))
    columns = (*LINES[:4], UNSUPPORTED, *LINES[4:])
    return Table(
        caption, columns, rows, TableRow({**total, UNSUPPORTED.key: sum(given)})
    )


def waiting_table(
    lines: Sequence[WaitingLine], caption: str, *, is_money: bool
) -> Table:
    """Table the lines in suspense, or the rows refused (which carry no amount)."""
    kept = tuple(c for c in WAITING if is_money or c.key not in {"pence", "supplier"})
    rows = tuple(
        TableRow(
            {
                "dated": line.dated,
                "entry": str(line.entry),
                "fund": line.fund or "not known",
                "supplier": line.supplier,
                "what": line.what,
                "pence": line.pence,
                "owner": line.owner,
                "since": line.since,
                "source": place_in_file(line.file, line.sheet, line.row),
            },
            marks=(line.provenance,),
        )
        for line in lines
    )
    if not is_money:
        return Table(caption, kept, rows)
    pence = sum(line.pence or 0 for line in lines)
    return Table(caption, kept, rows, TableRow({"dated": "Sum", "pence": pence}))


def month_table(
    months: Sequence[MonthToDate], totals: PositionLine, caption: str
) -> Table:
    """Table a year's running sums, a row for each month end."""
    rows = tuple(
        TableRow(
            {
                "month": month.month_ends,
                "profile": month.profile_pence,
                "actual": month.actual_pence,
            },
            presses={"actual": month_figure(month, totals)},
        )
        for month in months
    )
    return Table(caption, MONTHS, rows)


def stage_table(stages: Sequence[tuple[str, int, str]], caption: str) -> Table:
    """Table the pounds at each stage."""
    rows = tuple(
        TableRow({"stage": name, "pence": pence}, presses={"pence": figure})
        for name, pence, figure in stages
    )
    return Table(caption, STAGES, rows)


def virement_table(virements: Sequence[Virement], caption: str) -> Table:
    """Table the virements that wait."""
    rows = tuple(
        TableRow(
            {
                "number": str(each.number),
                "source": str(each.from_cell),
                "target": str(each.to_cell),
                "pence": each.pence,
                "asked_by": each.asked_by,
            }
        )
        for each in virements
    )
    return Table(caption, VIREMENTS, rows)


def place_in_file(file: str | None, sheet: str | None, row: int | None) -> str:
    """Say where in a file something stands; what a person entered has no file."""
    if not file:
        return "entered by hand"
    parts = [file, sheet and f"sheet {sheet}", row and f"row {row}"]
    return ", ".join(str(part) for part in parts if part)


def _position_row(name: str, line: PositionLine) -> TableRow:
    cells: dict[str, Shown] = {
        "place": name,
        "budget": line.budget_pence,
        "profile": line.profile_to_date_pence,
        "committed": line.committed_pence,
        "owed": line.accrued_pence,
        "actual": line.actual_pence,
        "forecast": line.forecast_pence,
        "variance": line.variance_pence,
    }
    presses = {
        key: str(line.figure(measure))
        for key, measure in MEASURES.items()
        if cells[key] is not None
    }
    found = tuple(sorted({*line.budget_marks, *line.actual_marks}))
    return TableRow(cells, marks=found, presses=presses)


def _line_cells(line: TraceLine, kinds: Callable[[str], str]) -> dict[str, Shown]:
    return {
        "dated": line.effective_on,
        "kind": kinds(line.kind),
        "who": line.supplier or line.reason,
        "pence": line.pence,
        "source": place_in_file(line.file, line.sheet, line.row),
        "coding": line.coding or f"by {line.person}",
    }
