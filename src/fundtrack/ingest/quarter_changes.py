"""What an answered quarter's workbook changes, cell by cell, and what keeps it from it.

Three things are compared: what the form held when it was made, what it holds now, and
what the books hold by now. Only what a person changed is a change; what the books hold
already is none; what somebody else changed meanwhile is named and refused.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.domain.quarter_form import QUARTER_KEYS
from fundtrack.domain.quarter_form import QuarterSheet
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.quarter_rows import AnsweredRow
from fundtrack.ingest.quarter_rows import Contents
from fundtrack.ingest.quarter_rows import FormOf
from fundtrack.ingest.quarter_rows import HeldRow
from fundtrack.ingest.quarter_rows import Key
from fundtrack.ingest.quarter_rows import in_words
from fundtrack.ingest.register_cells import Fact
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter

NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that a person changed, as the change list shows it.

    `id` names the row in the books, `cell` the cell in the file, such as G12.
    """

    what: str
    id: str
    column: str
    was: str
    becomes: str
    sheet: str
    row: int
    cell: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row with what was changed in it: by column, None where it was emptied.

    `held` is the row as the books hold it by now, None for a new one.
    """

    answered: AnsweredRow
    changed: Mapping[str, Fact | None]
    held: HeldRow | None
    cells: tuple[CellChange, ...]

    @property
    def facts(self) -> dict[str, Fact]:
        """The whole row as it should be: what the books hold, with the changes."""
        before = self.held.facts if self.held else {}
        merged = {**self.answered.facts, **before, **self.changed}
        return {key: fact for key, fact in merged.items() if fact is not None}


@dataclass(frozen=True, slots=True)
class Known:
    """What the books held when the form was made and hold now, and who answers."""

    person: str
    form: FormOf
    base: Contents
    now: Contents

    def rows(self, sheet: QuarterSheet) -> Mapping[Key, HeldRow]:
        """A sheet's rows as the form was made with them."""
        return self.base.rows[sheet.name]

    def now_rows(self, sheet: QuarterSheet) -> Mapping[Key, HeldRow]:
        """A sheet's rows as the books hold them now."""
        return self.now.rows[sheet.name]


@dataclass(frozen=True, slots=True)
class Compared:
    """What would be recorded, in order, and what was found."""

    changes: tuple[RowChange, ...]
    findings: tuple[Finding, ...]


def compare(rows: Sequence[AnsweredRow], known: Known) -> Compared:
    """Find every change of the rows, and all that is wrong with them."""
    changes: list[RowChange] = []
    findings: list[Finding] = []
    for sheet in FORM_SHEETS:
        mine = [row for row in rows if row.sheet is sheet]
        findings += _rows_missing(sheet, mine, known)
        for row in mine:
            if sheet.is_of_entries and not row.facts.get(sheet.keys[0]):
                continue
            change, wrong = _compared(row, known)
            findings += wrong
            if change:
                changes.append(change)
        if sheet.is_of_entries:
            added, wrong = _new_entries(sheet, mine, known)
            changes += added
            findings += wrong
    return Compared(tuple(changes), tuple(findings))


def quarter_of(row: AnsweredRow, key: str) -> Quarter:
    """The quarter that a column of a plan's row speaks of."""
    year = FinancialYear.parse(row.entry.text("year"))
    return year.quarters[QUARTER_KEYS.index(key)]


def _compared(row: AnsweredRow, known: Known) -> tuple[RowChange | None, list[Finding]]:
    sheet = row.sheet
    before, now = known.rows(sheet).get(row.key), known.now_rows(sheet).get(row.key)
    if sheet.is_of_entries and before is None:
        return None, [row.finding(sheet.keys[0], _no_such_entry(row))]
    was = before.facts if before else {}
    held = now.facts if now else {}
    findings = [*_shown_changed(row, known)]
    changed: dict[str, Fact | None] = {}
    for key in sheet.typed:
        said = row.facts.get(key)
        has_moved = held.get(key) != was.get(key)
        if said == was.get(key) and has_moved:
            findings.append(row.finding(key, _moved_on(row, key, now), Severity.WARN))
        if said in (was.get(key), held.get(key)):
            continue
        if has_moved and not _is_own(key, now, known.person):
            findings.append(row.finding(key, _clash(row, key, now)))
        changed[key] = said
    if not changed:
        return None, findings
    findings += _checked(row, changed, known, is_new=now is None)
    return RowChange(row, changed, now, _cells(row, changed, held, known)), findings


