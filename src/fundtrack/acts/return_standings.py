"""Where every return stands on a day: how far, who is next, owed, late, still true."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import with_elsewhere
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.people import Holding
from fundtrack.domain.people import who_may
from fundtrack.domain.people import whom_for
from fundtrack.domain.receipts import Ageing
from fundtrack.domain.receipts import ageing
from fundtrack.domain.returns import PERMISSIONS
from fundtrack.domain.returns import VERBS
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import claim_name
from fundtrack.domain.returns import state_in_words
from fundtrack.domain.working_days import working_days_left
from fundtrack.metrics.agreements import ReturnDue
from fundtrack.metrics.agreements import fund_terms
from fundtrack.metrics.agreements import returns_due
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.position import Reader
from fundtrack.metrics.receivables import ClaimSent
from fundtrack.metrics.receivables import claims_sent
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.later_moves import later_moves
from fundtrack.returns.queries import open_queries
from fundtrack.returns.scopes import read_scope
from fundtrack.sources.bank_holidays import bank_holidays

NIL = Pence(0)
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What has to be done to a return next and who can; no verb where nothing has.

    `people` are by full name, a deputy with whom they act for.
    """

    verb: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """What was claimed by the version sent last, what arrived of it, what is late.

    `short_because` is the reason held for the last payment that was less than owed.
    """

    sent_on: date
    expected_on: date
    received_on: date | None
    claimed_pence: Pence
    received_pence: Pence
    owed_pence: Pence
    late_days: int
    ageing: Ageing
    short_because: str

    @property
    def is_short(self) -> bool:
        """Whether some of the claim arrived, and not all of it."""
        return bool(self.received_pence and self.owed_pence)


@dataclass(frozen=True, slots=True)
class ReturnStanding:
    """One version of a return, or a quarter whose return is due and not begun.

    `return_id` is empty and `claim_pence` None where it is not begun. `owed` is None
    until it is sent, and where a later version was; `stale_pence` and
    `stale_entries` say by how much the ledger has moved beneath certified figures,
    None where there are none that still count.
    """

    return_id: str
    fund: str
    fund_name: str
    quarter: str
    version: int
    state: str
    state_in_words: str
    next: NextStep
    due_on: date
    working_days_left: int | None
    claim_pence: Pence | None = None
    owed: Owed | None = None
    stale_pence: Pence | None = None
    stale_entries: int = 0


@dataclass(frozen=True, slots=True)
class ReturnList:
    """Where every return stands on a day."""

    as_at: date
    returns: tuple[ReturnStanding, ...]


def list_returns(session: Session) -> ReturnList:
    """List where every return stands today."""
    today = session.workspace.settings().today(session.clock)
    with session.reading() as books:
        return ReturnList(today, returns_standing(books, today))


def returns_standing(books: Reader, today: date) -> tuple[ReturnStanding, ...]:
    """List every return and every quarter due, by fund, quarter and version."""
    office = _read_office(books, today)
    begun = [_begun(books, office, filed) for filed in office.filed]
    due = [_not_begun(office, it) for it in returns_due(books, LAST_ENTRY, today)]
    every = [*begun, *(it for it in due if it is not None)]
    return tuple(sorted(every, key=lambda it: (it.fund, it.quarter, it.version)))


def owed_on(books: Reader, return_id: str, today: date) -> Owed | None:
    """Say what is owed on a return's claim; None where it was not sent."""
    claim = claims_sent(books, today, LAST_ENTRY, bank_holidays()).get(return_id)
    return _owed(claim, today, _reasons(books)) if claim else None


def moved_since(books: Reader, filed: Filed, until: int) -> LaterMoves | None:
    """Say what moved beneath certified figures; None where none are certified."""
    if not filed.sha256 or filed.life.is_replaced:
        return None
    name = (filed.fund, filed.fund)
    scope = read_scope(books, name, filed.quarter, filed.known)
    return later_moves(books, scope, until)


@dataclass(frozen=True, slots=True)
class _Office:
    """What every return of an office is set against, read once."""

    today: date
    head: int
    filed: Sequence[Filed]
    funds: Mapping[str, str]
    due_days: Mapping[str, int | None]
    holdings: Sequence[Holding]
    names: Mapping[str, str]
    claims: Mapping[str, ClaimSent]
    reasons: Mapping[str, str]


def _read_office(books: Reader, today: date) -> _Office:
    ids = {row["return_id"] for row in books.rows("return_steps", return_id="*")}
    people = books.rows("people", known=LAST_ENTRY)
    return _Office(
        today=today,
        head=int(books.rows("last_entry")[0]["known"]),
        filed=[read_filed(books, it) for it in sorted(ids)],
        funds=fund_names(books),
        due_days={
            fund: terms.due_days
            for fund, terms in fund_terms(books, LAST_ENTRY).items()
        },
        holdings=role_holdings(books, today),
        names={row["person"]: row["name"] for row in people},
        claims=claims_sent(books, today, LAST_ENTRY, bank_holidays()),
        reasons=_reasons(books),
    )


