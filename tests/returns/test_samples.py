"""A sample of lines weighted by value: what is always in it, and that it repeats."""

from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.money import Pence
from fundtrack.returns.listing import Line
from fundtrack.returns.samples import Chosen
from fundtrack.returns.samples import monetary_sample

FIRST = Line(
    entry=1,
    dated=date(2024, 1, 5),
    kind="actual",
    cell=Cell("SSF5"),
    pence=Pence(100),
    supplier="",
    description="",
    reference="",
    coding="",
    attribution="",
    provenance="synthetic",
    person="",
    file="",
    sheet="",
    row=None,
    column="",
    reversal=None,
    reversed_on=None,
)


def lines(*pence: int) -> list[Line]:
    """Lines of these sums, numbered from 1."""
    return [
        replace(FIRST, entry=number, pence=Pence(sum_))
        for number, sum_ in enumerate(pence, start=1)
    ]


def test_a_line_as_large_as_the_interval_is_always_drawn() -> None:
    for seed in range(50):
        drawn = monetary_sample(lines(1, 5_000, 1), 2, seed)
        assert 2 in [it.line.entry for it in drawn if it.chosen is Chosen.LARGE]


def test_a_line_is_drawn_as_often_as_its_share_of_the_pounds() -> None:
    """By hand: 300 of 1,000 pence, one draw, so three of ten seeds."""
    held = lines(300, 700)
    first = [monetary_sample(held, 1, seed)[0].line.entry for seed in range(2_000)]
    assert 0.27 < first.count(1) / len(first) < 0.33


def test_a_credit_counts_by_its_size_and_a_line_hit_twice_is_listed_once() -> None:
    drawn = monetary_sample(lines(-900, 100), 5, 1)
    assert drawn[0].line.entry == 1
    assert len({it.line.entry for it in drawn}) == len(drawn)


def test_nothing_is_drawn_from_nothing() -> None:
    assert monetary_sample([], 5, 1) == ()
    assert monetary_sample(lines(0), 5, 1) == ()
    assert monetary_sample(lines(5), 0, 1) == ()
