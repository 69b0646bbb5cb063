"""Shares of draws with their errors, printed beside the bounds they are to keep."""

from collections import defaultdict
from collections.abc import Hashable
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of draws, in per cent, with its error and effective number."""

    pct: float
    error: float
    draws: int
    effective: float

    def __str__(self) -> str:
        return (
            f"{self.pct:5.1f} +- {self.error:3.1f}  "
            f"(n {self.draws:>6,}, effective {self.effective:>6,.0f})"
        )


def rate(is_so: Sequence[bool] | Marks, cells: Sequence[Hashable]) -> Rate:
    """Give a share with the error of draws that share a cell."""
    hits = np.array(is_so, dtype=np.float64)
    share = hits.mean()
    sums: dict[Hashable, float] = defaultdict(float)
    for hit, cell in zip(hits, cells, strict=True):
        sums[cell] += hit - share
    variance = sum(each**2 for each in sums.values()) / hits.size**2
    effective = share * (1 - share) / variance if variance else hits.size
    return Rate(100 * share, 100 * sqrt(variance), hits.size, min(hits.size, effective))


class Report:
    """Prints lines and remembers the bounds that were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def line(self, name: str, found: Rate, low: float, high: float) -> None:
        """Print one figure with its bounds."""
        slack = 2 * found.error
        is_kept = low - slack <= found.pct <= high + slack
        is_inside = low <= found.pct <= high
        word = "pass" if is_inside else "pass within error" if is_kept else "MISSED"
        if not is_kept:
            self.missed.append(name)
        print(f"  {name:<44}{found}  [{low:g} to {high:g}] {word}", flush=True)
