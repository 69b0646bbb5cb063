"""Gather what needs somebody, for the list on Overview and for `status`."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fundtrack.acts.deciding import deciders
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import with_elsewhere
from fundtrack.acts.session import role_holdings
from fundtrack.domain.cells import ANY
from fundtrack.domain.people import MAY
from fundtrack.domain.people import Holding
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.domain.returns import PERMISSIONS
from fundtrack.domain.returns import ReturnState
from fundtrack.metrics.agreements import certified_unsent
from fundtrack.metrics.agreements import returns_due
from fundtrack.metrics.attention import last_tie_out
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.attention import waivers
from fundtrack.metrics.position import Selection
from fundtrack.metrics.pressing import pressing
from fundtrack.metrics.run_freshness import Result
from fundtrack.metrics.run_freshness import stale_runs
from fundtrack.metrics.virements import waiting
from fundtrack.money import Pence
from fundtrack.sentences.needs import GOOD
from fundtrack.sentences.needs import Need
from fundtrack.sentences.needs import backup_need
from fundtrack.sentences.needs import refused_need
from fundtrack.sentences.needs import return_needs
from fundtrack.sentences.needs import review_need
from fundtrack.sentences.needs import sign_need
from fundtrack.sentences.needs import suspense_need
from fundtrack.sentences.needs import tie_out_need
from fundtrack.sentences.needs import unsent_need
from fundtrack.sentences.needs import virement_need
from fundtrack.sentences.needs import waiver_need
from fundtrack.sentences.register_needs import Named
from fundtrack.sentences.register_needs import calm
from fundtrack.sentences.register_needs import hardest_first
from fundtrack.sentences.register_needs import register_needs
from fundtrack.sentences.run_needs import stale_needs
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import Books

MOST = 5
"""More than this on one page is read by nobody."""

RECORDS = frozenset({Permission.RECORD})
RETURNS = frozenset({Permission.PREPARE, Permission.SUBMIT})
WAIVERS = frozenset({Permission.PREPARE, Permission.WAIVE})
CASES = frozenset({Permission.WORK_UNDERSPEND, Permission.DECIDE_UNDERSPEND})
PRESSES = RECORDS | {Permission.CERTIFY}
SIGNS = frozenset({Permission.REVIEW, Permission.CERTIFY})
STEPS = {ReturnState.REVIEWED: review_need, ReturnState.CERTIFIED: sign_need}
EVALUATIONS = frozenset({Permission.EVALUATE})


def page_needs(
    books: Books,
    selection: Selection,
    named: Named,
    results: Iterable[Result] = (),
    person: str | None = None,
) -> list[Need]:
    """List what needs somebody, the hardest first, and what is in order; not too much.

    Every fund is asked for: what waits does not depend on what is looked at. Whoever
    has a role that acts is shown what they can do themselves; others see all of it.

    Args:
        results: what the evaluations found, oldest first.
        person: who is signed in, if anybody is.
    """
    found = _every(books, selection, named, results)
    if person is None:
        return calm(found, MOST)
    holdings = role_holdings(books, selection.as_at)
    may = permissions(person, holdings)
    if not may:
        return calm(found, MOST)
    found += _backup(books, selection.as_at)
    if may & SIGNS:
        found += _steps(books, selection.known, person, holdings)
    return calm([need for need in found if need.is_for(person, may)], MOST)


def all_needs(
    books: Books, selection: Selection, named: Named, results: Iterable[Result] = ()
) -> list[Need]:
    """List all that needs somebody about the fund selected, the hardest first."""
    found = _every(books, selection, named, results)
    return hardest_first(need for need in found if need.tone != GOOD)


def standing_needs(books: Books, selection: Selection) -> list[Need]:
    """Say how the books stand: the last extract's tie-out and the live waivers."""
    on, known = selection.as_at, selection.known
    found = [tie_out_need(last_tie_out(books, known))]
    live = [waiver_need(each) for each in waivers(books, known, on)]
    return [*found, *(live or [Need(GOOD, "No waiver", "No check is set aside.")])]


def is_acting(books: Books, person: str, on: date) -> bool:
    """Whether somebody holds a role that does more than read."""
    return bool(permissions(person, role_holdings(books, on)))


def permissions(person: str, holdings: Iterable[Holding]) -> frozenset[Permission]:
    """Give all that a person's roles let them do."""
    held = [MAY[it.role] for it in holdings if it.person == person]
    return frozenset[Permission]().union(*held)


def _steps(
    books: Books, known: int, person: str, holdings: Sequence[Holding]
) -> Iterator[Need]:
    """Say which returns wait for a person's own review or signature."""
    begun = books.rows("returns_begun", known=known)
    for return_id in (row["return_id"] for row in begun if not row["is_sent"]):
        filed = read_filed(books, return_id)
        life = with_elsewhere(books, filed.life)
        for state in life.can_become:
            able = set(who_may(PERMISSIONS[state], holdings)) - life.barred_from(state)
            if state in STEPS and person in able:
                need = STEPS[state](return_id, Pence(filed.facts["claim_pence"]))
                yield replace(need, people=frozenset({person}))


def _backup(books: Books, on: date) -> Iterator[Need]:
    """Say how old the last backup is, to whoever looks after the workspace."""
    (row,) = books.rows("last_backup")
    made, since = (
        moment.date() if moment else None
        for moment in (row["made_at"], row["unsaved_since"])
    )
    yield from _for({Permission.ADMINISTER}, [backup_need(made, since, on)])


def _for(acts: Iterable[Permission], needs: Iterable[Need | None]) -> Iterator[Need]:
    """Say who can do what needs doing."""
    held = frozenset(acts)
    return (replace(need, acts=held) for need in needs if need)


def _every(
    books: Books, selection: Selection, named: Named, results: Iterable[Result]
) -> list[Need]:
    on, known, fund = selection.as_at, selection.known, selection.fund
    due = [it for it in returns_due(books, known, on) if fund in {ANY, it.fund}]
    lines = [it for it in suspense(books, known) if fund in {ANY, it.fund}]
    rows = [it for it in refused(books, known) if fund in {ANY, it.fund}]
    moves = [it for it in waiting(books, known) if fund in {ANY, it.from_cell.fund}]
    named_due = {it.begun for it in due}
    unsent = [
        return_id
        for return_id, of in certified_unsent(books, known).items()
        if fund in {ANY, of} and return_id not in named_due
    ]
    runs = [it for it in stale_runs(books, results) if fund in {ANY, it.fund}]
    asked = [virement_need(it, named.areas, deciders(books, it, on)) for it in moves]
    pressed = pressing(books, selection, bank_holidays())
    found = [
        *_for(RETURNS, return_needs(due, named.funds, on, bank_holidays())),
        *_for(RETURNS, [unsent_need(each) for each in unsent]),
        *_for(RECORDS, [suspense_need(lines, on), refused_need(rows)]),
        *_for(PRESSES | CASES, register_needs(pressed, named, on)),
        *_for({Permission.APPROVE_VIREMENT}, asked),
        *_for(EVALUATIONS, stale_needs(runs, named)),
    ]
    if fund == ANY:
        live = [waiver_need(each) for each in waivers(books, known, on)]
        found += _for(RECORDS, [tie_out_need(last_tie_out(books, known))])
        found += _for(WAIVERS, live)
    return found
