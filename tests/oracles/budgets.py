"""A cell's budget and what is free of it, posting by posting over the whole books."""

from fundtrack.metrics.position import Reader

USES = {"allocated", "committed", "accrued", "spent"}
PARTS = ("fund", "area", "project", "heading", "spend_kind", "financial_year")


def budget_of(books: Reader, cell: str) -> int:
    """What was allocated to a cell, wherever it has gone since."""
    return _stands(books, cell, USES)


def free_of(books: Reader, cell: str) -> int:
    """What of it is neither ordered, owed nor spent."""
    return _stands(books, cell, {"allocated"})


def _stands(books: Reader, cell: str, accounts: set[str]) -> int:
    last = books.rows("last_entry")[0]
    every = list(range(1, int(last["known"]) + 1))
    total = 0
    for row in books.rows("entry_postings", entries=every):
        named = "/".join(row[part] for part in PARTS)
        if named == cell and row["account"] in accounts:
            total += row["pence"]
    return total
