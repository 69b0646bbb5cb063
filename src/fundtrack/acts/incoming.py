"""A file that somebody brings: what taking it in would do, and taking it in.

Looking changes nothing. Where an act has a dry run of its own it is asked for that;
every other act is done, whole, on a copy of the office.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts import incoming_words as words
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.home_office import ingest_outcomes
from fundtrack.acts.home_office import ingest_recorded_crime
from fundtrack.acts.partner_claims import ingest_claims
from fundtrack.acts.populations import ingest_population
from fundtrack.acts.quarters import QuarterAnswer
from fundtrack.acts.quarters import quarter_in
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.acts.surveys import ingest_survey
from fundtrack.config import Workspace
from fundtrack.domain.incoming import Choices
from fundtrack.domain.incoming import IncomingKind
from fundtrack.domain.people import Permission
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.metrics.position import Reader
from fundtrack.sources.populations import PopulationHints
from fundtrack.store.lake import read_lake
from fundtrack.store.rehearsals import rehearsal
from fundtrack.store.tables import read_tables_held

REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Looked:
    """What taking a file in would do: `says` are the words of the command line.

    `changes` are what the books and the lake would hold beside or instead of what they
    hold now. A file that `is_refused` cannot be taken in as it is.
    """

    says: tuple[str, ...]
    changes: tuple[str, ...]
    findings: tuple[Finding, ...]
    is_refused: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking a file in did; `reply` is the workbook to send back, if any."""

    says: tuple[str, ...]
    findings: tuple[Finding, ...]
    reply: Path | None = None


@dataclass(frozen=True, slots=True)
class _Bringing:
    """A file being taken in, by whom, as what was said of it."""

    session: Session
    path: Path
    choices: Choices
    is_dry_run: bool = False


def look_at(
    session: Session, kind: IncomingKind, path: Path, choices: Choices, aside: Path
) -> Looked:
    """Say what taking a file in would do; books, lake and evidence stay as they are.

    Args:
        session: who would take it in, with their permissions.
        kind: what it is taken for.
        path: the file.
        choices: what is said of it.
        aside: a folder in which the copy of an office may stand meanwhile.

    Raises:
        NotAllowed: when the person may not take in such a file.
    """
    bringing = _Bringing(session, path, choices, is_dry_run=True)
    try:
        if kind in _TRIED:
            return _TRIED[kind](bringing)
        return _rehearsed(bringing, kind, aside)
    except FileRefused as error:
        return Looked((), (), error.findings, is_refused=True)


def take_in(
    session: Session, kind: IncomingKind, path: Path, choices: Choices
) -> TakenIn:
    """Take a file in.

    Raises:
        FileRefused: with every finding; nothing was changed.
        NotAllowed: when the person may not take in such a file.
    """
    return _TAKEN[kind](_Bringing(session, path, choices))


def _rehearsed(bringing: _Bringing, kind: IncomingKind, aside: Path) -> Looked:
    """Take the file in on a copy of the office and say what that changed there."""
    session = bringing.session
    with session.reading() as books:
        # No office is copied for somebody who may not; registers ask for more.
        if kind is not IncomingKind.REGISTERS:
            session.require(books, Permission.INGEST)
        copied = rehearsal(session.workspace, books.info, aside)
        before = books.info.head_seq
        with copied as copy:
            trying = replace(session, workspace=copy)
            taken = take_in(trying, kind, bringing.path, bringing.choices)
            with trying.reading() as tried:
                entries = _entries_since(tried, before)
            lake = _lake_changes(session.workspace, copy)
    changes = (*entries, *lake) or ("nothing: all of it is held already",)
    return Looked(taken.says, changes, taken.findings, is_refused=False)


def _entries_since(books: Reader, before: int) -> tuple[str, ...]:
    """Count by kind the entries that the books have more."""
    rows = books.rows("entries_since", before=before)
    kinds = Counter({row["kind"]: row["entries"] for row in rows})
    listed = ", ".join(f"{n:,} {kind.replace('_', ' ')}" for kind, n in kinds.items())
    total = kinds.total()
    if not total:
        return ()
    return (f"{total:,} {'entries' if total > 1 else 'entry'}: {listed}",)


def _lake_changes(office: Workspace, copy: Workspace) -> tuple[str, ...]:
    """Say which months and parts of tables the lake has new, and which are revised."""
    months = _compared(
        {key: it.content for key, it in read_lake(office).partitions.items()},
        {key: it.content for key, it in read_lake(copy).partitions.items()},
        "month",
    )
    parts = _compared(
        {key: it.content for key, it in read_tables_held(office).parts.items()},
        {key: it.content for key, it in read_tables_held(copy).parts.items()},
        "part",
    )
    return (*months, *parts)


