"""What a register is made of, and the columns that several registers share."""

from dataclasses import dataclass
from enum import StrEnum

from fundtrack.domain.cells import SpendKind
from fundtrack.domain.events import Provenance

EXAMPLE_MARK = "e.g. "
"""How the first cell of an example row begins; such a row is never taken in."""


class Reads(StrEnum):
    """What may stand in a column, in words for its reader."""

    TEXT = "words"
    NAME = "a short name without spaces"
    POUNDS = "pounds"
    COUNT = "a whole number"
    PCT = "a percentage from 0 to 100"
    DAY = "a date"
    MONTH = "a month such as 2023-10"
    YEAR = "a financial year such as 2023-24"
    QUARTER = "a quarter such as 2023-24 Q4"
    YES_NO = "yes or no"
    CHOICE = "one of the words listed"
    NAMES = "a list, parted by semicolons"


@dataclass(frozen=True, slots=True)
class Column:
    """One heading of a register.

    `key` names it in the books; `refers` is the sheet whose first column must hold
    what stands here; `choices` are the only words allowed.
    """

    heading: str
    key: str
    reads: Reads
    meaning: str
    example: str
    is_required: bool = False
    refers: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """One sheet: what it is for and its columns, the first naming what a row is of."""

    sheet: str
    meaning: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Find a column by its key."""
        return next(column for column in self.columns if column.key == key)


FUND = Column(
    "Fund",
    "fund",
    Reads.NAME,
    "The fund's short name",
    "SSF9",
    is_required=True,
    refers="Funds",
)
AREA = Column(
    "Area",
    "area",
    Reads.NAME,
    "The area's short or full name",
    "riverside",
    is_required=True,
    refers="Areas",
)
PROJECT = Column(
    "Project",
    "project",
    Reads.NAME,
    "The project's short name",
    "lighting-scheme",
    is_required=True,
    refers="Projects",
)
HEADING = Column(
    "Heading", "heading", Reads.NAME, "The cost heading", "lighting", is_required=True
)
KIND = Column(
    "Capital or revenue",
    "kind",
    Reads.CHOICE,
    "Capital buys something lasting; everything else is revenue",
    "capital",
    is_required=True,
    choices=tuple(SpendKind),
)
YEAR = Column(
    "Financial year",
    "year",
    Reads.YEAR,
    "1 April to 31 March",
    "2023-24",
    is_required=True,
)
EFFECTIVE = Column(
    "Counts from",
    "on",
    Reads.DAY,
    "The day from which it counts",
    "26/10/2023",
    is_required=True,
)
VERSION = Column(
    "Version",
    "version",
    Reads.COUNT,
    "1 for the first; a change of the award is a new version, never an edit",
    "1",
    is_required=True,
)
PROVENANCE = Column(
    "Provenance",
    "provenance",
    Reads.CHOICE,
    "How sure it is; empty for the office's own record",
    "",
    choices=tuple(Provenance),
)
SOURCE = Column("Source", "source", Reads.TEXT, "Where it was read", "Offer letter")
REASON = Column("Reason", "reason", Reads.TEXT, "Why it is so, in your words", "")
SURE = (PROVENANCE, SOURCE, REASON)
CELL = (FUND, AREA, PROJECT, HEADING, KIND, YEAR)


def example_row(register: Register) -> tuple[str, ...]:
    """Write the row that shows how to fill a sheet; reading passes it by."""
    first, *others = (column.example for column in register.columns)
    return (f"{EXAMPLE_MARK}{first}", *others)


def unit_of(column: Column) -> str:
    """Give the unit that a heading carries in brackets, or nothing."""
    return column.heading.partition("(")[2].rstrip(")")


def same_heading(written: str) -> str:
    """Bring a heading to the form in which headings are compared.

    Capitals, spaces, hyphens, marks and units in brackets do not count.
    """
    return "".join(
        letter for letter in written.partition("(")[0].casefold() if letter.isalnum()
    )
