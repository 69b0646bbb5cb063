"""How the returns stand for a choice: read once, shown by every part of the page."""

from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import with_elsewhere
from fundtrack.acts.return_standings import ReturnStanding as CalendarLine
from fundtrack.acts.return_standings import moved_since
from fundtrack.acts.return_standings import returns_standing
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.config import Workspace
from fundtrack.domain.people import Holding
from fundtrack.domain.returns import ReturnState
from fundtrack.findings import blocking
from fundtrack.metrics.agreements import fund_terms
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.money import Pence
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import PageStanding
from fundtrack.periods import Quarter
from fundtrack.returns.frozen import MANIFEST
from fundtrack.returns.frozen import read_manifest
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.making import make_papers
from fundtrack.returns.papers import Papers
from fundtrack.returns.queries import Query
from fundtrack.returns.queries import open_queries
from fundtrack.sentences.returns import HowItStands
from fundtrack.store.snapshot import Books

NIL = Pence(0)
LIVE = frozenset({ReturnState.PREPARED, ReturnState.REVIEWED})
"""States in which the checks still decide what comes next."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The return that another one is set against, in words, and what it knew.

    `until` is the last day that returns of earlier quarters answered for.
    """

    name: str
    known: int
    until: date


@dataclass(frozen=True, slots=True)
class ReturnStanding(PageStanding):
    """The returns of an office, and the one chosen with what it is made of.

    `line` is None for a fund that asks for no return; `filed` and `papers` are None
    before a return is begun. `today` is the day to look at them on; `moved` says what
    the ledger no longer shares with certified figures; `frozen` are the files of each
    certified return, `quarters` those that the fund's agreement covers so far, `sure`
    how sure the spending beneath each return is.
    """

    fund: str
    funds: Mapping[str, str]
    areas: Mapping[str, str]
    people: Mapping[str, str]
    holdings: Sequence[Holding]
    calendar: Sequence[CalendarLine]
    line: CalendarLine | None
    filed: Filed | None
    papers: Papers | None
    waiting: Sequence[Query]
    moved: LaterMoves | None
    frozen: Mapping[str, Sequence[str]]
    baseline: Baseline | None
    quarters: Sequence[str]
    sure: Mapping[str, Sequence[str]]
    person: str | None

    @property
    def is_nothing_yet(self) -> bool:
        """Whether no fund is registered, so that no return can be asked for."""
        return not self.funds

    @property
    def fund_name(self) -> str:
        """The fund chosen, as people know it."""
        return self.funds.get(self.fund, self.fund)

    @property
    def blocks(self) -> int:
        """How many rules block the return, while checks still decide."""
        if self.papers is None or self.filed is None:
            return 0
        is_live = self.filed.life.state in LIVE
        found = blocking(self.papers.findings) if is_live else []
        return len({it.rule for it in found})

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        line = self.line
        return {
            "fund": self.fund,
            "quarter": line.quarter if line else "",
            "version": line.return_id if line else "",
        }

    @property
    def versions(self) -> list[CalendarLine]:
        """The versions of the quarter chosen, the newest first."""
        line = self.line
        if line is None:
            return []
        mine = [it for it in self.calendar if it.fund == line.fund]
        same = [it for it in mine if it.quarter == line.quarter]
        return sorted(same, key=lambda it: -it.version)

    @property
    def is_latest(self) -> bool:
        """Whether the version chosen is the one worked on last."""
        return self.line is not None and self.versions[0] is self.line

    def name(self, person: str) -> str:
        """A person as people know them."""
        return self.people.get(person, person)

    def told(self, line: CalendarLine) -> HowItStands:
        """Gather what the sentence about the return chosen is written from."""
        filed = self.filed
        begun = HowItStands(line.quarter, self.today, line.due_on)
        if filed is None:
            return begun
        owed = line.owed
        return replace(
            begun,
            version=filed.version,
            state=filed.life.state,
            claim_pence=line.claim_pence or NIL,
            was_sent=filed.life.was_sent,
            blocks=self.blocks,
            sent_on=owed.sent_on if owed else None,
            expected_on=owed.expected_on if owed else None,
            owed_pence=owed.owed_pence if owed else None,
            queries=len(self.waiting),
        )


def read_returns(
    session: PageSession, books: Books, asked: Mapping[str, str]
) -> ReturnStanding:
    """Read how the returns stand for what a page's address asks."""
    funds = fund_names(books)
    today = day_of(books, session.today)
    calendar = returns_standing(books, today)
    fund = choose_fund(asked.get("fund"), calendar, funds)
    mine = [it for it in calendar if it.fund == fund]
    line = choose_line(asked.get("quarter"), asked.get("version"), mine)
    filed = _filed(books, line)
    people = books.rows("people", known=books.info.head_seq)
    return ReturnStanding(
        settings=session.settings,
        info=books.info,
        today=today,
        fund=fund,
        funds=funds,
        areas=area_names(books),
        people={row["person"]: row["name"] for row in people},
        holdings=role_holdings(books, today),
        calendar=calendar,
        line=line,
        filed=filed,
        papers=_papers(session, books, filed, today) if filed else None,
        waiting=open_queries(books, filed.return_id) if filed else (),
        moved=moved_since(books, filed, books.info.head_seq) if filed else None,
        frozen=_frozen(session.workspace, [it.return_id for it in calendar]),
        baseline=_baseline(books, filed, mine) if filed else None,
        quarters=_quarters(books, fund, today),
        sure=_sure(books, [it.return_id for it in calendar if it.return_id]),
        person=session.person,
    )


