"""Read the cells of a register row as what their columns say they hold."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.errors import NotAPeriod
from fundtrack.errors import NotMoney
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.sources.dates import parse_date
from fundtrack.sources.registers import RegisterRow
from fundtrack.sources.tables import Value

Fact = str | int | bool | date | tuple[str, ...]
"""What a cell says: money in pence, a period or choice as its own word."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
"""Thousands may be apart; "1,5" is no fifteen."""

PCT_LIMIT = 100
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A row that could be read: its facts by the key of their column."""

    row: RegisterRow
    facts: Mapping[str, Fact]

    def text(self, key: str, default: str = "") -> str:
        """Give words, a name or a period; the default where the cell is empty."""
        return str(self.facts.get(key, default))

    def whole(self, key: str) -> int | None:
        """Give pence, a count or a percentage."""
        fact = self.facts.get(key)
        return fact if isinstance(fact, int) else None

    def pence(self, key: str = "pence") -> Pence:
        """Give the money of a required column."""
        return Pence(self.whole(key) or 0)

    def day(self, key: str = "on") -> date:
        """Give the date of a required column."""
        fact = self.facts[key]
        if not isinstance(fact, date):
            raise TypeError(key)
        return fact

    def names(self, key: str) -> tuple[str, ...]:
        """Give a list of names, empty where the cell is."""
        fact = self.facts.get(key, ())
        return fact if isinstance(fact, tuple) else ()

    @property
    def cell(self) -> Cell:
        """The budget cell a row names, with * for what it leaves open."""
        keys = ("fund", "area", "project", "heading", "kind", "year")
        return Cell(*(self.text(key, ANY) for key in keys))

    @property
    def provenance(self) -> Provenance:
        """How sure the row is."""
        return Provenance(self.text("provenance", Provenance.RECORDED))

    @property
    def why(self) -> str:
        """The row's reason and source in one sentence, or nothing."""
        parts = (self.text("reason"), self.text("source"))
        return "; source: ".join(part for part in parts if part)

    def read_from(self, key: str) -> Source:
        """The cell of the file that a fact was read from."""
        heading = self.row.register.column(key).heading
        return Source(self.row.sha256, self.row.sheet, self.row.number, heading)

    def finding(self, rule: str, key: str, message: str, fix: str) -> Finding:
        """Say what is wrong with one cell of the row."""
        return Finding(
            rule=rule,
            severity=Severity.BLOCK,
            message=message,
            fix=fix,
            file=self.row.file,
            sheet=self.row.sheet or None,
            row=self.row.number,
            column=self.row.register.column(key).heading,
            found=str(self.row.cells.get(key, "")).strip() or None,
        )


def read_entry(row: RegisterRow) -> tuple[RegisterEntry, list[Finding]]:
    """Read every cell of a row; what cannot be read is a finding."""
    facts: dict[str, Fact] = {}
    findings: list[Finding] = []
    shell = RegisterEntry(row, facts)
    for column in row.register.columns:
        cell = row.cells.get(column.key)
        if cell is None:
            if column.is_required:
                findings.append(_empty(shell, column))
            continue
        fact = _READERS[column.reads](cell, column)
        if fact is None:
            findings.append(_wrong(shell, column))
        else:
            facts[column.key] = fact
    return shell, findings


def _empty(shell: RegisterEntry, column: Column) -> Finding:
    return shell.finding(
        "register-cell-empty",
        column.key,
        f"{column.heading} is empty",
        f"{_wanted(column)}; for example {column.example}",
    )


def _wrong(shell: RegisterEntry, column: Column) -> Finding:
    written = str(shell.row.cells[column.key]).strip()
    example = f"; for example {column.example}" if column.example else ""
    return shell.finding(
        "register-cell-unreadable",
        column.key,
        f"“{written}” is not {column.reads}",
        f"{_wanted(column)}{example}",
    )


def _wanted(column: Column) -> str:
    if column.choices:
        return f"write {', '.join(column.choices[:-1])} or {column.choices[-1]}"
    return f"write {column.reads}"


def _text(cell: Value, _: Column) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return " ".join(str(cell).split())


def _name(cell: Value, column: Column) -> str | None:
    written = _text(cell, column)
    # What refers to another sheet may be a full name; it is looked up there.
    if not column.refers and not NAME.fullmatch(written):
        return None
    return written


def _pounds(cell: Value, _: Column) -> int | None:
    if not isinstance(cell, str | int | float):
        return None
    try:
        return parse_pounds(cell)
    except NotMoney:
        return None


def _count(cell: Value, _: Column) -> int | None:
    written = str(cell).strip().removesuffix(".0")
    if isinstance(cell, bool) or not WHOLE.fullmatch(written):
        return None
    return int(written.replace(",", ""))


def _pct(cell: Value, column: Column) -> int | None:
    # A cell shown as 10% holds 0.1, so what is below one is taken as a share.
    if isinstance(cell, float) and 0 < cell < 1:
        hundredths = Decimal(str(cell)) * 100
        if hundredths % 1:
            return None
        return int(hundredths)
    pct = _count(str(cell).strip().rstrip("%").rstrip(), column)
    return pct if pct is not None and pct <= PCT_LIMIT else None


def _day(cell: Value, _: Column) -> date | None:
    return parse_date(cell.strip() if isinstance(cell, str) else cell)


def _month(cell: Value, _: Column) -> str | None:
    if isinstance(cell, date):
        return str(Month.of(cell))
    try:
        return str(Month.parse(str(cell)))
    except NotAPeriod:
        return None


def _year(cell: Value, _: Column) -> str | None:
    try:
        return str(FinancialYear.parse(str(cell)))
    except NotAPeriod:
        return None


def _quarter(cell: Value, _: Column) -> str | None:
    try:
        return str(Quarter.parse(str(cell)))
    except NotAPeriod:
        return None


def _yes_no(cell: Value, _: Column) -> bool | None:
    return YES_NO.get(str(cell).strip().casefold())


def _choice(cell: Value, column: Column) -> str | None:
    wanted = "-".join(str(cell).casefold().split())
    if wanted not in column.choices:
        return None
    return wanted


def _names(cell: Value, column: Column) -> tuple[str, ...] | None:
    parts = [part.strip() for part in re.split(r"[;\n]", str(cell)) if part.strip()]
    if column.choices:
        chosen = [_choice(part, column) for part in parts]
        parts = [part for part in chosen if part]
        if len(parts) < len(chosen):
            return None
    return tuple(dict.fromkeys(parts))


_READERS: dict[Reads, Callable[[Value, Column], Fact | None]] = {
    Reads.TEXT: _text,
    Reads.NAME: _name,
    Reads.POUNDS: _pounds,
    Reads.COUNT: _count,
    Reads.PCT: _pct,
    Reads.DAY: _day,
    Reads.MONTH: _month,
    Reads.YEAR: _year,
    Reads.QUARTER: _quarter,
    Reads.YES_NO: _yes_no,
    Reads.CHOICE: _choice,
    Reads.NAMES: _names,
}
