"""What a return says beside its money: match, delivery, and budget moved or left."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.delivery_registers import EvidenceState
from fundtrack.domain.delivery_registers import Supports
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.virements import state_after
from fundtrack.metrics.deliveries import Asset
from fundtrack.metrics.deliveries import Fact
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import Risk
from fundtrack.metrics.deliveries import assets
from fundtrack.metrics.deliveries import facts
from fundtrack.metrics.deliveries import milestones
from fundtrack.metrics.deliveries import risks
from fundtrack.metrics.line_evidence import evidence_files
from fundtrack.metrics.match import MatchPosition
from fundtrack.metrics.match import match_position
from fundtrack.metrics.onward_grants import OnwardGrant
from fundtrack.metrics.onward_grants import onward_grants
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.underspend_cases import cases
from fundtrack.returns.declarations import declaration_rows
from fundtrack.returns.declarations import read_declarations
from fundtrack.returns.layouts import Value
from fundtrack.returns.redaction import read_supplier_types
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

Rows = list[dict[str, Value]]
HELD = frozenset({EvidenceState.RECEIVED, EvidenceState.VERIFIED})
"""States of a paper that holds."""
PEOPLE = ("owner", "asked_by", "decided_by")
"""Fields that name a person."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The registers of a fund as at the quarter's end, and what was moved or lapses.

    Virements and underspend cases are all that were asked for or opened by then as
    known, whatever their state; what is declared and what suppliers are is as known,
    whenever it was said. `evidence` names the papers held of entries; `since` and
    `until` are the quarter's first and last day.
    """

    match: MatchPosition
    gifts: tuple[Fact, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]
    assets: tuple[Asset, ...]
    onward_grants: tuple[OnwardGrant, ...]
    virements: tuple[Row, ...]
    cases: tuple[Case, ...]
    declarations: tuple[Row, ...]
    supplier_types: Mapping[str, str]
    evidence: Mapping[int, str]
    since: date
    until: date


def read_delivered(books: Reader, scope: Scope) -> Delivered:
    """Read it for the return of a quarter, as known when that is prepared."""
    of_fund = Selection(scope.ends, scope.known, scope.fund)
    asked = books.rows("virements", known=scope.known)
    return Delivered(
        match=match_position(books, of_fund),
        gifts=tuple(facts(books, "match", of_fund)),
        milestones=milestones(books, of_fund),
        risks=risks(books, of_fund),
        assets=assets(books, of_fund),
        onward_grants=onward_grants(books, of_fund),
        virements=tuple(
            row for row in asked if Cell.parse(row["from_cell"]).fund == scope.fund
        ),
        cases=tuple(
            case
            for case in cases(books, scope.known)
            if case.said.cell.fund == scope.fund
        ),
        declarations=tuple(read_declarations(books, scope)),
        supplier_types=read_supplier_types(books, scope.known),
        evidence=_evidence(books, of_fund),
        since=scope.quarter_starts,
        until=scope.ends,
    )


def _evidence(books: Reader, of_fund: Selection) -> dict[int, str]:
    """Name the papers that are held of each entry."""
    named: dict[int, str] = {}
    for paper in evidence_files(books, of_fund):
        is_of_entry = paper.supports == Supports.ENTRY and paper.which.isdigit()
        if is_of_entry and paper.state in HELD:
            entry = int(paper.which)
            named[entry] = "; ".join(filter(None, (named.get(entry), paper.file)))
    return named


def delivered_rows(held: Delivered, name: Callable[[str], str]) -> dict[str, Rows]:
    """Give the rows of each section.

    Args:
        name: gives the full name of a person or an area.
    """
    return {
        section: [_named(row, name) for row in rows]
        for section, rows in _sections(held).items()
    }


def _named(row: dict[str, Value], name: Callable[[str], str]) -> dict[str, Value]:
    people = {by: name(str(row[by] or "")) for by in PEOPLE if by in row}
    area = {"area": name(str(row["area"])) or "all"} if "area" in row else {}
    return row | people | area


def _sections(held: Delivered) -> dict[str, Rows]:
    return {
        "match": _match(held),
        "milestones": [asdict(each) for each in held.milestones],
        "risks": [
            asdict(each) | {"state": "open" if each.is_open else "closed"}
            for each in held.risks
        ],
        "assets": [
            asdict(each)
            | {
                "listed": _yes(is_so=each.is_listed),
                "change": _change(each, held.since, held.until),
            }
            for each in held.assets
        ],
        "onward_grants": [
            asdict(each)
            | {
                "statement": _yes(is_so=each.has_cfo_statement),
                "undertaking": _yes(is_so=each.has_retention_undertaking),
            }
            for each in held.onward_grants
        ],
        "virements": [
            row | {"state": str(state_after(row["steps"]))} for row in held.virements
        ],
        "underspend": [row for case in held.cases for row in _case(case)],
        "declarations": declaration_rows(held.declarations),
    }


def _change(asset: Asset, since: date, until: date) -> str:
    """Say what the quarter did to an asset."""
    done = (("added", asset.bought_on), ("disposed of", asset.disposed_on))
    return ", ".join(what for what, on in done if on and since <= on <= until)


def _match(held: Delivered) -> Rows:
    """List who gives what, then all of it, then what the agreement still lacks."""
    rows: Rows = [
        {
            "giver": gift.text("giver"),
            "area": gift.area,
            "match_kind": gift.text("match_kind").replace("-", " "),
            "promised": gift.pence("promised_pence"),
            "delivered": gift.pence("delivered_pence"),
            "provenance": gift.provenance,
            "entry": gift.entry,
        }
        for gift in held.gifts
    ]
    match = held.match
    if rows:
        sums = (match.promised_pence, match.delivered_pence)
        rows.append(_match_sum("Total", *sums))
    if match.asked_pct is not None:
        asked = (match.asked_promise_pence, match.asked_delivery_pence)
        rows.append(
            _match_sum(f"Asked: {match.asked_pct} per cent of the grant", *asked)
        )
        what = f"Lacking of {match.asked_pct} per cent of the grant"
        lacking = (match.promise_shortfall_pence, match.delivery_shortfall_pence)
        rows.append(_match_sum(what, *lacking))
    return rows


def _match_sum(what: str, promised: int, delivered: int) -> dict[str, Value]:
    sums: dict[str, Value] = {"promised": promised, "delivered": delivered}
    nothing = {"match_kind": "", "provenance": "", "entry": None}
    return {"giver": what, "area": "", **nothing, **sums}


def _case(case: Case) -> Iterator[dict[str, Value]]:
    """Show a case once for each proposal about it, and once where there is none."""
    said = case.said
    about: dict[str, Value] = {
        "case": case.number,
        "opened_on": case.opened_on,
        "cell": str(said.cell),
        "pence": said.pence,
        "cause": said.cause.replace("-", " "),
        "words": said.words,
        "owner": said.owner,
        "state": str(case.state),
        "left": case.left_pence,
    }
    for proposal in case.proposals or (None,):
        yield about | _proposal(proposal)


def _proposal(made: Proposal | None) -> dict[str, Value]:
    if made is None:
        nothing = ("remedy", "to_cell", "decision", "decided_by", "reference")
        return {**dict.fromkeys(nothing, ""), "proposed": None, "decided_on": None}
    return {
        "remedy": made.remedy.replace("-", " "),
        "proposed": made.pence,
        "to_cell": str(made.to_cell or ""),
        "decision": str(made.state),
        "decided_by": made.decided_by,
        "decided_on": made.decided_on,
        "reference": made.reference,
    }


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"
