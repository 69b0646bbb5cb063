"""What a page says when there is nothing to show yet, and what to do next."""

NOTHING_PUBLISHED = "Nothing has been published yet, so there are no figures to show."
NO_BUDGET = "No budget is held for this choice."
NOTHING_HELD = "The books hold no money yet."
FIRST = (
    "Fill the registers workbook of this workspace (funds, areas, awards, "
    "allocations), then take it in: fundtrack ingest register registers.xlsx"
)
SECOND = "Take in the month's extract: fundtrack ingest spend FILE"
THIRD = "See the figures here: reload this page"
NEXT_STEPS = (FIRST, SECOND, THIRD)
