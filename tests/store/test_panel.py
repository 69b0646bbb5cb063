"""The crime panel: made from the lake, named by its content, built only when needed."""

import shutil
from collections.abc import Sequence
from typing import Any

import duckdb
import pytest

from fundtrack.config import Workspace
from fundtrack.ingest.crime import stage_crime
from fundtrack.places import reference_file
from fundtrack.store.evidence import keep
from fundtrack.store.lake import read_lake
from fundtrack.store.lake import replaced_lake
from fundtrack.store.lake import staging_folder
from fundtrack.store.panel import build_panel
from fundtrack.store.panel import is_as_named
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import SPLIT_CHORLEY
from tests.crime_files import Crime
from tests.crime_files import street_file


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """A workspace where panels can be put."""
    workspace.published.mkdir()
    return workspace


def hold(workspace: Workspace, *crimes: Crime) -> None:
    """Put a month into the lake."""
    path = street_file(workspace.folder, "january.csv", *crimes)
    with staging_folder(workspace, 1.0) as staging:
        lake = read_lake(workspace)
        staged = stage_crime([path], staging, lake, "lancashire")
        new = lake.with_partitions(month.partition for month in staged.months)
        with replaced_lake(workspace, new, staged.changed):
            pass


def hold_reference(workspace: Workspace) -> None:
    """Keep the reference counts behind the lake."""
    sha256 = keep(workspace, reference_file("crime_counts.parquet"))
    lake = read_lake(workspace).with_reference(sha256)
    with staging_folder(workspace, 1.0), replaced_lake(workspace, lake, {}):
        pass


def rows(workspace: Workspace, panel: str, sql: str) -> Sequence[tuple[Any, ...]]:
    """Ask a panel file."""
    con = duckdb.connect(str(workspace.published / panel), read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def test_a_panel_of_nothing_is_a_panel(office: Workspace) -> None:
    panel = build_panel(office)
    assert rows(office, panel, "SELECT count(*) FROM panel") == [(0,)]
    assert rows(office, panel, "SELECT count(*) FROM coverage") == [(0,)]


def test_rows_become_counts_by_place_month_and_type(office: Workspace) -> None:
    twice = [Crime("a", BURGLARY, lsoa=""), Crime("a", BURGLARY)]
    hold(office, *twice, Crime(lsoa=""), Crime(lsoa=SPLIT_CHORLEY))
    panel = build_panel(office)
    assert rows(office, panel, "SELECT * FROM panel ORDER BY ALL") == [
        ("lancashire", "", "2024-01", "Anti-social behaviour", 1, 1),
        ("lancashire", "", "2024-01", "Burglary", 0, 1),
        ("lancashire", BLACKPOOL, "2024-01", "Burglary", 1, 1),
        ("lancashire", SPLIT_CHORLEY, "2024-01", "Anti-social behaviour", 1, 1),
    ]
    assert rows(office, panel, "SELECT * FROM coverage") == [
        ("lancashire", "2024-01", "counted", "published", "lake", "2011")
    ]


def test_places_tell_where_a_code_lies_and_nowhere_if_it_was_cut(
    office: Workspace,
) -> None:
    hold(office, Crime(), Crime(lsoa=SPLIT_CHORLEY))
    asked = "SELECT lsoa, vintage, lsoa_2021, ward_name, district_name FROM place"
    assert rows(office, build_panel(office), f"{asked} ORDER BY lsoa") == [
        (BLACKPOOL, "both", BLACKPOOL, "Talbot", "Blackpool"),
        (SPLIT_CHORLEY, "2011", None, None, "Chorley"),
    ]


def test_an_unchanged_lake_keeps_its_panel(office: Workspace) -> None:
    hold(office, Crime())
    panel = build_panel(office)
    made = (office.published / panel).stat().st_mtime_ns
    assert build_panel(office) == panel
    assert (office.published / panel).stat().st_mtime_ns == made


def test_a_panel_that_was_lost_is_built_again(office: Workspace) -> None:
    hold(office, Crime())
    panel = build_panel(office)
    (office.published / panel).unlink()
    assert build_panel(office) == panel
    assert (office.published / panel).is_file()


def test_the_name_is_the_hash_of_the_content(office: Workspace) -> None:
    hold(office, Crime())
    panel = build_panel(office)
    assert is_as_named(office.published / panel)
    hold(office, Crime(), Crime())
    changed = build_panel(office)
    assert changed != panel
    assert is_as_named(office.published / panel)
    (office.published / panel).write_bytes((office.published / changed).read_bytes())
    assert not is_as_named(office.published / panel)


def test_a_revision_that_counts_the_same_has_the_same_name(office: Workspace) -> None:
    hold(office, Crime("a", BURGLARY))
    panel = build_panel(office)
    hold(office, Crime("b", BURGLARY))
    assert build_panel(office) == panel
    assert [path.name for path in office.published.glob("panel*.duckdb")] == [panel]


def test_what_a_crash_left_does_not_reach_the_panel(office: Workspace) -> None:
    hold(office, Crime())
    panel = build_panel(office)
    left = office.published / "panel.new"
    shutil.copyfile(office.published / panel, left)
    left.with_name("panel.new.wal").write_bytes(b"stale")
    hold(office, Crime(), Crime())
    assert rows(office, build_panel(office), "SELECT sum(offences) FROM panel") == [
        (2,)
    ]


def test_the_lakes_month_stands_before_that_of_the_reference_counts(
    office: Workspace,
) -> None:
    hold_reference(office)
    hold(office, Crime(month="2022-05"))
    panel = build_panel(office)
    asked = "SELECT month, sum(offences), any_value(source) FROM panel JOIN coverage "
    joined = asked + "USING (force, month) WHERE force = 'lancashire' "
    found = rows(office, panel, joined + "GROUP BY month ORDER BY month DESC LIMIT 2")
    assert found == [("2022-06", 16_692, "reference"), ("2022-05", 1, "lake")]
