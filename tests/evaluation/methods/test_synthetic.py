from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import synthetic_control
from fundtrack.evaluation.methods.simplex import simplex_weights
from fundtrack.evaluation.methods.synthetic import Mixing
from fundtrack.evaluation.methods.synthetic import unit_weights

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


def places(units: int = 40, times: int = 24, seed: int = 3) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    level = generator.lognormal(3, 0.4, size=(units, 1))
    return pd.DataFrame(generator.poisson(level, size=(units, times)).astype(float))


@pytest.mark.parametrize("months", [18, 6])
def test_every_placebo_is_mixed_as_well_as_can_be(months: int) -> None:
    """The conditions of Karush, Kuhn and Tucker, for one place after another."""
    rows = places().to_numpy()[:, :months]
    weights = unit_weights(rows, Mixing())
    assert weights.min() >= 0
    assert weights.sum(axis=1) == pytest.approx(np.ones(40))
    assert weights.diagonal() == pytest.approx(np.zeros(40))
    assert weights[:, 0] == pytest.approx(np.zeros(40))
    for place, mix in enumerate(weights):
        slope = rows @ (mix @ rows - rows[place])
        is_donor = (np.arange(40) != place) & (np.arange(40) > 0)
        assert (slope[is_donor] >= mix @ slope - 1e-6).all()


def test_placebos_are_those_of_one_place_at_a_time() -> None:
    panel = places(units=8)
    found = synthetic_control(panel, 0, range(18))
    for place in range(1, 8):
        alone = synthetic_control(panel.drop(index=0), place, range(18))
        assert found.units.loc[place, "rmspe_ratio"] == pytest.approx(alone.rmspe_ratio)
    ratios = found.units["rmspe_ratio"]
    assert found.p == (ratios >= ratios[0]).sum() / 8
    assert list(found.units.index) == list(range(8))


def test_demeaned_place_is_mixed_by_shape_alone() -> None:
    panel = places()
    lifted = panel.copy()
    lifted.loc[0] += 1000
    plain = synthetic_control(panel, 0, range(18), demeaned=True)
    found = synthetic_control(lifted, 0, range(18), demeaned=True)
    assert found.weights.to_numpy() == pytest.approx(plain.weights.to_numpy())
    assert found.gap.to_numpy() == pytest.approx(plain.gap.to_numpy())
    assert found.gap[list(range(18))].mean() == pytest.approx(0)
    shapes = panel.to_numpy() - panel.to_numpy()[:, :18].mean(axis=1, keepdims=True)
    by_hand = simplex_weights(shapes[0, :18], shapes[1:, :18])
    assert found.weights.to_numpy() == pytest.approx(by_hand)


def test_ridge_lies_between_the_plain_mix_and_a_perfect_fit() -> None:
    panel = places()
    plain = synthetic_control(panel, 0, range(18))
    held = synthetic_control(panel, 0, range(18), ridge=1e12)
    loose = synthetic_control(panel, 0, range(18), ridge=1e-6)
    between = synthetic_control(panel, 0, range(18), False, 100.0)
    assert held.weights.to_numpy() == pytest.approx(plain.weights.to_numpy(), abs=1e-6)
    assert loose.pre_rmspe == pytest.approx(0, abs=1e-5)
    assert 0 < between.pre_rmspe < plain.pre_rmspe
    assert between.weights.sum() == pytest.approx(1)
    assert (between.weights < 0).any()


def test_effect_is_what_is_there_beside_what_would_have_been() -> None:
    found = synthetic_control(SMALL, "treated", [0, 1, 2])
    assert found.units.loc["treated", "effect_pct"] == pytest.approx(100 * (2 / 6 - 1))


def test_places_that_change_alike_share_their_rank() -> None:
    rows = [[1.0, 2, 1, 2, 9], [1.0, 2, 2, 1, 9], [2.0, 1, 1, 2, 9], [3.0, 3, 3, 3, 3]]
    found = synthetic_control(np.array(rows), 0, range(4))
    ratios = found.units["rmspe_ratio"]
    assert found.p == ((ratios >= ratios[0] - 1e-9).sum()) / 4
    unmoved = synthetic_control([[1, 1, 1], [1, 1, 1], [2, 2, 2]], 0, [0, 1])
    assert unmoved.rmspe_ratio == 0
    assert unmoved.p == 1


def test_months_before_are_named_in_any_way() -> None:
    panel = places(units=6, times=5).set_axis(list("abcdef"))
    dated = panel.set_axis(pd.date_range("2020-01-01", periods=5, freq="MS"), axis=1)
    periods = panel.set_axis(pd.period_range("2020-01", periods=5, freq="M"), axis=1)
    plain = synthetic_control(panel, "b", [0, 1, 2])
    ways: list[tuple[Any, Any]] = [
        (panel, range(3)),
        (panel, np.arange(3)),
        (panel, pd.Index([2, 1, 0, 0])),
        (panel, pd.Series([0, 1, 2])),
        (panel, slice(0, 2)),
        (panel, np.array([True, True, True, False, False])),
        (dated, ["2020-01-01", "2020-02-01", "2020-03-01"]),
        (dated, slice("2020-01", "2020-03")),
        (periods, ["2020-01", "2020-02", "2020-03"]),
        (periods, periods.columns[:3]),
    ]
    for held, pre in ways:
        found = synthetic_control(held, ["b"], pre)
        assert found.weights.to_dict() == pytest.approx(plain.weights.to_dict())
        assert found.gap.to_list() == pytest.approx(plain.gap.to_list())


def test_months_where_nothing_was_expected_have_no_effect_in_per_cent() -> None:
    found = synthetic_control([[0, 0, 3], [0, 0, 0], [0, 0, 0]], 0, [0, 1])
    assert np.isnan(found.units["effect_pct"][0])
    assert found.p == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("panel", "pre", "said"),
    [
        (SMALL.assign(when="May"), [0, 1], "numbers alone"),
        (SMALL.mask(SMALL == 8), [0, 1], "missing for high"),
        (SMALL.set_axis([0, 0, 1, 2], axis=1), [0, 1], "once"),
        (pd.concat([SMALL, SMALL]), [0, 1], "once"),
        (SMALL, 2, "in a list"),
        (SMALL, [0, 7, 8], "no columns 7, 8"),
        (SMALL.iloc[:1], [0, 1], "donors"),
    ],
)
def test_panels_are_refused_in_words(panel: pd.DataFrame, pre: Any, said: str) -> None:  # noqa: ANN401 - what people pass
    with pytest.raises(WrongArgument, match=said):
        synthetic_control(panel, "treated", pre)


def test_one_unit_is_treated_and_is_a_row() -> None:
    with pytest.raises(WrongArgument, match="add several up"):
        synthetic_control(SMALL, ["treated", "low"], [0, 1])
    wide = pd.DataFrame(np.ones((7, 3)), index=list("abcdefg"))
    with pytest.raises(WrongArgument, match="a, b, c, d, e and others"):
        synthetic_control(wide, "h", [0, 1])


@pytest.mark.parametrize(
    ("treated", "pre"), [("nobody", [0]), ("treated", [9]), ("treated", [0, 1, 2, 3])]
)
def test_unusable_panels_are_refused(treated: str, pre: list[int]) -> None:
    with pytest.raises(WrongArgument):
        synthetic_control(SMALL, treated, pre)
