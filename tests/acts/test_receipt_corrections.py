"""A receipt recorded wrongly is taken back, and what was paid follows."""

from datetime import date

import pytest

from fundtrack.acts.corrections import Corrected
from fundtrack.acts.corrections import correct
from fundtrack.acts.history import show_history
from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import ReceiptStep
from fundtrack.acts.receipts import receive
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.receipts import BeyondClaim
from fundtrack.errors import WrongArgument
from fundtrack.metrics.receivables import ClaimSent
from fundtrack.money import Pence
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles.receivables import claim
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

CLAIM = 40_000 + 60_000 + 5_001 + 7_000
PAID_ON = date(2024, 5, 20)
TODAY = date(2024, 6, 10)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that sent its claim in April and works on a day in June."""
    office = open_office(workspace)
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    office.day = TODAY
    return office


def paid(office: Office, pence: int, on: date = PAID_ON) -> ReceiptStep:
    """Record money that arrived."""
    said = Receipt(Pence(pence), on, "BACS 1")
    return receive(office.session("finance.officer"), RETURN, said)


def put_right(
    office: Office,
    entry: int,
    pence: int | None = None,
    on: date | None = None,
    cell: Cell | None = None,
) -> Corrected:
    """Correct a receipt as the finance officer."""
    right = None if pence is None else Pence(pence)
    said = Correction("another claim's money", right, cell, on)
    return correct(office.session("finance.officer"), entry, said)


def sent(office: Office, as_at: date = TODAY, as_known: str | None = None) -> ClaimSent:
    """What status says of the claim, beside its twin where all is known."""
    asked = Question(fund="SSF5", as_at=as_at, as_known=as_known)
    found = status(office.session("auditor"), asked)
    (grant,) = found.receivables
    assert grant.owed_to_us_pence == found.position.totals.owed_to_us_pence
    if as_known is None:
        twin = claim(history_of(office.workspace.ledger), RETURN, as_at)
        assert (grant.claimed_pence, grant.received_pence) == twin
    return grant.claims[0]


def state(office: Office) -> str:
    """How far the return has come."""
    return show(office.session("auditor"), RETURN).state


def test_a_return_whose_receipt_is_taken_back_is_paid_no_more(office: Office) -> None:
    entry = paid(office, CLAIM).entry
    done = put_right(office, entry)
    assert (done.undone, state(office)) == ((entry, entry + 1), "submitted")
    now = sent(office)
    assert (now.owed_to_us_pence, now.age_days, now.is_late) == (CLAIM, 47, True)
    assert now.received_on is None
    assert sent(office, as_known=str(entry + 1)).owed_to_us_pence == 0
    assert paid(office, CLAIM, date(2024, 6, 3)).state == "paid"
    assert verify(office.session("auditor"), RETURN).findings == ()


def test_the_history_names_the_return_and_the_receipt(office: Office) -> None:
    entry = paid(office, CLAIM).entry
    done = put_right(office, entry)
    asked = (Cell(), "*", str(done.entries[0]))
    found = show_history(office.session("auditor"), *asked).entries
    assert {(it.kind, it.corrects) for it in found} == {
        ("reversal", entry),
        ("reversal", entry + 1),
    }
    assert {it.reason for it in found} == {"another claim's money"}
    assert (found[-1].about, found[-1].pence) == (RETURN, 0)


def test_the_right_amount_is_recorded_and_shared_anew(office: Office) -> None:
    entry = paid(office, CLAIM).entry
    put_right(office, entry, 33_333)
    assert (state(office), sent(office).owed_to_us_pence) == (
        "submitted",
        CLAIM - 33_333,
    )
    question = Question(fund="SSF5", as_at=PAID_ON, financial_year="2023-24")
    found = status(office.session("auditor"), question)
    received = {it.cell.area: it.received_pence for it in found.position.lines}
    # 100,000 and 12,001 were claimed: 33,333 x 100,000 / 112,001 is 29,761.34.
    assert received == {"blackpool": 29_761, "lancaster": 3_572}


def test_the_right_day_leaves_the_return_paid(office: Office) -> None:
    put_right(office, paid(office, CLAIM).entry, on=date(2024, 5, 21))
    assert (state(office), sent(office).received_on) == ("paid", date(2024, 5, 21))
    assert sent(office, PAID_ON).owed_to_us_pence == CLAIM


def test_the_right_amount_of_a_part_may_settle_the_rest(office: Office) -> None:
    first = paid(office, 1_000).entry
    paid(office, 2_000, date(2024, 5, 22))
    done = put_right(office, first, CLAIM - 2_000)
    assert (state(office), sent(office).owed_to_us_pence) == ("paid", 0)
    assert len(done.entries) == 3
    put_right(office, done.entries[1])
    assert (state(office), sent(office).received_pence) == ("submitted", 2_000)


@pytest.mark.parametrize(
    ("right", "refusal", "words"),
    [
        ((CLAIM + 1,), BeyondClaim, "is more than the £1,120.01 still owed"),
        ((0,), WrongArgument, "above nought"),
        ((None, date(2024, 4, 23)), WrongArgument, "sent on 2024-04-24"),
        ((None, date(2024, 6, 11)), WrongArgument, "still to come"),
        ((None, None, CELL), CorrectionRefused, "give its right --amount or --on"),
    ],
)
def test_what_cannot_be_right_is_refused(
    office: Office,
    right: tuple[int | None, date | None, Cell | None],
    refusal: type[Exception],
    words: str,
) -> None:
    entry = paid(office, 5_000).entry
    with pytest.raises(refusal, match=words):
        put_right(office, entry, *right)
    assert sent(office).received_pence == 5_000


def test_a_receipt_is_taken_back_once(office: Office) -> None:
    entry = paid(office, CLAIM).entry
    put_right(office, entry)
    with pytest.raises(CorrectionRefused, match="is undone already"):
        put_right(office, entry)
    with pytest.raises(CorrectionRefused, match="cannot be corrected"):
        put_right(office, entry + 1)
