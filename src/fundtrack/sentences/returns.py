"""What the Returns page says of one return: how it stands and what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.returns import ReturnState
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day

NIL = Pence(0)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DONE = {
    ReturnState.PREPARED: "Prepared",
    ReturnState.REVIEWED: "Reviewed",
    ReturnState.CERTIFIED: "Certified and frozen",
    ReturnState.SUBMITTED: "Sent",
    ReturnState.QUERIED: "Queried by the funder",
    ReturnState.RESUBMITTED: "Replaced by a new version",
    ReturnState.AGREED: "Agreed by the funder",
    ReturnState.PAID: "Paid",
    ReturnState.CLOSED: "Closed",
    ReturnState.REOPENED: "Opened again",
}
"""What was done when a return came into a state."""

TO_COME = {
    ReturnState.PREPARED: "Prepared by {who}",
    ReturnState.REVIEWED: "Reviewed by {who}",
    ReturnState.CERTIFIED: "Certified by {who}",
    ReturnState.SUBMITTED: "Sent to the funder, which {who} records",
    ReturnState.QUERIED: "Queried by the funder, which {who} records",
    ReturnState.RESUBMITTED: "Prepared anew by {who}",
    ReturnState.AGREED: "Agreed by the funder, which {who} records",
    ReturnState.PAID: "Paid by the funder, which {who} records",
    ReturnState.CLOSED: "Closed by {who}",
    ReturnState.REOPENED: "Opened again by {who}",
}
"""Who has to bring a return into a state."""


@dataclass(frozen=True, slots=True)
class HowItStands:
    """How one quarter's return stands on a day.

    `state` is None and `version` nought before there is one; `blocks` counts what
    blocks it; `owed_pence` is what the funder still has to pay, below nought what is
    to be given back, and None before it was sent; `queries` are those not answered.
    """

    quarter: str
    on: date
    due_on: date | None
    version: int = 0
    state: ReturnState | None = None
    claim_pence: Pence = NIL
    was_sent: bool = False
    blocks: int = 0
    sent_on: date | None = None
    expected_on: date | None = None
    owed_pence: Pence | None = None
    queries: int = 0


def return_sentence(told: HowItStands) -> str:
    """Say how a return stands and what comes of it next, in one sentence."""
    state = told.state
    if state is None:
        return f"No return is begun for {told.quarter}; {_due(told)}."
    if state in {ReturnState.PREPARED, ReturnState.REVIEWED}:
        return _draft(told)
    if state is ReturnState.CERTIFIED:
        return f"{_named(told)} is certified, not sent; {_due(told)}."
    if state is ReturnState.RESUBMITTED:
        return (
            f"Version {told.version} of the {told.quarter} return was replaced by "
            f"version {told.version + 1}."
        )
    if state is ReturnState.REOPENED and not told.was_sent:
        return (
            f"The certification of the {told.quarter} return was withdrawn before it "
            f"was sent: prepare version {told.version + 1}; {_due(told)}."
        )
    return _after_sending(told)


def nothing_due(fund: str) -> str:
    """Say that a fund asks for no return."""
    return f"No return is due for {fund}, and none is held."


def asks_for(pence: Pence) -> str:
    """Say what a claim asks for: `claims £1.00`, `gives back £1.00`."""
    if not pence:
        return "claims nothing"
    return f"{'claims' if pence > 0 else 'gives back'} {show_pence(Pence(abs(pence)))}"


def number_of(count: int, one: str, many: str) -> str:
    """Write a count in words up to nine: `three things block`."""
    said = NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
    return f"{said} {one if count == 1 else many}"


def who_in_words(names: Sequence[str]) -> str:
    """List people of whom one suffices: `R. Reviewer or C. Officer`."""
    if not names:
        return "nobody yet: nobody holds the role"
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def next_step(state: ReturnState, names: Sequence[str]) -> str:
    """Say who has to bring a return into a state."""
    return f"{TO_COME[state].format(who=who_in_words(names))}."


def due_words(due_on: date, on: date, left: int) -> str:
    """Say in a table how near a due day is.

    Args:
        left: the working days left, below nought when it is overdue.
    """
    if due_on < on:
        return f"{counted((on - due_on).days, 'day')} overdue"
    return "today" if due_on == on else counted(left, "working day")


def since_heading(baseline: str, count: int) -> str:
    """Head the list of what was recorded since an earlier return."""
    if not count:
        return f"Nothing of the fund was recorded since {baseline}"
    return f"Since {baseline}: {counted(count, 'entry', 'entries')}"


def since_sub(late: int, late_pence: Pence, until: str) -> str:
    """Say how much of what was recorded since counts in quarters returned before."""
    if not late:
        return f"None of them counts up to {until}."
    return (
        f"{counted(late, 'entry', 'entries')} of {show_pence(late_pence)} together "
        f"{'counts' if late == 1 else 'count'} up to {until}: bills and credits that "
        "came late."
    )


def remade_words(note: str, places: Sequence[str]) -> str:
    """Say whether a frozen return, made again, is what was certified.

    Args:
        note: what was compared.
        places: where it differs.
    """
    if not places:
        return f"Made again and the same: {note}."
    where = listed(list(dict.fromkeys(places)))
    return f"Made again and not the same: {where}. Keep the folder and restore it."


def _draft(told: HowItStands) -> str:
    is_reviewed = told.state is ReturnState.REVIEWED
    said = f"The {told.quarter} return {asks_for(told.claim_pence)}"
    if is_reviewed:
        said += " and is reviewed"
    if told.blocks:
        what = number_of(told.blocks, "thing blocks it", "things block it")
        return f"{said}; {what}, and {_due(told)}."
    following = "certified" if is_reviewed else "reviewed"
    return f"{said}; nothing blocks it, it waits to be {following}, and {_due(told)}."


def _after_sending(told: HowItStands) -> str:
    named = _named(told)
    if told.state is ReturnState.QUERIED:
        asked = number_of(told.queries, "query waits", "queries wait")
        waits = f"{asked} for an answer" if told.queries else "every query is answered"
        return f"The funder asked about {named[:1].lower()}{named[1:]}: {waits}."
    if told.state is ReturnState.PAID:
        return f"{named} is paid in full."
    how = {
        ReturnState.AGREED: "is agreed by the funder",
        ReturnState.CLOSED: "is closed",
        ReturnState.REOPENED: "is open again",
    }.get(told.state or ReturnState.SUBMITTED)
    sent = f"was sent on {long_day(told.sent_on)}" if told.sent_on else "was sent"
    return f"{named} {how or sent}; {_payment(told)}."


def _named(told: HowItStands) -> str:
    version = f", version {told.version}," if told.version > 1 else ""
    return f"The {told.quarter} return{version} of {show_pence(told.claim_pence)}"


def _payment(told: HowItStands) -> str:
    owed = told.owed_pence
    if not owed:
        return "nothing is owed on it"
    if owed < 0:
        return f"{show_pence(Pence(-owed))} of it is owed back to the funder"
    if told.expected_on is None:
        return f"{show_pence(owed)} is still to come"
    day = long_day(told.expected_on)
    if told.expected_on < told.on:
        late = counted((told.on - told.expected_on).days, "day")
        return f"{show_pence(owed)} was expected by {day} and is {late} late"
    return f"{show_pence(owed)} is expected by {day}"


def _due(told: HowItStands) -> str:
    if told.due_on is None:
        return "the books hold no day by which it is due"
    if told.due_on < told.on:
        late = counted((told.on - told.due_on).days, "day")
        return f"it was due on {long_day(told.due_on)}, {late} ago"
    if told.due_on == told.on:
        return "it is due today"
    return f"it is due on {long_day(told.due_on)}"
