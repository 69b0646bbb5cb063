"""What presses is what is late, soon due, owed, behind or to be paid back."""

from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.pressing import Pressing
from fundtrack.metrics.pressing import pressing
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import terms

KNOWN = 10_000
TODAY = date(2024, 4, 5)
PLACE = {"fund": "SSF5", "area": "blackpool", "project": "town-centre-cctv"}
OPENED: Payload = {
    "cell": "SSF5/blackpool/*/*/*/2024-25",
    "pence": 500,
    "cause": "partner",
    "owner": "finance",
    "as_at": "2024-04-05",
    "rate_lapses_pence": None,
    "profile_lapses_pence": None,
}


def fact(kind: str, **said: str | int | None) -> NewEvent:
    """A row of a register of delivery."""
    return NewEvent(kind, builders.START, "said", {**PLACE, **said})


def milestone(name: str, planned: str, rag: str, reached: str | None) -> NewEvent:
    """A step of a project."""
    return fact(
        "milestone", milestone=name, planned_on=planned, rag=rag, actual_on=reached
    )


def due(rule: Rule, on: str) -> NewEvent:
    """Something to do by a day."""
    period = "2023-24 Q4" if rule is Rule.RETURN else on
    asked = Obligation(
        "SSF5", rule, period, f"{rule} {on}", date.fromisoformat(on), Role.FINANCE
    )
    return obligation_event(asked, builders.START)


def grant(partner: str, unspent: int, recovered: int) -> NewEvent:
    """An onward grant."""
    return fact(
        "onward_grant",
        partner=partner,
        unspent_pence=unspent,
        recovered_pence=recovered,
    )


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """One fund with something of each kind, and one with nothing."""
    events = [
        *builders.registers(),
        *builders.person("ann", Role.FINANCE),
        terms(match_pct=50),
        terms(fund="SSF6", match_pct=50, funding_ends="2023-11-30"),
        builders.actual(1_000),
        fact("match", giver="council", match_kind="cash", delivered_pence=100),
        milestone("late", "2024-03-01", "amber", None),
        milestone("red", "2024-06-01", "red", None),
        milestone("later", "2024-06-01", "green", None),
        milestone("reached late", "2024-03-01", "red", "2024-03-09"),
        grant("council", 900, 200),
        grant("trust", 300, 300),
        fact("onward_grant", fund="SSF7", partner="trust", unspent_pence=5),
        fact("milestone", fund="SSF8", milestone="x", planned_on=str(TODAY), rag="red"),
        due(Rule.OUTTURN, "2024-04-04"),
        due(Rule.EVIDENCE, "2024-05-03"),
        due(Rule.EVIDENCE, "2024-05-07"),
        due(Rule.RETURN, "2024-04-10"),
        due(Rule.RETENTION, "2024-04-10"),
        due(Rule.CARRY_OVER, "2024-03-28"),
        NewEvent("underspend_opened", TODAY, "late", OPENED),
    ]
    builders.record(workspace, clock, events)
    return workspace


def found(office: Workspace, fund: str = "*") -> Pressing:
    """What presses today."""
    with open_books(office) as books:
        return pressing(books, Selection(TODAY, KNOWN, fund), bank_holidays())


def test_late_and_soon_are_listed_and_what_has_its_own_line_is_not(
    office: Workspace,
) -> None:
    # Easter Monday is past; 6 May 2024 is a bank holiday.
    assert [it.what for it in found(office).obligations] == [
        "outturn 2024-04-04",
        "evidence 2024-05-03",
    ]


def test_each_part_holds_what_is_behind_the_worst_first(office: Workspace) -> None:
    part, *others = found(office).deliveries
    assert [part.fund, *(it.fund for it in others)] == ["SSF5", "SSF7", "SSF8"]
    assert [(it.milestones == (), it.match) for it in others] == [
        (True, None),
        (False, None),
    ]
    assert [it.milestone for it in part.milestones] == ["red", "late"]
    assert part.match
    assert part.match.delivery_shortfall_pence == 400
    assert [it.partner for it in part.onward_grants] == ["council"]


def test_open_cases_and_owners_come_with_it(office: Workspace) -> None:
    every = found(office)
    assert [case.left_pence for case in every.cases] == [500]
    assert every.owners.of("finance", TODAY).people == ("Ann",)
    assert every.receivables == ()


def test_another_fund_has_nothing_of_it(office: Workspace) -> None:
    other = found(office, "SSF6")
    nothing = (other.obligations, other.receivables, other.cases, other.deliveries)
    assert nothing == ((), (), (), ())
    assert found(office, "SSF5").cases == found(office).cases


def test_a_fund_that_keeps_up_does_not_press(office: Workspace, clock: Clock) -> None:
    builders.record(
        office,
        clock,
        [
            fact("match", giver="council", match_kind="cash", delivered_pence=500),
            grant("council", 900, 900),
            milestone("late", "2024-03-01", "green", "2024-02-28"),
            milestone("red", "2024-06-01", "green", None),
        ],
    )
    assert found(office, "SSF5").deliveries == ()
