"""Read what a row of an extract says of its VAT."""

import re

from fundtrack.domain.vat import AmountBasis
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatCells
from fundtrack.domain.vat import split_vat
from fundtrack.errors import NotMoney
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.finance_extract import ExtractRow

_NET = re.compile(r"\b(net|excl?|excluding|ex)\b", re.IGNORECASE)
_GROSS = re.compile(r"\b(gross|incl?|including)\b", re.IGNORECASE)
_FIELDS = (Field.VAT, Field.RECOVERABLE_VAT, Field.IRRECOVERABLE_VAT)


def row_vat(row: ExtractRow, pence: Pence | None) -> tuple[Vat | None, bool]:
    """Give the parts of a row's amount, and whether its VAT cells must be doubted.

    Cells that are not money, or that do not add up, leave the VAT unknown: the amount
    is booked whole, and what is doubtful is said.
    """
    try:
        cells = VatCells(*(_pence(row, field) for field in _FIELDS))
    except NotMoney:
        return None, True
    if pence is None or cells.is_empty:
        return None, False
    return split_vat(pence, amount_basis(row), cells), not cells.agrees


def amount_basis(row: ExtractRow) -> AmountBasis:
    """Tell from the heading whether the amount holds its VAT."""
    heading = row.headings.get(Field.AMOUNT, "")
    if _GROSS.search(heading):
        return AmountBasis.GROSS
    return AmountBasis.NET if _NET.search(heading) else AmountBasis.UNSAID


def _pence(row: ExtractRow, field: Field) -> Pence | None:
    cell = row.cells.get(field)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise NotMoney(str(cell))
    return parse_pounds(cell)
