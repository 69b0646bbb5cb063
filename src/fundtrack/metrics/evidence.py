"""Evidence: how much of what was delivered is shown by papers, and kept until when."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.delivery_registers import EvidenceState
from fundtrack.domain.delivery_registers import Supports
from fundtrack.metrics.deliveries import assets
from fundtrack.metrics.deliveries import facts
from fundtrack.metrics.line_evidence import kept_until
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection

HELD = {EvidenceState.RECEIVED, EvidenceState.VERIFIED}


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A thing that needs evidence and has none that holds."""

    area: str
    project: str
    supports: str
    which: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many things that need evidence have it: `supported` of `needed`.

    Needed for every output that was delivered, every asset listed, and whatever the
    register names. `keep_until` is the last day records are kept, None where the terms
    are silent.
    """

    needed: int
    supported: int
    verified: int
    unsupported: tuple[Unsupported, ...]
    keep_until: date | None


def evidence_completeness(books: Reader, selection: Selection) -> Completeness:
    """Count what is supported by evidence received or verified."""
    states: dict[Unsupported, set[str]] = {
        thing: set() for thing in _delivered(books, selection)
    }
    for fact in facts(books, "evidence", selection):
        thing = Unsupported(
            fact.area, fact.project, fact.text("supports"), fact.text("which")
        )
        states.setdefault(thing, set()).add(fact.text("state"))
    missing = [thing for thing, found in states.items() if not found & HELD]
    return Completeness(
        needed=len(states),
        supported=len(states) - len(missing),
        verified=sum(EvidenceState.VERIFIED in found for found in states.values()),
        unsupported=tuple(missing),
        keep_until=kept_until(books, selection),
    )


def _delivered(books: Reader, selection: Selection) -> list[Unsupported]:
    outputs = books.rows(
        "return_outputs",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    return [
        *(
            Unsupported(row["area"], row["project"], Supports.OUTPUT, row["output"])
            for row in outputs
            if row["actual"]
        ),
        *(
            Unsupported(asset.area, asset.project, Supports.ASSET, asset.asset)
            for asset in assets(books, selection)
            if asset.is_listed
        ),
    ]
