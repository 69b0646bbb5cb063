"""Answer what waits for a person and whose it is, and which credits reverse what."""

from dataclasses import dataclass
from datetime import date

from fundtrack.acts.session import Session
from fundtrack.domain.cells import ANY
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.credits import CreditPair
from fundtrack.metrics.credits import OpenCredit
from fundtrack.metrics.credits import credits_held
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class AgedLine:
    """A line that waits: whose it is, and for how many days.

    `pence` is None for a refused row whose amount could not be read; `fund` is empty
    where nobody knows it.
    """

    entry: int
    dated: date
    fund: str
    supplier: str
    what: str
    pence: Pence | None
    owner: str
    since: date
    age_days: int
    file: str
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Suspense:
    """Lines in suspense and refused rows, oldest first, as by a day."""

    as_at: date
    as_known: int
    snapshot: str
    lines: tuple[AgedLine, ...]
    suspense_lines: int
    suspense_pence: Pence
    refused: tuple[AgedLine, ...]


@dataclass(frozen=True, slots=True)
class CreditsShown:
    """Credits dated up to a day, and what each reverses."""

    as_at: date
    as_known: int
    snapshot: str
    pairs: tuple[CreditPair, ...]
    unpaired: tuple[OpenCredit, ...]


def show_suspense(
    session: Session,
    fund: str = ANY,
    as_at: date | None = None,
    as_known: str | None = None,
) -> Suspense:
    """List what waits for a person; one fund's, or all.

    Args:
        as_at: the day by which the age counts; the office's today for None.

    Raises:
        UnknownName: when there is no such fund.
    """
    day = as_at or session.workspace.settings().today(session.clock)
    with session.reading() as books:
        known, asked = known_entry(books, as_known), fund_id(books, fund)
        waiting, bad = (
            [
                _aged(line, day)
                for line in find(books, known)
                if asked in {ANY, line.fund}
            ]
            for find in (suspense, refused)
        )
        return Suspense(
            as_at=day,
            as_known=known,
            snapshot=books.info.snapshot,
            lines=tuple(waiting),
            suspense_lines=len(waiting),
            suspense_pence=Pence(sum(line.pence or 0 for line in waiting)),
            refused=tuple(bad),
        )


def show_credits(
    session: Session,
    fund: str = ANY,
    as_at: date | None = None,
    as_known: str | None = None,
) -> CreditsShown:
    """Pair every credit with the bill it reverses, as far as that can be told.

    Raises:
        UnknownName: when there is no such fund.
    """
    day = as_at or session.workspace.settings().today(session.clock)
    with session.reading() as books:
        known = known_entry(books, as_known)
        found = credits_held(books, Selection(day, known, fund_id(books, fund)))
        return CreditsShown(
            day, known, books.info.snapshot, found.pairs, found.unpaired
        )


def _aged(line: WaitingLine, on: date) -> AgedLine:
    return AgedLine(
        entry=line.entry,
        dated=line.dated,
        fund=line.fund,
        supplier=line.supplier,
        what=line.what,
        pence=line.pence,
        owner=line.owner,
        since=line.since,
        age_days=line.age_days(on),
        file=line.file,
        sheet=line.sheet,
        row=line.row,
    )
