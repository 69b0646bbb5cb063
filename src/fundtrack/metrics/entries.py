"""Entries as the books hold them, read back as the events they were."""

import json
from collections.abc import Iterable

from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.errors import UnknownName
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row

CELL = ("fund", "area", "project", "heading", "spend_kind", "financial_year")


def read_entries(books: Reader, entries: Iterable[int]) -> list[HeldEntry]:
    """Read entries by their numbers, in order."""
    wanted = list(entries)
    postings: dict[int, list[Posting]] = {entry: [] for entry in wanted}
    for row in books.rows("entry_postings", entries=wanted):
        cell = Cell(*(row[part] for part in CELL))
        side = Posting(Account(row["account"]), cell, Pence(row["pence"]))
        postings[row["entry"]].append(side)
    return [
        HeldEntry(row["entry"], _event(row, postings[row["entry"]]))
        for row in books.rows("entries", entries=wanted)
    ]


def read_entry(books: Reader, entry: int) -> HeldEntry:
    """Read one entry.

    Raises:
        UnknownName: when the books hold no such entry.
    """
    found = read_entries(books, [entry])
    if not found:
        last = books.rows("last_entry")[0]["known"]
        raise UnknownName("entry", str(entry), [f"the entries 1 to {last}"])
    return found[0]


def _event(row: Row, postings: list[Posting]) -> NewEvent:
    source = (
        Source(
            row["source_sha256"],
            row["source_sheet"],
            row["source_row"],
            row["source_column"],
        )
        if row["source_sha256"] is not None
        else None
    )
    return NewEvent(
        kind=row["kind"],
        effective_on=row["effective_on"],
        reason=row["reason"],
        payload=json.loads(row["payload"]),
        postings=tuple(postings),
        source=source,
        evidence=row["evidence"],
        corrects=row["corrects"],
        provenance=Provenance(row["provenance"]),
    )
