"""What later costs and benefits are worth at the start: Green Book discounting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import prod

from fundtrack.errors import UnknownName
from fundtrack.evaluation.value.references import rows_of

STANDARD = "standard"
REVIEW = "review-2026"
WHOLE_PCT = 100


@dataclass(frozen=True, slots=True)
class Rate:
    """A discount rate, from its first to its last year ahead, both included."""

    first_year: int
    last_year: int
    rate_pct: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rates of one schedule, in order, and the day it holds from."""

    name: str
    rates: tuple[Rate, ...]
    since: date

    def factor(self, year: int) -> float:
        """Give the discount factor so many years ahead; year 0 is worth all.

        The product over years 1 to t of 1 / (1 + rate of that year). Beyond the last
        rate held, the last one goes on.

        Source: HM Treasury, The Green Book (2026), annex on discounting.
        """
        if year < 0:
            raise ValueError("a year before the start is not discounted")
        return prod(1 / (1 + self._rate(ahead)) for ahead in range(1, year + 1))

    def present(self, flows: Sequence[float]) -> float:
        """Give the net present value of yearly flows, the first at year 0."""
        return sum(flow * self.factor(year) for year, flow in enumerate(flows))

    def _rate(self, ahead: int) -> float:
        found = [rate for rate in self.rates if rate.last_year >= ahead]
        return (found[0] if found else self.rates[-1]).rate_pct / WHOLE_PCT


@cache
def schedule(name: str = STANDARD) -> Schedule:
    """Read a discount schedule.

    Raises:
        UnknownName: listing the schedules held.
    """
    rows = rows_of("discount_rates.csv")
    of_name = [row for row in rows if row["schedule"] == name]
    if not of_name:
        known = sorted({row["schedule"] for row in rows})
        raise UnknownName("discount schedule", name, known)
    rates = tuple(
        Rate(int(row["first_year"]), int(row["last_year"]), float(row["rate_pct"]))
        for row in of_name
    )
    return Schedule(name, rates, date.fromisoformat(of_name[0]["from"]))
