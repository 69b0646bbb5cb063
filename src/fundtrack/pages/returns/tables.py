"""The tables of the Returns page: calendar, claim, lines, what was recorded since."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fundtrack.acts.return_diffs import Cause
from fundtrack.acts.return_standings import ReturnStanding as CalendarLine
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import FigureId
from fundtrack.domain.receipts import ageing
from fundtrack.errors import WrongArgument
from fundtrack.metrics.receivables import ClaimSent
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.pages.money_tables import place_in_file
from fundtrack.pages.returns.pieces import way_to
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.returns.diffs import FieldChange
from fundtrack.returns.layouts import Value
from fundtrack.returns.listing import Line
from fundtrack.returns.papers import Papers
from fundtrack.returns.samples import SampledLine
from fundtrack.returns.table import TableRow as CellRow
from fundtrack.sentences.phrases import entry_kind
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.returns import due_words
from fundtrack.sentences.returns import who_in_words

CALENDAR = (
    Column("return", "Return"),
    Column("due", "Due", Kind.DAY),
    Column("left", "Left"),
    Column("state", "State"),
    Column("next", "Next"),
    Column("claimed", "Claimed", Kind.PENCE),
    Column("received", "Received", Kind.PENCE),
    Column("files", "Files"),
)
RECEIPTS = (
    Column("return", "Claim"),
    Column("sent", "Sent", Kind.DAY),
    Column("expected", "Expected by", Kind.DAY),
    Column("claimed", "Claimed", Kind.PENCE),
    Column("received", "Received", Kind.PENCE),
    Column("owed", "Owed to us", Kind.PENCE),
    Column("last", "Last received", Kind.DAY),
    Column("age", "Age"),
    Column("reason", "Paid short because"),
)
STEPS = (
    Column("what", "Step"),
    Column("pence", "Pounds", Kind.PENCE),
    Column("why", "Why"),
)
HEADINGS = (
    Column("place", "Area"),
    Column("heading", "Heading"),
    Column("kind", "Kind"),
    Column("budget", "Budget", Kind.PENCE),
    Column("actual", "Actual in the quarter", Kind.PENCE),
    Column("eligible", "Eligible in the quarter", Kind.PENCE),
    Column("cumulative", "Eligible to date", Kind.PENCE),
    Column("outturn", "Outturn", Kind.PENCE),
    Column("variance", "Variance", Kind.PENCE),
)
FIGURES = ("budget", "actual", "eligible", "cumulative", "outturn", "variance")
LINES = (
    Column("entry", "Entry"),
    Column("dated", "Date", Kind.DAY),
    Column("kind", "What"),
    Column("who", "Supplier or reason"),
    Column("where", "Area and heading"),
    Column("pence", "Amount", Kind.PENCE),
    Column("source", "Source"),
)
CHOSEN = Column("chosen", "Why in the sample")
CAUSES = (
    Column("entry", "Entry"),
    Column("recorded", "Recorded", Kind.DAY),
    Column("on", "Counts on", Kind.DAY),
    Column("kind", "What"),
    Column("why", "Why"),
    Column("pence", "Amount", Kind.PENCE),
    Column("person", "By"),
    Column("source", "Source"),
)
CHANGES = (
    Column("row", "Row"),
    Column("sheet", "Sheet"),
    Column("field", "Field"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("change", "Change", Kind.PENCE),
)
SIGNED = (
    Column("item", "Item"),
    Column("pence", "Pounds", Kind.PENCE),
    Column("detail", "Detail"),
)


def calendar_table(standing: ReturnStanding) -> Table:
    """Table every quarter that asks for a return, the newest first."""
    rows = tuple(_calendar_row(standing, line) for line in reversed(standing.calendar))
    return Table("All returns", CALENDAR, rows)


def receipts_table(claims: Sequence[ClaimSent], standing: ReturnStanding) -> Table:
    """Table the claims sent to funders, what arrived, and how long the rest waits."""
    reasons = {
        it.return_id: it.owed.short_because for it in standing.calendar if it.owed
    }
    rows = tuple(
        replace(
            _receipt_row(claim, standing.today, reasons.get(claim.return_id, "")),
            marks=standing.sure.get(claim.return_id, ()),
        )
        for claim in claims
    )
    keys = ("claimed_pence", "received_pence", "owed_to_us_pence")
    claimed, received, owed = (
        sum(getattr(claim, key) for claim in claims) for key in keys
    )
    total: dict[str, Shown] = {
        "return": "Sum", "claimed": claimed, "received": received, "owed": owed
    }  # fmt: skip
    return Table("Claims sent and received", RECEIPTS, rows, TableRow(total))


def steps_table(rows: Sequence[Mapping[str, Value]], caption: str) -> Table:
    """Table a working out, step by step; a figure that has an id can be pressed."""
    return Table(caption, STEPS, tuple(_step_row(row) for row in rows))


def headings_table(standing: ReturnStanding, papers: Papers) -> Table:
    """Table the claim by area, heading and kind of spending, with the fund's sum."""
    *rows, total = (_heading_row(standing, it) for it in papers.figures.table)
    return Table("The claim, heading by heading", HEADINGS, tuple(rows), total)


def lines_table(standing: ReturnStanding, lines: Sequence[Line], caption: str) -> Table:
    """Table lines of the claim, each with the place it was read from, and their sum."""
    rows = tuple(_line_row(standing, line) for line in lines)
    return Table(caption, LINES, rows, _sum_of(lines))


def sample_table(standing: ReturnStanding, sample: Sequence[SampledLine]) -> Table:
    """Table a sample for an auditor, with why each line is in it."""
    rows = []
    for each in sample:
        row = _line_row(standing, each.line)
        cells = {**row.cells, "chosen": str(each.chosen)}
        rows.append(TableRow(cells, row.marks))
    total = _sum_of([each.line for each in sample])
    return Table("Sample for audit", (*LINES, CHOSEN), tuple(rows), total)


