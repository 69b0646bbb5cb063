"""What a kept run wrote with keys of its own, said in the words of a page."""

import re

from fundtrack.metrics.breaks import read_breaks
from fundtrack.periods import Month
from fundtrack.sentences.outcomes import break_name
from fundtrack.sentences.outcomes import month_name

MONTH = re.compile(r"(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?![\w-])")


def in_words(fact: str) -> str:
    """Write the breaks and months that a fact names by key as a reader knows them."""
    for found in sorted(read_breaks(), key=lambda it: -len(it.name)):
        said = f"“{break_name(found)}” ({month_name(found.first)})"
        fact = re.sub(rf"(?<![\w-]){re.escape(found.name)}(?![\w-])", said, fact)
    return MONTH.sub(lambda at: month_name(Month.parse(at.group())), fact)
