"""Write a year's Outturn Statement or a Statement of Grant Usage into a folder.

They are made from the papers of the return of the period's last quarter, of a snapshot
as known; nothing is recorded by writing them.
"""

from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.errors import FileStands
from fundtrack.errors import NotCounted
from fundtrack.errors import NoTerms
from fundtrack.metrics.deliveries import terms_said
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.line_evidence import kept_until
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.returns.frozen import freeze
from fundtrack.returns.frozen import program
from fundtrack.returns.frozen import render
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import Order
from fundtrack.returns.making import make_papers
from fundtrack.returns.period_figures import period_of
from fundtrack.returns.period_figures import read_period_figures
from fundtrack.returns.printing import printed
from fundtrack.returns.sections import BANNER
from fundtrack.returns.statements import Statement
from fundtrack.returns.statements import StatementPapers
from fundtrack.returns.statements import statement_sheets
from fundtrack.store.snapshot import Books


@dataclass(frozen=True, slots=True)
class StatementMade:
    """A statement that was written, and the sums it rests on."""

    statement: str
    fund: str
    starts: date
    ends: date
    eligible_pence: Pence
    claimed_pence: Pence
    received_pence: Pence
    owed_to_us_pence: Pence
    as_known: int
    folder: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statement of which grant; `year` is None for the whole funding period."""

    statement: Statement
    fund: str
    year: FinancialYear | None = None
    as_known: str | None = None

    @property
    def suffix(self) -> str:
        """What its files are named after the fund."""
        return f"{self.year or 'whole'}-{self.statement}"


def write_statement(session: Session, asked: Asked, folder: Path) -> StatementMade:
    """Write a statement as workbook, ODS, page, PDF and CSV into a new folder.

    Raises:
        FileStands: when something stands under the folder's name.
        NoTerms: when the agreement's terms are not held.
        NotCounted: while the period has not ended.
        NoRoom: when the disk is full; nothing is then left.
    """
    if folder.exists():
        raise FileStands(folder)
    with session.reading() as books:
        said = statement_papers(session, books, asked)
        snapshot = asdict(books.info)
    layout = read_layout(asked.statement)
    sheets = statement_sheets(said, layout)
    named, office = said.papers.signing.return_id, said.papers.setting.office
    made = render(named, sheets, office, BANNER * session.is_example)
    made |= printed(said.papers, sheets)
    facts = {
        "statement": str(asked.statement),
        "prepared_by": session.person,
        "prepared_on": session.today.isoformat(),
        "layout": layout.name,
        "layout_sha256": layout.sha256,
        "snapshot": snapshot,
        **program(),
    }
    done = _made(said, asked, folder, made)
    freeze(folder, made, {**facts, **_sums(done)})
    return done


def _made(
    said: StatementPapers, asked: Asked, folder: Path, files: Iterable[str]
) -> StatementMade:
    money, scope = said.money, said.papers.figures.scope
    return StatementMade(
        statement=str(asked.statement),
        fund=scope.fund,
        starts=money.period.starts,
        ends=money.period.until,
        eligible_pence=Pence(money.eligible.pence or 0),
        claimed_pence=money.claimed_pence,
        received_pence=money.received_pence,
        owed_to_us_pence=money.owed_pence,
        as_known=scope.known,
        folder=str(folder),
        files=tuple(sorted(files)),
    )


def _sums(done: StatementMade) -> dict[str, str | int]:
    """Give what a manifest says of the statement's figures."""
    return {
        "fund": done.fund,
        "starts": done.starts.isoformat(),
        "ends": done.ends.isoformat(),
        "as_known": done.as_known,
        "eligible_pence": done.eligible_pence,
        "claimed_pence": done.claimed_pence,
        "received_pence": done.received_pence,
        "owed_to_us_pence": done.owed_to_us_pence,
    }


def statement_papers(session: Session, books: Books, asked: Asked) -> StatementPapers:
    """Gather what a statement is made of.

    Raises:
        NoTerms: when the agreement's terms are not held.
        NotCounted: while the period has not ended, or for a year outside it.
    """
    fund, known = fund_id(books, asked.fund), known_entry(books, asked.as_known)
    terms = terms_said(books, Selection(session.today, known, fund))
    if not terms:
        raise NoTerms(fund, known)
    ends = date.fromisoformat(terms["funding_ends"])
    quarter = asked.year.quarters[-1] if asked.year else Quarter.of(ends)
    last_day = min(ends, asked.year.dates.last_day) if asked.year else ends
    if asked.year and ends < asked.year.dates.start:
        raise NotCounted(f"the funding of {fund} ended on {ends}, before {asked.year}")
    if session.today <= last_day:
        raise NotCounted(
            f"the period ends on {last_day}; a statement is of one that has ended"
        )
    named = f"{fund}-{asked.suffix}"
    step = StepTaken(ReturnState.PREPARED, session.person, session.today)
    office = session.workspace.settings().office
    on, is_example = session.today, session.is_example
    order = Order(named, fund, quarter, 1, known, on, office, is_example, step)
    papers = make_papers(books, order)
    period = period_of(papers.figures.scope.terms, asked.year)
    return StatementPapers(
        papers=papers,
        money=read_period_figures(books, papers.figures, period, session.today),
        retained_until=kept_until(books, Selection(session.today, known, fund)),
    )
