"""Propose what the headings of a file mean: as known, as told, or by what is below."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum

from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.sources.dates import is_date
from fundtrack.sources.extract_findings import best_headings
from fundtrack.sources.extract_findings import heading_missing
from fundtrack.sources.extract_findings import is_number
from fundtrack.sources.extract_findings import is_payment
from fundtrack.sources.extract_findings import letters
from fundtrack.sources.extract_headings import NEEDED
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Headings
from fundtrack.sources.extract_headings import Layout
from fundtrack.sources.extract_headings import clean
from fundtrack.sources.extract_headings import heading_words
from fundtrack.sources.extract_headings import is_blank
from fundtrack.sources.extract_headings import read_headings
from fundtrack.sources.finance_extract import as_shown
from fundtrack.sources.finance_extract import first_headings
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import Value

ROWS_LOOKED_AT = 200
MOST_OF = 0.8
"""How many of a column's filled cells must be dates, or money, to guess at it."""

LEFT_OUT = "nothing"
"""What a person writes for a heading whose column does not matter."""


class How(StrEnum):
    """How it is known what a heading means."""

    SAID = "as said now"
    CONFIRMED = "confirmed before"
    KNOWN = "known by its words"
    GUESSED = "guessed by what stands below"
    OTHER = "another column is preferred"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class HeadingLearnt:
    """A heading of a sheet, the field it means, if any, and the first cell below."""

    sheet: str
    row: int
    column: str
    heading: str
    field: str | None
    how: How
    example: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file's headings mean, and what stands in the way of confirming it.

    `layout` is what would be confirmed, with what was confirmed before.
    """

    headings: tuple[HeadingLearnt, ...]
    layout: Mapping[str, Field | None]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a person says now, by the words of headings, and what they said before."""

    now: frozenset[str]
    before: frozenset[str]
    layout: Layout

    def how(self, heading: str, field: Field | None) -> How:
        words = heading_words(heading)
        if words in self.now:
            return How.SAID
        if field:
            return How.CONFIRMED if words in self.before else How.KNOWN
        means, _ = self.layout.rank(heading) or (None, 0)
        return How.OTHER if means else How.LEFT_OUT


def said_headings(said: Sequence[str]) -> dict[str, Field | None]:
    """Read `HEADING=FIELD` as a person types it; the field may be `nothing`.

    Raises:
        WrongArgument: when there is no such field.
    """
    read: dict[str, Field | None] = {}
    for one in said:
        heading, mark, named = one.rpartition("=")
        field = next((each for each in Field if each.lower() == named.lower()), None)
        if not mark or not heading.strip() or (field is None and named != LEFT_OUT):
            fields = ", ".join([*Field, LEFT_OUT])
            raise WrongArgument(
                f"“{one}” must be written HEADING=FIELD, the field one of: {fields}"
            )
        read[heading.strip()] = field
    return read


def propose(
    tables: TableFile, confirmed: Layout, said: Mapping[str, Field | None]
) -> Proposal:
    """Say what each heading of a file means.

    Raises:
        WrongArgument: when a heading that a person names is not in the file.
    """
    layout = Layout({**said, **_without(confirmed.headings, said)}, confirmed.entry)
    told = _Told(_words(said), _words(confirmed.headings), layout)
    learnt: list[HeadingLearnt] = []
    findings: list[Finding] = []
    for sheet in map(as_shown, tables.sheets):
        headings = _likely_headings(sheet, layout)
        if headings is None:
            continue
        guesses = _guesses(sheet, headings)
        learnt.extend(_learnt(sheet, headings, told, guesses))
        found = {*headings.columns, *guesses.values()}
        if any(field not in found for field in NEEDED):
            missing = heading_missing(tables.file, sheet)
            findings.append(replace(missing, row=headings.row))
    _require_there(said, learnt)
    if not learnt:
        findings.extend(
            heading_missing(tables.file, each) for each in tables.sheets[:1]
        )
    return Proposal(tuple(learnt), _layout(learnt, layout), tuple(findings))


