"""What presses: due or late, owed, behind, to be recovered, as registers hold it."""

from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.delivery_registers import Rag
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.working_days import BankHolidays
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import milestones
from fundtrack.metrics.match import MatchPosition
from fundtrack.metrics.match import match_position
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.obligations import agreements
from fundtrack.metrics.obligations import obligations
from fundtrack.metrics.onward_grants import OnwardGrant
from fundtrack.metrics.onward_grants import onward_grants
from fundtrack.metrics.owners import Owners
from fundtrack.metrics.owners import owners
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.receivables import Receivable
from fundtrack.metrics.receivables import receivables
from fundtrack.metrics.underspend_cases import open_cases

SOON_WORKING_DAYS = 20
"""An obligation presses from so many working days before its day."""

SHOWN_ELSEWHERE = frozenset({Rule.RETURN, Rule.RECEIPT, Rule.RETENTION})
"""Returns and money owed have lines of their own; keeping records is no deed."""


@dataclass(frozen=True, slots=True)
class OfFund:
    """What presses of one fund's delivery; `match` is None while it keeps up."""

    fund: str
    milestones: tuple[Milestone, ...]
    match: MatchPosition | None
    onward_grants: tuple[OnwardGrant, ...]


@dataclass(frozen=True, slots=True)
class Pressing:
    """All that presses on a day, each part by fund and then by how hard."""

    obligations: tuple[ObligationDue, ...]
    receivables: tuple[Receivable, ...]
    cases: tuple[Case, ...]
    deliveries: tuple[OfFund, ...]
    owners: Owners


def pressing(books: Reader, selection: Selection, holidays: BankHolidays) -> Pressing:
    """Gather what presses of the funds selected, on the selection's day."""
    on, known = selection.as_at, selection.known
    every = obligations(books, on, known, holidays)
    owed = receivables(books, Selection(on, known, selection.fund), holidays)
    found = Pressing(
        obligations=tuple(due for due in every if _is_pressing(due)),
        receivables=tuple(grant for grant in owed if grant.is_late),
        cases=tuple(open_cases(books, known)),
        deliveries=_deliveries(books, selection),
        owners=owners(books, on, known),
    )
    if selection.fund == ANY:
        return found
    return Pressing(
        tuple(due for due in found.obligations if due.fund == selection.fund),
        found.receivables,
        tuple(case for case in found.cases if case.said.cell.fund == selection.fund),
        found.deliveries,
        found.owners,
    )


def _is_pressing(due: ObligationDue) -> bool:
    if due.rule in SHOWN_ELSEWHERE or due.working_days_left is None:
        return False
    return due.state is DueState.OVERDUE or due.working_days_left <= SOON_WORKING_DAYS


def _deliveries(books: Reader, selection: Selection) -> tuple[OfFund, ...]:
    on, known = selection.as_at, selection.known
    held: dict[str, set[str]] = {}
    for row in books.rows("delivery_funds", as_at=on, known=known):
        held.setdefault(row["fund"], set()).add(row["kind"])
    for fund in _asked_for_match(books, selection):
        held.setdefault(fund, set()).add("asks for match")
    listed = [
        _of_fund(books, Selection(on, known, fund), kinds)
        for fund, kinds in sorted(held.items())
        if selection.fund in {ANY, fund}
    ]
    return tuple(it for it in listed if it.milestones or it.match or it.onward_grants)


def _asked_for_match(books: Reader, selection: Selection) -> list[str]:
    """Give the funds whose match is still to be delivered with these books.

    Periods that ended before the books were begun were settled by other means.
    """
    begun_on = books.rows("first_entry")[0]["begun_on"] or selection.as_at
    return [
        agreement.fund
        for agreement in agreements(books, selection.known)
        if agreement.match_pct and agreement.funding_ends >= begun_on
    ]


def _of_fund(books: Reader, selection: Selection, kinds: set[str]) -> OfFund:
    late: list[Milestone] = []
    if "milestone" in kinds:
        late = [it for it in milestones(books, selection) if _is_late(it)]
    match = None
    if "asks for match" in kinds:
        found = match_position(books, selection)
        match = found if found.delivery_shortfall_pence else None
    back: list[OnwardGrant] = []
    if "onward_grant" in kinds:
        granted = onward_grants(books, selection)
        back = [grant for grant in granted if grant.to_recover_pence]
    worst_first = sorted(late, key=lambda it: (it.rag != Rag.RED, -(it.days_late or 0)))
    return OfFund(selection.fund, tuple(worst_first), match, tuple(back))


def _is_late(milestone: Milestone) -> bool:
    if milestone.actual_on is not None:
        return False
    return milestone.rag == Rag.RED or bool(milestone.days_late)
