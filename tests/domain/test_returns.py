"""The life of a return: the order of its steps, and who may take them."""

from datetime import date

import pytest

from fundtrack.domain.people import Holding
from fundtrack.domain.people import Permission
from fundtrack.domain.people import Role
from fundtrack.domain.people import whom_for
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.returns import check_hands
from fundtrack.domain.returns import check_order
from fundtrack.domain.returns import check_sent_on
from fundtrack.domain.returns import check_waived_by
from fundtrack.domain.returns import claim_name
from fundtrack.domain.returns import return_id
from fundtrack.domain.returns import state_in_words
from fundtrack.errors import NotAllowed
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.periods import Quarter

PREPARED, REVIEWED, CERTIFIED = tuple(ReturnState)[:3]
SUBMITTED, QUERIED, RESUBMITTED = tuple(ReturnState)[3:6]
AGREED, PAID, CLOSED, REOPENED = tuple(ReturnState)[6:]
SENT = [PREPARED, CERTIFIED, SUBMITTED]
DAY = date(2024, 4, 16)


def life(*taken: tuple[ReturnState, str], reviewer_needed: bool = True) -> Life:
    """A return to which these people did these things."""
    steps = tuple(StepTaken(state, person, DAY) for state, person in taken)
    return Life("R1", steps, reviewer_needed)


def test_a_return_is_named_for_fund_quarter_and_version() -> None:
    named = return_id("SSF5", Quarter.parse("2023-24 Q4"), 1)
    assert named == "SSF5-2023-24-Q4-v1"


@pytest.mark.parametrize(
    ("taken", "reviewer_needed", "following"),
    [
        ([PREPARED], True, (REVIEWED, PREPARED)),
        ([PREPARED], False, (REVIEWED, CERTIFIED, PREPARED)),
        ([PREPARED, REVIEWED], True, (CERTIFIED, PREPARED)),
        ([PREPARED, REVIEWED, CERTIFIED], True, (SUBMITTED, REOPENED)),
        (SENT, True, (PAID, QUERIED, AGREED, RESUBMITTED)),
        ([*SENT, QUERIED], True, (RESUBMITTED, AGREED, QUERIED, PAID)),
        ([*SENT, AGREED], True, (PAID, CLOSED, QUERIED, RESUBMITTED)),
        ([*SENT, PAID], True, (CLOSED, QUERIED, RESUBMITTED)),
        ([*SENT, PAID, CLOSED], True, (REOPENED,)),
        ([*SENT, PAID, CLOSED, REOPENED], True, (CLOSED, QUERIED, RESUBMITTED)),
        ([*SENT, RESUBMITTED], True, ()),
        ([PREPARED, CERTIFIED, REOPENED], True, ()),
    ],
)
def test_each_state_says_what_may_follow(
    taken: list[ReturnState], reviewer_needed: bool, following: tuple[ReturnState, ...]
) -> None:
    made = life(*((state, "a") for state in taken), reviewer_needed=reviewer_needed)
    assert made.can_become == following


def test_a_step_out_of_order_is_refused_with_the_step_that_comes_next() -> None:
    with pytest.raises(OutOfOrder, match="next comes: fundtrack return review R1"):
        check_order(life((PREPARED, "a")), CERTIFIED)


def test_what_was_replaced_has_nothing_before_it() -> None:
    made = life((CERTIFIED, "c"), (SUBMITTED, "a"), (RESUBMITTED, "a"))
    with pytest.raises(OutOfOrder, match="goes into a later quarter's return"):
        check_order(made, PREPARED)


def test_a_version_is_replaced_by_a_later_one_or_withdrawn_before_it_was_sent() -> None:
    assert life((CERTIFIED, "c"), (REOPENED, "c")).is_withdrawn
    sent = life((CERTIFIED, "c"), (SUBMITTED, "a"), (CLOSED, "a"), (REOPENED, "c"))
    assert (sent.is_withdrawn, sent.is_replaced) == (False, False)
    assert life((SUBMITTED, "a"), (RESUBMITTED, "a")).is_replaced


