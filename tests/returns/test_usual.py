"""What is unusual for a project is said in times of its usual quarter or line."""

from collections import defaultdict
from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.findings import Severity
from tests import builders
from tests.oracles.soft_ranges import is_far
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.rule_examples import lamps_fitted
from tests.returns.rule_examples import patrols
from tests.returns.test_figures import findings_of

TOLERANCE = 500_000
USUAL = {"usual-quarter", "usual-line", "usual-output"}


def said(office: Office, *events: NewEvent) -> list[str]:
    """What is unusual in the office once this happened."""
    office.record(*events)
    found = [it for it in findings_of(office) if it.rule in USUAL]
    assert {it.severity for it in found} <= {Severity.WARN}
    return [it.message for it in found]


def test_a_quarter_and_a_line_are_set_against_the_projects_own(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    found = said(office, *patrols(9_000, 10_000, 10_500, 11_000, 1_200_000))
    line = f"patrols/staff, entry {office.history[-1][0]} to Supplier 1 (synthetic)"
    times, usually = "£12,000.00 is 117.1 times its usual", "£102.50, median of 4"
    assert found == [
        f"patrols/staff: {times} quarter ({usually} quarters)",
        f"{line}: {times} line ({usually} lines)",
    ]


def test_where_nothing_was_usual_no_times_are_told(workspace: Workspace) -> None:
    events = [*patrols(5_000, 10, 10, 10, 1_200_000)]
    early = builders.actual(-10, date(2023, 5, 16), events[2].postings[-1].cell, row=30)
    back = [early, *(_moved(early, month) for month in (8, 11))]
    found = said(open_office(workspace), *events, *back)
    assert found[0] == (
        "patrols/staff: £12,000.00 is far from its usual quarter "
        "(£0.00, median of 4 quarters)"
    )


def _moved(credit: NewEvent, month: int) -> NewEvent:
    cell = credit.postings[-1].cell
    return builders.actual(-10, date(2023, month, 16), cell, row=30 + month)


def test_an_output_is_set_against_what_earlier_quarters_added(
    workspace: Workspace,
) -> None:
    (found,) = said(open_office(workspace), *lamps_fitted(10, 21, 30, 40, 440))
    assert found == (
        "lamps/lamps fitted: 400 is 40.0 times its usual quarter "
        "(10, median of 4 quarters)"
    )


def test_an_output_without_a_count_in_the_quarter_is_not_asked_about(
    workspace: Workspace,
) -> None:
    assert said(open_office(workspace), *[*lamps_fitted(1, 2, 3, 4, 99)][:-1]) == []


@pytest.mark.parametrize("last", [600_000, 1_200_000, 2_000])
def test_an_unusual_quarter_is_as_told_slowly(workspace: Workspace, last: int) -> None:
    office = open_office(workspace)
    found = said(office, *patrols(90_000, 240_000, 100_000, 110_000, last))
    spent: dict[int, int] = defaultdict(int)
    for _, event in office.history:
        if event.kind == "actual" and "patrols" in str(event.postings[-1].cell):
            day = event.effective_on
            spent[day.year * 4 + (day.month + 2) // 3] += event.postings[-1].pence
    *before, now = [spent[quarter] for quarter in sorted(spent)]
    is_told = any("usual quarter" in each for each in found)
    assert is_told is is_far(now, before, TOLERANCE, by_ratio=False)
