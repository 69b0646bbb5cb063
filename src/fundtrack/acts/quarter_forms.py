"""Write the quarter's workbook: all that is typed each quarter, as the books say."""

import hashlib
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.quarter_contents import PLANS
from fundtrack.acts.quarter_contents import cell_facts
from fundtrack.acts.quarter_contents import form_of
from fundtrack.acts.quarter_contents import quarter_before
from fundtrack.acts.quarter_contents import read_contents
from fundtrack.acts.quarter_contents import shown_entries
from fundtrack.acts.session import Session
from fundtrack.domain.quarter_form import ACCRUALS_SHEET
from fundtrack.domain.quarter_form import ENTRY
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.domain.quarter_form import FORM_VERSION
from fundtrack.domain.quarter_form import NARRATIVES_SHEET
from fundtrack.domain.quarter_form import START_SHEET
from fundtrack.domain.quarter_form import QuarterSheet
from fundtrack.domain.quarter_form import Section
from fundtrack.domain.register_columns import Reads
from fundtrack.errors import FileStands
from fundtrack.errors import NotCounted
from fundtrack.errors import NoTerms
from fundtrack.errors import WrongArgument
from fundtrack.ingest.quarter_changes import CellChange
from fundtrack.ingest.quarter_rows import Contents
from fundtrack.ingest.quarter_rows import FormOf
from fundtrack.ingest.quarter_rows import row_key
from fundtrack.ingest.register_cells import Fact
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.names import fund_names
from fundtrack.periods import Quarter
from fundtrack.returns.checks import large_variances
from fundtrack.returns.checks import negative_totals
from fundtrack.returns.checks import silent_areas
from fundtrack.returns.checks import why_silent
from fundtrack.returns.figures import read_figures
from fundtrack.returns.narratives import about_row
from fundtrack.returns.scopes import read_scope
from fundtrack.sources.form_workbook import FormFactRow
from fundtrack.sources.form_workbook import FormPage
from fundtrack.sources.form_workbook import FormSheet
from fundtrack.sources.form_workbook import Written
from fundtrack.sources.form_workbook import write_form
from fundtrack.store.snapshot import Books

FUND, QUARTER, VERSION = "Fund", "Quarter", "Form version"
MADE_FROM, MARK = "Made from entry", "Form mark"
LABELS = (FUND, QUARTER, VERSION, MADE_FROM, MARK)
ENDING = ".xlsx"
BANNER = "EXAMPLE, not of a real office: "
MARK_LENGTH = 12
BLANK_ROWS = 20
PENCE_IN_POUND = 100
HOW_TO = (
    "What this is: everything that is typed for the fund each quarter, as held so far.",
    "Change what is yellow; add rows at the end. What is white is not read.",
    "Columns may be moved and the file saved by another program: tables are found by",
    "their headings, and only values count. A row that you delete changes nothing.",
    "To take an order or accrual back, write 0 as its amount; to close a risk, a day.",
    "What was spent comes from finance and is not typed.",
    "See what it would change with: fundtrack quarter in FILE --dry-run",
    "Record it with: fundtrack quarter in FILE. All or nothing, in your name.",
    "Leave the white cells of this sheet: they say which books the form was made from.",
)
ALWAYS_ASKED = {
    Section.PROGRESS: "Every return: what was done in the quarter, about 250 words",
    Section.UNDERSPEND: "Where money will lapse: how much, why, what is proposed",
    Section.FORWARD_LOOK: "Every return: what comes next, about 200 words",
}
Fill = Callable[[str, Sequence[dict[str, Written]]], Sequence[dict[str, Written]]]
"""Changes the rows of a sheet before they are written, as a person would."""


@dataclass(frozen=True, slots=True)
class QuarterForm:
    """A form that was written: for whom, from what, and how much stands in it."""

    file: str
    fund: str
    quarter: str
    version: int
    snapshot: str
    entry: int
    rows: int
    changes: tuple[CellChange, ...] = ()


