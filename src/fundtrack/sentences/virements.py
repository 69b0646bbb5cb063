"""Virements in words: what one would move, what was done, and who may decide."""

from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.virements import Virement
from fundtrack.metrics.virement_effects import CellEffect
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import spoken

Effects = tuple[CellEffect, CellEffect]


def cell_words(cell: Cell, areas: Mapping[str, str]) -> str:
    """Write a cell as people name it: place, project, heading, kind and year."""
    parts = [
        areas.get(cell.area, spoken(cell.area)),
        spoken(cell.project),
        spoken(cell.heading),
        cell.kind,
        cell.year,
    ]
    named = zip(parts, cell.parts[1:], strict=True)
    return ", ".join(words for words, part in named if part != ANY)


def effect_words(effects: Effects, areas: Mapping[str, str]) -> str:
    """Say what a virement would do, while nothing is asked for yet."""
    given, taken = effects
    return (
        f"{show_pence(taken.change_pence)} would go from "
        f"{cell_words(given.cell, areas)} to {cell_words(taken.cell, areas)}. The "
        f"first keeps {show_pence(given.free_after)} that is neither ordered, owed nor "
        "spent. Nothing is asked for yet."
    )


def asked_words(number: int, pence: Pence, able: Sequence[str]) -> str:
    """Say that a virement was asked for, and who may decide on it."""
    return (
        f"Virement {number} over {show_pence(pence)} is asked for. {may_decide(able)}"
    )


def decided_words(virement: Virement, areas: Mapping[str, str], state: str) -> str:
    """Say what was decided, and what it did."""
    named = f"Virement {virement.number}, {show_pence(virement.pence)}, is {state}."
    if state != "approved":
        return f"{named} Nothing has moved."
    return (
        f"{named} The budget has moved from {cell_words(virement.from_cell, areas)} to "
        f"{cell_words(virement.to_cell, areas)}."
    )


def may_decide(able: Sequence[str]) -> str:
    """Say who may decide."""
    if not able:
        return "Nobody holds a role that may decide on so much."
    return f"{listed(able)} may decide."


def waiting_words(count: int, for_reader: int) -> str:
    """Head the virements that wait, and say how many the reader may decide on."""
    said = f"{counted(count, 'virement')} waiting for a decision"
    if not for_reader:
        return said
    return f"{said}, {_share(count, for_reader)}"


def _share(count: int, for_reader: int) -> str:
    if count == for_reader:
        return "yours to decide"
    return f"{for_reader} of them yours to decide"
