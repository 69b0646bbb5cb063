"""Prices of one year in those of another: GDP deflators, two series kept apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic
from typing import TypeVar

import numpy as np

from fundtrack.errors import UnknownName
from fundtrack.evaluation.value.references import Standing
from fundtrack.evaluation.value.references import rows_of
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

Year = TypeVar("Year", FinancialYear, int)


@dataclass(frozen=True, slots=True)
class Deflator(Generic[Year]):
    """An index of prices by year: financial years or calendar years, never both.

    `standing` is that of its least sure figure.
    """

    index: Mapping[Year, float]
    standing: Standing

    @property
    def last(self) -> Year:
        """The last year held."""
        return max(self.index)

    def factor(self, of: Year, to: Year) -> float:
        """Give the worth of a year's pound in another year: index(to) / index(of).

        Raises:
            UnknownName: when a year is not held; nothing is extrapolated.

        Source: HM Treasury, The Green Book (2026), on real prices.
        """
        for year in (of, to):
            if year not in self.index:
                known = [str(min(self.index)), "to", str(self.last)]
                raise UnknownName("price index of", str(year), [" ".join(known)])
        return self.index[to] / self.index[of]

    def reflate(self, pence: Pence, of: Year, to: Year) -> Pence:
        """Give money of one year in the prices of another, to the nearest penny."""
        return whole_pence(pence * self.factor(of, to))


@cache
def financial_deflator() -> Deflator[FinancialYear]:
    """Read the index by financial year, which the office's money is deflated by."""
    found = [
        row for row in rows_of("gdp_deflators.csv") if row["series"] == "financial"
    ]
    index = {FinancialYear.parse(row["year"]): float(row["index"]) for row in found}
    return Deflator(index, _least_sure(found))


@cache
def calendar_deflator() -> Deflator[int]:
    """Read the index by calendar year, for figures that name one."""
    found = [row for row in rows_of("gdp_deflators.csv") if row["series"] == "calendar"]
    index = {int(row["year"]): float(row["index"]) for row in found}
    return Deflator(index, _least_sure(found))


def whole_pence(estimate: float | np.float64) -> Pence:
    """Round an estimate to whole pence, halves away from nought."""
    return Pence(int(np.copysign(np.floor(abs(estimate) + 0.5), estimate)))


def _least_sure(found: list[dict[str, str]]) -> Standing:
    stand = {Standing(row["standing"]) for row in found}
    return Standing.ASSUMED if Standing.ASSUMED in stand else Standing.VERIFIED
