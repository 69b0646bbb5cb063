import pytest

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


@pytest.mark.parametrize("low", [0, -10])
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
        (0, Prevented(40, 20, 80)),
        (-5, Prevented(40, 20, 80)),
    ],
)
def test_no_fall_or_no_cost_has_no_price_and_never_a_negative_one(
    cost: int, prevented: Prevented
) -> None:
    found = cost_per_offence(Pence(cost), prevented)
    assert found == CostPerOffence(Estimability.NONE)
