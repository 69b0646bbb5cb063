"""Overview shows the position of the snapshot, and every figure can be traced."""

import re
from dataclasses import replace
from datetime import date

import pytest
from ipywidgets import HTML

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.figures import FigureId
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.overview.page import build
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.view import VegaView
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.pages import screens
from tests.pages.offices import AREAS
from tests.pages.offices import BLACKPOOL
from tests.pages.offices import office


@pytest.fixture
def session(workspace: Workspace, clock: Clock) -> PageSession:
    return PageSession(office(workspace, clock), {}, clock)


def test_it_opens_with_the_money_that_lapses(session: PageSession) -> None:
    said = screens.words(build(session))
    assert (
        "£32,000 of the £409,800 for 2023-24 will lapse on 31 March unless it is "
        "moved; over half of it sits in West Lancashire. Safer Streets round 5, all "
        "areas."
    ) in said
    assert (
        "Budget 2023-24 £409,800 of £820,000 awarded over all years Spent £266,301 65% "
        "of budget; profile says 83% synthetic Owed £33,900 goods received, not yet "
        "paid Forecast to 31 March £377,800 what is spent, owed and still to come "
        "synthetic Would lapse £32,000 8% of budget synthetic"
    ) in said


def test_an_example_says_on_the_page_that_it_is_one(session: PageSession) -> None:
    said = screens.words(build(session))
    assert (
        "EXAMPLE, not a return . Partly made up; its story stops on 29 Feb 2024" in said
    )
    assert "published on 5 Apr 2024" in said


def test_the_table_holds_the_figures_of_status(session: PageSession) -> None:
    page = build(session)
    with open_books(session.workspace) as books:
        asked = Selection(session.today, books.info.head_seq, "SSF5")
        found = position(books, asked)
    rows = screens.cells(screens.table(page, "position").table)
    by_area = {AREAS[each.cell.area]: each for each in found.lines if each.budget_pence}
    assert {row[0]: row[5] for row in rows[:-1]} == {
        name: show_pounds(each.actual_pence) for name, each in by_area.items()
    }
    assert rows[-1] == [
        "Safer Streets round 5",
        "£409,800",
        "£341,500",
        "£3,000",
        "£33,900",
        "£266,301",
        "£377,800",
        "−£32,000",
        "£118,000",
        "£118,000",
    ]
    assert {tuple(row[8:]) for row in rows[:-1]} == {("–", "–")}


def test_every_money_cell_traces_to_lines_that_sum_to_it(session: PageSession) -> None:
    page = build(session)
    pressable = list(screens.presses(screens.table(page, "position").table))
    assert len(pressable) == 5 * 7 + 2
    with open_books(session.workspace) as books:
        traced = [trace(books, FigureId.parse(figure)) for _, figure in pressable]
    assert [show_pounds(found.pence) for found in traced] == [
        text for text, _ in pressable
    ]


def test_pressing_a_figure_shows_its_entries_with_their_sum(
    session: PageSession,
) -> None:
    page = build(session)
    lines = screens.table(page, "position")
    figure = next(f for text, f in screens.presses(lines.table) if text == "£99,200")
    screens.press(lines, figure)
    entries = screens.table(page, "entries")
    assert (
        entries.words["heading"] == "Actual, Blackpool, 2023-24: 8 entries, £99,200.00"
    )
    assert "sum to £99,200.00, equal to the figure pressed" in entries.words["sub"]
    rows = screens.cells(entries.table)
    assert rows[0] == [
        "14 Nov 2023",
        "Payment",
        "Supplier 1 (synthetic)",
        "£21,800.00",
        rows[0][4],
        "coded in the extract",
    ]
    assert rows[-1][3] == "£99,200.00"


def test_the_chart_holds_the_same_figures_and_its_finding(session: PageSession) -> None:
    chart = screens.chart(build(session), "money-by-area")
    assert chart.data["place"] == [
        "Pennine Lancashire",
        "Blackpool",
        "West Lancashire",
        "Lancaster",
    ]
    assert chart.data["budget"] == [16_400_000, 12_760_000, 9_180_000, 2_640_000]
    assert chart.words["heading"] == (
        "West Lancashire is £18,800 (25%) behind its profile; Blackpool uses everything"
    )
    assert chart.words["source"].startswith("Source: office ledger, snapshot ")


def test_what_needs_somebody_comes_hardest_first(session: PageSession) -> None:
    said = screens.words(build(session)).split("Needs somebody")[1]
    states = ["1 refused", "£2,310", "To approve", "Ties out"]
    assert [said.index(state) for state in states] == sorted(
        said.index(state) for state in states
    )


