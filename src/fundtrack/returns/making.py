"""Make a return's papers from a snapshot: the same order gives the same papers."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.returns import claim_name
from fundtrack.domain.returns import preparers
from fundtrack.domain.returns import return_id
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.position import Reader
from fundtrack.periods import Quarter
from fundtrack.returns.addresses import placed
from fundtrack.returns.checks import check_figures
from fundtrack.returns.checks import read_surroundings
from fundtrack.returns.deliveries import read_delivered
from fundtrack.returns.figures import read_figures
from fundtrack.returns.frozen import LAYOUT_FILE
from fundtrack.returns.frozen import Facts
from fundtrack.returns.frozen import program
from fundtrack.returns.frozen import program_name
from fundtrack.returns.frozen import render
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.later_moves import later_moves
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.outcomes import Found
from fundtrack.returns.papers import Papers
from fundtrack.returns.papers import Setting
from fundtrack.returns.papers import Signing
from fundtrack.returns.printing import printed
from fundtrack.returns.queries import queries
from fundtrack.returns.rules import RULES_SHA256
from fundtrack.returns.rules import read_waivers
from fundtrack.returns.rules import waive
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import read_scope
from fundtrack.returns.sections import BANNER
from fundtrack.returns.sections import sheets
from fundtrack.returns.sources import read_sources
from fundtrack.store.connection import Row
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo


@dataclass(frozen=True, slots=True)
class Order:
    """Which return to make, as known up to which entry, and by whom it is signed.

    `last_step` is the step being taken, which the snapshot does not hold yet; None
    when a return is only looked at, on the day `on`.
    """

    return_id: str
    fund: str
    quarter: Quarter
    version: int
    known: int
    on: date
    office: str
    is_example: bool
    last_step: StepTaken | None = None
    found: tuple[Found, ...] = ()


def make_papers(books: Books, order: Order) -> Papers:
    """Work out the figures, run the checks and gather what is printed beside them.

    Raises:
        NoTerms, NotCounted: when there is nothing to make a return under or of.
    """
    name = fund_names(books)[order.fund]
    scope = read_scope(books, (order.fund, name), order.quarter, order.known)
    figures = read_figures(books, scope)
    waivers = read_waivers(books, order.return_id)
    around = read_surroundings(books, figures)
    findings = check_figures(figures, around)
    known = {"known": scope.known}
    taken = read_steps(books, order.return_id)
    steps = (*taken, order.last_step) if order.last_step else taken
    before = _version_before(books, order)
    papers = Papers(
        figures=figures,
        findings=waive(findings, waivers, order.on, preparers(steps)),
        waivers=waivers,
        awards=books.rows("return_awards", fund=scope.fund, **known),
        outputs=books.rows(
            "return_outputs", fund=scope.fund, as_at=scope.ends, **known
        ),
        found=order.found,
        signing=Signing(order.return_id, order.version, steps),
        setting=_setting(books, order),
        delivered=read_delivered(books, scope),
        narratives=around.narratives,
        queries=queries(books, claim_name(order.return_id), scope.known),
        suspense=around.suspense,
        earlier_claim_pence=before.get("claim_pence"),
        moved=_moved(books, scope, before),
        sources=read_sources(books, scope, order.return_id),
    )
    found = placed(papers, papers.findings, read_layout())
    return replace(papers, findings=found)


def read_steps(reader: Reader, named: str) -> tuple[StepTaken, ...]:
    """Read what has been done to a return, oldest first."""
    return steps_taken(_steps_of(reader, named))


def steps_taken(rows: Iterable[Row]) -> tuple[StepTaken, ...]:
    """Read steps out of what the books say of them, in the same order."""
    return tuple(
        StepTaken(
            ReturnState(row["step"].removeprefix("return_")),
            row["person"],
            row["effective_on"],
            str(json.loads(row["facts"]).get("acting_for", "")),
        )
        for row in rows
    )


def _version_before(books: Reader, order: Order) -> Facts:
    """Read what the version before said when it was last worked on."""
    before = return_id(order.fund, order.quarter, order.version - 1)
    said = [json.loads(it["facts"]) for it in _steps_of(books, before)]
    claims = [facts for facts in said if "claim_pence" in facts]
    return claims[-1] if claims else {}


def _moved(books: Reader, scope: Scope, before: Facts) -> LaterMoves | None:
    """Say what the ledger did between the version before and this one."""
    if not before:
        return None
    return later_moves(books, replace(scope, known=before["as_known"]), scope.known)


def _steps_of(books: Reader, named: str) -> list[Row]:
    return books.rows("return_steps", return_id=named)


def make_files(papers: Papers, layout: Layout) -> dict[str, bytes]:
    """Make every file of a return from its papers, printed as well, and its layout."""
    made = sheets(papers, layout)
    kept = {LAYOUT_FILE: layout.written}
    return render_sheets(papers, made) | printed(papers, made) | kept


def render_sheets(papers: Papers, made: tuple[Sheet, ...]) -> dict[str, bytes]:
    """Make every file of a return that can be made again from its sheets."""
    setting = papers.setting
    banner = BANNER * setting.is_example
    return render(papers.signing.return_id, made, setting.office, banner)


def manifest_facts(
    papers: Papers, layout: Layout, info: SnapshotInfo
) -> Mapping[str, Any]:
    """Write down all that is needed to make the return again."""
    tied, scope = papers.figures.reconciliation, papers.figures.scope
    last = papers.signing.steps[-1]
    return {
        "return_id": papers.signing.return_id,
        "fund": scope.fund,
        "quarter": str(scope.quarter),
        "version": papers.signing.version,
        "as_known": scope.known,
        "claim_pence": tied.claim_pence,
        "ledger_pence": tied.ledger_pence,
        "difference_pence": tied.difference_pence,
        "certified_by": last.person,
        "certified_for": last.acting_for,
        "certified_on": last.on.isoformat(),
        "office": papers.setting.office,
        "is_example": papers.setting.is_example,
        "outcomes": [found.as_record() for found in papers.found],
        "layout": layout.name,
        "layout_sha256": layout.sha256,
        "rules_sha256": RULES_SHA256,
        "snapshot": asdict(info),
        **program(),
    }


def order_of(facts: Mapping[str, Any]) -> Order:
    """Read a manifest as the order to make the return again."""
    on = date.fromisoformat(facts["certified_on"])
    return Order(
        return_id=facts["return_id"],
        fund=facts["fund"],
        quarter=Quarter.parse(facts["quarter"]),
        version=facts["version"],
        known=facts["as_known"],
        on=on,
        office=facts["office"],
        is_example=facts["is_example"],
        last_step=StepTaken(
            ReturnState.CERTIFIED,
            facts["certified_by"],
            on,
            facts.get("certified_for", ""),
        ),
        found=tuple(Found(**record) for record in facts["outcomes"]),
    )


def _setting(books: Books, order: Order) -> Setting:
    people = books.rows("people", known=books.info.head_seq)
    names = area_names(books) | {row["person"]: row["name"] for row in people}
    return Setting(
        office=order.office,
        is_example=order.is_example,
        snapshot=books.info.snapshot,
        head_seq=books.info.head_seq,
        head_hash=books.info.head_hash,
        program=program_name(),
        names=names,
    )
