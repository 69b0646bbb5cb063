"""The range of a forecast, told again: misses laid in a row, a tenth cut off each end.

A past forecast here is (spent by the day, forecast on the day, outturn), in pence.
"""

from collections.abc import Sequence
from fractions import Fraction

Past = tuple[int, int, int]


def likely(
    spent: int, forecast: int, past: Sequence[Past]
) -> tuple[float, float] | None:
    """Between what a year may end; None where that cannot be told."""
    rows: list[Fraction] = []
    for then, said, ended in past:
        if said > then:
            rows.append(Fraction(ended - then, said - then))
    if len(rows) < 8 or forecast <= spent:
        return None
    for _ in range(len(rows) // 10):
        rows.remove(min(rows))
        rows.remove(max(rows))
    to_come = forecast - spent
    ends = [float(spent + to_come * miss) for miss in rows]
    return min(*ends, forecast), max(*ends, forecast)
