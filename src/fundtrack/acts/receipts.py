"""Record what a funder paid of a return's claim, in whole or in part."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import date

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import shown
from fundtrack.acts.return_files import versions
from fundtrack.acts.session import Session
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.receipts import check_receipt
from fundtrack.domain.receipts import check_received_on
from fundtrack.domain.receipts import receipt_postings
from fundtrack.domain.returns import VERBS
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import claim_name
from fundtrack.errors import NotCounted
from fundtrack.errors import OutOfOrder
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.making import make_papers
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger

NOTHING = Pence(0)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a person says arrived: how much, when, under which reference.

    `short_because` is why the funder paid less than was owed, as far as it said.
    """

    pence: Pence
    on: date
    reference: str
    short_because: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptStep(ReturnStep):
    """Where a return stands after a receipt, and what is still owed on it."""

    entry: int = 0
    received_pence: Pence = NOTHING
    owed_to_us_pence: Pence = NOTHING


def receive(session: Session, return_id: str, said: Receipt) -> ReceiptStep:
    """Record what arrived of a claim; the return is paid when all of it has.

    Raises:
        OutOfOrder: when the return was not submitted, or is paid already.
        BeyondClaim: when more arrived than is owed.
        WrongArgument: when it cannot have arrived on the day named.
    """
    with session.filing(Permission.RECORD) as (ledger, books):
        taken_on = _taken_on(ledger, return_id)
        if taken_on:
            return _received_of_taken_on(session, ledger, taken_on, said)
        filed = read_filed(ledger, return_id)
        sent_on = _sent_on(ledger, filed)
        check_received_on(said.on, sent_on, session.today)
        owed = claim_owed(ledger, return_id)
        before = Pence(sum(standing.pence for standing in owed))
        check_receipt(return_id, before, said.pence)
        left = Pence(before - said.pence)
        about = {
            "return_id": filed.return_id,
            "fund": filed.fund,
            "quarter": str(filed.quarter),
        }
        is_whole = not filed.life.is_replaced
        events = receipt_events(about, owed, said, may_settle=is_whole)
        entry = ledger.append(events, session.person)[0]
        step = shown(make_papers(books, order_for(session, filed)), filed.sha256)
        is_paid = is_whole and not left
        state = ReturnState.PAID if is_paid else filed.life.state
        return _told(replace(step, state=str(state)), entry, said, left)


def claim_owed(reader: Reader, return_id: str) -> list[Standing]:
    """List the cells of a claim, of all versions of a return, not settled yet."""
    return [
        Standing(
            Cell(
                row["fund"],
                row["area"],
                row["project"],
                row["heading"],
                row["spend_kind"],
                row["financial_year"],
            ),
            Pence(row["pence"]),
        )
        for row in reader.rows("claim_owed", claim=claim_name(return_id))
    ]


def _taken_on(reader: Reader, return_id: str) -> Row | None:
    """Find a claim made before the books began, which no return is held of."""
    if reader.rows("return_steps", return_id=return_id):
        return None
    found = reader.rows("claims_made", fund=ANY, as_at=date.max, known=LAST_ENTRY)
    return next((row for row in found if row["return_id"] == return_id), None)


def _received_of_taken_on(
    session: Session, ledger: Ledger, claim: Row, said: Receipt
) -> ReceiptStep:
    """Record what arrived since of a claim made before the books began."""
    return_id = claim["return_id"]
    check_received_on(said.on, claim["sent_on"], session.today)
    owed = claim_owed(ledger, return_id)
    before = Pence(sum(standing.pence for standing in owed))
    check_receipt(return_id, before, said.pence)
    left = Pence(before - said.pence)
    about = {name: claim[name] for name in ("return_id", "fund", "quarter")}
    events = receipt_events(about, owed, said, may_settle=False)
    entry = ledger.append(events, session.person)[0]
    claimed = Pence(claim["claimed_pence"])
    step = ReturnStep(
        **about,
        version=0,
        state="taken on",
        as_known=entry,
        claim_pence=claimed,
        ledger_pence=claimed,
        reconciling=(),
        difference_pence=NOTHING,
        sha256=None,
        findings=(),
    )
    return _told(step, entry, said, left)


def _sent_on(reader: Reader, filed: Filed) -> date:
    """Give the day a return was sent, while its claim may be settled."""
    for later in versions(reader, filed.fund, filed.quarter):
        if later.version > filed.version and later.life.was_sent:
            raise NotCounted(
                f"{later.return_id} takes the place of {filed.return_id}; record the "
                f"money there: fundtrack return receive {later.return_id}"
            )
    sent = filed.life.last(ReturnState.SUBMITTED)
    if sent is None or filed.life.state in {ReturnState.PAID, ReturnState.CLOSED}:
        following = [VERBS[state] for state in filed.life.can_become[:1]]
        raise OutOfOrder(filed.return_id, filed.life.state, "paid", following)
    return sent.on


def receipt_events(
    about: Mapping[str, str],
    owed: Sequence[Standing],
    said: Receipt,
    *,
    may_settle: bool,
) -> list[NewEvent]:
    """Record the receipt and, when it settles the claim, that the return is paid.

    Args:
        about: the return, its fund and its quarter.
        may_settle: whether the books hold the return; not of what was taken on.
    """
    return_id = about["return_id"]
    receipt = NewEvent(
        kind="return_received",
        effective_on=said.on,
        reason=f"{show_pence(said.pence)} of {return_id} received",
        payload={
            **about,
            "pence": said.pence,
            "reference": said.reference,
            "short_because": said.short_because,
        },
        postings=receipt_postings(owed, said.pence),
    )
    if not may_settle or sum(standing.pence for standing in owed) != said.pence:
        return [receipt]
    paid = NewEvent(
        kind=ReturnState.PAID.event_kind,
        effective_on=said.on,
        reason=f"{return_id} paid in full",
        payload={**about, "paid_on": said.on.isoformat()},
    )
    return [receipt, paid]


def _told(step: ReturnStep, entry: int, said: Receipt, left: Pence) -> ReceiptStep:
    because = f", because {said.short_because}" if said.short_because else ""
    note = (
        f"{show_pence(said.pence)} received, {show_pence(left)} still owed to us"
        f"{because}"
    )
    facts = {each.name: getattr(step, each.name) for each in fields(step)}
    return ReceiptStep(
        **(facts | {"note": note}),
        entry=entry,
        received_pence=said.pence,
        owed_to_us_pence=left,
    )
