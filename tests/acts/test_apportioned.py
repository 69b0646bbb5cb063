"""Lines that wait are shared over cells, to the penny, and each part is traced."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from fundtrack.acts.coding import share_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.apportioning import Share
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.corrections import Correction
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.errors import WrongArgument
from fundtrack.metrics.entries import read_entry
from fundtrack.metrics.trace import TraceLine
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import CELL
from tests.acts.ruled_offices import line

LIGHTING = Cell.parse(ruled.LIGHTING)
THIRDS = (Share(CELL, pct=Fraction("33.4")), Share(LIGHTING, pct=Fraction("66.6")))


@pytest.fixture
def finance(workspace: Workspace, clock: Clock, tmp_path: Path) -> Session:
    session = ruled.office(workspace, clock)
    rows = (line("10.01"), line(-5), line("n/k", cell=ruled.WAITING))
    ruled.take_ledger(session, tmp_path / "e.xlsx", *rows)
    return session


def spent(session: Session, cell: Cell) -> list[TraceLine]:
    with session.reading() as books:
        figure = FigureId(Measure.ACTUAL, cell, date(2024, 3, 31), ruled.LAST)
        return list(trace(books, figure).lines)


def test_several_lines_are_shared_at_once_and_every_part_names_its_source(
    finance: Session,
) -> None:
    done = share_lines(finance, ruled.waiting(finance), THIRDS)
    cctv, lighting = spent(finance, CELL), spent(finance, LIGHTING)
    assert [it.pence for it in cctv] == [334, -167]
    assert [it.pence for it in lighting] == [667, -333]
    assert [(it.file, it.sheet, it.row) for it in cctv] == [
        ("e.xlsx", "Jan", 2),
        ("e.xlsx", "Jan", 3),
    ]
    with finance.reading() as books:
        said = read_entry(books, done.entries[0]).said
    assert said["shares"] == [f"{CELL}=33.4% of £10.01", f"{LIGHTING}=66.6% of £10.01"]
    assert said["coding"] == "coded by finance.officer"


def test_a_part_of_a_line_may_lie_outside_the_funds(finance: Session) -> None:
    first, _ = ruled.waiting(finance)
    shares = [Share(CELL, pence=Pence(401)), Share(OUTSIDE, pence=Pence(600))]
    share_lines(finance, [first], shares)
    assert [it.pence for it in spent(finance, CELL)] == [401]


def test_a_shared_line_is_corrected_onto_one_cell(finance: Session) -> None:
    first, _ = ruled.waiting(finance)
    (entry,) = share_lines(finance, [first], THIRDS).entries
    done = correct(finance, entry, Correction("all lighting", cell=LIGHTING))
    assert sum(it.pence for it in spent(finance, CELL)) == 0
    assert sum(it.pence for it in spent(finance, LIGHTING)) == 1001
    with finance.reading() as books:
        assert "shares" not in read_entry(books, done.entry).said


def test_what_does_not_add_up_codes_nothing(finance: Session) -> None:
    first, second = ruled.waiting(finance)
    pounds = [Share(CELL, pence=Pence(1)), Share(LIGHTING, pence=Pence(1000))]
    with pytest.raises(WrongArgument, match="the line is of −£5"):
        share_lines(finance, [first, second], pounds)
    with pytest.raises(WrongArgument, match="two cells"):
        share_lines(finance, [first], THIRDS[:1])
    assert ruled.waiting(finance) == [first, second]
