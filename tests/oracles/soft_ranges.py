"""What is far from usual, told slowly: by sorting and counting, in exact fractions."""

from collections.abc import Sequence
from fractions import Fraction
from math import log


def middle(held: Sequence[Fraction]) -> Fraction:
    """The median: the figure in the middle, or halfway between the two there."""
    in_order = sorted(held)
    half, is_odd = divmod(len(in_order), 2)
    if is_odd:
        return in_order[half]
    return (in_order[half - 1] + in_order[half]) / 2


def is_far(now: int, before: Sequence[int], floor: int, *, by_ratio: bool) -> bool:
    """Whether a figure is far from the earlier ones by all three conditions."""
    usual = middle([Fraction(each) for each in before])
    if by_ratio and now <= usual:
        return False
    is_double, is_half = Fraction(now) > 2 * usual, 2 * Fraction(now) < usual
    if not (is_double or is_half) or abs(now - usual) <= floor:
        return False
    scaled = [Fraction(log(each)) if by_ratio else Fraction(each) for each in before]
    away = [abs(each - middle(scaled)) for each in scaled]
    here = abs((Fraction(log(now)) if by_ratio else now) - middle(scaled))
    if middle(away):
        return Fraction("0.6745") * here > Fraction("3.5") * middle(away)
    mean = sum(away, Fraction(0)) / len(away)
    return here > Fraction("3.5") * Fraction("1.253314") * mean
