"""Look into a funder's workbook before it is read, and pack one so that files agree.

What cannot be filled safely is refused here by name: the old .xls form, a password,
macros, a damaged archive, parts that no spreadsheet program writes, and sheets whose
formats were copied to the last row.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from collections.abc import Mapping
from xml.parsers import expat

from fundtrack.errors import FileRefused
from fundtrack.returns.templates import messages
from fundtrack.sources.streamed_xml import NotSheetsError
from fundtrack.sources.streamed_xml import new_parser

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
FIRST_MEMBERS = ("[Content_Types].xml", "_rels/.rels")
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")
MOST_BYTES = 200_000_000
"""Unpacked; a form with pictures holds a few million."""
MOST_CELLS = 50_000
"""Of one sheet; a form holds some thousands, a format copied down a million."""
BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    zlib.error,
)
"""What reading a damaged archive raises."""

Start = Callable[[str, dict[str, str]], None]
"""What is called for each element of a part: its name, its attributes."""

Members = Mapping[str, bytes]
"""The parts of a packed workbook by their names."""

_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']\w+?(\d+):\w+?(\d+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["']""")


def unpack(file: str, content: bytes) -> dict[str, bytes]:
    """Read every part of a workbook.

    Raises:
        FileRefused: for a file that is no .xlsx workbook without macros, or damaged.
    """
    if content.startswith(OLD_WORKBOOK):
        raise messages.unreadable(
            file,
            "it is an old .xls workbook, or one that opens with a password",
            "open it, take the password away and save it as .xlsx",
        )
    try:
        members = _members(file, content)
    except BROKEN as error:
        raise messages.unreadable(
            file,
            f"it is damaged or no .xlsx workbook ({error})",
            "fetch it again from the funder, or save it as .xlsx",
        ) from error
    _require_plain(file, members)
    return members


def _members(file: str, content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > MOST_BYTES:
            raise messages.unreadable(
                file,
                f"it unpacks to {unpacked // 1_000_000:,} MB, as no form does",
                "ask the funder for a fresh copy",
            )
        return {
            name: packed.read(name)
            for name in packed.namelist()
            if not name.endswith("/")
        }


def _require_plain(file: str, members: Members) -> None:
    if WORKBOOK not in members:
        raise messages.unreadable(
            file, "it holds no workbook", "save it as .xlsx and try again"
        )
    if macros := [name for name in members if name.startswith(MACROS)]:
        raise messages.unreadable(
            file,
            f"it holds macros ({macros[0]}), which are neither run nor filled",
            "ask the funder for a form without macros, or save a copy as .xlsx",
        )
    for name, sheet in sheet_parts(file, members).items():
        rows = [int(row) for row in _ROW.findall(members[sheet])]
        cells = max(len(_CELL.findall(members[sheet])), len(rows))
        merged = [
            int(end) - int(start) + 1 for start, end in _MERGED.findall(members[sheet])
        ]
        cells = max([cells, *merged])
        if cells > MOST_CELLS:
            last = max([*rows, *merged])
            found = f"{cells:,} cells, down to row {last:,}"
            raise messages.too_wide(file, name, found)


def sheet_parts(file: str, members: Members) -> dict[str, str]:
    """Give the part that holds each sheet, by the sheet's name.

    Raises:
        FileRefused: when the XML cannot be read.
    """
    named: dict[str, str] = {}
    targets: dict[str, str] = {}

    def start(tag: str, said: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "sheet":
            of = {key.rpartition(":")[2]: value for key, value in said.items()}
            named[of.get("name", "")] = of.get("id", "")
        elif local == "Relationship":
            path = posixpath.join("/xl", said.get("Target", ""))
            targets[said.get("Id", "")] = path[1:]

    for part in (WORKBOOK, RELATIONS):
        parse(file, members.get(part, b"<none/>"), start)
    paths = {name: targets.get(relation, "") for name, relation in named.items()}
    return {
        name: path
        for name, path in paths.items()
        if path in members and "worksheets/" in path
    }


def parse(file: str, part: bytes, start: Start) -> None:
    """Run through one part, calling `start` for each element.

    Raises:
        FileRefused: when it is no XML that a spreadsheet program writes.
    """
    parser = new_parser()
    parser.StartElementHandler = start
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes no names
    except NotSheetsError as error:
        raise messages.unreadable(file, *error.args) from error
    except expat.ExpatError as error:
        raise broken_xml(file, error) from error


def broken_xml(file: str, error: object) -> FileRefused:
    """Refuse a workbook whose inside is damaged."""
    return messages.unreadable(
        file,
        f"its inside is damaged ({error})",
        "open it in a spreadsheet program, save it again as .xlsx and try that",
    )


def pack(members: Members) -> bytes:
    """Pack parts in a fixed order, with fixed times, uncompressed: equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as kept:
        for name in sorted(members, key=lambda name: (name not in FIRST_MEMBERS, name)):
            member = zipfile.ZipInfo(name, FIXED_TIME)
            member.create_system = 0
            kept.writestr(member, members[name])
    return packed.getvalue()
