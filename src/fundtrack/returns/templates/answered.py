"""Read what a finance officer answered, and say what is still to be said."""

import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile
from zipfile import ZipFile

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.layouts import Kind
from fundtrack.returns.templates.answers import CELLS
from fundtrack.returns.templates.answers import FUND
from fundtrack.returns.templates.answers import HASH
from fundtrack.returns.templates.answers import LABELS
from fundtrack.returns.templates.answers import LAYOUT
from fundtrack.returns.templates.answers import WORKBOOK
from fundtrack.returns.templates.formulas import CannotWork
from fundtrack.returns.templates.formulas import Worker
from fundtrack.returns.templates.inputs import Input
from fundtrack.returns.templates.inputs import input_places
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.labels import NO_LABELS
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.labels import SheetLabels
from fundtrack.returns.templates.maps import LEAVE_EMPTY
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.pages import Address
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.placing import misplaced
from fundtrack.returns.templates.registry import NUMBERS
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.returns.templates.written import Number
from fundtrack.returns.templates.written import text_written
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import missing_tables
from fundtrack.sources.forms import read_form
from fundtrack.sources.registers import RegisterRow

WORDS = ("xl/sharedStrings.xml", "content.xml")
FIRST_SHEET = "xl/worksheets/sheet1.xml"
"""Where a spreadsheet of answers has the words of its first sheet."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A spreadsheet of answers as it was read: for which fund, layout and workbook."""

    form: FormFile

    @property
    def fund(self) -> str:
        """The fund's id."""
        return self.form.fact(FUND)

    @property
    def layout(self) -> str:
        """The layout's name."""
        return self.form.fact(LAYOUT)

    @property
    def workbook(self) -> str:
        """The name of the funder's workbook."""
        return self.form.fact(WORKBOOK)

    @property
    def sha256(self) -> str:
        """The hash by which the funder's workbook is known again."""
        return self.form.fact(HASH)

    @property
    def is_whole(self) -> bool:
        """Whether it is a spreadsheet of answers at all."""
        return bool(self.sha256) and CELLS.sheet in self.form.tables


def is_answers(path: Path) -> bool:
    """Whether a file is a spreadsheet of answers, by one of its own words."""
    try:
        with ZipFile(path) as packed:
            return any(
                HASH.encode() in packed.read(part)
                for part in packed.namelist()
                if part in WORDS or part == FIRST_SHEET
            )
    except (BadZipFile, OSError, RuntimeError, zlib.error):
        return False


def read_answers(path: Path) -> Answers:
    """Read a spreadsheet of answers.

    Raises:
        FileRefused: when the file cannot be read.
    """
    return Answers(read_form(path, (CELLS,), LABELS))


def answered(
    answers: Answers, workbook: FunderWorkbook, catalogue: Catalogue
) -> tuple[TemplateMap, list[Finding]]:
    """Give the map that was answered, and everything still to be said or put right."""
    form = answers.form
    found = [each for each in form.findings if each.severity is Severity.BLOCK]
    found += missing_tables(form, (CELLS,))
    if found:
        return (), found
    reading = _Reading(answers, workbook, catalogue)
    cells = tuple(reading.cells())
    reading.require_all()
    findings = [*found, *reading.findings]
    if not findings:
        findings += misplaced(workbook, cells)
    return cells, [*findings, *reading.told]


