"""What a funder says of a return, and what follows: queries, agreement, a new version.

Nothing here changes a version that was certified: it is answered, replaced or closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.acts.receipts import claim_owed
from fundtrack.acts.recording import Recorded
from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import require_same
from fundtrack.acts.return_files import require_step
from fundtrack.acts.return_files import shown
from fundtrack.acts.return_files import step_event
from fundtrack.acts.returns import draft
from fundtrack.acts.returns import step_of
from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.returns import PERMISSIONS
from fundtrack.domain.returns import ReturnState
from fundtrack.errors import NotCounted
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import known_entry
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_papers
from fundtrack.returns.queries import open_queries
from fundtrack.store.ledger import Ledger
from fundtrack.store.snapshot import Books

WHOLE = "whole return"
"""The section of a query that is about all of a return."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a funder asked: about which sheet, in which words, on which day."""

    section: str
    text: str
    on: date


def query(session: Session, return_id: str, asked: Question) -> ReturnStep:
    """Record what the funder asked about a return that was sent.

    Raises:
        UnknownName: for a section that is no sheet of the return.
        OutOfOrder: when it was not sent, or is closed.
        WrongArgument: when nothing was asked, or before it was sent.
    """
    section = _section(asked.section)
    facts = {"section": section, "question": _words(asked.text, "a query")}
    return _step(
        session,
        (return_id, ReturnState.QUERIED),
        f"{return_id} queried: {section}",
        facts,
        asked.on,
    )


def answer(session: Session, return_id: str, entry: int, text: str) -> Recorded:
    """Record what was answered to a query.

    Raises:
        UnknownName: when the entry is no open query of the return.
    """
    words = _words(text, "an answer")
    with session.writing(Permission.SUBMIT) as ledger:
        filed = read_filed(ledger, return_id)
        waiting = [it.entry for it in open_queries(ledger, return_id)]
        if entry not in waiting:
            listed = [str(it) for it in waiting]
            raise UnknownName("open query", str(entry), listed)
        event = NewEvent(
            kind="return_answer",
            effective_on=session.today,
            reason=f"{return_id}: query {entry} answered",
            payload={
                "return_id": filed.return_id,
                "fund": filed.fund,
                "query": entry,
                "answer": words,
            },
        )
        made = ledger.append([event], session.person)[0]
        return Recorded(made, ledger.rows("event_hash", seq=made)[0]["hash"])


def agree(session: Session, return_id: str, on: date, reference: str) -> ReturnStep:
    """Record that the funder agreed a return's claim.

    Raises:
        NotCounted: while a query of it is not answered.
    """
    with session.reading() as books:
        waiting = open_queries(books, return_id)
    if waiting:
        raise NotCounted(
            f"query {waiting[0].entry} on {waiting[0].section} is not answered; record "
            f"the answer first: fundtrack return answer {return_id} {waiting[0].entry}"
        )
    facts = {"reference": _words(reference, "an agreement", what="reference")}
    return _step(
        session,
        (return_id, ReturnState.AGREED),
        f"{return_id} agreed by the funder",
        facts,
        on,
    )


def close(session: Session, return_id: str, reason: str) -> ReturnStep:
    """Close a return whose claim is settled.

    Raises:
        NotCounted: while money is owed on it either way.
    """
    words = _words(reason, "closing")
    with session.reading() as books:
        owed = Pence(sum(it.pence for it in claim_owed(books, return_id)))
    if owed:
        raise NotCounted(
            f"{show_pence(owed)} is still owed on {return_id}; record what arrived "
            f"(fundtrack return receive {return_id}) or send a version that claims "
            f"what the funder agreed (fundtrack return resubmit {return_id})"
        )
    state = (return_id, ReturnState.CLOSED)
    return _step(session, state, words, {}, session.today)


def reopen(session: Session, return_id: str, reason: str) -> ReturnStep:
    """Withdraw a certification before it is sent, or undo a closing.

    The files of a certification that is withdrawn stay as they are; the next
    preparing makes a version of its own.
    """
    words = _words(reason, "reopening")
    state = (return_id, ReturnState.REOPENED)
    return _step(session, state, words, {}, session.today)


def resubmit(
    session: Session, return_id: str, reason: str, as_known: str | None = None
) -> ReturnStep:
    """Prepare a new version of a return that was sent; it takes the old one's place.

    The old version's claim stands until the new one is submitted.

    Args:
        as_known: an entry number or a moment; None for all that is known now.

    Raises:
        FiguresRefused: when claim and ledger do not tie; nothing is then recorded.
    """
    words = _words(reason, "a new version")
    with session.filing(Permission.PREPARE) as (ledger, books):
        filed = read_filed(ledger, return_id)
        replaced = require_step(session, ledger, filed.life, ReturnState.RESUBMITTED)
        which = (filed.fund, filed.quarter, filed.version + 1)
        known = known_entry(books, as_known)
        papers = draft(session, (ledger, books), which, known)
        begun = papers.signing
        facts = {"snapshot": books.info.snapshot, "replaces": return_id}
        told = {"replaced_by": begun.return_id}
        events = [
            step_event(filed, replaced, words, told),
            replace(step_of(papers, begun.steps[-1], facts), reason=words),
        ]
        ledger.append(events, session.person)
        return replace(shown(papers), replaces=return_id)


def _step(
    session: Session,
    which: tuple[str, ReturnState],
    reason: str,
    facts: Mapping[str, Any],
    on: date,
) -> ReturnStep:
    """Record a step that moves no money and changes no figure."""
    return_id, wanted = which
    with session.filing(PERMISSIONS[wanted]) as (ledger, books):
        filed = read_filed(ledger, return_id)
        step = require_step(session, ledger, filed.life, wanted)
        _check_day(filed, on, session.today)
        require_same(ledger, books, return_id)
        step = replace(step, on=on)
        ledger.append([step_event(filed, step, reason, facts)], session.person)
        return _told(session, books, filed, ledger)


def _told(session: Session, books: Books, filed: Filed, ledger: Ledger) -> ReturnStep:
    done = shown(make_papers(books, order_for(session, filed)), filed.sha256)
    state = str(read_filed(ledger, filed.return_id).life.state)
    waiting = open_queries(ledger, filed.return_id)
    return replace(done, state=state, queries=waiting)


def _check_day(filed: Filed, on: date, today: date) -> None:
    sent = filed.life.last(ReturnState.SUBMITTED)
    if sent and on < sent.on:
        raise WrongArgument(
            f"{filed.return_id} was sent on {sent.on}, so nothing was said of it "
            f"on {on}"
        )
    if on > today:
        raise WrongArgument(f"{on} is still to come; record it when it has happened")


def _section(named: str) -> str:
    sheets = {sheet.name.casefold(): sheet.name for sheet in read_layout().sheets}
    sheets[WHOLE] = WHOLE
    found = sheets.get(named.strip().casefold())
    if found is None:
        raise UnknownName("sheet of a return", named, sorted(sheets.values()))
    return found


def _words(said: str, whose: str, what: str = "reason") -> str:
    words = said.strip()
    if not words:
        raise WrongArgument(f"{whose} needs a {what} in words, which the books keep")
    return words
