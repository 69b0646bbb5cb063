"""A line's VAT is split where its cells say enough, and is unknown otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.domain.vat import AmountBasis
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatCells
from fundtrack.domain.vat import VatRule
from fundtrack.domain.vat import read_vat_rule
from fundtrack.domain.vat import split_vat
from fundtrack.money import Pence

NET, GROSS, UNSAID = AmountBasis
AMOUNTS = st.integers(-(10**9), 10**9).map(Pence)


def split(pence: int, basis: AmountBasis, *cells: int | None) -> Vat | None:
    """Split so many pence; the cells are VAT, recoverable and irrecoverable."""
    given_cells = [None if cell is None else Pence(cell) for cell in cells]
    return split_vat(Pence(pence), basis, VatCells(*given_cells))


def parts(net: int, recoverable: int, irrecoverable: int) -> Vat:
    """The three parts of a line."""
    return Vat(Pence(net), Pence(recoverable), Pence(irrecoverable))


@pytest.mark.parametrize(
    ("basis", "cells", "expected"),
    [
        (GROSS, (2_000, 2_000, None), (10_000, 2_000, 0)),
        (GROSS, (2_000, 500, 1_500), (10_000, 500, 1_500)),
        (GROSS, (2_000, None, 2_000), (10_000, 0, 2_000)),
        (GROSS, (None, 1_500, 500), (10_000, 1_500, 500)),
        (NET, (2_000, 2_000, None), (12_000, 2_000, 0)),
        (NET, (2_000, 1_500, None), (12_000, 1_500, 500)),
        (UNSAID, (0, None, None), (12_000, 0, 0)),
        (GROSS, (0, None, None), (12_000, 0, 0)),
    ],
)
def test_two_cells_give_the_third(
    basis: AmountBasis, cells: tuple[int | None, ...], expected: tuple[int, int, int]
) -> None:
    assert split(12_000, basis, *cells) == parts(*expected)


@pytest.mark.parametrize(
    ("basis", "cells"),
    [
        (GROSS, (None, None, None)),
        (GROSS, (2_000, None, None)),
        (NET, (None, 2_000, None)),
        (GROSS, (None, None, 500)),
        (UNSAID, (2_000, 2_000, 0)),
        (GROSS, (2_000, 1_000, 500)),
    ],
)
def test_what_the_cells_leave_open_is_unknown(
    basis: AmountBasis, cells: tuple[int | None, ...]
) -> None:
    assert split(12_000, basis, *cells) is None


def test_cells_that_do_not_add_up_are_told_from_empty_ones() -> None:
    assert VatCells().is_empty
    assert VatCells().agrees
    wrong = VatCells(Pence(2_000), Pence(1_000), Pence(500))
    assert not wrong.is_empty
    assert not wrong.agrees


def test_an_agreement_pays_irrecoverable_vat_only_where_it_says_so() -> None:
    line = parts(10_000, 1_500, 500)
    assert line.cost_pence(VatRule.NET) == 10_000
    assert line.cost_pence(VatRule.NET_OF_RECOVERABLE) == 10_500


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("net of VAT", VatRule.NET),
        (" Net of  recoverable vat", VatRule.NET_OF_RECOVERABLE),
        (None, VatRule.NET),
        ("", VatRule.NET),
        ("as agreed by letter", None),
    ],
)
def test_the_terms_words_are_read_as_a_rule(
    written: str | None, rule: VatRule | None
) -> None:
    assert read_vat_rule(written) is rule


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_parts_of_a_gross_amount_add_up_to_it(
    pence: Pence, recoverable: Pence, irrecoverable: Pence
) -> None:
    found = split(pence, GROSS, None, recoverable, irrecoverable)
    assert found
    assert (
        found.net_pence + found.recoverable_pence + found.irrecoverable_pence == pence
    )