def test_what_the_registers_ask_for_is_in_the_list_with_its_owner(
    session: PageSession, clock: Clock
) -> None:
    late = Obligation(
        *("SSF5", Rule.OUTTURN, "2022-23", "outturn statement for 2022-23"),
        *(date(2024, 2, 20), Role.SIGNATORY),
    )
    events = [
        *builders.person("jo", Role.SIGNATORY),
        obligation_event(late, builders.START),
    ]
    builders.record(session.workspace, clock, events)
    said = screens.words(build(session))
    assert (
        "1 overdue Safer Streets round 5: outturn statement for 2022-23 was due on 20 "
        "February 2024, 9 days ago. Owner: signatory (Jo)."
    ) in said
    said = said.split("Needs somebody")[1]
    assert said.index("1 overdue") < said.index("£2,310")


def test_no_run_is_said_with_the_command_that_makes_one(session: PageSession) -> None:
    chart = screens.chart(build(session), "effects")
    assert chart.words["empty"].endswith("fundtrack evaluate --fund SSF5")


def test_another_day_changes_the_sentence_and_the_address(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, as_at="2023-12-31")
    assert "As at 31 Dec 2023" in screens.words(page)
    assert screens.filters(page).chosen["as_at"] == "2023-12-31"


def test_all_years_are_shown_without_a_year_end(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, year="*")
    said = screens.words(page)
    assert "budgeted over all years has been spent or is owed." in said
    assert "Every year held, to 29 February 2024." in said


def test_a_penny_in_one_line_changes_the_page(
    session: PageSession, clock: Clock
) -> None:
    page = build(session)
    builders.record(session.workspace, clock, [builders.actual(1, cell=BLACKPOOL)])
    screens.choose(page)
    lines = screens.table(page, "position")
    figure = next(f for text, f in screens.presses(lines.table) if text == "£99,200")
    screens.press(lines, figure)
    assert "£99,200.01" in screens.table(page, "entries").words["heading"]


def test_books_without_money_say_what_to_do(workspace: Workspace, clock: Clock) -> None:
    builders.record(workspace, clock, builders.registers())
    said = screens.words(build(PageSession(workspace, {}, clock)))
    assert "The books hold no money yet. Fill the registers workbook" in said


def test_nothing_published_is_a_notice_not_an_error(
    workspace: Workspace, clock: Clock
) -> None:
    said = screens.words(build(PageSession(workspace, {}, clock)))
    assert "holds no snapshot yet; make one with: fundtrack publish" in said


