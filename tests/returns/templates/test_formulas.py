"""A form's own sums are worked out as a spreadsheet program does."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fundtrack.returns.templates.formulas import CannotWork
from fundtrack.returns.templates.formulas import Held
from fundtrack.returns.templates.formulas import Worker
from fundtrack.returns.templates.pages import FunderCell
from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.written import Number

CELLS: dict[tuple[int, int], Any] = {
    (1, 1): 10,
    (2, 1): 2.5,
    (3, 1): "words",
    (4, 1): True,
    (6, 1): "£",
}


def worked(formula: str) -> Held:
    cells = {place: FunderCell(holds=held) for place, held in CELLS.items()}
    cells[9, 9] = FunderCell(formula=formula)
    other = FunderSheet("It's", {(1, 1): FunderCell(holds=4)})
    book = FunderWorkbook("f.xlsx", "", (FunderSheet("Form", cells), other))
    return Worker(book, {("Form", (5, 1)): Number("-3.10")}).value("Form", (9, 9))


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ("=SUM(A1:A6)", "9.40"),
        ("=SUM(A1,A2;A5)", "9.40"),
        ("=A1-A2*2+A5/2", "3.45"),
        ("=-(A1+A2)", "-12.5"),
        ("=+$A$1", "10"),
        ("='It''s'!A1+B7", "4"),
        ("=ROUND(2.345,2)", "2.35"),
        ("=ROUND(2.5)", "3"),
        ("=ABS(A5)", "3.10"),
        ("=MAX(A1:A2)", "10"),
        ("=MIN(A1:A2,1)", "1"),
        ("=IF(A1>A2,1,2)", "1"),
        ("=IF(A1<=A2,1,2)", "2"),
        ("=IF(A1=10,A2)", "2.5"),
        ("=IF(A1<>10,A2)", "0"),
        ('=IF(A3="WORDS",1,2)', "1"),
        ('=IF(A3<>"",1,2)', "1"),
        ("=(A1<A2)+(A1>=A2)", "1"),
    ],
)
def test_plain_formulas_are_worked_out(formula: str, comes_to: str) -> None:
    assert worked(formula) == Decimal(comes_to)


def test_words_stand_as_words() -> None:
    assert (worked("=A3"), worked('="a ""b"""'), worked('=""')) == (
        "words",
        'a "b"',
        None,
    )


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(A1,A1:A2,1)",
        "=A3+1",
        "=A1/B1",
        "=A1:A2",
        "=Nowhere!A1",
        "=I9",
        "=(A1",
        "=A1 A2",
        "=SUM(A1 A2)",
        '=A3>"a"',
        "=A1&A2",
        "=#REF!",
        "=SUM(A1:XFD9000)",
        "=SUM(A0:A1)",
        "=",
    ],
)
def test_what_only_a_spreadsheet_program_can_work_out_is_said(formula: str) -> None:
    with pytest.raises(CannotWork):
        worked(formula)


def test_days_count_as_a_spreadsheet_counts_them() -> None:

    cells = {(1, 1): FunderCell(holds=date(2024, 3, 31))}
    book = FunderWorkbook("f.xlsx", "", (FunderSheet("Form", cells),))
    assert Worker(book, {}).value("Form", (1, 1)) == Decimal(45_382)
