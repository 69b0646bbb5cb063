import pytest

from fundtrack.evaluation.power import smallest_detectable_pct


@pytest.mark.parametrize(
    ("offences", "published"), [(50, 48), (100, 40), (500, 31), (2000, 29)]
)
def test_smallest_effect_of_one_area_is_that_of_the_note(
    offences: float, published: float
) -> None:
    """evaluation.md, finding 4: burglary, spread between areas 0.117."""
    found = smallest_detectable_pct(offences, 0.117**2)
    assert found == pytest.approx(published, abs=0.5)


@pytest.mark.parametrize(
    ("offences", "published"), [(50, 43), (100, 33), (500, 16), (2000, 8)]
)
def test_chance_alone_would_promise_far_too_much(
    offences: float, published: float
) -> None:
    assert smallest_detectable_pct(offences, 0) == pytest.approx(published, abs=0.7)


def test_nothing_could_be_seen_where_nothing_happened_before() -> None:
    assert smallest_detectable_pct(0, 0.01) == 100
