"""Answer for the year-end journal from the current snapshot."""

from dataclasses import dataclass
from datetime import date

from fundtrack.acts.session import Session
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.year_ends import JournalLine
from fundtrack.metrics.year_ends import year_end_journal
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Every grant on 31 March, and what the answer was read from."""

    year: str
    as_at: date
    as_known: int
    snapshot: str
    journal: tuple[JournalLine, ...]


def year_end(
    session: Session, year: FinancialYear, as_known: str | None = None
) -> YearEnd:
    """List the accrued grant income or receipt in advance of each grant."""
    with session.reading() as books:
        known = known_entry(books, as_known)
        journal = year_end_journal(books, year, known)
        return YearEnd(
            str(year), year.dates.last_day, known, books.info.snapshot, journal
        )
