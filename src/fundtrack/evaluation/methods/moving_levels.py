"""A step in a series whose level wanders: what a straight trend would take for effect.

A cross-check alone, beside the interrupted series; it has no comparator either, unless
one is given among the covariates.
"""

from dataclasses import dataclass
from math import expm1
from math import pi
from math import sqrt

import numpy as np
import numpy.typing as npt

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.rate_ratios import NORMAL

MONTHS = 12
LOWEST, HIGHEST = -12.0, 6.0
"""How much the level wanders beside how much a month strays, in logs."""

ROUNDS = 60
GOLDEN = (sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True, eq=False)
class MovingLevel:
    """The step in a series of logs, with its error and a 95 % interval in per cent.

    `covariates` holds the slopes of the covariates; `wander` is the variance of the
    level from month to month over that of a month about it.
    """

    step: float
    se: float
    effect_pct: float
    ci_low_pct: float
    ci_high_pct: float
    covariates: Floats
    wander: float
    log_likelihood: float


def moving_level(
    y: npt.ArrayLike,
    start: int,
    covariates: npt.ArrayLike | None = None,
    seasons: bool = True,  # noqa: FBT001, FBT002 - as the other methods take theirs
) -> MovingLevel:
    """Fit log y = level + step + season + covariates + chance, the level wandering.

    The level of a month is that of the month before plus chance; seasons are fixed.

    Args:
        y: figures above 0 in order, one a month; their logs are fitted.
        start: the 0-based position of the first month after.
        covariates: figures for each month, a column for each, as they enter.
        seasons: whether each month of the year has a level of its own.

    Raises:
        WrongArgument: when a figure is missing or not above 0, the start is not
            within, or there are too few months for as many terms.

    Source: Harvey and Durbin (1986), Journal of the Royal Statistical Society A
        149:187; Commandeur and Koopman (2007). Diffuse likelihood of level and
        seasons, maximum likelihood of step and covariates.
    """
    figures = np.asarray(y, dtype=np.float64).ravel()
    if not (np.isfinite(figures).all() and (figures > 0).all()):
        raise WrongArgument("each month needs a figure above 0, for its log is fitted")
    if not 0 < start < figures.size:
        raise WrongArgument("the start needs months before it and after it")
    terms = _terms(figures.size, start, covariates)
    months = np.arange(figures.size) % MONTHS
    season = (months[:, np.newaxis] == np.arange(1, MONTHS)).astype(np.float64)
    season = season if seasons else season[:, :0]
    columns = np.column_stack([np.log(figures), terms, season])
    is_told = np.linalg.matrix_rank(np.diff(columns[:, 1:], axis=0))
    if figures.size <= columns.shape[1] + 1 or is_told < columns.shape[1] - 1:
        raise WrongArgument("the months cannot tell as many terms apart")
    wander = _likeliest(columns, season.shape[1])
    found = _fit(columns, season.shape[1], wander)
    step, se = float(found.slopes[0]), sqrt(found.covariance[0, 0])
    reach = NORMAL.inv_cdf(0.975) * se
    return MovingLevel(
        step=step,
        se=se,
        effect_pct=100 * expm1(step),
        ci_low_pct=100 * expm1(step - reach),
        ci_high_pct=100 * expm1(step + reach),
        covariates=found.slopes[1 : terms.shape[1]],
        wander=float(np.exp(wander)),
        log_likelihood=found.log_likelihood,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """The slopes at one wander, and how likely it is."""

    slopes: Floats
    covariance: Floats
    log_likelihood: float


def _terms(months: int, start: int, covariates: npt.ArrayLike | None) -> Floats:
    after = (np.arange(months) >= start).astype(np.float64)
    if covariates is None:
        return after[:, np.newaxis]
    given = np.asarray(covariates, dtype=np.float64)
    held = given[:, np.newaxis] if given.ndim == 1 else given
    if len(held) != months or not np.isfinite(held).all():
        raise WrongArgument("each covariate needs a figure for each month")
    return np.column_stack([after, held])


def _likeliest(columns: Floats, seasons: int) -> float:
    """Give the log of the wander that is likeliest, by golden section."""
    low, high = LOWEST, HIGHEST
    for _ in range(ROUNDS):
        lower, upper = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        is_lower = (
            _fit(columns, seasons, lower).log_likelihood
            > _fit(columns, seasons, upper).log_likelihood
        )
        low, high = (low, upper) if is_lower else (lower, high)
    return (low + high) / 2


def _fit(columns: Floats, seasons: int, log_wander: float) -> _Fit:
    """Regress what each month brings that is new, after the level has been followed."""
    news, spread = _news(columns, float(np.exp(log_wander)))
    y, design = news[:, 0], news[:, 1:]
    slopes = np.linalg.lstsq(design, y, rcond=None)[0]
    free = len(y) - seasons
    variance = float(((y - design @ slopes) ** 2).sum()) / free
    season = design[:, design.shape[1] - seasons :]
    likelihood = free * (np.log(2 * pi * variance) + 1) + spread
    likelihood += np.linalg.slogdet(season.T @ season)[1] if seasons else 0.0
    covariance = np.linalg.inv(design.T @ design) * variance
    return _Fit(
        np.asarray(slopes, dtype=np.float64),
        np.asarray(covariance, dtype=np.float64),
        float(-likelihood / 2),
    )


def _news(columns: Floats, wander: float) -> tuple[Floats, float]:
    """Follow the level of every column (Kalman); give the news over its error."""
    level, doubt = columns[0], 1 + wander
    news, spread = np.empty_like(columns[1:]), 0.0
    for month, figures in enumerate(columns[1:]):
        error = doubt + 1
        news[month] = (figures - level) / sqrt(error)
        level = level + doubt / error * (figures - level)
        doubt = doubt / error + wander
        spread += float(np.log(error))
    return news, spread
