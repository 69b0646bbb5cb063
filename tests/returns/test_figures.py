"""The figures of a return: against the slow twin, and down to their lines."""

from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.plans import PlanKind
from fundtrack.errors import NotCounted
from fundtrack.errors import NoTerms
from fundtrack.findings import Finding
from fundtrack.metrics.trace import trace
from fundtrack.periods import Quarter
from fundtrack.returns.checks import check_figures
from fundtrack.returns.checks import read_surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.figures import lineage_sums
from fundtrack.returns.figures import read_figures
from fundtrack.returns.scopes import read_scope
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.table import TO_COME_COLUMNS
from fundtrack.store.snapshot import open_books
from tests import builders
from tests import oracle as slow
from tests.builders import CELL
from tests.oracles import returns as oracle
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import Office
from tests.returns.office import coded
from tests.returns.office import open_office
from tests.returns.office import terms

STARTS, ENDS = date(2023, 10, 1), date(2024, 3, 31)
EVERYTHING = 10_000


def figures_of(office: Office, quarter: Quarter = Q4) -> Figures:
    """The figures of the office's return, all that is known now."""
    with open_books(office.workspace) as books:
        known = books.info.head_seq
        scope = read_scope(books, ("SSF5", "Safer Streets"), quarter, known)
        return read_figures(books, scope)


def findings_of(office: Office, quarter: Quarter = Q4) -> tuple[Finding, ...]:
    """What the checks find in the office's return."""
    figures = figures_of(office, quarter)
    with open_books(office.workspace) as books:
        return check_figures(figures, read_surroundings(books, figures))


def busy_office(workspace: Workspace) -> Office:
    """An office in which everything happened that a quarter can hold."""
    office = open_office(workspace)
    office.accrue(3_000, date(2023, 12, 31))
    office.record(builders.actual(-2_500, date(2024, 2, 9), LAMPS, row=7))
    waiting = Cell(fund="SSF5")
    entry = office.record(builders.actual(4_400, date(2024, 1, 9), waiting, row=8))[0]
    office.record(coded(entry, 4_400))
    office.record(builders.actual(999, date(2023, 9, 30), row=9))
    office.record(builders.allocation(5_000, Cell("SSF5", "blackpool", year="2023-24")))
    office.record(builders.plan(PlanKind.FORECAST, 10_000, "2023-24 Q4", LAMPS))
    office.record(builders.actual(700, date(2024, 4, 2), row=10))
    return office


def test_ledger_and_claim_agree_with_the_slow_twin(workspace: Workspace) -> None:
    office = busy_office(workspace)
    tied = figures_of(office).reconciliation
    twin = oracle.ledger_pence(office.history, STARTS, ENDS, EVERYTHING)
    assert tied.ledger_pence == twin == 40_000 + 60_000 + 5_001 + 7_000 - 2_500 + 4_400
    assert tied.claim_pence == oracle.claim_pence(
        office.history, STARTS, ENDS, EVERYTHING
    )
    assert (tied.items, tied.difference_pence) == ((), 0)


def test_every_money_cell_traces_to_lines_that_sum_to_it(workspace: Workspace) -> None:
    office = busy_office(workspace)
    figures = figures_of(office)
    sums = lineage_sums(figures.lineage)
    with open_books(workspace) as books:
        for row in figures.table:
            for name in COLUMNS:
                figure = row.figures[name]
                traced = trace(books, figure.id)
                assert figure.pence in {None, traced.pence}, figure.id
                assert sums.get(figure.id, 0) in {traced.pence, 0}, figure.id


def test_the_lineage_lists_what_trace_lists(workspace: Workspace) -> None:
    figures = figures_of(busy_office(workspace))
    with open_books(workspace) as books:
        for asked in {line.figure for line in figures.lineage}:
            listed = [
                (line.origin.entry, line.pence, line.origin.row)
                for line in figures.lineage
                if line.figure == asked
            ]
            traced = trace(books, asked).lines
            assert listed == [(it.entry, it.pence, it.row) for it in traced]


