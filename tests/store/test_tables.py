"""Further tables: parts replaced whole, and come with the panel file."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from fundtrack.config import Workspace
from fundtrack.store.lake import Lake
from fundtrack.store.lake import replaced_lake
from fundtrack.store.lake import staging_folder
from fundtrack.store.panel import build_panel
from fundtrack.store.panel import is_as_named
from fundtrack.store.panel_tables import table_names
from fundtrack.store.table_rows import StagedRows
from fundtrack.store.table_rows import changed_rows
from fundtrack.store.table_rows import keep_parts
from fundtrack.store.table_rows import parts_writer
from fundtrack.store.tables import TablePart
from fundtrack.store.tables import Tables
from fundtrack.store.tables import read_tables_held
from fundtrack.store.tables import replaced_tables

TABLE = "recorded_crime"
COLUMNS = (
    *("level", "force", "is_area", "csp", "district", "year", "quarter"),
    *("offence_code", "offence", "subgroup", "offence_group", "offences"),
)
FIRST = "force 2023-24 Q1"


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """A workspace where panels can be put."""
    workspace.published.mkdir()
    return workspace


def row(offences: int | None, quarter: int = 1) -> Sequence[str | int | None]:
    """A row of recorded crime; the text has what a CSV must quote."""
    place = ("force", "lancashire", "true", "", "", "2023-24", quarter)
    said = ("28E", 'Burglary, "residential"', "Residential burglary", "Theft offences")
    return (*place, *said, offences)


def part_of(rows: StagedRows) -> TablePart:
    """What the manifest says of staged rows."""
    return TablePart(
        table=TABLE,
        part=rows.part,
        file="prc.ods",
        edition="2024-07-24",
        content=rows.content,
        evidence="e" * 64,
        rows=rows.rows,
        provenance="published",
    )


def hold(workspace: Workspace, *offences: int | None) -> Tables:
    """Put a quarter into the lake, a row for each figure."""
    with (
        staging_folder(workspace, 1.0) as staging,
        parts_writer(staging, COLUMNS) as writer,
    ):
        for figure in offences:
            writer.write(FIRST, row(figure))
        staged = writer.staged()
        tables = read_tables_held(workspace).with_parts(map(part_of, staged))
        with replaced_tables(workspace, tables, keep_parts(TABLE, staged)):
            pass
    return tables


def files_of(workspace: Workspace) -> list[str]:
    """Every Parquet file on disk, below the lake."""
    return sorted(path.name for path in workspace.lake.rglob("*.parquet"))


def ask(workspace: Workspace, panel: str, sql: str) -> Sequence[tuple[Any, ...]]:
    """Ask a panel file."""
    with duckdb.connect(str(workspace.published / panel), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_rows_come_back_as_written_and_not_provided_is_not_nought(
    office: Workspace,
) -> None:
    hold(office, 0, None, -3)
    panel = build_panel(office)
    assert ask(office, panel, "SELECT * FROM recorded_crime ORDER BY offences") == [
        ("force", "lancashire", True, "", "", "2023-24", 1, *row(None)[7:11], figure)
        for figure in (-3, 0, None)
    ]
    assert ask(office, panel, "SELECT part, row_count, file FROM table_part") == [
        (FIRST, 3, "prc.ods")
    ]


def test_without_further_tables_the_panel_has_the_name_it_had(
    office: Workspace,
) -> None:
    empty = build_panel(office)
    listed = "SELECT table_name, estimated_size FROM duckdb_tables() ORDER BY ALL"
    found = dict(ask(office, empty, listed))
    assert [found[table] for table in table_names()] == [0] * len(table_names())
    assert empty == "panel-4f53cda18c2baa0c.duckdb"
    assert not (office.lake / "tables.json").exists()


def test_a_part_is_replaced_whole_and_the_panel_follows(office: Workspace) -> None:
    hold(office, 1, 2)
    before = build_panel(office)
    (old,) = files_of(office)
    hold(office, 5)
    after = build_panel(office)
    assert ask(office, after, "SELECT offences FROM recorded_crime") == [(5,)]
    assert after != before
    assert old not in files_of(office)
    assert is_as_named(office.published / before)


def test_a_panel_whose_table_was_changed_is_not_as_named(office: Workspace) -> None:
    hold(office, 1)
    panel = office.published / build_panel(office)
    with duckdb.connect(str(panel)) as con:
        con.execute("UPDATE recorded_crime SET offences = NULL")
    assert not is_as_named(panel)


def test_a_panel_from_before_a_table_or_all_of_them_is_as_named(
    office: Workspace,
) -> None:
    panel = office.published / build_panel(office)
    for table in (*table_names(), "table_part"):
        with duckdb.connect(str(panel)) as con:
            con.execute(f"DROP TABLE {table}")
        assert is_as_named(panel)


def test_a_part_of_many_rows_is_written_piece_by_piece(tmp_path: Path) -> None:
    with parts_writer(tmp_path, COLUMNS) as writer:
        for figure in range(1_001):
            writer.write(FIRST, row(figure))
        (staged,) = writer.staged()
        lines = staged.path.read_bytes()
    assert (staged.rows, lines.count(b"\n")) == (1_001, 1_002)
    assert staged.content == hashlib.sha256(lines).hexdigest()


def test_the_same_rows_again_are_no_change(office: Workspace, tmp_path: Path) -> None:
    tables = hold(office, 1, 2)
    with parts_writer(tmp_path, COLUMNS) as writer:
        for figure in (1, 2):
            writer.write(FIRST, row(figure))
        writer.write("force 2023-24 Q2", row(7, quarter=2))
        staged = writer.staged()
    assert changed_rows(staged, TABLE, tables) == ["force 2023-24 Q2"]
    assert changed_rows(staged, TABLE, Tables()) == [FIRST, "force 2023-24 Q2"]


def test_an_import_that_the_books_refuse_leaves_the_tables(office: Workspace) -> None:
    before = hold(office, 1)
    files = files_of(office)
    staged = office.lake / "new.parquet"
    staged.touch()
    revised = replace(before.parts[TABLE, FIRST], content="c" * 64)
    after = before.with_parts([revised])
    with (
        pytest.raises(ZeroDivisionError),
        replaced_tables(office, after, {revised.key: staged}),
    ):
        _ = 1 // 0
    assert read_tables_held(office) == before
    assert files_of(office) == files


def test_the_first_import_that_fails_leaves_no_manifest(office: Workspace) -> None:
    office.lake.mkdir()
    with (
        pytest.raises(ZeroDivisionError),
        replaced_tables(office, Tables(), {}),
    ):
        _ = 1 // 0
    assert list(office.lake.iterdir()) == []


def test_a_crime_import_leaves_the_further_tables(office: Workspace) -> None:
    tables = hold(office, 1)
    files = files_of(office)
    with staging_folder(office, 1.0), replaced_lake(office, Lake(), {}):
        pass
    assert files_of(office) == files
    written = json.loads((office.lake / "tables.json").read_text(encoding="utf-8"))
    assert [part["part"] for part in written["parts"]] == [FIRST]
    assert [part.part for part in tables.of(TABLE)] == [FIRST]
    assert tables.of("crime_outcomes") == []
