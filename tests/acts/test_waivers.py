"""A waiver is for one return, until a day, by somebody who did not prepare it."""

from datetime import date

import pytest

from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import waive
from fundtrack.config import Workspace
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NotAllowed
from fundtrack.findings import Severity
from tests.returns.office import Q3
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import refused_row

RULE = "no-refused-rows"
OTHER = "SSF5-2023-24-Q3-v1"
UNTIL = date(2024, 4, 20)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with a refused row, which blocks its returns."""
    office = open_office(workspace)
    office.record(refused_row(fund="", dated="2023-11-01"))
    return office


def prepared(office: Office, by: str = "finance.officer") -> None:
    """Prepare the quarter's return."""
    prepare(office.session(by), "SSF5", Q4)


def waived(office: Office, by: str = "cfo", return_id: str = RETURN) -> None:
    """Waive the rule for a return."""
    waive(office.session(by), RULE, return_id, UNTIL, "known to the funder")


def severity(office: Office) -> Severity:
    """How hard the refused row is for the quarter's return now."""
    found = check(office.session("auditor"), RETURN).findings
    return next(it.severity for it in found if it.rule == RULE)


def test_a_waiver_that_has_run_out_blocks_again(office: Office) -> None:
    prepared(office)
    waived(office)
    office.day = UNTIL
    assert severity(office) is Severity.WARN
    office.day = date(2024, 4, 21)
    assert severity(office) is Severity.BLOCK
    with pytest.raises(FiguresRefused, match="a refused row"):
        review(office.session("reviewer"), RETURN)


def test_the_waiver_of_another_return_does_not_count(office: Office) -> None:
    prepare(office.session("finance.officer"), "SSF5", Q3)
    prepared(office)
    waived(office, return_id=OTHER)
    assert severity(office) is Severity.BLOCK


def test_whoever_prepared_a_return_waives_none_of_its_checks(office: Office) -> None:
    prepared(office, by="all.hands")
    with pytest.raises(NotAllowed, match=r"having had a hand in it.* cfo, reviewer"):
        waived(office, by="all.hands")
    waived(office, by="reviewer")
    assert severity(office) is Severity.WARN


def test_a_waiver_by_whoever_prepares_the_return_later_counts_no_more(
    office: Office,
) -> None:
    prepared(office)
    waived(office, by="all.hands")
    assert severity(office) is Severity.WARN
    prepared(office, by="all.hands")
    assert severity(office) is Severity.BLOCK
