"""What an office declares with a return, subject by subject, and who says so."""

from collections.abc import Sequence

from fundtrack.domain.return_registers import Subject
from fundtrack.metrics.position import Reader
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Value
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

ASKED = {
    Subject.FRAUD: "Fraud or irregularity, found or suspected",
    Subject.CONFLICT: "Conflicts of interest",
    Subject.OTHER_GRANT: "Money moved to or from another grant",
    Subject.PROCUREMENT: "Exceptions from the rules of procurement",
}
"""What a funder asks about each subject."""


def read_declarations(books: Reader, scope: Scope) -> list[Row]:
    """Read what was declared with the quarter's return, as known."""
    return books.rows(
        "return_declarations",
        fund=scope.fund,
        quarter=str(scope.quarter),
        known=scope.known,
    )


def declaration_rows(found: Sequence[Row]) -> list[dict[str, Value]]:
    """Answer every subject; one that nobody declared on says so."""
    rows: list[dict[str, Value]] = []
    for subject, asks in ASKED.items():
        said = [row for row in found if row["subject"] == subject]
        rows.extend(_row(asks, row) for row in said)
        if not said:
            rows.append(dict(_UNSAID, asks=asks))
    return rows


_UNSAID: dict[str, Value] = {
    "answer": NOT_GIVEN,
    "words": "",
    "declared_by": "",
    "declared_on": None,
    "provenance": "",
    "entry": None,
}


def _row(asks: str, row: Row) -> dict[str, Value]:
    return {
        "asks": asks,
        "answer": "declared" if row["is_declared"] else "nothing to declare",
        "words": row["words"],
        "declared_by": row["declared_by"],
        "declared_on": row["declared_on"],
        "provenance": row["provenance"],
        "entry": row["entry"],
    }
