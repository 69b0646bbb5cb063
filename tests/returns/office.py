"""A small office with one fund, two areas and a quarter's spending, for returns."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from functools import cache
from pathlib import Path

from fundtrack.acts.returns import Submission
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.passwords import password_hash
from fundtrack.domain.people import Role
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import coding_postings
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import publish
from tests import builders
from tests.builders import CELL
from tests.builders import START
from tests.conftest import SETTINGS

LAMPS = Cell.parse("SSF5/lancaster/lamps/lighting/revenue/2023-24")
Q3 = Quarter.parse("2023-24 Q3")
Q4 = Quarter.parse("2023-24 Q4")
RETURN = "SSF5-2023-24-Q4-v1"
SENT = Submission(date(2024, 4, 24), "e-mail", "grants team", "SSF5/7")
PEOPLE = {
    "finance.officer": (Role.FINANCE,),
    "reviewer": (Role.REVIEWER,),
    "cfo": (Role.SIGNATORY,),
    "all.hands": (Role.FINANCE, Role.REVIEWER, Role.SIGNATORY),
}


TYPED = "correct horse battery"
"""What everybody who may certify types."""


@cache
def passwords() -> tuple[NewEvent, ...]:
    """The passwords of those who may certify, hashed once: it is slow on purpose."""
    salt = "00" * 16
    facts = {"salt": salt, "hash": password_hash(TYPED, salt)}
    return tuple(
        NewEvent("password", START, "password set", {"person": person, **facts})
        for person, roles in PEOPLE.items()
        if Role.SIGNATORY in roles
    )


def terms(**said: str | int | bool | None) -> NewEvent:
    """An agreement's terms, from the first day of the grant to March 2025."""
    facts: dict[str, str | int | bool | None] = {
        "fund": "SSF5",
        "version": 1,
        "agreement": "HO/SSF5/07",
        "recipient": "Commissioner for Testshire",
        "legal_power": "the power the agreement names",
        "funding_starts": "2023-10-01",
        "funding_ends": "2025-03-31",
        "due_days": 30,
        "variance_pct": 10,
        "variance_pence": 500_000,
        "narrative_needed": False,
        "evidence_blocks": False,
        "capital_cap_pence": None,
        "vat_unknown_pence": 10_000_000,
        "reviewer_needed": True,
    }
    return NewEvent("terms", START, "agreed", facts | said)


def narrative(
    section: str, text: str, area: str = "", heading: str = "", kind: str = ""
) -> NewEvent:
    """A text for the return of the quarter."""
    facts = {
        "fund": "SSF5",
        "quarter": str(Q4),
        "section": section,
        "area": area,
        "heading": heading,
        "kind": kind,
        "text": text,
    }
    return NewEvent("narrative", Q4.dates.last_day, "said in words", facts)


def imported(
    total: int = 105_000, control: int | None = None, refused: int = 0
) -> NewEvent:
    """A file of spending that was taken in."""
    return NewEvent(
        "import",
        date(2024, 4, 2),
        "taken in",
        {
            "file": "extract.xlsx",
            "source": "ledger",
            "rows": 3,
            "accepted": 3,
            "refused": refused,
            "total_pence": total,
            "control_total_pence": total if control is None else control,
        },
        source=Source(builders.FILE_HASH),
    )


def refused_row(fund: str = "SSF5", dated: str = "2024-02-01") -> NewEvent:
    """A row that could not be taken in."""
    return NewEvent(
        "refused_line",
        date(2024, 4, 2),
        "the amount is not money",
        {
            "fund": fund,
            "dated": dated,
            "rule": "not-money",
            "message": "the amount is not money",
            "fix": "write pounds",
            "found": "abc",
            "file": "extract.xlsx",
            "import": 1,
        },
        source=Source(builders.FILE_HASH, "Jan", 9, "Amount"),
    )


def coded(suspense_entry: int, pence: int, cell: Cell = CELL) -> NewEvent:
    """A suspense line of the fund that somebody gave its budget cell."""
    return NewEvent(
        "coding",
        date(2024, 2, 1),
        "coded by hand",
        {"cell": str(cell)},
        coding_postings(Cell(fund="SSF5"), cell, Pence(pence)),
        corrects=suspense_entry,
    )


