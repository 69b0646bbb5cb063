"""Which cells of a funder's workbook are there to be filled, and which are totals."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fundtrack.returns.templates import messages
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.labels import SheetLabels
from fundtrack.returns.templates.pages import INPUT
from fundtrack.returns.templates.pages import Address
from fundtrack.returns.templates.pages import FunderCell
from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import Place
from fundtrack.returns.templates.pages import address_of

MOST_INPUTS = 3_000
"""Of one sheet; above it formats were copied down."""
PROMPTS = ("select", "choose", "enter", "insert", "please", "[", "<", "dd/mm", "£")
"""How words begin that stand in an answer's place until it is given."""


@dataclass(frozen=True, slots=True)
class Input:
    """One cell to fill, or a formula of the funder's that our total must equal."""

    sheet: str
    place: Place
    labels: Labels
    cell: FunderCell

    @property
    def address(self) -> Address:
        """Where it is, as a spreadsheet names it."""
        return self.sheet, address_of(self.place)

    @property
    def is_total(self) -> bool:
        """Whether the workbook works it out itself."""
        return bool(self.cell.formula)


def inputs_of(workbook: FunderWorkbook) -> tuple[Input, ...]:
    """List the cells to fill and the totals, in the order in which they are read.

    A hidden sheet is the funder's own business: lists, or marks for its programs.

    Raises:
        FileRefused: when formats were copied over a whole sheet.
    """
    found: list[Input] = []
    seen = [sheet for sheet in workbook.sheets if not sheet.is_hidden]
    shown = {sheet.name: shown_places(sheet) for sheet in seen}
    for sheet in seen:
        places = shown[sheet.name] if any(shown.values()) else input_places(sheet)
        if len(places) > MOST_INPUTS:
            last = max(row for row, _ in places)
            raise messages.too_wide(
                workbook.file,
                sheet.name,
                f"{len(places):,} cells that look like inputs, down to row {last:,}",
            )
        labels = SheetLabels(sheet, places)
        listed = [*places, *_totals(sheet)]
        made = (
            Input(sheet.name, place, labels.of(place), sheet.cell(place))
            for place in sorted(listed)
        )
        found.extend(each for each in made if each.labels.any)
    return tuple(found)


def input_places(sheet: FunderSheet) -> list[Place]:
    """Find the cells that a person fills, by row and column.

    Where a sheet shows none, those beside the only words of a row.
    """
    shown = shown_places(sheet)
    return shown if shown or sheet.is_protected else sorted(_beside_labels(sheet))


def shown_places(sheet: FunderSheet) -> list[Place]:
    """Find the cells that a sheet shows to be filled.

    On a protected sheet these are the unlocked cells. Elsewhere they are the cells
    with a rule for what may stand in them, and the empty ones that are unlocked, else
    coloured, else bordered.
    """
    if sheet.is_protected:
        return sorted(
            place
            for place, cell in sheet.cells.items()
            if cell.is_unlocked and _is_open(cell)
        )
    empty = {place for place, cell in sheet.cells.items() if _awaits(cell)}
    ruled = {place for place in empty if sheet.cell(place).has_rule}
    seen = next(filter(None, _shown(sheet, empty)), set())
    return sorted(ruled | seen)


def _shown(sheet: FunderSheet, empty: set[Place]) -> Iterator[set[Place]]:
    """Give the cells that a sheet shows as inputs, by the surest sign first.

    A colour that headings have as well is no sign.
    """
    taken = {cell.look for cell in sheet.cells.values() if cell.text}
    prompts = {sheet.cell(place).look for place in empty if sheet.cell(place).text}
    plain = (taken - prompts) | {""}
    yield {place for place in empty if sheet.cell(place).is_unlocked}
    yield {
        place
        for place in empty
        if (look := sheet.cell(place).look) == INPUT or look not in plain
    }
    yield {place for place in empty if sheet.cell(place).is_bordered}


def _is_open(cell: FunderCell) -> bool:
    return not cell.formula and not cell.is_covered


def _awaits(cell: FunderCell) -> bool:
    """Whether nothing stands in a cell yet, or a prompt, or a figure's nought."""
    if not _is_open(cell):
        return False
    is_prompt = cell.text.casefold().startswith(PROMPTS)
    return cell.is_empty or cell.has_rule or cell.holds == 0 or is_prompt


def _beside_labels(sheet: FunderSheet) -> Iterator[Place]:
    widths = Counter(row for (row, _), cell in sheet.cells.items() if not cell.is_empty)
    for (row, column), cell in sheet.cells.items():
        beside = (row, column + 1)
        is_label = cell.text and widths[row] == 1
        if is_label and _awaits(sheet.cell(beside)):
            yield beside


def _totals(sheet: FunderSheet) -> Iterator[Place]:
    return (
        place
        for place, cell in sheet.cells.items()
        if cell.formula and not cell.is_covered
    )
