"""Measures of a place and time: what is counted, out of how many, and what is not."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.errors import WrongArgument
from fundtrack.metrics.crime import CountQuestion
from fundtrack.metrics.crime import counts
from fundtrack.metrics.crime_months import parts_of_count
from fundtrack.metrics.denominators import PACKED
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import Standing
from fundtrack.metrics.founding_report import founding_figures
from fundtrack.metrics.measured import Measured
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import measured
from fundtrack.metrics.year_changes import YearsQuestion
from fundtrack.metrics.year_changes import change_of_years
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.places import census_households
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.places import mid_year_populations
from tests.evaluation.offices import office
from tests.metrics.national_tables import hold
from tests.metrics.national_tables import outcomes
from tests.metrics.national_tables import recorded
from tests.metrics.stubs import Stub

YEARS = ("2020-21", "2021-22")
HOMES, SHEDS = "Residential burglary of a home", "Residential burglary, unconnected"
RESIDENTIAL = "Residential burglary"
TABLE = [
    *recorded(RESIDENTIAL, "2022-23", 4865),
    *recorded(RESIDENTIAL, "2023-24", 3000, "28E", HOMES),
    *recorded(RESIDENTIAL, "2023-24", 357, "28F", SHEDS),
    *recorded("Shoplifting", "2021-22", 7817, "46", "Shoplifting"),
    *recorded("Shoplifting", "2022-23", 9123, "46", "Shoplifting"),
]
OUTCOMES = [
    *outcomes(RESIDENTIAL, "2022-23", 331, 4534),
    *outcomes(RESIDENTIAL, "2023-24", 363, 2994),
    *outcomes("Robbery of personal property", "2023-24", 134, 866),
]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """An office with recorded crime of police.uk alone."""
    folder = tmp_path_factory.mktemp("measured") / "office"
    folder.mkdir()
    start = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
    looks = iter(range(1_000_000))
    return office(Workspace(folder), lambda: start + timedelta(seconds=next(looks)))


@pytest.fixture(scope="module")
def poor(before: Session) -> Iterator[tuple[FoundingFigure, ...]]:
    """The founding report's figures as far as police.uk tells them."""
    with before.reading() as books:
        yield founding_figures(books)


