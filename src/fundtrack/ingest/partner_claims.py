"""Partners' claims: a filled form against what the books hold, answered row by row."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from fundtrack.domain.partner_claims import FORECASTS
from fundtrack.domain.partner_claims import FORM_VERSION
from fundtrack.domain.partner_claims import IDENTITY
from fundtrack.domain.partner_claims import KINDS
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import PARTNER
from fundtrack.domain.partner_claims import QUARTER
from fundtrack.domain.partner_claims import SIGNED_AS
from fundtrack.domain.partner_claims import SIGNED_BY
from fundtrack.domain.partner_claims import SIGNED_ON
from fundtrack.domain.partner_claims import STATEMENT
from fundtrack.domain.partner_claims import TABLES
from fundtrack.domain.partner_claims import VERSION
from fundtrack.domain.partner_claims import WORKBOOK
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import same_partner
from fundtrack.domain.partner_claims import workbook_id
from fundtrack.domain.partner_lines import ClaimSetting
from fundtrack.domain.partner_lines import twice_remark
from fundtrack.domain.register_columns import same_heading
from fundtrack.errors import NotAPeriod
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import has_blocking
from fundtrack.ingest.partner_rows import ClaimRow
from fundtrack.ingest.partner_rows import read_row
from fundtrack.periods import Quarter
from fundtrack.sources.dates import parse_date
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import missing_tables
from fundtrack.sources.registers import RegisterRow

LABELS = (*IDENTITY, *STATEMENT)
UNSAID = {"answer", "said", "number"}
"""What does not make one row other than another."""


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """Whose claim a form is, for which quarter, and who signed it."""

    file: FormFile
    partner: str
    quarter: Quarter
    signed_by: str
    signed_as: str
    signed_on: date | None

    @property
    def is_signed(self) -> bool:
        """Whether the finance officer's statement is whole."""
        return bool(self.signed_by and self.signed_as and self.signed_on)


@dataclass(frozen=True, slots=True)
class Answered:
    """A row, the one of the books it is or mends, and whether that changes it."""

    row: ClaimRow
    held: HeldRow | None
    number: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """Every row's answer, and what is said; `gone` are open rows no longer there."""

    rows: tuple[Answered, ...]
    gone: tuple[HeldRow, ...]
    findings: tuple[Finding, ...]


def read_claim_form(
    file: FormFile, partners: Sequence[str], today: date
) -> tuple[ClaimForm | None, list[Finding]]:
    """Find out whose claim a form is; None where it cannot be taken in."""
    findings = [*file.findings, *_identity_findings(file, partners)]
    if has_blocking(findings):
        return None, findings
    findings += missing_tables(file, TABLES)
    quarter = Quarter.parse(file.fact(QUARTER))
    form = ClaimForm(
        file=file,
        partner=_partner(file, partners),
        quarter=quarter,
        signed_by=file.fact(SIGNED_BY),
        signed_as=file.fact(SIGNED_AS),
        signed_on=_signed_on(file),
    )
    findings += _statement_findings(form)
    if quarter.dates.end > today:
        said = (
            "claim-quarter-runs",
            f"{quarter} has not ended",
            "what is delivered until then goes into a later copy of the form",
        )
        findings.append(file.finding(Severity.WARN, said, QUARTER))
    return (None if has_blocking(findings) else form), findings


def _partner(file: FormFile, partners: Sequence[str]) -> str:
    wanted = same_partner(file.fact(PARTNER))
    return next((each for each in partners if same_partner(each) == wanted), "")


def _identity_findings(file: FormFile, partners: Sequence[str]) -> Iterator[Finding]:
    absent = [label for label in IDENTITY if not file.fact(label)]
    if absent:
        said = (
            "claim-form-unknown",
            f"the file is no claim form: it does not say its {', '.join(absent)}",
            "fill in the form that the office sent (fundtrack claim out)",
        )
        yield file.finding(Severity.BLOCK, said)
        return
    if file.fact(VERSION) != FORM_VERSION:
        said = (
            "claim-form-version",
            f"the form is of version {file.fact(VERSION)}, taken is {FORM_VERSION}",
            "copy the values into a new form (fundtrack claim out)",
        )
        yield file.finding(Severity.BLOCK, said, VERSION)
        return
    partner = _partner(file, partners)
    if not partner:
        said = (
            "claim-partner-unknown",
            f"“{file.fact(PARTNER)}” is no partner in the register of onward grants",
            f"the register holds {', '.join(partners) or 'none'}",
        )
        yield file.finding(Severity.BLOCK, said, PARTNER)
        return
    yield from _quarter_findings(file, partner)


def _quarter_findings(file: FormFile, partner: str) -> Iterator[Finding]:
    try:
        quarter = Quarter.parse(file.fact(QUARTER))
    except NotAPeriod:
        said = (
            "claim-quarter-unreadable",
            f"“{file.fact(QUARTER)}” is not a quarter",
            "write it as it was sent, for example 2023-24 Q4",
        )
        yield file.finding(Severity.BLOCK, said, QUARTER)
        return
    if file.fact(WORKBOOK) != workbook_id(partner, quarter):
        said = (
            "claim-form-of-another",
            f"the form was not sent out for {partner}, {quarter}",
            "fill in the form of this partner and quarter (fundtrack claim out)",
        )
        yield file.finding(Severity.BLOCK, said, WORKBOOK)


def _signed_on(file: FormFile) -> date | None:
    found = file.facts.get(SIGNED_ON)
    return parse_date(found.value) if found and found.text else None


