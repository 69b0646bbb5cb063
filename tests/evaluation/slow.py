"""The effect again in slow plain Python, as the note on methods writes it down."""

from collections.abc import Sequence
from math import log
from math import sqrt


def log_rate_ratio(
    treated: tuple[float, float], donors: Sequence[tuple[float, float]]
) -> tuple[float, float, float]:
    """Give log rate ratio, standard error and tau squared for one treated place."""
    a, b = treated
    c = sum(before for before, _ in donors)
    d = sum(after for _, after in donors)
    tau2 = spread(donors)
    variance = 1 / a + 1 / b + 1 / c + 1 / d + tau2
    return log((b / a) / (d / c)), sqrt(variance), tau2


def spread(donors: Sequence[tuple[float, float]]) -> float:
    """DerSimonian and Laird over the donors' own log changes."""
    changes = [log(after / before) for before, after in donors]
    weights = [1 / (1 / before + 1 / after) for before, after in donors]
    mean = sum(w * x for w, x in zip(weights, changes, strict=True)) / sum(weights)
    q = sum(w * (x - mean) ** 2 for w, x in zip(weights, changes, strict=True))
    scale = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    return max(0.0, (q - (len(donors) - 1)) / scale) if len(donors) > 1 else 0.0


def shared_spread(
    donors: Sequence[tuple[float, float]], groups: Sequence[int]
) -> float:
    """Mean product of neighbours' changes, each pair by its precision."""
    changes = [log(after / before) for before, after in donors]
    weights = [1 / (1 / before + 1 / after) for before, after in donors]
    mean = sum(w * x for w, x in zip(weights, changes, strict=True)) / sum(weights)
    tau2 = spread(donors)
    precise = [1 / (1 / before + 1 / after + tau2) for before, after in donors]
    top = bottom = 0.0
    for i in range(len(donors)):
        for j in range(len(donors)):
            if i != j and groups[i] == groups[j]:
                weight = precise[i] * precise[j]
                top += weight * (changes[i] - mean) * (changes[j] - mean)
                bottom += weight
    return min(max(top / bottom, 0.0), tau2)
