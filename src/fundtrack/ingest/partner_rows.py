"""Read the rows of a partner's form, and say of each cell what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import DELIVERIES
from fundtrack.domain.partner_claims import SPEND_LINES
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import VatIs
from fundtrack.domain.partner_lines import ClaimLine
from fundtrack.domain.partner_lines import ClaimSetting
from fundtrack.domain.partner_lines import Delivery
from fundtrack.domain.partner_lines import Remark
from fundtrack.domain.partner_lines import answer_to
from fundtrack.domain.partner_lines import delivery_remarks
from fundtrack.domain.partner_lines import forecast_remarks
from fundtrack.domain.partner_lines import line_remarks
from fundtrack.errors import NotAPeriod
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_cells import read_entry
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.sources.forms import FormTable
from fundtrack.sources.registers import RegisterRow

RENAMED = {
    "register-cell-empty": "claim-cell-empty",
    "register-cell-unreadable": "claim-cell-unreadable",
}
SEVERITY = {Answer.REFUSED: Severity.BLOCK, Answer.QUERIED: Severity.WARN}


@dataclass(slots=True)
class ClaimRow:
    """A row as it was read: its facts, its cell of the budget, what is said of it.

    `cell` is not whole where none could be read; `line` and `delivery` are what a row
    that could be read says.
    """

    row: RegisterRow
    table: FormTable
    facts: Mapping[str, str | int]
    cell: Cell
    dated: date
    remarks: list[Remark] = field(default_factory=list)
    line: ClaimLine | None = None
    delivery: Delivery | None = None

    @property
    def answer(self) -> Answer:
        """The hardest of what is said."""
        return answer_to(self.remarks)

    @property
    def number(self) -> int:
        """The office's number of the row, 0 where it has none yet."""
        written = self.facts.get("number", 0)
        return written if isinstance(written, int) else 0

    @property
    def pence(self) -> Pence:
        """What an accepted line costs, else nothing."""
        if self.line is None or self.answer is not Answer.ACCEPTED:
            return Pence(0)
        return self.line.cost_pence

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that is said of the row, without the cells it stands in."""
        return tuple(f"{remark.message}; {remark.fix}" for remark in self.remarks)

    def address(self, key: str) -> str:
        """Name the cell of a column in front of a sentence, where there is one."""
        found = self.table.address(self.row.number, key)
        return f"{found}: " if found else ""

    def findings(self) -> list[Finding]:
        """Give what is said as findings; a row that is refused stops nothing else."""
        register = self.row.register
        return [
            Finding(
                remark.rule,
                Severity.WARN,
                f"{self.address(remark.key)}{remark.answer}: {remark.message}",
                remark.fix,
                file=self.row.file,
                sheet=self.row.sheet,
                row=self.row.number,
                column=register.column(remark.key).heading,
                found=str(self.row.cells.get(remark.key, "")).strip() or None,
            )
            for remark in self.remarks
        ]


def read_row(row: RegisterRow, table: FormTable, setting: ClaimSetting) -> ClaimRow:
    """Read a row and judge it by itself."""
    entry, wrong = read_entry(row)
    last = setting.quarter.dates.last_day
    found = ClaimRow(row, table, _facts(entry), Cell(), last)
    found.remarks += [_unreadable(row, each) for each in wrong]
    register = row.register.sheet
    if register != DELIVERIES.sheet:
        _read_cell(found, entry)
    if found.remarks:
        return found
    if register == SPEND_LINES.sheet:
        found.line = _line(entry, found.cell)
        found.dated = found.line.delivered_on
        found.remarks += line_remarks(found.line, setting)
    elif register == DELIVERIES.sheet:
        found.delivery = _delivery(entry)
        found.dated = found.delivery.starts
        found.cell = setting.outputs.get(found.delivery.output, found.cell)
        found.remarks += delivery_remarks(found.delivery, setting)
    else:
        quarter = Quarter.parse(entry.text("quarter"))
        found.remarks += forecast_remarks(found.cell, quarter, setting)
    return found


def _facts(entry: RegisterEntry) -> dict[str, str | int]:
    """Keep what could be read, and what could not as it is written."""
    given: dict[str, str | int] = {}
    for key, cell in entry.row.cells.items():
        fact = entry.facts.get(key, str(cell).strip())
        given[key] = fact if isinstance(fact, int) else str(fact)
    return {key: fact for key, fact in given.items() if key not in {"answer", "said"}}


def _unreadable(row: RegisterRow, found: Finding) -> Remark:
    key = next(
        column.key for column in row.register.columns if column.heading == found.column
    )
    return Remark(RENAMED[found.rule], Answer.REFUSED, key, found.message, found.fix)


def _read_cell(found: ClaimRow, entry: RegisterEntry) -> None:
    written = entry.text("cell")
    if not written:
        return
    try:
        cell = Cell.parse(written)
    except (WrongArgument, NotAPeriod):
        cell = Cell()
    day = entry.facts.get("delivered_on")
    if cell.year == ANY and isinstance(day, date):
        cell = Cell(*cell.parts[:5], str(FinancialYear.of(day)))
    if cell.is_whole:
        found.cell = cell
        return
    found.remarks.append(
        Remark(
            "claim-cell-unreadable",
            Answer.REFUSED,
            "cell",
            f"“{written}” is not a budget cell",
            "choose one from the list",
        )
    )


def _line(entry: RegisterEntry, cell: Cell) -> ClaimLine:
    said = entry.text("vat_is")
    return ClaimLine(
        supplier=entry.text("supplier"),
        what=entry.text("what"),
        delivered_on=entry.day("delivered_on"),
        net_pence=entry.pence("net"),
        vat_pence=entry.pence("vat"),
        vat_is=VatIs(said) if said else None,
        evidence=entry.text("evidence"),
        cell=cell,
    )


def _delivery(entry: RegisterEntry) -> Delivery:
    starts = entry.day("starts")
    return Delivery(
        output=entry.text("output"),
        count=entry.whole("count") or 0,
        starts=starts,
        ends=entry.day("ends") if "ends" in entry.facts else starts,
        place=entry.text("place"),
    )