def _reasons(books: Reader) -> dict[str, str]:
    """Give the reason last held for a short payment of each claim."""
    rows = books.rows("return_receipts", claim="*", known=LAST_ENTRY)
    return {row["claim"]: row["short_because"] for row in rows if row["short_because"]}


def _begun(books: Reader, office: _Office, filed: Filed) -> ReturnStanding:
    life = filed.life
    claim = office.claims.get(filed.return_id)
    owed = _owed(claim, office.today, office.reasons) if claim else None
    moved = moved_since(books, filed, office.head)
    due_on = filed.quarter.dates.last_day + timedelta(office.due_days[filed.fund] or 0)
    is_waiting = not (life.was_sent or life.is_replaced)
    return ReturnStanding(
        return_id=filed.return_id,
        fund=filed.fund,
        fund_name=office.funds[filed.fund],
        quarter=str(filed.quarter),
        version=filed.version,
        state=str(life.state),
        state_in_words=_in_words(life, owed),
        next=_next(books, office, filed),
        due_on=due_on,
        working_days_left=_days_left(office, due_on) if is_waiting else None,
        claim_pence=Pence(filed.facts["claim_pence"]),
        owed=owed,
        stale_pence=moved.pence if moved else None,
        stale_entries=len(moved.moves) if moved else 0,
    )


def _not_begun(office: _Office, due: ReturnDue) -> ReturnStanding | None:
    """Say that a quarter's return is due; nothing where one is in hand."""
    if due.begun:
        return None
    return ReturnStanding(
        return_id="",
        fund=due.fund,
        fund_name=office.funds[due.fund],
        quarter=str(due.quarter),
        version=0,
        state="due",
        state_in_words="not begun",
        next=NextStep(VERBS[ReturnState.PREPARED], _able(office, ReturnState.PREPARED)),
        due_on=due.due_on,
        working_days_left=_days_left(office, due.due_on),
    )


def _days_left(office: _Office, due_on: date) -> int:
    return working_days_left(office.today, due_on, bank_holidays())


def _in_words(life: Life, owed: Owed | None) -> str:
    if life.is_withdrawn:
        return "certification withdrawn"
    said = state_in_words(life.state)
    if owed is None or life.is_replaced:
        return said
    short = f", short-paid by {show_pence(owed.owed_pence)}" if owed.is_short else ""
    late = f", payment {counted_days(owed.late_days)} late" if owed.late_days else ""
    return f"{said}{short}{late}"


def counted_days(days: int) -> str:
    """Write a number of days."""
    return "1 day" if days == 1 else f"{days} days"


def _next(books: Reader, office: _Office, filed: Filed) -> NextStep:
    life = with_elsewhere(books, filed.life)
    if life.state is ReturnState.QUERIED and open_queries(books, filed.return_id):
        return NextStep(ANSWER, _able(office, ReturnState.SUBMITTED))
    wanted = _wanted(life)
    if wanted is None or (life.is_withdrawn and _is_followed(office, filed)):
        return NextStep()
    return NextStep(VERBS[wanted], _able(office, wanted, life.barred_from(wanted)))


def _is_followed(office: _Office, filed: Filed) -> bool:
    """Whether a later version of the same claim was begun."""
    claim = claim_name(filed.return_id)
    return any(
        claim_name(it.return_id) == claim and it.version > filed.version
        for it in office.filed
    )


def _wanted(life: Life) -> ReturnState | None:
    """Give the step that leads on, None once nothing has to be done."""
    if life.is_withdrawn:
        return ReturnState.PREPARED
    if life.state is ReturnState.CLOSED:
        return None
    if life.state is ReturnState.QUERIED:
        return ReturnState.AGREED
    if life.state is ReturnState.PREPARED and not life.reviewer_needed:
        return ReturnState.CERTIFIED
    return next(iter(life.can_become), None)


def _able(
    office: _Office, wanted: ReturnState, barred: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Write who may take a step, deputies with whom they may act for."""
    able = who_may(PERMISSIONS[wanted], office.holdings)
    return tuple(_who(office, wanted, set(able) - barred, barred))


def _who(
    office: _Office, wanted: ReturnState, able: Iterable[str], barred: frozenset[str]
) -> Iterator[str]:
    names = office.names
    for person in sorted(able):
        principals = whom_for(person, PERMISSIONS[wanted], office.holdings)
        free = [it for it in principals if it not in barred]
        if free or not principals:
            deputy = f" for {names[free[0]]}" if free else ""
            yield f"{names[person]}{deputy}"


def _owed(claim: ClaimSent, today: date, reasons: Mapping[str, str]) -> Owed:
    late = (today - claim.expected_on).days if claim.is_late else 0
    return Owed(
        sent_on=claim.sent_on,
        expected_on=claim.expected_on,
        received_on=claim.received_on,
        claimed_pence=claim.claimed_pence,
        received_pence=claim.received_pence,
        owed_pence=claim.owed_to_us_pence,
        late_days=late,
        ageing=ageing(claim.owed_to_us_pence, late),
        short_because=reasons.get(claim_name(claim.return_id), ""),
    )
