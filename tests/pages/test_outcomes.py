"""Outcomes says what happened to crime here, and whether it may be compared."""

import pytest

from fundtrack.acts.measures import ask_measure
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.metrics.founding_report import published_figures
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.pages.outcomes.page import build
from fundtrack.pages.screens.first import first_screen
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.view import VegaView
from fundtrack.periods import Month
from tests import builders
from tests.pages import screens
from tests.pages.offices import office as money_office
from tests.pages.outcome_offices import crime_office

ASKED = {"measure": "burglary", "place": "force:lancashire"}
BURNLEY = "district:E07000117"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return crime_office(tmp_path_factory.mktemp("outcomes"))


@pytest.fixture
def session(made: Session) -> PageSession:
    return PageSession(made.workspace, ASKED, made.clock)


def test_months_that_hold_no_whole_year_cannot_be_added_up(
    session: PageSession,
) -> None:
    page = build(session)
    screens.choose(page, **{"from": "2022-04", "to": "2023-10"})
    said = screens.words(page)
    assert (
        "Burglary in Lancashire cannot be added up for the year to October 2023: no "
        "file is held for November 2022."
    ) in said


def test_a_whole_year_held_goes_before_newer_months_with_a_gap(
    session: PageSession,
) -> None:
    page = build(session)
    screens.choose(page, to="2023-10")
    assert (
        "in the year to October 2022, the newest whole year held; the year before is "
        "not set beside it: no file is held for November 2020 to October 2021."
    ) in screens.words(page)


def test_a_year_that_lacks_a_month_before_is_not_compared(
    session: PageSession, made: Session
) -> None:
    page = build(session)
    found = ask_measure(
        made,
        MeasureQuestion("burglary", Month(2023, 4), Month(2024, 3), force="lancashire"),
    )
    assert (
        f"Burglary in Lancashire came to {found.count} in the year to March 2024; the "
        "year before is not set beside it: no file is held for November 2022."
    ) in screens.words(page)
    assert f"{found.count} over {found.denominator}" in screens.words(page)


def test_months_that_are_held_in_both_years_are_compared(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, **{"from": "2023-12"})
    said = screens.words(page)
    assert (
        "Burglary in Lancashire fell by 9% in the 4 months to March 2024, from 47 to "
        "43, but the way it is counted changed in April 2023, so part of the fall may "
        "not be a fall."
    ) in said
    assert "Months held 4 of 4 none is missing" in said


def test_the_figures_are_those_of_the_command(
    session: PageSession, made: Session
) -> None:
    page = build(session)
    screens.choose(page, place=BURNLEY, measure="neighbourhood-crime")
    question = MeasureQuestion(
        "neighbourhood-crime", Month(2023, 4), Month(2024, 3), district="E07000117"
    )
    found = ask_measure(made, question)
    said = screens.words(page)
    assert f"Recorded {found.count} the year to March 2024 published" in said
    assert f"Rate, per 1,000 people {found.rate:,.1f} " in said


def test_a_month_without_a_file_is_a_gap_and_never_nought(session: PageSession) -> None:
    chart = screens.chart(build(session), "crime-by-month")
    drawn = dict(zip(chart.data["month"], chart.data["published"], strict=True))
    assert drawn["2022-11-01"] is None
    assert [at for at in chart.data["gap_from"] if at] == ["2022-10-17"]
    assert chart.words["heading"] == (
        "No file is held for 1 month of 29; the newest 3 may still be revised"
    )
    assert [item["text"] for item in chart.words["legend"]] == [
        "published",
        "may still be revised",
        "no file held",
    ]
    assert "28 of 29 months held" in chart.words["source"]
    lost = next(r for r in chart.table["rows"] if r["cells"][0] == "November 2022")
    assert lost["cells"][1:5] == ["–", "648,801", "–", "no file held"]


def test_only_months_without_a_file_say_so_instead_of_a_chart(
    session: PageSession,
) -> None:
    page = build(session)
    screens.choose(page, **{"from": "2022-11", "to": "2022-11"})
    chart = screens.chart(page, "crime-by-month")
    assert chart.words["empty"] == (
        "Nothing is drawn: no file is held for November 2022."
    )
    assert (
        "no file is held for November 2022"
        in screens.chart(page, "crime-by-district").words["empty"]
    )


def test_a_rate_is_drawn_where_it_is_asked_for(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, show="rate")
    chart = screens.chart(page, "crime-by-month")
    last = [at for at in chart.data["published"] if at][-1]
    assert last == 1000 * 10 / 648_801
    assert "per 1,000 households a month" in chart.words["sub"]


