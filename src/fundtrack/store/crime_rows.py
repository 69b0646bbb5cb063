"""Read crime files: facts of each for the checks, then a Parquet file of each."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from fundtrack.errors import FundtrackError
from fundtrack.places import reference_file
from fundtrack.store.connection import NO_EXTENSIONS
from fundtrack.store.connection import quiet
from fundtrack.store.connection import sql_text

FIRST_ROW = 2
"""The row after the heading, as a spreadsheet numbers it."""

SYNTHETIC = "synthetic"
"""How the context of a made-up row starts."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the checks of a crime file look at; rows are numbered as a spreadsheet does.

    `..._row` is the first row of its sort, None where there is none. `only_2011` and
    `only_2021` count rows whose LSOA code exists in one census alone; `repeated_id`
    rows with an id, less distinct ids, within a type. `new_types` rows have a type that
    was never published so far, `abroad` rows coordinates outside the United Kingdom.
    `nameless` rows of a type that always has ids have none.
    """

    row_count: int
    blank_id: int
    no_location: int
    other_month_row: int | None
    other_month: str | None
    other_force_row: int | None
    other_force: str | None
    synthetic: int
    no_type_row: int | None
    new_types: int
    new_type_row: int | None
    new_type: str | None
    nameless: int
    nameless_row: int | None
    abroad: int
    abroad_row: int | None
    unknown_lsoas: int
    unknown_lsoa: str | None
    unknown_lsoa_row: int | None
    only_2011: int
    only_2021: int
    outside_force: int
    repeated_id: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file should hold: its month, words of other forces, published types.

    Rows of `unnamed_types` have no id as published; empty where no row need have one.
    """

    month: str
    other_forces: Sequence[str]
    crime_types: Sequence[str]
    unnamed_types: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the import decided of a whole file and writes beside every row."""

    force: str
    police_area: str
    vintage: str
    provenance: str


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file in its published form and the police area it is of (or empty text)."""

    path: Path
    police_area: str


@dataclass(frozen=True, slots=True)
class _Words:
    """Rows of one file that use the same words: how many, and the first of them."""

    month: str | None
    reported_by: str | None
    crime_type: str | None
    context: str | None
    first_n: int
    row_count: int
    with_id: int
    no_location: int
    abroad: int
    abroad_n: int | None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the rows of one file lie; `unknown_lsoa_n` is the first unknown code."""

    unknown_lsoas: int = 0
    unknown_lsoa: str | None = None
    unknown_lsoa_n: int | None = None
    only_2011: int = 0
    only_2021: int = 0
    outside_force: int = 0


class NotReadableError(FundtrackError):
    """The engine cannot read the rows of some file; plain reading says why."""


class CrimeReader:
    """Reads some crime files of one kind at a time; made by `crime_reader` alone.

    Several small files cost hardly more questions than one.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._kind = ""
        self._words: dict[int, list[_Words]] = {}
        self._places: dict[int, _Places] = {}
        self._repeats: dict[int, int] = {}

    def read(self, kind: str, files: Sequence[ToRead]) -> None:
        """Read files in their published form, in the place of those read before.

        Raises:
            NotReadableError: when a row of any of them is not in that form.
        """
        self._kind = kind
        paths = [str(file.path) for file in files]
        self._run("files", paths=paths, police_areas=[at.police_area for at in files])
        try:
            self._run(f"{kind}_rows", paths=paths)
        except duckdb.Error as error:
            raise NotReadableError from error
        self._run("row_places")
        self._run("row_repeats")
        self._words = defaultdict(list)
        for file_no, *words in self._run("row_words"):
            self._words[file_no].append(_Words(*words))
        self._places = {no: _Places(*at) for no, *at in self._run("row_place_facts")}
        self._repeats = dict(self._run("file_repeats"))

    def facts(self, file_no: int, expected: Expected) -> RowFacts:
        """Give what the checks of a file look at; files count from nought as read."""
        words = self._words.get(file_no, [])
        return _facts(
            words,
            self._places.get(file_no, _Places()),
            self._repeats.get(file_no, 0),
            expected,
        )

    def keep(self, file_no: int, parquet: Path, decided: Decisions) -> None:
        """Write the rows of a file that was read, with the import's decisions."""
        self._run(
            f"{self._kind}_keep",
            path=str(parquet),
            file_no=file_no,
            first_n=self._words[file_no][0].first_n,
            force=decided.force,
            police_area=decided.police_area,
            vintage=decided.vintage,
            provenance=decided.provenance,
        )

    def _run(self, script: str, **values: object) -> list[tuple[Any, ...]]:
        return self._con.execute(sql_text(f"imports/{script}.sql"), values).fetchall()


def _facts(
    words: Sequence[_Words], places: _Places, repeated_id: int, expected: Expected
) -> RowFacts:
    """Put together what is known of a file.

    The words of a file are few: each is compared once, not once in every row.
    """
    month = _first(words, lambda at: at.month != expected.month)
    force = _first(words, lambda at: at.reported_by in expected.other_forces)
    known = (None, *expected.crime_types)
    new_types = [at for at in words if at.crime_type not in known]
    nameless = _nameless(words, expected)
    abroad = [at.abroad_n for at in words if at.abroad_n is not None]
    row = partial(_row, words[0].first_n if words else 0)
    return RowFacts(
        row_count=sum(at.row_count for at in words),
        blank_id=sum(at.row_count - at.with_id for at in words),
        no_location=sum(at.no_location for at in words),
        other_month_row=row(month),
        other_month=(month.month or "") if month else None,
        other_force_row=row(force),
        other_force=force.reported_by if force else None,
        synthetic=sum(at.row_count for at in words if _is_synthetic(at)),
        no_type_row=row(_first(words, lambda at: at.crime_type is None)),
        new_types=sum(at.row_count for at in new_types),
        new_type_row=row(next(iter(new_types), None)),
        new_type=new_types[0].crime_type if new_types else None,
        nameless=sum(at.row_count - at.with_id for at in nameless),
        nameless_row=row(next(iter(nameless), None)),
        abroad=sum(at.abroad for at in words),
        abroad_row=row(min(abroad, default=None)),
        unknown_lsoas=places.unknown_lsoas,
        unknown_lsoa=places.unknown_lsoa,
        unknown_lsoa_row=row(places.unknown_lsoa_n),
        only_2011=places.only_2011,
        only_2021=places.only_2021,
        outside_force=places.outside_force,
        repeated_id=repeated_id,
    )


def _nameless(words: Sequence[_Words], expected: Expected) -> Sequence[_Words]:
    """Give the words of which some rows have no id though their type always has."""
    if not expected.unnamed_types:
        return []
    may_lack = (None, *expected.unnamed_types)
    return [
        at
        for at in words
        if at.with_id < at.row_count and at.crime_type not in may_lack
    ]


def _row(first_n: int, found: _Words | int | None) -> int | None:
    """Number a row as a spreadsheet does, where the file begins with `first_n`."""
    if found is None:
        return None
    at = found.first_n if isinstance(found, _Words) else found
    return at - first_n + FIRST_ROW


def _first(words: Sequence[_Words], is_it: Callable[[_Words], bool]) -> _Words | None:
    return next((at for at in words if is_it(at)), None)


def _is_synthetic(words: _Words) -> bool:
    return (words.context or "").lower().startswith(SYNTHETIC)


@contextmanager
def crime_reader() -> Iterator[CrimeReader]:
    """Open a reader: an engine of one thread, for two only wait for each other here."""
    con = quiet(duckdb.connect(config={"threads": 1, **NO_EXTENSIONS}))
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
