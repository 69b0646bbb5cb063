"""A year to date handed out again: its changes are listed, and booked if confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.session import Session
from fundtrack.acts.spending import FileTaken
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from tests import builders
from tests import workbooks
from tests.workbooks import coded

LIGHTING = Cell(*builders.CELL.parts[:3], "lighting", *builders.CELL.parts[4:])
TO_LIGHTING = LIGHTING.parts[:5]
WAITING = ("SSF5", None, None, None, None)
OTHER = Cell.parse("OPDEF/blackpool/town-centre-cctv/staff/revenue/2023-24")
OTHER_FUND = NewEvent(
    "fund",
    builders.START,
    "opens",
    {"fund": "OPDEF", "name": "Operation Defender", "kind": "local"},
)
LAST = 10**6
LEDGER = SpendOptions(source="ledger", kind="ledger")
CONFIRMED = replace(LEDGER, is_confirmed=True)
SAME = coded(1, reference="SAME")
"""A row in every file of a test, by which a file is known to renew the one before."""


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        builders.allocation(90_000, LIGHTING),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take(
    session: Session,
    path: Path,
    *rows: workbooks.Row,
    options: SpendOptions = LEDGER,
) -> tuple[FileTaken, SpendImport]:
    workbooks.workbook(path, {"Jan": [workbooks.CODED, *rows]})
    taken = ingest_spend(session, [path], options)
    (file,) = taken.files
    return file, taken


def spent(session: Session) -> dict[str, int]:
    with session.reading() as books:
        found = position(books, Selection(date(2024, 3, 31), LAST))
    return {
        line.cell.heading: line.actual_pence
        for line in found.cells
        if line.actual_pence
    }


def waiting(session: Session) -> Sequence[int]:
    with session.reading() as books:
        return [row["entry"] for row in books.rows("suspense", known=LAST)]


def test_a_recoded_line_is_listed_and_moves_only_when_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10))
    rows = [SAME, coded(10, cell=TO_LIGHTING)]
    file, taken = take(finance, path, *rows)
    assert (file.accepted, file.already_held, file.recoded) == (0, 2, 1)
    assert [said.rule for said in taken.findings] == ["line-recoded"]
    assert spent(finance) == {"cctv": 1100}
    file, taken = take(finance, path, *rows, options=CONFIRMED)
    assert (file.already_held, file.recoded, taken.findings) == (2, 1, ())
    assert spent(finance) == {"cctv": 100, "lighting": 1000}
    file, taken = take(finance, path, *rows, options=CONFIRMED)
    assert (file.already_held, file.recoded) == (2, 0)
    assert [said.rule for said in taken.findings] == ["file-held"]


def test_a_line_changed_by_a_penny_is_new_and_the_old_one_goes_when_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded("10.00"))
    file, taken = take(finance, path, SAME, coded("10.01"))
    assert (file.accepted, file.already_held, file.vanished) == (1, 1, 1)
    assert [said.rule for said in taken.findings] == ["line-vanished"]
    file, taken = take(finance, path, SAME, coded("10.01"), options=CONFIRMED)
    assert (file.accepted, file.vanished, taken.findings) == (0, 1, ())
    assert spent(finance) == {"cctv": 1101}
    file, _ = take(finance, path, SAME, coded("10.00"), coded("10.01"))
    assert (file.accepted, file.already_held, file.vanished) == (1, 2, 0)


def test_a_line_coded_by_the_finance_system_leaves_suspense(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10, cell=WAITING))
    assert len(waiting(finance)) == 1
    take(finance, path, SAME, coded(10), options=CONFIRMED)
    assert (waiting(finance), spent(finance)) == ([], {"cctv": 1100})


def test_a_line_coded_by_hand_moves_from_where_it_stands(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10, cell=WAITING))
    code_lines(finance, waiting(finance), builders.CELL)
    take(finance, path, SAME, coded(10, cell=TO_LIGHTING), options=CONFIRMED)
    assert spent(finance) == {"cctv": 100, "lighting": 1000}


def test_a_line_that_lost_its_coding_keeps_the_one_the_books_have(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10))
    file, taken = take(finance, path, SAME, coded(10, cell=WAITING))
    assert (file.already_held, file.recoded, taken.findings) == (2, 0, ())
    assert spent(finance) == {"cctv": 1100}


def test_a_line_that_another_fund_is_named_for_goes_into_its_suspense_when_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    opened = [OTHER_FUND, builders.project("OPDEF"), builders.allocation(9_000, OTHER)]
    builders.record(finance.workspace, finance.clock, opened)
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10))
    moved = [SAME, coded(10, cell=("OPDEF", None, None, None, None))]
    file, taken = take(finance, path, *moved)
    assert (file.recoded, [said.rule for said in taken.findings]) == (
        1,
        ["line-recoded"],
    )
    assert spent(finance) == {"cctv": 1100}
    take(finance, path, *moved, options=CONFIRMED)
    assert spent(finance) == {"cctv": 100}
    (line,) = waiting(finance)
    code_lines(finance, [line], OTHER)
    again, _ = take(finance, path, *moved, coded(1, reference="NEW"))
    assert (again.already_held, again.recoded) == (2, 0)
    assert spent(finance) == {"cctv": 200, "staff": 1000}


def test_another_extract_of_the_same_days_is_no_renewal(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "a.xlsx", coded(10), coded(20))
    file, _ = take(finance, tmp_path / "b.xlsx", coded(10, cell=TO_LIGHTING))
    assert (file.accepted, file.recoded, file.vanished) == (1, 0, 0)
    assert spent(finance) == {"cctv": 3000, "lighting": 1000}


def test_lines_of_other_days_than_the_files_have_not_vanished(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10, date(2024, 2, 1)))
    file, _ = take(finance, path, SAME)
    assert (file.already_held, file.vanished) == (1, 0)


def test_a_line_after_the_last_that_is_left_of_its_month_has_vanished(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, SAME, coded(10, date(2024, 1, 31)))
    file, _ = take(finance, path, SAME, options=CONFIRMED)
    assert (file.already_held, file.vanished) == (1, 1)
    assert spent(finance) == {"cctv": 100}


def test_the_line_that_puts_a_refused_row_right_is_no_recoding(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    unknown = ("SSF5", "blackpool", "town-centre-cctv", "cakes", "capital")
    take(finance, path, SAME, coded(10), coded(10, cell=unknown))
    file, _ = take(finance, path, SAME, coded(10, cell=TO_LIGHTING), options=CONFIRMED)
    assert (file.accepted, file.recoded, file.vanished) == (1, 0, 1)
    assert spent(finance) == {"cctv": 100, "lighting": 1000}
    file, _ = take(finance, path, SAME, coded(10), options=CONFIRMED)
    assert spent(finance) == {"cctv": 1100}