def _compared(
    before: Mapping[tuple[str, ...], str],
    after: Mapping[tuple[str, ...], str],
    what: str,
) -> tuple[str, ...]:
    new = sorted(" ".join(key) for key in after.keys() - before.keys())
    revised = sorted(
        " ".join(key)
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    )
    named = ((new, "new"), (revised, "revised, in place of what is held"))
    return tuple(
        f"{len(keys):,} {what}{'s' * (len(keys) != 1)} {how}: {_span(keys)}"
        for keys, how in named
        if keys
    )


def _span(keys: list[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"


def _spend(bringing: _Bringing) -> SpendImport:
    said = bringing.choices
    options = SpendOptions(
        source=said.source or None,
        control_total_pence=said.control_total_pence,
        kind=said.source_kind or None,
        is_dry_run=bringing.is_dry_run,
        is_confirmed=said.is_confirmed,
    )
    return ingest_spend(bringing.session, [bringing.path], options)


def _spend_tried(bringing: _Bringing) -> Looked:
    found = _spend(bringing)
    (file,) = found.files
    is_held = any(it.rule == "file-held" for it in found.findings)
    counted = (
        (file.new, "line", "of spending new"),
        (0 if is_held else file.refused, "row", "kept as refused until put right"),
        (file.recoded, "line", "coded otherwise now (booked only if confirmed)"),
        (file.vanished, "line", "gone from the file (booked only if confirmed)"),
    )
    changes = tuple(
        f"{number:,} {what}{'s' * (number != 1)} {how}"
        for number, what, how in counted
        if number
    )
    return Looked(
        tuple(words.spend_words(found)),
        changes or ("nothing: all of it is held already",),
        found.findings,
        is_refused=False,
    )


def _spend_taken(bringing: _Bringing) -> TakenIn:
    taken = _spend(bringing)
    return TakenIn(tuple(words.spend_words(taken)), taken.findings)


def _quarter(bringing: _Bringing) -> QuarterAnswer:
    session, is_dry_run = bringing.session, bringing.is_dry_run
    return quarter_in(session, bringing.path, is_dry_run=is_dry_run)


def _quarter_tried(bringing: _Bringing) -> Looked:
    answer = _quarter(bringing)
    *cells, counted = words.quarter_words(answer)
    is_refused = has_blocking(answer.findings)
    return Looked((counted,), tuple(cells), answer.findings, is_refused)


def _quarter_taken(bringing: _Bringing) -> TakenIn:
    answer = _quarter(bringing)
    return TakenIn(tuple(words.quarter_words(answer)), answer.findings)


def _registers_taken(bringing: _Bringing) -> TakenIn:
    taken = ingest_registers(bringing.session, [bringing.path])
    return TakenIn(tuple(words.register_words(taken)), taken.findings)


def _claim_taken(bringing: _Bringing) -> TakenIn:
    replies = bringing.session.workspace.folder / REPLIES
    taken = ingest_claims(bringing.session, [bringing.path], replies)
    says = words.claim_words(taken, with_reply=False)
    return TakenIn(tuple(says), taken.findings, Path(taken.reply))


def _crime_taken(bringing: _Bringing) -> TakenIn:
    taken = ingest_crime(bringing.session, [bringing.path])
    return TakenIn(tuple(words.crime_words(taken)), tuple(taken.findings))


def _population_taken(bringing: _Bringing) -> TakenIn:
    hints = PopulationHints(year=bringing.choices.year)
    taken = ingest_population(bringing.session, bringing.path, hints)
    return TakenIn(tuple(words.population_words(taken)), tuple(taken.findings))


def _survey_taken(bringing: _Bringing) -> TakenIn:
    taken = ingest_survey(bringing.session, bringing.path)
    return TakenIn(tuple(words.survey_words(taken)), tuple(taken.findings))


def _recorded_taken(bringing: _Bringing) -> TakenIn:
    taken = ingest_recorded_crime(bringing.session, bringing.path)
    return TakenIn(tuple(words.table_words(taken)), tuple(taken.findings))


def _outcomes_taken(bringing: _Bringing) -> TakenIn:
    taken = ingest_outcomes(bringing.session, bringing.path)
    return TakenIn(tuple(words.table_words(taken)), tuple(taken.findings))


_TRIED: Mapping[IncomingKind, Callable[[_Bringing], Looked]] = {
    IncomingKind.SPEND: _spend_tried,
    IncomingKind.QUARTER: _quarter_tried,
}
"""The acts with a dry run of their own."""

_TAKEN: Mapping[IncomingKind, Callable[[_Bringing], TakenIn]] = {
    IncomingKind.SPEND: _spend_taken,
    IncomingKind.REGISTERS: _registers_taken,
    IncomingKind.CLAIM: _claim_taken,
    IncomingKind.QUARTER: _quarter_taken,
    IncomingKind.CRIME: _crime_taken,
    IncomingKind.POPULATION: _population_taken,
    IncomingKind.SURVEY: _survey_taken,
    IncomingKind.RECORDED_CRIME: _recorded_taken,
    IncomingKind.OUTCOMES: _outcomes_taken,
}