def quarter_out(
    session: Session, fund: str, quarter: Quarter, path: Path, fill: Fill | None = None
) -> QuarterForm:
    """Write the workbook of a fund and quarter from the current snapshot.

    Args:
        fill: what a person does to the rows of each sheet; the example office's story
            fills its form so.

    Raises:
        WrongArgument: when the quarter has not begun, or the file is no .xlsx.
        FileStands: when a file stands there already.
    """
    if path.suffix.lower() != ENDING:
        raise WrongArgument(f"“{path.name}” must end in {ENDING}")
    if quarter.dates.start > session.today:
        raise WrongArgument(f"{quarter} has not begun; take out an earlier quarter's")
    if path.exists():
        raise FileStands(path)
    with session.reading() as books:
        form = form_of(books, fund_id(books, fund), quarter)
        rows = _rows(books, form)
        pages: list[FormPage | FormSheet] = [_start(session, books, form)]
        pages += _sheets(session, form, rows, fill)
        write_form(path, f"Quarter's workbook, {form.fund}, {quarter}", pages)
        return QuarterForm(
            file=str(path),
            fund=form.fund,
            quarter=str(quarter),
            version=FORM_VERSION,
            snapshot=books.info.snapshot,
            entry=books.info.head_seq,
            rows=sum(len(of_sheet) for of_sheet in rows.values()),
        )


def form_mark(fund: str, quarter: Quarter, entry: int, entry_hash: str) -> str:
    """Tie a form's first sheet to the books it was made from."""
    said = "\n".join((fund, str(quarter), str(entry), entry_hash))
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_LENGTH]


def _start(session: Session, books: Books, form: FormOf) -> FormPage:
    info, office = books.info, session.workspace.settings().office
    mark = form_mark(form.fund, form.quarter, info.head_seq, info.head_hash)
    name = fund_names(books)[form.fund]
    return FormPage(
        START_SHEET,
        f"{BANNER * session.is_example}The quarter's workbook of {office}",
        HOW_TO,
        (
            FormFactRow(FUND, form.fund, name),
            FormFactRow(QUARTER, str(form.quarter), "1 April begins a financial year"),
            FormFactRow(VERSION, FORM_VERSION, "of this form", Reads.COUNT),
            FormFactRow(MADE_FROM, info.head_seq, "the books' last", Reads.COUNT),
            FormFactRow("Made from snapshot", info.snapshot, "published for the pages"),
            FormFactRow(MARK, mark, "ties the form to the books"),
            FormFactRow("Made on", session.today, "", Reads.DAY),
        ),
    )


def _sheets(
    session: Session,
    form: FormOf,
    rows: Mapping[str, Sequence[dict[str, Written]]],
    fill: Fill | None,
) -> list[FormSheet]:
    made = []
    for sheet in FORM_SHEETS:
        register = sheet.register
        filled = rows[sheet.name]
        banner = BANNER * session.is_example
        made.append(
            FormSheet(
                replace(register, meaning=f"{banner}{register.meaning}"),
                fill(sheet.name, filled) if fill else filled,
                blank_rows=BLANK_ROWS,
                lists=_lists(sheet, form),
                given=frozenset(sheet.shown) | _entries_given(sheet),
            )
        )
    return made


def _entries_given(sheet: QuarterSheet) -> frozenset[str]:
    return frozenset(sheet.keys) if sheet.is_of_entries else frozenset()


def _lists(sheet: QuarterSheet, form: FormOf) -> dict[str, list[str]]:
    used = {area for area, _ in form.projects}
    offered = {
        "area": [name for area, name in form.areas.items() if area in used],
        "project": sorted({project for _, project in form.projects}),
    }
    held = {column.key for column in sheet.register.columns}
    return {key: words for key, words in offered.items() if key in held and words}


