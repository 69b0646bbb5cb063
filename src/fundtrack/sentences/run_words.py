"""What a kept run wrote with keys of its own, said in the words of a page."""

import re
from collections.abc import Mapping

from fundtrack.metrics.breaks import read_breaks
from fundtrack.periods import Month
from fundtrack.sentences.outcomes import break_name
from fundtrack.sentences.outcomes import month_name
from fundtrack.sentences.phrases import spoken

GATES: Mapping[str, str] = {
    "no-months": "Months held",
    "few-months": "Months held",
    "break-crossed": "Breaks of the series",
    "few-offences": "Offences enough",
    "few-comparators": "Comparators enough",
    "not-delivered": "Delivery begun",
    "pre-trend": "Trend before the start",
    "poor-fit": "Fit before the start",
    "overlapping-schemes": "No other money",
    "under-delivered": "Delivery complete",
    "unsupported-spend": "Spending supported",
}
"""What each gate asks, as pages and reports name it; no page loads `evaluation`."""

MONTH = re.compile(r"(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?![\w-])")


def gate_words(gate: str, fact: str) -> str:
    """Write the fact that a gate rests on behind the gate's name: two may look alike.

    A run of an earlier program may hold a gate that has no name any more.
    """
    return f"{GATES.get(gate, spoken(gate))}: {in_words(fact)}"


def in_words(fact: str) -> str:
    """Write the breaks and months that a fact names by key as a reader knows them."""
    for found in sorted(read_breaks(), key=lambda it: -len(it.name)):
        said = f"“{break_name(found)}” ({month_name(found.first)})"
        fact = re.sub(rf"(?<![\w-]){re.escape(found.name)}(?![\w-])", said, fact)
    return MONTH.sub(lambda at: month_name(Month.parse(at.group())), fact)
