"""The calendar: fixed by registers and returns, done by acts, written as a file."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.history import show_history
from fundtrack.acts.obligations import give_owner
from fundtrack.acts.obligations import mark_done
from fundtrack.acts.obligations import record_obligations
from fundtrack.acts.obligations import write_calendar
from fundtrack.acts.people import name_deputy
from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.returns import submit
from fundtrack.config import Workspace
from fundtrack.domain.allocations import carry_over_event
from fundtrack.domain.cells import Cell
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.people import Role
from fundtrack.errors import NoRoom
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.history import FieldChange
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.obligations import obligations
from fundtrack.metrics.owners import Owner
from fundtrack.money import Pence
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.ledger import open_ledger
from tests import builders
from tests.builders import CELL
from tests.builders import START
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

TERMS = (
    "Fund,Version,Counts from,Recipient,Funding starts,Funding ends,"
    "Return due (days),Outturn due,Carry-over,Retention\n"
    "SSF5,{version},01/10/2023,PCC,01/10/2023,31/03/2025,{days},30,no,6\n"
)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, its books begun on 16 April 2024."""
    return open_office(workspace)


def take_in(office: Office, days: int, version: int = 2) -> int:
    """Take in terms by which returns are due so many days after a quarter."""
    path = office.workspace.folder / "terms.csv"
    path.write_text(TERMS.format(days=days, version=version), encoding="utf-8")
    return ingest_registers(office.session("finance.officer"), [path]).entries


def due(office: Office) -> dict[str, ObligationDue]:
    """What is asked for on the office's day, by rule and period."""
    with office.session("auditor").reading() as books:
        found = obligations(books, office.day, LAST_ENTRY, bank_holidays())
    return {f"{it.rule} {it.period}": it for it in found}


def test_terms_fix_what_is_due(office: Office) -> None:
    # The file, its terms, four returns, an outturn statement and the retention.
    assert take_in(office, 30) == 8
    found = due(office)
    assert [str(it.due_on) for it in found.values()] == [
        "2024-07-30",
        "2024-10-30",
        "2025-01-30",
        "2025-04-30",
        "2025-04-30",
        "2031-03-31",
    ]
    first = found["return 2024-25 Q1"]
    assert (first.owner, first.state, first.working_days_left) == ("finance", "due", 73)
    assert found["outturn 2024-25"].owner == "signatory"
    assert take_in(office, 30) == 0


def test_new_terms_move_what_is_ahead_and_not_what_is_overdue(office: Office) -> None:
    take_in(office, 30)
    office.day = date(2024, 8, 1)
    take_in(office, 45, version=3)
    found = due(office)
    overdue = found["return 2024-25 Q1"]
    assert (str(overdue.due_on), overdue.state) == ("2024-07-30", "overdue")
    assert overdue.working_days_left == -2
    assert str(found["return 2024-25 Q2"].due_on) == "2024-11-14"


def test_a_claim_sent_and_paid_settles_its_return_and_its_receipt(
    office: Office,
) -> None:
    office.certified()
    with open_ledger(office.workspace, office.now) as ledger:
        record_obligations(office.session("finance.officer"), ledger)
    submit(office.session("finance.officer"), RETURN, SENT)
    expected = due(office)[f"receipt {RETURN}"]
    assert (str(expected.due_on), expected.state) == ("2024-06-07", "due")
    assert due(office)["return 2024-25 Q1"].state == "due"
    office.day = date(2024, 6, 10)
    assert due(office)[f"receipt {RETURN}"].state == "overdue"
    said = Receipt(Pence(112_001), date(2024, 6, 10), "BACS 1")
    receive(office.session("finance.officer"), RETURN, said)
    paid = due(office)[f"receipt {RETURN}"]
    assert (paid.state, paid.done_on) == ("done", date(2024, 6, 10))
    assert paid.working_days_left is None


def test_a_return_sent_settles_the_quarters_before_it(office: Office) -> None:
    asked = [
        Obligation("SSF5", Rule.RETURN, quarter, "return", SENT.on, Role.FINANCE)
        for quarter in ("2023-24 Q3", "2023-24 Q4", "2024-25 Q1")
    ]
    office.certified()
    office.record(*(obligation_event(each, office.day) for each in asked))
    submit(office.session("finance.officer"), RETURN, SENT)
    done = {it.period: it.done_on for it in due(office).values() if it.rule == "return"}
    assert done == {
        "2023-24 Q3": SENT.on,
        "2023-24 Q4": SENT.on,
        "2024-25 Q1": None,
    }