def _rows(books: Books, form: FormOf) -> dict[str, list[dict[str, Written]]]:
    contents = read_contents(books, form, books.info.head_seq)
    facts: dict[str, list[Mapping[str, Fact]]] = {}
    for sheet in FORM_SHEETS:
        held = contents.rows[sheet.name]
        if sheet in PLANS:
            facts[sheet.name] = _plans(form, sheet, contents)
        elif sheet.is_of_entries:
            facts[sheet.name] = [
                {ENTRY: entry, **row.facts} for entry, row in shown_entries(held)
            ]
        else:
            facts[sheet.name] = [row.facts for _, row in sorted(held.items())]
    facts[ACCRUALS_SHEET.name] += contents.waiting
    facts[NARRATIVES_SHEET.name] = _narratives(books, form, contents)
    return {
        sheet.name: [_written(sheet, form, row) for row in facts[sheet.name]]
        for sheet in FORM_SHEETS
    }


def _plans(
    form: FormOf, sheet: QuarterSheet, contents: Contents
) -> list[Mapping[str, Fact]]:
    """Give a row to every cell of the years to come with a budget or a plan."""
    rows: list[Mapping[str, Fact]] = []
    for cell in sorted(contents.cells):
        if cell.year >= str(form.quarter.year):
            facts = cell_facts(cell)
            held = contents.rows[sheet.name].get(row_key(sheet, facts))
            shown = contents.shown.get(cell, {})
            rows.append({**facts, **shown, **(held.facts if held else {})})
    return rows


def _narratives(
    books: Books, form: FormOf, contents: Contents
) -> list[Mapping[str, Fact]]:
    """Give a row to every narrative that is held or asked for."""
    held = contents.rows[NARRATIVES_SHEET.name]
    before = replace(form, quarter=quarter_before(form.quarter))
    last = read_contents(books, before, books.info.head_seq).rows[NARRATIVES_SHEET.name]
    asked = _asked(books, form)
    order = [str(section) for section in Section]
    keys = sorted({*held, *asked}, key=lambda key: (order.index(key[0]), key))
    rows: list[Mapping[str, Fact]] = []
    for key in keys:
        facts: dict[str, Fact] = dict(
            zip(NARRATIVES_SHEET.keys, key, strict=True), because=asked.get(key, "")
        )
        if key in last:
            facts["before"] = last[key].facts.get("text", "")
        if key in held:
            facts |= held[key].facts
        rows.append(facts)
    return rows


def _asked(books: Books, form: FormOf) -> dict[tuple[str, ...], str]:
    asked: dict[tuple[str, ...], str] = {
        (str(key), "", "", ""): why for key, why in ALWAYS_ASKED.items()
    }
    name = fund_names(books)[form.fund]
    try:
        scope = read_scope(books, (form.fund, name), form.quarter, books.info.head_seq)
    except (NoTerms, NotCounted):
        # Without a return, nothing in words is due to anybody.
        return asked
    figures = read_figures(books, scope)
    for area in silent_areas(figures):
        asked[str(Section.PROGRESS), area.cell.area, "", ""] = why_silent(figures)
    for row, why in large_variances(figures):
        asked[str(Section.VARIANCE), *about_row(row.cell)] = why
    for about, why in negative_totals(figures):
        key = (str(Section.VARIANCE), *about)
        asked[key] = f"{asked[key]}; {why}" if key in asked else why
    return asked


def _written(
    sheet: QuarterSheet, form: FormOf, facts: Mapping[str, Fact]
) -> dict[str, Written]:
    """Write a row as a spreadsheet shows it: pounds, full names of areas."""
    row: dict[str, Written] = {}
    for column in sheet.register.columns:
        fact = facts.get(column.key)
        if column.reads is Reads.POUNDS and isinstance(fact, int):
            row[column.key] = fact / PENCE_IN_POUND
        elif column.key == "area" and fact:
            row[column.key] = form.areas.get(str(fact), str(fact))
        else:
            row[column.key] = None if isinstance(fact, tuple) else fact
    return row
