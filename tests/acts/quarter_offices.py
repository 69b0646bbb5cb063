"""An office at a quarter's end, its workbook, and people who fill it by script."""

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from fundtrack.acts.quarter_forms import quarter_out
from fundtrack.acts.quarters import QuarterAnswer
from fundtrack.acts.quarters import quarter_in
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import commit
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.people import Role
from fundtrack.domain.plans import PlanKind
from fundtrack.money import Pence
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import current_snapshot
from tests import builders
from tests.builders import CELL
from tests.conftest import SETTINGS
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import Office
from tests.returns.office import open_office

NEXT_YEAR = Cell(*LAMPS.parts[:5], "2024-25")
HEADING_ROW = 4
LAST_TIME = date(2023, 12, 31)
FIRST_DAY = date(2023, 10, 1)
OUTPUT = {
    "fund": "SSF5",
    "area": "lancaster",
    "project": "lamps",
    "output": "lamps fitted",
    "unit": "lamp",
    "target": 40,
    "actual": 12,
    "source": "site visit",
}
MILESTONE = {
    "fund": "SSF5",
    "area": "lancaster",
    "project": "lamps",
    "milestone": "lamps lit",
    "planned_on": "2024-03-15",
    "rag": "amber",
}
RISK = {
    "fund": "SSF5",
    "area": "",
    "risk": "supplier fails",
    "likelihood": "low",
    "impact": "high",
    "owner": "J Smith",
}


def told(kind: str, facts: dict[str, Any]) -> NewEvent:
    """A row of a register, from the first day of the grant."""
    return NewEvent(kind, FIRST_DAY, "as known then", facts)


def quarter_office(workspace: Workspace) -> Office:
    """The office of the returns' tests, with what else is typed each quarter."""
    made = _made_once()
    shutil.copytree(made.workspace.folder, workspace.folder, dirs_exist_ok=True)
    return Office(workspace, history=list(made.history))


@cache
def _made_once() -> Office:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    office = open_office(Workspace(folder))
    lamps = {"fund": "SSF5", "area": "lancaster", "project": "lamps", "name": "Lamps"}
    office.record(
        told("project", lamps),
        *builders.person("watcher", Role.AUDITOR),
        *builders.person("evaluator", Role.EVALUATOR),
        builders.plan(PlanKind.FORECAST, 2_000, "2024-25 Q1", NEXT_YEAR),
        told("output", OUTPUT),
        told("milestone", MILESTONE),
        told("risk", RISK),
        told("narrative", {**_about("2023-24 Q3"), "text": "the posts are up"}),
    )
    office.accrue(900, LAST_TIME)
    ordered = MoneyAct(
        LAMPS, Pence(20_000), date(2024, 2, 1), "lamps ordered", reference="PO-7"
    )
    commit(office.session("finance.officer"), ordered)
    return office


@cache
def _form_once() -> bytes:
    """The form of the office as it was made: the same books give the same form."""
    made = _made_once()
    path = made.workspace.folder / "form.xlsx"
    made.workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    quarter_out(made.session("finance.officer"), "SSF5", Q4, path)
    form = path.read_bytes()
    path.unlink()
    return form


def _about(quarter: str) -> dict[str, str]:
    about = {"section": "progress", "area": "", "heading": "", "kind": ""}
    return {"fund": "SSF5", "quarter": quarter, **about}


@dataclass
class Filling:
    """A form in somebody's hands."""

    office: Office
    path: Path
    book: Any

    def at(self, sheet: str, row: int, heading: str) -> Any:  # noqa: ANN401
        """The cell under a heading."""
        page = self.book[sheet]
        headings = [cell.value for cell in page[HEADING_ROW]]
        return page.cell(row, headings.index(heading) + 1)

    def row(self, sheet: str, *words: object) -> int:
        """The first row that holds all the words."""
        for number, cells in enumerate(self.book[sheet].iter_rows(), start=1):
            if set(words) <= {cell.value for cell in cells} and number > HEADING_ROW:
                return number
        raise LookupError(words)

    def put(self, sheet: str, words: Sequence[object], **said: object) -> None:
        """Type into the row with the words; headings with _ for spaces."""
        number = self.row(sheet, *words)
        for heading, value in said.items():
            self.at(sheet, number, heading_of(heading)).value = value

    def add(self, sheet: str, *values: object) -> int:
        """Fill the first empty row of a sheet."""
        page = self.book[sheet]
        number = next(
            number
            for number in range(HEADING_ROW + 1, page.max_row + 2)
            if not any(cell.value for cell in page[number])
        )
        for at, value in enumerate(values, start=1):
            page.cell(number, at).value = value
        return number

    def saved(self) -> Path:
        """Save what was typed."""
        self.book.save(self.path)
        return self.path

    def brought(
        self, by: str = "finance.officer", *, is_dry_run: bool = False
    ) -> QuarterAnswer:
        """Bring the form back."""
        session = self.office.session(by)
        return quarter_in(session, self.saved(), is_dry_run=is_dry_run)


def heading_of(name: str) -> str:
    """Write a heading from a Python name: Forecast_Q1 is Forecast Q1 (£)."""
    words = name.replace("_", " ")
    is_money = words == "Amount" or words[-3:-1] == " Q"
    return f"{words} (£)" if is_money else words


def filling(office: Office, folder: Path) -> Filling:
    """Take a form of the quarter out and open it."""
    path = folder / "quarter.xlsx"
    path.unlink(missing_ok=True)
    if last_entry(office) == last_entry(_made_once()):
        path.write_bytes(_form_once())
    else:
        quarter_out(office.session("finance.officer"), "SSF5", Q4, path)
    return Filling(office, path, openpyxl.load_workbook(path))


def entries_since(office: Office, entry: int) -> list[dict[str, Any]]:
    """What the books hold after an entry."""
    with office.session("finance.officer").reading() as books:
        found = books.rows("history", since=entry + 1, person="*")
    return [dict(row) for row in found]


def last_entry(office: Office) -> int:
    """The number of the last entry."""
    return current_snapshot(office.workspace).head_seq


def postings_of(office: Office, entry: int) -> dict[str, int]:
    """The pence of an entry by account."""
    with open_ledger(office.workspace, office.now) as ledger:
        rows = ledger.rows("entry_postings", entries=[entry])
    return {row["account"]: row["pence"] for row in rows}


def synthetic_row() -> tuple[object, ...]:
    """A new order as a row of the form."""
    return (
        None,
        "Blackpool",
        CELL.project,
        CELL.heading,
        "capital",
        "2023-24",
        "£150.25",
        date(2024, 3, 5),
        "a camera",
        "PO-9",
        None,
        str(Provenance.SYNTHETIC),
    )