def test_a_decision_to_carry_over_settles_the_year(office: Office) -> None:
    asked = Obligation("SSF5", Rule.CARRY_OVER, "2023-24", "ask", START, Role.FINANCE)
    office.record(obligation_event(asked, START))
    assert due(office)["carry-over 2023-24"].state == "passed"
    office.record(carry_over_event(CELL, Pence(500), office.day, "HO/7"))
    assert due(office)["carry-over 2023-24"].done_on == office.day


def test_somebody_records_what_no_other_act_shows(office: Office) -> None:
    take_in(office, 30)
    outturn = due(office)["outturn 2024-25"]
    office.day = date(2025, 5, 2)
    finance = office.session("finance.officer")
    mark_done(finance, outturn.entry, date(2025, 5, 1), "sent by post")
    done = due(office)["outturn 2024-25"]
    assert (done.state, done.done_on) == ("done", date(2025, 5, 1))
    with pytest.raises(UnknownName, match="there is no open obligation"):
        mark_done(finance, outturn.entry, office.day, "again")


def test_what_another_act_shows_or_is_to_come_is_not_marked(office: Office) -> None:
    take_in(office, 30)
    entry = due(office)["return 2024-25 Q1"].entry
    finance = office.session("finance.officer")
    with pytest.raises(WrongArgument, match="fundtrack return submit"):
        mark_done(finance, entry, office.day, "sent")
    with pytest.raises(WrongArgument, match="still to come"):
        mark_done(finance, entry, date(2024, 5, 1), "sent")
    with pytest.raises(NotAllowed, match="who can"):
        mark_done(office.session("reviewer"), entry, office.day, "sent")


def test_the_calendar_file_is_one_that_calendar_programs_read(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, 30)
    path = tmp_path / "due.ics"
    made = write_calendar(office.session("auditor"), path)
    text = path.read_bytes().decode()
    assert len(made.obligations) == text.count("BEGIN:VEVENT") == 6
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "DTSTART;VALUE=DATE:20240730\r\n" in text
    with pytest.raises(NoRoom, match="could not be written"):
        write_calendar(office.session("auditor"), tmp_path / "none" / "due.ics")


def test_an_obligation_is_given_to_a_person_who_keeps_it_when_its_day_moves(
    office: Office,
) -> None:
    take_in(office, 30)
    finance = office.session("finance.officer")
    returns = [it.entry for it in due(office).values() if it.rule == "return"]
    given = give_owner(finance, returns, "Reviewer", "she sends them")
    last = show_history(finance, Cell()).entries[-1]
    assert (last.about, last.reason) == ("SSF5 return 2024-25 Q4", "she sends them")
    assert last.changed == (FieldChange("owner", None, "reviewer"),)
    assert (given.owner, given.obligations) == ("reviewer", tuple(returns))
    take_in(office, 45, version=3)
    moved = due(office)["return 2024-25 Q1"]
    assert (str(moved.due_on), moved.owner) == ("2024-08-14", "reviewer")
    assert moved.owned_by
    assert moved.owned_by.people == ("Reviewer",)


def test_a_deputy_answers_for_what_falls_due_while_somebody_is_away(
    office: Office,
) -> None:
    take_in(office, 30)
    finance = office.session("finance.officer")
    found = due(office)
    quarters = [found[f"return 2024-25 {it}"].entry for it in ("Q1", "Q2")]
    give_owner(finance, quarters, "reviewer", "she sends them")
    office.record(*builders.person("admin", Role.ADMIN))
    july = (date(2024, 7, 1), date(2024, 8, 1))
    name_deputy(office.session("admin"), "reviewer", "cfo", *july)
    found = due(office)
    assert [found[f"return 2024-25 {it}"].owned_by for it in ("Q1", "Q2")] == [
        Owner("reviewer", "reviewer", ("Reviewer", "Cfo")),
        Owner("reviewer", "reviewer", ("Reviewer",)),
    ]


def test_an_owner_nobody_knows_and_a_thing_done_are_refused(office: Office) -> None:
    take_in(office, 30)
    finance = office.session("finance.officer")
    entry = due(office)["outturn 2024-25"].entry
    with pytest.raises(UnknownName, match="there is no person or role “nobody”"):
        give_owner(finance, [entry], "nobody", "why")
    with pytest.raises(UnknownName, match="there is no open obligation “3”"):
        give_owner(finance, [3], "cfo", "why")
