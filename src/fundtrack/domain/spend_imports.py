"""Files of spending: what was taken in, from which source, and what was refused."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.money import Pence


class SourceKind(StrEnum):
    """Whether a source is the books' own ledger, or a list that somebody published."""

    LEDGER = "ledger"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class SpendFile:
    """One file of spending as it was taken in.

    `total_pence` adds its readable rows, held already or not; `control_total_pence`
    is what the file should add to, None when nobody said. `renews` are the imports
    whose lines it repeats; its lines are dated from `first_on` to `last_on`, None
    where no day could be read.
    """

    file: str
    sha256: str
    source_name: str
    source_kind: SourceKind
    rows: int
    accepted: int
    refused: int
    already_held: int
    total_pence: Pence
    control_total_pence: Pence | None = None
    renews: tuple[int, ...] = ()
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One row that was refused, with as much of it as could be read.

    `fund` is empty where it cannot be read, and `outside` where the file has no
    coding; `broken` names the fields at fault and `rest_key` is equal for rows whose
    other cells are, so that the corrected row is known when it comes.
    """

    fund: str
    dated: date | None
    rule: str
    message: str
    fix: str
    found: str
    file: str
    source_name: str
    row_key: str
    rest_key: str
    broken: tuple[str, ...]
    read_from: Source
    provenance: Provenance = Provenance.RECORDED


def source_event(name: str, kind: SourceKind, on: date) -> NewEvent:
    """Record what kind of source a name stands for, confirmed by a person."""
    return NewEvent(
        kind="source",
        effective_on=on,
        reason=f"source {name} confirmed as {kind}",
        payload={"source": name, "source_kind": str(kind)},
    )


def import_event(taken: SpendFile, on: date) -> NewEvent:
    """Record that a file was taken in, and what became of its rows."""
    return NewEvent(
        kind="import",
        effective_on=on,
        reason=f"{taken.accepted} of {taken.rows} rows of {taken.file} taken in",
        payload={
            "file": taken.file,
            "source": taken.source_name,
            "source_kind": str(taken.source_kind),
            "rows": taken.rows,
            "accepted": taken.accepted,
            "refused": taken.refused,
            "already_held": taken.already_held,
            "total_pence": taken.total_pence,
            "control_total_pence": taken.control_total_pence,
            "renews": [str(entry) for entry in taken.renews],
            "first_on": taken.first_on.isoformat() if taken.first_on else "",
            "last_on": taken.last_on.isoformat() if taken.last_on else "",
        },
        source=Source(taken.sha256),
        evidence=taken.sha256,
    )


def refused_event(line: RefusedLine, import_entry: int, on: date) -> NewEvent:
    """Record a refused row; it counts from its own day, else from the import's."""
    return NewEvent(
        kind="refused_line",
        effective_on=line.dated or on,
        reason=line.message,
        payload={
            "fund": line.fund,
            "dated": line.dated.isoformat() if line.dated else "",
            "rule": line.rule,
            "message": line.message,
            "fix": line.fix,
            "found": line.found,
            "file": line.file,
            "source": line.source_name,
            "import": import_entry,
            "row_key": line.row_key,
            "rest_key": line.rest_key,
            "broken": line.broken,
        },
        source=line.read_from,
        provenance=line.provenance,
    )
