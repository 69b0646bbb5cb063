"""The form of a partner's claim: what the office knows already, and what to fill in.

The reply to a claim is the same form with every row the partner sent and the answer
beside it, so that it can be mended and sent again.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from pathlib import Path

from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import DELIVERIES
from fundtrack.domain.partner_claims import FORECASTS
from fundtrack.domain.partner_claims import FORM_VERSION
from fundtrack.domain.partner_claims import GIVEN
from fundtrack.domain.partner_claims import PARTNER
from fundtrack.domain.partner_claims import QUARTER
from fundtrack.domain.partner_claims import SIGNED_AS
from fundtrack.domain.partner_claims import SIGNED_BY
from fundtrack.domain.partner_claims import SIGNED_ON
from fundtrack.domain.partner_claims import SPEND_LINES
from fundtrack.domain.partner_claims import VERSION
from fundtrack.domain.partner_claims import WORKBOOK
from fundtrack.domain.partner_claims import Grant
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import workbook_id
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Quarter
from fundtrack.sources.form_workbook import FormFactRow
from fundtrack.sources.form_workbook import FormPage
from fundtrack.sources.form_workbook import FormSheet
from fundtrack.sources.form_workbook import Remark
from fundtrack.sources.form_workbook import Written
from fundtrack.sources.form_workbook import write_form

BUDGET = Register(
    "Budget",
    "Your budgets, what you were paid and what your claims support so far",
    (
        Column("Budget cell", "cell", Reads.TEXT, "As the lists name it", ""),
        Column("Project", "project", Reads.TEXT, "Its full name", ""),
        Column("Budget (£)", "budget", Reads.POUNDS, "For the year", ""),
        Column("Paid to you (£)", "paid", Reads.POUNDS, "Less what you paid back", ""),
        Column("Accepted before (£)", "accepted", Reads.POUNDS, "In earlier forms", ""),
        Column("Queried before (£)", "queried", Reads.POUNDS, "Waits for you", ""),
        Column("Left of budget (£)", "left", Reads.POUNDS, "Budget less accepted", ""),
    ),
)
EARLIER = Register(
    "Earlier claims",
    "Rows of earlier quarters and our answers. Mend them in the form of their quarter",
    (
        Column("Claim for", "quarter", Reads.TEXT, "The quarter of the form", ""),
        Column("Line number", "number", Reads.COUNT, "In that form", ""),
        Column("What it says", "what", Reads.TEXT, "As you wrote it", ""),
        Column("On", "dated", Reads.DAY, "Day of delivery", ""),
        Column("Costs (£)", "pence", Reads.POUNDS, "What counts", ""),
        Column("Answer", "answer", Reads.TEXT, "Ours", ""),
        Column("What was to mend", "said", Reads.TEXT, "Ours", ""),
    ),
)
HOW_TO = (
    "1. Fill in Spend lines: a row for each invoice or pay run of the quarter.",
    "2. Fill in Delivery of outputs, then Forecast.",
    "3. Have your finance officer fill in Statement; else no row is accepted.",
    "4. Send the file back under any name, as .xlsx or .ods.",
    "Yellow cells are yours. Nothing is locked: sort, filter, add rows as you need.",
    "Keep the headings: we find the tables by them, wherever they stand.",
    "Only values count. Type dates as dates and pounds as numbers, without words.",
    "Rows that begin with e.g. show how to fill a sheet and are never read.",
    "We send the form back with our answer beside every row; mend it there.",
)
DECLARATION = (
    "I confirm that the spending listed was made for the purposes of the grant,",
    "that no other funder was asked for it, that it agrees with our ledger, and that",
    "its papers are kept as the agreement asks.",
)
NOTICE = "EXAMPLE, not a claim. "


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One budget cell of the partner's and where it stands."""

    cell: Cell
    project: str
    budget_pence: Pence
    paid_pence: Pence
    accepted_pence: Pence
    queried_pence: Pence


@dataclass(frozen=True, slots=True)
class Filled:
    """A row that stands in the form already: its cells, the answer and remarks."""

    cells: Mapping[str, Written]
    number: int
    answer: str = ""
    said: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormContents:
    """All that a form says: `filled` by the name of its table."""

    office: str
    is_example: bool
    partner: str
    quarter: Quarter
    agreements: tuple[str, ...]
    grants: tuple[Grant, ...]
    budgets: tuple[BudgetRow, ...]
    later_cells: tuple[Cell, ...]
    outputs: tuple[str, ...]
    earlier: tuple[HeldRow, ...]
    filled: Mapping[str, Sequence[Filled]]
    statement: tuple[Written, Written, Written] = (None, None, None)
    is_reply: bool = False


def write_claim_form(path: Path, form: FormContents) -> None:
    """Write the form of a claim, or the reply to one."""
    notice = NOTICE if form.is_example else ""
    title = f"{notice}Claim of {form.partner}, {form.quarter}"
    lists = {
        "cell": [str(row.cell) for row in form.budgets],
        "output": list(form.outputs),
        "quarter": [str(quarter) for quarter in _quarters_left(form.quarter)],
    }
    write_form(
        path,
        title,
        [
            _start(form, title),
            _given(BUDGET, [_budget_row(row) for row in form.budgets], notice),
            _given(EARLIER, [_earlier_row(row) for row in form.earlier], notice),
            _table(SPEND_LINES, form, lists),
            _table(DELIVERIES, form, lists),
            _table(FORECASTS, form, lists),
            _statement(form, notice),
        ],
    )


