"""The rows of a quarter's workbook: as the books hold them, and as they came back."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.cells import Cell
from fundtrack.domain.quarter_form import CELL_KEYS
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.domain.quarter_form import QuarterSheet
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.register_cells import Fact
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_cells import read_entry
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Quarter
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import FormTable

Key = tuple[str, ...]
NOT_GIVEN = "not given"


@dataclass(frozen=True, slots=True)
class Told:
    """The entry that said something last, and who recorded it."""

    entry: int
    person: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row as the books hold it: its facts and who told each of them.

    `said` is the whole of what was recorded, where a register row was; `standing` the
    entry that counts by now in place of the one the row names, nought for none.
    """

    facts: Mapping[str, Fact]
    told: Mapping[str, Told]
    said: Mapping[str, Any] = field(default_factory=dict)
    provenance: str = ""
    standing: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a form holds of the books, as known at an entry.

    `rows` are by sheet and key; `waiting` are the facts of accruals of last time, which
    the form offers without an amount; `cells` are those with money or a plan, `shown`
    what stands beside their plans.
    """

    rows: Mapping[str, Mapping[Key, HeldRow]]
    waiting: Sequence[Mapping[str, Fact]]
    cells: frozenset[Cell]
    shown: Mapping[Cell, Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class FormOf:
    """Whose form it is and of which quarter, with the names that it may use."""

    fund: str
    quarter: Quarter
    areas: Mapping[str, str]
    projects: frozenset[tuple[str, str]]

    def area(self, written: str) -> str:
        """Find an area by its short or full name; empty where there is none."""
        wanted = written.casefold()
        for short, full in self.areas.items():
            if wanted in {short.casefold(), full.casefold()}:
                return short
        return ""

    def cell(self, facts: Mapping[str, Fact | None]) -> Cell:
        """The budget cell that a row names."""
        return Cell(self.fund, *(str(facts.get(key) or "") for key in CELL_KEYS))


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row that came back and could be read."""

    sheet: QuarterSheet
    table: FormTable
    entry: RegisterEntry

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What stands in it, by the key of its column."""
        return self.entry.facts

    @property
    def key(self) -> Key:
        """What names the row."""
        return row_key(self.sheet, self.facts)

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        return self.entry.row.number

    def address(self, key: str) -> str:
        """Name one of its cells, such as D12."""
        return self.table.address(self.number, key)

    def finding(
        self, key: str, said: tuple[str, str, str], severity: Severity = Severity.BLOCK
    ) -> Finding:
        """Say something about one cell of the row: rule, message, remedy."""
        rule, message, fix = said
        found = self.entry.finding(rule, key, message, fix)
        return replace(_addressed(found, self.address(key)), severity=severity)


def row_key(sheet: QuarterSheet, facts: Mapping[str, Fact]) -> Key:
    """Name a row by the facts that set it apart."""
    return tuple(str(facts.get(key, "")) for key in sheet.keys)


def fact_of(column: Column, said: object) -> Fact | None:
    """Read what a payload says as a workbook's cell would be read."""
    if said is None or said == "":
        return None
    if column.reads is Reads.DAY:
        return date.fromisoformat(str(said))
    return said if isinstance(said, int) else " ".join(str(said).split())


def in_words(column: Column, fact: Fact | None) -> str:
    """Show a fact as a change list does."""
    if fact is None:
        return NOT_GIVEN
    if column.reads is Reads.POUNDS and isinstance(fact, int):
        return show_pence(Pence(fact))
    return str(fact)


def read_rows(file: FormFile, form: FormOf) -> tuple[list[AnsweredRow], list[Finding]]:
    """Read every row of every sheet that was found; all that is wrong at once."""
    rows: list[AnsweredRow] = []
    findings: list[Finding] = []
    for sheet in FORM_SHEETS:
        table = file.tables.get(sheet.name)
        if table is None:
            continue
        findings += _columns_missing(file, sheet, table)
        for row in table.rows:
            entry, wrong = read_entry(row)
            shown = {sheet.register.column(key).heading for key in sheet.shown}
            answered = AnsweredRow(sheet, table, entry)
            wrong = [it for it in wrong if it.column not in shown]
            if not wrong:
                answered, wrong = _with_area(answered, form)
            findings += (_addressed_in(answered, found) for found in wrong)
            if not wrong:
                rows.append(answered)
    return rows, [*findings, *_said_twice(rows)]


def _columns_missing(
    file: FormFile, sheet: QuarterSheet, table: FormTable
) -> list[Finding]:
    return [
        Finding(
            "form-heading-missing",
            Severity.BLOCK,
            f"the heading {sheet.register.column(key).heading} is missing",
            "put the column back as it was sent; its order does not matter",
            file=file.path.name,
            sheet=table.sheet,
            row=table.heading_row,
            column=sheet.register.column(key).heading,
        )
        for key in (*sheet.keys, *sheet.typed)
        # What a row cannot do without was named when the table was read.
        if key not in table.columns and not sheet.register.column(key).is_required
    ]


def _with_area(
    answered: AnsweredRow, form: FormOf
) -> tuple[AnsweredRow, list[Finding]]:
    written = answered.entry.text("area")
    if not written:
        return answered, []
    found = form.area(written)
    if not found:
        said = (
            "quarter-unknown-area",
            f"there is no area “{written}”",
            f"choose one of {', '.join(form.areas.values())}",
        )
        return answered, [answered.entry.finding(said[0], "area", said[1], said[2])]
    facts = {**answered.facts, "area": found}
    return replace(answered, entry=replace(answered.entry, facts=facts)), []


def _said_twice(rows: Iterable[AnsweredRow]) -> list[Finding]:
    first: dict[tuple[str, Key], AnsweredRow] = {}
    findings = []
    for row in rows:
        if row.sheet.is_of_entries and not row.facts.get(row.sheet.keys[0]):
            continue
        before = first.setdefault((row.sheet.name, row.key), row)
        if before is not row:
            said = (
                "quarter-row-twice",
                f"row {before.number} speaks of the same",
                "keep one of the two rows",
            )
            findings.append(row.finding(row.sheet.keys[0], said))
    return findings


def _addressed_in(answered: AnsweredRow, found: Finding) -> Finding:
    key = next(
        (
            column.key
            for column in answered.sheet.register.columns
            if column.heading == found.column
        ),
        "",
    )
    return _addressed(found, answered.address(key))


def _addressed(found: Finding, address: str) -> Finding:
    if not address:
        return found
    return replace(found, message=f"{address}: {found.message}")
