"""Crime counted: distinct or rows, missing never nought, places only where located."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from fundtrack.acts.crime import crime_counts
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.crime_types import CrimeType
from fundtrack.domain.people import Role
from fundtrack.errors import NotAPeriod
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.crime import CountQuestion
from tests import builders
from tests.conftest import SETTINGS
from tests.crime_files import ASB
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import SPLIT_CHORLEY
from tests.crime_files import Crime
from tests.crime_files import counted_rows
from tests.crime_files import counts_by
from tests.crime_files import read_street
from tests.crime_files import street_file

UNKNOWN = "E01999999"
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
JANUARY = (
    Crime("a", BURGLARY),
    Crime("a", BURGLARY),
    Crime("b", BURGLARY, lsoa=""),
    Crime("b", BURGLARY, lsoa=BURNLEY),
    Crime("c", BURGLARY, lsoa=""),
    Crime(),
    Crime(),
    Crime(lsoa=UNKNOWN),
)
MARCH = (Crime("a", BURGLARY, lsoa=SPLIT_CHORLEY, month="2024-03"),)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lancashire's January and March are held, Kent's and the railway's January."""
    folder = tmp_path_factory.mktemp("office")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    session = Session(Workspace(folder), "officer", lambda: NOON)
    events = [
        *builders.registers("blackpool"),
        *builders.person("officer", Role.FINANCE),
    ]
    builders.record(session.workspace, session.clock, events)
    files = {
        "2024-01-lancashire-street.csv": JANUARY,
        "2024-03-lancashire-street.csv": MARCH,
        "2024-01-kent-street.csv": [Crime(reported_by="Kent Police")],
        "2024-01-btp-street.csv": [Crime(reported_by="British Transport Police")],
    }
    paths = [street_file(folder, name, *crimes) for name, crimes in files.items()]
    ingest_crime(session, paths)
    return folder


@pytest.fixture
def office(made_once: Path, tmp_path: Path) -> Session:
    """The office that was made once, in a folder of its own."""
    folder = tmp_path / "office"
    shutil.copytree(made_once, folder)
    return Session(Workspace(folder), "officer", lambda: NOON)


def asked(office: Session, *by: str, **question: str) -> list[tuple[object, ...]]:
    """Count, and give each group's dimensions, its offences and status."""
    found = crime_counts(office, CountQuestion(by=by, **question))
    return [
        (*(line[name] for name in by), line["offences"], line["status"])
        for line in found.counts
    ]


def test_a_force_total_holds_every_row_each_crime_once(office: Session) -> None:
    assert asked(office, "type", force="lancashire", last="2024-01") == [
        (ASB, 3, "counted"),
        (BURGLARY, 3, "counted"),
    ]
    assert asked(
        office, "type", force="lancashire", last="2024-01", counting="rows"
    ) == [
        (ASB, 3, "counted"),
        (BURGLARY, 5, "counted"),
    ]


def test_a_month_without_a_file_is_missing_and_not_nought(office: Session) -> None:
    assert asked(office, "month", force="lancashire") == [
        ("2024-01", 6, "counted"),
        ("2024-02", None, "missing"),
        ("2024-03", 1, "counted"),
    ]


def test_a_month_that_is_held_counts_nought_where_nothing_was_recorded(
    office: Session,
) -> None:
    assert asked(office, "type", "month", force="lancashire", first="2024-03") == [
        (BURGLARY, "2024-03", 1, "counted"),
    ]
    assert asked(
        office, "month", force="lancashire", district="Burnley", first="2024-02"
    ) == [("2024-02", None, "missing"), ("2024-03", 0, "counted")]


def test_months_asked_beyond_those_held_are_missing(office: Session) -> None:
    found = crime_counts(
        office,
        CountQuestion(
            force="lancashire", first="2030-01", last="2030-02", by=("type",)
        ),
    )
    assert {line["offences"] for line in found.counts} == {None}
    assert len(found.counts) == len(CrimeType)
    assert found.months_missing == ["2030-01", "2030-02"]


def test_a_total_tells_how_many_files_it_lacks(office: Session) -> None:
    found = crime_counts(office, CountQuestion(force="lancashire"))
    assert found.counts == [
        {
            "offences": 7,
            "status": "counted",
            "files_missing": 1,
            "provenance": "published",
        }
    ]
    assert found.snapshot


def test_districts_hold_located_crimes_alone_under_code_and_name(
    office: Session,
) -> None:
    found = crime_counts(
        office, CountQuestion(force="lancashire", last="2024-01", by=("district",))
    )
    recorded = [line for line in found.counts if line["offences"]]
    assert [
        (line["district"], line["district_name"], line["offences"]) for line in recorded
    ] == [("E06000009", "Blackpool", 3), ("E07000117", "Burnley", 1)]
    assert len(found.counts) == 14


