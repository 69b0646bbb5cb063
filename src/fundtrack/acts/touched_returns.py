"""Which certified returns an act of correction touches; it never changes one."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import read_filed
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.figures import Figures
from fundtrack.returns.figures import read_figures
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import read_scope

ELIGIBLE = {Account.ACCRUED, Account.SPENT}


@dataclass(frozen=True, slots=True)
class ReturnTouched:
    """A certified return that holds an entry undone since.

    `pence` is what the ledger now holds for its period, less what it held before the
    act; nil where only a budget, award or plan figure of the return is touched.
    """

    return_id: str
    state: str
    pence: Pence


def returns_touched(
    reader: Reader, undone: Iterable[int], events: Sequence[NewEvent]
) -> tuple[ReturnTouched, ...]:
    """List the certified returns whose frozen lines hold what was undone.

    Args:
        undone: the entries undone.
        events: what undid them, and what was recorded in their place.
    """
    entries = set(undone)
    funds = {side.cell.fund for event in events for side in event.postings}
    funds |= {str(event.payload.get("fund")) for event in events}
    touched = []
    for filed in _certified(reader):
        if filed.fund not in funds:
            continue
        name = (filed.fund, filed.fund)
        scope = read_scope(reader, name, filed.quarter, filed.known)
        change = _change(scope, events)
        if change or entries & _frozen_entries(read_figures(reader, scope)):
            state = str(filed.life.state)
            touched.append(ReturnTouched(filed.return_id, state, change))
    return tuple(touched)


def touched_findings(touched: Iterable[ReturnTouched]) -> tuple[Finding, ...]:
    """Say of each return touched what no longer matches."""
    return tuple(
        Finding(
            rule="certified-figures",
            severity=Severity.WARN,
            message=f"{each.return_id} is {each.state} and stays as it is: its "
            f"certified figures no longer match the ledger{_by(each.pence)}",
            fix="the difference goes into the fund's next return; tell the funder if "
            "its agreement asks for that",
        )
        for each in touched
    )


def _by(pence: Pence) -> str:
    return f" by {show_pence(pence)}" if pence else ", in budget or plan alone"


def _certified(reader: Reader) -> list[Filed]:
    steps = reader.rows("return_steps", return_id="*")
    ids = sorted({row["return_id"] for row in steps})
    every = [read_filed(reader, return_id) for return_id in ids]
    return [it for it in every if it.sha256 and not it.life.is_replaced]


def _change(scope: Scope, events: Iterable[NewEvent]) -> Pence:
    return Pence(
        sum(
            side.pence
            for event in events
            if scope.starts <= event.effective_on <= scope.eligible_until
            for side in event.postings
            if side.account in ELIGIBLE and side.cell.fund == scope.fund
        )
    )


def _frozen_entries(figures: Figures) -> set[int]:
    listed = {line.entry for line in figures.listing.lines}
    return listed | figures.lineage.entries
