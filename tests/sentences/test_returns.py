"""The Returns page opens with how a return stands and what it waits for."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.returns import ReturnState
from fundtrack.money import Pence
from fundtrack.sentences.returns import HowItStands
from fundtrack.sentences.returns import asks_for
from fundtrack.sentences.returns import due_words
from fundtrack.sentences.returns import next_step
from fundtrack.sentences.returns import nothing_due
from fundtrack.sentences.returns import number_of
from fundtrack.sentences.returns import remade_words
from fundtrack.sentences.returns import return_sentence
from fundtrack.sentences.returns import since_heading
from fundtrack.sentences.returns import since_sub
from fundtrack.sentences.returns import who_in_words

NOT_BEGUN = HowItStands("2023-24 Q4", date(2024, 4, 16), date(2024, 4, 30))
DRAFT = replace(
    NOT_BEGUN, version=1, state=ReturnState.PREPARED, claim_pence=Pence(9_451_230)
)
SENT = replace(
    DRAFT,
    state=ReturnState.SUBMITTED,
    was_sent=True,
    sent_on=date(2024, 4, 10),
    expected_on=date(2024, 5, 24),
    owed_pence=Pence(9_451_230),
)


def test_a_draft_says_what_it_claims_what_blocks_and_when_it_is_due() -> None:
    assert return_sentence(replace(DRAFT, blocks=3)) == (
        "The 2023-24 Q4 return claims £94,512.30; three things block it, and it is "
        "due on 30 April 2024."
    )
    assert return_sentence(DRAFT) == (
        "The 2023-24 Q4 return claims £94,512.30; nothing blocks it, it waits to be "
        "reviewed, and it is due on 30 April 2024."
    )


def test_a_reviewed_return_waits_to_be_certified() -> None:
    reviewed = replace(DRAFT, state=ReturnState.REVIEWED)
    assert return_sentence(reviewed).startswith(
        "The 2023-24 Q4 return claims £94,512.30 and is reviewed; nothing blocks it, "
        "it waits to be certified"
    )


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2024, 4, 30), "it is due on 30 April 2024."),
        (date(2024, 4, 16), "it is due today."),
        (date(2024, 4, 15), "it was due on 15 April 2024, 1 day ago."),
        (None, "the books hold no day by which it is due."),
    ],
)
def test_a_quarter_without_a_return_says_when_one_is_due(
    due_on: date | None, said: str
) -> None:
    told = return_sentence(replace(NOT_BEGUN, due_on=due_on))
    assert told == f"No return is begun for 2023-24 Q4; {said}"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ReturnState.SUBMITTED, "was sent on 10 April 2024; £94,512.30 is expected"),
        (ReturnState.AGREED, "is agreed by the funder; £94,512.30 is expected by"),
        (ReturnState.PAID, "of £94,512.30 is paid in full."),
        (ReturnState.CLOSED, "is closed; £94,512.30 is expected by 24 May 2024."),
        (ReturnState.REOPENED, "is open again; £94,512.30 is expected by 24 May"),
        (ReturnState.CERTIFIED, "is certified, not sent; it is due on 30 April 2024."),
        (ReturnState.RESUBMITTED, "Version 1 of the 2023-24 Q4 return was replaced by"),
    ],
)
def test_each_state_is_said(state: ReturnState, said: str) -> None:
    assert said in return_sentence(replace(SENT, state=state))


def test_a_withdrawn_certification_asks_for_the_next_version() -> None:
    withdrawn = replace(DRAFT, state=ReturnState.REOPENED)
    assert return_sentence(withdrawn) == (
        "The certification of the 2023-24 Q4 return was withdrawn before it was sent: "
        "prepare version 2; it is due on 30 April 2024."
    )


@pytest.mark.parametrize(
    ("waiting", "said"),
    [(0, "every query is answered"), (2, "two queries wait for an answer")],
)
def test_a_query_says_how_many_wait(waiting: int, said: str) -> None:
    queried = replace(SENT, state=ReturnState.QUERIED, queries=waiting, version=2)
    assert return_sentence(queried) == (
        "The funder asked about the 2023-24 Q4 return, version 2, of £94,512.30: "
        f"{said}."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"owed_pence": Pence(0)}, "nothing is owed on it."),
        ({"owed_pence": Pence(-500)}, "£5.00 of it is owed back to the funder."),
        ({"expected_on": None}, "£94,512.30 is still to come."),
        (
            {"on": date(2024, 6, 1)},
            "£94,512.30 was expected by 24 May 2024 and is 8 days late.",
        ),
        ({"sent_on": None}, "was sent; £94,512.30 is expected by 24 May 2024."),
    ],
)
def test_what_is_owed_on_a_claim_is_said(changed: dict[str, object], said: str) -> None:
    assert return_sentence(replace(SENT, **changed)).endswith(said)  # type: ignore[arg-type]


def test_a_claim_may_give_back_or_be_nothing() -> None:
    assert asks_for(Pence(100)) == "claims £1.00"
    assert asks_for(Pence(-100)) == "gives back £1.00"
    assert asks_for(Pence(0)) == "claims nothing"


def test_numbers_are_words_up_to_nine() -> None:
    assert number_of(1, "thing", "things") == "one thing"
    assert number_of(12, "thing", "things") == "12 things"


def test_whoever_must_be_next_is_named() -> None:
    assert next_step(ReturnState.REVIEWED, ["A. Reviewer", "B. Deputy"]) == (
        "Reviewed by A. Reviewer or B. Deputy."
    )
    assert who_in_words([]) == "nobody yet: nobody holds the role"
    assert nothing_due("Local fund") == (
        "No return is due for Local fund, and none is held."
    )


def test_a_due_day_is_near_or_past() -> None:
    on = date(2024, 4, 16)
    assert due_words(date(2024, 4, 30), on, 10) == "10 working days"
    assert due_words(on, on, 0) == "today"
    assert due_words(date(2024, 4, 14), on, -1) == "2 days overdue"


def test_what_came_late_since_an_earlier_return_is_counted() -> None:
    assert since_heading("version 1", 0) == (
        "Nothing of the fund was recorded since version 1"
    )
    assert since_heading("version 1", 2) == "Since version 1: 2 entries"
    assert since_sub(0, Pence(0), "31 December 2023") == (
        "None of them counts up to 31 December 2023."
    )
    assert since_sub(1, Pence(-120_000), "31 December 2023") == (
        "1 entry of −£1,200.00 together counts up to 31 December 2023: bills and "
        "credits that came late."
    )
    assert "2 entries of £1.00 together count up" in since_sub(2, Pence(100), "May")


def test_a_return_made_again_is_the_same_or_names_what_is_not() -> None:
    assert remade_words("every byte compared", []) == (
        "Made again and the same: every byte compared."
    )
    assert remade_words("", ["a.xlsx", "b.csv", "a.xlsx"]) == (
        "Made again and not the same: a.xlsx and b.csv. Keep the folder and restore it."
    )
