"""Make data/reference/crime_counts.parquet from published street files.

Run: python data/reference/scripts/crime_counts.py LAST_MONTH ZIP_OR_FOLDER...
The zips hold `YYYY-MM/YYYY-MM-force-street.csv` as police.uk publishes them; months
after LAST_MONTH (2022-06 for the file kept here) are left out. The counts are made
by the program's own import, so that they equal what the rows themselves would give.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from fundtrack.ingest.crime import stage_crime
from fundtrack.store.connection import sql_text
from fundtrack.store.lake import Lake

TARGET = Path(__file__).parents[1] / "crime_counts.parquet"

WRITE = """
COPY (
    SELECT force, month, lsoa, crime_type, offences, row_count
    FROM panel
    WHERE month <= $last
    ORDER BY force, lsoa, crime_type, month
) TO $target (
    FORMAT PARQUET, COMPRESSION ZSTD, COMPRESSION_LEVEL 19, PARQUET_VERSION V2,
    ROW_GROUP_SIZE 1000000
)
"""


def make(last: str, paths: Sequence[Path], target: Path) -> None:
    """Count the street files' rows up to the last month and write the file."""
    con = duckdb.connect()
    schema = sql_text("panel_sql/schema.sql")
    for statement in con.extract_statements(schema):
        con.execute(statement)
    with tempfile.TemporaryDirectory() as folder:
        staged = stage_crime(paths, Path(folder), Lake(), "lancashire")
        files = [str(month.parquet) for month in staged.months]
        con.execute(sql_text("panel_sql/from_lake.sql"), {"files": files})
    con.execute(WRITE, {"last": last, "target": str(target)})
    con.close()


if __name__ == "__main__":
    make(sys.argv[1], [Path(at) for at in sys.argv[2:]], TARGET)
