"""Small words: lists, counts, shares and names as people write them."""

from datetime import date

import pytest

from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import entry_kind
from fundtrack.sentences.phrases import how_much_of_it
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import percent_of
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.verdicts import WORDS
from fundtrack.sentences.verdicts import verdict_heading
from fundtrack.sentences.verdicts import verdict_words


def test_names_are_listed_with_an_and() -> None:
    assert listed([]) == ""
    assert listed(["Blackpool"]) == "Blackpool"
    assert listed(["Blackpool", "Lancaster", "Preston"]) == (
        "Blackpool, Lancaster and Preston"
    )


def test_counts_agree_with_their_nouns() -> None:
    assert counted(1, "line") == "1 line"
    assert counted(1204, "line") == "1,204 lines"
    assert counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (65, 100, "65%"),
        (645, 1000, "65%"),
        (-5, 100, "−5%"),
        (-1, 1000, "0%"),
        (5, 0, "none"),
    ],
)
def test_shares_are_whole_percentages_rounded_away_from_nought(
    part: int, whole: int, said: str
) -> None:
    assert percent_of(Pence(part), Pence(whole)) == said


@pytest.mark.parametrize(
    ("part", "said"), [(100, "all"), (95, "nearly all"), (51, "over half"), (50, "")]
)
def test_a_share_in_words_claims_no_more_than_it_is(part: int, said: str) -> None:
    assert how_much_of_it(Pence(part), Pence(100)) == said
    assert how_much_of_it(Pence(part), Pence(0)) == ""


def test_ids_are_spoken_as_words() -> None:
    assert spoken("town-link-radio") == "Town link radio"
    assert spoken("cctv") == "CCTV"
    assert spoken("") == ""
    assert entry_kind("accrual_reversal") == "Owed, reversed"
    assert entry_kind("award_replaced") == "Award replaced"


def test_days_are_written_out() -> None:
    assert long_day(date(2024, 2, 29)) == "29 February 2024"


def test_every_verdict_of_the_evaluation_has_its_words() -> None:
    assert set(WORDS) == {str(verdict) for verdict in Verdict}
    assert verdict_words("no_meaningful_change") == "no meaningful change"


FEWER = "A had fewer offences than its comparators"
MORE = "B and C had more offences than their comparators"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([("A", "inconclusive")], "No area can yet show an effect"),
        (
            [("A", "not_evaluable"), ("B", "not_evaluable")],
            "No area can be evaluated with the months held",
        ),
        ([("A", "reduction")], FEWER),
        (
            [("A", "reduction"), ("B", "increase"), ("C", "increase")],
            f"{FEWER}; {MORE}",
        ),
    ],
)
def test_the_verdicts_together_say_who_changed(
    found: list[tuple[str, str]], said: str
) -> None:
    assert verdict_heading(found) == said
