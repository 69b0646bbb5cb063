"""Returns as the books hold them: which there are, how far they are, what they say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import Any

from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.cells import ANY
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import who_may
from fundtrack.domain.people import whom_for
from fundtrack.domain.returns import PERMISSIONS
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.returns import check_hands
from fundtrack.domain.returns import check_order
from fundtrack.domain.returns import claim_name
from fundtrack.domain.returns import return_id
from fundtrack.errors import NotCounted
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Quarter
from fundtrack.returns.limits import ClaimedBefore
from fundtrack.returns.making import Order
from fundtrack.returns.making import read_steps
from fundtrack.returns.making import steps_taken
from fundtrack.returns.outcomes import found_in_runs
from fundtrack.returns.papers import Papers
from fundtrack.returns.queries import Query
from fundtrack.returns.reconcile import ReconcilingItem
from fundtrack.returns.scopes import read_scope
from fundtrack.runs.registry import planned_results


@dataclass(frozen=True, slots=True)
class ReturnStep:
    """Where a return stands after an act, with the contract's keys.

    `sha256` is the frozen workbook's, None before it is certified; `folder` is where
    the frozen files stand; `replaces` is the version whose place this one takes;
    `queries` are those of the funder that nobody answered.
    """

    return_id: str
    fund: str
    quarter: str
    version: int
    state: str
    as_known: int
    claim_pence: Pence
    ledger_pence: Pence
    reconciling: tuple[ReconcilingItem, ...]
    difference_pence: Pence
    sha256: str | None
    findings: tuple[Finding, ...]
    folder: str | None = None
    note: str = ""
    replaces: str | None = None
    queries: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """What the books say of one version of a return."""

    return_id: str
    fund: str
    quarter: Quarter
    version: int
    known: int
    life: Life
    facts: Mapping[str, Any]

    @property
    def sha256(self) -> str | None:
        """The hash of the frozen workbook, None before there is one."""
        return self.facts.get("sha256")

    @property
    def replaces(self) -> str | None:
        """The version whose place this one takes, None for the first."""
        before = self.version - 1
        return return_id(self.fund, self.quarter, before) if before else None


def read_filed(reader: Reader, return_id: str) -> Filed:
    """Read a return's life and what was last recorded about it.

    Raises:
        UnknownName: listing the returns there are.
    """
    rows = reader.rows("return_steps", return_id=return_id)
    if not rows:
        every = reader.rows("return_steps", return_id="*")
        raise UnknownName(
            "return", return_id, sorted({it["return_id"] for it in every})
        )
    facts: dict[str, Any] = {}
    for row in rows:
        facts |= json.loads(row["facts"])
    fund, known = facts["fund"], facts["as_known"]
    quarter = Quarter.parse(facts["quarter"])
    terms = read_scope(reader, (fund, fund), quarter, known).terms
    life = Life(return_id, read_steps(reader, return_id), terms.reviewer_needed)
    return Filed(return_id, fund, quarter, facts["version"], known, life, facts)


def versions(reader: Reader, fund: str, quarter: Quarter) -> list[Filed]:
    """List the versions of a quarter's return, the first first."""
    claim = claim_name(return_id(fund, quarter, 1))
    ids = {row["return_id"] for row in reader.rows("return_steps", return_id="*")}
    found = [read_filed(reader, it) for it in ids if claim_name(it) == claim]
    return sorted(found, key=lambda filed: filed.version)


def step_event(
    filed: Filed, step: StepTaken, reason: str, facts: Mapping[str, Any]
) -> NewEvent:
    """Record a step of a return that moves no money."""
    return NewEvent(
        kind=step.state.event_kind,
        effective_on=step.on,
        reason=reason,
        payload={
            "return_id": filed.return_id,
            "fund": filed.fund,
            "quarter": str(filed.quarter),
            "quarter_ends": filed.quarter.dates.last_day.isoformat(),
            "version": filed.version,
            "as_known": filed.known,
            **acted_for(step),
            **facts,
        },
    )


def acted_for(step: StepTaken) -> dict[str, str]:
    """Give what an event says of whose deputy took a step, if anybody's did."""
    return {"acting_for": step.acting_for} if step.acting_for else {}


def other_returns(reader: Reader, fund: str, but: str) -> list[Filed]:
    """List the other returns of a fund."""
    rows = reader.rows("return_steps", return_id="*")
    ids = {
        row["return_id"]
        for row in rows
        if json.loads(row["facts"])["fund"] == fund and row["return_id"] != but
    }
    return [read_filed(reader, return_id) for return_id in sorted(ids)]


