"""A virement is laid out, asked for and decided on the page, by two people."""

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.metrics.virements import virements
from fundtrack.store.snapshot import open_books
from tests.oracles.budgets import budget_of
from tests.oracles.budgets import free_of
from tests.pages import screens
from tests.pages.spend_pages import GATES
from tests.pages.spend_pages import LIGHTS
from tests.pages.spend_pages import WEST
from tests.pages.spend_pages import seat_of
from tests.pages.spend_pages import staffed

MOVE = {"source": LIGHTS, "target": GATES, "amount": "1,000.50", "reason": "gates"}


@pytest.fixture
def workspace(workspace: Workspace, clock: Clock) -> Workspace:
    """The office with its people."""
    return staffed(workspace, clock)


def test_the_effect_on_both_budgets_is_shown_before_anything_is_asked(
    workspace: Workspace, clock: Clock
) -> None:
    seat = seat_of(workspace, clock, "officer", fund="SSF5")
    seat.do("virement", "look", **MOVE)
    assert seat.told("virement").startswith(
        "£1,000.50 would go from Pennine Lancashire"
    )
    assert seat.cells("virement-effect") == [
        [
            "Pennine Lancashire, Burnley lights, Lighting, capital, 2023-24",
            "£164,000.00",
            "−£1,000.50",
            "£162,999.50",
            "£46,600.00",
            "£45,599.50",
        ],
        [
            "Blackpool, Alleys, Alley gates, capital, 2023-24",
            "£31,000.00",
            "£1,000.50",
            "£32,000.50",
            "£19,000.00",
            "£20,000.50",
        ],
        [
            *("Both together", "£195,000.00", "£0.00", "£195,000.00"),
            *("£65,600.00", "£65,600.00"),
        ],
    ]
    with open_books(workspace) as books:
        assert len(virements(books)) == 1
        for cell, budget, free in (
            (LIGHTS, 16_400_000, 4_660_000),
            (GATES, 3_100_000, 1_900_000),
        ):
            assert (budget_of(books, cell), free_of(books, cell)) == (budget, free)


def test_asking_and_approving_by_two_people_moves_the_budget(
    workspace: Workspace, clock: Clock
) -> None:
    officer = seat_of(workspace, clock, "officer", fund="SSF5")
    officer.do("virement", "look", **MOVE)
    officer.do("virement", "ask")
    with open_books(workspace) as books:
        asked = virements(books)[-1]
    assert (asked.asked_by, asked.pence, asked.reason) == ("officer", 100_050, "gates")
    assert officer.told("virement") == (
        f"Virement {asked.number} over £1,000.50 is asked for. cfo and holder may "
        "decide."
    )
    assert officer.offered("decision") == []
    assert officer.offered("virement") == ["look"]
    cfo = seat_of(workspace, clock, "cfo", fund="SSF5")
    assert cfo.cells("virements-waiting")[1][4:] == [
        *("gates", "officer", "£45,599.50", "£20,000.50", "cfo and holder"),
    ]
    cfo.do("decision", "approve", number=str(asked.number), reason="")
    assert cfo.told("decision").startswith(
        f"Virement {asked.number}, £1,000.50, is approved. The budget has moved from"
    )
    with open_books(workspace) as books:
        assert budget_of(books, GATES) == 3_200_050
    assert len(cfo.cells("virements-waiting")) == 1


def test_a_rejection_needs_its_reason_which_the_history_keeps(
    workspace: Workspace, clock: Clock
) -> None:
    cfo = seat_of(workspace, clock, "cfo")
    with open_books(workspace) as books:
        (asked,) = virements(books)
    cfo.do("decision", "reject", number=str(asked.number), reason=" ")
    assert cfo.heard[-1]["errors"] == {"reason": "Enter this: Reason."}
    cfo.do("decision", "reject", number=str(asked.number), reason="not this year")
    assert cfo.told("decision").endswith("is rejected. Nothing has moved.")
    assert cfo.cells("virements-waiting") == []
    with open_books(workspace) as books:
        row = books.rows("virements", known=books.info.head_seq)[0]
        entry = books.rows("entries", entries=[row["decided"]])[0]
    assert (row["decided_by"], entry["reason"]) == ("cfo", "not this year")


def test_what_a_rule_forbids_is_said_before_it_is_asked(
    workspace: Workspace, clock: Clock
) -> None:
    seat = seat_of(workspace, clock, "officer", fund="SSF5")
    seat.do("virement", "look", **{**MOVE, "amount": "99,000"})
    assert "has £46,600.00 of budget left to move" in seat.heard[-1]["refused"]
    seat.do("virement", "look", **{**MOVE, "target": WEST})
    assert "capital may not become revenue" in seat.heard[-1]["refused"]
    seat.do("virement", "look", **{**MOVE, "target": WEST, "approval": "HO/7"})
    assert seat.offered("virement") == ["ask", "look"]
    kept = seat.fields("virement", "look")
    assert (kept["target"], kept["approval"]) == (WEST, "HO/7")
    screens.choose(seat.page, year="2023-24")
    assert seat.offered("virement") == ["look"]
    assert seat.cells("virement-effect") == []


@pytest.mark.parametrize("person", [None, "auditor"])
def test_who_may_not_ask_is_told_who_may(
    workspace: Workspace, clock: Clock, person: str | None
) -> None:
    seat = seat_of(workspace, clock, person, fund="SSF5")
    assert (seat.offered("virement"), seat.offered("decision")) == ([], [])
    assert "May ask for a virement: holder and officer." in screens.words(seat.page)


def test_a_virement_is_asked_for_within_one_fund_and_year(
    workspace: Workspace, clock: Clock
) -> None:
    seat = seat_of(workspace, clock, "officer", fund="SSF5", year="*")
    assert seat.offered("virement") == []
    screens.choose(seat.page, year="2023-24", area="pennine")
    assert seat.fields("virement", "look")["source"] == LIGHTS
