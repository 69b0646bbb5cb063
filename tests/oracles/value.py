"""Value for money again, the slow way: loops over one kind of offence and one year."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np

from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.references import rows_of

Row = dict[str, str]
Column = tuple[str, str]
"""A reference table, and the column of its pounds."""


def rate_of(name: str, ahead: int) -> Decimal:
    """The discount rate of one year ahead, in per cent."""
    rates = [row for row in rows_of("discount_rates.csv") if row["schedule"] == name]
    for row in rates:
        if int(row["first_year"]) <= ahead <= int(row["last_year"]):
            return Decimal(row["rate_pct"])
    return Decimal(rates[-1]["rate_pct"])


def discount_factor(name: str, years: int) -> Decimal:
    """Divide by one year's rate after another."""
    left = Decimal(1)
    for ahead in range(1, years + 1):
        left /= 1 + rate_of(name, ahead) / 100
    return left


def price_factor(series: str, of: str, to: str) -> Fraction:
    """The index of one year over that of another."""
    index = {
        row["year"]: Fraction(row["index"])
        for row in rows_of("gdp_deflators.csv")
        if row["series"] == series
    }
    return index[to] / index[of]


def pennies(exact: Fraction) -> int:
    """Round to whole pence, halves away from nought."""
    whole, rest = divmod(abs(exact), 1)
    rounded = int(whole) + (rest >= Fraction(1, 2))
    return rounded if exact >= 0 else -rounded


def kinds_of(types: set[str]) -> Iterator[tuple[Fraction, Row]]:
    """Each kind of offence with its share of what is recorded."""
    held = [row for row in rows_of("crime_kinds.csv") if row["crime_type"] in types]
    total = sum(int(row["recorded"]) for row in held)
    for row in held:
        yield Fraction(int(row["recorded"]), total), row


def worth_of_one(
    types: set[str], costs: Column, prices: str, share: float, factor: float
) -> float:
    """What one recorded offence of these types costs, in pence."""
    table, column = costs
    unit = {row["kind"]: row for row in rows_of(table)}
    times = {
        row["kind"]: float(row["actual_per_recorded"])
        for row in rows_of("crime_multipliers.csv")
    }
    total = 0.0
    for part, row in kinds_of(types):
        kind = row["kind"]
        if kind in unit and kind in times:
            inflated = price_factor("financial", unit[kind]["price_year"], prices)
            each = 100 * int(unit[kind][column]) * float(inflated) * factor
            total += float(part) * (1 + share * (times[kind] - 1)) * each
    return total


def ratios(
    change: Change, per_offence: tuple[Column, set[str], str], draws: int, seed: int
) -> list[float]:
    """The benefit in pounds of one draw after another, undiscounted.

    Args:
        change: the effect.
        per_offence: table of unit costs, crime types, price year.
        draws: how many.
        seed: of the same generator.
    """
    costs, types, prices = per_offence
    generator = np.random.default_rng(seed)
    normal = generator.standard_normal(draws)
    share = generator.triangular(0, 1, 2, draws)
    factor = generator.triangular(0.75, 1, 1.25, draws)
    deviation = (change.ci_high - change.ci_low) / (2 * 1.959963984540054)
    found = []
    for at in range(draws):
        ratio = np.exp(change.log_rr + deviation * normal[at])
        prevented = change.expected - change.expected * ratio
        worth = worth_of_one(types, costs, prices, share[at], factor[at])
        found.append(prevented * worth / 100)
    return found