def _statement_findings(form: ClaimForm) -> Iterator[Finding]:
    file = form.file
    given = {
        SIGNED_BY: form.signed_by,
        SIGNED_AS: form.signed_as,
        SIGNED_ON: form.signed_on,
    }
    for label, value in given.items():
        if not value:
            written = file.fact(label)
            said = (
                "claim-unsigned",
                f"“{written}” is not a date" if written else f"{label} is empty",
                "have the statement filled in; until then no row is accepted",
            )
            yield file.finding(Severity.WARN, said, label)
    if form.signed_on and form.signed_on <= form.quarter.dates.last_day:
        said = (
            "claim-signed-early",
            f"signed on {form.signed_on}, before {form.quarter} had ended",
            "ask whether it covers the whole quarter",
        )
        yield file.finding(Severity.WARN, said, SIGNED_ON)


def plan_claim(
    form: ClaimForm, setting: ClaimSetting, held: Sequence[HeldRow]
) -> ClaimPlan:
    """Answer every row of a form.

    Args:
        held: the rows of this partner and quarter that the books hold.
    """
    rows, findings = _rows(form, setting)
    _remark_twice(rows)
    matching = _Matching(held)
    pairs = matching.pairs(rows)
    answered = tuple(
        _answered(row, pairs.get(at), matching) for at, row in enumerate(rows)
    )
    gone = [each for each in held if each.entry not in matching.used]
    if not rows:
        said = ("claim-empty", "no row is filled in", "fill in the sheets and send it")
        findings.append(form.file.finding(Severity.BLOCK, said))
    for each in answered:
        findings += each.row.findings()
    findings += [
        _missing(form, each)
        for each in gone
        if each.answer is Answer.ACCEPTED and each.kind == LINE_KIND
    ]
    open_rows = tuple(each for each in gone if each.is_open)
    return ClaimPlan(answered, open_rows, tuple(findings))


def _rows(
    form: ClaimForm, setting: ClaimSetting
) -> tuple[list[ClaimRow], list[Finding]]:
    rows: list[ClaimRow] = []
    findings: list[Finding] = []
    for register in TABLES:
        table = form.file.tables[register.sheet]
        for row in table.rows:
            if _is_blank(row):
                continue
            if _is_total(row):
                findings.append(_total_finding(row))
                continue
            rows.append(read_row(row, table, setting))
    return rows, findings


def _is_blank(row: RegisterRow) -> bool:
    """Whether a row holds only what the office wrote into it."""
    if row.register is FORECASTS:
        return "pence" not in row.cells
    return not set(row.cells) - UNSAID


def _is_total(row: RegisterRow) -> bool:
    first = next(str(cell) for cell in row.cells.values())
    is_sum = same_heading(first).startswith(("total", "sum"))
    return is_sum and not {"delivered_on", "starts", "quarter"} & set(row.cells)


def _total_finding(row: RegisterRow) -> Finding:
    return Finding(
        "claim-total-row",
        Severity.WARN,
        "the row holds a total and was not read",
        "totals are worked out by the office; leave them out",
        file=row.file,
        sheet=row.sheet,
        row=row.number,
    )


def _remark_twice(rows: Sequence[ClaimRow]) -> None:
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        if row.line is not None and row.line.likeness in seen:
            row.remarks.append(twice_remark(row.line))
        elif row.line is not None:
            seen.add(row.line.likeness)


@dataclass(slots=True)
class _Matching:
    """Which row of the books each row of a form is.

    By equal cells; else by the office's number; else by its place in the sheet, where
    the books' row waits for a better one. `used` are entries that have found theirs.
    """

    held: Sequence[HeldRow]
    used: set[int] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.held:
            self.last[each.kind] = max(self.last.get(each.kind, 0), each.number)

    def pairs(self, rows: Sequence[ClaimRow]) -> dict[int, HeldRow]:
        """Give the row of the books by the place of the form's row in the list."""
        found: dict[int, HeldRow] = {}
        for is_same in (_by_cells, _by_name, _by_place):
            for at, row in enumerate(rows):
                if at not in found:
                    match = self._match(row, is_same)
                    if match is not None:
                        found[at] = match
                        self.used.add(match.entry)
        return found

    def _match(
        self, row: ClaimRow, is_same: Callable[[HeldRow, ClaimRow], bool]
    ) -> HeldRow | None:
        for each in self.held:
            is_free = each.entry not in self.used and each.kind == kind_of(row)
            if is_free and each.answer is not Answer.WITHDRAWN and is_same(each, row):
                return each
        return None

    def next_number(self, kind: str) -> int:
        """Number a row that the books do not hold."""
        self.last[kind] = self.last.get(kind, 0) + 1
        return self.last[kind]


def _by_cells(held: HeldRow, row: ClaimRow) -> bool:
    return _likeness(held.facts) == _likeness(row.facts)


def _by_name(held: HeldRow, row: ClaimRow) -> bool:
    return bool(row.number) and row.number == held.number


def _by_place(held: HeldRow, row: ClaimRow) -> bool:
    return held.is_open and not row.number and held.row == row.row.number


def _likeness(facts: Mapping[str, str | int]) -> Mapping[str, str | int]:
    return {key: fact for key, fact in facts.items() if key not in UNSAID}


def kind_of(row: ClaimRow) -> str:
    """Name the kind of event that records a row."""
    return KINDS[row.row.register.sheet]


def _answered(row: ClaimRow, held: HeldRow | None, matching: _Matching) -> Answered:
    number = held.number if held else matching.next_number(kind_of(row))
    is_same = held is not None and (
        (held.answer, held.said, held.pence) == (row.answer, row.said, row.pence)
        and _by_cells(held, row)
    )
    return Answered(row, held, number, is_new=not is_same)


def _missing(form: ClaimForm, held: HeldRow) -> Finding:
    said = (
        "claim-line-missing",
        f"line {held.number} was accepted, is not in this copy, and stays accepted",
        "to take it back, send it with the sum that is right",
    )
    return form.file.finding(Severity.WARN, said)
