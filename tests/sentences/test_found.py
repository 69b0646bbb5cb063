import pytest

from fundtrack.sentences.found import before_sentence
from fundtrack.sentences.found import before_whole_sentence
from fundtrack.sentences.found import curve_heading
from fundtrack.sentences.found import number
from fundtrack.sentences.found import placebo_heading
from fundtrack.sentences.found import plan_words
from fundtrack.sentences.found import rings_heading
from fundtrack.sentences.found import whole_sentence

RUN = {"mde_pct": 55.98, "treated_pre": None, "months_before": ["2023-02", "2023-03"]}
ROW = {"effect_pct": -11.2, "ci_low_pct": -21.6, "ci_high_pct": 2.4}
RING = {"steps": 2, "wards": ["W1"], "change_pct": 4.0, "low_pct": 1.0, "high_pct": 8.0}


def test_what_could_be_seen_without_a_count_names_the_months() -> None:
    assert before_sentence(RUN).startswith(
        "from the 2 months held before the start, this design could only have seen a "
        "fall of 56% or more."
    )


def test_nothing_detectable_without_a_gate_is_said_plainly() -> None:
    assert before_sentence({}).startswith("nothing could be detected. No plan")


def test_areas_without_a_smallest_change_say_so() -> None:
    assert "was not worked out" in before_whole_sentence({"mde_pct": None}, 3)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("prospective", "on 2023-11-03, before any month after the start was held."),
        ("retrospective", "on 2023-11-03, when months after the start were held"),
        ("exploratory", "on 2023-11-03, and this run does not follow it."),
    ],
)
def test_a_plan_says_when_it_was_registered(standing: str, words: str) -> None:
    held = {
        "plan_id": "P-1",
        "plan_registered_at": "2023-11-03T09",
        "standing": standing,
    }
    assert plan_words(held).startswith(f"The plan P-1 was registered {words}")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("reduction", "Theft in the two areas of F together fell against similar"),
        ("increase", "Theft in the two areas of F together rose against similar"),
        ("no_meaningful_change", "Theft in the two areas of F together changed as in"),
        ("inconclusive", "We cannot tell yet whether F changed theft in its two areas"),
    ],
)
def test_the_whole_is_said_by_its_verdict(verdict: str, words: str) -> None:
    said = whole_sentence(
        {**ROW, "verdict": verdict}, "theft", ("F", 2), is_synthetic=False
    )
    assert said.startswith(words)
    assert said.endswith("change is −11%, and anything from −22% to +2% fits.")


@pytest.mark.parametrize(
    ("as_much", "heading"),
    [
        (0, "No set of untouched places changed as much"),
        (190, "One set in five of untouched places changed as much"),
        (51, "One set in 20 of untouched places changed as much"),
        (600, "Most sets of untouched places changed as much"),
        (950, "Nearly every set of untouched places changed as much"),
    ],
)
def test_sets_are_counted_as_people_count(as_much: int, heading: str) -> None:
    assert placebo_heading(as_much, 999) == heading


def test_other_choices_agree_or_not() -> None:
    assert (
        curve_heading(9, 9, is_fall=False)
        == "All 9 reasonable choices say more offences"
    )
    assert curve_heading(5, 9, is_fall=True).startswith("5 of 9 reasonable choices say")


def test_rings_name_a_rise_or_a_fall_beyond_chance() -> None:
    fell = {**RING, "low_pct": -9.0, "high_pct": -1.0}
    assert rings_heading([RING]).startswith("Crime rose next door")
    assert rings_heading([fell]).startswith("Crime fell next door as well")


def test_small_numbers_are_words() -> None:
    assert (number(4), number(12)) == ("four", "12")
