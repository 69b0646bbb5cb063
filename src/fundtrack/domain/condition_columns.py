"""The columns by which a row of a register says what lines a rule speaks of."""

from fundtrack.domain.line_conditions import Compare
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads


def _words(heading: str, key: str, example: str) -> Column:
    meaning = f"Words of the {key}, any one of them; empty for every {key}"
    return Column(heading, key, Reads.NAMES, meaning, example)


def word_columns(examples: tuple[str, str, str, str]) -> tuple[Column, ...]:
    """Give the columns of words, with an example for each."""
    supplier, category, reference, description = examples
    return (
        _words("Supplier", "supplier", supplier),
        _words("Category", "category", category),
        _words("Reference", "reference", reference),
        _words("Description", "description", description),
        Column(
            "Words are",
            "compare",
            Reads.CHOICE,
            "All that the cell holds, or contained in it (so where empty); capitals "
            "never count",
            "",
            choices=tuple(Compare),
        ),
    )


LIMIT_COLUMNS = (
    Column(
        "Amount from (£)",
        "pence_from",
        Reads.POUNDS,
        "The least, itself included; a credit is below nought",
        "",
    ),
    Column("Amount to (£)", "pence_to", Reads.POUNDS, "The most, itself included", ""),
    Column("Dated from", "dated_from", Reads.DAY, "The first day that it fits", ""),
    Column("Dated to", "dated_to", Reads.DAY, "The last day that it fits", ""),
    Column(
        "From source",
        "from_source",
        Reads.TEXT,
        "The source of its lines, as ingest spend names it; empty for all",
        "",
    ),
)
