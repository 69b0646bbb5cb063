"""Fix what the agreements ask for and by when, record what is done, write the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundtrack.acts.recording import Recorded
from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import Standing
from fundtrack.domain.obligations import done_event
from fundtrack.domain.obligations import expected_receipt
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.obligations import obligation_events
from fundtrack.domain.obligations import obligations_of
from fundtrack.domain.obligations import owned_event
from fundtrack.domain.people import Permission
from fundtrack.errors import NoRoom
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.obligations import agreements
from fundtrack.metrics.obligations import obligations
from fundtrack.metrics.owners import owner_id
from fundtrack.metrics.position import Reader
from fundtrack.metrics.receivables import claims_sent
from fundtrack.sentences.calendars import calendar_file
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.files import written_aside
from fundtrack.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar file that was written and what stands in it."""

    file: str
    as_at: date
    obligations: tuple[ObligationDue, ...]


def record_obligations(session: Session, ledger: Ledger) -> int:
    """Fix what the newest terms of every fund ask for; give how many entries it took.

    Called in the act that brings terms, so that both are recorded or neither.
    """
    begun_on = ledger.rows("first_entry")[0]["begun_on"] or session.today
    held = _held(ledger, session.today)
    events: list[NewEvent] = []
    for agreement in agreements(ledger, LAST_ENTRY):
        wanted = obligations_of(agreement, begun_on, bank_holidays())
        standing = {
            (due.fund, str(due.rule), due.period): Standing(
                due.due_on, due.what, due.state is DueState.DONE
            )
            for due in held
            if due.fund == agreement.fund and due.rule is not Rule.RECEIPT
        }
        events += obligation_events(wanted, standing, session.today)
    return len(ledger.append(events, session.person)) if events else 0


def record_expected_receipt(session: Session, ledger: Ledger, return_id: str) -> None:
    """Fix the day by which the money of a claim just sent is expected."""
    claim = claims_sent(ledger, session.today, LAST_ENTRY, bank_holidays())[return_id]
    if claim.claimed_pence > 0:
        expected = expected_receipt(
            claim.fund, return_id, claim.expected_on, Provenance.RECORDED
        )
        event = obligation_event(expected, session.today)
        ledger.append([event], session.person)


def mark_done(session: Session, entry: int, on: date, reference: str) -> Recorded:
    """Record that an obligation was met.

    Args:
        entry: the entry that fixed it, as the calendar's JSON gives it.

    Raises:
        UnknownName: when no open obligation has that entry.
        WrongArgument: when the day is still to come, or the act is seen elsewhere.
    """
    if on > session.today:
        raise WrongArgument(f"{on} is still to come; record it when it is done")
    with session.writing(Permission.RECORD) as ledger:
        due = _open_one(_held(ledger, session.today), entry)
        event = done_event((due.fund, due.rule, due.period), on, reference)
        done = ledger.append([event], session.person)[0]
        return Recorded(done, ledger.rows("event_hash", seq=done)[0]["hash"])


@dataclass(frozen=True, slots=True)
class OwnerGiven:
    """Who answers from now on, for the obligations that the entries fixed."""

    owner: str
    obligations: tuple[int, ...]
    entries: tuple[int, ...]


def give_owner(
    session: Session, entries: Sequence[int], owner: str, reason: str
) -> OwnerGiven:
    """Give obligations to a person of the register, or to a role.

    Args:
        entries: what fixed them, as the calendar's JSON gives it.

    Raises:
        UnknownName: for an entry that fixed no open obligation, or an owner that is
            neither in the people register nor a role.
    """
    with session.writing(Permission.RECORD) as ledger:
        held = {
            due.entry: due
            for due in _held(ledger, session.today)
            if due.state is not DueState.DONE
        }
        named = owner_id(ledger, owner, session.today)
        events = []
        for entry in entries:
            if entry not in held:
                listed = [str(it) for it in held]
                raise UnknownName("open obligation", str(entry), listed)
            due = held[entry]
            key = (due.fund, str(due.rule), due.period)
            events.append(owned_event(key, named, session.today, reason))
        recorded = ledger.append(events, session.person)
        return OwnerGiven(named, tuple(entries), tuple(recorded))


def write_calendar(session: Session, path: Path) -> Calendar:
    """Write every obligation into a calendar file that calendar programs take in.

    Raises:
        NoRoom: when the file cannot be written there.
    """
    settings = session.workspace.settings()
    on = settings.today(session.clock)
    with session.reading() as books:
        found = obligations(books, on, LAST_ENTRY, bank_holidays())
    text = calendar_file(settings.office, found, session.clock())
    try:
        with written_aside(path) as aside:
            aside.write_bytes(text.encode())
    except OSError as error:
        raise NoRoom(path, str(error.strerror)) from error
    return Calendar(str(path), on, found)


def _held(reader: Reader, on: date) -> tuple[ObligationDue, ...]:
    return obligations(reader, on, LAST_ENTRY, bank_holidays())


def _open_one(held: Sequence[ObligationDue], entry: int) -> ObligationDue:
    waiting = {due.entry: due for due in held if due.state is not DueState.DONE}
    if entry not in waiting:
        raise UnknownName("open obligation", str(entry), [str(it) for it in waiting])
    due = waiting[entry]
    if due.rule in {Rule.RETURN, Rule.RECEIPT}:
        verb = "submit" if due.rule is Rule.RETURN else "receive"
        raise WrongArgument(
            f"{due.what}: it is done when that is recorded: fundtrack return {verb}"
        )
    return due
