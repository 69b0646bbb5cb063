from collections.abc import Callable
from dataclasses import replace
from math import log

import numpy as np
import pandas as pd
import pytest

from fundtrack.evaluation import interrupted_time_series
from fundtrack.evaluation import measure_effect
from fundtrack.evaluation import synthetic_control
from fundtrack.evaluation.alternatives import AS_PLANNED
from fundtrack.evaluation.alternatives import Alternatives
from fundtrack.evaluation.alternatives import spans_of
from fundtrack.evaluation.estimators import ESTIMATORS
from fundtrack.evaluation.estimators import Comparison
from fundtrack.evaluation.estimators import Estimate
from fundtrack.evaluation.estimators import demeaned_estimate
from fundtrack.evaluation.estimators import difference_estimate
from fundtrack.evaluation.estimators import interrupted_estimate
from fundtrack.evaluation.estimators import rate_ratio_estimate
from fundtrack.evaluation.estimators import ridge_estimate
from fundtrack.evaluation.estimators import synthetic_estimate
from fundtrack.evaluation.specifications import NO_ANSWER
from fundtrack.evaluation.specifications import TOO_FEW
from fundtrack.evaluation.specifications import leave_one_out
from fundtrack.evaluation.specifications import specification_curve
from tests.evaluation.made_alternatives import MONTHS
from tests.evaluation.made_alternatives import OTHERS
from tests.evaluation.made_alternatives import TREATED
from tests.evaluation.made_alternatives import alternatives
from tests.evaluation.made_alternatives import counts

MADE = alternatives()
CURVE = specification_curve(MADE)
YEAR_BEFORE, YEAR_AFTER = MONTHS[24:36], MONTHS[36:48]


def compared(
    asked: Alternatives = MADE, before: int = 36, wards: tuple[str, ...] = OTHERS
) -> Comparison:
    spans = spans_of(asked, "Both", before, 12)
    return Comparison(asked.counts["Both"], wards, spans, asked)


def test_primary_is_the_planned_effect_itself() -> None:
    held = MADE.counts["Both"]
    effect = measure_effect(
        held,
        list(TREATED),
        YEAR_BEFORE,
        YEAR_AFTER,
        sets=199,
        groups=dict(MADE.districts),
    )
    (row,) = CURVE.rows[CURVE.rows["is_primary"]].to_dict("records")
    assert row["effect_pct"] == effect.effect_pct
    assert (row["low_pct"], row["high_pct"]) == (effect.ci_low_pct, effect.ci_high_pct)
    assert row["p"] == effect.p
    assert (row["held_before"], row["held_after"]) == (12, 12)


def test_every_window_meets_every_estimator_choice_and_crime() -> None:
    rows = CURVE.rows
    assert len(rows) == 9 * (len(ESTIMATORS) + 1 + 1)
    assert CURVE.asked == 9 * (len(ESTIMATORS) + 1)
    assert not rows.duplicated(list(rows.columns[:5])).any()
    windows = rows.groupby(["months_before", "months_after"]).size()
    assert windows.to_list() == [8] * 9
    assert rows["effect_pct"].dropna().is_monotonic_increasing
    assert set(rows["scale"]) == {"log", "count"}


def test_summary_counts_what_was_estimated() -> None:
    planned = CURVE.rows[CURVE.rows["measure"] == "Both"]
    said = planned[planned["refused"] == ""]
    assert CURVE.estimated == len(said)
    assert CURVE.same_sign_share == (said["effect_pct"] < 0).mean()
    rare = (said["effect_pct"] < 0) & (said["p"] <= 0.05)
    assert CURVE.rare_share == rare.mean()
    assert CURVE.median_pct == said["effect_pct"].median()
    assert CURVE.lowest_pct == said["effect_pct"].iloc[0]
    assert CURVE.highest_pct == said["effect_pct"].iloc[-1]
    assert -45 < CURVE.lowest_pct < CURVE.highest_pct < -10


def test_specification_that_has_no_answer_says_why() -> None:
    """More comparators than months before meet any months perfectly."""
    rows = CURVE.rows
    refused = rows[rows["refused"] != ""]
    assert set(refused["refused"]) <= {NO_ANSWER}
    assert set(refused["estimator"]) <= {
        "synthetic place",
        "synthetic place, demeaned",
        "synthetic place, ridge",
    }
    few = replace(MADE, comparators={AS_PLANNED: OTHERS, "few": OTHERS[:3]})
    shown = specification_curve(few).rows
    assert set(shown.loc[shown["comparators"] == "few", "refused"]) == {TOO_FEW}


def test_planned_months_are_among_the_windows() -> None:
    rows = specification_curve(replace(MADE, months=9)).rows
    (row,) = rows[rows["is_primary"]].to_dict("records")
    assert (row["months_before"], row["months_after"], row["held_after"]) == (12, 9, 9)


def test_curve_without_counts_has_no_shares() -> None:
    empty = alternatives({"Both": counts()[[]]})
    found = specification_curve(empty)
    assert (found.asked, found.estimated) == (63, 0)
    assert np.isnan([found.same_sign_share, found.median_pct, found.lowest_pct]).all()
    assert len(leave_one_out(empty)) == 0


