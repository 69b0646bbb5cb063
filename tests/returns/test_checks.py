"""Each check of a return finds what it is for, and nothing in an office in order."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.spending import SpendLine
from fundtrack.domain.spending import spend_event
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import request_event
from fundtrack.errors import UnknownName
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.returns.checks import Surroundings
from fundtrack.returns.checks import check_figures
from fundtrack.returns.lineage import Lineage
from fundtrack.returns.rules import RULES
from fundtrack.returns.rules import RuleStands
from fundtrack.returns.rules import Waiver
from fundtrack.returns.rules import check_waivable
from fundtrack.returns.rules import finding
from fundtrack.returns.rules import waive
from tests import builders
from tests.builders import CELL
from tests.returns.office import LAMPS
from tests.returns.office import Office
from tests.returns.office import coded
from tests.returns.office import imported
from tests.returns.office import narrative
from tests.returns.office import open_office
from tests.returns.office import refused_row
from tests.returns.office import terms
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of

DAY = date(2024, 1, 20)
OTHER_FILE = Source("e" * 64, "Jan", 3, "Amount")
OPDEF = Cell.parse("OPDEF/blackpool/patrols/staff/revenue/2023-24")
Change = Callable[[SpendLine], SpendLine]


def rules_found(office: Office) -> set[str]:
    """The rules that found something, the expected variances aside."""
    return {found.rule for found in findings_of(office)} - {"variance-explained"}


def test_an_office_in_order_passes_every_check(workspace: Workspace) -> None:
    assert rules_found(open_office(workspace)) == set()


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        ([refused_row()], "no-refused-rows"),
        ([refused_row(fund="", dated="2020-01-01")], "no-refused-rows"),
        ([refused_row(fund="OPDEF", dated="not a day")], "no-refused-rows"),
        ([imported(total=100, control=250)], None),
        ([builders.actual(8_000, DAY, Cell(fund="SSF5"), row=9)], "no-suspense"),
        (
            [request_event(Move(LAMPS, CELL, Pence(5)), DAY, "why")],
            "no-waiting-virement",
        ),
        ([terms(capital_cap_pence=99_999, version=2)], "capital-within-cap"),
        ([builders.actual(500, date(2023, 9, 1), row=9)], "inside-funding-period"),
        ([terms(funding_ends="2024-03-30", version=2)], "inside-funding-period"),
        ([refused_row(fund="OPDEF")], None),
        ([refused_row(dated="2024-05-01")], None),
        ([refused_row(fund="outside")], None),
    ],
)
def test_a_check_finds_what_it_is_for(
    workspace: Workspace, events: Sequence[NewEvent], rule: str | None
) -> None:
    office = open_office(workspace)
    office.record(*events)
    assert rules_found(office) == ({rule} if rule else set())


def test_a_settled_refused_row_and_a_coded_line_block_no_more(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    line = builders.actual(8_000, DAY, Cell(fund="SSF5"), row=9)
    refused, waiting = office.record(refused_row(), line)
    settled = replace(builders.actual(100, DAY, row=10), corrects=refused)
    office.record(settled, coded(waiting, 8_000))
    assert rules_found(office) == set()


@pytest.mark.parametrize(
    ("refused", "severity"), [(0, Severity.BLOCK), (2, Severity.WARN)]
)
def test_a_file_that_does_not_tie_out_blocks_unless_its_refused_rows_may_say_why(
    workspace: Workspace, refused: int, severity: Severity
) -> None:
    office = open_office(workspace)
    entry = office.record(imported(105_000, 105_300, refused))[0]
    office.record(spend_event(builders.spend_line(100, DAY, row=9), entry))
    found = [it for it in findings_of(office) if it.rule == "imports-tie-out"]
    assert [(it.severity, it.found) for it in found] == [(severity, "£1,050.00")]
    assert "the file is £3.00 from its control total" in found[0].message


@pytest.mark.parametrize(
    ("change", "is_twice"),
    [
        (lambda line: line, True),
        (lambda line: replace(line, read_from=OTHER_FILE), True),
        (lambda line: replace(line, cell=OPDEF, read_from=OTHER_FILE), True),
        (lambda line: replace(line, reference="", read_from=OTHER_FILE), False),
        (lambda line: replace(line, pence=Pence(-60_000)), False),
        (lambda line: replace(line, read_from=replace(OTHER_FILE, row=4)), True),
    ],
)
def test_a_payment_that_stands_twice_is_found(
    workspace: Workspace, change: Change, is_twice: bool
) -> None:
    office = open_office(workspace)
    line = builders.spend_line(60_000, DAY, row=3)
    office.record(spend_event(change(line), 1))
    assert ("claimed-once" in rules_found(office)) is is_twice


def test_a_total_below_nought_names_its_credits(workspace: Workspace) -> None:
    office = open_office(workspace)
    entry = office.record(builders.actual(-70_000, date(2024, 2, 1), row=9))[0]
    found = [it for it in findings_of(office) if it.severity is Severity.WARN]
    said = [it.message for it in found if it.rule == "negative-totals-explained"]
    in_words = "blackpool, cctv, capital is −£100.00 in the quarter"
    assert said == [f"{in_words}: credits and reversals are entries {entry}"]


def test_an_area_with_a_budget_and_no_spending_is_named(workspace: Workspace) -> None:
    office = open_office(workspace)
    quiet = Cell.parse("SSF5/preston/p/cctv/capital/2023-24")
    office.record(builders.allocation(100, quiet))
    found = [it for it in findings_of(office) if it.rule == "all-areas-reported"]
    assert [it.message for it in found] == [
        "preston has a budget and no eligible spending in 2023-24 Q4"
    ]


def test_a_variance_is_told_with_its_side_share_and_tolerance(
    workspace: Workspace,
) -> None:
    found = findings_of(open_office(workspace))
    said = [it.message for it in found if it.rule == "variance-explained"]
    allowed = "below the budget; the tolerance is 10% or £5,000.00"
    assert said == [
        f"blackpool, cctv, capital: the outturn is £200.00 (16.7%) {allowed}",
        f"lancaster, lighting, revenue: the outturn is £679.99 (85.0%) {allowed}",
    ]


def test_a_variance_that_is_explained_is_not_told_again(workspace: Workspace) -> None:
    office = open_office(workspace)
    lamps = ("lancaster", "lighting", "revenue")
    office.record(
        narrative("variance", "the lamps' bill comes in April", *lamps),
        narrative("progress", "all well", "blackpool", "cctv", "capital"),
    )
    (found,) = findings_of(office)
    assert (found.rule, found.severity) == ("variance-explained", Severity.WARN)
    assert found.message.startswith("blackpool, cctv, capital")
    office.record(narrative("variance", "", *lamps))
    assert len(findings_of(office)) == 2


def test_where_the_terms_need_a_narrative_a_missing_one_blocks(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(terms(narrative_needed=True, version=2))
    first, second = findings_of(office)
    assert {first.rule, second.rule} == {"variance-explained"}
    assert (first.severity, second.severity) == (Severity.BLOCK, Severity.BLOCK)
    office.record(
        narrative("variance", "late bill", "lancaster", "lighting", "revenue"),
        narrative("variance", "late posts", "blackpool", "cctv", "capital"),
    )
    assert findings_of(office) == ()


def test_a_claim_below_nought_says_what_becomes_of_it(workspace: Workspace) -> None:
    figures = figures_of(open_office(workspace))
    tied = figures.reconciliation
    before = Pence(tied.eligible_pence + 12_345)
    below = replace(tied, claimed_before_pence=before)
    found = check_figures(replace(figures, reconciliation=below), nothing_around())
    said = [it.message for it in found if it.rule == "negative-totals-explained"]
    owed = "that much of what was claimed before is owed back"
    assert said == [f"the claim is −£123.45: {owed}, or is set against the next claim"]


def test_a_variance_within_the_tolerance_needs_no_words(workspace: Workspace) -> None:
    office = open_office(workspace)
    office.record(terms(variance_pct=90, version=2))
    assert findings_of(office) == ()


def test_silent_terms_take_the_local_tolerance(workspace: Workspace) -> None:
    office = open_office(workspace)
    office.record(terms(variance_pct=None, variance_pence=None, version=2))
    assert figures_of(office).scope.terms.variance_pct == 10
    assert figures_of(office).scope.terms.variance_pence == 500_000


def test_without_an_outturn_there_is_no_variance_to_explain(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    figures = figures_of(office)
    row = figures.table[0]
    unsaid = {
        name: replace(it, pence=None) if name in {"variance", "eligible"} else it
        for name, it in row.figures.items()
    }
    changed = replace(figures, table=(replace(row, figures=unsaid), figures.table[-1]))
    found = {it.rule for it in check_figures(changed, nothing_around())}
    assert found == {"all-areas-reported"}


def nothing_around() -> Surroundings:
    """Books in which nothing else blocks."""
    return Surroundings([], [], [], [], [])


def test_figures_that_do_not_hold_together_are_found(workspace: Workspace) -> None:
    figures = figures_of(open_office(workspace))
    tied = replace(figures.reconciliation, eligible_pence=Pence(300_000))
    found = {
        it.rule
        for it in check_figures(
            replace(figures, reconciliation=tied, lineage=Lineage()), nothing_around()
        )
    }
    assert found >= {
        "lines-sum-to-claim",
        "claim-ties-to-ledger",
        "cells-sum-to-lines",
        "claim-within-maximum",
    }


def test_a_live_waiver_turns_a_block_into_a_warning() -> None:
    blocked = finding("no-suspense", "a line waits")
    warned = finding("vat-rule-applied", "words that are no rule")
    waiver = Waiver("no-suspense", "cfo", DAY, date(2024, 4, 30), "known", 9)
    on_its_last_day = waive([blocked, warned], [waiver], date(2024, 4, 30))
    assert [it.severity for it in on_its_last_day] == [Severity.WARN, Severity.WARN]
    assert on_its_last_day[0].message == (
        "a line waits; waived by cfo until 2024-04-30: known"
    )
    assert waive([blocked], [waiver], date(2024, 5, 1)) == (blocked,)


def test_only_known_rules_that_may_be_waived_are() -> None:
    check_waivable("no-suspense")
    with pytest.raises(UnknownName, match="there is no rule “no-such-rule”"):
        check_waivable("no-such-rule")
    with pytest.raises(RuleStands, match="claim-ties-to-ledger cannot be waived"):
        check_waivable("claim-ties-to-ledger")
    assert len(RULES) == 24
