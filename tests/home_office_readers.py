"""A reader of Home Office files that a test writes, without a workspace around it."""

from pathlib import Path

import duckdb

from fundtrack.ingest.home_office_rows import TableRules
from fundtrack.sources.home_office import TableReading
from fundtrack.store.connection import Row
from fundtrack.store.connection import rows_of
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.panel_tables import table_names
from fundtrack.store.panel_tables import table_sql

KEEP = {
    "recorded_crime": "INSERT INTO recorded_crime VALUES (" + "?, " * 11 + "?)",
    "crime_outcomes": "INSERT INTO crime_outcomes VALUES (" + "?, " * 16 + "?)",
}
HELD = "INSERT OR IGNORE INTO table_part VALUES (?, ?, 'file', '', '', 1, ?)"


class TableReader:
    """Answers the queries over further tables; close it when done."""

    def __init__(self) -> None:
        self._con = duckdb.connect(config={"threads": 1})
        self._con.execute("CREATE SCHEMA crime")
        self._con.execute("SET schema = 'crime'")
        run_script(self._con, sql_text("tables_sql/parts.sql"))
        for table in table_names():
            run_script(self._con, table_sql(table, "schema"))

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file."""
        return rows_of(self._con, query, values)

    def hold(
        self, path: Path, rules: TableRules, provenance: str = "published"
    ) -> None:
        """Hold the rows of a file as the import reads them."""
        table = rules.form.table
        for row in TableReading(path, rules.form).rows():
            read = rules.lake_row(row.cells)
            self._con.execute(HELD, [table, read.part, provenance])
            self._con.execute(KEEP[table], list(read.cells or ()))

    def close(self) -> None:
        """Let go of the engine."""
        self._con.close()
