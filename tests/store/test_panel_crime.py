"""What the panel tells of the lake beyond counts: decisions, earlier ids, outcomes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from fundtrack.config import Workspace
from fundtrack.ingest.crime import stage_crime
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import COLUMNS
from fundtrack.store.lake import read_lake
from fundtrack.store.lake import replaced_lake
from fundtrack.store.lake import staging_folder
from fundtrack.store.panel import build_panel
from fundtrack.store.panel import is_as_named
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import Crime
from tests.crime_files import street_file

CAUTION = "Offender given a caution"
RESOLVED = "Local resolution"
WAITING = "Under investigation"
BLACKPOOL_DISTRICT = "E06000009"
BURNLEY_DISTRICT = "E07000117"
JANUARY = (
    Crime("a", BURGLARY),
    Crime("a", BURGLARY),
    Crime("b", BURGLARY, lsoa=BURNLEY),
    Crime("c", "Drugs", lsoa=""),
    Crime(),
)


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """A workspace where panels can be put."""
    workspace.published.mkdir()
    return workspace


def outcomes_file(folder: Path, *given: tuple[str, str]) -> Path:
    """Write February's outcomes of Lancashire: crime ids and what they came to."""
    lines = [",".join(COLUMNS[Kind.OUTCOMES])]
    for crime_id, outcome in given:
        place = Crime(crime_id, month="2024-02").cells[:9]
        lines.append(",".join([*place, outcome]))
    path = folder / "2024-02-lancashire-outcomes.csv"
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    return path


def hold(workspace: Workspace, *paths: Path) -> str:
    """Put files into the lake and give the panel that is then built."""
    with staging_folder(workspace, 1.0) as staging:
        lake = read_lake(workspace)
        staged = stage_crime(paths, staging, lake, "lancashire")
        new = lake.with_partitions(month.partition for month in staged.months)
        with replaced_lake(workspace, new, staged.changed):
            pass
    return build_panel(workspace)


def street(folder: Path, month: str, *crimes: Crime, force: str = "lancashire") -> Path:
    """Write a month of street rows."""
    return street_file(folder, f"{month}-{force}-street.csv", *crimes)


def rows(workspace: Workspace, panel: str, sql: str) -> Sequence[tuple[Any, ...]]:
    """Ask a panel file."""
    con = duckdb.connect(str(workspace.published / panel), read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def test_crimes_are_told_by_their_last_outcome_and_place(
    office: Workspace, tmp_path: Path
) -> None:
    panel = hold(office, street(tmp_path, "2024-01", *JANUARY))
    told = "SELECT basis, district, crime_type, outcome_type, crimes FROM outcome"
    assert rows(office, panel, f"{told} ORDER BY ALL") == [
        ("recorded", "", "Drugs", WAITING, 1),
        ("recorded", BLACKPOOL_DISTRICT, BURGLARY, WAITING, 1),
        ("recorded", BURNLEY_DISTRICT, BURGLARY, WAITING, 1),
    ]


def test_outcomes_given_have_the_type_that_the_street_files_tell(
    office: Workspace, tmp_path: Path
) -> None:
    given = (("a", CAUTION), ("a", CAUTION), ("a", RESOLVED), ("z", RESOLVED))
    told = (
        "SELECT force, district, month, crime_type, outcome_type, crimes FROM outcome "
        "WHERE basis = 'closed' ORDER BY ALL"
    )
    place = ("lancashire", BLACKPOOL_DISTRICT, "2024-02")
    alone = hold(office, outcomes_file(tmp_path, *given))
    assert rows(office, alone, told) == [
        (*place, "", RESOLVED, 2),
        (*place, "", CAUTION, 1),
    ]
    with_street = hold(office, street(tmp_path, "2024-01", *JANUARY))
    assert rows(office, with_street, told) == [
        (*place, "", RESOLVED, 1),
        (*place, BURGLARY, RESOLVED, 1),
        (*place, BURGLARY, CAUTION, 1),
    ]


def test_ids_are_sought_in_earlier_months_of_the_same_force(
    office: Workspace, tmp_path: Path
) -> None:
    later = Crime("a", "Drugs", month="2024-03")
    railway = Crime("a", month="2024-03", reported_by="British Transport Police")
    panel = hold(
        office,
        street(tmp_path, "2024-01", *JANUARY),
        street(tmp_path, "2024-03", later, Crime(month="2024-03")),
        street(tmp_path, "2024-03", railway, force="btp"),
    )
    assert rows(office, panel, "FROM named_before") == [
        ("lancashire", later.lsoa, "2024-03", "Drugs", 1)
    ]
    asked = "SELECT force, month, row_count, repeated_id, blank_id FROM taken_month"
    assert rows(office, panel, f"{asked} ORDER BY ALL") == [
        ("btp", "2024-03", 1, 0, 0),
        ("lancashire", "2024-01", 5, 1, 1),
        ("lancashire", "2024-03", 2, 0, 1),
    ]


def test_the_panels_name_tells_decisions_and_outcomes_too(
    office: Workspace, tmp_path: Path
) -> None:
    panel = hold(office, street(tmp_path, "2024-01", *JANUARY))
    assert is_as_named(office.published / panel)
    again = hold(office, street(tmp_path, "2024-01", *JANUARY[:3], *JANUARY[4:]))
    assert again != panel
    other = hold(office, outcomes_file(tmp_path, ("a", CAUTION)))
    con = duckdb.connect(str(office.published / other))
    con.execute("UPDATE outcome SET crimes = 2 WHERE basis = 'closed'")
    con.close()
    assert not is_as_named(office.published / other)


def test_a_panel_from_before_decisions_were_told_has_a_name_as_well(
    office: Workspace, tmp_path: Path
) -> None:
    panel = hold(office, street(tmp_path, "2024-01", *JANUARY))
    path = office.published / panel
    con = duckdb.connect(str(path))
    for table in ("taken_month", "named_before", "outcome"):
        con.execute(f"DROP TABLE {table}")
    con.close()
    assert not is_as_named(path)
