"""The sheets of a return that tell of match, delivery, virements and underspend."""

from dataclasses import replace
from typing import Any

import pytest

from fundtrack.acts.underspend_remedies import Proposing
from fundtrack.acts.underspends import Starting
from fundtrack.acts.underspends import decide
from fundtrack.acts.underspends import open_underspend
from fundtrack.acts.underspends import propose
from fundtrack.acts.virements import decide_virement
from fundtrack.acts.virements import request_virement
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Decision
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.domain.virements import Move
from fundtrack.money import Pence
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_files
from tests import builders
from tests.builders import CELL
from tests.metrics.test_deliveries import SHEETS
from tests.metrics.test_deliveries import take_in
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.test_files import papers_of
from tests.returns.test_files import workbook_of

Said = dict[str, list[list[Any]]]
LIGHTS = replace(CELL, heading="lighting")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that may move budget, whose terms ask for a fifth of match."""
    office = open_office(workspace)
    office.record(terms(match_pct=20, asset_threshold_pence=50_000))
    office.record(*builders.person("holder", Role.BUDGET_HOLDER))
    return office


def printed(office: Office) -> Said:
    """The rows of each sheet beneath its headings, as the workbook has them."""
    book = workbook_of(make_files(papers_of(office), read_layout()))
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
        for page in book.worksheets
    }


def test_the_registers_of_delivery_are_printed_as_at_the_quarters_end(
    office: Office,
) -> None:
    take_in(office, **{name: SHEETS[name] for name in SHEETS if name != "evidence"})
    said = printed(office)
    assert [row[:5] for row in said["Match"]] == [
        ["council", "all", "cash", 200, 100],
        ["council", "all", "in kind", 150, 0],
        ["Total", "all", "", 350, 100],
        ["Asked: 20 per cent of the grant", "all", "", 400, 224.01],
        ["Lacking of 20 per cent of the grant", "all", "", 50, 124.01],
    ]
    assert [row[2] for row in said["Milestones"]][:2] == ["a on time", "b late"]
    assert said["Milestones"][0][0] == "Blackpool"
    assert [(row[1], row[4], row[5]) for row in said["Risks"]] == [
        ("large", 9, "open"),
        ("small", 2, "open"),
        ("gone", 9, "closed"),
    ]
    assert [(row[2], *row[4:7], row[-1]) for row in said["Assets"]] == [
        ("mouse", 499.99, "no", "added", "recorded"),
        ("server", 500, "yes", "added", "recorded"),
        ("van", 900, "yes", "added", "recorded"),
    ]
    assert [(row[2], *row[4:11]) for row in said["Onward grants"]] == [
        ("council", 900, 900, 120, 20, 100, "yes", "no"),
        ("trust", 50, 50, 0, 0, 0, "no", "no"),
    ]


def test_virements_and_underspend_are_printed_with_who_decided(office: Office) -> None:
    holder, cfo = office.session("holder"), office.session("cfo")
    approved, asked = (
        request_virement(holder, Move(CELL, LIGHTS, Pence(pence)), "posts").virement
        for pence in (1_000, 700)
    )
    done = decide_virement(cfo, approved, is_approved=True)
    case = Starting(CELL, Cause.RECRUITMENT, "no wardens", "holder", Pence(5_000))
    number = open_underspend(holder, case).underspend
    said = printed(office)
    assert [row[3:9] for row in said["Virements"]] == [
        [10, "Holder", "posts", "approved", "Cfo", done.entry],
        [7, "Holder", "posts", "waiting", "", None],
    ]
    assert (said["Virements"][1][0], said["Virements"][0][1]) == (asked, str(CELL))
    assert said["Underspend"][0][7:11] == ["open", 50, "", "not given"]
    give_back = Proposing(Remedy.RETURN, "late", CELL, Pence(2_000))
    propose(holder, number, give_back)
    decide(cfo, number, Decision(is_approved=True, reference="D/1", reason="agreed"))
    (row,) = printed(office)["Underspend"]
    assert row[:1] + row[2:10] == [
        *(number, str(CELL), 50, "recruitment", "no wardens", "Holder", "open", 30),
        "return",
    ]
    assert (row[10], row[12], row[13], row[15]) == (20, "approved", "Cfo", "D/1")


def test_what_a_fund_has_none_of_is_said(workspace: Workspace) -> None:
    made = make_files(papers_of(open_office(workspace)), read_layout())
    book = workbook_of(made)
    registers = ("Match", "Milestones", "Risks", "Assets", "Onward grants")
    for name in (*registers, "Virements", "Underspend"):
        assert book[name]["A2"].value.startswith("No "), name
