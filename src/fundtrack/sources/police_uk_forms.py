"""The forms a police.uk file comes in, each brought to one: its published CSV.

Most files are in that form already and are only looked at. A file with its columns
in another order, or the API's list of crimes, is written out again in it.
"""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from os import SEEK_END
from pathlib import Path

from fundtrack.errors import FileRefused
from fundtrack.errors import NotAPeriod
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.periods import Month
from fundtrack.places import find_force
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk import PoliceFile
from fundtrack.sources.police_uk_api import NOT_OF_THE_API
from fundtrack.sources.police_uk_api import api_rows

PLACE_COLUMNS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
)
COLUMNS = {
    Kind.STREET: (*PLACE_COLUMNS, "Crime type", "Last outcome category", "Context"),
    Kind.OUTCOMES: (*PLACE_COLUMNS, "Outcome type"),
}
LONGEST_HEADING_BYTES = 4096
REWRITTEN = ".rewritten"
LINE_ENDS = (b"\n", b"\r")


@dataclass(frozen=True, slots=True)
class CrimeFile:
    """A month of one force in the published form, ready for the store to read.

    `shown` names the file to the user; `sha256` is that of its content as it came;
    `is_from_api` tells the API's list, which says less than the published file;
    `is_whole` is false where the last row does not end.
    """

    shown: str
    path: Path
    kind: Kind
    force: str
    month: str
    sha256: str
    is_from_api: bool
    is_whole: bool = True


def read_form(
    file: PoliceFile, content: Path, *, sha256: str, office_force: str
) -> CrimeFile:
    """Bring a file to the published form and say what it is.

    Args:
        file: the file as it was found.
        content: a copy of its content, which stays as it is; what has to be written
            again stands beside it.
        sha256: the hash of that content.
        office_force: the force taken for an API list, which names none itself.

    Raises:
        FileRefused: when it is not a police.uk file, or one that lacks a column, or
            neither its name nor its rows tell its force and month.
    """
    copy = content
    if file.is_json:
        return _from_api(file, content, sha256, office_force)
    heading = _heading(file, content)
    kind = _kind(file, heading)
    if tuple(heading) != COLUMNS[kind]:
        content = _rewrite(file, content, heading, COLUMNS[kind])
    force, month = file.force, file.month
    if not (force and month):
        force, month = _told_by_rows(file, content)
    return CrimeFile(
        shown=file.shown,
        path=content,
        kind=kind,
        force=_known_force(file, force),
        month=month,
        sha256=sha256,
        is_from_api=False,
        is_whole=_is_whole(copy),
    )


def first_bad_row(content: Path, kind: Kind) -> tuple[int, str]:
    """Find the first row that is not in the published form, and what is wrong there.

    Returns:
        The row as a spreadsheet numbers it and what stands there, in words; row 0
        when plain reading finds nothing.
    """
    width = len(COLUMNS[kind])
    row = 0
    try:
        with content.open("rb") as raw:
            lines = (line.decode("utf-8") for line in raw)
            for row, cells in enumerate(csv.reader(lines, strict=True), start=1):
                wrong = _wrong_cells(cells, width, is_heading=row == 1)
                if wrong:
                    return row, wrong
    except UnicodeDecodeError:
        return row + 1, "letters that are not in UTF-8"
    except csv.Error as error:
        return row + 1, f"text that does not read as CSV ({error})"
    return 0, "text that does not read as CSV"


def _wrong_cells(cells: Sequence[str], width: int, *, is_heading: bool) -> str:
    if len(cells) != width:
        return f"{len(cells)} columns where {width} belong"
    if is_heading:
        return ""
    for written in cells[4:6]:
        try:
            float(written or 0)
        except ValueError:
            return f"“{written}” where a longitude or latitude belongs"
    return ""


def _heading(file: PoliceFile, content: Path) -> list[str]:
    with content.open("rb") as raw:
        start = raw.read(LONGEST_HEADING_BYTES)
    if not start.strip():
        raise _refused(
            file, "crime-file-empty", "the file is empty", "download it again"
        )
    if start.lstrip().startswith(b"<"):
        raise _refused(
            file,
            "crime-file-web-page",
            "this is a web page saved under the name of a file of rows",
            "download the file itself and take that in",
        )
    first_line = start.decode("utf-8-sig", errors="replace").splitlines()[0]
    return [name.strip() for name in next(csv.reader([first_line]))]


