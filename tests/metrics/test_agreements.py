"""A return is due for each quarter of an agreement that has ended and was not sent."""

from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.metrics.agreements import FundTerms
from fundtrack.metrics.agreements import fund_terms
from fundtrack.metrics.agreements import returns_due
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.store.snapshot import open_books
from tests import builders

BEGUN = date(2024, 4, 5)
"""The books of these tests are begun by the clock's first day."""


def fund(name: str, kind: str = "grant") -> NewEvent:
    """A fund in the register."""
    return NewEvent("fund", BEGUN, "opens", {"fund": name, "name": name, "kind": kind})


def terms(name: str, starts: str, ends: str, version: int = 1) -> NewEvent:
    """An agreement with returns due 30 days after each quarter."""
    facts: dict[str, str | int | bool] = {
        "fund": name,
        "version": version,
        "carry_over": False,
        "due_days": 30,
        "funding_starts": starts,
        "funding_ends": ends,
    }
    return NewEvent("terms", BEGUN, "agreed", facts)


def step(kind: str, quarter_ends: str) -> NewEvent:
    """A step in the life of a return of the first version."""
    facts = {"return_id": f"SSF5-{quarter_ends}", "fund": "SSF5"}
    return NewEvent(kind, BEGUN, "done", {**facts, "quarter_ends": quarter_ends})


def test_terms_are_those_of_the_newest_version(
    workspace: Workspace, clock: Clock
) -> None:
    events = [
        fund("SSF5"),
        fund("OPDEF", "local"),
        terms("SSF5", "2023-10-01", "2025-12-31", version=2),
        terms("SSF5", "2023-10-01", "2025-03-31"),
    ]
    builders.record(workspace, clock, events)
    with open_books(workspace) as books:
        found = fund_terms(books, LAST_ENTRY)
    assert found == {
        "SSF5": FundTerms(
            "SSF5",
            is_local=False,
            carries_over=False,
            due_days=30,
            funding_starts=date(2023, 10, 1),
            funding_ends=date(2025, 12, 31),
        ),
        "OPDEF": FundTerms("OPDEF", True, None, None, None, None),
    }


def test_what_newer_terms_leave_out_is_not_taken_from_older_ones(
    workspace: Workspace, clock: Clock
) -> None:
    newer: Payload = {"fund": "SSF5", "version": 2, "due_days": 30}
    corrected: Payload = {"fund": "SSF5", "version": 2, "due_days": 45}
    events = [
        fund("SSF5"),
        terms("SSF5", "2023-10-01", "2025-03-31"),
        NewEvent("terms", BEGUN, "varied", newer),
        NewEvent("terms", BEGUN, "put right", corrected),
    ]
    builders.record(workspace, clock, events)
    with open_books(workspace) as books:
        found = fund_terms(books, LAST_ENTRY)["SSF5"]
    assert (found.due_days, found.carries_over, found.funding_ends) == (45, None, None)


def test_quarters_are_due_from_the_last_return_sent_until_the_money_ends(
    workspace: Workspace, clock: Clock
) -> None:
    events = [
        fund("SSF5"),
        terms("SSF5", "2023-10-01", "2025-02-28"),
        step("return_prepared", "2024-06-30"),
        step("return_submitted", "2024-06-30"),
        step("return_prepared", "2024-09-30"),
    ]
    builders.record(workspace, clock, events)
    with open_books(workspace) as books:
        due = returns_due(books, LAST_ENTRY, date(2025, 8, 1))
    assert [(str(each.quarter), each.due_on, each.begun) for each in due] == [
        ("2024-25 Q2", date(2024, 10, 30), "SSF5-2024-09-30"),
        ("2024-25 Q3", date(2025, 1, 30), ""),
        ("2024-25 Q4", date(2025, 4, 30), ""),
    ]


def test_quarters_before_the_books_were_begun_are_not_asked_for(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(
        workspace, clock, [fund("SSF5"), terms("SSF5", "2023-10-01", "2025-03-31")]
    )
    with open_books(workspace) as books:
        assert returns_due(books, LAST_ENTRY, date(2024, 6, 30)) == []
        (first,) = returns_due(books, LAST_ENTRY, date(2024, 7, 1))
    assert str(first.quarter) == "2024-25 Q1"
