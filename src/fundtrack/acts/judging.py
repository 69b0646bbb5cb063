"""Judge lines of spending: eligible though a rule refuses them, or not eligible."""

import json
from collections.abc import Sequence

from fundtrack.acts.coding import Coded
from fundtrack.acts.coding import require_known
from fundtrack.acts.orders import drawn_down
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import known_spending
from fundtrack.acts.spend_known import standing_postings
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.judgements import Judgement
from fundtrack.domain.judgements import StandingLine
from fundtrack.domain.judgements import eligible_event
from fundtrack.domain.judgements import fund_of
from fundtrack.domain.judgements import ineligible_event
from fundtrack.domain.people import Permission
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.eligibility import eligibility_rules
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger


def judge_eligible(
    session: Session, entries: Sequence[int], cell: Cell, reason: str
) -> Coded:
    """Put lines on a cell, or leave them there, whatever the eligibility rules say.

    Raises:
        WrongArgument: when there is no reason, or a line cannot stand on the cell.
        UnknownName: when the registers do not hold a part of the cell.
    """
    _require_reason(reason)
    judgement = Judgement(session.person, reason)
    with session.writing(Permission.RECORD) as ledger:
        known = known_spending(ledger)
        require_known(cell, known.names)
        if not cell.is_whole:
            raise WrongArgument("a line outside the funds is not judged; name a cell")
        lines = standing_lines(ledger, entries)
        return _recorded(
            session,
            ledger,
            [eligible_event(it, cell, judgement, known.vat_rules) for it in lines],
        )


def judge_ineligible(
    session: Session, entries: Sequence[int], reason: str, rule: str = ""
) -> Coded:
    """Take lines out of their fund because its agreement does not pay them.

    Args:
        rule: the eligibility rule that says so; its words count where no others are
            given.

    Raises:
        WrongArgument: when neither rule nor reason is given, or a line stands in no
            fund, or in several.
        UnknownName: when the fund has no such rule.
    """
    if not rule:
        _require_reason(reason)
    with session.writing(Permission.RECORD) as ledger:
        events = [
            ineligible_event(line, _refusal(ledger, line, rule, reason), session.person)
            for line in standing_lines(ledger, entries)
        ]
        return _recorded(session, ledger, events)


def standing_lines(books: Reader, entries: Sequence[int]) -> list[StandingLine]:
    """Read lines, and where the money of each stands by now.

    Raises:
        WrongArgument: when an entry is no line of spending, or counts no more.
    """
    found = {
        row["entry"]: row for row in books.rows("judged_lines", entries=list(entries))
    }
    return [_line(books, entry, found.get(entry)) for entry in dict.fromkeys(entries)]


def _line(books: Reader, entry: int, row: Row | None) -> StandingLine:
    if row is None:
        raise WrongArgument(f"entry {entry} is not a line of spending that was booked")
    if row["is_undone"] or row["told_kind"] == "vanished_line":
        raise WrongArgument(f"entry {entry} counts no more; fundtrack history says why")
    standing = standing_postings(books, sorted({row["root"], row["line"]}))
    return StandingLine(
        entry=row["line"],
        root=row["root"],
        dated=row["effective_on"],
        said=json.loads(row["payload"]),
        told=json.loads(row["told"]),
        standing=tuple(side for sides in standing.values() for side in sides),
        read_from=Source(
            row["source_sha256"],
            row["source_sheet"],
            row["source_row"],
            row["source_column"],
        ),
        provenance=Provenance(row["provenance"]),
    )


def _refusal(books: Reader, line: StandingLine, rule: str, reason: str) -> Refusal:
    if not rule:
        return Refusal(reason)
    fund = fund_of(line)
    held = [it for it in eligibility_rules(books, LAST_ENTRY) if it.fund == fund]
    named = [it for it in held if it.id.casefold() == rule.casefold()]
    if not named:
        known = list(dict.fromkeys(it.id for it in held))
        raise UnknownName(f"eligibility rule of {fund}", rule, known)
    last = max(named, key=lambda it: it.version).refusal
    return Refusal(reason or last.reason, last.rule, last.clause)


def _recorded(session: Session, ledger: Ledger, events: Sequence[NewEvent]) -> Coded:
    if not events:
        raise WrongArgument("name the entry of at least one line")
    drawn = drawn_down(ledger, events)
    recorded = ledger.append([*events, *drawn.events], session.person)
    coded = tuple(recorded[: len(events)])
    return Coded(coded, recorded[-1], ledger.head.hash, drawn.findings)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise WrongArgument("a judgement needs a reason, which the history shows")
