"""Fill a funder's workbook with one return's figures: whole, or not at all."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fundtrack.errors import FiguresRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import blocking
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.templates import messages
from fundtrack.returns.templates.formulas import CannotWork
from fundtrack.returns.templates.formulas import Held
from fundtrack.returns.templates.formulas import Worker
from fundtrack.returns.templates.listed import parse_listed
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.named import NamedFigure
from fundtrack.returns.templates.packing import pack
from fundtrack.returns.templates.packing import unpack
from fundtrack.returns.templates.pages import NO_CELL
from fundtrack.returns.templates.pages import FunderCell
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import Place
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.patching import SheetEdits
from fundtrack.returns.templates.patching import patched
from fundtrack.returns.templates.placing import misplaced
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.registry import Registry
from fundtrack.returns.templates.table_sums import missed
from fundtrack.returns.templates.written import Number
from fundtrack.returns.templates.written import Written
from fundtrack.returns.templates.written import figure_written
from fundtrack.returns.templates.written import fixed_written

PENCE = Decimal("0.01")
ALIKE = Decimal("0.000001")
"""How far a worked-out share may lie from ours."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell as it was filled or checked, and the ids its figure is traced by.

    `written` is empty where nothing was said, so that the cell stays empty.
    """

    sheet: str
    cell: str
    does: str
    figure: str
    label: str
    written: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook, what stands in each cell, and what to look at."""

    content: bytes
    cells: tuple[FilledCell, ...]
    findings: tuple[Finding, ...]


def fill(workbook: FunderWorkbook, cells: TemplateMap, registry: Registry) -> Filled:
    """Write a return's figures into the cells that a map names.

    Raises:
        FiguresRefused: with every cell that cannot be filled and every total of the
            funder's that does not come to ours.
    """
    job = _Job(workbook, cells, registry)
    found = job.checked()
    if blocking(found):
        raise FiguresRefused(found)
    made = pack(
        patched(
            workbook.file,
            unpack(workbook.file, workbook.content),
            job.edits(),
            counts_from_1904=workbook.counts_from_1904,
        )
    )
    job.require_reads_back(made)
    return Filled(made, tuple(job.filled), tuple(found))


def check_fill(
    workbook: FunderWorkbook, cells: TemplateMap, registry: Registry
) -> list[Finding]:
    """List what would stop a workbook from being filled, and what to look at."""
    return _Job(workbook, cells, registry).checked()


