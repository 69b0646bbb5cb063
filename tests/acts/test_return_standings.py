"""Where returns stand on a day: how far, who is next, what is owed and late."""

from datetime import date

import pytest

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.return_answers import Question
from fundtrack.acts.return_answers import answer
from fundtrack.acts.return_answers import close
from fundtrack.acts.return_answers import query
from fundtrack.acts.return_answers import reopen
from fundtrack.acts.return_answers import resubmit
from fundtrack.acts.return_standings import NextStep
from fundtrack.acts.return_standings import ReturnStanding
from fundtrack.acts.return_standings import list_returns
from fundtrack.acts.return_standings import returns_standing
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import submit
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.receipts import Ageing
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

CLAIM = 40_000 + 60_000 + 5_001 + 7_000
SECOND = RETURN.replace("v1", "v2")
FINANCE = ("All.Hands", "Finance.Officer")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, on a day in April."""
    return open_office(workspace)


@pytest.fixture
def sent(office: Office) -> Office:
    """The same office once it has sent its claim."""
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    return office


def standings(office: Office) -> dict[str, ReturnStanding]:
    """Each return by its id, a quarter not begun by its name."""
    with open_books(office.workspace) as books:
        found = returns_standing(books, office.day)
    return {it.return_id or it.quarter: it for it in found}


def test_a_quarter_that_is_due_is_listed_before_its_return_is_begun(
    office: Office,
) -> None:
    office.day = date(2024, 7, 16)
    found = standings(office)["2024-25 Q1"]
    assert (found.state, found.state_in_words) == ("due", "not begun")
    assert (found.version, found.claim_pence, found.owed) == (0, None, None)
    # Thirty days after 30 June is a Tuesday, ten working days after 16 July.
    assert (found.due_on, found.working_days_left) == (date(2024, 7, 30), 10)
    assert found.next == NextStep("prepare", FINANCE)


def test_a_quarter_whose_return_is_begun_is_listed_once(office: Office) -> None:
    office.day = date(2024, 7, 16)
    prepare(office.session("finance.officer"), "SSF5", Q4.following)
    found = standings(office)
    assert list(found) == ["SSF5-2024-25-Q1-v1"]
    assert found["SSF5-2024-25-Q1-v1"].working_days_left == 10


def test_each_step_names_who_must_be_next(office: Office) -> None:
    prepare(office.session("finance.officer"), "SSF5", Q4)
    prepared = standings(office)[RETURN]
    assert prepared.next == NextStep("review", ("All.Hands", "Reviewer"))
    assert (prepared.claim_pence, prepared.stale_pence) == (CLAIM, None)
    review(office.session("all.hands"), RETURN)
    assert standings(office)[RETURN].next == NextStep("certify", ("Cfo",))


def test_a_return_that_needs_no_reviewer_is_certified_next(office: Office) -> None:
    office.record(terms(reviewer_needed=False, version=2))
    prepare(office.session("finance.officer"), "SSF5", Q4)
    assert standings(office)[RETURN].next == NextStep("certify", ("All.Hands", "Cfo"))


def test_what_is_certified_is_not_sent_until_somebody_says_so(office: Office) -> None:
    office.certified()
    found = standings(office)[RETURN]
    assert (found.state, found.state_in_words) == ("certified", "certified, not sent")
    assert (found.working_days_left, found.stale_pence) == (4, 0)
    assert found.next == NextStep("submit", FINANCE)


def test_what_is_owed_grows_old_in_groups(sent: Office) -> None:
    for day, group, late in (
        (date(2024, 6, 7), Ageing.NOT_DUE, 0),
        (date(2024, 6, 8), Ageing.TO_30, 1),
        (date(2024, 7, 8), Ageing.TO_60, 31),
        (date(2024, 8, 8), Ageing.TO_90, 62),
        (date(2024, 9, 6), Ageing.ABOVE_90, 91),
    ):
        sent.day = day
        found = standings(sent)[RETURN].owed
        assert found is not None
        assert (found.ageing, found.late_days) == (group, late)
        assert (found.owed_pence, found.is_short) == (CLAIM, False)
    words = standings(sent)[RETURN].state_in_words
    assert words == "submitted, payment 91 days late"


def test_a_short_payment_says_what_is_owed_and_why(sent: Office) -> None:
    sent.day = date(2024, 6, 8)
    said = Receipt(Pence(100_000), date(2024, 5, 20), "BACS 1", "a bill is queried")
    receive(sent.session("finance.officer"), RETURN, said)
    found = standings(sent)[RETURN]
    assert found.state_in_words == (
        "submitted, short-paid by £120.01, payment 1 day late"
    )
    assert found.owed is not None
    assert (found.owed.received_pence, found.owed.owed_pence) == (100_000, 12_001)
    assert found.owed.short_because == "a bill is queried"
    rest = Receipt(Pence(12_001), date(2024, 6, 8), "BACS 2")
    receive(sent.session("finance.officer"), RETURN, rest)
    settled = standings(sent)[RETURN]
    assert (settled.state_in_words, settled.next.verb) == ("paid", "close")
    assert settled.owed is not None
    assert settled.owed.ageing is Ageing.SETTLED


def test_a_query_waits_for_its_answer_and_then_for_the_funder(sent: Office) -> None:
    officer = sent.session("finance.officer")
    query(officer, RETURN, Question("Claim", "Which bill?", SENT.on))
    assert standings(sent)[RETURN].next == NextStep(
        "answer", ("All.Hands", "Finance.Officer")
    )
    with open_books(sent.workspace) as books:
        entry = books.info.head_seq
    answer(officer, RETURN, entry, "bill 12")
    assert standings(sent)[RETURN].next.verb == "agree"


def test_a_closed_return_waits_for_nobody(sent: Office) -> None:
    officer = sent.session("finance.officer")
    receive(officer, RETURN, Receipt(Pence(CLAIM), SENT.on, "BACS 1"))
    close(officer, RETURN, "settled")
    assert standings(sent)[RETURN].next == NextStep()


def test_a_version_replaced_owes_nothing_and_is_not_compared(sent: Office) -> None:
    sent.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    before = standings(sent)[RETURN]
    assert (before.stale_pence, before.stale_entries) == (2_500, 1)
    resubmit(sent.session("finance.officer"), RETURN, "a late bill")
    found = standings(sent)
    assert found[RETURN].state_in_words == "replaced by a later version"
    assert (found[RETURN].stale_pence, found[RETURN].next) == (None, NextStep())
    assert found[SECOND].next.people == ("All.Hands", "Reviewer")


def test_a_certification_withdrawn_is_prepared_anew(office: Office) -> None:
    office.certified()
    reopen(office.session("cfo"), RETURN, "a figure is wrong")
    found = standings(office)[RETURN]
    assert found.state_in_words == "certification withdrawn"
    # Whoever certified a version prepares none; the others may.
    assert found.next == NextStep("prepare", FINANCE)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    assert standings(office)[RETURN].next == NextStep()


def test_a_deputy_is_named_with_whom_they_act_for(office: Office) -> None:
    office.record(*builders.person("deputy"), deputy("all.hands"))
    prepare(office.session("all.hands"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    # As deputy of somebody who prepared it nobody certifies it.
    assert standings(office)[RETURN].next.people == ("Cfo",)
    office.record(deputy("cfo"))
    assert standings(office)[RETURN].next.people == ("Cfo", "Deputy for Cfo")


def test_the_list_is_of_the_offices_today(sent: Office) -> None:
    found = list_returns(sent.session("reviewer"))
    assert (found.as_at, [it.return_id for it in found.returns]) == (
        SENT.on,
        [RETURN],
    )


def deputy(of: str, starts: str = "2024-04-01", ends: str = "2024-05-01") -> NewEvent:
    """Somebody's deputy for a month."""
    facts = {"person": of, "deputy": "deputy", "starts": starts, "ends": ends}
    return NewEvent("deputy", date(2024, 4, 1), "holiday", facts)
