"""Month packs: drafted by one person, released by another, frozen after that.

A pack is what an office hands to people outside. Drafting and releasing are events of
the books; what was released stays, and a later version stands beside it.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.errors import NotAllowed
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.periods import Month

DRAFTED = "pack_drafted"
RELEASED = "pack_released"
MADE_UP = "its figures are made up"
WITHHELD = "held back by whoever released the pack"


class NothingDrafted(Refused):
    """A pack was to be released that nobody has drafted since the last release."""

    def __init__(self, month: Month) -> None:
        super().__init__(
            f"nobody has drafted a pack of {month} that waits for release; "
            f"draft it first: fundtrack pack {month}"
        )


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence that others may quote, with what it rests on.

    `key` names it within the pack, such as `money/blackpool`; `sources` are the ids of
    its figures, which `trace` leads to their entries, the entries themselves, or the
    run that found it. `why_not` says why it may not be quoted, empty where it may.
    """

    key: str
    sentence: str
    sources: Sequence[str]
    marks: Sequence[str] = ()
    why_not: str = ""

    @property
    def is_cleared(self) -> bool:
        """Whether it may be quoted once the pack is released."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack that somebody drafted: `digest` is the hash of all that it says.

    `snapshot` holds the facts of the snapshot its figures were read from.
    """

    entry: int
    month: Month
    person: str
    drafted_on: date
    digest: str
    snapshot: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Release:
    """A version of a pack that was released: each file's sha256, each sentence."""

    entry: int
    month: Month
    version: int
    person: str
    released_on: date
    drafted_by: str
    files: Mapping[str, str]
    sentences: Sequence[Quotable]

    @property
    def name(self) -> str:
        """What its folder is called."""
        return pack_name(self.month, self.version)


def pack_name(month: Month, version: int) -> str:
    """Name a released pack: `2024-12-v1`."""
    return f"{month}-v{version}"


def draft_name(month: Month) -> str:
    """Name the pack that waits for release: `2024-12-DRAFT`."""
    return f"{month}-DRAFT"


def check_month(month: Month, today: date) -> None:
    """Refuse a month that has not ended: its figures are still to come.

    Raises:
        WrongArgument: saying from when on it can be made.
    """
    ends = month.dates.end
    if today < ends:
        raise WrongArgument(
            f"{month} has not ended; its pack can be made from {ends.isoformat()}"
        )


def check_releaser(draft: Draft, person: str, holders: Sequence[str]) -> None:
    """Refuse somebody who would release what they drafted.

    Args:
        holders: the people whose role lets them release a pack.

    Raises:
        NotAllowed: naming who could.
    """
    if person == draft.person:
        others = [holder for holder in holders if holder != person]
        act = f"release the pack of {draft.month}, having drafted it"
        raise NotAllowed(person, act, others)


def withheld(sentences: Sequence[Quotable], keys: Iterable[str]) -> list[Quotable]:
    """Hold sentences back from quotation; they stay in the pack.

    Raises:
        WrongArgument: for a key that no sentence of the pack has.
    """
    wanted = set(keys)
    if unknown := sorted(wanted - {each.key for each in sentences}):
        listed = ", ".join(each.key for each in sentences)
        raise WrongArgument(
            f"the pack has no sentence {', '.join(unknown)}; it has {listed}"
        )
    return [
        Quotable(each.key, each.sentence, each.sources, each.marks, WITHHELD)
        if each.key in wanted
        else each
        for each in sentences
    ]


def why_not_quoted(marks: Iterable[str]) -> str:
    """Say why a sentence may not be quoted: nobody quotes what is made up."""
    return MADE_UP if Provenance.SYNTHETIC in set(marks) else ""


def draft_event(
    month: Month, digest: str, snapshot: Mapping[str, str | int], on: date
) -> NewEvent:
    """Record that a pack was drafted and shown."""
    return NewEvent(
        kind=DRAFTED,
        effective_on=on,
        reason=f"pack of {month} drafted",
        payload={
            "month": str(month),
            "digest": digest,
            "snapshot": json.dumps(dict(snapshot), sort_keys=True),
        },
    )


def release_event(
    draft: Draft,
    version: int,
    files: Mapping[str, str],
    sentences: Sequence[Quotable],
    on: date,
) -> NewEvent:
    """Record that a pack was released: its files' hashes and what may be quoted."""
    return NewEvent(
        kind=RELEASED,
        effective_on=on,
        reason=f"pack of {draft.month} released, version {version}",
        payload={
            "month": str(draft.month),
            "version": version,
            "draft": draft.entry,
            "drafted_by": draft.person,
            "digest": draft.digest,
            "snapshot": str(draft.snapshot["snapshot"]),
            "files": [f"{sha256} {name}" for name, sha256 in sorted(files.items())],
            "sentences": [
                json.dumps(asdict(each), sort_keys=True, ensure_ascii=False)
                for each in sentences
            ],
        },
    )


def files_said(lines: Iterable[str]) -> dict[str, str]:
    """Read files with their hashes as an event holds them."""
    pairs = (line.partition(" ") for line in lines)
    return {name: sha256 for sha256, _, name in pairs}


def sentences_said(lines: Iterable[str]) -> list[Quotable]:
    """Read sentences as an event holds them."""
    return [Quotable(**json.loads(line)) for line in lines]
