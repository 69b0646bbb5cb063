"""Underspend cases as the books hold them, and what each proposal changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.cells import Cell
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import CaseState
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Opening
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.underspend_cases import ProposalState
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.domain.virements import state_after
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after a proposal.

    `measure` says of what: a cell's budget, or its profile for a quarter. None where
    nothing was said before.
    """

    cell: str
    measure: str
    before_pence: Pence | None
    after_pence: Pence


def cases(books: Reader, known: int = LAST_ENTRY) -> list[Case]:
    """List every case, in the order opened."""
    held: dict[int, Case] = {}
    for row in books.rows("underspend_steps", known=known):
        said = json.loads(row["facts"])
        number = row["underspend"]
        if row["step"] == "underspend_opened":
            held[number] = _opened(row, said)
        else:
            held[number] = _STEPS[row["step"]](held[number], row, said)
    moved = {row["number"]: row for row in books.rows("virements", known=known)}
    return [_with_virements(case, moved) for case in held.values()]


def open_cases(books: Reader, known: int = LAST_ENTRY) -> list[Case]:
    """List the cases of which something is left to answer."""
    return [case for case in cases(books, known) if case.state is CaseState.OPEN]


def changes(books: Reader, proposal: Proposal) -> list[Change]:
    """Say what a proposal changes, or changed: before and after, to the penny."""
    if proposal.remedy is Remedy.RE_PROFILE:
        return [
            _re_profiled(books, proposal, quarter, pence)
            for quarter, pence in proposal.quarters
        ]
    moves = [(proposal.cell, -proposal.pence)]
    if proposal.to_cell is not None:
        moves.append((proposal.to_cell, proposal.pence))
    return [_moved(books, proposal, cell, pence) for cell, pence in moves]


def _moved(books: Reader, proposal: Proposal, cell: Cell, pence: int) -> Change:
    known = _before(proposal)
    found = books.rows("cell_budget", **cell.columns, known=known)
    before = found[0]["pence"]
    return Change(str(cell), "budget", Pence(before), Pence(before + pence))


def _re_profiled(
    books: Reader, proposal: Proposal, quarter: str, pence: Pence
) -> Change:
    found = books.rows(
        "plan_figures", measure="profile", quarter=quarter, **proposal.cell.columns
    )
    earlier = [row["pence"] for row in found if row["entry"] <= _before(proposal)]
    before = Pence(earlier[0]) if earlier else None
    return Change(str(proposal.cell), quarter, before, pence)


def _before(proposal: Proposal) -> int:
    return min(proposal.entries) - 1 if proposal.entries else LAST_ENTRY


def _opened(row: Row, said: Mapping[str, Any]) -> Case:
    opening = Opening(
        cell=Cell.parse(said["cell"]),
        pence=Pence(said["pence"]),
        cause=Cause(said["cause"]),
        words=row["reason"],
        owner=said["owner"],
        as_at=date.fromisoformat(said["as_at"]),
        rate_lapses_pence=said["rate_lapses_pence"],
        profile_lapses_pence=said["profile_lapses_pence"],
    )
    return Case(row["entry"], row["effective_on"], row["person"], opening)


def _proposed(case: Case, row: Row, said: Mapping[str, Any]) -> Case:
    quarters = (written.split("=") for written in said["quarters"])
    proposal = Proposal(
        number=row["entry"],
        remedy=Remedy(said["remedy"]),
        pence=Pence(said["pence"]),
        cell=Cell.parse(said["cell"]),
        reason=row["reason"],
        proposed_by=row["person"],
        to_cell=Cell.parse(said["to_cell"]) if said["to_cell"] else None,
        quarters=tuple((quarter, Pence(int(pence))) for quarter, pence in quarters),
        virement=said["virement"],
    )
    return replace(case, proposals=(*case.proposals, proposal))


def _decided(case: Case, row: Row, said: Mapping[str, Any]) -> Case:
    state = ProposalState.REJECTED
    if row["step"] == "underspend_approved":
        state = ProposalState.UNDONE if row["is_undone"] else ProposalState.APPROVED
    return replace(
        case,
        proposals=tuple(
            replace(
                proposal,
                state=state,
                decided_by=row["person"],
                decided_on=row["effective_on"],
                reference=said["reference"],
                entries=tuple(int(entry) for entry in said["entries"]),
            )
            if proposal.number == said["proposal"]
            else proposal
            for proposal in case.proposals
        ),
    )


def _closed(case: Case, row: Row, _: Mapping[str, Any]) -> Case:
    return replace(case, closed_by=row["person"], closing=row["reason"])


_STEPS = {
    "underspend_proposed": _proposed,
    "underspend_approved": _decided,
    "underspend_rejected": _decided,
    "underspend_closed": _closed,
}


def _with_virements(case: Case, moved: Mapping[int, Row]) -> Case:
    return replace(
        case, proposals=tuple(_with_virement(each, moved) for each in case.proposals)
    )


def _with_virement(proposal: Proposal, moved: Mapping[int, Row]) -> Proposal:
    """Let a virement that was decided by itself decide what proposed it."""
    row = moved.get(proposal.virement or 0)
    if row is None or row["decided"] is None or proposal.decided_by:
        return proposal
    return replace(
        proposal,
        state=ProposalState(state_after(row["steps"])),
        decided_by=row["decided_by"],
        entries=(row["decided"],),
    )
