"""The further tables in the panel file: made, filled, and what they come to.

Every table stands in every panel file, empty where the lake holds no part of it, so
that a question about it has an answer; one that is empty adds nothing to the file's
name.
"""

import hashlib
from functools import cache
from importlib.resources import files

import duckdb

from fundtrack.config import Workspace
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.tables import Tables
from fundtrack.store.tables import table_files

FOLDER = "tables_sql"
PARTS = "table_part"
"""The table that tells which parts of which tables are held, and from which file."""

Content = list[tuple[object, ...]]


@cache
def table_names() -> tuple[str, ...]:
    """List the further tables: the folders of `tables_sql/`, by name."""
    found = (files("fundtrack.store") / FOLDER).iterdir()
    return tuple(sorted(each.name for each in found if each.is_dir()))


def table_sql(table: str, statement: str) -> str:
    """Read one of a table's statements: keep, schema, fill or content."""
    return sql_text(f"{FOLDER}/{table}/{statement}.sql")


def fill_tables(
    con: duckdb.DuckDBPyConnection, workspace: Workspace, tables: Tables
) -> None:
    """Make every further table in a new panel file and put its parts in."""
    run_script(con, sql_text(f"{FOLDER}/parts.sql"))
    for table in table_names():
        run_script(con, table_sql(table, "schema"))
        parts = tables.of(table)
        if parts:
            values = {"files": table_files(workspace, parts)}
            con.execute(table_sql(table, "fill"), values)
    for part in (tables.parts[key] for key in sorted(tables.parts)):
        con.execute(
            sql_text(f"{FOLDER}/part.sql"),
            {
                "table_name": part.table,
                "part": part.part,
                "file": part.file,
                "edition": part.edition,
                "evidence": part.evidence,
                "row_count": part.rows,
                "provenance": part.provenance,
            },
        )


def table_contents(con: duckdb.DuckDBPyConnection) -> Content:
    """Say what the further tables of a panel file come to, for the hash that names it.

    Returns:
        A row per table that holds anything and one per part; none where none does, or
        in a file from before there were such tables.
    """
    standing = {row[0] for row in con.execute("SHOW TABLES").fetchall()}
    if PARTS not in standing:
        return []
    found = con.execute(sql_text(f"{FOLDER}/parts_content.sql")).fetchall()
    for table in table_names():
        if table in standing:
            found += con.execute(table_sql(table, "content")).fetchall()
    return [row for row in found if row[1]]


def tables_hash(tables: Tables) -> str:
    """Hash what the further tables of a panel are made of: the parts, the schemas."""
    hashing = hashlib.sha256(tables.sha256.encode())
    hashing.update(sql_text(f"{FOLDER}/parts.sql").encode())
    for table in table_names():
        hashing.update(table_sql(table, "schema").encode())
    return hashing.hexdigest()
