from collections.abc import Mapping
from dataclasses import replace
from math import log

import pytest

from fundtrack.evaluation import wdq_interval
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.methods.displacement import change_dispersion
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.evaluation.rings import ring_effects
from fundtrack.evaluation.rings import rings_around
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

COUNTS = panel(1, treated=2)
BESIDE: Mapping[str, tuple[str, ...]] = {
    "W00": ("W01", "W10", "W11"),
    "W01": ("W00", "W11"),
    "W10": ("W00", "W20", "nowhere"),
    "W11": ("W00", "W01", "W21"),
    "W20": ("W10", "W30"),
}
RINGS = ring_effects(case(COUNTS), BESIDE)


def test_rings_are_steps_from_the_treated_places() -> None:
    found = rings_around(BESIDE, ["W00", "W01"], 3)
    first, second, third = map(sorted, found)
    assert first == ["W10", "W11"]
    assert second == ["W20", "W21", "nowhere"]
    assert third == ["W30"]
    assert not any(rings_around({}, ["W00"]))


def test_each_ring_is_held_against_comparators_outside_every_ring() -> None:
    made = case(COUNTS)
    assert [ring.wards for ring in RINGS] == [("W10", "W11"), ("W20", "W21")]
    ringed = {"W10", "W11", "W20", "W21"}
    others = [ward for ward in made.comparators.wards if ward not in ringed]
    before, after = COUNTS.iloc[:, :12].sum(axis=1), COUNTS.iloc[:, 12:].sum(axis=1)
    growth = after[others].sum() / before[others].sum()
    first = RINGS[0]
    ring = ["W10", "W11"]
    assert (first.before, first.after) == (before[ring].sum(), after[ring].sum())
    assert first.expected == pytest.approx(before[ring].sum() * growth)
    ratio = summed_ratio(
        cut_panel(
            COUNTS.loc[[*ring, *others]],
            ring,
            made.pre,
            made.post,
            dict(made.places["district"]),
        )
    )
    assert first.change_pct == pytest.approx(100 * (first.after / first.expected - 1))
    assert ratio.log_rr == pytest.approx(log(first.after / first.expected))
    assert first.dispersion == change_dispersion(before[others], after[others])
    assert first.difference.estimate == pytest.approx(-first.quotient.total_net_effect)
    assert first.interval == wdq_interval(
        (before[["W00", "W01"]].sum(), after[["W00", "W01"]].sum()),
        (first.before, first.after),
        (before[others].sum(), after[others].sum()),
        first.dispersion,
        seed=made.plan.seed,
    )


def test_wards_with_other_money_or_missing_months_are_in_no_ring() -> None:
    made = case(COUNTS)
    places = made.places.copy()
    places.loc["W10", "standing"] = "has other money"
    gap = COUNTS.astype("float64")
    gap.loc["W21", "2022-03"] = None
    found = ring_effects(replace(made, places=places, panel=gap), BESIDE)
    assert [ring.wards for ring in found] == [("W11",), ("W20",)]


def test_nothing_is_ringed_where_nothing_can_be_compared() -> None:
    made = case(COUNTS)
    alone = replace(made, comparators=replace(made.comparators, wards=("W30",)))
    assert ring_effects(alone, BESIDE) == ()
    calm = COUNTS.copy()
    calm.loc[["W00", "W01"]] = 0
    assert ring_effects(replace(made, panel=calm), BESIDE) == ()
    still = COUNTS.copy()
    still.loc[["W10", "W11", "W20", "W21"]] = 0
    assert ring_effects(replace(made, panel=still), BESIDE) == ()
