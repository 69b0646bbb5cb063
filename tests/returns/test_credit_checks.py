"""A return tells of credits on another year, and on what basis a line is shared."""

from dataclasses import replace
from datetime import date

from fundtrack.config import Workspace
from fundtrack.domain.apportioning import Part
from fundtrack.domain.apportioning import apportioned_postings
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.money import Pence
from tests import builders
from tests.builders import CELL
from tests.returns.office import LAMPS
from tests.returns.office import coded
from tests.returns.office import open_office
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of

BEFORE = Cell(*CELL.parts[:5], "2022-23")


def test_a_credit_on_another_year_than_its_bill_is_told_in_its_quarter(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    bill = builders.actual(4_321, date(2023, 3, 5), BEFORE, row=8)
    old = builders.actual(5_432, date(2023, 3, 6), BEFORE, row=9)
    lower = (
        builders.actual(-4_321, date(2024, 2, 5), row=10),
        builders.actual(-5_432, date(2023, 11, 5), row=11),
    )
    entry, _, credit, _ = office.record(bill, old, *lower)
    (found,) = [it for it in findings_of(office) if it.rule == "credits-in-their-year"]
    assert found.severity == "warn"
    assert found.message == (
        f"−£43.21 of 2024-02-05 (Supplier 1 (synthetic), entry {credit}) on {CELL} "
        f"reverses entry {entry} of 2023-03-05 on {BEFORE}"
    )
    assert (found.file, found.sheet, found.row) == ("extract.xlsx", "Jan", 10)


def test_each_part_of_a_shared_line_is_listed_with_its_basis(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    waiting = builders.actual(10_00, date(2024, 1, 9), Cell(fund="SSF5"), row=8)
    (entry,) = office.record(waiting)
    parts = (
        Part(CELL, Pence(400), "40% of £10.00"),
        Part(LAMPS, Pence(500), "50% of £10.00"),
        Part(OUTSIDE, Pence(100), "10% of £10.00"),
    )
    shared = replace(
        coded(entry, 1_000),
        payload={
            "coding": "coded by ann",
            "shares": [f"{part.cell}={part.basis}" for part in parts],
        },
        postings=apportioned_postings(
            Cell(fund="SSF5"), parts, [part.pence for part in parts]
        ),
    )
    (coding,) = office.record(shared)
    listed = figures_of(office).listing.eligible
    assert [(it.cell, it.pence, it.coding) for it in listed if it.entry == coding] == [
        (CELL, 400, "coded by ann, 40% of £10.00"),
        (LAMPS, 500, "coded by ann, 50% of £10.00"),
    ]
