"""Log-linear models of counts: Poisson and negative binomial, and how sure they are."""

from dataclasses import dataclass

import numpy as np

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import HALF
from fundtrack.evaluation.counts import Floats

ROUNDS = 30
"""So many always settle it."""


@dataclass(frozen=True, slots=True, eq=False)
class CountModel:
    """A fitted log-linear model.

    `covariance` is the model's own; `dispersion` is Pearson's against Poisson counts;
    `alpha` is the negative binomial's, 0 for a Poisson model.
    """

    coefficients: Floats
    covariance: Floats
    fitted: Floats
    dispersion: float
    alpha: float


def fit_poisson(counts: Floats, design: Floats, offset: Floats) -> CountModel:
    """Fit a Poisson model by iteratively reweighted least squares.

    Raises:
        WrongArgument: when there are too few counts for as many terms, or terms of
            which one follows from the others.

    Source: McCullagh and Nelder (1989), chapters 2 and 6.
    """
    months, terms = design.shape
    if months <= terms or np.linalg.matrix_rank(design) < terms:
        raise WrongArgument(
            f"{months} months cannot tell {terms} terms apart; give more months or "
            "fewer harmonics"
        )
    linear = np.log(counts + HALF)
    for _ in range(ROUNDS):
        fitted = np.exp(linear)
        working = linear - offset + (counts - fitted) / fitted
        weighted = design * fitted[:, np.newaxis]
        coefficients = np.linalg.solve(design.T @ weighted, weighted.T @ working)
        linear = design @ coefficients + offset
    settled = np.asarray(coefficients, dtype=np.float64)
    return _poisson_model(counts, design, settled, np.exp(linear))


def fit_negative_binomial(counts: Floats, design: Floats, offset: Floats) -> CountModel:
    """Fit a negative binomial model (variance mu + alpha mu squared) by likelihood.

    Where counts vary no more than by chance it is the Poisson model.

    Raises:
        WrongArgument: as for a Poisson model, or when a count is not whole.

    Source: Cameron and Trivedi (2013), NB2; covariance from the observed information
        of coefficients and alpha together.
    """
    if (counts != np.floor(counts)).any():
        raise WrongArgument("a negative binomial model needs whole counts")
    poisson = fit_poisson(counts, design, offset)
    fitted = poisson.fitted
    excess = float((((counts - fitted) ** 2) - counts).sum())
    if excess <= 0:
        return poisson
    at = np.append(poisson.coefficients, excess / float((fitted**2).sum()))
    for _ in range(ROUNDS):
        score, information = _slopes(counts, design, offset, at)
        step = np.linalg.solve(information, score)
        share = 1.0 if at[-1] + step[-1] > 0 else HALF * at[-1] / -step[-1]
        at = at + share * step
    _, information = _slopes(counts, design, offset, at)
    coefficients, fitted = at[:-1], np.exp(design @ at[:-1] + offset)
    return CountModel(
        coefficients,
        _inverse(information)[:-1, :-1],
        fitted,
        _pearson(counts, fitted, len(coefficients)),
        float(at[-1]),
    )


def newey_west(counts: Floats, design: Floats, model: CountModel, lags: int) -> Floats:
    """Give the covariance of a Poisson model whose months depend on one another.

    Source: Newey and West (1987), Bartlett weights, no correction for few months.
    """
    scores = design * (counts - model.fitted)[:, np.newaxis]
    meat = scores.T @ scores
    for lag in range(1, min(lags, len(scores) - 1) + 1):
        together = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (lags + 1)) * (together + together.T)
    return np.asarray(model.covariance @ meat @ model.covariance, dtype=np.float64)


def _poisson_model(
    counts: Floats, design: Floats, coefficients: Floats, fitted: Floats
) -> CountModel:
    information = design.T @ (design * fitted[:, np.newaxis])
    return CountModel(
        coefficients,
        _inverse(information),
        fitted,
        _pearson(counts, fitted, design.shape[1]),
        0.0,
    )


def _inverse(information: Floats) -> Floats:
    return np.asarray(np.linalg.inv(information), dtype=np.float64)


def _pearson(counts: Floats, fitted: Floats, terms: int) -> float:
    return float(((counts - fitted) ** 2 / fitted).sum() / (counts.size - terms))


def _slopes(
    counts: Floats, design: Floats, offset: Floats, at: Floats
) -> tuple[Floats, Floats]:
    """Give the score and the observed information at coefficients and alpha."""
    alpha = at[-1]
    mean = np.exp(design @ at[:-1] + offset)
    wide = 1 + alpha * mean
    apart = (counts - mean) / wide
    steps = np.arange(int(counts.max()))
    reached = (counts[:, np.newaxis] > steps).sum(axis=0)
    ratio = steps / (1 + alpha * steps)
    whole = counts + 1 / alpha
    score_alpha = (
        reached @ ratio + (np.log(wide) / alpha**2 - whole * mean / wide).sum()
    )
    info_alpha = (
        reached @ ratio**2
        + (
            2 * np.log(wide) / alpha**3
            - 2 * mean / (alpha**2 * wide)
            - whole * (mean / wide) ** 2
        ).sum()
    )
    weights = mean * (1 + alpha * counts) / wide**2
    cross = design.T @ (apart * mean / wide)
    terms = len(at) - 1
    information = np.empty((terms + 1, terms + 1))
    information[:terms, :terms] = design.T @ (design * weights[:, np.newaxis])
    information[:terms, terms] = information[terms, :terms] = cross
    information[terms, terms] = info_alpha
    return np.append(design.T @ apart, score_alpha), information