def _shown_changed(row: AnsweredRow, known: Known) -> Iterator[Finding]:
    """Say that what stands beside a plan was changed, which is not read."""
    beside = known.base.shown.get(known.form.cell(row.facts), {})
    for key in row.sheet.shown:
        is_there = key in beside and key in row.entry.row.cells
        if is_there and row.facts.get(key) != beside[key]:
            column = row.sheet.register.column(key)
            shown = in_words(column, beside[key])
            said = (
                "quarter-not-typed",
                f"{column.heading} was {shown}; a change of it is not read",
                "nothing is to be done; correct the books where it is wrong",
            )
            yield row.finding(key, said, Severity.WARN)


def _checked(
    row: AnsweredRow, changed: Mapping[str, Fact | None], known: Known, *, is_new: bool
) -> Iterator[Finding]:
    """Check what was changed by the rules of its sheet."""
    if is_new and not row.sheet.is_of_entries:
        yield from _new_place(row, known)
    for key, said in changed.items():
        if row.sheet.kind in set(PlanKind):
            yield from _plan_checked(row, key, said, known.form.quarter)
        elif row.sheet.is_of_entries:
            yield from _entry_checked(row, key, said)


def _plan_checked(
    row: AnsweredRow, key: str, said: Fact | None, quarter: Quarter
) -> Iterator[Finding]:
    planned = quarter_of(row, key)
    if said is None:
        yield row.finding(
            key,
            (
                "quarter-figure-emptied",
                f"the {row.sheet.kind} of {planned} was emptied and cannot be unsaid",
                "write 0 where nothing is expected, or put the figure back",
            ),
        )
    elif row.sheet.kind == PlanKind.FORECAST and planned <= quarter:
        yield row.finding(
            key,
            (
                "quarter-ended",
                f"{planned} has ended: what was spent comes from finance",
                "empty the cell; take the finance extract in for what was spent",
            ),
        )


def _entry_checked(row: AnsweredRow, key: str, said: Fact | None) -> Iterator[Finding]:
    heading = row.sheet.register.column(key).heading
    if key in {"reference", "supplier"}:
        yield row.finding(
            key,
            (
                "quarter-order-renamed",
                f"{heading} of entry {row.key[0]} was changed; it stays as recorded",
                "put it back; or write 0 as its amount and add a new row",
            ),
        )
    elif said is None:
        yield row.finding(
            key,
            (
                "quarter-cell-emptied",
                f"{heading} was emptied",
                "put it back; write 0 as the amount to take the entry back",
            ),
        )


def _new_entries(
    sheet: QuarterSheet, rows: Sequence[AnsweredRow], known: Known
) -> tuple[list[RowChange], list[Finding]]:
    """Find the new rows of a sheet of entries that the books do not hold yet."""
    later = [
        {key: held.facts.get(key) for key in sheet.typed}
        for name, held in known.now_rows(sheet).items()
        if name not in known.rows(sheet)
    ]
    changes = []
    findings: list[Finding] = []
    for row in rows:
        if row.facts.get(sheet.keys[0]) or _waits(row, known):
            continue
        said = {key: row.facts.get(key) for key in sheet.typed}
        if said in later:
            later.remove(said)
            continue
        wrong = [*_new_checked(row, known), *_new_place(row, known)]
        findings += wrong
        given = {key: fact for key, fact in said.items() if fact is not None}
        # A new entry is one change, not one for each of its cells.
        amount = {"pence": row.facts.get("pence")}
        changes.append(RowChange(row, given, None, _cells(row, amount, {}, known)))
    return changes, findings


def _waits(row: AnsweredRow, known: Known) -> bool:
    """Whether a row was offered without an amount and came back so."""
    offered = {(known.form.cell(it), it.get("what")) for it in known.base.waiting}
    is_empty = row.facts.get("pence") is None
    return is_empty and (known.form.cell(row.facts), row.facts.get("what")) in offered


def _new_checked(row: AnsweredRow, known: Known) -> Iterator[Finding]:
    for key in row.sheet.typed:
        if row.facts.get(key) is None and key not in {"reference", "supplier"}:
            heading = row.sheet.register.column(key).heading
            said = (
                "quarter-cell-empty",
                f"{heading} is empty in a new row",
                "fill it, or empty the whole row",
            )
            yield row.finding(key, said)
    on, quarter = row.facts.get("on"), known.form.quarter
    is_accrual = row.sheet.kind == "accrual"
    if is_accrual and isinstance(on, date) and on not in quarter.dates:
        said = (
            "quarter-other-quarter",
            f"{on} is not in {quarter}",
            f"write the day of {quarter} on which it was received",
        )
        yield row.finding("on", said)