def test_each_comparator_and_each_district_is_left_out_once() -> None:
    left = leave_one_out(MADE)
    wards = left[left["kind"] == "ward"]
    assert wards["left_out"].to_list() == list(OTHERS)
    assert left.loc[left["kind"] == "district", "left_out"].to_list() == [
        f"District {at}" for at in range(5)
    ]
    kept = [ward for ward in MADE.counts["Both"].index if ward != OTHERS[4]]
    effect = measure_effect(
        MADE.counts["Both"].loc[kept],
        list(TREATED),
        YEAR_BEFORE,
        YEAR_AFTER,
        sets=199,
        groups=dict(MADE.districts),
    )
    assert wards["effect_pct"].iloc[4] == effect.effect_pct
    assert wards["p"].iloc[4] == effect.p


def test_nothing_is_left_out_where_too_little_would_be_left() -> None:
    few = replace(MADE, comparators={AS_PLANNED: OTHERS[:4]})
    assert len(leave_one_out(few)) == 0
    together = dict.fromkeys(MADE.districts, "one")
    alone = replace(MADE, comparators={AS_PLANNED: OTHERS[:5]}, districts=together)
    assert set(leave_one_out(alone)["kind"]) == {"ward"}


def test_difference_is_that_of_monthly_means() -> None:
    held = MADE.counts["Both"]

    def change(wards: tuple[str, ...]) -> float:
        of = held.loc[list(wards)]
        return float(of[YEAR_AFTER].mean().mean() - of[YEAR_BEFORE].mean().mean())

    before = held.loc[list(TREATED), YEAR_BEFORE].mean().mean()
    by_hand = change(TREATED) - change(OTHERS)
    found = difference_estimate(compared(before=12))
    assert found.effect_pct == pytest.approx(100 * by_hand / (before + change(OTHERS)))
    assert found.low_pct < found.effect_pct < found.high_pct
    assert found.effect_pct - found.low_pct == pytest.approx(
        found.high_pct - found.effect_pct
    )
    assert found.p == 1 / 200


@pytest.mark.parametrize(
    ("estimate", "demeaned", "ridge"),
    [
        (synthetic_estimate, False, None),
        (demeaned_estimate, True, None),
        (ridge_estimate, True, "spread"),
    ],
)
def test_synthetic_effect_is_that_of_the_mean_ward(
    estimate: Callable[[Comparison], Estimate], demeaned: bool, ridge: str | None
) -> None:
    held = MADE.counts["Both"][MONTHS[:48]]
    others = held.loc[list(OTHERS)]
    before = others[MONTHS[:36]]
    spread = float((before.sub(before.mean(axis=1), axis=0) ** 2).to_numpy().sum())
    mean = pd.DataFrame([held.loc[list(TREATED)].mean()], index=["treated"])
    alone = synthetic_control(
        pd.concat([mean, others]),
        "treated",
        MONTHS[:36],
        demeaned,
        spread / len(others) if ridge else None,
    )
    found = estimate(compared())
    assert found.effect_pct == pytest.approx(alone.units["effect_pct"].iloc[0])
    assert found.low_pct < found.effect_pct < found.high_pct
    assert 1 / 60 <= found.p <= 1


def test_interrupted_effect_is_of_the_share_of_all_offences() -> None:
    held = MADE.counts["Both"][MONTHS[:48]]
    alone = interrupted_time_series(
        held.loc[list(TREATED)].sum(), 36, held.loc[list(OTHERS)].sum()
    )
    found = interrupted_estimate(compared())
    assert found.effect_pct == pytest.approx(100 * (alone.rate_ratio - 1))
    assert found.high_pct == pytest.approx(100 * (alone.ci_high - 1))
    assert np.isnan(found.p)


def test_effect_put_in_is_found_by_every_estimator() -> None:
    for _, estimate in ESTIMATORS.values():
        assert estimate(compared()).effect_pct == pytest.approx(-30, abs=8)


def test_counts_without_an_answer_give_none() -> None:
    still = counts()
    still.loc[list(TREATED)] = 0.0
    empty = compared(alternatives({"Both": still}))
    fallen = counts()
    fallen[MONTHS[36:]] = 0.0
    gone = compared(alternatives({"Both": fallen * 0 + (fallen > 1e9)}))
    for estimate in (difference_estimate, interrupted_estimate, synthetic_estimate):
        assert np.isnan(estimate(gone).effect_pct)
    assert np.isnan(interrupted_estimate(empty).effect_pct)


def test_a_mix_that_does_not_fit_before_the_start_says_nothing() -> None:
    tall = counts()
    tall.loc[list(TREATED)] += 200
    high = compared(alternatives({"Both": tall}))
    assert np.isnan(synthetic_estimate(high).effect_pct)
    assert np.isfinite(demeaned_estimate(high).effect_pct)


def test_shares_that_never_vary_are_no_chance_finding() -> None:
    flat = counts() * 0 + 10
    found = interrupted_estimate(compared(alternatives({"Both": flat})))
    assert found.effect_pct == pytest.approx(0, abs=1e-6)
    assert log(1 + found.high_pct / 100) == pytest.approx(0, abs=1e-6)
    assert rate_ratio_estimate(compared()).p == 1 / 200
