"""What a map of money and outcome says: where most went, and what crime did there."""

from collections.abc import Sequence

from fundtrack.charts.tables import signed_pct
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import how_much_of_it
from fundtrack.sentences.verdicts import verdict_words

CHANGES = frozenset({"reduction", "increase"})
NO_OUTLINES = (
    "No outlines of these areas' districts are held, so no map is drawn; the table "
    "beneath has the money, and the chart above what was found."
)


def outcome_words(verdict: str, effect_pct: float | None) -> str:
    """Say what crime did in a few words; a figure stands only where a verdict does."""
    if effect_pct is not None and verdict in CHANGES:
        return f"{signed_pct(effect_pct)} crime"
    return verdict_words(verdict)


def map_heading(places: Sequence[tuple[str, Pence]]) -> str:
    """Say where most was spent, and how much of the whole that is."""
    total = Pence(sum(max(pence, 0) for _, pence in places))
    name, most = max(places, key=lambda place: place[1])
    if most <= 0:
        return "Nothing is spent in any area yet"
    share = how_much_of_it(most, total)
    said = f", {share} of it" if share else ""
    return f"Most was spent in {name}: {show_pounds(most)}{said}"