def test_all_versions_of_a_return_make_one_claim() -> None:
    assert claim_name("SSF5-2023-24-Q4-v12") == "SSF5-2023-24-Q4"
    assert claim_name("SSF5 taken on") == "SSF5 taken on"


def test_whoever_prepared_may_not_review_and_the_sentence_names_who_could() -> None:
    with pytest.raises(NotAllowed, match=r"who can: b$"):
        check_hands(life((PREPARED, "a")), REVIEWED, "a", ["a", "b"])


@pytest.mark.parametrize("person", ["a", "b"])
def test_neither_preparer_nor_reviewer_may_certify(person: str) -> None:
    made = life((PREPARED, "a"), (REVIEWED, "b"))
    with pytest.raises(NotAllowed, match=r"who can: c$"):
        check_hands(made, CERTIFIED, person, ["a", "b", "c"])


def test_a_reviewer_may_review_again_what_was_prepared_again() -> None:
    made = life((PREPARED, "a"), (REVIEWED, "b"), (PREPARED, "a"))
    check_hands(made, REVIEWED, "b", ["b"])
    assert made.last(REVIEWED) is None


def test_whoever_prepared_may_record_the_submission() -> None:
    made = life((PREPARED, "a"), (REVIEWED, "b"), (CERTIFIED, "c"))
    check_hands(made, SUBMITTED, "a", ["a"])
    assert made.last(CERTIFIED) == StepTaken(CERTIFIED, "c", DAY)


def test_a_step_never_taken_is_not_found() -> None:
    assert life((CERTIFIED, "c")).last(PREPARED) is None


@pytest.mark.parametrize(
    ("sent_on", "said"),
    [(date(2024, 4, 15), "it was certified on"), (date(2024, 4, 25), "still to come")],
)
def test_a_return_is_sent_after_certification_and_not_in_the_future(
    sent_on: date, said: str
) -> None:
    with pytest.raises(WrongArgument, match=said):
        check_sent_on(sent_on, certified_on=DAY, today=date(2024, 4, 24))


@pytest.mark.parametrize(
    ("person", "principals"), [("ann", ()), ("bob", ("ann",)), ("eve", ("dan",))]
)
def test_neither_who_prepared_nor_their_deputy_may_waive(
    person: str, principals: tuple[str, ...]
) -> None:
    prepared = StepTaken(ReturnState.PREPARED, "ann", DAY, acting_for="dan")
    whole = Life("R1", (prepared, StepTaken(ReturnState.REVIEWED, "cat", DAY)))
    with pytest.raises(NotAllowed, match=r"waive a check of R1.* who can: cat"):
        check_waived_by(whole, person, ["ann", "cat", person], principals)


@pytest.mark.parametrize(
    ("person", "principals"), [("cat", ()), ("bob", ("cat",)), ("bob", ("ann", "cat"))]
)
def test_others_and_their_deputies_may_waive(
    person: str, principals: tuple[str, ...]
) -> None:
    whole = Life("R1", (StepTaken(ReturnState.PREPARED, "ann", DAY),))
    check_waived_by(whole, person, ["cat"], principals)


def test_a_deputy_acts_for_somebody_and_whoever_may_themselves_for_nobody() -> None:
    held = [
        Holding("ann", Role.SIGNATORY, "cfo"),
        Holding("ann", Role.SIGNATORY, "chief"),
        Holding("cfo", Role.SIGNATORY),
        Holding("cfo", Role.SIGNATORY, "chief"),
    ]
    assert whom_for("ann", Permission.CERTIFY, held) == ("cfo", "chief")
    assert whom_for("cfo", Permission.CERTIFY, held) == ()
    assert whom_for("ann", Permission.PREPARE, held) == ()


def test_only_what_needs_more_words_has_them() -> None:
    assert state_in_words(CERTIFIED) == "certified, not sent"
    assert (state_in_words("paid"), state_in_words("taken on")) == ("paid", "taken on")
