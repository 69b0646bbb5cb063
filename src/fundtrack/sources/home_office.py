"""Home Office open data tables: which sheets hold them and what their headings mean.

A file has a cover, notes and a sheet for each financial year, or one sheet for all.
Headings differ from edition to edition: each that was ever published stands in
data/reference/home_office_headings.csv, and a file with another is refused by name.
"""

import csv
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.places import reference_file
from fundtrack.sources.streamed_tables import Placed
from fundtrack.sources.streamed_tables import ends_openly
from fundtrack.sources.streamed_tables import refused
from fundtrack.sources.streamed_tables import stream_rows

ROWS_LOOKED_AT = 30
"""Headings stand above a sheet's rows, below a title and notes at most."""

HALF = 2
"""A row that knows one in so many of a table's headings is its row of headings."""

FEWEST_FILLED = 3
"""A row with fewer filled cells is a note below the table."""

HEADINGS = "home_office_headings.csv"
PLACES = ("force", "csp")
"""Columns whose names may carry the number of a note."""

SYNTHETIC = re.compile(r"synthetic\b", re.IGNORECASE)
YEAR_NAMED = re.compile(r".*20\d\d[-_/ ]\d\d$")
EDITION = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?=\.\w+$)")
NOTE = re.compile(r"\s*\[[^\]]*\]\s*$")
NOTE_NUMBER = re.compile(r"\[?\s*(?:notes?)?\s*(\d+)\s*\]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableForm:
    """A kind of table: its name in the lake, the columns it must and may have."""

    table: str
    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in the order in which rows give their cells."""
        return self.required + self.optional


OFFENCE = ("offence_code", "offence", "subgroup", "offence_group")
RECORDED_CRIME = TableForm(
    table="recorded_crime",
    name="recorded crime",
    required=("year", "quarter", "force", *OFFENCE, "offences"),
    optional=("csp",),
)
OUTCOMES = TableForm(
    table="crime_outcomes",
    name="outcomes",
    required=(
        *("year", "quarter", "force", *OFFENCE),
        *("outcome_code", "outcome", "outcome_group"),
        *("recorded_basis", "closed_basis"),
    ),
    optional=("expired",),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below the headings; `cells` in the order of the form's columns.

    A column that the sheet does not have is None.
    """

    sheet: str
    row: int
    cells: Sequence[str | None]


class TableReading:
    """A file being read; what it says beside its rows is known when they are read.

    `headings` are those of each sheet, by column; `notes` the texts of its notes by
    number, and `noted` the places whose names carry one, as written. `ends_openly`
    tells that it is text and its last line has no end.
    """

    def __init__(self, path: Path, form: TableForm) -> None:
        self._path = path
        self._form = form
        self._width = 0
        self._place_columns = [
            at for at, name in enumerate(form.columns) if name in PLACES
        ]
        self.is_synthetic = SYNTHETIC.match(path.name) is not None
        self.headings: dict[str, Mapping[str, str]] = {}
        self.notes: dict[int, str] = {}
        self.noted: set[str] = set()
        self.ends_openly = False

    def rows(self) -> Iterator[TableRow]:
        """Give the rows of every sheet that has the form's headings.

        Raises:
            FileRefused: when the file is damaged, a heading is unknown or missing, or
                no sheet has them.
        """
        places: Sequence[int | None] = ()
        sheet, seen = "", 0
        for placed in stream_rows(self._path):
            if placed[0] != sheet:
                self._require_headings(sheet, places)
                sheet, places, seen = placed[0], (), 0
            if places:
                if row := self._row(placed, places):
                    yield row
            elif seen < ROWS_LOOKED_AT:
                seen += 1
                places = self._places(placed)
            else:
                self._note(placed[2])
        self._require_headings(sheet, places)
        if not self.headings:
            raise _no_table(self._path, self._form)
        self.ends_openly = "" in self.headings and ends_openly(self._path)

    def _row(self, placed: Placed, places: Sequence[int | None]) -> TableRow | None:
        sheet, number, found = placed
        width = len(found)
        if width - found.count("") < FEWEST_FILLED:
            return None
        if not sheet and width < self._width:
            raise self._cut_short(number)
        if not sheet and any(found[self._width :]):
            raise self._too_long(number, found[self._width])
        cells = [
            None if at is None else found[at] if at < width else "" for at in places
        ]
        for at in self._place_columns:
            if "[" in (cells[at] or ""):
                self.noted.add(str(cells[at]))
        return TableRow(sheet, number, cells)

    def _cut_short(self, row: int) -> FileRefused:
        found = Finding(
            "row-cut-short",
            Severity.BLOCK,
            "the row has fewer cells than the headings: the file was only downloaded "
            "in part, or a comma is missing",
            "download it again and take in the whole file",
            file=self._path.name,
            row=row,
        )
        return FileRefused([found])

    def _too_long(self, row: int, found: str) -> FileRefused:
        finding = Finding(
            "row-too-long",
            Severity.BLOCK,
            "the row has more cells than the headings: a comma stands inside a figure "
            "or a name that has no quotation marks",
            "take in the file as it was published",
            file=self._path.name,
            row=row,
            found=found,
        )
        return FileRefused([finding])

    def _note(self, cells: Sequence[str]) -> None:
        """Keep what a row beside the table says: a note, or that all is made up."""
        self.is_synthetic |= any(SYNTHETIC.match(cell.strip()) for cell in cells)
        number = NOTE_NUMBER.fullmatch(cells[0].strip())
        if number and len(cells) > 1 and cells[1].strip():
            self.notes[int(number[1])] = cells[1].strip()

    def _places(self, placed: Placed) -> Sequence[int | None]:
        """Find the columns in a row of headings; nothing where it is none."""
        sheet, number, cells = placed
        means = [_meaning(cell) for cell in cells]
        known = [column for column in means if column in self._form.columns]
        if len(known) * HALF < len(self._form.required):
            self._note(cells)
            return ()
        findings = list(_check(self._form, cells, means))
        if findings:
            name = self._path.name
            raise FileRefused(
                [
                    replace(found, file=name, sheet=sheet or None, row=number)
                    for found in findings
                ]
            )
        written = dict(zip(means, cells, strict=True))
        self.headings[sheet] = {name: written.get(name, "") for name in known}
        self._width = len(cells)
        return [
            means.index(column) if column in known else None
            for column in self._form.columns
        ]

    def _require_headings(self, sheet: str, places: Sequence[int | None]) -> None:
        if YEAR_NAMED.match(sheet) and not places:
            raise refused(
                self._path,
                "headings-not-found",
                f"sheet {sheet} has no row with the headings of a {self._form.name} "
                "table",
                f"take in the published file, or add its headings to {HEADINGS}",
            )


def edition_of(file: str) -> str:
    """Give the day of an edition from a name like `...-tables-230726.ods`, else ""."""
    found = EDITION.search(file)
    if not found:
        return ""
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(2000 + year, month, day).isoformat()
    except ValueError:
        return ""


def note_numbers(written: str) -> list[int]:
    """Give the numbers of the notes that a name carries: "Kent [Notes 2, 6]"."""
    found = NOTE.search(written)
    return [int(number) for number in re.findall(r"\d+", found[0])] if found else []


def plain(written: str) -> str:
    """Strip what varies in a name: case, notes in brackets, marks, wide spaces."""
    words = NOTE.sub("", written).lower().replace("&", " and ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def _meaning(heading: str) -> str:
    return _headings().get(plain(heading), "")


@cache
def _headings() -> Mapping[str, str]:
    with reference_file(HEADINGS).open("r", encoding="utf-8", newline="") as file:
        return {plain(row["heading"]): row["column"] for row in csv.DictReader(file)}


def _check(
    form: TableForm, cells: Sequence[str], means: Sequence[str]
) -> Iterable[Finding]:
    """Find headings that are unknown, stand twice, or are missing."""
    for at, (cell, column) in enumerate(zip(cells, means, strict=True)):
        if cell.strip() and column not in form.columns:
            yield Finding(
                "heading-unknown",
                Severity.BLOCK,
                f"“{cell}” is no known heading of a {form.name} table",
                f"if it is a new name of a column, add it to {HEADINGS}; if it is a "
                "table of another kind, take that in by its own verb",
                column=cell,
                found=cell,
            )
        elif column and column in means[:at]:
            yield Finding(
                "heading-twice",
                Severity.BLOCK,
                f"“{cell}” and another heading mean the same",
                "take in the file as it was published",
                column=cell,
                found=cell,
            )
    for column in form.required:
        if column not in means:
            said = [name for name, of in _headings().items() if of == column]
            yield Finding(
                "heading-missing",
                Severity.BLOCK,
                f"no heading says “{said[0]}”",
                "take in the file as it was published",
                column=said[0],
            )


def _no_table(path: Path, form: TableForm) -> FileRefused:
    return refused(
        path,
        "headings-not-found",
        f"no sheet has the headings of a {form.name} table",
        "take in the Home Office's open data table itself, as it was published",
    )
