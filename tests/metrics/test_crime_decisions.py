"""What imports decided of each month, asked for; a month without a file is missing."""

import json
from pathlib import Path

import pytest

from fundtrack.acts.crime import crime_counts
from fundtrack.acts.crime import crime_decisions
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.evaluation.ward_counts import areas_of
from fundtrack.evaluation.ward_counts import held_months
from fundtrack.evaluation.ward_counts import ward_counts
from fundtrack.metrics.crime import CountQuestion
from fundtrack.metrics.crime_decisions import MonthDecisions
from fundtrack.periods import Month
from tests import builders
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import PART_CHORLEY
from tests.crime_files import SPLIT_CHORLEY
from tests.crime_files import WIGAN
from tests.crime_files import Crime
from tests.crime_files import street_file

JANUARY = (
    Crime("a", BURGLARY),
    Crime("a", BURGLARY),
    Crime("b", BURGLARY, lsoa=WIGAN),
    Crime("c", BURGLARY, lsoa=PART_CHORLEY),
    Crime("d", BURGLARY, lsoa=PART_CHORLEY),
    Crime("e", BURGLARY, lsoa=SPLIT_CHORLEY),
    Crime(lsoa="E01999999"),
    Crime(lsoa=""),
)
MARCH = (
    Crime("a", "Robbery", month="2024-03"),
    Crime("a", BURGLARY, month="2024-03"),
    Crime("f", BURGLARY, month="2024-03"),
    Crime(month="2024-03"),
)


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path) -> Session:
    """An office that holds January and March of Lancashire."""
    builders.record(workspace, clock, builders.person("officer", Role.FINANCE))
    session = Session(workspace, "officer", clock)
    for month, crimes in (("2024-01", JANUARY), ("2024-03", MARCH)):
        path = street_file(tmp_path, f"{month}-lancashire-street.csv", *crimes)
        ingest_crime(session, [path])
    return session


def test_every_decision_of_a_month_is_counted_and_a_gap_is_missing(
    office: Session,
) -> None:
    january, february, march = crime_decisions(office).months
    assert january == MonthDecisions(
        force="lancashire",
        month="2024-01",
        status="counted",
        row_count=8,
        offences=7,
        blank_id=2,
        repeated_id=1,
        named_before=0,
        no_location=1,
        outside_force=1,
        unknown_lsoa=1,
        other_vintage=1,
        lsoa_vintage="2021",
        provenance="published",
        is_from_api=False,
    )
    assert february == MonthDecisions("lancashire", "2024-02", "missing")
    assert (march.offences, march.named_before) == (4, 2)


def test_months_and_forces_can_be_chosen(office: Session) -> None:
    chosen = crime_decisions(
        office, force="lancashire", first="2024-02", last="2024-03"
    )
    assert [month.month for month in chosen.months] == ["2024-03"]
    assert crime_decisions(office, force="kent").months == []


def test_a_crime_that_two_months_name_counts_once_where_that_is_asked(
    office: Session,
) -> None:
    totals = {
        counting: [
            line["offences"]
            for line in crime_counts(
                office, CountQuestion(by=("month",), counting=counting)
            ).counts
        ]
        for counting in ("rows", "distinct", "first")
    }
    assert totals == {
        "rows": [8, None, 4],
        "distinct": [7, None, 4],
        "first": [7, None, 2],
    }
    by_place = CountQuestion(by=("lsoa", "type"), first="2024-03", counting="first")
    found = crime_counts(office, by_place).counts
    assert {(line["lsoa"], line["type"], line["offences"]) for line in found} == {
        (BLACKPOOL, BURGLARY, 1),
        (BLACKPOOL, "Robbery", 0),
        (BLACKPOOL, "Anti-social behaviour", 1),
    }


def test_a_revision_of_the_earlier_month_is_seen_in_the_later_one(
    office: Session, tmp_path: Path
) -> None:
    ingest_crime(
        office, [street_file(tmp_path, "2024-01-lancashire-street.csv", Crime())]
    )
    assert [month.named_before for month in crime_decisions(office).months] == [
        0,
        None,
        0,
    ]


def test_a_list_of_the_api_counts_for_the_force_and_leaves_places_missing(
    office: Session, tmp_path: Path
) -> None:
    crime = {
        "category": "burglary",
        "location_type": "Force",
        "location": None,
        "context": "",
        "outcome_status": None,
        "persistent_id": "g",
        "month": "2024-02",
    }
    path = tmp_path / "2024-02-lancashire-street.json"
    path.write_text(json.dumps([crime]), encoding="utf-8")
    ingest_crime(office, [path])

    def february(**asked: str) -> list[str | int | None]:
        question = CountQuestion(first="2024-02", last="2024-02", **asked)
        found = crime_counts(office, question).counts
        return [line["offences"] for line in found]

    assert february(force="lancashire") == [1]
    assert february(district="Blackpool") == [None]
    with office.reading() as books:
        held = held_months(books)["lancashire"]
        blackpool = [
            placed for placed in areas_of(["lancashire"]) if placed[0] == BLACKPOOL
        ]
        wards = ward_counts(books, [BURGLARY], months(), blackpool)
    assert [str(month) for month in held] == ["2024-01", "2024-03"]
    assert wards.isna().sum().to_dict() == {"2024-01": 0, "2024-02": 1, "2024-03": 0}


def months() -> list[Month]:
    """The first three of the year."""
    return [Month(2024, number) for number in (1, 2, 3)]