def test_a_district_is_answered_for_by_the_force_whose_area_it_lies_in(
    office: Session,
) -> None:
    assert asked(office, "force", "month", district="blackpool") == [
        ("btp", "2024-01", 1, "counted"),
        ("kent", "2024-01", 1, "counted"),
        ("lancashire", "2024-01", 3, "counted"),
        ("lancashire", "2024-02", None, "missing"),
        ("lancashire", "2024-03", 0, "counted"),
    ]


def test_a_force_asked_by_name_answers_for_a_district_of_another(
    office: Session,
) -> None:
    assert asked(office, "district", force="kent", district="Blackpool") == [
        ("E06000009", 1, "counted")
    ]


def test_areas_are_those_of_the_offices_register(office: Session) -> None:
    found = crime_counts(office, CountQuestion(last="2024-01", by=("area", "district")))
    line = found.counts[0]
    assert (line["area"], line["area_name"], line["district"], line["offences"]) == (
        "blackpool",
        "Blackpool",
        "E06000009",
        5,
    )
    assert asked(office, "area", area="Blackpool", last="2024-01") == [
        ("blackpool", 5, "counted")
    ]


def test_a_district_outside_the_area_asked_holds_nothing(office: Session) -> None:
    found = asked(office, "type", area="blackpool", district="Burnley")
    assert found == []


def test_small_areas_keep_their_code_and_the_vintage_of_their_file(
    office: Session,
) -> None:
    found = crime_counts(office, CountQuestion(force="lancashire", by=("lsoa",)))
    assert [
        (line["lsoa"], line["lsoa_vintage"], line["offences"]) for line in found.counts
    ] == [
        (None, None, None),
        (BLACKPOOL, "2021", 3),
        (BURNLEY, "2021", 1),
        (SPLIT_CHORLEY, "2011", 1),
        (UNKNOWN, "unknown", 1),
    ]


def test_a_code_counted_over_both_vintages_says_so(
    office: Session, tmp_path: Path
) -> None:
    old = Crime("z", BURGLARY, month="2022-01")
    path = street_file(tmp_path, "2022-01-lancashire-street.csv", old)
    ingest_crime(office, [path])
    found = crime_counts(office, CountQuestion(district="Blackpool", by=("lsoa",)))
    assert [line["lsoa_vintage"] for line in found.counts if line["offences"]] == [
        "both"
    ]


def test_published_and_synthetic_months_in_one_count_are_called_mixed(
    office: Session, tmp_path: Path
) -> None:
    made = Crime(month="2024-02", context="synthetic")
    path = street_file(tmp_path, "2024-02-lancashire-street.csv", made)
    ingest_crime(office, [path])
    found = crime_counts(office, CountQuestion(force="lancashire", by=("month",)))
    assert [line["provenance"] for line in found.counts] == [
        "published",
        "synthetic",
        "published",
    ]
    whole = crime_counts(office, CountQuestion(force="lancashire"))
    assert whole.counts[0]["provenance"] == "mixed"


def test_counts_equal_those_of_plain_reading(office: Session) -> None:
    rows = read_street(office.workspace.folder / "2024-01-lancashire-street.csv")
    wanted = counts_by(counted_rows(rows), "Crime type", "LSOA code")
    found = asked(office, "type", "lsoa", force="lancashire", last="2024-01")
    assert {(line[0], line[1]): line[2] for line in found} == {
        key: count for key, count in wanted.items() if key[1]
    }


def test_a_force_of_which_nothing_is_held_has_no_months(office: Session) -> None:
    assert asked(office, "month", force="essex") == []


def test_an_office_without_crime_files_counts_nothing(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    assert asked(Session(workspace, "anybody", clock), "type") == []


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (CountQuestion(force="narnia"), UnknownName, "no police force “narnia”"),
        (CountQuestion(area="narnia"), UnknownName, "the books hold blackpool"),
        (CountQuestion(district="narnia"), UnknownName, "no district “narnia”"),
        (CountQuestion(first="soon"), NotAPeriod, "“soon” is not a month"),
        (
            CountQuestion(first="2024-03", last="2024-01"),
            WrongArgument,
            "2024-01 comes before 2024-03",
        ),
        (CountQuestion(by=("colour",)), WrongArgument, "not counted by “colour”"),
        (CountQuestion(counting="some"), WrongArgument, "neither distinct nor rows"),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused(
    office: Session, question: CountQuestion, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        crime_counts(office, question)