def day_of(books: Books, today: date) -> date:
    """Give the day to look at returns on: today, or the day of the last step taken.

    An example's story has stopped on a day; what is done to it later still counts.
    """
    taken = books.rows("return_steps", return_id="*")
    days: list[date] = [row["effective_on"] for row in taken]
    return max([today, *days])


def is_open(line: CalendarLine) -> bool:
    """Whether a return still has to be sent."""
    return line.working_days_left is not None


def choose_fund(
    asked: str | None, calendar: Sequence[CalendarLine], funds: Collection[str]
) -> str:
    """Choose the fund asked for, else the one whose return is due first."""
    if asked in funds:
        return asked or ""
    pressing = sorted(calendar, key=lambda it: (not is_open(it), it.due_on, it.fund))
    return pressing[0].fund if pressing else next(iter(funds), "")


def choose_line(
    quarter: str | None, version: str | None, lines: Sequence[CalendarLine]
) -> CalendarLine | None:
    """Choose the version asked for, of the quarter asked for, else what presses most.

    A return that is begun and not sent comes before one that is not begun, and that
    before one that was sent; of a quarter the version worked on last.

    Args:
        lines: those of one fund, by quarter and version.
    """
    newest = list(reversed(lines))
    of_quarter = [it for it in newest if it.quarter == quarter]
    for found in (
        [it for it in of_quarter if it.return_id == version],
        of_quarter,
        [it for it in lines if is_open(it) and it.return_id],
        [it for it in lines if is_open(it)],
        newest,
    ):
        if found:
            return found[0]
    return None


def _filed(books: Books, line: CalendarLine | None) -> Filed | None:
    """Read the version chosen, with the hands that the other versions had."""
    if line is None or not line.return_id:
        return None
    filed = read_filed(books, line.return_id)
    return replace(filed, life=with_elsewhere(books, filed.life))


def _baseline(
    books: Books, filed: Filed, lines: Sequence[CalendarLine]
) -> Baseline | None:
    """Choose the version before, else the last return sent of an earlier quarter."""
    until = filed.quarter.dates.start - timedelta(days=1)
    if filed.replaces:
        before = read_filed(books, filed.replaces)
        return Baseline(f"version {before.version}", before.known, until)
    sent = [it for it in lines if it.owed and it.quarter < str(filed.quarter)]
    if not sent:
        return None
    last = read_filed(books, sent[-1].return_id)
    return Baseline(f"the {last.quarter} return", last.known, until)


def _frozen(workspace: Workspace, ids: Sequence[str]) -> dict[str, Sequence[str]]:
    """List the files of each return whose folder is whole enough to have a manifest."""
    folders = {it: workspace.returns / it for it in ids if it}
    held = {it: at for it, at in folders.items() if (at / MANIFEST).is_file()}
    return {it: [*read_manifest(at)["files"], MANIFEST] for it, at in held.items()}


def _sure(books: Books, ids: Sequence[str]) -> dict[str, Sequence[str]]:
    """Say of each return how sure the entries of its spending are, as it knew them."""
    found: dict[str, Sequence[str]] = {}
    for filed in (read_filed(books, return_id) for return_id in ids):
        rows = books.rows(
            "return_marks",
            fund=filed.fund,
            as_at=filed.quarter.dates.last_day,
            known=filed.known,
        )
        found[filed.return_id] = [row["provenance"] for row in rows]
    return found


def _quarters(books: Books, fund: str, today: date) -> list[str]:
    """List the quarters of a fund's agreement that have begun, the newest first."""
    terms = fund_terms(books, books.info.head_seq).get(fund)
    if terms is None or terms.funding_starts is None or terms.funding_ends is None:
        return []
    until = min(today, terms.funding_ends)
    quarters = []
    quarter = Quarter.of(terms.funding_starts)
    while quarter.dates.start <= until:
        quarters.append(str(quarter))
        quarter = quarter.following
    return quarters[::-1]


def reader_of(session: PageSession) -> Session:
    """Open a session that only reads, for whoever looks, signed in or not."""
    return Session(
        session.workspace,
        session.person or "",
        session.clock,
        is_example=session.settings.example,
    )


def acting_on(session: PageSession, standing: ReturnStanding) -> Session:
    """Open a session in which whoever is signed in acts.

    In an example the acts fall on the day that its page shows, like its story.

    Raises:
        NobodySignedIn: when nobody is, or the sign-in has ended.
    """
    acting = session.acting()
    if not session.settings.example:
        return acting
    return replace(
        acting, clock=lambda: datetime.combine(standing.today, session.clock().time())
    )


def _papers(session: PageSession, books: Books, filed: Filed, on: date) -> Papers:
    return make_papers(books, replace(order_for(reader_of(session), filed), on=on))
