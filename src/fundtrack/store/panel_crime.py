"""What the panel file holds of the lake's police.uk rows, one force after another.

A force at a time bounds the memory that counting takes, however many forces are held,
and leaves the counts in an order by which a force's own are found at once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

import duckdb

from fundtrack.config import Workspace
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition
from fundtrack.store.lake import parquet_files

STREET = "street"
OUTCOMES = "outcomes"
SCHEMA = "crime_schema"
TAKEN = "taken_month"
"""A table that every panel file has since imports' decisions are told there."""

Content = list[tuple[object, ...]]


def fill_crime(
    con: duckdb.DuckDBPyConnection, workspace: Workspace, lake: Lake
) -> None:
    """Count the lake's rows into a new panel file, force by force."""
    _run_all(con, SCHEMA)
    held = sorted(lake.partitions.values(), key=lambda at: at.key)
    _run(con, "taken_months", {"months": _taken(held)})
    street = _files_by_force(workspace, held, STREET)
    for force, files in street.items():
        _run(con, "from_lake", {"files": files})
        _run(con, "named_before", {"force": force, "files": files})
        _run(con, "outcomes_recorded", {"files": files})
    for force, files in _files_by_force(workspace, held, OUTCOMES).items():
        # Where no street file tells a type, the outcomes' own files name no crime.
        told_by = street.get(force)
        script = "outcomes_closed" if told_by else "outcomes_untyped"
        told = {"street_files": told_by} if told_by else {}
        _run(con, script, {"files": files, **told})


def crime_contents(con: duckdb.DuckDBPyConnection) -> Content:
    """Say what these tables come to, for the hash that names a panel file.

    Returns:
        A row per table and force; none in a file from before there were such tables.
    """
    standing = {row[0] for row in con.execute("SHOW TABLES").fetchall()}
    if TAKEN not in standing:
        return []
    return con.execute(sql_text("panel_sql/crime_content.sql")).fetchall()


def crime_scripts() -> str:
    """Give the text of every script here: a changed one makes a new panel."""
    names = (
        *(SCHEMA, "taken_months", "from_lake", "named_before"),
        *("outcomes_recorded", "outcomes_closed", "outcomes_untyped"),
    )
    return "".join(sql_text(f"panel_sql/{name}.sql") for name in names)


def _files_by_force(
    workspace: Workspace, held: Iterable[Partition], kind: str
) -> Mapping[str, Sequence[str]]:
    by_force: dict[str, list[Partition]] = defaultdict(list)
    for partition in held:
        if partition.kind == kind:
            by_force[partition.force].append(partition)
    return {
        force: parquet_files(workspace, months) for force, months in by_force.items()
    }


def _taken(held: Iterable[Partition]) -> str:
    return json.dumps(
        [
            {
                "kind": at.kind,
                "force": at.force,
                "month": at.month,
                "row_count": at.rows,
                "repeated_id": at.repeated_id,
                "no_location": at.no_location,
                "outside_force": at.outside_force,
                "blank_id": at.blank_id,
                "other_vintage": at.other_vintage,
                "unknown_lsoa": at.unknown_lsoa,
                "lsoa_vintage": at.vintage,
                "provenance": at.provenance,
                "is_from_api": at.is_from_api,
            }
            for at in held
        ]
    )


def _run_all(con: duckdb.DuckDBPyConnection, script: str) -> None:
    run_script(con, sql_text(f"panel_sql/{script}.sql"))


def _run(
    con: duckdb.DuckDBPyConnection, script: str, values: Mapping[str, object]
) -> None:
    con.execute(sql_text(f"panel_sql/{script}.sql"), dict(values))
