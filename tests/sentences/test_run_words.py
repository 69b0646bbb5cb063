"""A page writes what a run named by key as its reader knows it."""

import pytest

from fundtrack.evaluation.verdicts import Gate
from fundtrack.sentences.run_words import GATES
from fundtrack.sentences.run_words import gate_words
from fundtrack.sentences.run_words import in_words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            "the windows cross burglary-2023, which comparators share",
            (
                "the windows cross “burglary rules changed” (April 2023), which "
                "comparators share"
            ),
        ),
        (
            "residential-burglary-2017, covid-19",
            (
                "“burglary rules changed” (April 2017), “pandemic, to Jul 2021” "
                "(March 2020)"
            ),
        ),
        (
            "72% was delivered by 2024-12, by money",
            "72% was delivered by December 2024",
        ),
        ("of 2023-24, on 2024-12-31", "of 2023-24, on 2024-12-31"),
    ],
)
def test_breaks_and_months_are_named_in_words(fact: str, words: str) -> None:
    assert in_words(fact).startswith(words)


def test_gates_that_rest_on_like_facts_are_told_apart_by_name() -> None:
    begun = gate_words("not-delivered", "72% was reached by 2024-12")
    complete = gate_words("under-delivered", "72% was delivered by 2024-12")
    assert begun == "Delivery begun: 72% was reached by December 2024"
    assert complete == "Delivery complete: 72% was delivered by December 2024"
    assert set(GATES) == set(Gate)
    assert gate_words("old-gate", "so it was") == "Old gate: so it was"
