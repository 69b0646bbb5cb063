"""A sample of a return's lines for an auditor: weighted by value, repeatable."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fundtrack.returns.listing import Line


class Chosen(StrEnum):
    """Why a line is in a sample."""

    LARGE = "as large as the interval"
    PICKED = "picked by its pounds"


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A line of a sample and why it is in it."""

    line: Line
    chosen: Chosen


def monetary_sample(
    lines: Sequence[Line], size: int, seed: int
) -> tuple[SampledLine, ...]:
    """Pick lines with a chance in proportion to their pounds, credits by their size.

    The pennies of all lines, in their order, are laid end to end; from a start drawn
    with the seed every interval's penny picks the line it lies in. A line as large as
    the interval is always picked; several hits make one line. The same lines, size
    and seed give the same sample.

    Args:
        size: how many pennies are drawn; the sample has at most as many lines.

    Source: ISA (UK) 530 Audit Sampling, appendix 1, value-weighted selection.
    """
    total = sum(abs(line.pence) for line in lines)
    if not total or size < 1:
        return ()
    interval = total / size
    at = random.Random(seed).random() * interval  # noqa: S311 - not for secrets
    picked, reached = [], 0
    for line in lines:
        reached += abs(line.pence)
        hits = 0
        while at < reached:
            at += interval
            hits += 1
        if hits:
            is_large = abs(line.pence) >= interval
            chosen = Chosen.LARGE if is_large else Chosen.PICKED
            picked.append(SampledLine(line, chosen))
    return tuple(picked)
