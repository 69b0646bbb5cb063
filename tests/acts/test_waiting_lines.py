"""What waits has an owner and an age; a credit has its bill, or the doubt is told."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.session import Session
from fundtrack.acts.waiting_lines import show_credits
from fundtrack.acts.waiting_lines import show_suspense
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.errors import UnknownName
from tests import builders
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import CELL
from tests.acts.ruled_offices import line
from tests.histories import history_of
from tests.oracles.credits import bills_of

MARCH = date(2024, 3, 5)
JUNE = date(2024, 6, 17)
LATER = Cell(*CELL.parts[:5], "2024-25")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    return ruled.office(workspace, clock)


def test_a_waiting_line_has_its_rules_owner_or_who_took_it_in(
    finance: Session, tmp_path: Path
) -> None:
    ruled.take_rules(finance, "local,30,tax,,,SSF5,ann,to be split")
    ruled.turn_on(finance, "local")
    rows = (line(1, "Tax"), line(2, "Other"), line("n/k", cell=ruled.WAITING))
    ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows)
    found = show_suspense(finance, as_at=date(2024, 4, 15))
    assert [(it.pence, it.fund, it.owner, it.age_days) for it in found.lines] == [
        (100, "SSF5", "ann", 10),
        (200, "", "finance.officer", 10),
    ]
    assert (found.suspense_lines, found.suspense_pence) == (2, 300)
    (bad,) = found.refused
    assert (bad.owner, bad.since, bad.pence) == (
        "finance.officer",
        date(2024, 4, 5),
        None,
    )
    assert len(show_suspense(finance, "SSF5").lines) == 1
    with pytest.raises(UnknownName):
        show_suspense(finance, "moon")


def test_credits_are_paired_over_a_year_end_and_the_years_of_cells_are_told(
    finance: Session, tmp_path: Path
) -> None:
    builders.record(finance.workspace, finance.clock, [builders.allocation(1, LATER)])
    rows = (
        line("1090.66", "Blackpool Council (12)", dated=MARCH),
        line("-1090.66", "BLACKPOOL COUNCIL", dated=JUNE),
        line(7, "Twice", dated=MARCH),
        line(7, "Twice", dated=date(2024, 3, 6)),
        line(-7, "Twice", dated=JUNE),
        line(-8, "Alone", dated=JUNE),
    )
    ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows)
    bill, first, second, credit, twice, alone = ruled.waiting(finance)
    code_lines(finance, [bill], CELL)
    coded = code_lines(finance, [credit], LATER)
    found = show_credits(finance, as_at=JUNE)
    (pair,) = found.pairs
    assert (pair.credit.entry, pair.bill.entry) == (credit, bill)
    assert (pair.crosses_year_end, pair.is_on_another_year) == (True, True)
    assert (pair.credit.cells, pair.bill.cells) == ((str(LATER),), (str(CELL),))
    assert (pair.credit.sheet, pair.credit.row) == ("Jan", 3)
    doubts = {it.credit.entry: it for it in found.unpaired}
    assert [it.entry for it in doubts[twice].candidates] == [first, second]
    assert doubts[alone].doubt == "no equal bill of this supplier is held"
    slow = bills_of(history_of(finance.workspace.ledger))
    assert slow == {credit: {bill}, twice: {first, second}, alone: set()}
    assert show_credits(finance, "SSF5", JUNE).unpaired == ()
    assert show_credits(finance, as_at=MARCH).pairs == ()
    correct(finance, coded.entry, Correction("not ours yet"))
    assert show_credits(finance, as_at=JUNE).pairs[0].credit.cells == ()
    before = str(coded.entry)
    assert show_credits(finance, as_at=JUNE, as_known=before).pairs == (pair,)


def test_what_was_undone_or_vanished_reverses_nothing(
    finance: Session, tmp_path: Path
) -> None:
    rows = (line(5, "A", dated=MARCH), line(-5, "A", dated=JUNE))
    ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows)
    bill, _ = ruled.waiting(finance)
    correct(finance, bill, Correction("typed twice"))
    found = show_credits(finance, as_at=JUNE)
    assert (len(found.pairs), len(found.unpaired)) == (0, 1)


def test_the_example_pairs_blackpools_reversal_with_its_bill(told: Workspace) -> None:
    found = show_credits(Session(told, "auditor"), "SSF5")
    (pair,) = [it for it in found.pairs if it.credit.pence == -109_066_40]
    assert (pair.bill.dated, pair.credit.dated) == (MARCH, JUNE)
    assert (pair.crosses_year_end, pair.is_on_another_year) == (True, True)
