"""Spend says where each pound is, and why a bar is as long as it is."""

import pytest

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.figures import FigureId
from fundtrack.domain.forecast_errors import PastForecast
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.page import build
from fundtrack.store.snapshot import open_books
from tests.pages import screens
from tests.pages.offices import SETTINGS
from tests.pages.offices import TODAY
from tests.pages.offices import office


@pytest.fixture
def session(workspace: Workspace, clock: Clock) -> PageSession:
    return PageSession(office(workspace, clock), {"fund": "SSF5"}, clock)


def test_it_opens_with_what_is_spent_owed_and_ordered(session: PageSession) -> None:
    page = build(session)
    assert (
        "Safer Streets round 5 has spent £266,301 of £409,800 for 2023-24; £33,900 is "
        "owed and £3,000 is ordered and not yet delivered."
    ) in screens.words(page)
    assert (
        "On order £3,000 not yet delivered Owed £33,900 goods received, not yet paid "
        "Spent £266,301 65% of budget synthetic Still free £106,600 neither ordered, "
        "owed nor spent synthetic"
    ) in screens.words(page)


def test_a_narrower_choice_is_said_and_shown(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, area="blackpool", heading="cctv", kind="capital")
    said = screens.words(page)
    assert "Blackpool has spent £87,200 of £96,600 for 2023-24" in said
    assert "Safer Streets round 5, Blackpool, CCTV, capital. As at 29 February" in said
    assert screens.chart(page, "stages").data["stage"] == [
        "Allocated",
        "Ordered",
        "Owed",
        "Spent",
    ]
    assert "all headings together" in screens.chart(page, "stages").words["sub"]


def test_stages_run_from_promised_to_received(session: PageSession) -> None:
    chart = screens.chart(build(session), "stages")
    assert dict(zip(chart.data["stage"], chart.data["pence"], strict=True)) == {
        "Promised": 82_000_000,
        "Allocated": 40_980_000,
        "Ordered": 30_320_050,
        "Owed": 30_020_050,
        "Spent": 26_630_050,
        "Claimed": 11_800_000,
        "Received": 0,
    }


def test_a_bar_s_entries_sum_to_the_bar(session: PageSession) -> None:
    page = build(session)
    chart = screens.chart(page, "headings")
    bars = dict(zip(chart.data["place"], chart.data["actual"], strict=True))
    figures = dict(zip(chart.data["place"], chart.data["press_actual"], strict=True))
    screens.press(chart, figures["CCTV"])
    entries = screens.table(page, "entries")
    assert entries.table["total"]["cells"][3] == "£87,200.00"
    assert bars["CCTV"] == 8_720_000


def test_every_pressable_figure_traces_to_what_it_shows(session: PageSession) -> None:
    page = build(session)
    shown = [
        *screens.presses(screens.table(page, "spending-by-heading").table),
        *screens.presses(screens.chart(page, "over-the-year").table),
        *(
            (show_pounds(pence), figure)
            for pence, figure in zip(
                screens.chart(page, "stages").data["pence"],
                screens.chart(page, "stages").data["press_pence"],
                strict=True,
            )
            if figure
        ),
    ]
    with open_books(session.workspace) as books:
        traced = [trace(books, FigureId.parse(figure)) for _, figure in shown]
    assert [show_pounds(found.pence) for found in traced] == [text for text, _ in shown]


def test_a_point_of_the_year_asks_for_the_figure_of_its_month(
    session: PageSession,
) -> None:
    chart = screens.chart(build(session), "over-the-year")
    figures = [figure.split("@")[1] for figure in chart.data["press_actual"] if figure]
    assert [each.split("~")[0] for each in figures][-2:] == ["2024-01-31", "2024-02-29"]
    assert chart.data["press_actual"][-1] == ""


def test_a_filter_says_which_choices_would_hold_nothing(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, heading="cctv")
    labels = screens.options(page, "area") | screens.options(page, "kind")
    assert labels["blackpool"] == "Blackpool"
    assert labels["lancaster"] == "Lancaster (no money held)"
    assert labels["revenue"] == "Revenue (no money held)"


