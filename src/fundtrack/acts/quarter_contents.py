"""Read from the books what a quarter's workbook holds, as known at an entry."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fundtrack.domain.cells import Cell
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.quarter_form import ACCRUALS_SHEET
from fundtrack.domain.quarter_form import CELL_KEYS
from fundtrack.domain.quarter_form import COMMITMENTS_SHEET
from fundtrack.domain.quarter_form import FORECASTS_SHEET
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.domain.quarter_form import MILESTONES_SHEET
from fundtrack.domain.quarter_form import NARRATIVES_SHEET
from fundtrack.domain.quarter_form import OUTPUTS_SHEET
from fundtrack.domain.quarter_form import PROFILES_SHEET
from fundtrack.domain.quarter_form import RISKS_SHEET
from fundtrack.domain.quarter_form import QuarterSheet
from fundtrack.ingest.quarter_changes import known_cells
from fundtrack.ingest.quarter_rows import Contents
from fundtrack.ingest.quarter_rows import FormOf
from fundtrack.ingest.quarter_rows import HeldRow
from fundtrack.ingest.quarter_rows import Key
from fundtrack.ingest.quarter_rows import Told
from fundtrack.ingest.quarter_rows import fact_of
from fundtrack.ingest.quarter_rows import row_key
from fundtrack.ingest.register_cells import Fact
from fundtrack.metrics.names import area_names
from fundtrack.metrics.position import Position
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.periods import Quarter
from fundtrack.store.connection import Row

Rows = dict[Key, HeldRow]
PLANS = {PROFILES_SHEET: PlanKind.PROFILE, FORECASTS_SHEET: PlanKind.FORECAST}
BOOKED = (COMMITMENTS_SHEET, ACCRUALS_SHEET)
REGISTERED = (OUTPUTS_SHEET, MILESTONES_SHEET, RISKS_SHEET, NARRATIVES_SHEET)


def form_of(books: Reader, fund: str, quarter: Quarter) -> FormOf:
    """Gather the names that a fund's form may use."""
    return FormOf(
        fund=fund,
        quarter=quarter,
        areas=area_names(books),
        projects=frozenset(
            (row["area"], row["project"])
            for row in books.rows("projects")
            if row["fund"] == fund
        ),
    )


def _position_at(books: Reader, form: FormOf, known: int) -> Position:
    """Work out where a fund's money stands at the quarter's end."""
    ends = form.quarter.dates.last_day
    return position(books, Selection(ends, known, form.fund))


def quarter_before(quarter: Quarter) -> Quarter:
    """Give the quarter before."""
    return Quarter.of(quarter.dates.start - timedelta(days=1))


def read_contents(books: Reader, form: FormOf, known: int) -> Contents:
    """Read every row that a form made at an entry holds."""
    asked = {"fund": form.fund, "known": known}
    plans = books.rows("quarter_plans", **asked)
    booked = books.rows("quarter_bookings", **asked)
    told = books.rows("quarter_registers", **asked)
    rows: dict[str, Rows] = {sheet.name: {} for sheet in FORM_SHEETS}
    for sheet, kind in PLANS.items():
        rows[sheet.name] = _planned(form, sheet, kind, plans)
    for sheet in BOOKED:
        rows[sheet.name] = _booked(form, sheet, booked)
    for sheet in REGISTERED:
        rows[sheet.name] = _registered(form, sheet, told)
    lines = _position_at(books, form, known).cells
    cells = [*(line.cell for line in lines), *map(Cell.of_columns, plans)]
    return Contents(
        rows=rows,
        waiting=_waiting(form, booked),
        cells=known_cells(cells),
        shown={
            line.cell: {
                "budget": line.budget_pence,
                "spent": line.actual_pence + line.accrued_pence,
            }
            for line in lines
        },
    )


def cell_facts(cell: Cell) -> dict[str, Fact]:
    """Write a budget cell as the columns of a row."""
    return dict(zip(CELL_KEYS, cell.parts[1:], strict=True))


