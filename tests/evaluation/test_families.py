import pytest

from fundtrack.evaluation.families import holm


def test_the_smallest_of_four_counts_four_times_and_the_next_three() -> None:
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert found == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})


def test_a_larger_p_value_never_counts_less_than_a_smaller_one() -> None:
    given = {"1": 0.010, "2": 0.013, "3": 0.014, "4": 0.190, "5": 0.350}
    assert holm(given) == pytest.approx(
        {"1": 0.05, "2": 0.052, "3": 0.052, "4": 0.38, "5": 0.38}
    )


def test_alone_a_p_value_stays_as_it_is_and_none_goes_above_one() -> None:
    assert holm({"a": 0.04}) == {"a": 0.04}
    assert holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}
