"""What a row says of its VAT is read from its cells and the amount's heading."""

import pytest

from fundtrack.domain.vat import AmountBasis
from fundtrack.domain.vat import Vat
from fundtrack.ingest.spend_vat import amount_basis
from fundtrack.ingest.spend_vat import row_vat
from fundtrack.money import Pence
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.finance_extract import ExtractRow
from fundtrack.sources.tables import Value


def row(heading: str = "Gross amount", /, **cells: Value) -> ExtractRow:
    """A row whose amount stands under this heading."""
    return ExtractRow(
        sheet="Jan",
        row=2,
        cells={Field[name]: cell for name, cell in cells.items()},
        headings={Field.AMOUNT: heading},
    )


@pytest.mark.parametrize(
    ("heading", "basis"),
    [
        ("Gross amount", AmountBasis.GROSS),
        ("Amount incl. VAT", AmountBasis.GROSS),
        ("Net", AmountBasis.NET),
        ("Amount (excluding VAT)", AmountBasis.NET),
        ("Total Invoice Amount", AmountBasis.UNSAID),
        ("Internet", AmountBasis.UNSAID),
    ],
)
def test_the_heading_says_whether_the_amount_holds_its_vat(
    heading: str, basis: AmountBasis
) -> None:
    assert amount_basis(row(heading)) is basis


def test_pounds_in_any_spelling_are_parts_of_the_amount() -> None:
    read = row(VAT="£20.00", RECOVERABLE_VAT=15.0)
    assert row_vat(read, Pence(12_000)) == (
        Vat(Pence(10_000), Pence(1_500), Pence(500)),
        False,
    )


@pytest.mark.parametrize(
    ("cells", "is_doubtful"),
    [
        ({}, False),
        ({"VAT": 20.0}, False),
        ({"VAT": "exempt"}, True),
        ({"VAT": True}, True),
        ({"VAT": 20.0, "RECOVERABLE_VAT": 5.0, "IRRECOVERABLE_VAT": 5.0}, True),
    ],
)
def test_what_cannot_be_told_is_unknown_and_what_is_wrong_is_doubtful(
    cells: dict[str, Value], is_doubtful: bool
) -> None:
    assert row_vat(row(**cells), Pence(12_000)) == (None, is_doubtful)


def test_a_row_without_an_amount_has_no_parts() -> None:
    assert row_vat(row(VAT=20.0, RECOVERABLE_VAT=20.0), None) == (None, False)