def _planned(
    form: FormOf, sheet: QuarterSheet, kind: PlanKind, plans: Iterable[Row]
) -> Rows:
    rows: Rows = {}
    for row in plans:
        planned = Quarter.parse(row["quarter"])
        is_past = kind is PlanKind.FORECAST and planned <= form.quarter
        if row["plan"] != kind or planned.year < form.quarter.year or is_past:
            continue
        facts = cell_facts(Cell.of_columns(row))
        key, column = row_key(sheet, facts), f"q{planned.number}"
        held = rows.get(key, HeldRow(facts, {}))
        told = Told(row["entry"], row["person"])
        rows[key] = HeldRow(
            {**held.facts, column: row["pence"]}, {**held.told, column: told}
        )
    return rows


def _booked(form: FormOf, sheet: QuarterSheet, booked: Iterable[Row]) -> Rows:
    """Give each entry as it counts by now: as recorded, put right, or taken back."""
    mine = [row for row in booked if row["kind"] == sheet.kind]
    instead = {row["corrects"]: row for row in mine if row["corrects"]}
    rows: Rows = {}
    for row in mine:
        if not _is_asked(form, sheet, row):
            continue
        standing = row
        while standing["entry"] in instead:
            standing = instead[standing["entry"]]
        facts = _booked_facts(sheet, standing)
        told = Told(standing["entry"], standing["person"])
        is_gone = standing["undone_by"] is not None
        rows[(str(row["entry"]),)] = HeldRow(
            {**facts, **({"pence": 0} if is_gone else {})},
            dict.fromkeys(sheet.typed, told),
            standing=0 if is_gone else standing["entry"],
        )
    return rows


def shown_entries(rows: Mapping[Key, HeldRow]) -> list[tuple[int, HeldRow]]:
    """Choose the entries that a new form shows: those that stand, as they are."""
    return [
        (held.standing, held)
        for key, held in rows.items()
        if key == (str(held.standing),)
    ]


def _is_asked(form: FormOf, sheet: QuarterSheet, row: Row) -> bool:
    if sheet is ACCRUALS_SHEET:
        return row["effective_on"] in form.quarter.dates
    return Cell.parse(row["cell"]).year >= str(form.quarter.year)


def _booked_facts(sheet: QuarterSheet, row: Row) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        **cell_facts(Cell.parse(row["cell"])),
        "pence": row["pence"],
        "on": row["effective_on"],
    }
    for key, said in (
        ("what", row["reason"]),
        ("reference", row["reference"]),
        ("supplier", row["supplier"]),
    ):
        fact = fact_of(sheet.register.column(key), said)
        if fact is not None:
            facts[key] = fact
    return facts


def _waiting(form: FormOf, booked: Iterable[Row]) -> list[dict[str, Fact]]:
    """Offer last quarter's accruals again, without an amount."""
    before = quarter_before(form.quarter)
    offered: dict[tuple[Fact, ...], dict[str, Fact]] = {}
    for row in booked:
        is_last = row["kind"] == "accrual" and row["effective_on"] in before.dates
        if is_last and row["undone_by"] is None:
            facts = _booked_facts(ACCRUALS_SHEET, row)
            facts |= {"year": str(form.quarter.year)}
            del facts["pence"], facts["on"]
            offered[tuple(facts.values())] = facts
    return list(offered.values())


def _registered(form: FormOf, sheet: QuarterSheet, told: Iterable[Row]) -> Rows:
    rows: Rows = {}
    for row in told:
        said: dict[str, Any] = json.loads(row["facts"])
        is_other = said.get("quarter", str(form.quarter)) != str(form.quarter)
        if row["kind"] != sheet.kind or is_other:
            continue
        facts = {
            key: fact
            for key in (*sheet.keys, *sheet.typed)
            if (fact := fact_of(sheet.register.column(key), said.get(key))) is not None
        }
        by = Told(row["entry"], row["person"])
        rows[row_key(sheet, facts)] = HeldRow(
            facts, dict.fromkeys(sheet.typed, by), said, row["provenance"]
        )
    return rows
