"""The crime panel: counts by LSOA, month and type, in one file named by its content.

The further tables of the lake (`store/tables.py`) come in the same file.

Made from the street rows of the lake and, for months the lake does not hold, from
the reference counts if the workspace keeps them. A panel file is never changed; the
one a snapshot names stays while that snapshot does.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundtrack.config import Workspace
from fundtrack.places import reference_file
from fundtrack.store.connection import connect
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.evidence import evidence_path
from fundtrack.store.files import written_aside
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition
from fundtrack.store.lake import read_lake
from fundtrack.store.panel_crime import STREET
from fundtrack.store.panel_crime import crime_contents
from fundtrack.store.panel_crime import crime_scripts
from fundtrack.store.panel_crime import fill_crime
from fundtrack.store.panel_tables import fill_tables
from fundtrack.store.panel_tables import table_contents
from fundtrack.store.panel_tables import tables_hash
from fundtrack.store.tables import Tables
from fundtrack.store.tables import read_tables_held

LAST_BUILT = "panel.json"
ID_LENGTH = 16
MEMORY = "512MB"
"""What the build may hold of rows at a time; it writes aside what is more."""

PLACES = {
    "lsoas": "lsoas.csv.gz",
    "wards": "wards.csv.gz",
    "districts": "districts.csv",
}
"""Reference files that tell where an LSOA lies."""


def build_panel(workspace: Workspace) -> str:
    """Build the panel file if the lake or reference counts changed, and name it.

    Returns:
        The file's name in `published/`, also for a lake that holds nothing.
    """
    lake = read_lake(workspace)
    tables = read_tables_held(workspace)
    inputs = _inputs(lake, tables)
    if name := _last_built(workspace, inputs):
        return name
    aside = workspace.published / "panel.new"
    for left in (aside, aside.with_name(f"{aside.name}.wal")):
        left.unlink(missing_ok=True)
    con = connect(aside, read_only=False)
    try:
        # A second thread mostly waits here: a fifth less CPU with one, no slower.
        con.execute("SET threads = 1")
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("BEGIN")
        _fill(con, workspace, lake)
        fill_tables(con, workspace, tables)
        name = f"panel-{_content_hash(con)}.duckdb"
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
    finally:
        con.close()
    if (workspace.published / name).exists():
        aside.unlink()
    else:
        aside.replace(workspace.published / name)
    with written_aside(workspace.published / LAST_BUILT) as record:
        built = json.dumps({"inputs": inputs, "panel": name})
        record.write_text(built, encoding="utf-8")
    return name


def is_as_named(path: Path) -> bool:
    """Whether a panel file's content still has the hash that its name tells.

    Raises:
        BooksUnreadable: when the file is damaged.
    """
    con = connect(path, read_only=True)
    try:
        return path.name == f"panel-{_content_hash(con)}.duckdb"
    finally:
        con.close()


def _fill(con: duckdb.DuckDBPyConnection, workspace: Workspace, lake: Lake) -> None:
    run_script(con, sql_text("panel_sql/schema.sql"))
    fill_crime(con, workspace, lake)
    held = [at for at in lake.partitions.values() if at.kind == STREET]
    if held:
        _run(con, "lake_coverage", _coverage(held))
    if lake.reference:
        kept = evidence_path(workspace, lake.reference)
        _run(con, "from_reference", {"file": str(kept)})
        _run(con, "reference_coverage", {})
        _run(con, "reference_counts", {})
    _run(con, "places", {key: str(reference_file(at)) for key, at in PLACES.items()})


def _coverage(held: Sequence[Partition]) -> dict[str, object]:
    return {
        "forces": [partition.force for partition in held],
        "months": [partition.month for partition in held],
        "provenances": [partition.provenance for partition in held],
        "vintages": [partition.vintage for partition in held],
    }


def _content_hash(con: duckdb.DuckDBPyConnection) -> str:
    rows = []
    by_force = "SELECT DISTINCT force FROM coverage ORDER BY force"
    for (force,) in con.execute(by_force).fetchall():
        of_force = con.execute(sql_text("panel_sql/content.sql"), {"force": force})
        rows += of_force.fetchall()
    rows += crime_contents(con)
    rows += table_contents(con)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:ID_LENGTH]


def _inputs(lake: Lake, tables: Tables) -> str:
    """Hash everything a panel is made of: lake, tables, places, scripts."""
    hashing = hashlib.sha256(lake.sha256.encode())
    for name in PLACES.values():
        hashing.update(reference_file(name).read_bytes())
    hashing.update(sql_text("panel_sql/schema.sql").encode())
    hashing.update(crime_scripts().encode())
    hashing.update(tables_hash(tables).encode())
    return hashing.hexdigest()


def _last_built(workspace: Workspace, inputs: str) -> str:
    record = workspace.published / LAST_BUILT
    if not record.is_file():
        return ""
    built = json.loads(record.read_text(encoding="utf-8"))
    name = str(built["panel"])
    is_there = (workspace.published / name).is_file()
    return name if built["inputs"] == inputs and is_there else ""


def _run(
    con: duckdb.DuckDBPyConnection, script: str, values: dict[str, object]
) -> None:
    con.execute(sql_text(f"panel_sql/{script}.sql"), values)
