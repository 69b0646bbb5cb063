"""Lines that wait are coded to a budget cell, once, by somebody who may."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import Coded
from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.corrections import Correction
from fundtrack.domain.events import NewEvent
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.people import Role
from fundtrack.domain.spending import recoded_event
from fundtrack.domain.spending import spend_event
from fundtrack.errors import FundtrackError
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.trace import trace
from tests import builders
from tests import workbooks
from tests.workbooks import coded

CELL = builders.CELL
LAST = 10**6
WAITING = ("SSF5", None, None, None, None)
NO_FUND = (None, None, None, None, None)


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path) -> Session:
    """An office with two lines in suspense, one without fund, one refused row."""
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    session = Session(workspace, "finance.officer", clock)
    rows: list[workbooks.Row] = [
        workbooks.CODED,
        coded(10, cell=WAITING),
        coded(0, cell=WAITING),
        coded(5, cell=NO_FUND),
        coded("n/k", cell=WAITING),
        coded(1),
    ]
    path = workbooks.workbook(tmp_path / "e.xlsx", {"Jan": rows})
    ingest_spend(session, [path], SpendOptions(kind="ledger"))
    return session


def waiting(session: Session) -> list[tuple[int, int]]:
    with session.reading() as books:
        found = books.rows("suspense", known=LAST)
    return [(row["entry"], row["pence"]) for row in found]


def refused(session: Session) -> list[int]:
    with session.reading() as books:
        return [row["entry"] for row in books.rows("refused", known=LAST)]


def code(session: Session, pence: Sequence[int], cell: Cell = CELL) -> Coded:
    wanted = [entry for entry, each in waiting(session) if each in pence]
    return code_lines(session, wanted, cell)


def test_lines_coded_are_spent_on_the_day_of_the_line_and_keep_their_place(
    office: Session,
) -> None:
    done = code(office, [1000, 500])
    figure = FigureId(Measure.ACTUAL, CELL, date(2024, 1, 15), LAST)
    with office.reading() as books:
        found = trace(books, figure)
        (last,) = books.rows("event_hash", seq=done.entry)
    assert found.pence == 1600
    assert [(line.pence, line.row) for line in found.lines] == [
        (100, 6),
        (1000, 2),
        (500, 4),
    ]
    assert {line.coding for line in found.lines[1:]} == {"coded by finance.officer"}
    assert (done.entry, done.event_hash) == (done.entries[-1], last["hash"])
    assert [pence for _, pence in waiting(office)] == [0]


def recode(session: Session, line: int, cell: Cell, standing: Cell) -> None:
    """Let a later edition of a file say another place for a line of ten pounds."""
    sides = spend_event(builders.spend_line(1000, cell=standing), 1).postings
    said = recoded_event(builders.spend_line(1000, cell=cell), 1, line, sides)
    builders.record(session.workspace, session.clock, [said])


def test_a_line_that_its_file_put_back_into_suspense_is_coded_from_there(
    office: Session,
) -> None:
    line = waiting(office)[0][0]
    recode(office, line, Cell("SSF4"), Cell("SSF5"))
    assert [entry for entry, _ in waiting(office)].count(line) == 1
    with office.reading() as books:
        in_ssf5 = books.rows(
            "return_suspense",
            fund="SSF5",
            start=builders.START,
            as_at=date(2024, 3, 31),
            known=LAST,
        )
    assert line not in {row["entry"] for row in in_ssf5}
    with pytest.raises(WrongArgument, match="belongs to SSF4"):
        code_lines(office, [line], CELL)
    recode(office, line, Cell(), Cell("SSF4"))
    done = code_lines(office, [line], CELL)
    assert line not in {entry for entry, _ in waiting(office)}
    correct(office, done.entry, Correction("not this project"))
    assert (line, 1000) in waiting(office)
    code_lines(office, [line], CELL)
    figure = FigureId(Measure.ACTUAL, CELL, date(2024, 1, 15), LAST)
    with office.reading() as books:
        assert trace(books, figure).pence == 1100


def test_a_line_spent_that_its_file_put_into_suspense_waits_and_is_coded(
    office: Session,
) -> None:
    (line,) = builders.record(office.workspace, office.clock, [builders.actual(1000)])
    recode(office, line, Cell("SSF5"), CELL)
    assert (line, 1000) in waiting(office)
    code_lines(office, [line], CELL)
    assert line not in {entry for entry, _ in waiting(office)}
    recode(office, line, CELL, CELL)
    with pytest.raises(WrongArgument, match="not in suspense"):
        code_lines(office, [line], CELL)


def test_a_line_of_nought_is_coded_without_postings(office: Session) -> None:
    code(office, [0])
    assert [pence for _, pence in waiting(office)] == [1000, 500]


def test_what_no_fund_pays_is_put_outside(office: Session) -> None:
    code(office, [1000, 0], OUTSIDE)
    code_lines(office, refused(office), OUTSIDE)
    assert [pence for _, pence in waiting(office)] == [500]
    assert refused(office) == []


def test_a_line_is_coded_once(office: Session) -> None:
    first = waiting(office)[0][0]
    code_lines(office, [first, first], CELL)
    with pytest.raises(WrongArgument, match="not in suspense"):
        code_lines(office, [first], CELL)


@pytest.mark.parametrize(
    ("entries", "said"),
    [([], "at least one"), ([9_999], "not a line"), ([1], "not a line")],
)
def test_what_is_no_line_is_not_coded(
    office: Session, entries: list[int], said: str
) -> None:
    with pytest.raises(WrongArgument, match=said):
        code_lines(office, entries, CELL)


def test_a_refused_row_is_corrected_in_its_file(office: Session) -> None:
    with pytest.raises(WrongArgument, match="correct it in its file"):
        code_lines(office, refused(office), CELL)


@pytest.mark.parametrize(
    ("cell", "error", "said"),
    [
        (Cell("SSF5", "blackpool"), WrongArgument, "not a whole cell"),
        (Cell("SSF9", *CELL.parts[1:]), UnknownName, "fund"),
        (Cell("SSF5", "pennine", *CELL.parts[2:]), UnknownName, "area"),
        (Cell("SSF5", "blackpool", "moon", *CELL.parts[3:]), UnknownName, "project"),
        (
            Cell(*CELL.parts[:3], "cakes", *CELL.parts[4:]),
            UnknownName,
            "heading",
        ),
        (Cell(*CELL.parts[:5], "2024-25"), WrongArgument, "a cell of 2023-24"),
    ],
)
def test_a_line_goes_to_a_cell_that_the_registers_know_in_its_own_year(
    office: Session, cell: Cell, error: type[FundtrackError], said: str
) -> None:
    with pytest.raises(error, match=said):
        code(office, [1000], cell)
    assert len(waiting(office)) == 3


def test_a_line_of_one_fund_is_not_moved_to_another(
    office: Session, clock: Clock
) -> None:
    events = builders.registers()
    other = Cell("SSF4", *CELL.parts[1:])
    facts = {**events[0].payload, "fund": "SSF4"}
    opened = NewEvent("fund", builders.START, "opens", facts)
    builders.record(office.workspace, clock, [opened, builders.project("SSF4")])
    with pytest.raises(WrongArgument, match="belongs to SSF5"):
        code(office, [1000], other)
    code(office, [500], other)
    assert [pence for _, pence in waiting(office)] == [1000, 0]


def test_a_project_is_coded_to_in_its_own_fund_and_area_only(
    office: Session, clock: Clock
) -> None:
    _, *areas, _ = builders.registers("lancaster")
    facts = {**builders.registers()[0].payload, "fund": "SSF4"}
    opened = NewEvent("fund", builders.START, "opens", facts)
    builders.record(office.workspace, clock, [*areas, opened])
    with pytest.raises(WrongArgument, match="is a project of blackpool, not of lanc"):
        code(office, [1000], Cell("SSF5", "lancaster", *CELL.parts[2:]))
    with pytest.raises(UnknownName, match="there is no project of SSF4"):
        code(office, [500], Cell("SSF4", *CELL.parts[1:]))
    assert len(waiting(office)) == 3


def test_who_may_not_record_may_not_code(office: Session) -> None:
    nobody = Session(office.workspace, "nobody", office.clock)
    with pytest.raises(NotAllowed):
        code(nobody, [1000])
