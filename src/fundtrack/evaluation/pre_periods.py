"""How alike treated places and comparators were before the start: fit and trend."""

from dataclasses import dataclass

import numpy as np

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.counts import HALF
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.placebos import placebo_sets
from fundtrack.evaluation.power import reach_of
from fundtrack.evaluation.windows import YEAR
from fundtrack.periods import Month

SETS = 199
FIT_QUANTILE = 0.8
LEAST_MONTHS = 12
"""A trend is looked for in a whole year at least, in which the seasons fall out."""
NOISE_REACH = 2.0
"""A trend within two standard deviations of untouched places' own is no finding."""


@dataclass(frozen=True, slots=True)
class PrePeriod:
    """The months before the start, treated places against comparators, in logs.

    `bias` is what the trend before would add to the effect if it went on, `noise` the
    standard deviation of the same among sets of untouched places; both None where
    fewer than twelve months are held. `fit` is the root mean square of the monthly gap
    in level, `fit_limit` the 80th percentile of the same among the sets, each measured
    in what chance alone gives at its level.
    """

    months: int
    bias: float | None
    noise: float | None
    fit: float
    fit_limit: float

    @property
    def is_poor_fit(self) -> bool:
        """Whether the fit is worse than that of four in five untouched sets."""
        return self.fit > self.fit_limit

    @property
    def detectable_bias(self) -> float | None:
        """The least trend, as bias, that would be seen in four of five cases."""
        return None if self.noise is None else reach_of(0.05) * self.noise


def pre_period(case: Case) -> PrePeriod:
    """Measure fit and trend before the start, beside sets of untouched wards.

    Formula: y is the log of treated over comparators' offences, a half added to each,
        by month. Fit is the root mean square of y about its mean over the months
        compared. The trend is the least-squares slope of y on the month over up to
        three years before the start; 12 times that is the bias, because the middles
        of the two windows lie a year apart.

    Source: fit, Abadie, Diamond and Hainmueller (2010); that a trend is judged by its
        size and what it could hide, not by its p-value, Roth (2022).
    """
    treated, untouched = list(case.treated), list(case.comparators.wards)
    history = case.history if len(case.history) else case.panel
    months = [
        month for month in history.columns if Month.parse(month) < case.plan.starts
    ]
    members = _sets(case)
    own = case.panel.loc[treated, case.pre].to_numpy(dtype=np.float64)
    others = case.panel.loc[untouched, case.pre].to_numpy(dtype=np.float64)
    gaps, set_gaps = _gaps(own, others, members)
    chance, set_chances = _chances(own, others, members)
    beyond = _spread(set_gaps) / set_chances
    bias = noise = None
    if len(months) >= LEAST_MONTHS:
        gaps, set_gaps = _gaps(
            history.loc[treated, months].to_numpy(dtype=np.float64),
            history.loc[untouched, months].to_numpy(dtype=np.float64),
            members,
        )
        position = _positions(months)
        bias = float(YEAR * _slopes(gaps, position)[0])
        noise = float(YEAR * _slopes(set_gaps, position).std())
    return PrePeriod(
        months=len(months),
        bias=bias,
        noise=noise,
        fit=float(_spread(gaps)[0]),
        fit_limit=float(chance * np.quantile(beyond, FIT_QUANTILE)),
    )


def _sets(case: Case) -> Floats:
    """Draw stand-ins for the treated wards: a row for each set, 1 for each ward in it.

    They are those of the placebo test: alike in level and change, and neighbours where
    the treated wards are neighbours.
    """
    counts = cut_panel(
        case.compared, case.treated, case.pre, case.post, dict(case.places["district"])
    )
    drawn = placebo_sets(counts, SETS, np.random.default_rng(case.plan.seed))
    members = np.zeros((len(drawn), len(case.comparators.wards)))
    np.put_along_axis(members, drawn, 1.0, axis=1)
    return members


def _gaps(treated: Floats, untouched: Floats, members: Floats) -> tuple[Floats, Floats]:
    """Give the monthly log ratios of the treated, and of each set against the rest."""
    whole = untouched.sum(axis=0)
    sets = members @ untouched
    own = np.log((treated.sum(axis=0) + HALF) / (whole + HALF))
    return own[np.newaxis, :], np.log((sets + HALF) / (whole - sets + HALF))


def _chances(
    treated: Floats, untouched: Floats, members: Floats
) -> tuple[float, Floats]:
    """Give how far the same log ratios would stray by chance alone."""
    whole = untouched.sum(axis=0)
    sets = members @ untouched
    own = 1 / (treated.sum(axis=0) + HALF) + 1 / (whole + HALF)
    drawn = 1 / (sets + HALF) + 1 / (whole - sets + HALF)
    return float(np.sqrt(own.mean())), np.sqrt(drawn.mean(axis=1))


def _spread(gaps: Floats) -> Floats:
    return np.asarray(gaps.std(axis=1), dtype=np.float64)


def _positions(months: list[str]) -> Floats:
    held = [Month.parse(month) for month in months]
    at = np.array(
        [YEAR * month.year + month.number for month in held], dtype=np.float64
    )
    return np.asarray(at - at.mean(), dtype=np.float64)


def _slopes(gaps: Floats, position: Floats) -> Floats:
    return np.asarray(gaps @ position / (position @ position), dtype=np.float64)
