"""Read how many people or households places have, from tables of many shapes.

The Office for National Statistics and those who repack it publish one figure under
many headings: a row for each place and year, a column for each year, or one year that
stands in the title, the sheet's or the file's name alone. Headings are known by what
they say; where it cannot be told what is counted, of which place or year, the file is
refused and nothing is guessed.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

PEOPLE = "people"
HOUSEHOLDS = "households"

ROWS_LOOKED_AT = 15
"""Titles and notes stand above the headings of an official workbook."""

_CODE = re.compile(r"(.*_)?(code|cd)|mnemonic|[a-z]*\d\dcd")
_NAME = re.compile(r"(.*_)?(name|nm)|geography|area|ward|place|[a-z]*\d\dnm")
_YEAR_HEADINGS = {"year", "mid_year", "date", "time", "reference_year"}
_YEAR = re.compile(r"(?:^|(?<=[^0-9]))((?:19|20)\d\d)(?=[^0-9]|$)")
_WIDE = re.compile(r"(?:.*_)?(?:mid_?)?((?:19|20)\d\d)(?:_.*)?")
_NAMED_YEAR = re.compile(r"(?:mid|census|june)[^0-9]{0,3}((?:19|20)\d\d)")
_COUNTED = re.compile(
    r"(.*_)?(population|people|persons|residents?|households?|all_ages|counts?|value"
    r"|observation|estimates?|total|mid)(_.*)?"
)
_NO_COUNT = re.compile(
    r"(.*_)?(density|per|pct|percent|percentage|rank|change|growth|cd|code|nm|name"
    r"|males?|females?|men|women|boys|girls|aged|[0-9]{1,2})(_.*)?"
)
_WHOLE = ("all", "total", "persons", "people", "t", "both")
_BROKEN_DOWN = ("sex", "gender", "age", "age_group", "age_band", "single_year_of_age")
_PARTS_OF_PEOPLE = {"male", "males", "female", "females"}


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """How many people or households a place had in a year, where the file says it.

    `row` is numbered as a spreadsheet shows it; `written` is the figure as it stands;
    `year` is nought where a column of years holds something else.
    """

    code: str
    name: str
    year: int
    written: Value
    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class PopulationFile:
    """What one file says; `basis` is "census" or "mid-year".

    `ends_openly` tells that a text file's last line has no end, as that of a file cut
    off on its way has not.
    """

    file: str
    sha256: str
    kind: str
    basis: str
    rows: tuple[PopulationRow, ...]
    ends_openly: bool = False


@dataclass(frozen=True, slots=True)
class _Headings:
    """Where the columns of a sheet stand; `years` holds a column for each year."""

    at: int
    code: int
    name: int | None
    year: int | None
    counted: Mapping[int, int | None]
    wholes: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def is_yearless(self) -> bool:
        """Whether neither a column nor a heading tells the year."""
        return self.year is None and None in self.counted.values()


@dataclass(frozen=True, slots=True)
class PopulationHints:
    """What the person says where the file does not: the year, and what is counted."""

    year: int | None = None
    kind: str | None = None


NO_HINTS = PopulationHints()


def read_populations(path: Path, hints: PopulationHints = NO_HINTS) -> PopulationFile:
    """Read a table of people or households by place and year.

    Raises:
        FileRefused: when the file is no table, or does not tell what it counts, of
            which places or of which year.
    """
    table = read_tables(path)
    found = [
        (sheet, headings)
        for sheet in table.sheets
        if not set(_words(sheet.name)) & _PARTS_OF_PEOPLE
        and (headings := _headings(sheet))
    ]
    if not found:
        raise FileRefused([_no_headings(path, table.sheets)])
    for sheet, headings in found:
        _require_plain(path, sheet, headings)
    said = " ".join([path.stem, *(_said(sheet, headings) for sheet, headings in found)])
    year = hints.year or _one_year(said)
    if year is None and any(headings.is_yearless for _, headings in found):
        raise FileRefused([_no_year(path)])
    return PopulationFile(
        file=path.name,
        sha256=table.sha256,
        kind=hints.kind or _kind(path, said),
        basis="census" if "census" in said.lower() else "mid-year",
        rows=tuple(
            row
            for sheet, headings in found
            for row in _rows(sheet, headings, year or 0)
        ),
        ends_openly=_ends_openly(path, table.sheets),
    )


def _require_plain(path: Path, sheet: Sheet, headings: _Headings) -> None:
    """Refuse columns of figures that cannot be told apart, and cells beyond them."""
    written = [headings.texts[column] for column in headings.counted]
    if None in headings.counted.values() and len(written) > 1:
        raise FileRefused([_several_columns(path, sheet, headings, written)])
    width = len(headings.texts)
    for number, row in enumerate(sheet.rows[headings.at + 1 :], headings.at + 2):
        if not sheet.name and any(str(cell).strip() for cell in row[width:]):
            raise FileRefused([_too_long(path, number, str(row[width]))])


def _ends_openly(path: Path, sheets: Sequence[Sheet]) -> bool:
    """Whether the file is text and its last line has no end."""
    is_text = [sheet.name for sheet in sheets] == [""]
    return is_text and not path.read_bytes().rstrip(b"\0").endswith((b"\n", b"\r"))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _known(cell: Value) -> str:
    """Write a heading as the patterns know it: small letters and underlines."""
    return re.sub(r"[^a-z0-9]+", "_", str(cell).strip().lower()).strip("_")


def _headings(sheet: Sheet) -> _Headings | None:
    for at, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
        known = [_known(cell) for cell in row]
        codes = [n for n, text in enumerate(known) if _CODE.fullmatch(text)]
        code = _finest(sheet, at, codes)
        counted = _counted(known)
        if code is not None and counted:
            names = [n for n, text in enumerate(known) if _NAME.fullmatch(text)]
            years = [n for n, text in enumerate(known) if text in _YEAR_HEADINGS]
            return _Headings(
                at=at,
                code=code,
                name=_nearest(code, names),
                year=years[0] if years else None,
                counted=counted,
                wholes=tuple(n for n, text in enumerate(known) if text in _BROKEN_DOWN),
                texts=tuple(str(cell).strip() for cell in row),
            )
    return None


def _counted(known: Sequence[str]) -> dict[int, int | None]:
    """Give the columns of figures, each with the year that its heading names."""
    counted = [
        n
        for n, text in enumerate(known)
        if not _NO_COUNT.fullmatch(text)
        and (_COUNTED.fullmatch(text) or _YEAR.fullmatch(text))
        and text not in _YEAR_HEADINGS
    ]
    wide = {n: int(found[1]) for n in counted if (found := _WIDE.fullmatch(known[n]))}
    if wide:
        return dict(wide)
    return dict.fromkeys(counted)


def _finest(sheet: Sheet, at: int, columns: Sequence[int]) -> int | None:
    """Take the codes of the smallest places, where a district stands beside each."""
    return max(
        columns,
        key=lambda n: len({_cell(row, n) for row in sheet.rows[at + 1 :]}),
        default=None,
    )


def _nearest(code: int, names: Sequence[int]) -> int | None:
    return min(names, key=lambda n: abs(n - code), default=None)


def _rows(sheet: Sheet, headings: _Headings, year: int) -> Iterator[PopulationRow]:
    """Give each figure of a sheet; a line of notes below the table holds one cell."""
    for number, row in enumerate(sheet.rows[headings.at + 1 :], headings.at + 2):
        is_note = sum(bool(str(cell).strip()) for cell in row) <= 1
        if is_note or not _is_whole(row, headings.wholes):
            continue
        of_row = year if headings.year is None else _year_in(_cell(row, headings.year))
        for column, of_column in headings.counted.items():
            yield PopulationRow(
                code=_text(row, headings.code),
                name=_text(row, headings.name),
                year=of_column or of_row,
                written=_cell(row, column),
                sheet=sheet.name,
                row=number,
                column=headings.texts[column],
            )


def _cell(row: Sequence[Value], column: int) -> Value:
    return row[column] if column < len(row) else ""


def _text(row: Sequence[Value], column: int | None) -> str:
    return "" if column is None else str(_cell(row, column)).strip()


def _is_whole(row: Sequence[Value], columns: Iterable[int]) -> bool:
    """Whether a row is of all ages and everybody, where the file tells them apart."""
    texts = [_known(_cell(row, column)) for column in columns]
    return all(text.partition("_")[0] in _WHOLE for text in texts)


def _year_in(cell: Value) -> int:
    if isinstance(cell, date):
        return cell.year
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else 0
    found = _YEAR.search(str(cell))
    return int(found[1]) if found else 0


def _said(sheet: Sheet, headings: _Headings) -> str:
    """Put together what a sheet says of itself: its name, titles and headings."""
    above = [str(cell) for row in sheet.rows[: headings.at] for cell in row]
    return " ".join([sheet.name, *above, *headings.texts])


def _one_year(said: str) -> int | None:
    """Find the one year spoken of; one named as mid-year or census goes first."""
    named = set(_NAMED_YEAR.findall(said.lower()))
    years = named or set(_YEAR.findall(said))
    return int(years.pop()) if len(years) == 1 else None


def _kind(path: Path, said: str) -> str:
    words = said.lower()
    if "household" in words:
        return HOUSEHOLDS
    if any(word in words for word in ("population", "people", "persons", "resident")):
        return PEOPLE
    raise FileRefused(
        [
            Finding(
                "population-of-what",
                Severity.BLOCK,
                "the file does not say whether people or households are counted",
                "say it with --of people or --of households",
                file=path.name,
            )
        ]
    )


def _no_headings(path: Path, sheets: Sequence[Sheet]) -> Finding:
    shown = next(
        (
            ", ".join(str(cell).strip() for cell in row if str(cell).strip())
            for sheet in sheets
            for row in sheet.rows
            if sum(bool(str(cell).strip()) for cell in row) > 1
        ),
        "",
    )
    return Finding(
        "population-headings",
        Severity.BLOCK,
        f"none of the first {ROWS_LOOKED_AT} rows has a heading for the place's code "
        "and one for how many there are",
        "give the columns headings such as area_code, area_name, mid_year, population",
        file=path.name,
        found=shown or None,
    )


def _several_columns(
    path: Path, sheet: Sheet, headings: _Headings, written: Sequence[str]
) -> Finding:
    return Finding(
        "population-columns",
        Severity.BLOCK,
        f"{len(written)} columns may hold the figures, and none says of which year",
        "keep the one column that counts all people, or all households",
        file=path.name,
        sheet=sheet.name or None,
        row=headings.at + 1,
        column=written[0],
        found=", ".join(written),
    )


def _too_long(path: Path, row: int, found: str) -> Finding:
    return Finding(
        "population-row-too-long",
        Severity.BLOCK,
        "the row has more cells than the headings: a comma stands inside a figure or "
        "a name that has no quotation marks",
        "write figures in digits alone, such as 94649",
        file=path.name,
        row=row,
        found=found,
    )


def _no_year(path: Path) -> Finding:
    return Finding(
        "population-no-year",
        Severity.BLOCK,
        "the file does not tell one year that its figures are of",
        "add a column mid_year, or say it with --year 2022",
        file=path.name,
    )
