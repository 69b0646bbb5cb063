"""What a funder asked about a return, section by section, and what was answered."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.returns.layouts import Value


@dataclass(frozen=True, slots=True)
class Query:
    """One question about one sheet; `answer` is None while nobody answered."""

    entry: int
    return_id: str
    section: str
    question: str
    asked_on: date
    answer: str | None
    answered_on: date | None
    person: str | None


def queries(reader: Reader, claim: str, known: int) -> tuple[Query, ...]:
    """List what was asked about every version of a return, oldest first."""
    found = reader.rows("return_queries", claim=claim, known=known)
    return tuple(Query(**row) for row in found)


def open_queries(reader: Reader, return_id: str) -> tuple[Query, ...]:
    """List the queries of one version that are not answered."""
    found = reader.rows("return_queries", claim="*", known=LAST_ENTRY)
    return tuple(
        Query(**row)
        for row in found
        if row["return_id"] == return_id and row["answer"] is None
    )


def query_rows(
    asked: Iterable[Query], name: Callable[[str], str]
) -> list[dict[str, Value]]:
    """Write the queries on earlier versions, and what was answered.

    Args:
        name: gives the full name of a person.
    """
    return [
        {
            "version": it.return_id,
            "section": it.section,
            "question": it.question,
            "asked_on": it.asked_on,
            "answer": it.answer or "not answered",
            "answered_on": it.answered_on,
            "person": name(it.person) if it.person else "",
            "entry": it.entry,
        }
        for it in asked
    ]
