"""Both pages on the example office: its figures traced, and compared with status."""

from types import ModuleType

import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.domain.figures import FigureId
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.overview import page as overview
from fundtrack.pages.screens.draw import draw_screen
from fundtrack.pages.screens.first import PAGES
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend import page as spend
from fundtrack.store.snapshot import open_books
from tests.pages import screens

TABLES = {overview: "position", spend: "spending-by-heading"}


@pytest.mark.parametrize("page", TABLES, ids=lambda page: page.__name__)
@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_every_money_cell_traces_to_lines_that_sum_to_it(
    told: Workspace, page: ModuleType, year: str
) -> None:
    session = PageSession(told, {"fund": "SSF5", "year": year})
    built = page.build(session)
    shown = screens.presses(screens.table(built, TABLES[page]).table)
    with open_books(told) as books:
        for text, figure in shown:
            assert show_pounds(trace(books, FigureId.parse(figure)).pence) == text


@pytest.mark.parametrize(
    ("fund", "year"), [("SSF5", "2023-24"), ("SSF5", "2024-25"), ("OPDEF", "2023-24")]
)
def test_the_key_figures_are_those_of_status(
    told: Workspace, fund: str, year: str
) -> None:
    totals = status(Session(told, "auditor"), Question(fund, financial_year=year))
    line = totals.position.totals
    said = screens.words(
        overview.build(PageSession(told, {"fund": fund, "year": year}))
    )
    assert f"Budget {year} {show_pounds(line.budget_pence)} " in said
    assert f"Spent {show_pounds(line.actual_pence)} " in said
    assert f"Owed {show_pounds(line.accrued_pence)} " in said
    assert f"Forecast to 31 March {show_pounds(line.forecast_pence)} " in said
    assert line.variance_pence is not None
    assert show_pounds(Pence(abs(line.variance_pence))) in said


def test_published_assumed_and_synthetic_figures_say_so(told: Workspace) -> None:
    page = overview.build(PageSession(told, {"fund": "SSF5", "year": "2023-24"}))
    marks = {
        mark
        for row in screens.table(page, "position").table["rows"]
        for mark in row["marks"]
    }
    assert marks == {"published", "assumed", "synthetic"}
    assert "EXAMPLE, not a return" in screens.words(page)


def test_the_real_credit_across_year_end_is_in_the_bar_it_shortens(
    told: Workspace,
) -> None:
    page = overview.build(PageSession(told, {"fund": "SSF5", "year": "2024-25"}))
    lines = screens.table(page, "position")
    row = next(r for r in lines.table["rows"] if r["cells"][0] == "Blackpool")
    screens.press(lines, row["presses"][5])
    amounts = [
        cells[3] for cells in screens.cells(screens.table(page, "entries").table)
    ]
    assert "−£109,066.40" in amounts


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_drawn(told: Workspace, name: str) -> None:
    drawn = draw_screen(told, system_clock, name)
    assert drawn.markup.count("<h1") == 1
    assert "note stop" not in drawn.markup
    if name in {"overview", "spend", "outcomes"}:
        assert 'class="chart drawn"' in drawn.markup
        assert "<svg " in drawn.markup