def _new_place(row: AnsweredRow, known: Known) -> Iterator[Finding]:
    """Check a new row's project, and say when its budget cell is unheard of."""
    area, project = row.entry.text("area"), row.entry.text("project")
    if project and (area, project) not in known.form.projects:
        others = sorted(name for of, name in known.form.projects if of == area)
        said = (
            "quarter-unknown-project",
            f"{known.form.fund} has no project “{project}” in {area}",
            f"choose one of {', '.join(others)}"
            if others
            else "add it to the projects register first",
        )
        yield row.finding("project", said)
        return
    cell = known.form.cell(row.facts)
    if "year" in row.facts and cell.is_whole and cell not in known.now.cells:
        said = (
            "quarter-new-cell",
            f"{cell} has no budget and no plan yet",
            "check its heading and year; if it is right, nothing is to be done",
        )
        yield row.finding("heading", said, Severity.WARN)


def _rows_missing(
    sheet: QuarterSheet, rows: Iterable[AnsweredRow], known: Known
) -> Iterator[Finding]:
    """Say that a row which is gone is no deletion."""
    there = {row.key for row in rows}
    gone = [key for key in known.rows(sheet) if key not in there]
    if not gone:
        return
    named = ["/".join(part for part in key if part) for key in gone[:NAMED_AT_MOST]]
    more = f" and {len(gone) - NAMED_AT_MOST} more" if len(gone) > NAMED_AT_MOST else ""
    yield Finding(
        "quarter-row-missing",
        Severity.WARN,
        f"rows that were sent are not there or could not be read: {', '.join(named)}"
        f"{more}; a missing row deletes nothing",
        "nothing is to be done; to take something back write 0, or close it",
        sheet=sheet.name,
    )


def _cells(
    row: AnsweredRow,
    changed: Mapping[str, Fact | None],
    held: Mapping[str, Fact],
    known: Known,
) -> tuple[CellChange, ...]:
    made = []
    for key, said in changed.items():
        column = row.sheet.register.column(key)
        made.append(
            CellChange(
                what=row.sheet.kind,
                id=_id(row, key, known.form),
                column=column.heading,
                was=in_words(column, held.get(key)),
                becomes=in_words(column, said),
                sheet=row.table.sheet,
                row=row.number,
                cell=row.address(key),
            )
        )
    return tuple(made)


def _id(row: AnsweredRow, key: str, form: FormOf) -> str:
    if row.sheet.is_of_entries:
        number = row.facts.get(row.sheet.keys[0])
        new = f"new on {form.cell(row.facts)}: {row.entry.text('what')}"
        return f"entry {number}" if number else new
    if row.sheet.kind in set(PlanKind):
        return f"{form.cell(row.facts)}, {quarter_of(row, key)}"
    return "/".join([form.fund, *(part for part in row.key if part)])


def _no_such_entry(row: AnsweredRow) -> tuple[str, str, str]:
    return (
        "quarter-entry-unknown",
        f"the form was sent without a row of entry {row.key[0]}",
        "leave Entry empty for what is new",
    )


def _is_own(key: str, now: HeldRow | None, person: str) -> bool:
    """Whether what the books hold by now was told by the one who answers."""
    told = now.told.get(key) if now else None
    return told is not None and told.person == person


def _moved_on(row: AnsweredRow, key: str, now: HeldRow | None) -> tuple[str, str, str]:
    column = row.sheet.register.column(key)
    holds = in_words(column, now.facts.get(key) if now else None)
    return (
        "quarter-moved-on",
        f"{column.heading} is as the form was made; the books hold {holds} by now",
        "nothing is to be done; to change it, take a new form out",
    )


def _clash(row: AnsweredRow, key: str, now: HeldRow | None) -> tuple[str, str, str]:
    column = row.sheet.register.column(key)
    told = now.told.get(key) if now else None
    by = f" by {told.person} (entry {told.entry})" if told else ""
    holds = in_words(column, now.facts.get(key) if now else None)
    return (
        "quarter-changed-meanwhile",
        f"{column.heading} was changed{by} since the form was made: it is {holds} now",
        "take a new form out and make the change there",
    )


def known_cells(cells: Iterable[Cell]) -> frozenset[Cell]:
    """Keep the cells that name every part."""
    return frozenset(cell for cell in cells if cell.is_whole)
