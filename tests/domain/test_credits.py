"""A credit is paired with the bill it reverses, or said to be in doubt."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.credits import Doubt
from fundtrack.domain.credits import Pair
from fundtrack.domain.credits import Payment
from fundtrack.domain.credits import pair_credits
from fundtrack.domain.credits import supplier_key
from fundtrack.money import Pence
from tests import builders

LATER = Cell(*builders.CELL.parts[:5], "2024-25")
BLACKPOOL = "Blackpool Borough Council (200398)"


def paid(
    entry: int,
    pence: int,
    day: str = "2024-03-05",
    supplier: str = BLACKPOOL,
    reference: str = "",
) -> Payment:
    dated = date.fromisoformat(day)
    return Payment(entry, dated, Pence(pence), supplier, reference, "pcc")


def on(payment: Payment, *cells: Cell) -> Payment:
    return replace(payment, cells=cells)


BILL = on(paid(1, 10_906_640), builders.CELL)


def test_an_equal_and_opposite_line_of_the_supplier_is_its_bill() -> None:
    credit = paid(9, -10_906_640, "2024-06-17", "BLACKPOOL borough council")
    others = [paid(2, 10_906_641), paid(3, 10_906_640, supplier="Burnley"), paid(4, 0)]
    found = pair_credits([credit, *others, BILL])
    assert (found.pairs, found.unpaired) == ((Pair(credit, BILL),), ())
    (pair,) = found.pairs
    assert (pair.crosses_year_end, pair.is_on_another_year) == (True, False)


def test_a_credit_on_a_cell_of_another_year_is_told() -> None:
    credit = on(paid(9, -10_906_640, "2024-06-17"), LATER)
    (pair,) = pair_credits([credit, BILL]).pairs
    assert pair.is_on_another_year
    same = on(paid(9, -10_906_640, "2024-03-17"), builders.CELL)
    (pair,) = pair_credits([same, BILL]).pairs
    assert (pair.crosses_year_end, pair.is_on_another_year) == (False, False)


def test_the_earlier_bill_is_meant_and_a_later_one_only_where_there_is_none() -> None:
    credit, later = paid(2, -500, "2024-03-06"), paid(3, 500, "2024-03-07")
    assert pair_credits([credit, later]).pairs == (Pair(credit, later),)
    earlier = paid(1, 500)
    assert pair_credits([credit, later, earlier]).pairs == (Pair(credit, earlier),)
    again = paid(4, -500, "2024-03-08")
    both = pair_credits([credit, later, earlier, again])
    assert both.pairs == (Pair(credit, earlier), Pair(again, later))


def test_several_bills_are_listed_unless_a_reference_names_one() -> None:
    bills = (paid(1, 500, reference="A"), paid(2, 500, reference="B"))
    credit = paid(3, -500, "2024-03-06")
    (doubt,) = pair_credits([*bills, credit]).unpaired
    assert (doubt.doubt, doubt.candidates) == (Doubt.SEVERAL, bills)
    named = paid(3, -500, "2024-03-06", reference="B")
    assert pair_credits([*bills, named]).pairs == (Pair(named, bills[1]),)
    twice = (paid(3, -500, reference="B"), paid(4, -500, reference="B"))
    assert [it.doubt for it in pair_credits([*bills, *twice]).unpaired] == [
        Doubt.SEVERAL,
        Doubt.SEVERAL,
    ]


def test_a_credit_without_bill_and_one_of_a_hidden_supplier_stay_open() -> None:
    (alone,) = pair_credits([paid(1, -500), paid(2, 499)]).unpaired
    assert (alone.doubt, alone.candidates) == (Doubt.NONE, ())
    hidden = paid(1, 500, supplier="THIRD PARTY"), paid(2, -500, supplier="Third-Party")
    (found,) = pair_credits(hidden).unpaired
    assert (found.doubt, found.candidates) == (Doubt.UNNAMED, hidden[:1])


@pytest.mark.parametrize(
    "written",
    ["ACME LTD [17340]", " Acme-Ltd (2) INACTIVE", "acme  ltd inactive"],
)
def test_numbers_capitals_marks_and_inactive_do_not_count(written: str) -> None:
    assert supplier_key(written) == "acme ltd"