def beginning() -> list[NewEvent]:
    """People, registers, terms, the award and how it is shared out."""
    return [
        *builders.registers("blackpool", "lancaster"),
        *(
            event
            for name, roles in PEOPLE.items()
            for event in builders.person(name, *roles)
        ),
        terms(),
        builders.award(200_000),
        builders.allocation(120_000),
        builders.allocation(80_000, LAMPS),
        builders.plan(PlanKind.PROFILE, 50_000, "2023-24 Q3"),
        builders.plan(PlanKind.PROFILE, 70_000, "2023-24 Q4"),
        builders.plan(PlanKind.FORECAST, 30_000, "2023-24 Q4", LAMPS),
    ]


def spending(first_pence: int = 40_000) -> list[NewEvent]:
    """Three lines of an extract: two of this quarter, one of the quarter before."""
    return [
        imported(),
        builders.actual(first_pence, date(2023, 12, 15)),
        builders.actual(60_000, date(2024, 1, 20), row=3),
        builders.actual(5_001, date(2024, 3, 30), LAMPS, row=4),
    ]


@dataclass
class Office:
    """The office at work, one day after the other, all it did in `history`."""

    workspace: Workspace
    day: date = date(2024, 4, 16)
    history: list[tuple[int, NewEvent]] = field(default_factory=list)

    def record(self, *events: NewEvent, by: str = "finance.officer") -> list[int]:
        """Record events on the office's day and publish them."""
        with open_ledger(self.workspace, self.now) as ledger:
            entries = ledger.append(events, by)
        publish(self.workspace, self.now)
        self.history.extend(zip(entries, events, strict=True))
        return entries

    def accrue(self, pence: int, on: date, cell: Cell = LAMPS) -> list[int]:
        """Record what is owed and its reversal."""
        with open_ledger(self.workspace, self.now) as ledger:
            following = ledger.head.seq + 1
        booking = Booking(cell, Pence(pence), on, "owed, not billed")
        return self.record(*accrual_events(booking, following))

    def now(self) -> datetime:
        """Nine in the morning of the office's day."""
        return datetime.combine(self.day, time(9), UTC).replace(tzinfo=None)

    def session(self, person: str, *, is_example: bool = False) -> Session:
        """Somebody at work."""
        return Session(self.workspace, person, self.now, is_example=is_example)

    def certified(self) -> None:
        """Prepare, review and certify the return of the quarter."""
        if self.history == _made_once().history:
            _copy(_certified_once(), self.workspace)
            self.day = SENT.on
            return
        prepare(self.session("finance.officer"), "SSF5", Q4)
        self.signed()

    def signed(self) -> None:
        """Review and certify the return that is prepared."""
        review(self.session("reviewer"), RETURN)
        self.day = date(2024, 4, 22)
        certify(self.session("cfo"), RETURN, TYPED)
        self.day = date(2024, 4, 24)


def open_office(workspace: Workspace) -> Office:
    """An office with its registers, its spending and an accrual of the quarter.

    Made once and copied: the tests would spend most of their time on making it.
    """
    made = _made_once()
    _copy(made, workspace)
    return Office(workspace, history=list(made.history))


def _copy(made: Office, workspace: Workspace) -> None:
    for part in ("ledger.duckdb", "published", "returns"):
        source, kept = made.workspace.folder / part, workspace.folder / part
        if source.is_dir():
            shutil.copytree(source, kept, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copyfile(source, kept)


@cache
def _made_once() -> Office:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    office = Office(Workspace(folder))
    events = [*beginning(), *spending()]
    booking = Booking(LAMPS, Pence(7_000), date(2024, 3, 31), "owed, not billed")
    owed = accrual_events(booking, len(events) + 1)
    office.record(*events, *owed, *passwords())
    return office


@cache
def _certified_once() -> Office:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    office = open_office(Workspace(folder))
    prepare(office.session("finance.officer"), "SSF5", Q4)
    office.signed()
    return office
