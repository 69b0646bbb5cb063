"""What a funder pays of a claim: booked to the claim's cells, never more than owed."""

from datetime import date

import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import ReceiptStep
from fundtrack.acts.receipts import receive
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.domain.receipts import BeyondClaim
from fundtrack.errors import NotAllowed
from fundtrack.errors import NotCounted
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.metrics.receivables import Receivable
from fundtrack.money import Pence
from tests.returns.office import Q3
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

CLAIM = 40_000 + 60_000 + 5_001 + 7_000
PAID_ON = date(2024, 5, 20)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that sent its claim in April and works on a day in June."""
    office = open_office(workspace)
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    office.day = date(2024, 6, 10)
    return office


def paid(office: Office, pence: int, on: date = PAID_ON) -> ReceiptStep:
    """Record money that arrived."""
    said = Receipt(Pence(pence), on, "BACS 1")
    return receive(office.session("finance.officer"), RETURN, said)


def owed(office: Office, as_at: date) -> Receivable:
    """What status says is owed by the fund's funder."""
    found = status(office.session("auditor"), Question(fund="SSF5", as_at=as_at))
    (grant,) = found.receivables
    assert grant.owed_to_us_pence == found.position.totals.owed_to_us_pence
    return grant


def test_a_claim_paid_whole_makes_the_return_paid(office: Office) -> None:
    done = paid(office, CLAIM)
    assert (done.state, done.owed_to_us_pence) == ("paid", 0)
    assert done.note == "£1,120.01 received, £0.00 still owed to us"
    assert show(office.session("auditor"), RETURN).state == "paid"
    grant = owed(office, PAID_ON)
    assert (grant.received_pence, grant.expected_on) == (CLAIM, None)
    assert (grant.age_days, grant.is_late) == (0, False)
    assert grant.claims[0].received_on == PAID_ON


def test_a_short_payment_leaves_the_rest_owed_with_its_age(office: Office) -> None:
    first = paid(office, 100_000)
    assert (first.state, first.owed_to_us_pence) == ("submitted", 12_001)
    before, on_time = owed(office, date(2024, 5, 19)), owed(office, date(2024, 6, 7))
    assert (before.received_pence, before.age_days) == (0, 25)
    assert (on_time.owed_to_us_pence, on_time.is_late) == (12_001, False)
    late = owed(office, date(2024, 6, 10))
    assert (late.expected_on, late.age_days) == (date(2024, 6, 7), 47)
    assert late.is_late
    assert paid(office, 12_001).state == "paid"


def test_a_part_is_shared_over_the_claims_cells_to_the_penny(office: Office) -> None:
    paid(office, 33_333)
    question = Question(fund="SSF5", as_at=PAID_ON, financial_year="2023-24")
    found = status(office.session("auditor"), question)
    received = {it.cell.area: it.received_pence for it in found.position.lines}
    # 100,000 and 12,001 were claimed: 33,333 x 100,000 / 112,001 is 29,761.34.
    assert received == {"blackpool": 29_761, "lancaster": 3_572}


@pytest.mark.parametrize(
    ("pence", "on", "refusal", "words"),
    [
        (CLAIM + 1, PAID_ON, BeyondClaim, r"£1,120\.02 is more than the £1,120\.01"),
        (0, PAID_ON, WrongArgument, "above nought"),
        (-1, PAID_ON, WrongArgument, "above nought"),
        (CLAIM, date(2024, 4, 23), WrongArgument, "sent on 2024-04-24"),
        (CLAIM, date(2024, 6, 11), WrongArgument, "still to come"),
    ],
)
def test_what_cannot_have_arrived_is_refused(
    office: Office, pence: int, on: date, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        paid(office, pence, on)
    assert owed(office, PAID_ON).received_pence == 0


def test_a_paid_return_takes_no_more(office: Office) -> None:
    paid(office, CLAIM)
    with pytest.raises(OutOfOrder, match=f"{RETURN} is paid and cannot be paid"):
        paid(office, 1)
    with pytest.raises(NotCounted, match="was submitted for a later quarter"):
        prepare(office.session("finance.officer"), "SSF5", Q3)


def test_a_paid_return_is_still_made_again_byte_for_byte(office: Office) -> None:
    paid(office, CLAIM)
    assert verify(office.session("auditor"), RETURN).findings == ()


def test_only_those_who_record_money_record_a_receipt(office: Office) -> None:
    said = Receipt(Pence(1), PAID_ON, "BACS 1")
    with pytest.raises(NotAllowed, match=r"who can: all\.hands, finance\.officer"):
        receive(office.session("reviewer"), RETURN, said)


def test_a_claim_that_was_not_sent_cannot_be_paid(workspace: Workspace) -> None:
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q3)
    with pytest.raises(OutOfOrder, match="next comes: fundtrack return review"):
        receive(
            office.session("finance.officer"),
            "SSF5-2023-24-Q3-v1",
            Receipt(Pence(1), PAID_ON, "BACS 1"),
        )
