"""Outcomes where the office holds surveys and the Home Office's tables as well."""

from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.acts.surveys import ingest_survey
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.pages.outcomes.page import build
from fundtrack.pages.session import PageSession
from tests.evaluation.offices import office
from tests.metrics.national_tables import hold
from tests.metrics.national_tables import outcomes
from tests.metrics.national_tables import recorded
from tests.pages import screens
from tests.pages.outcome_offices import crime_office
from tests.survey_files import asked as answer
from tests.survey_files import survey_file

BURNLEY = "district:E07000117"


@pytest.fixture
def richer(tmp_path: Path) -> Session:
    """An office with recorded crime, a survey and the tables of a year."""
    session = crime_office(tmp_path)
    burglary = "Residential burglary"
    table = recorded(burglary, "2023-24", 402)
    hold(session, "recorded_crime", table, tmp_path / "prc.csv")
    of_year = outcomes(burglary, "2023-24", 4, 16)
    hold(session, "crime_outcomes", of_year, tmp_path / "outcomes.csv")
    rows = (
        answer("2022", 120, 400, comparison="Pendle"),
        answer("2023", 180, 400, comparison="Pendle"),
        answer("2022", 120, 400, area="Pendle"),
        answer("2023", 130, 400, area="Pendle"),
        answer("2022", 10, 20, area="Blackpool"),
        answer("2023", 12, 60, area="Blackpool"),
        answer("2022", 30, 120, area="Preston"),
        answer("2023", 31, 120, area="Preston"),
    )
    ingest_survey(session, survey_file(tmp_path, *rows))
    return session


def test_surveys_and_tables_are_shown_where_they_are_held(richer: Session) -> None:
    asked = {"measure": "residential-burglary", "place": "force:lancashire"}
    page = build(PageSession(richer.workspace, asked, richer.clock))
    said = screens.words(page)
    assert "Residential burglary in Lancashire came to 402 in the year to" in said
    assert "Positive outcomes too few 4 of 20 outcomes" in said
    chart = screens.chart(page, "crime-by-month")
    assert chart.data["month"][0] == "2023-04-01"
    screens.press(chart, next(at for at in chart.data["press_settled"] if at))
    parts = screens.cells(screens.table(page, "count-parts").table)
    assert parts[0] == ["Whole force", "Residential burglary (code 28E)", "101"]
    assert parts[-1] == ["All", "", "101"]
    assert not screens.table(page, "count-files").table
    heading = screens.table(page, "outcome-rates").words["heading"]
    assert heading == "Only 20 outcomes: too few for a rate"
    surveys = screens.cells(screens.table(page, "surveys").table)
    beware = [row[8] for row in surveys]
    assert "fewer than 30 asked: no share is shown" in beware
    assert "fewer than 100 asked: read with care" in beware
    assert "fewer than 30 asked: no change is shown" in beware
    assert "percentage points; the interval includes no change" in beware
    beyond = next(row for row in surveys if "beyond" in row[2])
    assert beyond[5] == "12.5"
    assert "No survey" not in said
    screens.choose(page, place=BURNLEY)
    assert not screens.table(page, "outcome-rates").table
    assert screens.options(page, "measure")["personal-robbery"].endswith("(by quarter)")
    screens.choose(page, measure="business-burglary")
    assert screens.words(page).count("nothing fitting is held to divide by") <= 1


def test_a_force_without_outlines_has_bars_and_no_map(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    asked = {"place": "force:leicestershire", "measure": "burglary"}
    page = build(PageSession(workspace, asked, clock))
    assert (
        "No outlines of these districts are held"
        in (screens.chart(page, "crime-map").words["empty"])
    )
    bars = screens.chart(page, "crime-by-district")
    assert "Leicester" in bars.data["place"]
    assert "times the rate of" in bars.words["heading"]
    assert "with July to August 2020 and July to August 2021 left out" in (
        screens.words(page)
    )
    files = screens.chart(page, "crime-by-month")
    screens.press(files, next(at for at in files.data["press_settled"] if at))
    (row,) = screens.cells(screens.table(page, "count-files").table)
    assert row[1:3] == ["counts that travel with the program", "–"]


def test_what_the_calendar_refuses_is_said_in_its_words(richer: Session) -> None:
    asked = {"measure": "residential-burglary", "place": "force:lancashire"}
    folder = richer.workspace.folder.parent
    table = recorded("Residential burglary", "2017-18", 400)
    hold(richer, "recorded_crime", table, folder / "old.csv")
    page = build(
        PageSession(richer.workspace, {**asked, "to": "2018-03"}, richer.clock)
    )
    said = screens.words(page)
    assert "in the year to March 2018; the year before is not set beside it" in said
    assert "compare recorded-burglary instead" in said


def test_a_measure_without_a_denominator_shows_counts_alone(richer: Session) -> None:
    folder = richer.workspace.folder.parent
    table = recorded("Non-residential burglary", "2023-24", 400)
    hold(richer, "recorded_crime", table, folder / "business.csv")
    asked = {"measure": "business-burglary", "place": "force:lancashire"}
    page = build(PageSession(richer.workspace, asked, richer.clock))
    assert "Rate none nothing fitting is held to divide by" in screens.words(page)
    bars = screens.chart(page, "crime-by-district")
    assert bars.data["label"] == ["40"]
    assert bars.words["heading"].startswith("Districts by count")
    drawn = screens.chart(page, "crime-map")
    assert drawn.words["heading"] == "Burnley had the most, 40; no rate can be given"
    assert screens.options(page, "show")["rate"] == "Rate (nothing to divide by)"


def test_an_office_whose_own_force_is_not_held_is_told_so(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    settings = workspace.settings_file.read_text(encoding="utf-8")
    told = settings.replace('force = "lancashire"', 'force = "kent"')
    workspace.settings_file.write_text(told, encoding="utf-8")
    page = build(PageSession(workspace, {}, clock))
    assert "No month of neighbourhood crime is held here." in screens.words(page)
    assert screens.options(page, "place")["force:kent"] == "Kent (0 months held)"
