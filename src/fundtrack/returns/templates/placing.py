"""Whether a map fits a workbook: its cells are where they were and can be filled."""

from collections.abc import Iterable
from collections.abc import Iterator

from fundtrack.findings import Finding
from fundtrack.returns.templates import messages
from fundtrack.returns.templates.inputs import input_places
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.labels import SheetLabels
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import Place
from fundtrack.returns.templates.pages import address_of
from fundtrack.returns.templates.pages import place_of


def misplaced(workbook: FunderWorkbook, cells: TemplateMap) -> list[Finding]:
    """List what keeps a map from being used on a workbook, cell by cell."""
    found: list[Finding] = []
    for name in dict.fromkeys(cell.sheet for cell in cells):
        mine = [cell for cell in cells if cell.sheet == name]
        sheet = workbook.sheet(name)
        if sheet is None:
            said = f"the workbook has no sheet “{name}”"
            fix = "compare it with the version that was confirmed: layout compare"
            at = (name, mine[0].address)
            found.append(
                messages.at_cell("template-moved", at, said, fix, file=workbook.file)
            )
            continue
        found += [
            messages.at_cell(rule, cell.at, said, fix, file=workbook.file)
            for cell, rule, said, fix in _of_sheet(sheet, mine)
        ]
    return found


_Wrong = tuple[MappedCell, str, str, str]


def _of_sheet(sheet: FunderSheet, cells: Iterable[MappedCell]) -> Iterator[_Wrong]:
    places = {cell.address: place_of(cell.address) or (0, 0) for cell in cells}
    inputs = {
        *input_places(sheet),
        *(places[cell.address] for cell in cells if cell.does is not Does.CHECK),
    }
    labels = SheetLabels(sheet, inputs)
    for cell in cells:
        if cell.does is Does.EMPTY:
            continue
        place = places[cell.address]
        if not place[0]:
            yield (
                cell,
                "template-cell",
                f"“{cell.address}” is no cell",
                "write it like D12",
            )
            continue
        if cell.near.any and not labels.of(place).is_same(cell.near):
            yield cell, "template-moved", *_moved(cell, labels, inputs, place)
        elif wrong := _unusable(sheet, cell, place):
            yield cell, *wrong


def _moved(
    cell: MappedCell, labels: SheetLabels, inputs: set[Place], place: Place
) -> tuple[str, str]:
    now = [address_of(each) for each in sorted(inputs) if _is(labels, each, cell.near)]
    stands = labels.of(place).words
    said = f"“{cell.near.words}” is no longer beside it"
    said += f"; “{stands}” is" if stands else "; no words are"
    said += f", and those words are now beside {', '.join(now)}" if now else ""
    return said, "see what moved with layout compare, and confirm this version"


def _is(labels: SheetLabels, place: Place, near: Labels) -> bool:
    return labels.of(place).is_same(near)


def _unusable(
    sheet: FunderSheet, mapped: MappedCell, place: Place
) -> tuple[str, str, str] | None:
    cell = sheet.cell(place)
    if mapped.does is Does.CHECK:
        if cell.formula:
            return None
        return (
            "template-formula",
            "no formula stands there to be checked",
            "map the figure as one to be filled, or leave the cell empty",
        )
    if cell.formula:
        return (
            "template-formula",
            f"a formula stands where a value belongs ({cell.formula[:60]})",
            "map it as a total to check, or leave it empty: the workbook fills it",
        )
    if cell.is_covered:
        first = cell.merged.partition(":")[0]
        return (
            "template-merged",
            f"it lies within the merged cells {cell.merged}",
            f"map {first}, which holds what is seen there",
        )
    if not sheet.can_be_filled(place):
        return (
            "template-locked",
            "it is locked on a protected sheet",
            "map an unlocked cell, or ask the funder for a workbook with it unlocked",
        )
    return None
