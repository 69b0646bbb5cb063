"""Awards: what a funder promises, in versions that replace one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.money import Pence


class AwardState(StrEnum):
    """How far an award has come; each is a fact of its own."""

    ANNOUNCED = "announced"
    OFFERED = "offered"
    AGREED = "agreed"
    VARIED = "varied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Award:
    """One figure of one version of an award.

    `cell` names the fund and as much of year and kind of spending as the funder did;
    `source` says where the figure was read.
    """

    cell: Cell
    version: int
    state: AwardState
    pence: Pence
    effective_on: date
    source: str = ""
    reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    read_from: Source | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What earlier versions put on a cell and still stands there, in whole pence."""

    cell: Cell
    pence: Pence


def award_event(award: Award) -> NewEvent:
    """Record one award figure: promised by the funder, not yet allocated."""
    return NewEvent(
        kind="award",
        effective_on=award.effective_on,
        reason=award.reason or f"award {award.state}",
        payload={
            "fund": award.cell.fund,
            "version": award.version,
            "state": str(award.state),
            "area": award.cell.area,
            "spend_kind": award.cell.kind,
            "financial_year": award.cell.year,
            "pence": award.pence,
            "source": award.source,
        },
        postings=_promise(award.cell, award.pence),
        source=award.read_from,
        provenance=award.provenance,
    )


def award_replaced(
    standing: Sequence[Standing], version: int, first: Award
) -> NewEvent | None:
    """Take back what earlier versions promised, on the day the new one counts."""
    sides = [
        side
        for stood in standing
        for side in _promise(stood.cell, Pence(-stood.pence))
        if stood.pence
    ]
    if not sides:
        return None
    return NewEvent(
        kind="award_replaced",
        effective_on=first.effective_on,
        reason=f"version {version} replaces the award before it",
        payload={"fund": first.cell.fund, "version": version},
        postings=tuple(sides),
        source=first.read_from,
        provenance=first.provenance,
    )


def _promise(cell: Cell, pence: Pence) -> tuple[Posting, ...]:
    return (
        Posting(Account.PROMISED, cell, Pence(-pence)),
        Posting(Account.UNALLOCATED, cell, pence),
    )
