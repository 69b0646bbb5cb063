"""What a page says when there is nothing to show yet, and what to do next."""

from dataclasses import dataclass

NOTHING_PUBLISHED = "Nothing has been published yet, so there are no figures to show."
NO_BUDGET = "No budget is held for this choice."
NOTHING_HELD = "The books hold no money yet."
DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps of an office: what to do, and the page to do it on.

    `name` is that of the column of the query `first_steps` that says it was taken.
    """

    name: str
    words: str
    page: str = ""


STEPS = (
    Step(
        "registers",
        "Fill the registers workbook of this workspace (funds, areas, awards, "
        "allocations), then take it in: fundtrack ingest register registers.xlsx",
        "data-health",
    ),
    Step(
        "passwords",
        "Give each person of the registers a password that is good once: "
        "fundtrack person password PERSON --one-time",
    ),
    Step(
        "extract",
        "Take in the month's extract: fundtrack ingest spend FILE",
        "data-health",
    ),
    Step(
        "crime",
        "Take in the street files of your force from data.police.uk, as they come: "
        "fundtrack ingest crime FILE.zip",
        "data-health",
    ),
    Step(
        "claim",
        "Prepare the first return: fundtrack return prepare FUND QUARTER",
        "returns",
    ),
)
"""The five steps from empty books to the first claim."""
