"""Answer what a fund delivered, proved and passed on, from the current snapshot."""

from dataclasses import dataclass
from datetime import date

from fundtrack.acts.session import Session
from fundtrack.metrics.deliveries import Asset
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import Risk
from fundtrack.metrics.deliveries import assets
from fundtrack.metrics.deliveries import milestones
from fundtrack.metrics.deliveries import risks
from fundtrack.metrics.evidence import Completeness
from fundtrack.metrics.evidence import evidence_completeness
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.line_evidence import EvidenceFile
from fundtrack.metrics.line_evidence import LineEvidence
from fundtrack.metrics.line_evidence import evidence_files
from fundtrack.metrics.line_evidence import line_evidence
from fundtrack.metrics.match import MatchPosition
from fundtrack.metrics.match import match_position
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.onward_grants import OnwardGrant
from fundtrack.metrics.onward_grants import onward_grants
from fundtrack.metrics.position import Selection
from fundtrack.metrics.unit_costs import UnitCost
from fundtrack.metrics.unit_costs import unit_costs


@dataclass(frozen=True, slots=True)
class Delivery:
    """All that the registers of delivery say of one fund on a day."""

    fund: str
    as_at: date
    as_known: int
    snapshot: str
    outputs: tuple[UnitCost, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]
    assets: tuple[Asset, ...]
    evidence: Completeness
    line_evidence: LineEvidence
    files: tuple[EvidenceFile, ...]
    match: MatchPosition
    onward_grants: tuple[OnwardGrant, ...]


def delivery(
    session: Session, fund: str, as_at: date | None, as_known: str | None
) -> Delivery:
    """Gather what a fund delivered; None for as at means the office's today."""
    day = as_at or session.workspace.settings().today(session.clock)
    with session.reading() as books:
        known = known_entry(books, as_known)
        selection = Selection(day, known, fund_id(books, fund))
        return Delivery(
            fund=selection.fund,
            as_at=day,
            as_known=known,
            snapshot=books.info.snapshot,
            outputs=unit_costs(books, selection),
            milestones=milestones(books, selection),
            risks=risks(books, selection),
            assets=assets(books, selection),
            evidence=evidence_completeness(books, selection),
            line_evidence=line_evidence(books, selection),
            files=evidence_files(books, selection),
            match=match_position(books, selection),
            onward_grants=onward_grants(books, selection),
        )
