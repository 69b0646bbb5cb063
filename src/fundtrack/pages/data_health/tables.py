"""The tables of Data health: months, files taken in, rows refused, findings."""

from collections.abc import Sequence
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import worst_first
from fundtrack.metrics.crime_months import MonthFile
from fundtrack.metrics.holdings import ImportHeld
from fundtrack.metrics.holdings import MonthHeld
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import RefusedRow
from fundtrack.periods import Month
from fundtrack.sentences.data_health import IMPORT_KINDS
from fundtrack.sentences.data_health import MONTH_WORDS
from fundtrack.sentences.data_health import SIGNS
from fundtrack.sentences.phrases import spoken

MONTHS = (
    Column("force", "Force"),
    Column("month", "Month"),
    Column("state", "How it is held"),
    Column("times", "Times taken in", Kind.COUNT),
    Column("from", "From"),
)
MONTH = (Column("what", "What"), Column("number", "Number", Kind.COUNT))
IMPORTS = (
    Column("file", "File"),
    Column("sort", "Sort"),
    Column("about", "Of"),
    Column("on", "Taken in", Kind.DAY),
    Column("person", "By"),
    Column("rows", "Rows", Kind.COUNT),
    Column("accepted", "Taken", Kind.COUNT),
    Column("held", "Held before", Kind.COUNT),
    Column("refused", "Refused", Kind.COUNT),
    Column("apart", "Apart", Kind.PENCE),
)
REFUSED = (
    Column("file", "File"),
    Column("sheet", "Sheet"),
    Column("row", "Row", Kind.COUNT),
    Column("found", "What stands there"),
    Column("message", "What is wrong"),
    Column("fix", "What to do"),
    Column("state", "State"),
)
FINDINGS = (
    Column("what", "What was found"),
    Column("severity", "Weight"),
    Column("sheet", "Sheet"),
    Column("row", "Row", Kind.COUNT),
    Column("column", "Column"),
    Column("found", "What stands there"),
    Column("fix", "What to do"),
)
WEIGHTS = {Severity.BLOCK: "stops", Severity.WARN: "note"}


def month_columns(months: Sequence[MonthHeld]) -> dict[str, list[Any]]:
    """Give the data of the chart `months_held`, every force over the same months."""
    order = sorted({it.month for it in months})
    forces = list(dict.fromkeys(it.force for it in months))
    by_key = {(it.force, it.month): it for it in months}
    drawn = [
        by_key[force, month]
        for month in order
        for force in forces
        if (force, month) in by_key
    ]
    return {
        "place": [spoken(it.force) for it in drawn],
        "month": [month_words(it.month) for it in drawn],
        "state": [str(it.state) for it in drawn],
        "sign": [SIGNS.get(it.state, "") for it in drawn],
        "press_held": [f"{it.force} {it.month}" for it in drawn],
    }


def months_table(months: Sequence[MonthHeld]) -> Table:
    """Write how each month is held; a press shows what it was made of."""
    rows = [
        TableRow(
            {
                "force": spoken(it.force),
                "month": month_words(it.month),
                "state": MONTH_WORDS[it.state],
                "times": it.times or None,
                "from": _source(it),
            },
            presses={"month": f"{it.force} {it.month}"},
        )
        for it in months
    ]
    return Table("Months of street files held", MONTHS, tuple(rows))


def month_table(name: str, found: MonthFile | None) -> Table:
    """Write what a month was counted from; one line says so where there is no file."""
    if found is None:
        row = TableRow({"what": "No file was published or taken in", "number": None})
        return Table(name, MONTH, (row,))
    counts = (
        ("Rows of the file", found.row_count),
        ("Repeat a crime's id under one type", found.repeated_id),
        ("Say no place", found.no_location),
        ("Lie outside the force", found.outside_force),
        ("Times the month was taken in", found.times or None),
        ("Entry in the books", found.entry),
    )
    named = TableRow(
        {"what": found.file or "Counts published with the program", "number": None},
        marks=(found.provenance,),
    )
    rows = [TableRow({"what": what, "number": number}) for what, number in counts]
    return Table(name, MONTH, (named, *rows))


def imports_table(imports: Sequence[ImportHeld]) -> Table:
    """Write each file taken in, the latest first; a press lists its refused rows."""
    rows = [
        TableRow(
            {
                "file": it.file + (" (reversed)" if it.is_reversed else ""),
                "sort": IMPORT_KINDS[it.kind],
                "about": it.about,
                "on": it.recorded_at.date(),
                "person": it.person,
                "rows": it.row_count,
                "accepted": it.accepted,
                "held": it.already_held,
                "refused": it.refused,
                "apart": it.apart_pence,
            },
            marks=it.marks,
            presses={"refused": str(it.entry)} if it.refused else {},
        )
        for it in imports
    ]
    return Table("Files taken in, the latest first", IMPORTS, tuple(rows))


def refused_table(refused: Sequence[RefusedRow]) -> Table:
    """Write the rows refused, where each stands and what to do about it."""
    rows = [
        TableRow(
            {
                "file": it.file,
                "sheet": it.sheet,
                "row": it.row_number or None,
                "found": it.found,
                "message": it.message,
                "fix": it.fix,
                "state": "waits" if it.is_open else "put right",
            },
            marks=(it.provenance,),
        )
        for it in refused
    ]
    return Table("Rows refused", REFUSED, tuple(rows))


def findings_table(findings: Sequence[Finding]) -> Table:
    """Write what was found in a file, what stops it first."""
    rows = [
        TableRow(
            {
                "what": it.message,
                "severity": WEIGHTS[it.severity],
                "sheet": it.sheet or "",
                "row": it.row,
                "column": it.column or "",
                "found": it.found or "",
                "fix": it.fix,
            }
        )
        for it in worst_first(findings)
    ]
    return Table("What was found in the file", FINDINGS, tuple(rows))


def month_words(month: str) -> str:
    """Write a month as the chart does: `Nov 22`."""
    return f"{Month.parse(month).dates.start:%b %y}"


def _source(month: MonthHeld) -> str:
    if month.state is MonthState.MISSING:
        return ""
    if month.source != "lake":
        return "counts published with the program"
    return "street file" if month.is_placed else "list of the API, without places"
