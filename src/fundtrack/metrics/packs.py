"""Packs as the books hold them: what waits for release, and what was released."""

import json
from dataclasses import dataclass

from fundtrack.domain.packs import RELEASED
from fundtrack.domain.packs import Draft
from fundtrack.domain.packs import Release
from fundtrack.domain.packs import files_said
from fundtrack.domain.packs import sentences_said
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class MonthHistory:
    """What became of one month's pack: `waiting` was drafted after the last release."""

    waiting: Draft | None
    releases: tuple[Release, ...]

    @property
    def next_version(self) -> int:
        """Which version a release makes."""
        return len(self.releases) + 1


def month_history(books: Reader, month: Month) -> MonthHistory:
    """Read what was drafted and released of a month."""
    drafts = [
        _draft(row)
        for row in books.rows("packs", known=LAST_ENTRY)
        if row["kind"] != RELEASED
    ]
    done = tuple(each for each in releases(books) if each.month == month)
    since = done[-1].entry if done else 0
    open_drafts = [it for it in drafts if it.month == month and it.entry > since]
    return MonthHistory(open_drafts[-1] if open_drafts else None, done)


def releases(books: Reader) -> list[Release]:
    """List every pack that was released, in the order released."""
    return [
        _release(row)
        for row in books.rows("packs", known=LAST_ENTRY)
        if row["kind"] == RELEASED
    ]


def _draft(row: Row) -> Draft:
    said = json.loads(row["facts"])
    return Draft(
        entry=row["entry"],
        month=Month.parse(said["month"]),
        person=row["person"],
        drafted_on=row["effective_on"],
        digest=said["digest"],
        snapshot=json.loads(said["snapshot"]),
    )


def _release(row: Row) -> Release:
    said = json.loads(row["facts"])
    return Release(
        entry=row["entry"],
        month=Month.parse(said["month"]),
        version=said["version"],
        person=row["person"],
        released_on=row["effective_on"],
        drafted_by=said["drafted_by"],
        files=files_said(said["files"]),
        sentences=sentences_said(said["sentences"]),
    )
