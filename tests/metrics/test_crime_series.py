"""A series month by month: what is missing stays missing, the newest may change."""

from collections.abc import Iterator
from typing import Any

import pytest

from fundtrack.acts.session import Session
from fundtrack.errors import WrongArgument
from fundtrack.metrics.crime_months import files_of_months
from fundtrack.metrics.crime_months import parts_of_count
from fundtrack.metrics.crime_places import by_district
from fundtrack.metrics.crime_series import crime_series
from fundtrack.metrics.crime_series import months_held
from fundtrack.metrics.measured import CountedPlace
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import one_or_mixed
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.metrics.outcome_shares import outcome_shares
from fundtrack.metrics.year_changes import change_on_year_before
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import census_households
from fundtrack.places import mid_year_populations
from fundtrack.store.snapshot import Books
from tests.metrics.national_tables import hold
from tests.metrics.national_tables import outcomes
from tests.metrics.national_tables import recorded
from tests.metrics.stubs import Stub
from tests.oracles import outcomes as oracle
from tests.pages.outcome_offices import FIRST
from tests.pages.outcome_offices import LAST
from tests.pages.outcome_offices import LOST
from tests.pages.outcome_offices import crime_office

BURNLEY, BLACKPOOL = "E07000117", "E06000009"
YEAR = (Month(2023, 4), Month(2024, 3))
HALF = (Month(2023, 10), Month(2024, 3))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return crime_office(tmp_path_factory.mktemp("series"))


@pytest.fixture(scope="module")
def books(office: Session) -> Iterator[Books]:
    with office.reading() as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(office: Session) -> oracle.Rows:
    return oracle.rows_of(office.workspace.folder.parent / "files")


def asked(
    measure: str = "burglary", first: Month = FIRST, last: Month = LAST, **place: str
) -> MeasureQuestion:
    return MeasureQuestion(measure, first, last, **(place or {"force": "lancashire"}))


def labels(first: Month, last: Month) -> list[str]:
    return [str(month) for month in months_between(first, last)]


@pytest.mark.parametrize("measure", ["burglary", "robbery", "neighbourhood-crime"])
def test_each_month_is_that_of_its_rows(
    books: Books, rows: oracle.Rows, measure: str
) -> None:
    series = crime_series(books, asked(measure))
    found = {each.label: each.count for each in series}
    assert found == oracle.by_month(rows, measure, labels(FIRST, LAST))
    assert found[str(LOST)] is None
    assert {each.provenance for each in series} == {"published", None}


def test_a_month_held_counts_nought_and_a_month_missing_nothing(books: Books) -> None:
    question = asked("robbery", Month(2022, 10), Month(2022, 12), district=BURNLEY)
    assert [each.count for each in crime_series(books, question)] == [0, None, 0]


def test_only_the_newest_months_may_be_revised_whatever_gap_lies_before() -> None:
    held = ("2023-01", "2023-02", "2024-01")
    coverage = [
        {
            "force": "lancashire",
            "month": month,
            "provenance": "published",
            "is_placed": True,
        }
        for month in held
    ]
    question = asked("robbery", Month(2023, 1), Month(2024, 1))
    series = crime_series(Stub(crime_coverage=coverage), question)
    assert [each.label for each in series if each.is_provisional] == ["2024-01"]


def test_the_three_newest_months_held_may_be_revised(books: Books) -> None:
    series = crime_series(books, asked())
    revised = [each.label for each in series if each.is_provisional]
    assert revised == ["2024-01", "2024-02", "2024-03"]


def test_a_rate_stands_over_the_people_of_its_year(books: Books) -> None:
    series = crime_series(books, asked("robbery", district=BLACKPOOL))
    last, lost = series[-1], next(each for each in series if each.label == str(LOST))
    people = mid_year_populations()[2024, BLACKPOOL]
    assert last.out_of
    assert (last.count, last.out_of.number) == (1, people)
    assert last.rate == 1000 / people
    assert lost.rate is None


def test_months_of_a_place_are_those_of_its_force(books: Books) -> None:
    measure = any_measure("burglary")
    held = months_held(books, measure, CountedPlace(districts=(BURNLEY,)))
    assert held == months_held(books, measure, CountedPlace("lancashire"))
    assert held == tuple(at for at in months_between(FIRST, LAST) if at != LOST)
    assert months_held(books, measure, CountedPlace("kent")) == ()


