"""Read one crime file at a time: facts for the checks, then a Parquet file."""

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from fundtrack.errors import FundtrackError
from fundtrack.places import reference_file
from fundtrack.store.connection import NO_EXTENSIONS
from fundtrack.store.connection import sql_text


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the checks of a crime file look at; rows are numbered as a spreadsheet does.

    `..._row` is the first row of its sort, None where there is none. `only_2011` and
    `only_2021` count rows whose LSOA code exists in one census alone; `repeated_id`
    rows with an id, less distinct ids, within a type.
    """

    row_count: int
    no_location: int
    other_month_row: int | None
    other_month: str | None
    other_force_row: int | None
    other_force: str | None
    synthetic: int
    no_type_row: int | None
    new_type_row: int | None
    new_type: str | None
    unknown_lsoas: int
    unknown_lsoa: str | None
    unknown_lsoa_row: int | None
    only_2011: int
    only_2021: int
    outside_force: int
    repeated_id: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file should hold: its month, its force's police area, published types."""

    month: str
    police_area: str
    other_forces: Sequence[str]
    crime_types: Sequence[str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the import decided of a whole file and writes beside every row."""

    force: str
    police_area: str
    vintage: str
    provenance: str


class NotReadableError(FundtrackError):
    """The engine cannot read the file's rows; plain reading says why."""


class CrimeReader:
    """Reads crime files one after another; made by `crime_reader` alone."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def facts(self, path: Path, kind: str, expected: Expected) -> RowFacts:
        """Read a file in its published form and give what its checks look at.

        Raises:
            NotReadableError: when a row is not in that form.
        """
        try:
            self._con.execute(sql_text(f"imports/{kind}_rows.sql"), {"path": str(path)})
        except duckdb.Error as error:
            raise NotReadableError from error
        self._con.execute(sql_text("imports/row_places.sql"))
        self._con.execute(sql_text("imports/row_repeats.sql"))
        found = self._con.execute(
            sql_text("imports/row_facts.sql"),
            {
                "month": expected.month,
                "police_area": expected.police_area,
                "other_forces": list(expected.other_forces),
                "crime_types": list(expected.crime_types),
            },
        ).fetchall()
        return RowFacts(*found[0])

    def keep(self, parquet: Path, kind: str, decided: Decisions) -> None:
        """Write the rows of the file read last, with the import's decisions."""
        self._con.execute(
            sql_text(f"imports/{kind}_keep.sql"),
            {
                "path": str(parquet),
                "force": decided.force,
                "police_area": decided.police_area,
                "vintage": decided.vintage,
                "provenance": decided.provenance,
            },
        )


@contextmanager
def crime_reader() -> Iterator[CrimeReader]:
    """Open a reader: an engine of one thread, for two only wait for each other here."""
    con = duckdb.connect(config={"threads": 1, **NO_EXTENSIONS})
    try:
        con.execute(
            sql_text("imports/lsoas.sql"),
            {
                "lsoas": str(reference_file("lsoas.csv.gz")),
                "districts": str(reference_file("districts.csv")),
            },
        )
        yield CrimeReader(con)
    finally:
        con.close()
