"""The published files held beside a developer's clone, against their control totals."""

import csv
import io
import zipfile
from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime

import duckdb
import pytest

from fundtrack.acts.crime import CrimeImport
from fundtrack.acts.crime import crime_counts
from fundtrack.acts.crime import crime_decisions
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.metrics.crime import CountQuestion
from fundtrack.places import reference_file
from fundtrack.store.snapshot import current_snapshot
from tests import builders
from tests.conftest import SETTINGS
from tests.conftest import SHARED

SETS = ("police_uk_lancashire", "police_uk_comparators")
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC

Held = tuple[Session, CrimeImport]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A workspace that took in both sets in one call."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the real data held beside a developer's clone are not here")
    folder = tmp_path_factory.mktemp("office")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    session = Session(Workspace(folder), "officer", lambda: NOON)
    builders.record(
        session.workspace, session.clock, builders.person("officer", Role.FINANCE)
    )
    return session, ingest_crime(session, [SHARED / "data" / name for name in SETS])


def street_rows(name: str) -> Iterator[dict[str, str]]:
    """Read every row of a set's zips by plain means."""
    for path in sorted((SHARED / "data" / name).glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                text = archive.read(member).decode("utf-8")
                yield from csv.DictReader(io.StringIO(text, newline=""))


@pytest.fixture(scope="module")
def control() -> Sequence[dict[str, str]]:
    """The control totals of both sets, a row per force, month and type."""
    totals: list[dict[str, str]] = []
    for name in SETS:
        path = SHARED / "data" / name / "CONTROL_TOTALS.csv"
        totals.extend(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    return totals


@pytest.mark.parametrize("counting", ["rows", "distinct"])
def test_counts_meet_the_control_totals_of_every_month_and_type(
    held: Held, control: Sequence[dict[str, str]], counting: str
) -> None:
    question = CountQuestion(by=("force", "month", "type"), counting=counting)
    found = {
        (line["force"], line["month"], line["type"]): line["offences"]
        for line in crime_counts(held[0], question).counts
        if line["offences"]
    }
    assert found == {
        (row["force"], row["month"], row["crime_type"]): int(row["rows"])
        if counting == "rows"
        else int(row["blank_crime_id"]) + int(row["distinct_crime_id"])
        for row in control
    }


def test_the_lakes_rows_meet_the_control_totals_of_every_month_and_type(
    held: Held, control: Sequence[dict[str, str]]
) -> None:
    found = duckdb.execute(
        """
        SELECT force, month, crime_type, count(*), count(*) - count(crime_id),
            count(DISTINCT crime_id), count_if(is_repeated_id),
            count_if(has_no_location)
        FROM read_parquet($files) GROUP BY ALL ORDER BY ALL
        """,
        {"files": f"{held[0].workspace.lake}/street/*/*.parquet"},
    ).fetchall()
    figures = (
        *("rows", "blank_crime_id", "distinct_crime_id"),
        *("repeat_rows_same_id", "no_location"),
    )
    assert found == sorted(
        (
            *(row["force"], row["month"], row["crime_type"]),
            *(int(row[figure]) for figure in figures),
        )
        for row in control
    )


def test_the_import_reports_the_same_months_and_sums(
    held: Held, control: Sequence[dict[str, str]]
) -> None:
    wanted: Counter[tuple[str, str, str]] = Counter()
    for row in control:
        for figure, told in (
            ("rows", "kept"),
            ("repeat_rows_same_id", "repeated_id"),
            ("no_location", "no_location"),
        ):
            wanted[row["force"], row["month"], told] += int(row[figure])
    found = {
        (file.force, file.month, told): getattr(file, told)
        for file in held[1].files
        for told in ("kept", "repeated_id", "no_location")
    }
    assert found == wanted


def test_rows_outside_lancashire_and_boundary_vintages_are_as_known(held: Held) -> None:
    files = [file for file in held[1].files if file.force == "lancashire"]
    assert sum(file.outside_force for file in files) == 1_304
    assert {file.month for file in files if file.lsoa_vintage == "2021"} == {
        "2024-01",
        "2024-02",
    }


def test_lancashires_three_absent_months_are_listed(held: Held) -> None:
    gaps = held[1].months_missing_by_force["lancashire"]
    assert gaps[:4] == ["2020-06", "2020-08", "2020-09", "2022-07"]


def test_what_is_odd_in_the_published_files_is_found_and_nothing_else(
    held: Held,
) -> None:
    told = [found for found in held[1].findings if found.rule != "crime-member-skipped"]
    assert [(found.rule, found.found) for found in told] == [
        *(("crime-ids-repeated", count) for count in ("1149", "1034", "814", "1070")),
        ("crime-collapse", "300"),
        *(("crime-id-in-two-months", count) for count in ("2622", "10", "1")),
    ]
    collapse = told[4].message
    assert collapse.startswith("dyfed-powys fell from 1,187 crimes in 2024-01")


def test_ids_in_two_months_equal_those_of_plain_reading(held: Held) -> None:
    known: set[str] = set()
    again: Counter[str] = Counter()
    of_month: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in street_rows("police_uk_lancashire"):
        if row["Crime ID"]:
            of_month[row["Month"]][row["Crime type"], row["Crime ID"]] = row["Crime ID"]
    for month in sorted(of_month):
        again[month] = sum(found in known for found in of_month[month].values())
        known.update(of_month[month].values())
    files = [file for file in held[1].files if file.force == "lancashire"]
    assert {file.month: file.named_before for file in files} == again
    decided = crime_decisions(held[0], force="lancashire").months
    assert [month.named_before for month in decided if month.row_count] == [
        again[month] for month in sorted(again)
    ]


def test_the_reference_counts_equal_the_files_they_were_made_of(held: Held) -> None:
    workspace = held[0].workspace
    panel = workspace.published / current_snapshot(workspace).panel
    con = duckdb.connect(str(panel), read_only=True)
    differing = con.execute(
        """
        SELECT count(*) FROM (
            SELECT force, lsoa, month, crime_type, offences, row_count
            FROM panel WHERE month <= '2022-06'
        ) FULL JOIN read_parquet($file)
            USING (force, lsoa, month, crime_type, offences, row_count)
        WHERE force IS NULL OR row_count IS NULL
        """,
        {"file": str(reference_file("crime_counts.parquet"))},
    ).fetchall()
    both = con.execute(
        "SELECT count(*), sum(row_count) FROM panel WHERE month <= '2022-06'"
    ).fetchall()
    con.close()
    assert differing == [(0,)]
    assert both == [(223_281, 760_266)]


def test_last_outcomes_equal_those_of_plain_reading(held: Held) -> None:
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in street_rows("police_uk_lancashire"):
        key = (row["Month"], row["Crime type"], row["Crime ID"])
        is_better = row["LSOA code"] and not first.get(key, ("", ""))[1]
        if row["Crime ID"] and (key not in first or is_better):
            first[key] = (row["Last outcome category"], row["LSOA code"])
    wanted = Counter((*key[:2], told) for key, (told, _) in first.items())
    workspace = held[0].workspace
    panel = workspace.published / current_snapshot(workspace).panel
    con = duckdb.connect(str(panel), read_only=True)
    found = con.execute(
        """
        SELECT month, crime_type, outcome_type, sum(crimes)
        FROM outcome WHERE force = 'lancashire' AND basis = 'recorded' GROUP BY ALL
        """
    ).fetchall()
    con.close()
    assert {(*key,): crimes for *key, crimes in found} == wanted
