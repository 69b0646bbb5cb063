"""The tests that evaluations of crime schemes commonly use, for comparison alone."""

from collections.abc import Callable
from math import log
from math import pi
from math import sqrt

import numpy as np

from benchmarks.calibration_panels import Draw
from fundtrack.evaluation.methods.count_models import fit_poisson
from fundtrack.evaluation.student import two_sided_p

ENDLESS = 1e9


def before_and_after(case: Draw) -> float:
    """Compare the count after with that before, as Poisson counts."""
    before, after = case.baseline, case.counts.treated_post.sum()
    return two_sided_p((after - before) / sqrt(after + before), ENDLESS)


def weighted_difference(case: Draw) -> float:
    """Give the weighted displacement difference against one like area.

    Source: Wheeler and Ratcliffe (2018); the area is the comparators whose summed
        count is nearest to the treated one, first ones first.
    """
    counts = case.counts
    sums = np.cumsum(counts.donors_pre.sum(axis=1))
    taken = 1 + int(np.abs(sums - case.baseline).argmin())
    like = counts.donors_pre[:taken].sum(), counts.donors_post[:taken].sum()
    after = counts.treated_post.sum()
    difference = (after - case.baseline) - (like[1] - like[0])
    return two_sided_p(difference / sqrt(after + case.baseline + sum(like)), ENDLESS)


def odds_ratio(case: Draw) -> float:
    """Compare with the pooled comparators, by Poisson variance alone.

    Source: Welsh and Farrington's relative effect size.
    """
    counts = case.counts
    four = [
        max(0.5, float(part.sum()))
        for part in (
            counts.treated_post,
            counts.treated_pre,
            counts.donors_pre,
            counts.donors_post,
        )
    ]
    change = log(four[0] * four[2] / (four[1] * four[3]))
    return two_sided_p(change / sqrt(sum(1 / each for each in four)), ENDLESS)


def difference_in_differences(case: Draw) -> float:
    """Give two-way fixed effects of monthly counts with errors clustered by ward."""
    counts = case.counts
    treated = counts.treated_post.mean(axis=1) - counts.treated_pre.mean(axis=1)
    others = counts.donors_post.mean(axis=1) - counts.donors_pre.mean(axis=1)
    effect = treated.mean() - others.mean()
    variance = sum(
        ((part - part.mean()) ** 2).sum() / part.size**2 for part in (treated, others)
    )
    clusters = treated.size + others.size
    se = sqrt(variance * clusters / (clusters - 1))
    return two_sided_p(effect / se, clusters - 1) if se else 1.0


def interrupted(case: Draw) -> float:
    """Fit level, trend, step and one harmonic to the treated series, quasi-Poisson."""
    series = np.concatenate(
        [case.counts.treated_pre.sum(axis=0), case.counts.treated_post.sum(axis=0)]
    )
    month = np.arange(series.size, dtype=np.float64)
    is_after = (month >= case.counts.treated_pre.shape[1]).astype(np.float64)
    angle = 2 * pi * month / 12
    design = np.column_stack(
        [np.ones(series.size), month, is_after, np.sin(angle), np.cos(angle)]
    )
    freedom = series.size - design.shape[1]
    model = fit_poisson(series, design, np.zeros(series.size))
    variance = model.covariance[2, 2] * max(model.dispersion, 1e-9)
    return two_sided_p(model.coefficients[2] / sqrt(variance), freedom)


USUAL: dict[str, Callable[[Draw], float]] = {
    "before and after, Poisson": before_and_after,
    "weighted displacement difference": weighted_difference,
    "odds ratio, Poisson variance": odds_ratio,
    "two-way fixed effects, clustered": difference_in_differences,
}
