"""Who did what, when and why, and what it was before."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.corrections import correct
from fundtrack.acts.history import show_history
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Posting
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import request_event
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.history import HistoryEntry
from fundtrack.money import Pence
from tests import builders
from tests.builders import CELL
from tests.builders import START
from tests.histories import history_of
from tests.oracle import balance
from tests.returns.office import LAMPS
from tests.returns.office import Office
from tests.returns.office import open_office

EVERYTHING = Cell()
FOREVER = date(2100, 1, 1)
USES = {"allocated", "committed", "accrued", "spent"}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office of 29 entries."""
    return open_office(workspace)


def shown(
    office: Office, cell: Cell = EVERYTHING, person: str = "*", since: str | None = None
) -> tuple[HistoryEntry, ...]:
    """Ask as the auditor."""
    return show_history(office.session("auditor"), cell, person, since).entries


def told(line: HistoryEntry) -> tuple[object, ...]:
    """Give what a line says of money."""
    return line.entry, line.measure, line.old_pence, line.new_pence, line.pence


def test_every_entry_stands_in_the_history_in_order(office: Office) -> None:
    entries = [line.entry for line in shown(office)]
    assert list(dict.fromkeys(entries)) == list(range(1, 30))
    paid = shown(office, since="24")[0]
    assert (paid.person, paid.kind, paid.cell) == (
        "finance.officer",
        "actual",
        str(CELL),
    )
    assert (paid.recorded_at.isoformat(), paid.effective_on) == (
        "2024-04-16T09:00:00",
        date(2024, 1, 20),
    )
    assert (paid.file, paid.sheet, paid.row) == ("extract.xlsx", "Jan", 3)
    assert told(paid) == (24, "spent", 40_000, 100_000, 60_000)


def test_old_and_new_are_what_the_books_held_before_and_after(office: Office) -> None:
    office.record(builders.allocation(5_000), builders.award(7, version=1))
    history = history_of(office.workspace.ledger)
    for line in shown(office):
        if line.measure == "budget":
            cell = Cell(*line.cell.split("/"))
            before = balance(history, USES, cell, FOREVER, line.entry - 1)
            after = balance(history, USES, cell, FOREVER, line.entry)
            assert (line.old_pence, line.new_pence) == (before, after)
    budget, award = shown(office, since="30")
    assert told(budget) == (30, "budget", 120_000, 125_000, 5_000)
    assert told(award) == (31, "award", 200_000, 200_007, 7)


def test_a_virement_shows_both_budgets(office: Office) -> None:
    sides = NewEvent(
        "virement_approval",
        START,
        "decided",
        {"virement": 1},
        tuple(
            Posting(Account.ALLOCATED, cell, Pence(pence))
            for cell, pence in ((CELL, -900), (LAMPS, 900))
        ),
    )
    office.record(sides)
    given, got = shown(office, since="30")
    assert told(given) == (30, "budget", 120_000, 119_100, -900)
    assert told(got) == (30, "budget", 80_000, 80_900, 900)
    assert shown(office, LAMPS, since="30") == (got,)


def test_a_plan_figure_shows_the_one_before(office: Office) -> None:
    office.record(builders.plan(PlanKind.PROFILE, 65_000, "2023-24 Q4"))
    (first,) = shown(office, since="30")
    assert told(first) == (30, "2023-24 Q4", 70_000, 65_000, -5_000)
    said = [told(line) for line in shown(office) if line.kind == "profile"]
    assert said[0] == (19, "2023-24 Q3", None, 50_000, 50_000)


def test_a_register_shows_the_fields_that_changed(office: Office) -> None:
    fund: Payload = {"fund": "SSF5", "name": "Safer Streets 5", "kind": "external"}
    area: Payload = {
        "area": "blackpool",
        "name": "Blackpool",
        "districts": ["E06000009", "E1"],
    }
    role: Payload = {"person": "cfo", "role": "signatory", "held": False}
    events = (("fund", fund), ("area", area), ("role", role))
    office.record(*(NewEvent(kind, START, "new", said) for kind, said in events))
    lines = shown(office, since="30")
    assert [line.about for line in lines] == ["SSF5", "blackpool", "cfo signatory"]
    assert [line.cell for line in lines] == [
        "SSF5/*/*/*/*/*",
        "*/blackpool/*/*/*/*",
        "",
    ]
    assert [(it.field, it.old, it.new) for line in lines for it in line.changed] == [
        ("name", "Safer Streets round 5", "Safer Streets 5"),
        ("districts", "E06000009", "E06000009; E1"),
        ("held", "yes", "no"),
    ]


def test_a_first_row_of_a_register_changes_from_nothing(office: Office) -> None:
    person = shown(office)[4]
    assert (person.kind, person.about) == ("person", "finance.officer")
    (name,) = [it for it in person.changed if it.field == "name"]
    assert (name.old, name.new) == (None, "Finance.Officer")


def test_a_correction_names_what_it_puts_right(office: Office) -> None:
    correct(office.session("all.hands"), 24, Correction("typed wrongly", Pence(1)))
    undone, right = shown(office, person="all.hands")
    assert (undone.corrects, undone.reason) == (24, "typed wrongly")
    assert told(undone) == (30, "spent", 100_000, 40_000, -60_000)
    assert told(right) == (31, "spent", 40_000, 40_001, 1)


def test_the_history_is_narrowed_by_cell_person_and_time(office: Office) -> None:
    office.day = date(2024, 4, 20)
    office.record(builders.actual(5, date(2024, 2, 2), row=20), by="cfo")
    assert {line.kind for line in shown(office, LAMPS)} == {
        "allocation",
        "forecast",
        "actual",
        "accrual",
    }
    assert [line.entry for line in shown(office, person="cfo")] == [30]
    for since in ("30", "2024-04-20", "2024-04-16T09:00:01", "2024-04-20T10:00+01:00"):
        assert [line.entry for line in shown(office, since=since)] == [30]
    assert len({line.entry for line in shown(office, since="2024-04-16")}) == 30
    assert shown(office, since="2024-04-21") == ()


def test_a_person_or_a_time_that_is_not_is_refused(office: Office) -> None:
    with pytest.raises(UnknownName, match="there is no person"):
        shown(office, person="nobody")
    with pytest.raises(WrongArgument, match="neither a day"):
        shown(office, since="soon")


def test_a_password_is_never_shown(office: Office) -> None:
    secret = {"person": "cfo", "salt": "abc", "hash": "def"}
    office.record(NewEvent("password", START, "set", secret))
    (line,) = shown(office, since="30")
    assert (line.kind, line.changed, line.cell) == ("password", (), "")


def test_a_virement_asked_for_stands_under_the_cell_that_gives(office: Office) -> None:
    other = replace(CELL, heading="fitting")
    asked = request_event(Move(CELL, other, Pence(5)), START, "late cameras")
    (entry,) = office.record(asked)
    (line,) = [found for found in shown(office) if found.entry == entry]
    assert (line.kind, line.cell) == ("virement_request", str(CELL))
