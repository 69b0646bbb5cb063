"""The position and the trace of any figure agree with the slow twin."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import commitment_event
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import by_heading
from fundtrack.metrics.position import position
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests import oracle

CELLS = [
    Cell.parse(f"SSF5/{area}/{project}/{heading}/{kind}/{year}")
    for area, project, heading, kind in (
        ("blackpool", "town-centre-cctv", "cctv", "capital"),
        ("blackpool", "lighting", "lighting", "revenue"),
        ("lancaster", "training", "training", "revenue"),
    )
    for year in ("2023-24", "2024-25")
]
YEAR_END = date(2024, 3, 31)
NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
KNOWN = 10_000

cells = st.sampled_from(CELLS)
amounts = st.integers(-(10**7), 10**7).filter(bool).map(Pence)
days = st.integers(0, 500).map(lambda gap: builders.START + timedelta(days=gap))


@st.composite
def money_acts(draw: st.DrawFn) -> list[NewEvent]:
    """One business act: its event or, for an accrual, the two it records."""
    cell = draw(cells)
    pence = draw(amounts)
    day = draw(days)
    booking = Booking(cell, pence, day, "because")
    how_sure = draw(st.sampled_from(Provenance))
    events = draw(
        st.sampled_from(
            [
                [builders.award(pence, Cell(fund="SSF5", year=cell.year))],
                [builders.allocation(pence, cell)],
                [builders.actual(pence, day, cell)],
                [commitment_event(booking)],
                list(accrual_events(booking, 1)),
                [
                    NewEvent(
                        "return_submitted",
                        day,
                        "claim",
                        postings=claim_postings([Standing(cell, pence)]),
                    )
                ],
                [builders.plan(PlanKind.PROFILE, abs(pence), f"{cell.year} Q4", cell)],
                [builders.plan(PlanKind.FORECAST, abs(pence), f"{cell.year} Q4", cell)],
            ]
        )
    )
    return [replace(event, provenance=how_sure) for event in events]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(money_acts(), min_size=1, max_size=12), as_at=days)
def test_every_figure_and_its_trace_agree_with_the_slow_twin(
    acts: list[list[NewEvent]], as_at: date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("books")
    workspace = Workspace(folder)
    events = [replace(event, corrects=None) for act in acts for event in act]
    builders.record(workspace, lambda: NOON, events)
    history = list(enumerate(events, start=1))
    with open_books(workspace) as books:
        found = position(books, Selection(as_at, KNOWN))
        for line in found.lines:
            for measure, twin in oracle.TWINS.items():
                shown = getattr(line, f"{measure}_pence", None)
                expected = twin(history, line.cell, as_at, KNOWN)
                if shown is not None or measure is Measure.PROFILE_TO_DATE:
                    assert shown == expected, measure
                traced = trace(
                    books, FigureId(Measure(measure), line.cell, as_at, KNOWN)
                )
                assert traced.pence == (expected or 0), measure
            for name, sure in oracle.MARK_TWINS.items():
                marks = set(getattr(line, name))
                assert marks == sure(history, line.cell, as_at, KNOWN), name


@pytest.fixture
def told(workspace: Workspace, clock: Clock) -> Workspace:
    """A budget of £1,000 with £300 profiled, £90 spent and £60 forecast in Q4."""
    events = [
        builders.award(100_000),
        builders.allocation(90_000),
        builders.plan(PlanKind.PROFILE, 30_000, "2023-24 Q4"),
        builders.plan(PlanKind.FORECAST, 6_000, "2023-24 Q4"),
        builders.actual(9_000),
    ]
    builders.record(workspace, clock, events)
    return workspace


def test_a_plan_counts_a_third_for_each_month_that_has_ended(told: Workspace) -> None:
    with open_books(told) as books:
        line = position(books, Selection(date(2024, 2, 29), KNOWN)).lines[0]
    assert line.profile_to_date_pence == 20_000
    assert line.forecast_pence == 9_000 + 2_000


def test_a_figure_is_as_sure_as_the_entries_beneath_it(
    told: Workspace, clock: Clock
) -> None:
    owed = Booking(builders.CELL, Pence(500), date(2024, 2, 1), "work done")
    ordered = replace(commitment_event(owed), provenance=Provenance.PUBLISHED)
    accrued, _ = accrual_events(owed, 7)
    made_up = replace(accrued, provenance=Provenance.ASSUMED)
    builders.record(told, clock, [ordered, made_up])
    with open_books(told) as books:
        line = position(books, Selection(date(2024, 2, 29), KNOWN)).totals
    assert line.committed_marks == ("published",)
    assert line.accrued_marks == ("assumed",)
    assert line.forecast_marks == ("assumed", "recorded", "synthetic")
    assert line.variance_marks == ("assumed", "recorded", "synthetic")
    assert line.free_marks == ("assumed", "published", "recorded", "synthetic")
    unsaid = replace(line, forecast_pence=None)
    assert (unsaid.forecast_marks, unsaid.variance_marks) == ((), ())


def test_what_was_known_earlier_can_be_asked_again(told: Workspace) -> None:
    with open_books(told) as books:
        line = position(books, Selection(YEAR_END, known=4)).lines[0]
    assert line.actual_pence == 0
    assert line.budget_pence == 90_000


def test_an_allocation_without_a_forecast_has_no_forecast_while_the_year_runs(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, [builders.allocation(90_000)])
    with open_books(workspace) as books:
        running = position(books, Selection(date(2024, 3, 30), KNOWN)).totals
        ended = position(books, Selection(YEAR_END, KNOWN)).totals
    assert (running.forecast_pence, running.variance_pence) == (None, None)
    assert (ended.forecast_pence, ended.variance_pence) == (0, -90_000)


def test_an_accrual_across_the_year_end_leaves_its_cost_in_the_old_year(
    workspace: Workspace, clock: Clock
) -> None:
    booking = Booking(builders.CELL, Pence(5_000), YEAR_END, "cameras delivered")
    builders.record(workspace, clock, list(accrual_events(booking, 1)))
    with open_books(workspace) as books:
        found = position(books, Selection(date(2024, 4, 30), KNOWN)).lines
    assert [(line.cell.year, line.accrued_pence) for line in found] == [
        ("2023-24", 5_000),
        ("2024-25", -5_000),
    ]


def test_lines_can_be_grouped_by_heading(told: Workspace) -> None:
    with open_books(told) as books:
        found = position(books, Selection(YEAR_END, KNOWN), by_heading)
    assert [str(line.cell) for line in found.lines] == ["SSF5/*/*/cctv/*/2023-24"]


def test_no_money_at_all_gives_noughts_and_no_profile(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.person("anybody"))
    with open_books(workspace) as books:
        found = position(books, Selection(YEAR_END, KNOWN))
    assert found.lines == ()
    assert (found.totals.budget_pence, found.totals.profile_to_date_pence) == (0, None)


def test_a_trace_gives_file_sheet_and_row(told: Workspace) -> None:
    figure = FigureId(Measure.ACTUAL, builders.CELL, YEAR_END, KNOWN)
    with open_books(told) as books:
        line = trace(books, figure).lines[0]
    assert (line.entry, line.pence, line.sheet, line.row) == (5, 9_000, "Jan", 2)
    assert line.column == "Amount"


def test_a_figure_from_a_day_on_leaves_out_what_came_before(told: Workspace) -> None:
    late = FigureId(
        Measure.ACTUAL, builders.CELL, YEAR_END, KNOWN, start=date(2024, 2, 1)
    )
    with open_books(told) as books:
        assert trace(books, late).pence == 0
