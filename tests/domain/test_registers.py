"""The definition of the registers, and the page made from it."""

from pathlib import Path

import pytest

from fundtrack.domain.money_registers import AWARDS
from fundtrack.domain.office_registers import TERMS
from fundtrack.domain.register_columns import Register
from fundtrack.domain.register_columns import example_row
from fundtrack.domain.register_columns import same_heading
from fundtrack.domain.register_columns import unit_of
from fundtrack.domain.register_page import registers_page
from fundtrack.domain.registers import REGISTERS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.sheet)
def test_no_two_headings_of_a_sheet_read_alike(register: Register) -> None:
    headings = [same_heading(column.heading) for column in register.columns]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.sheet)
def test_every_needed_column_shows_an_example(register: Register) -> None:
    bare = [
        column.heading
        for column in register.columns
        if column.is_required and not column.example
    ]
    assert bare == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.sheet)
def test_a_column_refers_to_a_register_that_is_taken_in_before(
    register: Register,
) -> None:
    before = [other.sheet for other in REGISTERS[: REGISTERS.index(register)]]
    refers = {column.refers for column in register.columns if column.refers}
    assert refers <= set(before)


def test_headings_are_the_same_whatever_their_capitals_spaces_and_units() -> None:
    written = ["Amount (£)", " amount ", "AMOUNT(GBP)", "* Amount"]
    assert {same_heading(heading) for heading in written} == {"amount"}


def test_a_heading_tells_its_unit() -> None:
    assert unit_of(AWARDS.column("pence")) == "£"
    assert unit_of(TERMS.column("due_days")) == "days"
    assert unit_of(TERMS.column("agreement")) == ""


def test_an_example_row_is_marked_in_its_first_cell() -> None:
    assert example_row(AWARDS)[:3] == ("e.g. SSF9", "1", "agreed")


def test_the_page_of_registers_is_made_from_their_definition() -> None:
    written = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
    assert written == registers_page(), "run: make example"
