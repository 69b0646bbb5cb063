"""How far a new office has come: which of its first steps were taken."""

from fundtrack.metrics.position import Reader


def steps_taken(books: Reader) -> frozenset[str]:
    """Name the first steps that were taken, in whatever order."""
    (row,) = books.rows("first_steps")
    return frozenset(name for name, is_taken in row.items() if is_taken)