class _Job:
    def __init__(
        self, workbook: FunderWorkbook, cells: TemplateMap, registry: Registry
    ) -> None:
        self._workbook = workbook
        self._cells = cells
        self._registry = registry
        self._writes: dict[tuple[str, Place], Written] = {}
        self._worker = Worker(workbook, self._writes)
        self.filled: list[FilledCell] = []
        self.findings: list[Finding] = []

    def checked(self) -> list[Finding]:
        """Work out every cell and total, and list all that is wrong at once."""
        found = [*misplaced(self._workbook, self._cells), *self.unknown()]
        if found:
            return found
        self.gather()
        more = (self.overflowing(), self.unequal(), self.unseen())
        return [*self.findings, *(each for part in more for each in part)]

    def unknown(self) -> list[Finding]:
        """Find names that this program's returns do not have."""
        catalogue = self._registry.catalogue
        return [
            messages.at_cell(
                "template-figure",
                cell.at,
                f"no return has a figure “{term.name}”",
                "confirm the layout again with one that the answers list",
                file=self._workbook.file,
                found=term.name,
            )
            for cell in self._cells
            for term in cell.terms
            if catalogue.kind(term.name) is None
        ]

    def gather(self) -> None:
        """Work out what goes into each cell."""
        file = self._workbook.file
        for mapped in self._cells:
            if mapped.does is Does.FIXED:
                written, wrong = fixed_written(mapped, self._funder_cell(mapped), file)
                self._take(mapped, written, "fixed text", ())
            elif mapped.does is Does.FILL and not self._is_spare(mapped):
                figure = self._registry.of_cell(mapped)
                written, wrong = figure_written(
                    mapped, self._funder_cell(mapped), figure, file
                )
                self._take(mapped, written, figure.label, figure.figures)
            else:
                continue
            self.findings += wrong

    def _is_spare(self, mapped: MappedCell) -> bool:
        """Whether it is of a row that this return's list does not reach."""
        listed = [parse_listed(term.name) for term in mapped.terms]
        rows = self._registry.listed
        return any(it and it.row > rows.count(it.sheet) for it in listed)

    def _take(
        self,
        mapped: MappedCell,
        written: Written | None,
        label: str,
        figures: tuple[str, ...],
    ) -> None:
        if written is not None:
            self._writes[mapped.sheet, _place(mapped)] = written
        self.filled.append(
            FilledCell(
                sheet=mapped.sheet,
                cell=mapped.address,
                does=str(mapped.does),
                figure=mapped.says,
                label=label,
                written="" if written is None else in_words(written),
                figures=figures,
            )
        )

    def _funder_cell(self, mapped: MappedCell) -> FunderCell:
        sheet = self._workbook.sheet(mapped.sheet)
        return sheet.cell(_place(mapped)) if sheet else NO_CELL

    def overflowing(self) -> Iterator[Finding]:
        """Find lists of the return that are longer than the workbook has room for."""
        room: dict[str, tuple[int, MappedCell]] = {}
        for cell in self._cells:
            for term in cell.terms:
                listed = parse_listed(term.name)
                if listed and listed.row >= room.get(listed.sheet, (0, cell))[0]:
                    room[listed.sheet] = (listed.row, cell)
        for sheet, (last, cell) in room.items():
            rows = self._registry.listed.count(sheet)
            if rows > last:
                yield messages.at_cell(
                    "template-room",
                    cell.at,
                    f"the return has {rows} rows of {sheet.replace('-', ' ')}, and "
                    f"the workbook has room for {last}",
                    "map more rows, or sums instead of rows, with layout confirm",
                    file=self._workbook.file,
                    found=str(rows),
                )

    def unequal(self) -> Iterator[Finding]:
        """Find totals of the funder's that do not come to ours."""
        for mapped in self._cells:
            if mapped.does is not Does.CHECK:
                continue
            figure = self._registry.of_cell(mapped)
            worked = self._worked(mapped.sheet, _place(mapped))
            ours = _as_decimal(figure)
            shown = "what cannot be worked out" if worked is None else str(worked)
            self.filled.append(
                FilledCell(
                    mapped.sheet,
                    mapped.address,
                    str(mapped.does),
                    mapped.says,
                    figure.label,
                    shown,
                    figure.figures,
                )
            )
            if not _is_equal(worked, ours):
                yield self._unequal(mapped, figure, worked)

    def _unequal(
        self, mapped: MappedCell, figure: NamedFigure, worked: Held
    ) -> Finding:
        ours = figure.value
        if figure.kind in MONEY and isinstance(ours, int):
            said = show_pence(Pence(ours))
        else:
            said = "nothing" if ours is None else str(ours)
        comes_to = "what cannot be worked out" if worked is None else str(worked)
        return messages.at_cell(
            "template-total",
            mapped.at,
            f"the funder's formula comes to {comes_to}, and {figure.label} is {said}",
            "some money is in no mapped cell or in two: confirm the layout anew",
            file=self._workbook.file,
            found=comes_to,
        )

    def unseen(self) -> Iterator[Finding]:
        """Tell of money in the financial table that no mapped cell takes."""
        names = [term.name for cell in self._cells for term in cell.terms]
        for column, rows in missed(self._registry.papers.figures, names).items():
            whose = ", ".join(
                f"{row.cell.area} {row.cell.heading} {row.cell.kind}" for row in rows
            )
            yield Finding(
                rule="template-misses-money",
                severity=Severity.WARN,
                message=f"no mapped cell takes the {column} of {whose}",
                fix="map a cell that takes it, unless the form does not ask for it",
                file=self._workbook.file,
            )

    def _worked(self, sheet: str, place: Place) -> Held:
        try:
            return self._worker.value(sheet, place)
        except CannotWork:
            return None

    def edits(self) -> Mapping[str, SheetEdits]:
        """Say what is written into each sheet, and what its formulas come to."""
        writes: dict[str, dict[Place, Written]] = defaultdict(dict)
        for (sheet, place), written in self._writes.items():
            writes[sheet][place] = written
        return {
            sheet.name: SheetEdits(
                writes[sheet.name],
                {
                    place: self._worked(sheet.name, place)
                    for place, cell in sheet.cells.items()
                    if cell.formula
                },
                frozenset(at for at, cell in sheet.cells.items() if cell.is_day),
            )
            for sheet in self._workbook.sheets
        }

    def require_reads_back(self, made: bytes) -> None:
        """Read the filled workbook again; another content would be our own bug."""
        again = read_funder_workbook(self._workbook.file, made)
        for (name, place), written in self._writes.items():
            sheet = again.sheet(name)
            holds = sheet.cell(place).holds if sheet else None
            if not _is_same(holds, written):
                raise ValueError(f"{name} {place} reads {holds!r}, not {written!r}")


def _place(mapped: MappedCell) -> Place:
    return place_of(mapped.address) or (0, 0)


def in_words(written: Written) -> str:
    """Write what a cell holds as a person or a program reads it."""
    if isinstance(written, Number):
        return written.digits
    return written.isoformat() if isinstance(written, date) else written


def _is_same(holds: object, written: Written) -> bool:
    if isinstance(written, Number):
        return isinstance(holds, int | float) and Decimal(repr(holds)) == Decimal(
            repr(float(written.digits))
        )
    if isinstance(written, str):
        return str(holds or "").split() == written.split()
    return holds == written


def _as_decimal(figure: NamedFigure) -> Decimal | None:
    value = figure.value
    if not isinstance(value, int | float):
        return None
    return Decimal(repr(value)) * (PENCE if figure.kind in MONEY else 1)


def _is_equal(worked: Held, ours: Decimal | None) -> bool:
    if isinstance(worked, str) or worked is None:
        return False
    return abs(worked - (ours or Decimal(0))) < ALIKE
