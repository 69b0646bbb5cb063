"""What the evaluations say together, in one heading, and each in a few words."""

from collections.abc import Sequence

from fundtrack.sentences.phrases import listed

NOT_RUN = (
    "No evaluation of this fund has been run yet. Run it with: fundtrack evaluate "
    "--fund {fund}"
)
WORDS = {
    "reduction": "fewer offences",
    "increase": "more offences",
    "no_meaningful_change": "no meaningful change",
    "inconclusive": "inconclusive",
    "not_evaluable": "not evaluable",
}
"""The verdicts of the contract; the enumeration stands in evaluation, which no page's
process can afford to import."""


def verdict_words(verdict: str) -> str:
    """Write a verdict as a reader says it."""
    return WORDS[verdict]


def verdict_heading(
    found: Sequence[tuple[str, str]], *, is_synthetic: bool = False
) -> str:
    """Say what the areas show together, and where the counts are made up.

    Args:
        found: each area's name with its verdict.
    """
    said = _together(found)
    return f"{said}, in synthetic counts" if is_synthetic else said


def _together(found: Sequence[tuple[str, str]]) -> str:
    fewer = [name for name, verdict in found if verdict == "reduction"]
    more = [name for name, verdict in found if verdict == "increase"]
    unable = [name for name, verdict in found if verdict == "not_evaluable"]
    if fewer or more:
        parts = [
            f"{listed(names)} had {what} than its comparators"
            if len(names) == 1
            else f"{listed(names)} had {what} than their comparators"
            for names, what in ((fewer, "fewer offences"), (more, "more offences"))
            if names
        ]
        return "; ".join(parts)
    if len(unable) == len(found):
        return "No area can be evaluated with the months held"
    return "No area can yet show an effect"
