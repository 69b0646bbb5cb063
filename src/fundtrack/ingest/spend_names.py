"""Names in finance extracts, and the ids and budget cells they stand for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.cells import SpendKind

SUGGESTIONS = 3
_NOT_A_WORD = re.compile(r"[\W_]+")
_KINDS = {
    "capital": SpendKind.CAPITAL,
    "cap": SpendKind.CAPITAL,
    "c": SpendKind.CAPITAL,
    "revenue": SpendKind.REVENUE,
    "rev": SpendKind.REVENUE,
    "r": SpendKind.REVENUE,
}


@dataclass(frozen=True, slots=True)
class Named:
    """An id of the registers, its full name, and the fund and area it belongs to."""

    id: str
    name: str
    fund: str = ANY
    area: str = ANY


class NameIndex:
    """Finds ids by what people write: the id or the full name, in any case."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._held: dict[str, list[Named]] = {}
        for one in named:
            for key in {words(one.id), words(one.name)} - {""}:
                self._held.setdefault(key, []).append(one)

    def find(self, written: str, fund: str = ANY, area: str = ANY) -> set[str]:
        """Give the ids a name can stand for; fund and area narrow what fits several."""
        found = self._held.get(words(written), [])
        fitting = [
            one for one in found if one.fund in {ANY, fund} and one.area in {ANY, area}
        ]
        return {one.id for one in fitting or found}

    def areas_of(self, name: str, fund: str) -> list[str]:
        """List the areas in which a fund has what an id names."""
        found = [one for one in self._held.get(words(name), []) if one.id == name]
        return [one.area for one in found if one.fund in {ANY, fund}]

    def near(self, written: str) -> list[str]:
        """Suggest ids whose names look like what is written; else list some."""
        close = get_close_matches(words(written), self._held, n=SUGGESTIONS)
        keys = close or list(self._held)
        ids = dict.fromkeys(one.id for key in keys for one in self._held[key])
        return list(ids)[:SUGGESTIONS]


@dataclass(frozen=True, slots=True)
class SpendNames:
    """Everything a coding column can name, and the cells that hold a budget."""

    funds: NameIndex
    areas: NameIndex
    projects: NameIndex
    headings: NameIndex
    budgets: frozenset[Cell]

    def has_budget(self, cell: Cell) -> bool:
        """Whether money was allocated to the cell, or to more than it."""
        return cell in self.budgets or any(
            budget.covers(cell) for budget in self.budgets if not budget.is_whole
        )


def spend_kind(written: str) -> SpendKind | None:
    """Read capital or revenue, abbreviated or not."""
    return _KINDS.get(words(written))


def words(written: str) -> str:
    """Reduce a name to its words, so that `Town-Centre CCTV` is `town centre cctv`."""
    return _NOT_A_WORD.sub(" ", written).strip().casefold()
