import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.unit_prices import CostPerOffence
from fundtrack.evaluation.value.unit_prices import Estimability
from fundtrack.evaluation.value.unit_prices import cost_per_offence
from fundtrack.money import Pence


def test_interval_above_none_turns_round() -> None:
    found = cost_per_offence(Pence(1_000_000), Prevented(40, 20, 80))
    assert found == CostPerOffence(
        Estimability.INTERVAL, Pence(25_000), Pence(12_500), Pence(50_000)
    )


@pytest.mark.parametrize("low", [0, -10, 0.4])
def test_interval_that_includes_none_gives_a_floor_alone(low: float) -> None:
    found = cost_per_offence(Pence(1_000_000), Prevented(40, low, 80))
    assert found == CostPerOffence(Estimability.FLOOR, low_pence=Pence(12_500))


def test_verdict_that_names_no_reduction_leaves_a_floor() -> None:
    prevented = Prevented(40, 20, 80)
    found = cost_per_offence(Pence(1_000_000), prevented, is_named=False)
    assert found == CostPerOffence(Estimability.FLOOR, low_pence=Pence(12_500))


@pytest.mark.parametrize(
    ("cost", "prevented"),
    [
        (1_000_000, Prevented(-40, -80, 0)),
        (1_000_000, Prevented(-40, -80, -1)),
        (1_000_000, Prevented(0, 0, 0.4)),
        (0, Prevented(40, 20, 80)),
        (-5, Prevented(40, 20, 80)),
    ],
)
def test_no_fall_or_no_cost_has_no_price_and_never_a_negative_one(
    cost: int, prevented: Prevented
) -> None:
    found = cost_per_offence(Pence(cost), prevented)
    assert found == CostPerOffence(Estimability.NONE)


@given(
    st.integers(-(10**9), 10**12),
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3),
    st.booleans(),
)
def test_no_interval_and_no_cost_gives_a_price_below_nought(
    cost: int, ends: list[float], is_named: bool
) -> None:
    low, central, high = sorted(ends)
    found = cost_per_offence(
        Pence(cost), Prevented(central, low, high), is_named=is_named
    )
    given = [
        pence
        for pence in (found.low_pence, found.pence, found.high_pence)
        if pence is not None
    ]
    assert given == sorted(given)
    assert all(pence >= 0 for pence in given)
    wanted = {Estimability.NONE: 0, Estimability.FLOOR: 1, Estimability.INTERVAL: 3}
    assert len(given) == wanted[found.estimability]