@pytest.fixture(scope="module")
def held(
    before: Session,
    poor: tuple[FoundingFigure, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Session:
    """The same office once the Home Office's tables are taken in."""
    assert poor
    files = tmp_path_factory.mktemp("tables")
    hold(before, "recorded_crime", TABLE, files / "prc.csv")
    hold(before, "crime_outcomes", OUTCOMES, files / "outcomes.csv")
    return before


def asked(session: Session, measure: str, year: str, **place: str) -> Measured:
    dates = FinancialYear.parse(year).dates
    first, last = Month.of(dates.start), Month.of(dates.last_day)
    with session.reading() as books:
        return measured(books, MeasureQuestion(measure, first, last, **place))


def test_shoplifting_of_police_uk_stands_over_the_people_of_that_year(
    held: Session,
) -> None:
    found = asked(held, "shoplifting", "2021-22", force="lancashire")
    people = sum(
        mid_year_populations()[2021, district.code]
        for district in districts_of(find_force("lancashire"))
    )
    assert (found.count, found.out_of, found.provenance) == (7622, people, "published")
    assert found.rate == 1000 * 7622 / people
    assert found.per == "per 1,000 people"
    assert found.denominator
    assert found.denominator.edition == PACKED
    assert found.denominator.says == f"{people:,} people, mid-year 2021 ({PACKED})"
    assert [each.name for each in found.ruling.crossed] == ["covid-19"]


def test_the_held_shoplifting_is_that_of_the_control_totals(
    held: Session, shared: Path
) -> None:
    totals = shared / "data" / "police_uk_lancashire" / "CONTROL_TOTALS.csv"
    rows = [line.split(",") for line in totals.read_text().splitlines()[1:]]
    distinct = sum(
        int(row[5])
        for row in rows
        if row[2] == "Shoplifting" and "2021-04" <= row[1] <= "2022-03"
    )
    found = asked(held, "shoplifting", "2021-22", force="lancashire")
    assert found.count == distinct


def test_anti_social_behaviour_is_that_of_another_copy_but_for_two_a_month(
    held: Session, shared: Path
) -> None:
    folder = shared / "data" / "police_uk_asb_lancashire_2022"
    with gzip.open(folder / "lancashire_asb_2022.tsv.gz", "rt") as text:
        copied = Counter(
            row["month"][:7] for row in csv.DictReader(text, delimiter="\t")
        )
    question = CountQuestion(
        force="lancashire",
        first="2022-01",
        last="2022-06",
        by=("type", "month", "district"),
    )
    with held.reading() as books:
        lines = counts(books, question).counts
    inside = {district.code for district in districts_of(find_force("lancashire"))}
    ours: Counter[str] = Counter()
    for line in lines:
        if line["type"] == "Anti-social behaviour" and line["district"] in inside:
            ours[str(line["month"])] += int(line["offences"] or 0)
    assert len(ours) == 6
    # The copy left out rows whose rounded place fell outside the districts.
    assert {ours[month] - copied[month] for month in ours} <= {0, 1, 2}


def test_a_sum_that_lacks_a_month_is_missing(held: Session) -> None:
    found = asked(held, "robbery", "2020-21", force="lancashire")
    assert (found.count, found.rate) == (None, None)
    assert found.missing == ("2020-06", "2020-08", "2020-09")
    nowhere = asked(held, "robbery", "2021-22", force="cleveland")
    assert (nowhere.count, nowhere.denominator) == (None, None)


def test_an_area_counts_what_its_districts_do(held: Session) -> None:
    area = asked(held, "burglary", "2021-22", area="burnley")
    district = asked(held, "burglary", "2021-22", district="Burnley")
    assert area.count == district.count
    assert area.count
    assert area.rate == 1000 * area.count / census_households()[2021, "E07000117"]
    assert area.per == "per 1,000 households"


def test_the_tables_tell_residential_burglary_by_force_and_district(
    held: Session,
) -> None:
    force = asked(held, "residential-burglary", "2022-23", force="lancashire")
    burnley = asked(held, "residential-burglary", "2022-23", district="burnley")
    area = asked(held, "residential-burglary", "2022-23", area="burnley")
    assert (force.count, burnley.count, area.count) == (4865, 486, 486)
    assert (force.measure.version, force.missing) == ("2", ())
    later = asked(held, "residential-burglary", "2023-24", force="lancashire")
    assert (later.count, later.measure.version) == (3357, "3")


def test_burglary_of_a_home_is_told_by_the_offences_name(held: Session) -> None:
    assert (
        asked(held, "burglary-of-a-home", "2023-24", force="lancashire").count == 3000
    )


def test_a_quarter_that_is_not_held_makes_the_sum_missing(held: Session) -> None:
    found = asked(held, "recorded-shoplifting", "2023-24", force="lancashire")
    assert found.count is None
    assert found.missing == tuple(f"2023-24 Q{quarter}" for quarter in (1, 2, 3, 4))


def quarter(number: int, provenance: str) -> dict[str, Any]:
    place = {"force": "lancashire", "csp": "", "district": "", "is_area": True}
    return {**place, "period": f"2023-24 Q{number}", "provenance": provenance}


def test_words_that_no_offence_has_find_nothing() -> None:
    first = Month(2023, 4)
    question = MeasureQuestion("burglary-of-a-home", first, first.plus(2), "lancashire")
    figures = [{**quarter(1, "published"), "offences": 7, "not_provided": 0}]
    held = Stub(recorded_coverage=[quarter(1, "published")], recorded_crime=figures)
    assert measured(held, question).missing == ("2023-24 Q1",)
    assert parts_of_count(held, question) == ()


def test_published_and_made_up_quarters_are_said_to_be_mixed() -> None:
    first = Month(2023, 4)
    question = MeasureQuestion("personal-robbery", first, first.plus(5), "lancashire")
    coverage = [quarter(1, "published"), quarter(2, "synthetic")]
    figures = [{**each, "offences": 7, "not_provided": 0} for each in coverage]
    found = measured(Stub(recorded_coverage=coverage, recorded_crime=figures), question)
    assert (found.count, found.provenance) == (14, "mixed")


def test_an_outcome_rate_has_its_outcomes_beside_it(held: Session) -> None:
    rate = "residential-burglary-outcome-rate"
    found = asked(held, rate, "2022-23", force="lancashire")
    assert (found.count, found.out_of, found.per) == (331, 4865, "% of outcomes")
    assert found.rate == pytest.approx(6.80, abs=0.005)


def month_of(session: Session, written: str) -> int:
    month = Month.parse(written)
    question = MeasureQuestion("burglary", month, month, force="leicestershire")
    with session.reading() as books:
        return measured(books, question).count or 0


def test_the_months_of_a_local_lockdown_are_left_out_on_both_sides(
    held: Session,
) -> None:
    years = FinancialYear(2021), FinancialYear(2020)
    question = YearsQuestion("burglary", *years, force="leicestershire")
    with held.reading() as books:
        found = change_of_years(books, question)
    out = ["2020-07", "2020-08", "2021-07", "2021-08"]
    assert [str(month) for month in found.left_out] == out
    assert found.change
    earlier, later = found.change.earlier.offences, found.change.later.offences
    compared = zip(YEARS, (earlier, later), (out[:2], out[2:]), strict=True)
    for year, kept, months in compared:
        whole = asked(held, "burglary", year, force="leicestershire").count or 0
        assert whole - kept == sum(month_of(held, month) for month in months)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            MeasureQuestion("robbery", Month(2021, 4), Month(2022, 3)),
            "name one force, one area or one district",
        ),
        (
            MeasureQuestion("robbery", Month(2021, 4), Month(2021, 3), force="kent"),
            "comes before",
        ),
        (
            MeasureQuestion(
                "personal-robbery", Month(2022, 5), Month(2022, 12), force="kent"
            ),
            "whole quarters",
        ),
        (
            MeasureQuestion(
                "personal-robbery-outcome-rate",
                Month(2022, 4),
                Month(2022, 6),
                district="Burnley",
            ),
            "known by force alone",
        ),
    ],
)
def test_a_question_without_an_answer_is_refused(
    before: Session, question: MeasureQuestion, says: str
) -> None:
    with before.reading() as books, pytest.raises(WrongArgument, match=says):
        measured(books, question)


