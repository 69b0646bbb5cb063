"""Make the workbook and the map of every template pack.

Run: python data/templates/builder [FOLDER]
Without a folder the packs beside this program are written anew.
"""

import sys
import tomllib
from itertools import groupby
from pathlib import Path

from hotspot import hotspot
from pages import Book
from safer_streets import safer_streets

from fundtrack.returns.templates.inputs import input_places
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.labels import SheetLabels
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import map_from_toml
from fundtrack.returns.templates.packs import MAP
from fundtrack.returns.templates.packs import WORKBOOK
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.reading import read_funder_workbook

HERE = Path(__file__).parents[1]
PACKS = {
    "safer-streets-quarterly": (
        safer_streets,
        "Safer Streets round 5, quarterly claim and monitoring",
        "Our reconstruction, not the Home Office form",
    ),
    "hotspot-labour": (
        hotspot,
        "Hotspot response, quarterly claim by labour and non-labour",
        "Made up to show such a claim; no funder's form",
    ),
}


def main(named: list[str]) -> None:
    """Write every pack into the folder named, or into its place."""
    folder = Path(named[0]) if named else HERE
    for name, (draw, title, about) in PACKS.items():
        book = draw()
        content = book.bytes()
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / WORKBOOK).write_bytes(content)
        head = f'title = "{title}"\nabout = "{about}"\n\n'
        lines = _with_words(book, content)
        (folder / name / MAP).write_text(head + lines, encoding="utf-8")


def _with_words(book: Book, content: bytes) -> str:
    """Add to each line of the map the words that stand near its cells.

    The rows of a list have the same words, so that one line serves them all.
    """
    workbook = read_funder_workbook(WORKBOOK, content)
    sheets = {
        sheet.name: SheetLabels(sheet, input_places(sheet)) for sheet in workbook.sheets
    }
    lines = []
    for line in book.lines:
        cells = map_from_toml({"cell": tomllib.loads(line)["cell"]})
        near = [_near(sheets, cell) for cell in cells]
        ((words, _),) = groupby(near)
        quoted = ", ".join(f'"{word}"' for word in words.parts)
        lines.append(f"{line}near = [{quoted}]\n")
    return "\n".join(lines)


def _near(sheets: dict[str, SheetLabels], cell: MappedCell) -> Labels:
    return sheets[cell.sheet].of(place_of(cell.address) or (0, 0))


main(sys.argv[1:])
