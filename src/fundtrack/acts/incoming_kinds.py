"""Tell what a file that somebody brings is, before it is taken in as anything."""

import re
import zipfile
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from pathlib import PurePosixPath

from fundtrack.acts.quarter_forms import LABELS as QUARTER_LABELS
from fundtrack.domain.incoming import IncomingKind
from fundtrack.domain.partner_claims import IDENTITY
from fundtrack.domain.register_columns import same_heading
from fundtrack.domain.surveys import SURVEY
from fundtrack.errors import FileRefused
from fundtrack.sources.extract_headings import NO_LAYOUT
from fundtrack.sources.finance_extract import first_headings
from fundtrack.sources.police_uk import NAMED
from fundtrack.sources.populations import read_populations
from fundtrack.sources.registers import register_named
from fundtrack.sources.tables import ZIP_MARK
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import read_tables

ROWS_LOOKED_AT = 40
WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "content.xml"})
STREET_HEADINGS = frozenset({"crime id", "reported by", "falls within"})
JSON_BEGINS = (b"{", b"[")


def kind_of(path: Path) -> IncomingKind:
    """Tell what a file most likely is, by what is in it and then by its name.

    Nothing depends on it but what is offered first: whoever brings the file may say
    another kind, and each kind refuses what it is not.
    """
    with path.open("rb") as file:
        begins = file.read(len(ZIP_MARK))
    if begins.startswith(ZIP_MARK) and not _is_workbook(path):
        return IncomingKind.CRIME
    if begins.startswith(JSON_BEGINS) or NAMED.fullmatch(path.name):
        return IncomingKind.CRIME
    try:
        tables = read_tables(path)
    except FileRefused:
        return _by_name(path)
    return next(_recognised(path, tables), _by_name(path))


def _recognised(path: Path, tables: TableFile) -> Iterator[IncomingKind]:
    """Give each kind that the tables could be, the surest first."""
    labels = set(_words(tables))
    for kind, is_it in _BY_LABELS.items():
        if is_it(labels):
            yield kind
    if any(register_named(sheet.name, is_file=False) for sheet in tables.sheets):
        yield IncomingKind.REGISTERS
    if any(first_headings(sheet, NO_LAYOUT) for sheet in tables.sheets):
        yield IncomingKind.SPEND
    is_text = [sheet.name for sheet in tables.sheets] == [""]
    if is_text and register_named(path.stem, is_file=True):
        yield IncomingKind.REGISTERS
    if _counts_people(path):
        yield IncomingKind.POPULATION


def _by_name(path: Path) -> IncomingKind:
    """Go by the name: the Home Office's tables are too large to be read for this."""
    words = set(re.findall("[a-z]+", path.stem.casefold()))
    if words & {"outcome", "outcomes"}:
        return IncomingKind.OUTCOMES
    if words & {"prc", "recorded", "csp"}:
        return IncomingKind.RECORDED_CRIME
    return IncomingKind.SPEND


def _words(tables: TableFile) -> Iterator[str]:
    """Give the texts near the head of each sheet, as headings are compared."""
    for sheet in tables.sheets:
        for row in sheet.rows[:ROWS_LOOKED_AT]:
            yield from (same_heading(str(cell)) for cell in row if cell != "")


def _all_of(labels: tuple[str, ...] | frozenset[str]) -> Callable[[set[str]], bool]:
    wanted = {same_heading(label) for label in labels}
    return wanted.issubset


def _is_workbook(path: Path) -> bool:
    """Whether a zip is a workbook's; a damaged one is left to whoever reads it."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return path.suffix.lower() != ".zip"
    named = any(NAMED.fullmatch(PurePosixPath(name).name) for name in names)
    return bool(WORKBOOK_PARTS & set(names)) and not named


def _counts_people(path: Path) -> bool:
    try:
        return bool(read_populations(path).rows)
    except FileRefused:
        return False


_SURVEY_HEADINGS = tuple(
    column.heading for column in SURVEY.columns if column.is_required
)
_BY_LABELS = {
    IncomingKind.QUARTER: _all_of(QUARTER_LABELS),
    IncomingKind.CLAIM: _all_of(IDENTITY),
    IncomingKind.SURVEY: _all_of(_SURVEY_HEADINGS),
    IncomingKind.CRIME: _all_of(STREET_HEADINGS),
    IncomingKind.OUTCOMES: _all_of(("Offence Code", "Outcome Type")),
    IncomingKind.RECORDED_CRIME: _all_of(("Offence Code", "Offence Count")),
}
"""The kinds that words in their heads tell for certain, the narrowest first."""
