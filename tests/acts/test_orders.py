"""Orders are drawn down in the act that brings their bills, and given back with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import Corrected
from fundtrack.acts.corrections import correct
from fundtrack.acts.corrections import reverse
from fundtrack.acts.orders import list_orders
from fundtrack.acts.positions import Question
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import accrue
from fundtrack.acts.recording import commit
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.orders import BeyondOrder
from fundtrack.domain.people import Role
from fundtrack.metrics.orders import Order
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from tests import builders
from tests import oracle
from tests import workbooks
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles.orders import still_open
from tests.workbooks import coded

LAST = 10**6
YEAR_END = date(2024, 3, 31)
PLACED = date(2024, 1, 10)
HEADINGS = (*workbooks.CODED, "PO Number")
LIGHTING = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])
WAITING = ("SSF5", None, None, None, None)
ORDER = MoneyAct(
    CELL, Pence(10_000), PLACED, "columns", reference="PO7", supplier="Lamps Ltd"
)


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    """An office with budgets and no orders yet."""
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        builders.allocation(90_000, LIGHTING),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take(
    session: Session, path: Path, *rows: workbooks.Row, **said: bool
) -> SpendImport:
    """Take in a ledger extract with a column for the order's number."""
    workbooks.workbook(path, {"Jan": [HEADINGS, *rows]})
    options = SpendOptions(source="ledger", kind="ledger", **said)  # type: ignore[arg-type]
    return ingest_spend(session, [path], options)


def bill(
    pounds: object,
    order: object = "po7",
    cell: workbooks.Row = workbooks.CELL,
    dated: date = date(2024, 1, 15),
) -> workbooks.Row:
    """A row of the extract that bills an order."""
    return (*coded(pounds, dated, cell), order)


def committed(session: Session, on: date = YEAR_END, known: int = LAST) -> int:
    """What stands as committed, beside what the orders' twin says is open."""
    with session.reading() as books:
        found = position(books, Selection(on, known)).totals.committed_pence
    history = history_of(session.workspace.ledger)
    assert found == oracle.committed(history, Cell(), on, known)
    twin = [still_open(history, cell, "PO7", on, known) for cell in (CELL, LIGHTING)]
    assert found == sum(twin)
    return found


def entries(session: Session, kind: str) -> list[int]:
    """List the entries of a kind, oldest first."""
    return [
        entry
        for entry, event in history_of(session.workspace.ledger)
        if event.kind == kind
    ]


def listed(session: Session, *, every: bool = False) -> tuple[Order, ...]:
    """List the orders as at the year's end."""
    return list_orders(session, Question(as_at=YEAR_END), every=every).orders


def mend(session: Session, entry: int, pounds: int | None = None) -> Corrected:
    """Undo an entry, with the right amount if there is one."""
    right = None if pounds is None else Pence(pounds * 100)
    return correct(session, entry, Correction("wrong", right))


def test_a_bill_draws_its_order_down_in_the_same_act(
    finance: Session, tmp_path: Path
) -> None:
    placed = commit(finance, ORDER).entry
    taken = take(finance, tmp_path / "e.xlsx", bill(60), bill(5, "PO8"))
    assert (committed(finance), committed(finance, PLACED)) == (4_000, 10_000)
    assert committed(finance, known=placed) == 10_000
    with finance.reading() as books:
        totals = position(books, Selection(YEAR_END, LAST)).totals
    assert (totals.budget_pence, totals.actual_pence) == (180_000, 6_500)
    assert taken.findings == ()
    assert verify(finance).is_ok


