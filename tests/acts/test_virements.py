"""Virements: asked for by one person, decided by another, moved at once."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.people import set_authority
from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.session import Session
from fundtrack.acts.virements import decide_virement
from fundtrack.acts.virements import request_virement
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import VirementRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.virements import virements
from fundtrack.metrics.virements import waiting
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders

GIVES = builders.CELL
GETS = replace(GIVES, project="lighting", heading="lighting")


@pytest.fixture
def holder(workspace: Workspace, clock: Clock) -> Session:
    """A budget holder with £900 on one cell; the finance officer and chief may act."""
    lighting = {"fund": "SSF5", "area": "blackpool", "project": "lighting"}
    events = [
        *builders.registers(),
        NewEvent("project", builders.START, "opens", {**lighting, "name": "Lighting"}),
        *builders.person("holder", Role.BUDGET_HOLDER),
        *builders.person("cfo", Role.SIGNATORY),
        *builders.person("admin", Role.ADMIN),
        builders.allocation(90_000),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "holder", clock)


def budgets(session: Session) -> dict[str, int]:
    """The budget of each cell, by project."""
    found = status(session, Question(as_at=date(2024, 12, 31))).position
    return {line.cell.project: line.budget_pence for line in found.cells}


def test_nothing_moves_until_somebody_else_approves(holder: Session) -> None:
    asked = request_virement(holder, Move(GIVES, GETS, Pence(40_000)), "late cameras")
    assert budgets(holder) == {"town-centre-cctv": 90_000, "*": 0}
    decided = decide_virement(
        replace(holder, person="cfo"), asked.virement, is_approved=True
    )
    assert decided.state == "approved"
    with open_books(holder.workspace) as books:
        assert [it.state for it in virements(books)] == ["approved"]
    assert budgets(holder) == {"lighting": 40_000, "town-centre-cctv": 50_000, "*": 0}


def test_whoever_asked_cannot_approve_and_is_told_who_can(holder: Session) -> None:
    asked = request_virement(holder, Move(GIVES, GETS, Pence(1)), "late cameras")
    with pytest.raises(NotAllowed, match="who can: cfo"):
        decide_virement(holder, asked.virement, is_approved=True)


def test_a_rejected_virement_moves_nothing_and_waits_no_more(holder: Session) -> None:
    asked = request_virement(holder, Move(GIVES, GETS, Pence(1)), "late cameras")
    cfo = replace(holder, person="cfo")
    assert decide_virement(cfo, asked.virement, is_approved=False).state == "rejected"
    with open_books(holder.workspace) as books:
        assert waiting(books) == []
    with pytest.raises(VirementRefused, match="rejected already"):
        decide_virement(cfo, asked.virement, is_approved=True)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"fund": "SSF4"}, "between grants"),
        ({"kind": "revenue"}, "capital may not become revenue"),
        ({"year": "2024-25"}, "stays within its year"),
        ({"heading": "cctv", "project": "town-centre-cctv"}, "another cell"),
        ({"project": "*"}, "two whole cells"),
    ],
)
def test_a_move_the_agreement_forbids_is_refused(
    holder: Session, change: dict[str, str], why: str
) -> None:
    with pytest.raises(WrongArgument, match=why):
        request_virement(holder, Move(GIVES, replace(GETS, **change), Pence(5)), "try")


def test_more_than_is_left_cannot_move(holder: Session) -> None:
    with pytest.raises(VirementRefused, match=r"has £900\.00 of budget left"):
        request_virement(holder, Move(GIVES, GETS, Pence(90_001)), "try")


def test_two_requests_for_the_same_budget_cannot_both_be_approved(
    holder: Session,
) -> None:
    asked = [
        request_virement(holder, Move(GIVES, GETS, Pence(60_000)), why).virement
        for why in ("late cameras", "later cameras")
    ]
    cfo = replace(holder, person="cfo")
    decide_virement(cfo, asked[0], is_approved=True)
    with pytest.raises(VirementRefused, match=r"has £300\.00 of budget left"):
        decide_virement(cfo, asked[1], is_approved=True)
    assert decide_virement(cfo, asked[1], is_approved=False).state == "rejected"


@pytest.mark.parametrize(
    ("to", "reason", "error"),
    [
        (replace(GETS, area="atlantis"), "try", UnknownName),
        (replace(GETS, project="atlantis"), "try", UnknownName),
        (GETS, "  ", WrongArgument),
    ],
)
def test_money_goes_to_a_place_that_is_known_and_for_a_reason(
    holder: Session, to: Cell, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        request_virement(holder, Move(GIVES, to, Pence(1)), reason)


def test_an_unknown_virement_is_named(holder: Session) -> None:
    with pytest.raises(UnknownName, match="there is no virement “99”"):
        decide_virement(replace(holder, person="cfo"), 99, is_approved=True)


def test_the_cell_must_have_budget_at_all(holder: Session) -> None:
    empty = Cell.parse("SSF5/blackpool/town-centre-cctv/cctv/capital/2024-25")
    with pytest.raises(VirementRefused, match=r"£0\.00"):
        request_virement(
            holder, Move(empty, replace(GETS, year="2024-25"), Pence(5)), "try"
        )


def test_capital_becomes_revenue_with_the_funders_approval(holder: Session) -> None:
    move = Move(GIVES, replace(GETS, kind="revenue"), Pence(5), "HO letter 12")
    asked = request_virement(holder, move, "late cameras")
    cfo = replace(holder, person="cfo")
    assert decide_virement(cfo, asked.virement, is_approved=True).state == "approved"


def test_a_limit_of_the_scheme_of_delegation_sends_large_sums_higher(
    holder: Session,
) -> None:
    admin = replace(holder, person="admin")
    set_authority(admin, Role.SIGNATORY, Pence(1_000))
    asked = request_virement(holder, Move(GIVES, GETS, Pence(1_001)), "late cameras")
    cfo = replace(holder, person="cfo")
    with pytest.raises(NotAllowed, match=r"above their limit; who can: nobody"):
        decide_virement(cfo, asked.virement, is_approved=True)
    set_authority(admin, Role.SIGNATORY, None)
    assert decide_virement(cfo, asked.virement, is_approved=True).state == "approved"