def test_provenances_are_one_or_mixed_or_none() -> None:
    assert one_or_mixed(["published", None, "published"]) == "published"
    assert one_or_mixed(["published", "synthetic"]) == "mixed"
    assert one_or_mixed([]) is None


def test_parts_of_a_count_sum_to_it_and_say_what_has_no_place(
    books: Books, rows: oracle.Rows
) -> None:
    for place in ({"force": "lancashire"}, {"area": "pennine"}, {"district": BURNLEY}):
        for first, last in ((LAST, LAST), YEAR):
            question = asked("neighbourhood-crime", first, last, **place)
            parts = parts_of_count(books, question)
            found = crime_series(books, question)
            assert sum(p.count for p in parts) == sum(at.count or 0 for at in found)
    months = labels(*YEAR)
    told = oracle.by_district(rows, "neighbourhood-crime", months)
    parts = parts_of_count(books, asked("neighbourhood-crime", *YEAR))
    assert {
        code: sum(part.count for part in parts if part.district == code)
        for code in {part.district for part in parts}
    } == dict(told)


def test_a_count_names_its_files_with_their_rows(books: Books) -> None:
    file, last = files_of_months(books, ["lancashire"], Month(2024, 2), LAST)
    assert (file.file, file.times) == ("2024-02-lancashire-street.csv", 1)
    assert (file.month, last.month) == ("2024-02", "2024-03")
    assert (file.row_count, file.no_location, file.provenance) == (13, 1, "published")
    assert file.entry
    assert files_of_months(books, ["lancashire"], LOST, LOST) == ()


def test_districts_stand_beside_their_own_households(
    books: Books, rows: oracle.Rows
) -> None:
    found = {
        at.district: at
        for at in by_district(books, asked("burglary", *YEAR), "lancashire")
    }
    told = oracle.by_district(rows, "burglary", labels(*YEAR))
    assert {code: at.count for code, at in found.items()} == {
        code: told[code] for code in found
    }
    burnley = found[BURNLEY]
    households = census_households()[2021, BURNLEY]
    assert burnley.out_of
    assert burnley.out_of.number == households
    assert burnley.rate == 1000 * told[BURNLEY] / households
    assert not burnley.is_small
    assert found[BLACKPOOL].is_small


def test_no_district_has_a_count_where_a_month_is_missing(books: Books) -> None:
    question = asked("burglary", Month(2022, 4), Month(2023, 3))
    found = by_district(books, question, "lancashire")
    assert {(at.count, at.rate, at.provenance) for at in found} == {(None, None, None)}
    assert not any(at.is_small for at in found)
    assert by_district(books, question, "kent")[0].count is None


def test_a_change_on_the_year_before_is_that_of_the_rows(
    books: Books, rows: oracle.Rows
) -> None:
    found = change_on_year_before(books, asked("burglary", *HALF))
    assert found.change is None
    assert found.missing == ("2022-11",)
    months = (Month(2023, 12), LAST)
    change = change_on_year_before(books, asked("burglary", *months)).change
    assert change
    assert change.pct == oracle.change_pct(rows, "burglary", labels(*months))
    assert change.earlier.last == Month(2023, 3)


def test_more_than_a_year_is_not_set_against_the_year_before(books: Books) -> None:
    with pytest.raises(WrongArgument, match="more than a year"):
        change_on_year_before(books, asked())


def shares_of(found: tuple[OutcomeShare, ...], basis: str) -> dict[str, OutcomeShare]:
    return {each.of_set.name: each for each in found if each.basis == basis}


def test_each_set_of_outcomes_is_of_the_rows_and_the_closed_are_missing(
    books: Books, rows: oracle.Rows
) -> None:
    found = outcome_shares(books, asked("burglary", *YEAR))
    recorded_by = shares_of(found, "recorded")
    charged = oracle.outcomes_of(rows, "burglary", labels(*YEAR), {"Suspect charged"})
    share = recorded_by["charge"]
    assert (share.numerator, share.denominator) == charged
    assert share.share
    assert share.share.pct == 100 * charged[0] / charged[1]
    assert share.provenance == "published"
    closed = shares_of(found, "closed")["charge"]
    assert (closed.numerator, closed.share) == (None, None)
    assert closed.missing == tuple(labels(*YEAR))