def test_owed_below_spent_is_explained_by_last_year_s_accruals(
    session: PageSession,
) -> None:
    page = build(session)
    assert "reversed" not in screens.chart(page, "stages").words["sub"]
    settings = session.workspace.folder / SETTINGS_FILE
    settings.write_text(SETTINGS.replace(TODAY, "2024-04-30"), encoding="utf-8")
    screens.choose(page, year="2024-25", as_at="2024-04-30")
    sub = screens.chart(page, "stages").words["sub"]
    assert "below spent by £33,900 of last year's accruals, reversed into" in sub


def test_the_year_is_drawn_month_by_month(session: PageSession) -> None:
    chart = screens.chart(build(session), "over-the-year")
    assert chart.data["month"][0] == "Sep 23"
    assert chart.data["actual"][-2:] == [26_630_050, None]
    assert chart.words["heading"] == "Spending runs 5 weeks behind its profile"


def test_a_forecast_has_its_range_where_past_ones_can_be_tried(
    session: PageSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = build(session)
    chart = screens.chart(page, "over-the-year")
    assert "No range: 0 past forecasts can be tried" in chart.words["sub"]
    amounts = (Pence(0), Pence(100), Pence(90))
    past = [PastForecast("SSF5", "blackpool", "2022-23", *amounts)] * 8
    monkeypatch.setattr(
        "fundtrack.pages.spend.charts.past_forecasts", lambda *_: tuple(past)
    )
    screens.choose(page, year="2023-24")
    assert chart.data["range_low"][-1] == 30_020_050 + 7_759_950 * 0.9
    assert chart.data["range_high"][-1] == 37_780_000
    assert "Shaded: £370,040 to £377,800, as far as four in five" in chart.words["sub"]
    last = screens.cells(chart.table)[-1]
    assert last[-3:] == ["£377,800", "£370,040", "£377,800"]
    screens.choose(page, heading="cctv")
    assert "not parts of them" in chart.words["sub"]


def test_all_years_together_ask_for_one_year(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, year="*")
    assert screens.chart(page, "over-the-year").words["empty"].startswith("Choose one")


def test_what_is_in_no_bar_is_shown_beneath(session: PageSession) -> None:
    page = build(session)
    suspense = screens.table(page, "suspense")
    assert suspense.words["heading"] == "1 line in suspense, £2,310"
    assert screens.cells(suspense.table)[0][2:8] == [
        "OPDEF",
        "Supplier 1 (synthetic)",
        "camera columns",
        "£2,310.00",
        "tester",
        "5 Apr 2024",
    ]
    assert screens.table(page, "refused-rows").words["heading"] == "1 row refused"
    (virement,) = screens.cells(screens.table(page, "virements-waiting").table)
    assert virement[3] == "£14,000.00"


def test_what_waits_says_that_it_is_of_every_fund(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, fund="SSF5")
    for name in ("suspense", "refused-rows", "virements-waiting"):
        table = screens.table(page, name)
        assert screens.cells(table.table)
        assert "of every fund are listed" in table.words["sub"]


def test_nothing_waiting_shows_no_empty_tables(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "coding_desk.suspense",
        "waiting.refused",
        "virement_desk.waiting",
    ):
        monkeypatch.setattr(f"fundtrack.pages.spend.{name}", lambda *_: [])
    page = build(PageSession(office(workspace, clock), {}, clock))
    for name in ("suspense", "refused-rows", "virements-waiting"):
        assert screens.table(page, name).table == {}


def test_a_choice_without_money_is_said_in_every_part(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, area="lancaster", heading="cctv")
    assert "No budget is held for this choice." in screens.words(page)
    for name in ("over-the-year", "headings", "stages"):
        assert screens.chart(page, name).words["empty"].startswith("No money is held")
    assert screens.table(page, "spending-by-heading").table == {}
