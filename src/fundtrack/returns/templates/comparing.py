"""Compare two versions of a funder's workbook: what was added, moved, renamed, gone."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fundtrack.returns.templates.inputs import Input
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.pages import Address
from fundtrack.returns.templates.pages import FunderWorkbook


class Change(StrEnum):
    """What became of a cell from one version to the next."""

    SAME = "same"
    MOVED = "moved"
    RENAMED = "renamed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell in two versions; what is not there is empty."""

    change: Change
    sheet: str
    cell: str
    words: str
    old_sheet: str
    old_cell: str
    old_words: str

    @property
    def in_words(self) -> str:
        """What changed, in a few words."""
        if self.change is Change.MOVED:
            return f"moved from {self.old_sheet} {self.old_cell}"
        if self.change is Change.RENAMED:
            return f"was “{self.old_words}”"
        return "" if self.change is Change.SAME else str(self.change)


def compare(old: FunderWorkbook, new: FunderWorkbook) -> tuple[CellChange, ...]:
    """List every cell to fill or worked out, with what became of it.

    A cell is the same while its words are; words found elsewhere moved. Cells of equal
    words, such as the rows of a list, are matched in their order.
    """
    before, after = list(inputs_of(old)), list(inputs_of(new))
    pairs = _matched(before, after)
    old_inputs = {it.address: it for it in before}
    matched = {at: old_inputs[was] for at, was in pairs.items()}
    kept = set(pairs.values())
    return (
        *(_of_pair(it, matched.get(it.address)) for it in after),
        *(_gone(it) for it in before if it.address not in kept),
    )


def carried(
    changes: Sequence[CellChange], cells: TemplateMap
) -> Mapping[Address, tuple[MappedCell, str]]:
    """Give what each cell of the new version was answered before, and what changed.

    A renamed cell is asked anew: other words may mean another figure.
    """
    mapped = {cell.at: cell for cell in cells}
    return {
        (it.sheet, it.cell): (mapped[it.old_sheet, it.old_cell], it.in_words)
        for it in changes
        if it.change in {Change.SAME, Change.MOVED}
        and (it.old_sheet, it.old_cell) in mapped
    }


def _matched(before: Sequence[Input], after: Sequence[Input]) -> dict[Address, Address]:
    """Match new cells with old ones: by their words on their sheet, anywhere, by place.

    Of several with the same words the one in the same place is taken, else the first.
    """
    pairs: dict[Address, Address] = {}
    for key in (_key, _loose, _place):
        taken = set(pairs.values())
        pool: dict[object, list[Address]] = defaultdict(list)
        for each in before:
            if each.address not in taken:
                pool[key(each)].append(each.address)
        waiting = [each for each in after if each.address not in pairs]
        waiting.sort(key=lambda each: each.address not in pool[key(each)])
        for each in waiting:
            if left := pool[key(each)]:
                at = left.index(each.address) if each.address in left else 0
                pairs[each.address] = left.pop(at)
    return pairs


def _place(asked: Input) -> Address:
    return asked.address


def _key(asked: Input) -> tuple[str, ...]:
    return (asked.sheet, *asked.labels.key)


def _loose(asked: Input) -> tuple[str, ...]:
    return asked.labels.key


def _of_pair(now: Input, before: Input | None) -> CellChange:
    sheet, cell = now.address
    if before is None:
        return CellChange(Change.ADDED, sheet, cell, now.labels.words, "", "", "")
    change = Change.SAME if before.address == now.address else Change.MOVED
    if not before.labels.is_same(now.labels):
        change = Change.RENAMED
    return CellChange(
        change,
        sheet,
        cell,
        now.labels.words,
        *before.address,
        before.labels.words,
    )


def _gone(before: Input) -> CellChange:
    return CellChange(Change.GONE, "", "", "", *before.address, before.labels.words)
