from typing import Any

import pytest

from fundtrack.runs.handing import RESULT_TYPE
from fundtrack.runs.handing import HandedOver
from fundtrack.runs.handing import NothingHandedOver
from fundtrack.runs.handing import handed_over


def test_result_travels_as_an_output_and_the_last_one_counts() -> None:
    first, last = HandedOver({"verdict": "a"}), HandedOver({"verdict": "b"})
    cells: list[dict[str, Any]] = [
        {"outputs": [{"data": {"text/plain": "x"}}, {"name": "stdout"}]},
        {"outputs": [{"data": each._repr_mimebundle_()} for each in (first, last)]},
        {},
    ]
    assert handed_over("n.ipynb", cells) == {"verdict": "b"}
    assert "Handed to the runner: b." in last._repr_mimebundle_()["text/plain"]
    assert RESULT_TYPE in last._repr_mimebundle_(include=None)


def test_what_cannot_be_kept_fails_in_the_notebook() -> None:
    with pytest.raises(ValueError, match="JSON"):
        HandedOver({"p": float("nan")})


def test_notebook_that_hands_nothing_over_is_told_so() -> None:
    with pytest.raises(NothingHandedOver, match=r"n\.ipynb"):
        handed_over("n.ipynb", [])
