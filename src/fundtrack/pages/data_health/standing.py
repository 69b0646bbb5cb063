"""What Data health shows, read once from the books: holdings, refusals, backups."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.session import role_holdings
from fundtrack.domain.cells import ANY
from fundtrack.domain.people import Holding
from fundtrack.metrics.holdings import BackupHeld
from fundtrack.metrics.holdings import ImportHeld
from fundtrack.metrics.holdings import MonthHeld
from fundtrack.metrics.holdings import RefusedRow
from fundtrack.metrics.holdings import backup_held
from fundtrack.metrics.holdings import imports_held
from fundtrack.metrics.holdings import months_held
from fundtrack.metrics.holdings import refused_rows
from fundtrack.metrics.holdings import unbalanced
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import PageStanding
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.sentences.data_health import IMPORT_KINDS
from fundtrack.sentences.data_health import Health
from fundtrack.store.snapshot import Books

ASKS = frozenset({"year", "sort"})


@dataclass(frozen=True, slots=True)
class HealthStanding(PageStanding):
    """What is held, missing, revised and refused, and for whom it is shown.

    `months` and `imports` are those of the choice, `all_months` and `all_imports`
    every one; the sentence speaks of the choice's months and of every file.
    """

    year: str
    sort: str
    all_months: Sequence[MonthHeld]
    all_imports: Sequence[ImportHeld]
    refused: Sequence[RefusedRow]
    backup: BackupHeld
    unbalanced: int
    holdings: Sequence[Holding]
    person: str | None

    @property
    def is_nothing_yet(self) -> bool:
        """Never: an empty office begins here, by dropping its first file."""
        return False

    @property
    def months(self) -> list[MonthHeld]:
        """The months of the financial year chosen."""
        return [it for it in self.all_months if self.year in {ANY, year_of(it.month)}]

    @property
    def imports(self) -> list[ImportHeld]:
        """The files of the sort chosen."""
        return [it for it in self.all_imports if self.sort in {ANY, it.kind}]

    @property
    def health(self) -> Health:
        """What the sentence is written from."""
        return Health(self.all_imports, self.refused, self.months, self.unbalanced)

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        return {"year": self.year, "sort": self.sort}


def read_health(
    session: PageSession, books: Books, asked: Mapping[str, str]
) -> HealthStanding:
    """Read what is held for what the address asks."""
    known = books.info.head_seq
    months = months_held(books)
    years = {year_of(it.month) for it in months}
    year, sort = asked.get("year", ANY), asked.get("sort", ANY)
    return HealthStanding(
        settings=session.settings,
        info=books.info,
        today=session.today,
        year=year if year in years else ANY,
        sort=sort if sort in IMPORT_KINDS else ANY,
        all_months=months,
        all_imports=imports_held(books, known),
        refused=refused_rows(books, known),
        backup=backup_held(books),
        unbalanced=unbalanced(books),
        holdings=role_holdings(books, session.today),
        person=session.person,
    )


def year_of(month: str) -> str:
    """Give the financial year of a month."""
    return str(FinancialYear.of(Month.parse(month).dates.start))
