from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import synthetic_control
from fundtrack.evaluation.methods.synthetic import simplex_weights

SMALL = pd.DataFrame(
    [[3.0, 4.0, 5.0, 2.0], [2.0, 2.0, 2.0, 2.0], [4.0, 6.0, 8.0, 10.0]],
    index=["treated", "low", "high"],
)


def test_proposition_99_is_reproduced(shared: Path) -> None:
    """Abadie, Diamond and Hainmueller (2010), sales alone."""
    held = pd.read_csv(shared / "data" / "causal_prop99" / "smoking_panel_full.csv")
    panel = held.pivot_table(index="state", columns="year", values="cigsale")
    found = synthetic_control(panel, "California", range(1970, 1989))
    used = found.weights[found.weights > 0.001].round(3).to_dict()
    assert used == {
        "Colorado": 0.015,
        "Connecticut": 0.109,
        "Montana": 0.232,
        "Nevada": 0.205,
        "New Hampshire": 0.045,
        "Utah": 0.394,
    }
    assert found.gap[list(range(1989, 2001))].mean() == pytest.approx(
        -19.5136, abs=1e-3
    )
    assert found.gap[2000] == pytest.approx(-26.597, abs=1e-3)
    assert found.p == pytest.approx(3 / 39)
    assert found.weights.sum() == pytest.approx(1)
    assert len(found.weights) == 38


def test_place_between_two_donors_is_their_mean() -> None:
    found = synthetic_control(SMALL, "treated", [0, 1, 2])
    assert found.weights.to_dict() == pytest.approx({"low": 0.5, "high": 0.5})
    assert found.gap.to_list() == pytest.approx([0, 0, 0, -4])
    assert found.pre_rmspe == pytest.approx(0, abs=1e-9)
    assert found.p == pytest.approx(1 / 3)


def test_only_donor_carries_all_the_weight() -> None:
    found = synthetic_control(SMALL.iloc[:2], "treated", [0, 1])
    assert found.weights.to_dict() == pytest.approx({"low": 1.0})
    assert found.p == 0.5


def test_place_that_ran_exactly_alike_before_stands_out_by_any_change() -> None:
    twins = pd.DataFrame([[1.0, 1.0, 9.0], [1.0, 1.0, 1.0]], index=["a", "b"])
    assert synthetic_control(twins, "a", [0, 1]).rmspe_ratio == float("inf")


def test_weights_are_at_their_best_under_every_small_shift() -> None:
    generator = np.random.default_rng(1)
    donors, target = generator.normal(size=(25, 12)), generator.normal(size=12)
    weights = simplex_weights(target, donors)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    slope = donors @ (weights @ donors - target)
    level = weights @ slope
    assert (slope >= level - 1e-8).all()
    assert slope[weights > 0] == pytest.approx(level, abs=1e-8)


@pytest.mark.parametrize(
    ("treated", "pre"), [("nobody", [0]), ("treated", [9]), ("treated", [0, 1, 2, 3])]
)
def test_unusable_panels_are_refused(treated: str, pre: list[int]) -> None:
    with pytest.raises(WrongArgument):
        synthetic_control(SMALL, treated, pre)
