"""Make a frozen return again from its manifest and snapshot, and compare."""

from pathlib import Path

from fundtrack.returns.frozen import Differing
from fundtrack.returns.frozen import Facts
from fundtrack.returns.frozen import changed_files
from fundtrack.returns.frozen import differing_bytes
from fundtrack.returns.frozen import differing_cells
from fundtrack.returns.frozen import program
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_papers
from fundtrack.returns.making import order_of
from fundtrack.returns.making import render_sheets
from fundtrack.returns.sections import sheets
from fundtrack.returns.templates.frozen import BLANKS
from fundtrack.returns.templates.frozen import filled_files
from fundtrack.store.snapshot import Books


def is_same_program(facts: Facts) -> bool:
    """Whether the very versions that froze a return would make it again."""
    return {name: facts.get(name) for name in program()} == program()


def differences(folder: Path, facts: Facts, books: Books) -> list[Differing]:
    """List where frozen files are not what manifest and snapshot make.

    The same program must give the same bytes; another version the same cells.

    Args:
        books: the snapshot that the manifest names.
    """
    made = sheets(papers := make_papers(books, order_of(facts)), read_layout())
    if is_same_program(facts):
        filled = filled_files(books, papers, folder / BLANKS)
        again = differing_bytes(folder, render_sheets(papers, made) | filled)
    else:
        again = differing_cells(folder, made)
    known = {each.place for each in again}
    changed = changed_files(folder, facts)
    return [*again, *(each for each in changed if each.place not in known)]
