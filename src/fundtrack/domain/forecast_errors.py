"""How far a forecast may miss, from how far the office's earlier ones did.

A forecast is what was spent by a day and what was then said to be still to come. What
is tried is the second part alone: how much came by the year's end of each pound that
was still to come on the same day of an earlier year.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fundtrack.domain.outturns import FEWEST_TRIALS
from fundtrack.domain.outturns import TAIL
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class PastForecast:
    """What one fund and area had spent and forecast on a day of an ended year.

    `outturn_pence` is what the year cost in the end.
    """

    fund: str
    area: str
    financial_year: str
    spent_pence: Pence
    forecast_pence: Pence
    outturn_pence: Pence

    @property
    def still_to_come(self) -> Pence:
        """What was said to be still to come."""
        return Pence(self.forecast_pence - self.spent_pence)

    @property
    def came(self) -> float:
        """How much came of each pound that was still to come."""
        return (self.outturn_pence - self.spent_pence) / self.still_to_come


@dataclass(frozen=True, slots=True)
class ForecastRange:
    """Between what a year may end, as far as past forecasts tell; None if they cannot.

    `trials` says how many could be tried.
    """

    low_pence: Pence | None
    high_pence: Pence | None
    trials: int


def forecast_range(
    spent: Pence, forecast: Pence, past: Iterable[PastForecast]
) -> ForecastRange:
    """Give the range that four in five past forecasts came within.

    There is none where fewer than FEWEST_TRIALS past forecasts had anything still to
    come, or where this one has not.
    """
    came = sorted(each.came for each in past if each.still_to_come > 0)
    left = forecast - spent
    if len(came) < FEWEST_TRIALS or left <= 0:
        return ForecastRange(None, None, len(came))
    trimmed = int(len(came) * TAIL)
    low = Pence(spent + round(left * came[trimmed]))
    high = Pence(spent + round(left * came[-1 - trimmed]))
    return ForecastRange(min(low, forecast), max(high, forecast), len(came))
