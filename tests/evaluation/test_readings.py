from collections import Counter
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.errors import UnknownName
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.readings import CaseQuestion
from fundtrack.evaluation.readings import read_case
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.places import reference_file
from fundtrack.places import small_areas
from fundtrack.store.snapshot import open_books
from tests.evaluation.offices import area
from tests.evaluation.offices import footprint
from tests.evaluation.offices import fund
from tests.evaluation.offices import lsoas_of
from tests.evaluation.offices import office
from tests.evaluation.offices import spent

ROUND_1 = CaseQuestion("ssf1", "Burnley", "burglary", "lancashire")


def recorded_burglaries() -> list[tuple[str, str, str, int]]:
    """Read the reference counts of burglary straight from their file."""
    kept = str(reference_file("crime_counts.parquet"))
    rows = duckdb.execute(
        "SELECT force, month, lsoa, offences FROM read_parquet($kept) "
        "WHERE crime_type = 'Burglary'",
        {"kept": kept},
    )
    return rows.fetchall()


def laid_out(
    workspace: Workspace,
    clock: Clock,
    *more: NewEvent,
    question: CaseQuestion = ROUND_1,
) -> Case:
    office(workspace, clock, *more)
    with open_books(workspace) as books:
        return read_case(books, question)


def test_round_1_is_laid_out_on_recorded_crime(
    workspace: Workspace, clock: Clock
) -> None:
    case = laid_out(workspace, clock)
    assert [case.places.loc[ward, "name"] for ward in case.treated] == [
        "Bank Hall",
        "Rosehill with Burnley Wood",
    ]
    assert case.windows.provenance == "published"
    assert len(case.windows.pre) == len(case.windows.post) == 8
    assert [str(month) for month in case.windows.excluded] == [
        "2020-08",
        "2020-09",
        "2020-10",
    ]
    assert [str(month) for month in case.windows.missing] == [
        "2020-06",
        "2020-08",
        "2020-09",
    ]
    assert len(case.comparators.wards) == 60
    assert case.comparators.forces == ("lancashire",)
    assert case.compared.notna().all().all()


def test_counts_of_every_ward_and_month_equal_the_slow_twin(
    workspace: Workspace, clock: Clock
) -> None:
    case = laid_out(workspace, clock)
    slow: Counter[tuple[str, str]] = Counter()
    for force, month, lsoa, offences in recorded_burglaries():
        place = small_areas().get(lsoa)
        if place and place.ward and case.places.loc[place.ward, "force"] == force:
            slow[place.ward, month] += offences
    fast = {
        (ward, month): case.panel.loc[ward, month]
        for ward in case.panel.index
        for month in case.panel.columns
    }
    assert fast == {key: slow[key] for key in fast}
    assert sum(fast.values()) > 10_000


def test_money_of_the_place_is_listed_by_heading_and_quarter(
    workspace: Workspace, clock: Clock
) -> None:
    (bought,) = laid_out(workspace, clock).purchases
    assert (bought.heading, bought.quarter_starts) == ("alley-gates", date(2021, 4, 1))
    assert (bought.pence, bought.marks) == (55_700_000, ("published",))


def test_places_with_other_money_at_the_time_are_no_comparators(
    workspace: Workspace, clock: Clock
) -> None:
    others = [
        fund("SSF2"),
        area("blackburn", "E06000008"),
        footprint(
            "SSF2",
            "blackburn",
            lsoas_of("Wensley Fold", district="E06000008"),
            "2021-10",
        ),
        spent("SSF2", "blackburn", "2021-22", 14_800_000, date(2022, 2, 17)),
        area("planned", "E07000127"),
        footprint(
            "SSF2",
            "planned",
            lsoas_of("Skelmersdale North", district="E07000127"),
            "2022-01",
        ),
        area("preston", "E07000123"),
        fund("LOCAL"),
        spent("LOCAL", "preston", "2021-22", 100, date(2021, 9, 1)),
        fund("OLD"),
        area("chorley", "E07000118"),
        spent("OLD", "chorley", "2015-16", 100, date(2015, 9, 1)),
    ]
    case = laid_out(workspace, clock, *others)
    in_district = case.places.loc[list(case.comparators.wards), "district"]
    assert not set(in_district) & {
        "Burnley",
        "Blackburn with Darwen",
        "Preston",
        "West Lancashire",
    }
    assert "Chorley" in set(in_district)


def test_money_over_the_whole_force_is_stated_not_excluded(
    workspace: Workspace, clock: Clock
) -> None:
    every = [found.code for found in districts_of(find_force("lancashire"))]
    wide = [
        fund("OPDEF"),
        area("whole", *every),
        spent("OPDEF", "whole", "2021-22", 100, date(2021, 9, 1)),
    ]
    case = laid_out(workspace, clock, *wide)
    assert case.shared == ("OPDEF",)
    assert len(case.comparators.wards) == 60


def test_start_without_months_is_laid_out_empty(
    workspace: Workspace, clock: Clock
) -> None:
    late = [
        fund("SSF9"),
        footprint(
            "SSF9",
            "burnley",
            lsoas_of("Bank Hall", district="E07000117"),
            "2030-01",
        ),
    ]
    question = CaseQuestion("SSF9", "burnley", "burglary", "lancashire")
    case = laid_out(workspace, clock, *late, question=question)
    assert case.windows.months == ()
    assert len(case.windows.missing) == 24
    assert case.panel.empty


def test_part_of_a_ward_is_said_to_be_part(workspace: Workspace, clock: Clock) -> None:
    part = [
        fund("SSF9"),
        footprint(
            "SSF9",
            "burnley",
            [*lsoas_of("Bank Hall", district="E07000117")[:1], "E01999999"],
            "2021-04",
        ),
    ]
    question = CaseQuestion("SSF9", "burnley", "burglary", "lancashire")
    case = laid_out(workspace, clock, *part, question=question)
    assert 0 < case.site.covered_pct < 50
    assert len(case.treated) == 1


def test_unknown_names_are_refused_in_words(workspace: Workspace, clock: Clock) -> None:
    office(workspace, clock)
    with open_books(workspace) as books:
        for wrong in (
            {"fund": "SSF8"},
            {"area": "nowhere"},
            {"area": "force-wide"},
            {"measure": "happiness"},
        ):
            with pytest.raises(UnknownName):
                read_case(books, replace(ROUND_1, **wrong))


def test_months_taken_in_more_than_once_are_revised(
    workspace: Workspace, clock: Clock
) -> None:
    taken = NewEvent(
        "crime_import",
        date(2023, 11, 1),
        "taken in",
        {"months": ["lancashire 2021-05 street", "lancashire 2021-06 outcomes"]},
    )
    case = laid_out(workspace, clock, taken, taken)
    assert case.revised == ("2021-05",)
