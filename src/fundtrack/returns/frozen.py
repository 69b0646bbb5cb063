"""Frozen returns: a folder of files that never change, and the manifest beside them."""

import csv
import hashlib
import io
import json
import os
import shutil
from collections.abc import Container
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from fundtrack import __version__
from fundtrack.errors import BooksUnreadable
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.ods import ods_bytes
from fundtrack.returns.packing import unpacked
from fundtrack.returns.texts import csv_bytes
from fundtrack.returns.texts import csv_name
from fundtrack.returns.texts import html_bytes
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from fundtrack.store.connection import storage_errors

MANIFEST = "manifest.json"
LAYOUT_FILE = "layout.toml"
PACKED = frozenset({".xlsx", ".ods"})
"""The files that are documents with members of their own."""
Facts = Mapping[str, Any]
"""What a manifest says, as JSON holds it."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Where a frozen return and the same return made again differ."""

    place: str
    frozen: str
    again: str


def program() -> dict[str, str]:
    """Name the versions that decide how a return's bytes come out."""
    return {
        "program_version": __version__,
        "duckdb_version": version_of("duckdb"),
        "xlsxwriter_version": version_of("xlsxwriter"),
        "reportlab_version": version_of("reportlab"),
    }


def program_name() -> str:
    """Name the program and its version, as the return prints it."""
    return f"fundtrack {__version__}"


def render(
    return_id: str, sheets: Sequence[Sheet], office: str, banner: str
) -> dict[str, bytes]:
    """Make every file of a return that can be made again: the PDF is not among them."""
    title = f"{banner}{sheets[0].about}"
    said = Properties(title, return_id, office)
    made = {
        f"{return_id}.xlsx": workbook_bytes(sheets, said),
        f"{return_id}.ods": ods_bytes(sheets, said),
        f"{return_id}.html": html_bytes(sheets, title),
    }
    return made | {
        csv_name(number, sheet): csv_bytes(sheet)
        for number, sheet in enumerate(sheets, start=1)
    }


def hashes(made: Mapping[str, bytes]) -> dict[str, str]:
    """Give the sha256 of each file."""
    return {name: hashlib.sha256(held).hexdigest() for name, held in made.items()}


def freeze(folder: Path, made: Mapping[str, bytes], facts: Facts) -> None:
    """Write the files aside, then name the folder, so that it is whole or not there.

    Whatever stands under the name was left by a certification that never happened. The
    files are on the disk before they count, also after a power cut.

    Raises:
        NoRoom: when the disk is full or the folder cannot be written; nothing is left.
    """
    aside = folder.with_name(f".{folder.name}.new")
    manifest = json.dumps({**facts, "files": hashes(made)}, indent=1, sort_keys=True)
    with storage_errors(folder.parent):
        try:
            thaw(aside)
            for name, held in {**made, MANIFEST: f"{manifest}\n".encode()}.items():
                path = aside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(held)
                with path.open("rb") as file:
                    os.fsync(file.fileno())
            thaw(folder)
            aside.rename(folder)
        finally:
            thaw(aside)


def thaw(folder: Path) -> None:
    """Take away a folder that no certified return stands in, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def read_manifest(folder: Path) -> Facts:
    """Read the manifest of a frozen return.

    Raises:
        BooksUnreadable: when it is missing or damaged.
    """
    path = folder / MANIFEST
    try:
        facts: Facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BooksUnreadable(path, "no manifest that can be read") from error
    return facts


def changed_files(folder: Path, facts: Facts) -> list[Differing]:
    """List the frozen files that are not what the manifest says."""
    found = []
    for name, sha256 in sorted(facts["files"].items()):
        path = folder / name
        held = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        if held != sha256:
            found.append(Differing(name, held or "missing", sha256))
    return found


def differing_bytes(folder: Path, made: Mapping[str, bytes]) -> list[Differing]:
    """Compare frozen files with the same files made again, byte by byte.

    Of a document that another machine packed more or less tightly, what it holds.
    """
    return [
        each
        for each in changed_files(folder, {"files": hashes(made)})
        if not _holds_the_same(folder / each.place, made[each.place])
    ]


def _holds_the_same(path: Path, again: bytes) -> bool:
    if path.suffix not in PACKED or not path.is_file():
        return False
    held = unpacked(path.read_bytes())
    return held is not None and held == unpacked(again)


def differing_cells(
    folder: Path, sheets: Sequence[Sheet], but: Container[str] = ()
) -> list[Differing]:
    """Compare every cell with the same return made again by another version.

    Args:
        but: the names of sheets that are not compared.
    """
    found: list[Differing] = []
    for number, sheet in enumerate(sheets, start=1):
        if sheet.name in but:
            continue
        name = csv_name(number, sheet)
        path = folder / name
        frozen = _cells(path.read_bytes()) if path.is_file() else []
        again = _cells(csv_bytes(sheet))
        found.extend(_differing(name, frozen, again))
    return found


def _cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def _differing(
    name: str, frozen: list[list[str]], again: list[list[str]]
) -> list[Differing]:
    if len(frozen) != len(again):
        return [Differing(name, f"{len(frozen)} rows", f"{len(again)} rows")]
    return [
        Differing(f"{name}, row {down}, column {at}", held, made)
        for down, (left, right) in enumerate(zip(frozen, again, strict=True), start=1)
        for at, (held, made) in enumerate(zip(left, right, strict=False), start=1)
        if held != made
    ]
