"""Keep what shows that a return was sent and signed: as evidence, by its sha256."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.returns import VERBS
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.store.evidence import keep


class Paper(StrEnum):
    """What a file kept with a return is."""

    PROOF = "proof of sending"
    SIGNED_COPY = "signed copy"


Chosen = Mapping[Paper, Path]
"""The files that somebody gives with a return, by what they are."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper kept with a return, and the entry that says so."""

    entry: int
    return_id: str
    paper: Paper
    file: str
    sha256: str
    person: str
    kept_on: date


def attach(session: Session, return_id: str, chosen: Chosen) -> tuple[Attachment, ...]:
    """Keep papers with a return that is certified, before or after it is sent.

    Raises:
        OutOfOrder: when it is not certified: there is nothing to sign or send yet.
        WrongArgument: when no file is named, or there is none under the name.
    """
    if not chosen:
        raise WrongArgument("name a file to keep: --proof FILE or --signed-copy FILE")
    with session.writing(Permission.SUBMIT) as ledger:
        filed = read_filed(ledger, return_id)
        if not filed.sha256:
            following = [VERBS[state] for state in filed.life.can_become[:1]]
            state = filed.life.state
            raise OutOfOrder(return_id, state, "given papers", following)
        events = attachment_events(session, filed, chosen)
        ledger.append(events, session.person)
        made = attachments(ledger, return_id)
        return made[-len(events) :]


def attachment_events(session: Session, filed: Filed, chosen: Chosen) -> list[NewEvent]:
    """Copy papers into evidence and write which return they are of.

    Raises:
        WrongArgument: when there is no such file; none is then copied.
    """
    for path in chosen.values():
        if not path.is_file():
            raise WrongArgument(f"there is no file {path}")
    return [
        NewEvent(
            kind="return_attachment",
            effective_on=session.today,
            reason=f"{paper} of {filed.return_id}",
            payload={
                "return_id": filed.return_id,
                "fund": filed.fund,
                "paper": str(paper),
                "file": path.name,
            },
            evidence=keep(session.workspace, path),
        )
        for paper, path in chosen.items()
    ]


def hashes_named(events: Sequence[NewEvent]) -> dict[str, str]:
    """Give the facts by which a submission names the papers given with it."""
    return {
        f"{str(event.payload['paper']).replace(' ', '_')}_sha256": event.evidence or ""
        for event in events
    }


def attachments(reader: Reader, return_id: str) -> tuple[Attachment, ...]:
    """List the papers kept with a return, in the order kept."""
    rows = reader.rows("return_attachments", return_id=return_id)
    return tuple(Attachment(**{**row, "paper": Paper(row["paper"])}) for row in rows)
