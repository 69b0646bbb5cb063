"""Put right what was recorded wrongly: one entry, or all that a file brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.acts.orders import drawn_down
from fundtrack.acts.receipt_corrections import receipt_put_right
from fundtrack.acts.recording import require_names
from fundtrack.acts.recording import require_whole
from fundtrack.acts.session import Session
from fundtrack.acts.touched_returns import ReturnTouched
from fundtrack.acts.touched_returns import returns_touched
from fundtrack.acts.touched_returns import touched_findings
from fundtrack.domain.corrections import PLANS
from fundtrack.domain.corrections import RECEIPT
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.corrections import check_correctable
from fundtrack.domain.corrections import replacing_events
from fundtrack.domain.corrections import undoing_event
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.metrics.entries import read_entries
from fundtrack.metrics.entries import read_entry
from fundtrack.money import Pence
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger

VERSIONED = {"award": "standing_awards", "allocation": "standing_allocations"}
MAY_BE_PARTIAL = frozenset(VERSIONED)
REVERSIBLE = frozenset({"import", "take_on"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was undone and recorded: the last entry, with the hash it got.

    `undone` are the entries that no longer count, `entries` those recorded.
    """

    entry: int
    event_hash: str
    entries: tuple[int, ...]
    undone: tuple[int, ...]
    returns_touched: tuple[ReturnTouched, ...]
    findings: tuple[Finding, ...]


def correct(session: Session, entry: int, said: Correction) -> Corrected:
    """Undo an entry by new ones, and record the right facts where they are given.

    Raises:
        UnknownName: when there is no such entry, or no such fund, area or project.
        CorrectionRefused: when it cannot be corrected; the sentence says what to do.
    """
    _require_reason(said.reason)
    with session.writing(Permission.RECORD) as ledger:
        held = read_entry(ledger, entry)
        check_correctable(held)
        answers = _later_answers(ledger, held)
        _require_cell(ledger, held, said)
        if held.event.kind == RECEIPT:
            mended = receipt_put_right(ledger, held, said, session.today)
            return _recorded(session, ledger, mended.undone, mended.events)
        if held.event.kind in PLANS:
            events = replacing_events(held, _plan_put_right(ledger, held, said), 0)
            return _recorded(session, ledger, [held], events)
        _require_standing_version(ledger, held)
        undone = [held, *read_entries(ledger, answers)]
        events = tuple(undoing_event(each, said.reason) for each in undone)
        if said.has_facts:
            following = ledger.head.seq + len(events) + 1
            events += replacing_events(held, said, following)
        return _recorded(session, ledger, undone, events)


def reverse(session: Session, import_entry: int, reason: str) -> Corrected:
    """Undo all that one file of spending brought, and what was done to its lines since.

    The file itself stays in evidence, and can be taken in again.

    Raises:
        UnknownName: when there is no such entry.
        CorrectionRefused: when it is no import, is reversed already, or a line of
            another file that it changed was changed again since.
    """
    _require_reason(reason)
    with session.writing(Permission.RECORD) as ledger:
        held = read_entry(ledger, import_entry)
        if held.event.kind not in REVERSIBLE:
            raise CorrectionRefused(
                f"entry {import_entry} is not the import of a file of spending; "
                "fundtrack history shows the imports and their entries"
            )
        if ledger.rows("later_answers", entry=import_entry, line=import_entry):
            raise CorrectionRefused(f"entry {import_entry} is reversed already")
        found = ledger.rows("import_entries", **{"import": import_entry})
        _require_untouched(found)
        undone = [held, *read_entries(ledger, [row["entry"] for row in found])]
        events = tuple(undoing_event(each, reason) for each in undone)
        return _recorded(session, ledger, undone, events)


def _recorded(
    session: Session,
    ledger: Ledger,
    undone: Sequence[HeldEntry],
    events: Sequence[NewEvent],
) -> Corrected:
    drawn = drawn_down(ledger, events)
    entries = ledger.append([*events, *drawn.events], session.person)
    numbers = [held.entry for held in undone]
    touched = returns_touched(ledger, numbers, events)
    return Corrected(
        entry=entries[-1],
        event_hash=ledger.head.hash,
        entries=tuple(entries),
        undone=tuple(numbers),
        returns_touched=touched,
        findings=(*touched_findings(touched), *drawn.findings),
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise WrongArgument("a correction needs a reason, which the history shows")


def _later_answers(ledger: Ledger, held: HeldEntry) -> list[int]:
    """List what is undone together with an entry: the reversal of an accrual.

    Raises:
        CorrectionRefused: when anything else answers it or puts it right.
    """
    found = ledger.rows("later_answers", entry=held.entry, line=held.line)
    others = [row for row in found if not _goes_with(held, row)]
    if others:
        last = others[-1]
        if last["is_undoing"]:
            raise CorrectionRefused(
                f"entry {held.entry} is undone already, by entry {last['entry']}; "
                "record anew what is missing"
            )
        raise CorrectionRefused(
            f"entry {last['entry']} ({last['kind'].replace('_', ' ')}) counts in place "
            f"of entry {held.entry} since; correct that one"
        )
    return [row["entry"] for row in found]


def _goes_with(held: HeldEntry, row: Row) -> bool:
    is_own = row["kind"] == "accrual_reversal" and not row["is_undoing"]
    return held.event.kind == "accrual" and is_own


def _require_cell(ledger: Ledger, held: HeldEntry, said: Correction) -> None:
    if said.cell is None:
        return
    if held.event.kind in MAY_BE_PARTIAL:
        require_names(ledger, said.cell)
    else:
        require_whole(ledger, said.cell)


def _require_standing_version(ledger: Ledger, held: HeldEntry) -> None:
    """Refuse to take back what a later version has taken back already."""
    if held.event.kind not in VERSIONED:
        return
    fund = held.cell.fund
    rows = ledger.rows("register_versions", kind=held.event.kind, fund=fund)
    standing = rows[0]["version"]
    if held.said["version"] != standing:
        raise CorrectionRefused(
            f"entry {held.entry} is of version {held.said['version']}, which version "
            f"{standing} replaced; correct a figure of that one"
        )


def _plan_put_right(ledger: Ledger, held: HeldEntry, said: Correction) -> Correction:
    """Give the figure that counts from now on: the one named, else the one before."""
    keys = ("fund", "area", "project", "heading", "spend_kind", "financial_year")
    found = ledger.rows(
        "plan_figures",
        measure=held.event.kind,
        quarter=held.said["quarter"],
        **{key: held.said[key] for key in keys},
    )
    if found[0]["entry"] != held.entry:
        raise CorrectionRefused(
            f"entry {found[0]['entry']} counts in place of entry {held.entry} since; "
            "correct that one"
        )
    if said.has_facts:
        return said
    if len(found) == 1:
        raise CorrectionRefused(
            f"nothing was said before entry {held.entry}; give the {held.event.kind} "
            "that counts with --amount, 0 for nought"
        )
    return replace(said, pence=Pence(found[1]["pence"]))


def _require_untouched(found: Sequence[Row]) -> None:
    later = [row for row in found if row["later"] is not None]
    if later:
        raise CorrectionRefused(
            f"entry {later[0]['later']} changed a line after this file did (entry "
            f"{later[0]['entry']}); correct that one first"
        )
