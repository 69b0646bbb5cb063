"""From an effect to the offences it prevented, with their interval and their draws."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.value.offences import RecordedOffences


@dataclass(frozen=True, slots=True)
class Change:
    """A change in logs with its interval, and what was expected without the money.

    `expected` is of recorded offences in the months after; `alpha` says that the
    interval covers 1 - alpha.
    """

    expected: float
    log_rr: float
    ci_low: float
    ci_high: float
    alpha: float = 0.05

    def draws(self, normal: Floats) -> Floats:
        """Give the change at each standard normal draw.

        The draws are as wide as the interval is: their central 1 - alpha is it.
        """
        reach = NormalDist().inv_cdf(1 - self.alpha / 2)
        return self.log_rr + normal * (self.ci_high - self.ci_low) / (2 * reach)


@dataclass(frozen=True, slots=True)
class Prevented:
    """Recorded offences that the money prevented; below nought there were more."""

    central: float
    low: float
    high: float


def change_of(effect: Effect, alpha: float) -> Change:
    """Take from an effect what value for money needs of it."""
    return Change(
        expected=effect.expected,
        log_rr=effect.ratio.log_rr,
        ci_low=effect.ci_low,
        ci_high=effect.ci_high,
        alpha=alpha,
    )


def prevented_offences(change: Change) -> Prevented:
    """Give the offences prevented: expected x (1 - exp(b)), and so for its ends.

    Source: the counterfactual less what followed; the interval's ends are those of
        the log rate ratio, which the exponential turns round.
    """
    central, low, high = _prevented(
        change, np.array([change.log_rr, change.ci_high, change.ci_low])
    )
    return Prevented(float(central), float(low), float(high))


def prevented_draws(change: Change, normal: Floats) -> RecordedOffences:
    """Give the offences prevented at each draw of the change."""
    return RecordedOffences(_prevented(change, change.draws(normal)))


def _prevented(change: Change, log_rrs: Floats) -> Floats:
    prevented: Floats = -change.expected * np.expm1(log_rrs)
    return prevented
