"""Figure ids: the name by which any figure shown can be traced to its lines.

Written `MEASURE:CELL@AS_AT~KNOWN`, or `MEASURE:CELL@FROM..AS_AT~KNOWN` for what
counted from a day on. For instance
`actual:SSF5/blackpool/*/*/*/2023-24@2024-03-31~1502`: what was spent, as at
31 March 2024, as known when the books had 1,502 entries.
"""

import re
from dataclasses import dataclass
from datetime import date
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
    VARIANCE = "variance"
    """Forecast less budget: below nought is money that lapses."""
    CLAIMED = "claimed"
    RECEIVED = "received"
    OWED_TO_US = "owed_to_us"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a measure is made: accounts that count, their sign, plans that count.

    `only_kind` and `but_kind` narrow it to one kind of entry, or to all but one.
    """

    accounts: tuple[Account, ...] = ()
    sign: int = 1
    plan: str = ""
    less_accounts: tuple[Account, ...] = ()
    only_kind: str = ""
    but_kind: str = ""


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
)


@dataclass(frozen=True, slots=True)
class FigureId:
    """A figure's name: which measure of which cells, as at when, as known when."""

    measure: Measure
    cell: Cell
    as_at: date
    known: int
    start: date | None = None

    def __str__(self) -> str:
        """Write the id as `trace` reads it."""
        start = f"{self.start}.." if self.start else ""
        return f"{self.measure}:{self.cell}@{start}{self.as_at}~{self.known}"

    @classmethod
    def parse(cls, written: str) -> "FigureId":
        """Read a figure id.

        Raises:
            WrongArgument: when it is not one.
        """
        found = _WRITTEN.fullmatch(written.strip())
        if not found or found["measure"] not in set(Measure):
            raise WrongArgument(
                f"“{written}” is not a figure id; copy one from a page, a return's "
                "lineage sheet or status --json"
            )
        try:
            start = date.fromisoformat(found["start"]) if found["start"] else None
            as_at = date.fromisoformat(found["as_at"])
        except ValueError as error:
            raise WrongArgument(
                f"“{written}” holds a day that does not exist"
            ) from error
        cell = Cell.parse(found["cell"])
        return cls(Measure(found["measure"]), cell, as_at, int(found["known"]), start)