def _without(
    headings: Mapping[str, Field | None], said: Mapping[str, Field | None]
) -> dict[str, Field | None]:
    words = _words(said)
    return {
        heading: field
        for heading, field in headings.items()
        if heading_words(heading) not in words
    }


def _words(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(map(heading_words, headings))


def _likely_headings(sheet: Sheet, told: Layout) -> Headings | None:
    """Find a sheet's headings, or the row above its payments that looks like them."""
    if complete := first_headings(sheet, told):
        return complete
    payments = [at for at, row in enumerate(sheet.rows) if is_payment(row)]
    for at in range(payments[0] - 1, -1, -1) if payments else ():
        if sum(_is_word(cell) for cell in sheet.rows[at]) > 1:
            return read_headings(at + 1, sheet.rows[at], told)
    best = best_headings(sheet, told)
    return best if best.columns else None


def _is_word(cell: Value) -> bool:
    return isinstance(cell, str) and not is_blank(cell) and not is_number(clean(cell))


def _guesses(sheet: Sheet, headings: Headings) -> dict[int, Field]:
    """Guess at the dates and amounts, where one column alone can hold them."""
    tests: Mapping[Field, Callable[[Value], bool]] = {
        Field.DATE: is_date,
        Field.AMOUNT: lambda cell: is_number(cell) and not is_date(cell),
    }
    guesses: dict[int, Field] = {}
    for field in NEEDED:
        if field not in headings.columns:
            columns = [
                column
                for column in headings.ignored
                if _mostly(sheet, headings.row, column, tests[field])
            ]
            if len(columns) == 1:
                guesses[columns[0]] = field
    return guesses


def _mostly(
    sheet: Sheet, above: int, column: int, holds: Callable[[Value], bool]
) -> bool:
    cells = _below(sheet, above, column)
    return bool(cells) and sum(map(holds, cells)) >= MOST_OF * len(cells)


def _below(sheet: Sheet, above: int, column: int) -> list[Value]:
    rows = sheet.rows[above : above + ROWS_LOOKED_AT]
    cells = [clean(row[column]) for row in rows if column < len(row)]
    return [cell for cell in cells if not is_blank(cell)]


def _learnt(
    sheet: Sheet,
    headings: Headings,
    told: _Told,
    guesses: Mapping[int, Field],
) -> Iterator[HeadingLearnt]:
    by_column = {column: field for field, column in headings.columns.items()}
    for column, cell in enumerate(sheet.rows[headings.row - 1]):
        if is_blank(cell):
            continue
        heading = str(clean(cell))
        field = by_column.get(column) or guesses.get(column)
        below = _below(sheet, headings.row, column)
        yield HeadingLearnt(
            sheet=sheet.name,
            row=headings.row,
            column=letters(column),
            heading=heading,
            field=str(field) if field else None,
            how=How.GUESSED if column in guesses else told.how(heading, field),
            example=str(below[0]) if below else "",
        )


def _require_there(
    said: Mapping[str, Field | None], learnt: Sequence[HeadingLearnt]
) -> None:
    there = {heading_words(one.heading): one.heading for one in learnt}
    for heading in said:
        if heading_words(heading) not in there:
            listed = ", ".join(f"“{one}”" for one in there.values()) or "none"
            raise WrongArgument(
                f"the file has no heading “{heading}”; it has: {listed}"
            )


def _layout(learnt: Sequence[HeadingLearnt], told: Layout) -> dict[str, Field | None]:
    """Write down what would be confirmed, each heading once, the preferred first."""
    means: dict[str, tuple[str, Field | None]] = {
        heading_words(heading): (heading, field)
        for heading, field in told.headings.items()
    }
    for one in sorted(learnt, key=lambda one: (told.rank(one.heading) or (None, 0))[1]):
        words = heading_words(one.heading)
        field = Field(one.field) if one.field else None
        if words not in means or (field and means[words][1] is None):
            means[words] = (one.heading, field)
    return dict(means.values())