def by_name(figures: tuple[FoundingFigure, ...]) -> dict[str, FoundingFigure]:
    return {each.said.figure: each for each in figures}


def test_without_the_tables_only_shoplifting_of_one_year_can_be_made(
    poor: tuple[FoundingFigure, ...],
) -> None:
    made = {name: each.ours for name, each in by_name(poor).items() if each.ours}
    assert made == {"shoplifting-2021-22": 7622.0}
    shops = by_name(poor)["shoplifting-2021-22"]
    assert (shops.difference, shops.standing) == (-195, Standing.DIFFERS)
    assert "in place of recorded shoplifting, which is not held" in shops.because
    burglary = by_name(poor)["residential-burglary-change"]
    assert burglary.standing is Standing.NOT_REPRODUCIBLE
    assert "police.uk has one category of burglary" in burglary.because
    assert by_name(poor)["op-vulture"].standing is Standing.NO_FIGURE


def test_with_the_tables_the_reports_figures_are_made_again(held: Session) -> None:
    with held.reading() as books:
        found = by_name(founding_figures(books))
    again = {
        name for name, each in found.items() if each.standing is Standing.REPRODUCED
    }
    assert again == {
        "residential-burglary-fewer",
        "residential-burglary-change",
        "residential-burglary-2022-23",
        "residential-burglary-2023-24",
        "residential-burglary-outcomes-2022-23",
        "residential-burglary-outcomes-2023-24",
        "personal-robbery-outcomes-2023-24",
        "shoplifting-2021-22",
        "shoplifting-2022-23",
        "shoplifting-change",
    }
    assert "in place of" not in found["shoplifting-change"].because
    change = found["residential-burglary-change"]
    assert (change.numerator, change.denominator) == (3357, 4865)
    assert change.ours == pytest.approx(-30.997, abs=0.001)
    assert "Operation Defender" in change.says[0]
    assert change.says[1].startswith("2023-04: residential burglary was split")