def test_every_count_that_can_be_pressed_sums_to_what_it_shows(
    session: PageSession,
) -> None:
    page = build(session)
    screens.choose(page, measure="neighbourhood-crime")
    for name in ("crime-by-month", "crime-by-district", "crime-map"):
        chart = screens.chart(page, name)
        shown = list(screens.presses(chart.table))
        assert shown
        for text, figure in (shown[0], shown[-1]):
            screens.press(chart, figure)
            parts = screens.table(page, "count-parts")
            *rows, total = screens.cells(parts.table)
            assert (total[0], total[-1]) == ("All", text)
            assert sum(int(row[-1]) for row in rows) == int(text)
            assert sum(int(said) for said in total[1:-1]) == int(text)
            assert f"sum to {text}, equal to the figure" in parts.words["sub"]


def test_a_drill_names_the_files_with_their_rows(session: PageSession) -> None:
    page = build(session)
    chart = screens.chart(page, "crime-by-month")
    screens.press(chart, [at for at in chart.data["press_settled"] if at][-1])
    parts = screens.cells(screens.table(page, "count-parts").table)
    assert ["No place told, or cut between districts", "1"] in parts
    (file,) = screens.cells(screens.table(page, "count-files").table)
    assert file[:2] == ["2024-03", "2024-03-lancashire-street.csv"]
    assert file[4:] == ["11", "0", "1", "0"]
    screens.choose(page, show="rate")
    assert not screens.table(page, "count-parts").table


def test_a_figure_of_older_books_is_said_to_be_so(session: PageSession) -> None:
    page = build(session)
    chart = screens.chart(page, "crime-by-month")
    screens.press(chart, "burglary~force:lancashire~2024-03~2024-03~999")
    said = screens.table(page, "count-parts").words["sub"]
    assert "The figure pressed was 999: newer figures have been published" in said


@pytest.mark.parametrize("figure", ["nonsense", "a~b~c~d~e"])
def test_what_is_no_figure_is_refused_in_words(
    session: PageSession, figure: str
) -> None:
    page = build(session)
    screens.press(screens.chart(page, "crime-by-month"), figure)
    assert "is not a count that can be taken apart" in screens.words(page)


def test_a_count_of_no_place_is_refused_and_one_of_an_area_named(
    session: PageSession,
) -> None:
    page = build(session)
    chart = screens.chart(page, "crime-by-month")
    screens.press(chart, "burglary~area:atlantis~2024-03~2024-03~9")
    assert "“area:atlantis” is no place of this office" in screens.words(page)
    screens.press(chart, "burglary~area:blackpool~2024-03~2024-03~2")
    heading = screens.table(page, "count-parts").words["heading"]
    assert heading == "Burglary, Blackpool, March 2024: 2"


def test_small_numbers_are_warned_of(session: PageSession) -> None:
    chart = screens.chart(build(session), "crime-by-district")
    labels = dict(zip(chart.data["place"], chart.data["label"], strict=True))
    assert labels["Blackpool"] == "0.4 (24 of 64,789, few)"
    assert "few" not in labels["Burnley"]
    rows = {row["cells"][0]: row["cells"] for row in chart.table["rows"]}
    assert rows["Blackpool"][4].startswith("fewer than 30")


def test_the_place_chosen_stands_out_among_its_districts(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, place="area:pennine")
    chart = screens.chart(page, "crime-by-district")
    full = {
        place
        for place, size in zip(chart.data["place"], chart.data["chosen"], strict=True)
        if size is not None
    }
    assert full == {"Burnley", "Pendle"}
    drawn = screens.chart(page, "crime-map")
    edges = dict(zip(drawn.data["place"], drawn.data["edge"], strict=True))
    assert edges["Burnley"] == edges["Pendle"] > edges["Blackpool"]
    assert drawn.words["heading"].startswith("Burnley is highest")
    assert "boundaries ONS, contains OS data" in drawn.words["source"]


def test_outcomes_are_shown_by_every_set_with_their_counts(
    session: PageSession,
) -> None:
    page = build(session)
    shares = screens.table(page, "outcome-rates")
    assert shares.words["heading"] == (
        "40.0% of outcomes in the year to March 2024 were positive by the usual set; "
        "other sets say 40.0% to 40.0%"
    )
    assert "Nothing is held on the basis closed." in shares.words["sub"]
    row = screens.cells(shares.table)[0]
    assert row[:5] == [
        "Charged or summonsed (1)",
        "recorded in these months",
        "24",
        "60",
        "40.0",
    ]


