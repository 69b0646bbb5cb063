from dataclasses import replace

from fundtrack.evaluation.rings import Ring
from fundtrack.sentences.rings import NO_RINGS
from fundtrack.sentences.rings import rings_sentence
from tests.evaluation.test_rings import RINGS


def told(low: float, high: float) -> Ring:
    return replace(RINGS[0], change_pct=(low + high) / 2, low_pct=low, high_pct=high)


def test_rings_are_told_by_their_change_and_what_it_may_mean() -> None:
    said = rings_sentence((told(-20, 10), replace(told(-9, 5), steps=2)))
    assert said.startswith("In the 2 wards that touch the treated ones crime changed")
    assert "anything from −20% to +10% fits" in said
    assert "In the 2 wards one ward further out" in said
    assert said.endswith("can be told from chance.")
    assert "crime that moved" in rings_sentence((told(3, 20),))
    assert "benefit that spread" in rings_sentence((told(-30, -2),))
    assert rings_sentence(()) == NO_RINGS
