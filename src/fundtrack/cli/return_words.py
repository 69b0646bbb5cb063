"""Returns in words: one line a fact, as the command line says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundtrack.domain.returns import state_in_words
from fundtrack.money import Pence
from fundtrack.money import show_pence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fundtrack.acts.return_attachments import Attachment
    from fundtrack.acts.return_diffs import ReturnDiff
    from fundtrack.acts.return_files import ReturnStep
    from fundtrack.acts.return_showing import ReturnShown
    from fundtrack.acts.return_showing import SignItem
    from fundtrack.acts.return_showing import SignSheet
    from fundtrack.acts.return_standings import Owed
    from fundtrack.acts.return_standings import ReturnStanding
    from fundtrack.returns.diffs import FieldChange
    from fundtrack.returns.layouts import Value


def step_words(step: ReturnStep) -> list[str]:
    """Write how far a return is and what it claims."""
    figures = (
        f"claim {show_pence(step.claim_pence)}, "
        f"ledger {show_pence(step.ledger_pence)}, "
        f"difference {show_pence(step.difference_pence)}"
    )
    words = [f"{step.return_id} is {state_in_words(step.state)}: {figures}"]
    words += [step.note] if step.note else []
    words += [f"it takes the place of {step.replaces}"] if step.replaces else []
    words += [
        f"query {it.entry} on {it.section} waits for an answer: {it.question}"
        for it in step.queries
    ]
    return words


def shown_words(found: ReturnShown) -> list[str]:
    """Write who signed a return, which papers are kept, what is owed on it."""
    signed = [
        f"{it.step} by {it.person}{_because(' for ', it.acting_for)} on {it.on}"
        for it in found.steps
    ]
    owed = [owed_words(found.owed)] if found.owed else []
    received = [
        f"received {show_pence(it.pence)} on {it.received_on}, {it.reference}"
        f"{_because(', short because ', it.short_because)}"
        for it in found.receipts
    ]
    return [*signed, *owed, *received, *(kept_words(it) for it in found.attachments)]


def _because(joint: str, said: str) -> str:
    return f"{joint}{said}" if said else ""


def owed_words(owed: Owed) -> str:
    """Write what is owed on a claim, and since when."""
    late = f", {owed.late_days} days late" if owed.late_days else ""
    return (
        f"claimed {show_pence(owed.claimed_pence)}, "
        f"received {show_pence(owed.received_pence)}, "
        f"owed {show_pence(owed.owed_pence)}: {owed.ageing}, "
        f"expected by {owed.expected_on}{late}"
    )


def kept_words(kept: Attachment) -> str:
    """Write which paper of a return is kept under which hash."""
    return f"{kept.paper}: {kept.file}, kept {kept.kept_on}, sha256 {kept.sha256}"


def sheet_words(sheet: SignSheet) -> list[str]:
    """Write the page that whoever certifies reads first."""
    lines = (f"  {it.item}: {_sum(it)}{it.detail}".rstrip("; ") for it in sheet.items)
    return [f"sign sheet of {sheet.return_id} ({sheet.state})", *lines]


def _sum(it: SignItem) -> str:
    return "" if it.pence is None else f"{show_pence(it.pence)}; "


def list_words(standings: Iterable[ReturnStanding]) -> list[str]:
    """Write where every return stands, a line each."""
    return [standing_words(it) for it in standings] or ["no return is begun or due"]


def standing_words(it: ReturnStanding) -> str:
    """Write where one return stands as a line."""
    named = it.return_id or f"{it.fund} {it.quarter}"
    said = [f"{named}: {it.state_in_words}"]
    if it.claim_pence is not None:
        said.append(f"claim {show_pence(it.claim_pence)}")
    if it.owed is not None:
        paid = show_pence(it.owed.received_pence)
        said.append(f"received {paid}, owed {show_pence(it.owed.owed_pence)}")
        said.append(f"{it.owed.ageing}, expected by {it.owed.expected_on}")
    if it.working_days_left is not None:
        said.append(f"due {it.due_on} ({it.working_days_left} working days left)")
    if it.stale_entries:
        moved = show_pence(it.stale_pence or Pence(0))
        entries = "1 entry" if it.stale_entries == 1 else f"{it.stale_entries} entries"
        said.append(f"ledger moved by {moved} since, by {entries}")
    if it.next.verb:
        people = ", ".join(it.next.people) or "nobody"
        said.append(f"next: {it.next.verb} by {people}")
    return "; ".join(said)


def diff_words(found: ReturnDiff) -> list[str]:
    """Write what changed between two versions, and because of which entries."""
    whole = (
        f"{found.return_id} claims {show_pence(found.claim_pence)}, "
        f"{show_pence(found.change_pence)} more than {found.earlier} "
        f"({show_pence(found.earlier_claim_pence)})"
    )
    changes = [
        f"{it.sheet}: {it.row}: {it.field}: "
        f"{_written(it, it.before)} became {_written(it, it.after)}"
        for it in found.changes
    ]
    causes = [
        f"entry {it.entry}, {it.effective_on}, by {it.person}: "
        f"{it.kind.replace('_', ' ')}{_moved(it.pence)}"
        f"{f': {it.why}' if it.why else ''}"
        for it in found.causes
    ]
    return [
        whole,
        *(changes or ["no field differs"]),
        "recorded between them:",
        *causes,
    ]


def _written(change: FieldChange, value: Value) -> str:
    if value is None:
        return "nothing"
    if change.change_pence is not None and isinstance(value, int):
        return show_pence(Pence(value))
    return str(value)


def _moved(pence: Pence | None) -> str:
    return "" if pence is None else f" of {show_pence(pence)}"