def _start(form: FormContents, title: str) -> FormPage:
    granted = "; ".join(
        f"{show_pence(grant.granted_pence)} of {grant.fund} for {grant.area}"
        + (f" ({grant.conditions})" if grant.conditions else "")
        for grant in form.grants
    )
    dates = form.quarter.dates
    period = f"{dates.start:%d/%m/%Y} to {dates.last_day:%d/%m/%Y}"
    what = (
        "Our answers to your claim; mend and send this file back"
        if form.is_reply
        else "How you prove what you spent of what we paid you"
    )
    return FormPage(
        "Start",
        title,
        HOW_TO,
        (
            FormFactRow(PARTNER, form.partner, what),
            FormFactRow(QUARTER, str(form.quarter), period),
            FormFactRow("From", form.office, "Who asks"),
            FormFactRow("Granted to you", granted, "By the register of onward grants"),
            FormFactRow("Agreement", "; ".join(form.agreements), "The funder's"),
            FormFactRow(VERSION, FORM_VERSION, "Leave as it is"),
            FormFactRow(
                WORKBOOK,
                workbook_id(form.partner, form.quarter),
                "Leave as it is: it says whose form this is, and for which quarter",
            ),
        ),
    )


def _statement(form: FormContents, notice: str) -> FormPage:
    by, role, on = form.statement
    return FormPage(
        "Statement",
        f"{notice}Statement by the partner's finance officer",
        DECLARATION,
        (
            FormFactRow(SIGNED_BY, by, "Who keeps your accounts", is_to_fill=True),
            FormFactRow(SIGNED_AS, role, "For example s151 officer", is_to_fill=True),
            FormFactRow(SIGNED_ON, on, "The day", Reads.DAY, is_to_fill=True),
        ),
    )


def _given(
    register: Register, rows: Sequence[Mapping[str, Written]], notice: str
) -> FormSheet:
    keys = frozenset(column.key for column in register.columns)
    return FormSheet(register, rows, blank_rows=0, given=keys, notice=notice)


def _budget_row(row: BudgetRow) -> dict[str, Written]:
    return {
        "cell": str(row.cell),
        "project": row.project,
        "budget": row.budget_pence / 100,
        "paid": row.paid_pence / 100,
        "accepted": row.accepted_pence / 100,
        "queried": row.queried_pence / 100,
        "left": (row.budget_pence - row.accepted_pence) / 100,
    }


def _earlier_row(row: HeldRow) -> dict[str, Written]:
    words = (row.text(key) for key in ("supplier", "what", "output", "place"))
    return {
        "quarter": str(row.quarter),
        "number": row.number,
        "what": ", ".join(word for word in words if word),
        "dated": row.dated,
        "pence": row.pence / 100,
        "answer": str(row.answer),
        "said": "; ".join(row.said),
    }


def _table(
    register: Register, form: FormContents, lists: Mapping[str, Sequence[str]]
) -> FormSheet:
    keys = {column.key for column in register.columns}
    offered = {key: words for key, words in lists.items() if key in keys and words}
    if register is FORECASTS:
        offered["cell"] = [str(cell) for cell in form.later_cells]
    filled = form.filled.get(register.sheet, ())
    if register is FORECASTS and not filled:
        filled = [
            Filled({"cell": str(cell), "quarter": str(quarter)}, 0)
            for cell in form.later_cells
            for quarter in _quarters_left(form.quarter)
        ]
    return FormSheet(
        register,
        [_filled_row(row) for row in filled],
        lists=offered,
        given=GIVEN,
        remarks=[
            Remark(at, key, said)
            for at, row in enumerate(filled)
            for key, said in row.remarks
        ],
        has_example=not form.is_reply,
        notice=NOTICE if form.is_example else "",
    )


def _filled_row(row: Filled) -> dict[str, Written]:
    said = {"number": row.number or None, "answer": row.answer, "said": row.said}
    return {**row.cells, **said}


def _quarters_left(quarter: Quarter) -> list[Quarter]:
    """Give the quarters of the year after this one, or the next year's."""
    first = quarter.following
    return [each for each in first.year.quarters if each.number >= first.number]


def filled_from(row: HeldRow, register: Register) -> Filled:
    """Write a row of the books as it stood in its form."""
    cells: dict[str, Written] = {}
    for column in register.columns:
        fact = row.facts.get(column.key)
        cells[column.key] = None if fact is None else _shown(column, fact)
    said = "; ".join(row.said)
    return Filled(cells, row.number, str(row.answer), said)


def _shown(column: Column, fact: str | int) -> Written:
    if column.reads is Reads.POUNDS and isinstance(fact, int):
        return fact / 100
    if column.reads is Reads.DAY and isinstance(fact, str):
        try:
            return date.fromisoformat(fact)
        except ValueError:
            return fact
    return fact


def as_reply(
    form: FormContents, filled: Mapping[str, Sequence[Filled]]
) -> FormContents:
    """Turn a form into the reply that holds these rows."""
    return replace(form, filled=filled, is_reply=True)
