"""A fund bears what its agreement pays of a line's VAT; the rest stands outside."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.coding import share_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.apportioning import parse_share
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from tests import builders
from tests import workbooks
from tests.builders import CELL
from tests.workbooks import CODED
from tests.workbooks import coded

HEADINGS = tuple("Gross" if name == "Amount (£)" else name for name in CODED)
VAT = ("VAT", "Recoverable VAT")
LEDGER = SpendOptions(source="ledger", kind="ledger")
WAITING = ("SSF5", None, None, None, None)
OTHER = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])


def terms(rule: str | None) -> NewEvent:
    """The terms of the fund, as far as VAT goes."""
    facts: Payload = {"fund": "SSF5", "version": 1, "vat_rule": rule}
    return NewEvent("terms", builders.START, "agreed", facts)


def office(workspace: Workspace, clock: Clock, rule: str | None) -> Session:
    """An office with one fund under a VAT rule, if any."""
    events = [
        *builders.registers(),
        *([terms(rule)] if rule is not None else []),
        builders.allocation(90_000),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take(session: Session, path: Path, *rows: workbooks.Row) -> SpendImport:
    """Take in rows that state VAT, and how much of it is recoverable."""
    book = workbooks.workbook(path, {"Jan": [(*HEADINGS, *VAT), *rows]})
    return ingest_spend(session, [book], LEDGER)


def spent(session: Session) -> int:
    """What the books say was spent of the fund."""
    with session.reading() as books:
        known = books.info.head_seq
        return position(
            books, Selection(date(2024, 3, 31), known, "SSF5")
        ).totals.actual_pence


def outside(session: Session) -> int:
    """What stands outside the funds."""
    with session.reading() as books:
        every = list(range(1, books.info.head_seq + 1))
        sides = books.rows("entry_postings", entries=every)
        return sum(side["pence"] for side in sides if side["account"] == "outside")


@pytest.mark.parametrize(
    ("rule", "cost"),
    [
        ("net of VAT", 10_000),
        ("net of recoverable VAT", 10_500),
        ("as agreed by letter", 10_000),
        (None, 10_500),
    ],
)
def test_a_fund_bears_what_its_agreement_pays(
    workspace: Workspace, clock: Clock, tmp_path: Path, rule: str | None, cost: int
) -> None:
    session = office(workspace, clock, rule)
    taken = take(session, tmp_path / "e.xlsx", (*coded(120), 20, 15))
    assert taken.files[0].total_pence == 12_000
    assert (spent(session), outside(session)) == (cost, 12_000 - cost)


def test_a_line_whose_vat_is_unknown_is_borne_whole_and_what_is_doubtful_said(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    session = office(workspace, clock, "net of VAT")
    rows = [(*coded(120), None, None), (*coded(60, reference="B"), "n/a", None)]
    taken = take(session, tmp_path / "e.xlsx", *rows)
    assert [(said.rule, said.row) for said in taken.findings] == [("vat-doubtful", 3)]
    assert (spent(session), outside(session)) == (18_000, 0)


def test_a_line_coded_out_of_suspense_bears_the_same(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    session = office(workspace, clock, "net of VAT")
    take(session, tmp_path / "e.xlsx", (*coded(120, cell=WAITING), 20, 15))
    with session.reading() as books:
        line = books.info.head_seq
    assert (spent(session), outside(session)) == (0, 0)
    code_lines(session, [line], CELL)
    assert (spent(session), outside(session)) == (10_000, 2_000)


def test_a_shared_line_bears_it_part_by_part(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    session = office(workspace, clock, "net of recoverable VAT")
    builders.record(workspace, clock, [builders.allocation(90_000, OTHER)])
    take(session, tmp_path / "e.xlsx", (*coded(120.01, cell=WAITING), 20.01, 15))
    with session.reading() as books:
        line = books.info.head_seq
    shares = [parse_share(f"{CELL}=50%"), parse_share(f"{OTHER}=50%")]
    share_lines(session, [line], shares)
    assert (spent(session), outside(session)) == (10_501, 1_500)


def test_a_corrected_line_keeps_its_parts_and_a_new_amount_makes_them_unknown(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    session = office(workspace, clock, "net of VAT")
    builders.record(workspace, clock, [builders.allocation(90_000, OTHER)])
    take(session, tmp_path / "e.xlsx", (*coded(120), 20, 15))
    with session.reading() as books:
        line = books.info.head_seq
    made = correct(session, line, Correction("on lamps", cell=OTHER))
    assert (spent(session), outside(session)) == (10_000, 2_000)
    correct(session, made.entry, Correction("credit", pence=Pence(6_000)))
    assert (spent(session), outside(session)) == (6_000, 0)
