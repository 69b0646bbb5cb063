"""Coding rules: tested on history, turned on, coding new lines, applied to old ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.coding_rules import RuleRefused
from fundtrack.acts.coding_rules import apply_rule
from fundtrack.acts.coding_rules import list_rules
from fundtrack.acts.coding_rules import switch_rule
from fundtrack.acts.coding_rules import try_rule
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.ingest.spend_rules import ByRule
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from tests import workbooks
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import BILLS
from tests.acts.ruled_offices import CAMERAS
from tests.acts.ruled_offices import CELL
from tests.acts.ruled_offices import LAST
from tests.acts.ruled_offices import line

FILE_CODED = (*workbooks.CELL[:3], "lighting", "capital")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    return ruled.office(workspace, clock)


def states(session: Session) -> dict[str, tuple[str, bool]]:
    return {it.rule: (it.state, it.is_tested) for it in list_rules(session)}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("a,1,,,,outside,ann,x", "rule-without-condition"),
        ("a,1,cam,,,moon,ann,x", "rule-target"),
        ("a,1,cam,,,SSF5/moon/p/h/capital/*,ann,x", "rule-target"),
        ("a,1,cam,,,SSF5/blackpool/moon/h/capital/*,ann,x", "rule-target"),
        ("a,1,cam,,,SSF5/blackpool,ann,x", "rule-target"),
        ("a,1,cam,,,outside,moon,x", "register-unknown-person"),
    ],
)
def test_a_row_that_is_no_rule_is_refused(
    finance: Session, row: str, rule: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        ruled.take_rules(finance, row)
    assert [found.rule for found in refused.value.findings] == [rule]


def test_limits_between_which_nothing_lies_are_refused(finance: Session) -> None:
    path = finance.workspace.folder / "coding rules.csv"
    heads = "Rule,Order,Amount from,Amount to,Target,Owner,Reason"
    path.write_text(f"{heads}\na,1,5,4,outside,ann,x\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="between the two limits"):
        ingest_registers(finance, [path])


def test_a_rule_is_a_draft_until_its_present_version_was_tested(
    finance: Session,
) -> None:
    ruled.take_rules(finance, CAMERAS)
    assert ruled.take_rules(finance, CAMERAS).unchanged == 1
    assert states(finance) == {"cameras": ("draft", False)}
    with pytest.raises(RuleRefused, match="fundtrack rule test cameras"):
        switch_rule(finance, "cameras", RuleState.ON)
    ruled.turn_on(finance, "Cameras")
    assert states(finance) == {"cameras": ("on", True)}
    with pytest.raises(RuleRefused, match="on already"):
        switch_rule(finance, "cameras", RuleState.ON)
    ruled.take_rules(finance, CAMERAS.replace("10", "11"))
    assert states(finance) == {"cameras": ("draft", False)}
    ruled.turn_on(finance, "cameras")
    off = switch_rule(finance, "cameras", RuleState.OFF)
    assert (off.state, states(finance)["cameras"]) == ("off", ("off", True))


def test_new_lines_are_coded_set_outside_or_left_waiting(
    finance: Session, tmp_path: Path
) -> None:
    ruled.take_rules(finance, CAMERAS, "local,30,tax,,,SSF5,ann,to be split")
    ruled.turn_on(finance, "cameras", "local")
    rows = (line(10), line(2, cell=FILE_CODED), line(3, "Tax"), line(4, "Other"))
    taken = ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows)
    assert taken.by_rule == (
        ByRule("cameras", str(CELL), 1, Pence(1000)),
        ByRule("local", "SSF5", 1, Pence(300)),
    )
    assert (taken.suspense_lines, taken.suspense_pence) == (2, 700)
    figure = FigureId(Measure.ACTUAL, CELL, date(2024, 3, 31), LAST)
    with finance.reading() as books:
        (found,) = trace(books, figure).lines
    assert (found.coding, found.pence, found.row) == ("coded by rule cameras", 1000, 2)
    again = ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows)
    assert (again.files[0].already_held, again.by_rule) == (4, ())


def test_a_published_line_is_outside_unless_a_rule_claims_it_and_no_ledger_has_it(
    finance: Session, tmp_path: Path
) -> None:
    grants = f"grants,5,,grants,,{ruled.ANY_YEAR},ann,paid on"
    ruled.take_rules(finance, grants, BILLS.replace("vehicles", "Cars"))
    ruled.turn_on(finance, "grants", "bills")
    car = ("Cars", date(2024, 1, 2), 7, "Cars (synthetic)")
    food = ("Food", date(2024, 1, 3), 1, "Food (synthetic)")
    rows = (workbooks.published(30), car, food)
    taken = ruled.take_published(finance, tmp_path / "p.xlsx", *rows)
    assert [(it.rule, it.target, it.lines, it.pence) for it in taken.by_rule] == [
        ("bills", "outside", 1, 700),
        ("grants", str(CELL), 1, 3000),
        ("no fund in the file", "outside", 1, 100),
    ]
    assert sum(it.pence for it in taken.by_rule) == taken.files[0].total_pence
    assert ruled.balances(finance) == {"spent": 3000, "outside": 800}
    ruled.take_ledger(finance, tmp_path / "e.xlsx", line(1, cell=FILE_CODED))
    later = ruled.take_published(finance, tmp_path / "q.xlsx", rows[0], source="q")
    assert later.by_rule == ()


def test_rules_that_disagree_are_named_and_equal_ones_leave_the_line_waiting(
    finance: Session, tmp_path: Path
) -> None:
    late = "late,30,cam,,,outside,ann,x"
    ruled.take_rules(finance, CAMERAS, late)
    ruled.turn_on(finance, "cameras", "late")
    taken = ruled.take_ledger(finance, tmp_path / "e.xlsx", line(10))
    (found,) = taken.findings
    assert (found.rule, found.row) == ("rules-overlap", 2)
    assert "by rule cameras, though late would code otherwise" in found.message
    ruled.take_rules(finance, late.replace("30", "10"))
    ruled.turn_on(finance, "late")
    taken = ruled.take_ledger(finance, tmp_path / "f.xlsx", line(20), line(30))
    (found,) = taken.findings
    assert (found.rule, taken.suspense_pence) == ("rules-tie", 5000)
    assert "none of the rules cameras, late" in found.message


def test_a_cell_without_budget_is_said_of_a_rule_as_of_a_file(
    finance: Session, tmp_path: Path
) -> None:
    ruled.take_rules(finance, CAMERAS)
    ruled.turn_on(finance, "cameras")
    taken = ruled.take_ledger(
        finance, tmp_path / "e.xlsx", line(10, dated=date(2024, 4, 2)), is_dry_run=True
    )
    assert [found.rule for found in taken.findings] == ["no-budget"]
    assert "2024-25 by a rule" in taken.findings[0].message


def test_a_test_counts_history_and_lists_what_people_did_otherwise(
    finance: Session, tmp_path: Path
) -> None:
    ruled.take_rules(finance, CAMERAS)
    rows = (line(1), line(2), line(3), line(4), line(5, cell=FILE_CODED))
    ruled.take_ledger(finance, tmp_path / "e.xlsx", *rows, line(6, "Other"))
    first, second, third, _, _ = ruled.waiting(finance)
    code_lines(finance, [first], CELL)
    code_lines(finance, [second], OUTSIDE)
    found = try_rule(finance, "cameras")
    assert found.said == "would have coded 5 of 6 lines, 2 otherwise than people did"
    assert (found.as_people_did, found.waiting, found.otherwise) == (1, 2, 2)
    aside, coded = found.lines_otherwise
    assert (aside.entry, aside.stands_on, aside.pence) == (second, ("outside",), 200)
    assert aside.coding == "coded by finance.officer"
    assert (coded.by_rule, coded.stands_on) == (str(CELL), (ruled.LIGHTING,))
    assert (coded.file, coded.sheet, coded.row) == ("e.xlsx", "Jan", 6)
    on = switch_rule(finance, "cameras", RuleState.ON)
    assert (on.waiting_lines, on.waiting_pence) == (2, 700)
    done = apply_rule(finance, "cameras")
    assert len(done.entries) == 2
    assert third not in ruled.waiting(finance)
    with pytest.raises(RuleRefused, match="no line in suspense"):
        apply_rule(finance, "cameras")
    assert try_rule(finance, "cameras").by_rules == 2


def test_what_was_undone_or_vanished_is_no_history(
    finance: Session, tmp_path: Path
) -> None:
    ruled.take_rules(finance, CAMERAS)
    path = tmp_path / "e.xlsx"
    ruled.take_ledger(finance, path, line(1), line(2))
    workbooks.workbook(path, {"Jan": [workbooks.CODED, line(1)]})
    options = replace(SpendOptions(source="ledger", kind="ledger"), is_confirmed=True)
    ingest_spend(finance, [path], options)
    assert try_rule(finance, "cameras").lines == 1


def test_a_rule_applies_only_while_on_and_only_with_a_cell(finance: Session) -> None:
    ruled.take_rules(finance, CAMERAS, "local,30,tax,,,SSF5,ann,to be split")
    with pytest.raises(RuleRefused, match="is draft"):
        apply_rule(finance, "cameras")
    ruled.turn_on(finance, "local")
    with pytest.raises(RuleRefused, match="no cell"):
        apply_rule(finance, "local")
    with pytest.raises(UnknownName, match="the books hold cameras, local"):
        apply_rule(finance, "moon")


def test_a_rule_to_an_unknown_heading_is_not_tested(finance: Session) -> None:
    ruled.take_rules(finance, CAMERAS.replace("/cctv/", "/cakes/"))
    with pytest.raises(UnknownName, match="heading"):
        try_rule(finance, "cameras")
    ruled.take_rules(finance, CAMERAS.replace("*", "2023-24"), BILLS)
    assert try_rule(finance, "cameras").lines == 0
    assert try_rule(finance, "bills").state == "draft"
    assert [it.target for it in list_rules(finance)] == [str(CELL), "outside"]


def test_who_may_not_record_may_not_test_or_switch(finance: Session) -> None:
    ruled.take_rules(finance, CAMERAS)
    ann = Session(finance.workspace, "ann", finance.clock)
    with pytest.raises(NotAllowed):
        try_rule(ann, "cameras")
    with pytest.raises(NotAllowed):
        switch_rule(ann, "cameras", RuleState.OFF)
    assert Cell.parse(list_rules(ann)[0].target).fund == "SSF5"