def test_the_table_parts_accruals_from_their_reversals(workspace: Workspace) -> None:
    lamps = next(
        row
        for row in figures_of(busy_office(workspace)).table
        if row.cell.area == "lancaster"
    )
    assert {name: lamps.pence(name) for name in COLUMNS} == {
        "budget": 80_000,
        "profile": None,
        "to_come": 0,
        "outturn": 5_001 + 7_000 - 2_500,
        "variance": 5_001 + 7_000 - 2_500 - 80_000,
        "actual": 5_001 - 2_500,
        "accruals": 7_000,
        "reversals": -3_000,
        "eligible": 5_001 - 2_500 + 7_000 - 3_000,
        **dict.fromkeys(TO_COME_COLUMNS),
        "earlier": 3_000,
        "cumulative": 5_001 - 2_500 + 7_000,
    }


def test_an_allocation_not_yet_shared_out_has_a_row_of_its_own(
    workspace: Workspace,
) -> None:
    rows = figures_of(busy_office(workspace)).table
    unshared = [row for row in rows if row.cell.heading == UNSPLIT]
    assert [(row.cell.area, row.pence("budget")) for row in unshared] == [
        ("blackpool", 5_000)
    ]
    assert rows[-1].pence("budget") == sum(
        row.pence("budget") or 0 for row in rows[:-1]
    )


def test_a_running_year_without_a_forecast_has_no_outturn(workspace: Workspace) -> None:
    office = open_office(workspace)
    total = figures_of(office, Quarter.parse("2023-24 Q3")).table[-1]
    assert [total.pence(name) for name in ("to_come", "outturn", "variance")] == [
        None
    ] * 3
    assert total.pence("cumulative") == 40_000


def test_a_forecast_of_a_later_quarter_is_still_to_come(workspace: Workspace) -> None:
    office = open_office(workspace)
    office.record(builders.plan(PlanKind.FORECAST, 65_000, "2023-24 Q4"))
    total = figures_of(office, Quarter.parse("2023-24 Q3")).table[-1]
    assert total.pence("to_come") == 65_000 + 30_000
    assert total.pence("outturn") == 40_000 + 65_000 + 30_000


