"""The layout of a return as data: which sheets, which columns, which figures."""

import hashlib
import tomllib
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from enum import StrEnum
from importlib.resources import files

Value = str | int | float | date | None
NOT_GIVEN = "not given"
"""What stands where nothing was said, which is not nought."""


class Kind(StrEnum):
    """How the cells of a column are written; pounds are held as whole pence.

    A count says how many; a number names something, such as an entry. A sum is pounds
    in a column where some rows have none, which are left blank.
    """

    TEXT = "text"
    POUNDS = "pounds"
    SUM = "sum"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    PERCENT = "percent"
    DAY = "day"


class Printing(StrEnum):
    """How a sheet stands in the PDF; `no` leaves it to the workbook and the CSV."""

    COVER = "cover"
    SIGN_SHEET = "sign-sheet"
    TABLE = "table"
    NO = "no"


MONEY = frozenset({Kind.POUNDS, Kind.SUM})
"""Kinds whose cells are held as whole pence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its heading, the field it shows, its width in signs.

    A column that is there `only_if_given` is left out while no row has its field.
    """

    heading: str
    shows: str
    kind: Kind = Kind.TEXT
    width: int = 18
    only_if_given: bool = False


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its name, what stands above the table, and what the table shows.

    A sheet that is there `only_if_filled` is left out while it would be empty.
    """

    name: str
    rows: str
    about: str
    empty: str
    columns: tuple[Column, ...]
    only_if_filled: bool = False
    prints: Printing = Printing.TABLE


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole return, sheet by sheet, with its notes and what is certified.

    `written` is the file it was read from, which is frozen with the return.
    """

    name: str
    sha256: str
    sheets: tuple[SheetLayout, ...]
    notes: tuple[str, ...]
    declaration: str
    written: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with everything on it, ready for any file format."""

    name: str
    title: str
    about: str
    empty: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = field(default=())
    prints: Printing = Printing.TABLE


Sections = Mapping[str, list[dict[str, Value]]]
"""The rows of each section by its name; a row is its fields by name."""


def read_layout(name: str = "standard") -> Layout:
    """Read a layout file of this package."""
    source = files("fundtrack.returns") / "layouts" / f"{name}.toml"
    return layout_of(name, source.read_bytes())


def layout_of(name: str, written: bytes) -> Layout:
    """Read a layout from what stands in its file."""
    said = tomllib.loads(written.decode("utf-8"))
    return Layout(
        name=name,
        sha256=hashlib.sha256(written).hexdigest(),
        sheets=tuple(
            SheetLayout(
                name=sheet["name"],
                rows=sheet["rows"],
                about=sheet["about"],
                empty=sheet.get("empty", ""),
                columns=tuple(
                    Column(
                        column["heading"],
                        column["shows"],
                        Kind(column.get("kind", "text")),
                        column.get("width", 18),
                        column.get("only_if_given", False),
                    )
                    for column in sheet["column"]
                ),
                only_if_filled=sheet.get("only_if_filled", False),
                prints=Printing(sheet.get("prints", Printing.TABLE)),
            )
            for sheet in said["sheet"]
        ),
        notes=tuple(said["notes"]),
        declaration=said["declaration"],
        written=written,
    )


def lay_out(
    layout: Layout, sections: Sections, words: Mapping[str, str], banner: str
) -> tuple[Sheet, ...]:
    """Put the rows of each section on its sheet.

    Args:
        words: what `{year}` and the like stand for in headings.
        banner: what stands before every title; empty in a real office.
    """
    return tuple(
        _laid_out(sheet, sections[sheet.rows], words, banner) for sheet in layout.sheets
    )


def _laid_out(
    sheet: SheetLayout,
    rows: list[dict[str, Value]],
    words: Mapping[str, str],
    banner: str,
) -> Sheet:
    columns = shown_columns(sheet, rows)
    return Sheet(
        name=sheet.name,
        title=f"{banner}{sheet.name}",
        about=sheet.about.format_map(words),
        empty=sheet.empty.format_map(words),
        columns=tuple(
            replace(column, heading=column.heading.format_map(words))
            for column in columns
        ),
        rows=tuple(tuple(row[column.shows] for column in columns) for row in rows),
        prints=sheet.prints,
    )


def shown_columns(
    sheet: SheetLayout, rows: Sequence[Mapping[str, Value]]
) -> list[Column]:
    """Give the columns of a sheet that are there for these rows."""
    return [
        column
        for column in sheet.columns
        if not column.only_if_given or any(column.shows in row for row in rows)
    ]