def test_open_orders_are_listed_with_their_age(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    commit(finance, replace(ORDER, pence=Pence(500), reference="", supplier=""))
    take(finance, tmp_path / "e.xlsx", bill(60))
    bare, order = listed(finance)
    assert (bare.reference, bare.supplier, bare.open_pence) == ("", "", 500)
    assert (order.reference, order.supplier, order.cell) == ("PO7", "Lamps Ltd", CELL)
    assert (order.ordered_on, order.age_days) == (PLACED, 81)
    assert (order.ordered_pence, order.drawn_pence) == (10_000, 6_000)
    assert (order.open_pence, order.over_pence) == (4_000, 0)
    found = list_orders(finance, Question(as_at=YEAR_END, fund="SSF5"), every=False)
    with finance.reading() as books:
        totals = position(books, Selection(YEAR_END, LAST)).totals
    assert found.open_pence == totals.committed_pence == 4_500
    assert (
        list_orders(finance, Question(as_at=date(2024, 1, 9)), every=True).orders == ()
    )


def test_a_bill_above_the_order_is_said_and_draws_it_to_nil(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    rows = (bill(60), bill(70, dated=date(2024, 2, 1)))
    dry = take(finance, tmp_path / "e.xlsx", *rows, is_dry_run=True)
    taken = take(finance, tmp_path / "e.xlsx", *rows)
    (said,) = taken.findings
    assert said in dry.findings
    assert said.rule == "order-exceeded"
    assert said.message == (
        f"PO7 on {CELL}: £130.00 is billed of £100.00 ordered, £30.00 above it"
    )
    assert committed(finance) == 0
    assert [(it.open_pence, it.over_pence) for it in listed(finance)] == [(0, 3_000)]
    again = take(finance, tmp_path / "f.xlsx", bill(-10, dated=date(2024, 2, 2)))
    assert again.findings == ()


def test_a_credit_gives_back_and_a_final_bill_releases_the_rest(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    take(finance, tmp_path / "e.xlsx", bill(60), bill(-20))
    assert committed(finance) == 6_000
    release = replace(ORDER, pence=Pence(-6_001), on=YEAR_END, reason="complete")
    with pytest.raises(BeyondOrder, match=r"£60.01 is more than the £60.00 still open"):
        commit(finance, release)
    commit(finance, replace(release, pence=Pence(-6_000)))
    assert (committed(finance), committed(finance, date(2024, 3, 30))) == (0, 6_000)
    assert listed(finance) == ()
    assert [it.ordered_pence for it in listed(finance, every=True)] == [4_000]


def test_a_reversed_import_and_a_corrected_line_give_back_what_they_drew(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    take(finance, tmp_path / "e.xlsx", bill(60))
    take(finance, tmp_path / "f.xlsx", bill(25, dated=date(2024, 2, 1)))
    first, second = entries(finance, "import")
    reverse(finance, first, "wrong month")
    assert committed(finance) == 7_500
    done = mend(finance, entries(finance, "actual")[-1], 95)
    assert committed(finance) == 500
    assert [entry for entry, _ in history_of(finance.workspace.ledger)][-1] == (
        done.entry
    )
    reverse(finance, second, "wrong as well")
    assert committed(finance) == 10_000


def test_an_undone_give_back_never_leaves_less_than_nothing(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    take(finance, tmp_path / "e.xlsx", bill(100), bill(-30))
    take(finance, tmp_path / "f.xlsx", bill(30, dated=date(2024, 2, 1)))
    done = mend(finance, entries(finance, "actual")[1])
    assert [said.rule for said in done.findings] == ["order-exceeded"]
    assert committed(finance) == 0


def test_an_order_can_be_corrected_under_its_bills(
    finance: Session, tmp_path: Path
) -> None:
    placed = commit(finance, ORDER).entry
    take(finance, tmp_path / "e.xlsx", bill(60))
    done = mend(finance, placed, 50)
    assert committed(finance) == 0
    mend(finance, done.entries[1], 80)
    assert committed(finance) == 2_000
    assert listed(finance)[0].supplier == "Lamps Ltd"
    assert listed(finance)[0].ordered_on == PLACED


def test_an_order_taken_back_is_listed_no_more(finance: Session) -> None:
    mend(finance, commit(finance, ORDER).entry)
    assert listed(finance, every=True) == ()
    assert committed(finance) == 0


def test_a_draw_down_is_mended_by_its_bill(finance: Session, tmp_path: Path) -> None:
    commit(finance, ORDER)
    take(finance, tmp_path / "e.xlsx", bill(60))
    (drawn,) = entries(finance, "drawdown")
    with pytest.raises(CorrectionRefused, match="it follows the bills of PO7"):
        mend(finance, drawn)


def test_a_line_coded_later_draws_the_order_then(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    take(finance, tmp_path / "e.xlsx", bill(130, cell=WAITING))
    assert committed(finance) == 10_000
    (line,) = entries(finance, "suspense")
    done = code_lines(finance, [line], CELL)
    assert committed(finance) == 0
    assert [said.rule for said in done.findings] == ["order-exceeded"]
    assert (done.entries, done.entry) == ((line + 1,), line + 2)


def test_lines_recoded_or_gone_from_the_extract_follow_their_order(
    finance: Session, tmp_path: Path
) -> None:
    commit(finance, ORDER)
    gone = bill(5, dated=date(2024, 1, 20))
    kept = bill(1, "", dated=date(2024, 1, 31))
    take(finance, tmp_path / "e.xlsx", bill(60), gone, kept)
    assert committed(finance) == 3_500
    recoded = bill(60, "", cell=LIGHTING.parts[:5])
    take(finance, tmp_path / "f.xlsx", recoded, kept, is_confirmed=True)
    assert committed(finance) == 10_000


def test_an_order_placed_after_its_bill_is_drawn_at_once(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "e.xlsx", (*coded(60, reference="PO7"), None))
    commit(finance, ORDER)
    assert committed(finance) == 4_000


def test_what_is_owed_under_an_order_is_not_to_come_any_more(finance: Session) -> None:
    commit(finance, ORDER)
    owed = replace(ORDER, pence=Pence(3_000), on=YEAR_END, reference="po7")
    accrue(finance, owed)
    assert committed(finance) == 7_000
    assert committed(finance, date(2024, 4, 1)) == 7_000


def test_a_file_held_from_before_orders_were_read_is_held_still(
    finance: Session, tmp_path: Path
) -> None:
    row = coded(60)
    workbooks.workbook(tmp_path / "e.xlsx", {"Jan": [workbooks.CODED, row]})
    ingest_spend(finance, [tmp_path / "e.xlsx"], SpendOptions("ledger", kind="ledger"))
    again = take(finance, tmp_path / "f.xlsx", (*row, "PO7"), (*row, 4500012))
    assert [(file.already_held, file.new) for file in again.files] == [(1, 1)]
    assert [said.rule for said in again.findings] == []