def test_each_quarter_to_come_has_a_forecast_that_agrees_with_the_slow_twin(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(builders.plan(PlanKind.FORECAST, 65_000, "2023-24 Q4"))
    figures = figures_of(office, Quarter.parse("2023-24 Q3"))
    said = [[row.pence(name) for name in TO_COME_COLUMNS] for row in figures.table]
    nothing = [None] * 3
    assert said == [[*nothing, 65_000], [*nothing, 30_000], [*nothing, 95_000]]
    asked = (office.history, "forecast", Cell("SSF5"), date(2023, 12, 31), EVERYTHING)
    assert slow.plans(*asked).get((CELL, ENDS)) == 65_000
    with open_books(workspace) as books:
        for row in figures.table:
            figure = row.figures["forecast_q4"]
            assert trace(books, figure.id).pence == figure.pence
            assert lineage_sums(figures.lineage)[figure.id] == figure.pence


def test_a_penny_more_on_a_line_is_a_penny_more_claimed(workspace: Workspace) -> None:
    office = open_office(workspace)
    before = figures_of(office)
    office.record(builders.actual(1, date(2024, 1, 20), row=3))
    after = figures_of(office)
    assert after.reconciliation.claim_pence == before.reconciliation.claim_pence + 1
    assert after.table[0].pence("actual") == 60_001


def test_spending_after_the_funding_period_is_a_reconciling_item(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(terms(funding_ends="2024-02-29", version=2))
    tied = figures_of(office).reconciliation
    assert tied.claim_pence == 100_000
    assert [(item.item, item.pence) for item in tied.items] == [
        ("spending after the funding period", 5_001 + 7_000)
    ]
    assert tied.difference_pence == 0


def test_nothing_is_eligible_in_a_quarter_after_the_funding_ended(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(terms(funding_ends="2023-12-31", version=2))
    total = figures_of(office).table[-1]
    assert (total.pence("eligible"), total.pence("cumulative")) == (0, 40_000)
    assert total.pence("actual") == 65_001


def test_spending_above_the_maximum_sum_is_not_claimed(workspace: Workspace) -> None:
    office = open_office(workspace)
    office.record(builders.award(-150_000))
    tied = figures_of(office).reconciliation
    assert (tied.claim_pence, tied.difference_pence) == (50_000, 0)
    assert [(item.item, item.reason, item.pence) for item in tied.items] == [
        (
            "spending above the maximum sum for 2023-24",
            "the maximum sum for 2023-24 is £500.00",
            112_001 - 50_000,
        )
    ]


def test_an_award_that_names_no_year_caps_the_whole(workspace: Workspace) -> None:
    office = open_office(workspace)
    office.record(builders.award(-200_000), builders.award(100_000, Cell(fund="SSF5")))
    figures = figures_of(office)
    assert figures.reconciliation.claim_pence == 100_000
    assert figures.reconciliation.items[0].item == (
        "spending above the maximum sum of the award"
    )
    assert figures.awarded_in_year == figures.awarded


def test_an_award_that_names_some_years_has_no_figure_for_one(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(builders.award(1_000, Cell(fund="SSF5")))
    figures = figures_of(office)
    assert figures.awarded_in_year is None
    assert figures.limits.of_year("2023-24") == 201_000


def test_a_return_needs_terms(workspace: Workspace) -> None:
    office = Office(workspace)
    office.record(*builders.registers())
    with pytest.raises(NoTerms, match="SSF5 has no agreement terms"):
        figures_of(office)


def test_a_local_fund_has_no_return(workspace: Workspace) -> None:
    office = Office(workspace)
    office.record(*builders.registers())
    local = {"fund": "SSF5", "name": "Ours", "kind": "local"}
    office.record(NewEvent("fund", builders.START, "ours alone", local))
    with pytest.raises(NotCounted, match="SSF5 is a local fund: nothing is claimed"):
        figures_of(office)


def test_a_quarter_before_the_funding_period_has_no_return(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(terms(effective="early"), early_terms())
    with pytest.raises(NotCounted, match="starts on 2023-10-01, after 2023-24 Q2 ends"):
        figures_of(office, Quarter.parse("2023-24 Q2"))


def early_terms() -> NewEvent:
    """Terms that were agreed before the funding period they name."""
    said = terms()
    return NewEvent("terms", date(2023, 8, 1), "agreed early", said.payload)


def test_the_total_of_the_claim_is_that_of_its_cell(workspace: Workspace) -> None:
    figures = figures_of(open_office(workspace))
    assert figures.eligible.pence == figures.reconciliation.claim_pence
    assert CELL in {line.cell for line in figures.listing.eligible}


def test_the_shared_lines_are_those_beneath_every_figure(workspace: Workspace) -> None:
    lineage = figures_of(busy_office(workspace)).lineage
    figures = list(lineage.beneath)
    shared = [
        (str(figures[number]), line.origin.entry, line.pence)
        for line in lineage.shared()
        for number in line.figures
    ]
    beneath = [(str(it.figure), it.origin.entry, it.pence) for it in lineage]
    assert sorted(shared) == sorted(beneath)
    assert len(lineage.shared()) < len(beneath) / 4


def test_a_coded_line_leads_to_the_cell_of_its_file(workspace: Workspace) -> None:
    figures = figures_of(busy_office(workspace))
    coded_lines = [it for it in figures.lineage if it.origin.kind == "coding"]
    assert {(it.pence, it.origin.row) for it in coded_lines} == {(4_400, 8)}
