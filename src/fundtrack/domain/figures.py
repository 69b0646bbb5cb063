"""Figure ids: the name by which any figure shown can be traced to its lines.

Written `MEASURE:CELL@AS_AT~KNOWN`, or `MEASURE:CELL@FROM..AS_AT~KNOWN` for what
counted from a day on. For instance
`actual:SSF5/blackpool/*/*/*/2023-24@2024-03-31~1502`: what was spent, as at
31 March 2024, as known when the books had 1,502 entries. At its end may stand
`-UNTIL~KNOWN`: all but what counted already, dated by that day and known by that entry.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.errors import WrongArgument

USES = (Account.ALLOCATED, Account.COMMITTED, Account.ACCRUED, Account.SPENT)
SOURCES = (Account.PROMISED, Account.CLAIMED, Account.RECEIVED)


class Measure(StrEnum):
    """A money measure that can be asked for."""

    AWARDED = "awarded"
    BUDGET = "budget"
    PROFILE_TO_DATE = "profile_to_date"
    COMMITTED = "committed"
    ACCRUED = "accrued"
    ACCRUALS_MADE = "accruals_made"
    """Accruals alone, without their reversals."""
    REVERSALS = "reversals"
    """Reversals of accruals alone."""
    ACTUAL = "actual"
    ELIGIBLE = "eligible"
    """Actual and accrued together: what may be claimed."""
    FORECAST = "forecast"
    """Actual, accrued and what is still to come: the outturn expected."""
    STILL_TO_COME = "still_to_come"
    """What the forecast expects after the day."""
    FORECAST_Q1 = "forecast_q1"
    """What the forecast expects after the day in the year's first quarter alone."""
    FORECAST_Q2 = "forecast_q2"
    FORECAST_Q3 = "forecast_q3"
    FORECAST_Q4 = "forecast_q4"
    VARIANCE = "variance"
    """Forecast less budget: below nought is money that lapses."""
    CLAIMED = "claimed"
    RECEIVED = "received"
    OWED_TO_US = "owed_to_us"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a measure is made: accounts that count, their sign, plans that count.

    `only_kind` and `but_kind` narrow it to one kind of entry, or to all but one;
    `plan_quarter` narrows a plan to one quarter of each year, 0 to none.
    """

    accounts: tuple[Account, ...] = ()
    sign: int = 1
    plan: str = ""
    less_accounts: tuple[Account, ...] = ()
    only_kind: str = ""
    but_kind: str = ""
    plan_quarter: int = 0


RECIPES = {
    Measure.AWARDED: Recipe(SOURCES, -1),
    Measure.BUDGET: Recipe(USES),
    Measure.PROFILE_TO_DATE: Recipe(plan="profile"),
    Measure.COMMITTED: Recipe((Account.COMMITTED,)),
    Measure.ACCRUED: Recipe((Account.ACCRUED,)),
    Measure.ACCRUALS_MADE: Recipe((Account.ACCRUED,), but_kind="accrual_reversal"),
    Measure.REVERSALS: Recipe((Account.ACCRUED,), only_kind="accrual_reversal"),
    Measure.ACTUAL: Recipe((Account.SPENT,)),
    Measure.ELIGIBLE: Recipe((Account.ACCRUED, Account.SPENT)),
    Measure.FORECAST: Recipe((Account.ACCRUED, Account.SPENT), plan="forecast"),
    Measure.STILL_TO_COME: Recipe(plan="forecast"),
    Measure.FORECAST_Q1: Recipe(plan="forecast", plan_quarter=1),
    Measure.FORECAST_Q2: Recipe(plan="forecast", plan_quarter=2),
    Measure.FORECAST_Q3: Recipe(plan="forecast", plan_quarter=3),
    Measure.FORECAST_Q4: Recipe(plan="forecast", plan_quarter=4),
    Measure.VARIANCE: Recipe(
        (Account.ACCRUED, Account.SPENT), plan="forecast", less_accounts=USES
    ),
    Measure.CLAIMED: Recipe((Account.CLAIMED, Account.RECEIVED), -1),
    Measure.RECEIVED: Recipe((Account.RECEIVED,), -1),
    Measure.OWED_TO_US: Recipe((Account.CLAIMED,), -1),
}

_WRITTEN = re.compile(
    r"(?P<measure>[a-z_]+):(?P<cell>[^@]+)@"
    r"((?P<start>\d{4}-\d\d-\d\d)\.\.)?(?P<as_at>\d{4}-\d\d-\d\d)~(?P<known>\d+)"
    r"(-(?P<until>\d{4}-\d\d-\d\d)~(?P<known_then>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Former:
    """What counted already: entries dated by a day and known by an entry."""

    until: date
    known: int

    def held(self, entry: int, on: date) -> bool:
        """Whether an entry counted already."""
        return entry <= self.known and on <= self.until


@dataclass(frozen=True, slots=True)
class FigureId:
    """A figure's name: which measure of which cells, as at when, as known when.

    `less` leaves out what counted already, as an earlier return did.
    """

    measure: Measure
    cell: Cell
    as_at: date
    known: int
    start: date | None = None
    less: Former | None = None

    def __str__(self) -> str:
        """Write the id as `trace` reads it."""
        start = f"{self.start}.." if self.start else ""
        less = f"-{self.less.until}~{self.less.known}" if self.less else ""
        return f"{self.measure}:{self.cell}@{start}{self.as_at}~{self.known}{less}"

    @classmethod
    def parse(cls, written: str) -> "FigureId":
        """Read a figure id.

        Raises:
            WrongArgument: when it is not one.
        """
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            raise WrongArgument(
                f"“{written}” is not a figure id; copy one from a page, the sheet "
                "Figures of a return or status --json"
            )
        if found["measure"] not in set(Measure):
            near = get_close_matches(found["measure"], Measure) or list(Measure)
            raise WrongArgument(
                f"“{written}” is not a figure id: there is no measure "
                f"“{found['measure']}”; there is {', '.join(near)}"
            )
        try:
            start = date.fromisoformat(found["start"]) if found["start"] else None
            as_at = date.fromisoformat(found["as_at"])
            until = date.fromisoformat(found["until"]) if found["until"] else None
        except ValueError as error:
            raise WrongArgument(
                f"“{written}” holds a day that does not exist"
            ) from error
        cell = Cell.parse(found["cell"])
        less = Former(until, int(found["known_then"])) if until else None
        known = int(found["known"])
        return cls(Measure(found["measure"]), cell, as_at, known, start, less)