def require_turn(reader: Reader, fund: str, quarter: Quarter, return_id: str) -> None:
    """Refuse a return that would claim what another one claims.

    Claims are of all that is eligible so far, so each quarter's return must see the
    ones before it submitted, and what changes later goes into a later one.

    Raises:
        NotCounted: saying which return is in the way.
    """
    for other in other_returns(reader, fund, return_id):
        if other.life.state is ReturnState.CERTIFIED:
            raise NotCounted(
                f"{other.return_id} is certified and not submitted; record its "
                f"submission first: fundtrack return submit {other.return_id}"
            )
        if other.life.last(ReturnState.SUBMITTED) and other.quarter > quarter:
            raise NotCounted(
                f"{other.return_id} was submitted for a later quarter; what changed "
                "since goes into the quarter after it"
            )


def require_claims_known(reader: Reader, fund: str, before: ClaimedBefore) -> None:
    """Refuse a return that does not know of a claim made since.

    Raises:
        NotCounted: saying how much was claimed since.
    """
    found = reader.rows("return_claims", fund=fund, quarter=ANY, known=LAST_ENTRY)
    since = Pence(sum(row["pence"] for row in found) - before.pence)
    if since:
        raise NotCounted(
            f"{show_pence(since)} of {fund} was claimed after the entry up to which "
            "this return is known; prepare it again as known later"
        )


def require_step(
    session: Session, reader: Reader, life: Life, wanted: ReturnState
) -> StepTaken:
    """Refuse a step out of order or by the wrong person; give the step as taken.

    Raises:
        OutOfOrder, NotAllowed: as their sentences say.
    """
    check_order(life, wanted)
    return step_by(session, reader, life, wanted)


def step_by(
    session: Session, reader: Reader, life: Life, wanted: ReturnState
) -> StepTaken:
    """Refuse whoever had another hand in the claim; give the step as taken.

    A deputy acts for whoever of those they stand in for had none.

    Raises:
        NotAllowed: naming who could.
    """
    holdings = role_holdings(reader, session.today)
    permission = PERMISSIONS[wanted]
    whole = with_elsewhere(reader, life)
    principals = whom_for(session.person, permission, holdings)
    free = [it for it in principals if it not in whole.barred_from(wanted)]
    acting_for = next(iter((*free, *principals)), "")
    holders = who_may(permission, holdings)
    check_hands(whole, wanted, session.person, holders, acting_for)
    return StepTaken(wanted, session.person, session.today, acting_for)


def with_elsewhere(reader: Reader, life: Life) -> Life:
    """Add the steps of the other versions of the claim, as far as hands count."""
    claim = claim_name(life.return_id)
    others = (
        row
        for row in reader.rows("return_steps", return_id="*")
        if row["return_id"] != life.return_id and claim_name(row["return_id"]) == claim
    )
    return replace(life, elsewhere=steps_taken(others))


def require_same(ledger: Reader, books: Reader, return_id: str) -> None:
    """Refuse to work from a snapshot that lacks something about the return.

    Raises:
        NotCounted: when a step or a waiver is not published yet.
    """
    asked = {"return_id": return_id}
    for query in ("return_steps", "return_waivers"):
        if ledger.rows(query, **asked) != books.rows(query, **asked):
            raise NotCounted(
                f"the snapshot lacks what was last done to {return_id}; "
                "run fundtrack publish and repeat the command"
            )


def order_for(
    session: Session, filed: Filed, last_step: StepTaken | None = None
) -> Order:
    """Say which return to make, as known when it was prepared."""
    return Order(
        return_id=filed.return_id,
        fund=filed.fund,
        quarter=filed.quarter,
        version=filed.version,
        known=filed.known,
        on=session.today,
        office=session.workspace.settings().office,
        is_example=session.is_example,
        last_step=last_step,
        found=found_in_runs(planned_results(session.workspace), filed.fund),
    )


def shown(papers: Papers, sha256: str | None = None) -> ReturnStep:
    """Say where a return stands by its papers."""
    tied, signing = papers.figures.reconciliation, papers.signing
    scope = papers.figures.scope
    return ReturnStep(
        return_id=signing.return_id,
        fund=scope.fund,
        quarter=str(scope.quarter),
        version=signing.version,
        state=str(signing.state),
        as_known=scope.known,
        claim_pence=tied.claim_pence,
        ledger_pence=tied.ledger_pence,
        reconciling=tied.items,
        difference_pence=tied.difference_pence,
        sha256=sha256,
        findings=papers.findings,
    )