def test_a_place_without_outcomes_has_no_share(books: Books) -> None:
    found = outcome_shares(books, asked("burglary", *YEAR, district="E07000123"))
    share = shares_of(found, "recorded")["charge"]
    assert (share.numerator, share.denominator, share.share) == (0, 0, None)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """An office that holds the Home Office's tables of one year, too."""
    made = crime_office(tmp_path_factory.mktemp("tables"))
    files = made.workspace.folder.parent
    burglary = "Residential burglary"
    hold(made, "recorded_crime", recorded(burglary, "2023-24", 402), files / "prc.csv")
    of_year = outcomes(burglary, "2023-24", 40, 160)
    hold(made, "crime_outcomes", of_year, files / "outcomes.csv")
    with made.reading() as opened:
        yield opened


def test_a_measure_of_the_tables_comes_by_quarter(tables: Books) -> None:
    question = asked("residential-burglary", Month(2023, 1), Month(2024, 3))
    series = crime_series(tables, question)
    assert [(each.label, each.count) for each in series] == [
        ("2022-23 Q4", None),
        ("2023-24 Q1", 101),
        ("2023-24 Q2", 101),
        ("2023-24 Q3", 100),
        ("2023-24 Q4", 100),
    ]
    assert [each.is_provisional for each in series] == [False] * 4 + [True]
    assert not crime_series(tables, asked("business-burglary", *HALF))[0].out_of


def test_the_tables_tell_which_months_they_hold(tables: Books) -> None:
    measure = any_measure("residential-burglary")
    year = months_between(*YEAR)
    for place in (CountedPlace("lancashire"), CountedPlace(districts=(BURNLEY,))):
        assert months_held(tables, measure, place) == year
    assert months_held(tables, measure, CountedPlace(districts=(BLACKPOOL,))) == ()


def test_a_quarter_of_the_tables_is_made_of_offences(tables: Books) -> None:
    quarter = Month(2023, 4), Month(2023, 6)
    question = asked("residential-burglary", *quarter)
    (part,) = parts_of_count(tables, question)
    assert (part.crime_type, part.count) == ("Residential burglary (code 28E)", 101)
    (part,) = parts_of_count(
        tables, asked("burglary-of-a-home", *quarter, district=BURNLEY)
    )
    assert (part.district, part.count) == (BURNLEY, 10)


def test_the_tables_tell_districts_by_partnership(tables: Books) -> None:
    question = asked("residential-burglary", *YEAR)
    found = {at.district: at for at in by_district(tables, question, "lancashire")}
    assert (found[BURNLEY].count, found[BLACKPOOL].count) == (40, None)
    nothing = by_district(tables, asked("business-robbery", *YEAR), "lancashire")
    assert {at.rate for at in nothing} == {None}


def test_the_tables_tell_outcomes_of_a_force_alone(tables: Books) -> None:
    found = outcome_shares(tables, asked("residential-burglary", *YEAR))
    charge = shares_of(found, "recorded")["charge"]
    assert (charge.numerator, charge.denominator, charge.not_yet) == (40, 200, 8)
    before = outcome_shares(
        tables, asked("residential-burglary", Month(2022, 4), Month(2023, 3))
    )
    assert {each.numerator for each in before} == {None}
    assert all(each.missing for each in before)
    of_burnley = asked("residential-burglary", *YEAR, district=BURNLEY)
    assert outcome_shares(tables, of_burnley) == ()


def test_a_place_of_two_forces_lacks_a_month_that_one_of_them_lacks() -> None:
    coverage: list[dict[str, Any]] = [
        {
            "force": force,
            "month": month,
            "provenance": "published",
            "is_placed": True,
        }
        for force, month in (
            ("lancashire", "2024-01"),
            ("lancashire", "2024-02"),
            ("cumbria", "2024-01"),
        )
    ]
    area = {"area": "both", "name": "Both", "districts": [BURNLEY, "E06000063"]}
    stub = Stub(crime_coverage=coverage, areas=[area])
    question = asked("robbery", Month(2024, 1), Month(2024, 2), area="both")
    series = crime_series(stub, question)
    assert [each.count for each in series] == [0, None]
