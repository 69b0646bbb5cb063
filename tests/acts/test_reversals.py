"""A file taken in wrongly is undone whole, and can be taken in again."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.corrections import reverse
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.people import Role
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from tests import builders
from tests import oracle
from tests import workbooks
from tests.histories import history_of
from tests.oracles.mending import as_if_never
from tests.workbooks import coded

LIGHTING = Cell(*builders.CELL.parts[:3], "lighting", *builders.CELL.parts[4:])
TO_LIGHTING = LIGHTING.parts[:5]
WAITING = ("SSF5", None, None, None, None)
LAST = 10**6
YEAR_END = date(2024, 3, 31)
ROWS = (coded(1, reference="SAME"), coded(10), coded(7, cell=WAITING))
REFUSED = coded("n/k", cell=WAITING, reference="BAD")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    """An office with budgets and no spending yet."""
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        builders.allocation(90_000, LIGHTING),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take(
    session: Session, path: Path, *rows: workbooks.Row, **said: object
) -> SpendImport:
    """Take in a file of these rows."""
    workbooks.workbook(path, {"Jan": [workbooks.CODED, *rows]})
    options = SpendOptions(source="ledger", kind="ledger", **said)  # type: ignore[arg-type]
    return ingest_spend(session, [path], options)


def imports(session: Session) -> list[int]:
    """List the imports of spending, oldest first."""
    history = history_of(session.workspace.ledger)
    return [entry for entry, event in history if event.kind == "import"]


def spent(session: Session) -> dict[str, int]:
    """What stands as spent, by heading."""
    with session.reading() as books:
        found = position(books, Selection(YEAR_END, LAST))
    history = as_if_never(history_of(session.workspace.ledger))
    assert found.totals.actual_pence == oracle.actual(history, Cell(), YEAR_END, LAST)
    return {
        line.cell.heading: line.actual_pence
        for line in found.cells
        if line.actual_pence
    }


def listed(session: Session, query: str) -> int:
    """Count the rows of a list that waits for somebody."""
    with session.reading() as books:
        return len(books.rows(query, known=LAST))


def entry_of(session: Session, kind: str) -> int:
    """Find the last entry of a kind."""
    history = history_of(session.workspace.ledger)
    return [entry for entry, event in history if event.kind == kind][-1]


def test_every_line_of_a_file_is_undone_and_the_file_can_come_again(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, *ROWS, REFUSED)
    lists = ("suspense", "refused", "tie_outs")
    assert [listed(finance, name) for name in lists] == [1, 1, 1]
    done = reverse(finance, imports(finance)[0], "wrong month")
    assert (len(done.undone), len(done.entries)) == (5, 5)
    assert [listed(finance, name) for name in lists] == [0, 0, 0]
    assert spent(finance) == {}
    taken = take(finance, path, *ROWS, REFUSED)
    assert (taken.files[0].new, taken.files[0].already_held) == (3, 0)
    assert [listed(finance, name) for name in lists] == [1, 1, 1]
    assert spent(finance) == {"cctv": 1_100}
    assert verify(finance).is_ok


def test_it_can_come_again_under_another_source(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, *ROWS)
    reverse(finance, imports(finance)[0], "the wrong system")
    again = ingest_spend(finance, [path], SpendOptions(source="other", kind="ledger"))
    assert again.files[0].new == 3


def test_what_was_coded_or_corrected_since_is_undone_as_well(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "e.xlsx", *ROWS, REFUSED)
    with finance.reading() as books:
        (waiting,) = [row["entry"] for row in books.rows("suspense", known=LAST)]
        (refused,) = [row["entry"] for row in books.rows("refused", known=LAST)]
    code_lines(finance, [waiting], builders.CELL)
    code_lines(finance, [refused], OUTSIDE)
    paid = entry_of(finance, "actual")
    correct(finance, paid, Correction("a penny", Pence(1_001), on=date(2024, 2, 2)))
    assert spent(finance) == {"cctv": 1_801}
    reverse(finance, imports(finance)[0], "wrong month")
    assert spent(finance) == {}
    history = history_of(finance.workspace.ledger)
    for day in (date(2024, 1, 20), date(2024, 2, 10)):
        assert oracle.balance(history, {"suspense", "spent"}, Cell(), day, LAST) == 0


def test_a_line_that_a_person_corrected_is_still_held(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, *ROWS)
    correct(finance, entry_of(finance, "actual"), Correction("twice", Pence(900)))
    again = take(finance, path, *ROWS, coded(3, reference="NEW"))
    assert (again.files[0].new, again.files[0].already_held) == (1, 3)
    assert again.files[0].vanished == 0
    assert spent(finance) == {"cctv": 1_300}


def test_a_recoding_confirmed_moves_a_corrected_line_from_where_it_stands(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, coded(1, reference="SAME"), coded(10))
    correct(finance, entry_of(finance, "actual"), Correction("less", Pence(900)))
    moved = coded(10, cell=TO_LIGHTING)
    take(finance, path, coded(1, reference="SAME"), moved, is_confirmed=True)
    assert spent(finance) == {"cctv": 100, "lighting": 1_000}


def test_a_renewal_undone_gives_back_what_it_recoded_and_took_out(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, *ROWS, coded(3, reference="GOES"))
    before = spent(finance)
    moved = (ROWS[0], coded(10, cell=TO_LIGHTING), ROWS[2])
    take(finance, path, *moved, is_confirmed=True)
    assert spent(finance) == {"cctv": 100, "lighting": 1_000}
    reverse(finance, imports(finance)[1], "another year's file")
    assert spent(finance) == before
    again = take(finance, path, *moved, is_confirmed=True).files[0]
    assert (again.recoded, again.vanished) == (1, 1)
    assert spent(finance) == {"cctv": 100, "lighting": 1_000}


def test_a_renewal_whose_lines_changed_since_is_not_undone_first(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, ROWS[0], coded(10))
    take(finance, path, ROWS[0], coded(10, cell=TO_LIGHTING), is_confirmed=True)
    take(finance, path, ROWS[0], coded(10), is_confirmed=True)
    _, second, third = imports(finance)
    with pytest.raises(CorrectionRefused, match="changed a line after this file did"):
        reverse(finance, second, "wrong")
    reverse(finance, third, "wrong")
    reverse(finance, second, "wrong")
    assert spent(finance) == {"cctv": 1_100}


def test_a_corrected_row_undone_leaves_the_refused_one_open(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "a.xlsx", ROWS[0], coded("n/k", reference="BAD"))
    take(finance, tmp_path / "b.xlsx", ROWS[0], coded(5, reference="BAD"))
    assert listed(finance, "refused") == 0
    reverse(finance, imports(finance)[1], "wrong")
    assert listed(finance, "refused") == 1


def test_only_an_import_of_spending_is_reversed_and_only_once(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "e.xlsx", *ROWS)
    (entry,) = imports(finance)
    with pytest.raises(WrongArgument, match="needs a reason"):
        reverse(finance, entry, "")
    with pytest.raises(UnknownName, match="there is no entry"):
        reverse(finance, 999, "wrong")
    with pytest.raises(CorrectionRefused, match="is not the import of a file"):
        reverse(finance, 1, "wrong")
    reverse(finance, entry, "wrong")
    with pytest.raises(CorrectionRefused, match="is reversed already"):
        reverse(finance, entry, "wrong")
