"""Reading the cells of a register row as what their columns hold."""

from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.money_registers import ALLOCATIONS
from fundtrack.domain.money_registers import FOOTPRINTS
from fundtrack.domain.office_registers import PEOPLE
from fundtrack.domain.office_registers import TERMS
from fundtrack.domain.register_columns import Register
from fundtrack.ingest.register_cells import Fact
from fundtrack.ingest.register_cells import read_entry
from fundtrack.sources.registers import RegisterRow
from fundtrack.sources.tables import Value


def row(register: Register, **cells: Value) -> RegisterRow:
    return RegisterRow(register, "r.xlsx", "ab12", register.sheet, 7, cells)


@pytest.mark.parametrize(
    ("register", "key", "cell", "fact"),
    [
        (TERMS, "agreement", "  HO / 9 ", "HO / 9"),
        (TERMS, "agreement", 12.0, "12"),
        (TERMS, "agreement", date(2024, 1, 2), "2024-01-02"),
        (PEOPLE, "person", "j.smith", "j.smith"),
        (PEOPLE, "person", "j smith", None),
        (TERMS, "capital_cap_pence", "£1,234.50", 123450),
        (TERMS, "capital_cap_pence", 1234.5, 123450),
        (TERMS, "capital_cap_pence", "a lot", None),
        (TERMS, "capital_cap_pence", date(2024, 1, 2), None),
        (TERMS, "due_days", 30.0, 30),
        (TERMS, "due_days", "1,030", 1030),
        (TERMS, "due_days", "1,5", None),
        (TERMS, "due_days", "9" * 21, None),
        (TERMS, "due_days", "soon", None),
        (TERMS, "due_days", -3, None),
        (TERMS, "due_days", True, None),
        (TERMS, "match_pct", "20 %", 20),
        (TERMS, "match_pct", 20.0, 20),
        (TERMS, "match_pct", 0.2, 20),
        (TERMS, "match_pct", 0.125, None),
        (TERMS, "match_pct", 101, None),
        (TERMS, "match_pct", "half", None),
        (TERMS, "funding_starts", " 1/10/2023 ", date(2023, 10, 1)),
        (TERMS, "funding_starts", date(2023, 10, 1), date(2023, 10, 1)),
        (TERMS, "funding_starts", "31/02/2024", None),
        (TERMS, "carry_over", "No", False),
        (TERMS, "carry_over", "Y", True),
        (TERMS, "carry_over", "perhaps", None),
        (FOOTPRINTS, "starts", "2023-10", "2023-10"),
        (FOOTPRINTS, "starts", date(2023, 10, 1), "2023-10"),
        (FOOTPRINTS, "starts", "autumn", None),
        (FOOTPRINTS, "lsoas", "E1; E2\nE1", ("E1", "E2")),
        (ALLOCATIONS, "year", "2023/24", "2023-24"),
        (ALLOCATIONS, "year", "2023", None),
        (ALLOCATIONS, "kind", "Capital", "capital"),
        (ALLOCATIONS, "kind", "both", None),
        (PEOPLE, "roles", "Finance; budget holder", ("finance", "budget-holder")),
        (PEOPLE, "roles", "finance; boss", None),
    ],
)
def test_a_cell_is_read_as_its_column_says(
    register: Register, key: str, cell: Value, fact: Fact | None
) -> None:
    entry, _ = read_entry(row(register, **{key: cell}))
    assert entry.facts.get(key) == fact


def test_what_cannot_be_read_says_where_what_and_how_to_write_it() -> None:
    whole = {"person": "j.smith", "name": "J Smith"}
    _, (found,) = read_entry(row(PEOPLE, **whole, roles="boss"))
    assert found.place == "r.xlsx, sheet People, row 7, column Roles"
    assert (found.rule, found.found) == ("register-cell-unreadable", "boss")
    assert found.message == "“boss” is not a list, parted by semicolons"
    assert found.fix.startswith("write finance, budget-holder")


def test_a_needed_cell_that_is_empty_is_a_finding() -> None:
    _, (found,) = read_entry(row(PEOPLE, person="j.smith"))
    assert (found.rule, found.column, found.found) == (
        "register-cell-empty",
        "Name",
        None,
    )


def test_a_row_gives_its_cell_its_reason_and_where_a_fact_stands() -> None:
    entry, _ = read_entry(
        row(
            ALLOCATIONS,
            fund="SSF9",
            year="2023-24",
            pence="12.50",
            provenance="assumed",
            reason="shared evenly",
            source="letter",
        )
    )
    assert entry.cell == Cell(fund="SSF9", year="2023-24")
    assert entry.provenance is Provenance.ASSUMED
    assert entry.why == "shared evenly; source: letter"
    assert entry.read_from("pence") == Source("ab12", "Allocations", 7, "Amount (£)")
    assert entry.pence() == 1250


def test_an_empty_cell_holds_nothing_of_its_kind() -> None:
    entry, _ = read_entry(row(TERMS, fund=3.0))
    assert entry.whole("fund") is None
    assert entry.names("fund") == ()
    assert entry.provenance is Provenance.RECORDED
    with pytest.raises(TypeError):
        entry.day("fund")