def _kind(file: PoliceFile, heading: Sequence[str]) -> Kind:
    kind = Kind.OUTCOMES if "Outcome type" in heading else Kind.STREET
    kind = file.kind or kind
    missing = [name for name in COLUMNS[kind] if name not in heading]
    if missing:
        raise FileRefused(
            [
                Finding(
                    rule="crime-column-missing",
                    severity=Severity.BLOCK,
                    message=f"the file lacks the column {', '.join(missing)}",
                    fix="download the file again and take it in unchanged",
                    file=file.shown,
                    row=1,
                    column=missing[0],
                    found=", ".join(heading)[:200],
                )
            ]
        )
    return kind


def _is_whole(copy: Path) -> bool:
    """Whether the last row ends, as that of every published file does."""
    with copy.open("rb") as raw:
        raw.seek(-1, SEEK_END)
        return raw.read() in LINE_ENDS


def _rewrite(
    file: PoliceFile, content: Path, heading: Sequence[str], wanted: Sequence[str]
) -> Path:
    """Write the rows again with the wanted columns alone, in order.

    A row of another width than the heading's is written as it is, to be found when the
    rows are read.
    """
    places = [heading.index(name) for name in wanted]
    aside = content.with_suffix(REWRITTEN)
    row = 0
    try:
        with (
            content.open("r", encoding="utf-8-sig", newline="") as text,
            aside.open("w", encoding="utf-8", newline="") as again,
        ):
            writer = csv.writer(again)
            for row, cells in enumerate(csv.reader(text), start=1):
                is_whole = len(cells) == len(heading)
                if not is_whole and len(cells) == len(wanted):
                    raise _bad_row(file, row, f"{len(cells)} columns, not as headed")
                writer.writerow([cells[at] for at in places] if is_whole else cells)
    except UnicodeDecodeError as error:
        raise _bad_row(file, None, "letters that are not in UTF-8") from error
    except csv.Error as error:
        raise _bad_row(file, row + 1, f"it does not read as CSV ({error})") from error
    return aside


def _bad_row(file: PoliceFile, row: int | None, found: str) -> FileRefused:
    finding = Finding(
        rule="crime-row-unreadable",
        severity=Severity.BLOCK,
        message=f"the rows cannot be read: {found}",
        fix="download the file again and take it in unchanged",
        file=file.shown,
        row=row,
        found=found,
    )
    return FileRefused([finding])


def _told_by_rows(file: PoliceFile, content: Path) -> tuple[str, str]:
    with content.open("r", encoding="utf-8", errors="replace", newline="") as text:
        rows = csv.reader(text)
        try:
            first = [*islice(rows, 2)][1]
        except (IndexError, csv.Error):
            first = []
    try:
        month = str(Month.parse(first[1]))
        return find_force(first[2]).force, month
    except (IndexError, NotAPeriod, UnknownName) as error:
        raise _refused(
            file,
            "crime-file-unnamed",
            "neither the file's name nor its rows tell its force and month",
            "give it back its published name, such as 2024-01-lancashire-street.csv",
        ) from error


def _known_force(file: PoliceFile, force: str) -> str:
    try:
        return find_force(force).force
    except UnknownName as error:
        raise _refused(
            file,
            "crime-force-unknown",
            f"there is no police force “{force}”",
            "give the file back its published name, such as 2024-01-kent-street.csv, "
            "or name the office's force in fundtrack.toml",
        ) from error


def _from_api(
    file: PoliceFile, content: Path, sha256: str, office_force: str
) -> CrimeFile:
    try:
        answer = json.loads(content.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _refused(
            file,
            "crime-json-unreadable",
            "the file does not read as JSON; it may be cut short",
            "ask the API again and keep its whole answer",
        ) from error
    force = _known_force(file, file.force or office_force)
    try:
        kind, rows = api_rows(answer, find_force(force).name)
    except (*NOT_OF_THE_API, NotAPeriod) as error:
        raise _refused(
            file,
            "crime-json-not-api",
            "this is JSON, but not a list of crimes or outcomes as the police.uk API "
            "gives it; counts that others added up cannot be taken in",
            "take in the street files, or the API's own answer to crimes-street",
        ) from error
    rewritten = content.with_suffix(REWRITTEN)
    with rewritten.open("w", encoding="utf-8", newline="") as again:
        writer = csv.writer(again)
        writer.writerow(COLUMNS[kind])
        writer.writerows(rows)
    return CrimeFile(
        shown=file.shown,
        path=rewritten,
        kind=kind,
        force=force,
        month=file.month or (rows[0][1] if rows else ""),
        sha256=sha256,
        is_from_api=True,
    )


def _refused(file: PoliceFile, rule: str, message: str, fix: str) -> FileRefused:
    return FileRefused(
        [
            Finding(
                rule=rule,
                severity=Severity.BLOCK,
                message=message,
                fix=fix,
                file=file.shown,
            )
        ]
    )