def causes_table(standing: ReturnStanding, causes: Sequence[Cause]) -> Table:
    """Table the entries recorded since an earlier return, the newest first."""
    rows = tuple(
        TableRow(
            {
                "entry": str(it.entry),
                "recorded": it.recorded_at.date(),
                "on": it.effective_on,
                "kind": entry_kind(it.kind),
                "why": it.why,
                "pence": it.pence,
                "person": standing.name(it.person),
                "source": place_in_file(it.file, it.sheet, it.source_row),
            }
        )
        for it in reversed(causes)
    )
    return Table("Recorded since", CAUSES, rows)


def changes_table(changes: Sequence[FieldChange]) -> Table:
    """Table the fields that differ between two versions."""
    rows = tuple(
        TableRow(
            {
                "row": it.row,
                "sheet": it.sheet,
                "field": it.field,
                "before": _value(it, it.before),
                "after": _value(it, it.after),
                "change": it.change_pence,
            }
        )
        for it in changes
    )
    return Table("What differs, field by field", CHANGES, rows)


def signed_table(rows: Sequence[Mapping[str, Value]], return_id: str) -> Table:
    """Table the sign sheet."""
    made = tuple(
        TableRow({key: row[key] for key in ("item", "pence", "detail")}) for row in rows
    )
    return Table(f"Sign sheet of {return_id}", SIGNED, made)


def _calendar_row(standing: ReturnStanding, line: CalendarLine) -> TableRow:
    is_frozen = line.return_id in standing.frozen
    owed = line.owed
    cells: dict[str, Shown] = {
        "return": line.fund,
        "due": line.due_on,
        "left": _left(standing, line),
        "state": _state(line),
        "next": _next(line),
        "claimed": line.claim_pence,
        "received": owed.received_pence if owed else None,
        "files": "" if is_frozen else "–",
    }
    way = way_to(line.fund, line.quarter, line.return_id)
    links = {"return": [(line.quarter, way)]}
    if is_frozen:
        folder = f"/files/return/{line.return_id}/{line.return_id}"
        links["files"] = [("XLSX", f"{folder}.xlsx"), ("HTML", f"{folder}.html")]
    return TableRow(cells, standing.sure.get(line.return_id, ()), links=links)


def _left(standing: ReturnStanding, line: CalendarLine) -> str:
    left = line.working_days_left
    return "–" if left is None else due_words(line.due_on, standing.today, left)


def _state(line: CalendarLine) -> str:
    version = f", version {line.version}" if line.version > 1 else ""
    said = line.state_in_words
    return f"{said[:1].upper()}{said[1:]}{version}"


def _next(line: CalendarLine) -> str:
    step = line.next
    return f"{spoken(step.verb)}: {who_in_words(step.people)}" if step.verb else "–"


def _receipt_row(claim: ClaimSent, today: date, reason: str) -> TableRow:
    owed = claim.owed_to_us_pence
    late = (today - claim.expected_on).days if claim.is_late else 0
    cells: dict[str, Shown] = {
        "return": claim.return_id,
        "sent": claim.sent_on,
        "expected": claim.expected_on,
        "claimed": claim.claimed_pence,
        "received": claim.received_pence,
        "owed": owed,
        "last": claim.received_on,
        "age": spoken(ageing(owed, late)),
        "reason": reason or "–",
    }
    return TableRow(cells)


def _step_row(row: Mapping[str, Value]) -> TableRow:
    figure = str(row["figure"])
    presses = {"pence": figure} if _is_figure(figure) else {}
    why = str(row["why"] or ("" if presses else figure))
    marks = [it for it in str(row["marks"]).split(", ") if it]
    cells = {"what": str(row["what"]), "pence": row["pence"], "why": why}
    return TableRow(cells, marks, presses)


def _is_figure(written: str) -> bool:
    try:
        FigureId.parse(written)
    except WrongArgument:
        return False
    return True


def _heading_row(standing: ReturnStanding, row: CellRow) -> TableRow:
    cell = row.cell
    is_total = cell.area == ANY and cell.heading == ANY
    cells: dict[str, Shown] = {
        "place": standing.fund_name if is_total else standing.areas.get(cell.area, ""),
        "heading": "" if is_total else spoken(cell.heading),
        "kind": "" if is_total else cell.kind,
    }
    figures = {name: row.figures[name] for name in FIGURES}
    presses = {name: str(it.id) for name, it in figures.items() if it.pence is not None}
    marks = tuple(sorted({*row.budget_marks, *row.actual_marks}))
    sums = {name: it.pence for name, it in figures.items()}
    return TableRow({**cells, **sums}, () if is_total else marks, presses)


def _line_row(standing: ReturnStanding, line: Line) -> TableRow:
    area = standing.areas.get(line.cell.area, line.cell.area)
    cells: dict[str, Shown] = {
        "entry": str(line.entry),
        "dated": line.dated,
        "kind": entry_kind(line.kind),
        "who": line.supplier or line.description,
        "where": f"{area}, {spoken(line.cell.heading)}, {line.cell.kind}",
        "pence": line.pence,
        "source": place_in_file(line.file, line.sheet, line.row),
    }
    return TableRow(cells, (line.provenance,))


def _sum_of(lines: Sequence[Line]) -> TableRow:
    pence = sum(line.pence for line in lines)
    return TableRow({"entry": f"Sum of {len(lines):,}", "pence": pence})


def _value(change: FieldChange, value: Value) -> str:
    if value is None:
        return "nothing"
    if change.change_pence is not None and isinstance(value, int):
        return show_pence(Pence(value))
    return str(value)
