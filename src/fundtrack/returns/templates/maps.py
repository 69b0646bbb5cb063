"""The map of a funder's workbook: what goes into each cell, and the words near it."""

import hashlib
import json
import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.pages import Address
from fundtrack.returns.templates.pages import address_of
from fundtrack.returns.templates.pages import place_of

RUNNING = "#"
"""In a map for a block of cells: the number of the row within the block."""
LEAVE_EMPTY = "leave empty"
_BEGINS = re.compile(r"((?:less\s|[-−+])?)\s*(.*)", re.IGNORECASE)
_SIGNED = re.compile(r"\s+([+−-])\s+")


class Does(StrEnum):
    """What a map says of a cell."""

    FILL = "fill"
    CHECK = "check"
    """The funder's own formula, which must come to this figure."""
    FIXED = "fixed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a sum, with its sign."""

    sign: int
    name: str


@dataclass(frozen=True, slots=True)
class MappedCell:
    """What is done with one cell; `says` is a sum of figure names, or fixed words."""

    sheet: str
    address: str
    does: Does
    says: str
    near: Labels

    @property
    def at(self) -> Address:
        """Where it is."""
        return self.sheet, self.address

    @property
    def terms(self) -> tuple[Term, ...]:
        """The figures it takes; none where it is fixed or left empty."""
        return terms_of(self.says) if self.does in {Does.FILL, Does.CHECK} else ()


TemplateMap = tuple[MappedCell, ...]


def terms_of(written: str) -> tuple[Term, ...]:
    """Read a sum such as `claim/so-far - claim/now`; a sign before the first counts."""
    parts = _SIGNED.split(f" {written.strip()}")
    begins = _BEGINS.match(parts[0].strip())
    sign = -1 if begins and begins[1] not in {"+", ""} else 1
    terms = [Term(sign, begins[2] if begins else "")]
    for mark, name in zip(parts[1::2], parts[2::2], strict=True):
        terms.append(Term(1 if mark == "+" else -1, name.strip()))
    return tuple(term for term in terms if term.name)


def map_text(cells: TemplateMap) -> str:
    """Write a map as the books keep it."""
    return json.dumps(
        [[it.sheet, it.address, str(it.does), it.says, *it.near.parts] for it in cells],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_map(text: str) -> TemplateMap:
    """Read a map that the books keep."""
    return tuple(
        MappedCell(sheet, address, Does(does), says, Labels(*near))
        for sheet, address, does, says, *near in json.loads(text)
    )


def map_sha256(cells: TemplateMap) -> str:
    """Hash a map, so that a manifest can name it."""
    return hashlib.sha256(map_text(cells).encode()).hexdigest()


def map_from_toml(said: Mapping[str, Any]) -> TemplateMap:
    """Read the cells of a template pack; a block stands for each of its cells.

    `cell = "A6:A45"` with `figure = "milestones/#/milestone"` maps forty cells, `#`
    being 1 in the first row.
    """
    return tuple(each for cell in said["cell"] for each in _mapped(cell))


def _mapped(said: Mapping[str, Any]) -> Iterator[MappedCell]:
    near: Sequence[str] = said.get("near", ("", "", ""))
    does, says = _said(said)
    for number, address in enumerate(_addresses(said["cell"]), start=1):
        written = says.replace(RUNNING, str(number)) if does is not Does.FIXED else says
        yield MappedCell(said["sheet"], address, does, written, Labels(*near))


def _said(said: Mapping[str, Any]) -> tuple[Does, str]:
    if "figure" in said:
        return Does.FILL, said["figure"]
    if "check" in said:
        return Does.CHECK, said["check"]
    if "text" in said:
        return Does.FIXED, said["text"]
    return Does.EMPTY, ""


def _addresses(written: str) -> Iterator[str]:
    first, _, last = written.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        raise ValueError(f"{written} in a template pack is no cell")
    for row in range(start[0], end[0] + 1):
        yield address_of((row, start[1]))
