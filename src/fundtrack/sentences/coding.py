"""Coding in words: what would go where, what was coded, the rule it would make."""

from collections.abc import Sequence

from fundtrack.domain.rule_history import Replay
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

NO_RULE = "These lines name no supplier, so that no rule could tell them from others."
NO_TICKS = "No line is ticked."


def ticked_words(pence: Sequence[Pence]) -> str:
    """Say how many lines are ticked, and how much they come to."""
    if not pence:
        return NO_TICKS
    total = show_pence(Pence(sum(pence)))
    return f"{counted(len(pence), 'line')} ticked, {total}."


def coding_words(count: int, pence: Pence, where: str) -> str:
    """Say what would go where, while nothing is coded yet."""
    return (
        f"{counted(count, 'line')}, {show_pence(pence)}, would go to {where}, each "
        "in its own year. Nothing is coded yet."
    )


def coded_words(count: int, pence: Pence, where: str) -> str:
    """Say what was coded."""
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'line')}, {show_pence(pence)}, {verb} coded to {where}."


def rule_words(suppliers: Sequence[str], found: Replay, coded: int) -> str:
    """Say what the rule would look for, and how it does on every line so far.

    Args:
        coded: how many lines are about to be coded, which it would code too.
    """
    more = len(found.waiting) - coded
    also = f", and {counted(more, 'other line')} in suspense" if more > 0 else ""
    return (
        f"A rule for {listed(list(suppliers))} {found.sentence}{also}. It codes "
        "nothing until it is in the register of coding rules, tested and turned on."
    )
