"""What an office holds: months of forces, files taken in, rows refused, backups."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fundtrack.metrics.crime_months import MonthFile
from fundtrack.metrics.crime_months import files_of_months
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.periods import months_between


class MonthState(StrEnum):
    """How a month of street files is held."""

    HELD = "held"
    REVISED = "revised"
    SYNTHETIC = "synthetic"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MonthHeld:
    """A month of one force between its first and last held; a gap is missing."""

    force: str
    month: str
    state: MonthState
    times: int = 0
    source: str = ""
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class ImportHeld:
    """A file that was taken in, as the books tell of it; None is not counted there.

    `about` names the source, table, partner or fund; money is whole pence; `brought`
    is how sure the entries are that came of it.
    """

    entry: int
    recorded_at: datetime
    person: str
    kind: str
    file: str
    about: str
    row_count: int | None
    accepted: int | None
    already_held: int | None
    queried: int | None
    refused: int | None
    findings: int | None
    total_pence: int | None
    control_total_pence: int | None
    provenance: str
    is_reversed: bool
    brought: Sequence[str] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """How sure the file and whatever it brought are."""
        return tuple(sorted({self.provenance, *self.brought}))

    @property
    def apart_pence(self) -> int | None:
        """How far the file is from its control total; None where none was given."""
        if self.total_pence is None or self.control_total_pence is None:
            return None
        return self.total_pence - self.control_total_pence


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a file that was refused: where it stands, what it says, what to do."""

    entry: int
    import_seq: int
    file: str
    sheet: str
    row_number: int
    message: str
    found: str
    fix: str
    provenance: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class BackupHeld:
    """The last backup, None where there is none, and since when entries are in none."""

    made_at: datetime | None
    file: str | None
    unsaved_since: datetime | None


def months_held(books: Reader) -> tuple[MonthHeld, ...]:
    """List the months of street files, force by force, the gaps among them."""
    revised = {
        (row["force"], row["month"]): row["times"]
        for row in books.rows("crime_revisions")
    }
    held = {
        (row["force"], row["month"]): MonthHeld(
            row["force"],
            row["month"],
            _state(row["provenance"], revised.get((row["force"], row["month"]), 1)),
            revised.get((row["force"], row["month"]), 1),
            row["source"],
            row["is_placed"],
        )
        for row in books.rows("crime_coverage")
    }
    forces = dict.fromkeys(force for force, _ in held)
    return tuple(
        held.get((force, month)) or MonthHeld(force, month, MonthState.MISSING)
        for force in forces
        for month in _between(month for at, month in held if at == force)
    )


def month_file(books: Reader, force: str, month: str) -> MonthFile | None:
    """Say which file a month of a force was counted from, None where none is held."""
    at = Month.parse(month)
    return next(iter(files_of_months(books, [force], at, at)), None)


def imports_held(books: Reader, known: int) -> tuple[ImportHeld, ...]:
    """List every file taken in up to an entry, the latest first."""
    return tuple(ImportHeld(**row) for row in books.rows("imports", known=known))


def refused_rows(books: Reader, known: int) -> tuple[RefusedRow, ...]:
    """List the rows refused up to an entry, those put right since among them."""
    return tuple(RefusedRow(**row) for row in books.rows("refused_rows", known=known))


def backup_held(books: Reader) -> BackupHeld:
    """Say when the last backup was made and since when entries are in none."""
    (row,) = books.rows("last_backup")
    return BackupHeld(**row)


def unbalanced(books: Reader) -> int:
    """Count the entries whose postings do not sum to nothing within each fund."""
    return len({row["entry"] for row in books.rows("verify_balances")})


def missing_of(months: Sequence[MonthHeld]) -> list[MonthHeld]:
    """Give the gaps."""
    return [month for month in months if month.state is MonthState.MISSING]


def _state(provenance: str, times: int) -> MonthState:
    if provenance == MonthState.SYNTHETIC:
        return MonthState.SYNTHETIC
    return MonthState.REVISED if times > 1 else MonthState.HELD


def _between(months: Iterable[str]) -> list[str]:
    """List every month from the first to the last."""
    ordered = sorted(months)
    first, last = Month.parse(ordered[0]), Month.parse(ordered[-1])
    return [str(month) for month in months_between(first, last)]
