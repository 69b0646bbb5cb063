"""Make a frozen return again from its manifest and snapshot, and compare."""

import hashlib
from dataclasses import replace
from pathlib import Path

from fundtrack.returns.frozen import LAYOUT_FILE
from fundtrack.returns.frozen import Differing
from fundtrack.returns.frozen import Facts
from fundtrack.returns.frozen import changed_files
from fundtrack.returns.frozen import differing_bytes
from fundtrack.returns.frozen import differing_cells
from fundtrack.returns.frozen import program
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import layout_of
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_papers
from fundtrack.returns.making import order_of
from fundtrack.returns.making import render_sheets
from fundtrack.returns.papers import Papers
from fundtrack.returns.rules import RULES_SHA256
from fundtrack.returns.sections import sheets
from fundtrack.returns.templates.frozen import BLANKS
from fundtrack.returns.templates.frozen import filled_files
from fundtrack.store.snapshot import Books

BY_RULES = frozenset({"checks", "signing", "sources"})
"""The sections that name rules or what they found: others would say something else."""


def is_same_program(facts: Facts) -> bool:
    """Whether the very versions that froze a return would make it again."""
    return {name: facts.get(name) for name in program()} == program()


def how_compared(facts: Facts) -> str:
    """Say what a frozen return is compared by, and what froze it."""
    how = "every byte" if is_same_program(facts) else "every cell"
    said = f"{how} compared; frozen by fundtrack {facts['program_version']}"
    if is_same_program(facts) or _has_same_rules(facts):
        return said
    return f"{said} under other rules, whose checks are as they were frozen"


def differences(folder: Path, facts: Facts, books: Books) -> list[Differing]:
    """List where frozen files are not what manifest and snapshot make.

    The same program must give the same bytes; another version the same cells, by the
    layout that was frozen, but for what other rules would say.

    Args:
        books: the snapshot that the manifest names.
    """
    layout, papers = _frozen_layout(folder, facts), _papers(books, facts)
    made = sheets(papers, layout)
    if is_same_program(facts):
        filled = filled_files(books, papers, folder / BLANKS)
        again = differing_bytes(folder, render_sheets(papers, made) | filled)
    else:
        ruled = {it.name for it in layout.sheets if it.rows in BY_RULES}
        but = () if _has_same_rules(facts) else ruled
        again = differing_cells(folder, made, but)
    known = {each.place for each in again}
    changed = changed_files(folder, facts)
    return [*again, *(each for each in changed if each.place not in known)]


def _has_same_rules(facts: Facts) -> bool:
    return facts.get("rules_sha256") == RULES_SHA256


def _frozen_layout(folder: Path, facts: Facts) -> Layout:
    path = folder / LAYOUT_FILE
    written = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(written).hexdigest() == facts["layout_sha256"]:
        return layout_of(facts["layout"], written)
    return read_layout(facts["layout"])


def _papers(books: Books, facts: Facts) -> Papers:
    """Make the papers again, naming the program that made them first."""
    papers = make_papers(books, order_of(facts))
    named = f"fundtrack {facts['program_version']}"
    return replace(papers, setting=replace(papers.setting, program=named))
