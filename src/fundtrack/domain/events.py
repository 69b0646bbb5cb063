"""Events: every business act, its postings, and the hash that ties it to the last.

The books hold nothing else. What a fund, an award or a position is, is worked out
from them. Money comes from somewhere and is somewhere, so the postings of an event
sum to nil:

- where it comes from (negative): `promised` by the funder, `claimed` of it,
  `received` from it; `unfunded` for lines that no fund here pays;
- where it is (positive): `unallocated`, `allocated`, `committed`, `accrued`,
  `spent`; `suspense` and `outside` for lines without a budget cell.
"""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from enum import StrEnum

from fundtrack.domain.cells import Cell
from fundtrack.money import Pence

FIRST_HASH = "0" * 64
"""What stands for the previous hash in the first event."""

Payload = Mapping[str, str | int | bool | Sequence[str] | None]


class Account(StrEnum):
    """Where a pound comes from and where it is."""

    PROMISED = "promised"
    CLAIMED = "claimed"
    RECEIVED = "received"
    UNFUNDED = "unfunded"
    UNALLOCATED = "unallocated"
    ALLOCATED = "allocated"
    COMMITTED = "committed"
    ACCRUED = "accrued"
    SPENT = "spent"
    SUSPENSE = "suspense"
    OUTSIDE = "outside"


class Provenance(StrEnum):
    """How sure a figure is: printed by others, assumed by us, or made up."""

    PUBLISHED = "published"
    ASSUMED = "assumed"
    SYNTHETIC = "synthetic"
    RECORDED = "recorded"
    """An office's own record; needs no mark on a page."""


@dataclass(frozen=True, slots=True)
class Source:
    """The cell of a file that an event was read from."""

    sha256: str
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of a money event."""

    account: Account
    cell: Cell
    pence: Pence


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A business act that has not been recorded yet.

    `kind` names the act (award, allocation, actual ...); `corrects` is the sequence
    number of the event it puts right; `evidence` is the sha256 of a file kept.
    """

    kind: str
    effective_on: date
    reason: str
    payload: Payload = field(default_factory=dict)
    postings: tuple[Posting, ...] = ()
    source: Source | None = None
    evidence: str | None = None
    corrects: int | None = None
    provenance: Provenance = Provenance.RECORDED

    def __post_init__(self) -> None:
        """Refuse postings that do not sum to nil: that would be our own bug."""
        if sum(posting.pence for posting in self.postings):
            raise ValueError(f"postings of kind {self.kind} do not sum to nil")


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the books: its number and its hash."""

    seq: int
    hash: str


EMPTY_HEAD = Head(0, FIRST_HASH)


def payload_text(payload: Payload) -> str:
    """Write a payload in its one canonical form (sorted keys, no spaces)."""
    return json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def posting_text(postings: Sequence[Posting]) -> str:
    """Write postings in the form that is hashed: one line each, in order."""
    return "\n".join(
        f"{posting.account}\t{posting.cell}\t{posting.pence}" for posting in postings
    )


def event_hash(fields: Sequence[str]) -> str:
    """Hash an event from its fields as text, the previous hash among them."""
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """Write a moment in the form that is hashed and printed."""
    return moment.isoformat(timespec="microseconds")
