"""New credits of a file that reverse bills of another year are told at the door."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import line

MARCH = date(2024, 3, 5)
APRIL = date(2024, 4, 2)


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    return ruled.office(workspace, clock)


def test_the_largest_is_named_with_its_bill_held_or_in_the_file(
    finance: Session, tmp_path: Path
) -> None:
    bill = line("1090.66", "Blackpool Council (12)", dated=MARCH)
    assert ruled.take_ledger(finance, tmp_path / "e.xlsx", bill).findings == ()
    rows = (
        line(50, "B", dated=MARCH),
        line(-50, "B", dated=APRIL),
        line("-1090.66", "BLACKPOOL COUNCIL", dated=APRIL),
    )
    (found,) = ruled.take_ledger(finance, tmp_path / "f.xlsx", *rows).findings
    assert (found.rule, found.severity, found.sheet, found.row) == (
        "credit-of-another-year",
        "warn",
        "Jan",
        4,
    )
    assert found.message == (
        "2 credits reverse bills of another financial year, −£1,140.66 in all; the "
        "largest is −£1,090.66 of 2024-04-02 (BLACKPOOL COUNCIL), billed on 2024-03-05"
    )
    later = (line(9, "C", dated=MARCH), line(-9, "C", dated=APRIL))
    (found,) = ruled.take_ledger(finance, tmp_path / "g.xlsx", *later).findings
    assert found.message.startswith("1 credit reverses a bill of another")


def test_a_credit_of_the_same_year_or_without_bill_is_not_told(
    finance: Session, tmp_path: Path
) -> None:
    rows = (line(5, dated=MARCH), line(-5, dated=MARCH), line(-6, dated=APRIL))
    assert ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows).findings == ()
