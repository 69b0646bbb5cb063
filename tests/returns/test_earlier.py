"""Spending of earlier quarters that came late: shown apart, claimed once."""

from datetime import date

import pytest

from fundtrack.acts.returns import submit
from fundtrack.config import Workspace
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.metrics.trace import trace
from fundtrack.periods import Quarter
from fundtrack.returns.claim_rows import claim_rows
from fundtrack.returns.figures import Figures
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import Order
from fundtrack.returns.making import make_papers
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import sheets
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.oracles import returns as oracle
from tests.returns.office import LAMPS
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

NEXT = Quarter.parse("2024-25 Q1")
STARTS, ENDS_THEN = date(2024, 4, 1), date(2024, 3, 31)
EVERYTHING = 10_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return of the quarter before was sent, and lines came since."""
    office = open_office(workspace)
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    office.day = date(2024, 7, 2)
    office.record(
        builders.actual(2_500, date(2024, 3, 28), row=9),
        builders.actual(-300, date(2023, 11, 2), LAMPS, row=10),
        builders.actual(8_000, date(2024, 5, 2), row=11),
    )
    return office


def papers_of(office: Office, quarter: Quarter = NEXT) -> Papers:
    """The papers of the return of a quarter, all that is known now."""
    with open_books(office.workspace) as books:
        known, on = books.info.head_seq, office.day
        named = f"SSF5-{str(quarter).replace(' ', '-')}-v1"
        step = StepTaken(ReturnState.PREPARED, "finance.officer", on)
        order = Order(named, "SSF5", quarter, 1, known, on, "Testshire", False, step)
        return make_papers(books, order)


def figures_of(office: Office, quarter: Quarter = NEXT) -> Figures:
    """Its figures."""
    return papers_of(office, quarter).figures


def test_what_came_late_and_the_quarter_make_what_is_claimed_now(
    office: Office,
) -> None:
    figures = figures_of(office)
    total = figures.table[-1]
    assert figures.reconciliation.claim_pence == total.pence("now") == 3_200
    assert (total.pence("eligible"), total.pence("earlier")) == (1_000, 2_200)
    assert [(row.cell.area, row.pence("earlier")) for row in figures.table[:-1]] == [
        ("blackpool", 2_500),
        ("lancaster", -300),
    ]


def test_what_came_late_agrees_with_the_slow_twin_and_with_its_trace(
    office: Office,
) -> None:
    figures = figures_of(office)
    with open_books(office.workspace) as books:
        for row in figures.table:
            for name in ("earlier", "now"):
                figure = row.figures[name]
                assert trace(books, figure.id).pence == figure.pence
    former = figures.scope.former
    assert former is not None
    window = (date(2023, 10, 1), STARTS)
    twin = oracle.late_pence(
        office.history, window, (former.known, former.until), EVERYTHING
    )
    assert figures.table[-1].pence("earlier") == twin


def test_the_claim_and_the_listing_say_which_lines_came_late(office: Office) -> None:
    papers = papers_of(office)
    steps = {str(row["what"]): row["pence"] for row in claim_rows(papers)}
    assert steps["Of it spending of 2024-25 Q1"] == 1_000
    assert steps["Of it spending of earlier quarters, in no return before"] == 2_200
    listing = next(
        it for it in sheets(papers, read_layout()) if it.name == "Transaction listing"
    )
    assert {(row[11], row[-2]) for row in listing.rows} == {
        (40_000, "an earlier return"),
        (60_000, "an earlier return"),
        (5_001, "an earlier return"),
        (7_000, "an earlier return"),
        (2_500, "earlier quarter, came late"),
        (-300, "earlier quarter, came late"),
        (-7_000, "2024-25 Q1"),
        (8_000, "2024-25 Q1"),
    }


def test_a_quarter_that_was_passed_over_is_an_earlier_one(office: Office) -> None:
    office.record(builders.actual(100, date(2024, 7, 9), row=12))
    total = figures_of(office, Quarter.parse("2024-25 Q2")).table[-1]
    assert (total.pence("eligible"), total.pence("earlier")) == (100, 3_200)


def test_everything_came_late_where_nothing_was_returned(workspace: Workspace) -> None:
    figures = figures_of(open_office(workspace), Quarter.parse("2023-24 Q4"))
    total = figures.table[-1]
    assert figures.scope.former is None
    assert total.pence("earlier") == 40_000
    assert total.pence("now") == figures.reconciliation.claim_pence


def test_what_an_earlier_return_could_not_claim_is_said_when_it_can_be(
    office: Office,
) -> None:
    office.record(builders.award(-110_000))
    steps = [row["what"] for row in claim_rows(papers_of(office))]
    put_off = "Of it put off by earlier returns, less what is above the maximum sum"
    assert put_off in steps


def test_a_period_that_has_ended_since_counts_as_it_then_was(office: Office) -> None:
    office.record(terms(funding_ends="2024-02-29", version=2))
    figures = figures_of(office)
    assert figures.scope.former is not None
    assert figures.scope.former.until == ENDS_THEN
    assert figures.scope.earlier_until == date(2024, 2, 29)
    assert figures.table[-1].pence("earlier") == -300


def test_quarters_to_come_have_a_column_each_and_those_ended_none(
    office: Office,
) -> None:
    made = {it.name: it for it in sheets(papers_of(office), read_layout())}
    headings = [column.heading for column in made["Financial table"].columns]
    assert [it for it in headings if it.startswith("Forecast Q")] == [
        "Forecast Q2 2024-25",
        "Forecast Q3 2024-25",
        "Forecast Q4 2024-25",
    ]
