"""A line is shared over cells by percentages or pounds, to the penny."""

from fractions import Fraction

import pytest

from fundtrack.domain.apportioning import Part
from fundtrack.domain.apportioning import Share
from fundtrack.domain.apportioning import apportioned
from fundtrack.domain.apportioning import apportioned_postings
from fundtrack.domain.apportioning import check_shares
from fundtrack.domain.apportioning import parse_share
from fundtrack.domain.apportioning import part_costs
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.events import Account
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatRule
from fundtrack.errors import NotMoney
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from tests import builders

CELL = builders.CELL
OTHER = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])
THIRD = Cell(*CELL.parts[:3], "signs", *CELL.parts[4:])


def pct(cell: Cell, share: str) -> Share:
    return Share(cell, pct=Fraction(share))


@pytest.mark.parametrize(
    ("written", "share"),
    [
        (f"{CELL}=40%", pct(CELL, "40")),
        (f"{CELL}= 33.34 %", pct(CELL, "33.34")),
        (f"{CELL}=£1,234.50", Share(CELL, pence=Pence(1234_50))),
        ("outside=12", Share(OUTSIDE, pence=Pence(12_00))),
    ],
)
def test_a_share_is_a_percentage_or_pounds(written: str, share: Share) -> None:
    assert parse_share(written) == share


@pytest.mark.parametrize(
    ("written", "error", "said"),
    [
        (str(CELL), WrongArgument, "no share"),
        (f"{CELL}=x%", WrongArgument, "no percentage"),
        (f"{CELL}=0%", WrongArgument, "between"),
        (f"{CELL}=100%", WrongArgument, "between"),
        (f"{CELL}=half", NotMoney, "half"),
    ],
)
def test_what_is_neither_is_refused(
    written: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        parse_share(written)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([pct(CELL, "50")], "two cells"),
        ([pct(CELL, "50"), pct(CELL, "50")], "twice"),
        ([pct(CELL, "50"), Share(OTHER, pence=Pence(5))], "not both"),
        ([pct(CELL, "50"), pct(OTHER, "49.5")], "add to 99.5%"),
    ],
)
def test_shares_that_share_nothing_out_are_refused(
    shares: list[Share], said: str
) -> None:
    with pytest.raises(WrongArgument, match=said):
        check_shares(shares)


def test_odd_pennies_go_to_the_largest_remainders_and_the_parts_add_up() -> None:
    shares = [pct(CELL, "33.33"), pct(OTHER, "33.33"), pct(THIRD, "33.34")]
    check_shares(shares)
    parts = apportioned(Pence(100), shares)
    assert [part.pence for part in parts] == [33, 33, 34]
    assert parts[0].basis == "33.33% of £1.00"
    credit = apportioned(Pence(-101), [pct(CELL, "50"), pct(OTHER, "50")])
    assert [part.pence for part in credit] == [-51, -50]


def test_pounds_must_add_to_the_line() -> None:
    shares = [Share(CELL, pence=Pence(60)), Share(OTHER, pence=Pence(40))]
    parts = apportioned(Pence(100), shares)
    assert parts[1] == Part(OTHER, Pence(40), "£0.40 of £1.00")
    assert apportioned(Pence(5), [Share(CELL)]) == (Part(CELL, Pence(5), ""),)
    with pytest.raises(
        WrongArgument, match=r"add to £1\.00, and the line is of £1\.01"
    ):
        apportioned(Pence(101), shares)


def test_a_part_may_lie_outside_and_a_part_of_nought_moves_nothing() -> None:
    parts = (Part(CELL, Pence(1), ""), Part(OUTSIDE, Pence(2), ""))
    every = (*parts, Part(OTHER, Pence(0), ""))
    sides = apportioned_postings(Cell("SSF5"), every, part_costs(every, None, {}))
    sums = dict.fromkeys(Account, 0)
    for side in sides:
        sums[side.account] += side.pence
    assert sum(sums.values()) == 0
    assert (sums[Account.SPENT], sums[Account.OUTSIDE]) == (1, 2)
    assert (sums[Account.SUSPENSE], sums[Account.ALLOCATED]) == (-3, -1)


def test_each_part_bears_its_share_of_what_its_fund_pays_of_the_vat() -> None:
    vat = Vat(Pence(1_000), Pence(120), Pence(81))
    parts = apportioned(Pence(1_201), [pct(CELL, "50"), pct(OTHER, "50")])
    rules = {CELL.fund: VatRule.NET}
    assert part_costs(parts, vat, rules) == (500, 500)
    assert part_costs(parts, vat, {}) == (541, 540)
    outside = (parts[0], Part(OUTSIDE, Pence(600), ""))
    assert part_costs(outside, vat, rules)[1] == 600
    nought = (Part(CELL, Pence(0), ""),)
    assert part_costs(nought, Vat(Pence(0), Pence(0), Pence(0)), rules) == (0,)
