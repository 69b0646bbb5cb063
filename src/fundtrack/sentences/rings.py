"""What happened around the treated wards, ring by ring."""

from collections.abc import Sequence

from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.rings import Ring
from fundtrack.sentences.phrases import counted

NO_RINGS = (
    "Rings cannot be drawn: no ward beside the treated ones is known by its boundary, "
    "held and free of other money."
)
PLACES = {1: "that touch the treated ones", 2: "one ward further out"}


def rings_sentence(rings: Sequence[Ring]) -> str:
    """Say how each ring changed, and whether that looks like crime that moved."""
    if not rings:
        return NO_RINGS
    said = [
        f"In the {counted(len(ring.wards), 'ward')} {PLACES[ring.steps]} crime changed "
        f"by {signed_pct(ring.change_pct)} against comparators outside the rings, "
        f"anything from {signed_pct(ring.low_pct)} to {signed_pct(ring.high_pct)} fits."
        for ring in rings
    ]
    return " ".join([*said, _reading(rings)])


def _reading(rings: Sequence[Ring]) -> str:
    if any(ring.low_pct > 0 for ring in rings):
        return "A rise there may be crime that moved."
    if any(ring.high_pct < 0 for ring in rings):
        return "A fall there may be benefit that spread, or may have other reasons."
    return "Neither crime that moved nor benefit that spread can be told from chance."