def test_breaks_are_drawn_and_listed(session: PageSession) -> None:
    page = build(session)
    chart = screens.chart(page, "crime-by-month")
    assert [at for at in chart.data["break_label"] if at] == [
        "burglary rules changed ↴"
    ]
    (row,) = screens.cells(screens.table(page, "breaks").table)
    assert row[0] == "April 2023"
    assert "the counting rules split residential burglary" in row[1]
    screens.choose(page, measure="robbery")
    assert not screens.table(page, "breaks").table


def test_the_annual_report_is_listed_with_why_not(session: PageSession) -> None:
    table = screens.table(build(session), "annual-report")
    rows = screens.cells(table.table)
    assert len(rows) == len(published_figures())
    fewer = next(row for row in rows if row[0].startswith("Fewer victims"))
    assert fewer[1:3] == ["1,508", "–"]
    assert fewer[5] == "Not reproducible"
    assert "Burglary rules changed (April 2023) lies between." in fewer[6]


def test_nobody_asked_is_said(session: PageSession) -> None:
    said = screens.words(build(session))
    assert "No survey of what people feel is held. Take one in:" in said


def test_choices_that_hold_nothing_say_so(session: PageSession) -> None:
    page = build(session)
    assert screens.options(page, "measure")["residential-burglary"] == (
        "Residential burglary (0 quarters held)"
    )
    assert screens.options(page, "place") | {
        "district:E06000009": "Blackpool (24 crimes)",
        "district:E07000123": "Preston (0 crimes)",
    } == screens.options(page, "place")
    assert "area:blackpool" not in screens.options(page, "place")
    assert screens.options(page, "from") == {
        "2021-11": "November 2021",
        "2022-04": "April 2022",
        "2023-04": "April 2023",
    }


def test_a_measure_that_is_not_held_says_what_to_take_in(session: PageSession) -> None:
    page = build(session)
    screens.choose(page, measure="residential-burglary")
    said = screens.words(page)
    assert "No quarter of residential burglary is held here." in said
    assert "fundtrack ingest recorded-crime FILE" in said
    assert (
        "nothing is held by district"
        in (screens.chart(page, "crime-by-district").words["empty"])
    )


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("area:blackpool", "Blackpool"),
        ("district:E08000003", "Manchester"),
        ("area:nowhere", "Lancashire"),
        ("district:nowhere", "Lancashire"),
        ("<script>", "Lancashire"),
    ],
)
def test_any_place_may_be_asked_for_in_the_address(
    made: Session, place: str, name: str
) -> None:
    page = build(PageSession(made.workspace, {"place": place}, made.clock))
    chosen = screens.filters(page).chosen["place"]
    assert screens.options(page, "place")[str(chosen)] == name


def test_a_place_of_another_force_says_what_to_take_in(made: Session) -> None:
    asked = {"place": "district:E08000003"}
    page = build(PageSession(made.workspace, asked, made.clock))
    assert "fundtrack ingest crime FILE.zip. Or choose another place" in (
        screens.words(page)
    )
    assert screens.options(page, "to") == {"2020-01": "None held"}


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-02", "2023-02", ("2023-02", "2024-02")),
        ("1999-01", "2099-01", ("2021-11", "2024-03")),
        ("soon", "", ("2021-11", "2024-03")),
    ],
)
def test_months_asked_for_are_put_in_order_and_held_to_what_there_is(
    made: Session, first: str, last: str, months: tuple[str, str]
) -> None:
    asked = {**ASKED, "from": first, "to": last}
    page = build(PageSession(made.workspace, asked, made.clock))
    chosen = screens.filters(page).chosen
    assert (chosen["from"], chosen["to"]) == months


def test_the_first_screen_says_the_same(made: Session) -> None:
    first = first_screen(made.workspace, "outcomes", "measure=burglary")
    assert "Burglary in Lancashire came to" in first
    assert "<dt>Months held</dt>" in first


def test_an_office_without_crime_says_what_to_take_in(
    workspace: Workspace, clock: Clock
) -> None:
    money_office(workspace, clock)
    page = build(PageSession(workspace, {}, clock))
    said = screens.words(page)
    assert "No recorded crime is held yet" in said
    assert "fundtrack ingest crime FILE.zip" in said
    assert not screens.filters(page).fields
    assert {type(each) for each in screens.widgets(page)}.isdisjoint({VegaView})
    assert "No recorded crime is held yet" in first_screen(workspace, "outcomes", "")


def test_books_without_anything_say_so_too(workspace: Workspace, clock: Clock) -> None:
    builders.record(workspace, clock, builders.registers())
    assert "No recorded crime is held yet" in first_screen(workspace, "outcomes", "")