class _Reading:
    def __init__(
        self, answers: Answers, workbook: FunderWorkbook, catalogue: Catalogue
    ) -> None:
        self._form = answers.form
        self._workbook = workbook
        self._catalogue = catalogue
        listed = inputs_of(workbook)
        self._inputs: Mapping[Address, Input] = {each.address: each for each in listed}
        self._rows: dict[Address, int] = {}
        self._near = dict(self._words())
        self.findings: list[Finding] = []
        self.told: list[Finding] = []

    def cells(self) -> Iterator[MappedCell]:
        """Read each row as a mapped cell; wrong ones are noted and left out."""
        for row in self._form.tables[CELLS.sheet].rows:
            at = self._at(row)
            if at in self._rows:
                self._note(
                    row, "answer-twice", f"{at[1]} is answered twice", "keep one"
                )
                continue
            self._rows[at] = row.number
            if mapped := self._mapped(row, at):
                yield mapped

    def require_all(self) -> None:
        """Note each cell to fill that no row speaks of."""
        for at, asked in self._inputs.items():
            if at in self._rows or asked.is_total:
                continue
            said = f"{at[1]} of {at[0]} ({asked.labels.words}) has no row here"
            fix = f"add a row for it, or answer: {LEAVE_EMPTY}"
            told = ("answer-missing", said, fix)
            self.findings.append(self._form.finding(Severity.BLOCK, told))

    def _mapped(self, row: RegisterRow, at: Address) -> MappedCell | None:
        figure, fixed = _said(row, "figure"), _said(row, "fixed")
        is_total = at in self._inputs and self._inputs[at].is_total
        if not figure and not fixed and is_total:
            return None
        if bool(figure) == bool(fixed):
            said = "both a figure and a fixed text" if figure else "nothing yet"
            fix = f"name one figure, write a fixed text, or answer: {LEAVE_EMPTY}"
            self._note(row, "answer-one", f"{at[1]}: {said} is said", fix)
            return None
        near = self._labels(at)
        if figure.casefold().strip(" .") == LEAVE_EMPTY:
            return MappedCell(*at, Does.EMPTY, "", near)
        if fixed:
            mapped = MappedCell(*at, Does.FIXED, fixed, near)
            self._check_text(row, mapped)
            return mapped
        mapped = MappedCell(*at, Does.CHECK if is_total else Does.FILL, figure, near)
        return mapped if self._has_figures(row, mapped) else None

    def _labels(self, at: Address) -> Labels:
        place = place_of(at[1])
        if place is None or at[0] not in self._near:
            return NO_LABELS
        return self._near[at[0]].of(place)

    def _words(self) -> Iterator[tuple[str, SheetLabels]]:
        """Read the words of each sheet, the cells that rows speak of left out."""
        rows = [self._at(row) for row in self._form.tables[CELLS.sheet].rows]
        for sheet in self._workbook.sheets:
            asked = [
                place
                for at in rows
                if at[0] == sheet.name
                and (place := place_of(at[1]))
                and not sheet.cell(place).formula
            ]
            yield sheet.name, SheetLabels(sheet, [*input_places(sheet), *asked])

    @staticmethod
    def _at(row: RegisterRow) -> Address:
        return _said(row, "sheet"), _said(row, "cell").upper().replace("$", "")

    def _check_text(self, row: RegisterRow, mapped: MappedCell) -> None:
        if asked := self._inputs.get(mapped.at):
            _, wrong = text_written(
                mapped, asked.cell, mapped.says, self._workbook.file
            )
            for finding in wrong:
                self._note(row, finding.rule, finding.message, finding.fix, "fixed")

    def _has_figures(self, row: RegisterRow, mapped: MappedCell) -> bool:
        kinds = {term.name: self._catalogue.kind(term.name) for term in mapped.terms}
        for name in [name for name, kind in kinds.items() if kind is None]:
            like = ", ".join(self._catalogue.like(name)) or "see the sheet Figures"
            said = f"{mapped.address}: there is no figure “{name}”"
            self._note(row, "answer-figure", said, f"did you mean: {like}")
        if None in kinds.values():
            return False
        self._tell_strangers(row, mapped)
        summed = len(mapped.terms) > 1 or mapped.terms[0].sign < 0
        if (summed or mapped.does is Does.CHECK) and not _are_numbers(kinds):
            said = f"{mapped.address}: {mapped.says} is not a number of one kind"
            self._note(row, "answer-sum", said, "add up pounds with pounds only")
            return False
        return mapped.does is not Does.CHECK or self._can_be_worked(row, mapped)

    def _tell_strangers(self, row: RegisterRow, mapped: MappedCell) -> None:
        for term in mapped.terms:
            for name in self._catalogue.strangers(term.name):
                said = f"{mapped.address}: the fund has no budget for “{name}”"
                fix = "see that it is spelt as the registers spell it"
                self._note(row, "answer-unbudgeted", said, fix, is_told=True)

    def _can_be_worked(self, row: RegisterRow, mapped: MappedCell) -> bool:
        ones = {
            (each.sheet, each.place): Number("1")
            for each in self._inputs.values()
            if not each.is_total
        }
        place = place_of(mapped.address) or (0, 0)
        try:
            Worker(self._workbook, ones).value(mapped.sheet, place)
        except CannotWork:
            formula = self._inputs[mapped.at].cell.formula
            said = f"{mapped.address}: {formula} cannot be worked out here"
            fix = "leave its figure empty, and check it in a spreadsheet program"
            self._note(row, "answer-total", said, fix)
            return False
        return True

    def _note(  # noqa: PLR0913 - a finding has as many parts
        self,
        row: RegisterRow,
        rule: str,
        message: str,
        fix: str,
        key: str = "figure",
        *,
        is_told: bool = False,
    ) -> None:
        finding = Finding(
            rule=rule,
            severity=Severity.WARN if is_told else Severity.BLOCK,
            message=message,
            fix=fix,
            file=self._form.path.name,
            sheet=row.sheet,
            row=row.number,
            column=CELLS.column(key).heading,
            found=_said(row, key) or None,
        )
        (self.told if is_told else self.findings).append(finding)


def _said(row: RegisterRow, key: str) -> str:
    value = row.cells.get(key, "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _are_numbers(kinds: Mapping[str, Kind | None]) -> bool:
    return len(set(kinds.values())) == 1 and set(kinds.values()) <= NUMBERS
