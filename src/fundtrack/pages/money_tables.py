"""The tables of the money pages: stages, what waits, and the lines beneath figures."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.trace import Trace
from fundtrack.metrics.trace import TraceLine

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
STAGES = (Column("stage", "Stage"), Column("pence", "Pounds", Kind.PENCE))


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


def stage_table(stages: Sequence[tuple[str, int, str]], caption: str) -> Table:
    """Table the pounds at each stage."""
    rows = tuple(
        TableRow({"stage": name, "pence": pence}, presses={"pence": figure})
        for name, pence, figure in stages
    )
    return Table(caption, STAGES, rows)


def place_in_file(file: str | None, sheet: str | None, row: int | None) -> str:
    """Say where in a file something stands; what a person entered has no file."""
    if not file:
        return "entered by hand"
    parts = [file, sheet and f"sheet {sheet}", row and f"row {row}"]
    return ", ".join(str(part) for part in parts if part)


def _line_cells(line: TraceLine, kinds: Callable[[str], str]) -> dict[str, Shown]:
    return {
        "dated": line.effective_on,
        "kind": kinds(line.kind),
        "who": line.supplier or line.reason,
        "pence": line.pence,
        "source": place_in_file(line.file, line.sheet, line.row),
        "coding": line.coding or f"by {line.person}",
    }