def test_a_part_that_fails_leaves_the_rest(
    session: PageSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fundtrack.pages.overview.page.needs_of", broken)
    page = build(session)
    said = screens.words(page)
    assert "This part of the page could not be shown." in said
    assert "Needs you" not in said
    assert screens.chart(page, "money-by-area").data["place"]


def test_what_goes_wrong_after_a_press_is_said_where_it_was(
    session: PageSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = build(session)
    lines = screens.table(page, "position")
    monkeypatch.setattr("fundtrack.pages.widgets.table.table_file", lambda *_: 1 / 0)
    lines._answer(lines, {"want": "xlsx"}, [])
    assert "This part of the page could not be shown." in screens.words(page)
    screens.press(screens.chart(page, "money-by-area"), "nonsense")
    assert "“nonsense” is not a figure id" in screens.words(page)
    assert "ZeroDivisionError" in session.workspace.log.read_text(encoding="utf-8")


def test_a_year_without_money_says_so(session: PageSession, clock: Clock) -> None:
    builders.record(
        session.workspace,
        clock,
        [builders.award(500, Cell("SSF6", year="2023-24"))],
    )
    page = build(PageSession(session.workspace, {"fund": "SSF6"}, clock))
    assert "No budget is held for this choice." in screens.words(page)


@pytest.mark.parametrize(
    ("carries_over", "said"),
    [
        (True, "Money that is not spent by year end may be carried over."),
        (False, "Money that is not spent by year end cannot be carried over."),
        (None, "The books hold no terms that say whether unspent money is carried"),
    ],
)
def test_what_becomes_of_unspent_money_is_what_the_terms_say(
    session: PageSession, clock: Clock, carries_over: bool | None, said: str
) -> None:
    facts: dict[str, str | int | bool | None] = {
        "fund": "SSF5",
        "version": 1,
        "carry_over": carries_over,
    }
    if carries_over is not None:
        terms = NewEvent("terms", builders.START, "agreed", facts)
        builders.record(session.workspace, clock, [terms])
    assert said in screens.words(build(session))


@pytest.mark.parametrize(
    ("spent", "figure"),
    [(150_000, "Was overspent £500 50% more than the"), (50_000, "Lapsed £500 50% of")],
)
def test_of_a_year_that_has_ended_it_says_what_was_over_or_lapsed(
    workspace: Workspace, clock: Clock, spent: int, figure: str
) -> None:
    held = [builders.allocation(100_000), builders.actual(spent)]
    builders.record(workspace, clock, [*builders.registers(), *held])
    page = build(PageSession(workspace, {"year": "2023-24"}, clock))
    said = screens.words(page)
    assert f"{figure} budget" in said
    assert "Budget 2023-24 £1,000 no award is held" in said
    assert "to 31 March 2024" in screens.chart(page, "money-by-area").words["sub"]


def test_a_budget_without_a_forecast_says_so(
    workspace: Workspace, clock: Clock
) -> None:
    events = [*builders.registers(), builders.allocation(100_000)]
    builders.record(workspace, clock, events)
    asked = {"year": "2023-24", "as_at": "2024-01-31"}
    said = screens.words(build(PageSession(workspace, asked, clock)))
    assert "Forecast to 31 March not given" in said
    assert "Would lapse not given no forecast for part of the budget" in said


def test_a_day_before_the_first_entry_draws_nothing_and_keeps_the_filters(
    session: PageSession,
) -> None:
    page = build(session)
    screens.choose(page, as_at="2023-01-31")
    assert "No budget is held for this choice." in screens.words(page)
    assert screens.chart(page, "money-by-area").words["empty"].startswith("Nothing is")
    assert screens.table(page, "position").table == {}
    assert screens.filters(page).chosen["as_at"] == "2023-01-31"


def test_a_choice_of_spend_s_own_filters_is_left_on_spend(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, area="blackpool", kind="capital")
    assert "£32,000 of the £409,800" in screens.words(page)
    assert screens.filters(page).chosen["area"] == "*"


def test_what_needs_somebody_leads_to_its_table_on_spend(session: PageSession) -> None:
    page = build(session)
    html = [w.value for w in screens.widgets(page) if isinstance(w, HTML)]
    found = re.findall(r'href="(/spend[?][^"]+#[^"]+)"', " ".join(html))
    assert [link.split("#")[1] for link in found] == [
        "refused-rows",
        "suspense",
        "virements-waiting",
    ]
    assert all("fund=SSF5" in link for link in found)


def test_what_lapses_is_listed_with_the_way_to_its_area_on_spend(
    session: PageSession,
) -> None:
    page = build(session)
    said = screens.words(page)
    assert "How the books stand £17,500 lapses in West Lancashire on 31 March" in said
    html = " ".join(w.value for w in screens.widgets(page) if isinstance(w, HTML))
    assert "as_at=2024-02-29&amp;area=west-lancashire" in html
    assert "No waiver No check is set aside." in said


def test_whoever_acts_is_told_what_needs_them(session: PageSession) -> None:
    builders.record(
        session.workspace, session.clock, builders.person("cfo", Role.SIGNATORY)
    )
    said = screens.words(build(replace(session, who=lambda: "cfo")))
    assert "Needs you To approve Virement £14,000, West Lancashire" in said
    assert "1 refused" not in said
    eva = builders.person("eva", Role.EVALUATOR)
    builders.record(session.workspace, session.clock, eva)
    said = screens.words(build(replace(session, who=lambda: "eva")))
    assert "Needs you Nothing needs you today." in said


def test_all_funds_together_keep_each_fund_s_areas_apart(
    session: PageSession, clock: Clock
) -> None:
    other = replace(BLACKPOOL, fund="SSF6")
    events = [builders.award(500_000, Cell("SSF6", year="2023-24"))]
    events += [builders.allocation(50_000, other), _claimed(other, 700)]
    builders.record(session.workspace, clock, events)
    page = build(session)
    screens.choose(page, fund="*")
    rows = screens.cells(screens.table(page, "position").table)
    held = {row[0]: (row[1], *row[8:]) for row in rows}
    assert held["SSF6: Blackpool"] == ("£500", "£7", "£7")
    assert held["Safer Streets round 5: Blackpool"] == ("£127,600", "£0", "£0")
    assert held["All funds"][1:] == ("£118,007", "£118,007")


def _claimed(cell: Cell, pence: int) -> NewEvent:
    sides = claim_postings([Standing(cell, Pence(pence))])
    return NewEvent("claim", builders.START, "claimed", postings=sides)


def test_a_snapshot_damaged_meanwhile_leaves_no_figures_of_another_choice(
    session: PageSession,
) -> None:
    page = build(session)
    snapshots = list(session.workspace.published.glob("*.duckdb"))
    whole = {snapshot: snapshot.read_bytes() for snapshot in snapshots}
    for snapshot in snapshots:
        snapshot.unlink()
        snapshot.write_bytes(b"not a database")
    row = screens.filters(page)
    row._answer(row, {"choose": {"as_at": "2023-12-31"}}, [])
    assert "cannot be read as the books" in screens.words(page)
    assert not [w for w in screens.widgets(page) if isinstance(w, VegaView)]
    for snapshot, held in whole.items():
        snapshot.unlink()
        snapshot.write_bytes(held)
    row._answer(row, {"choose": {"as_at": "2023-12-31"}}, [])
    assert "As at 31 Dec 2023" in screens.words(page)
    assert screens.chart(page, "money-by-area").data["place"]


def test_what_needs_somebody_comes_before_how_the_books_stand(
    session: PageSession,
) -> None:
    said = screens.words(build(session))
    assert said.index("Needs somebody") < said.index("How the books stand")
