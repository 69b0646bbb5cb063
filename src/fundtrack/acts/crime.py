"""Acts on crime data: take in files, keep the reference counts, count."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.people import Permission
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.crime import SYNTHETIC
from fundtrack.ingest.crime import StagedCrime
from fundtrack.ingest.crime import StagedMonth
from fundtrack.ingest.crime import stage_crime
from fundtrack.metrics.crime import CountQuestion
from fundtrack.metrics.crime import CrimeCounts
from fundtrack.metrics.crime import counts
from fundtrack.metrics.crime import missing_months
from fundtrack.metrics.crime_decisions import MonthDecisions
from fundtrack.metrics.crime_decisions import decisions
from fundtrack.metrics.crime_decisions import named_before
from fundtrack.sources.police_uk import Kind
from fundtrack.store.evidence import keep
from fundtrack.store.evidence import keep_copy
from fundtrack.store.lake import Key
from fundtrack.store.lake import Lake
from fundtrack.store.lake import read_lake
from fundtrack.store.lake import replaced_lake
from fundtrack.store.lake import staging_folder
from fundtrack.store.ledger import open_ledger


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What one file held: `kept` rows are stored, every one that was published.

    `repeated_id` counts rows with an id less distinct ids, by type; `named_before` the
    crimes whose id an earlier month held of the force names too (None for outcomes).
    `blank_id`, `other_vintage` and `unknown_lsoa` are None in a month that was taken in
    before they were counted.
    """

    file: str
    kind: str
    force: str
    month: str
    rows: int
    kept: int
    repeated_id: int
    no_location: int
    outside_force: int
    lsoa_vintage: str
    provenance: str
    blank_id: int | None
    other_vintage: int | None
    unknown_lsoa: int | None
    named_before: int | None


@dataclass(frozen=True, slots=True)
class CrimeImport:
    """What `ingest crime` took in.

    `months_missing` lists months between the first and the last held of the forces
    taken in that have no file; `months_missing_by_force` says of which force.
    """

    files: Sequence[ImportedFile]
    months_missing: Sequence[str]
    months_missing_by_force: Mapping[str, Sequence[str]]
    snapshot: str
    findings: Sequence[Finding]


def ingest_crime(session: Session, paths: Iterable[Path]) -> CrimeImport:
    """Take police.uk files into the lake, all of them or none.

    Raises:
        FileRefused: with every finding; books, lake and snapshot are as they were.
        NotAllowed: when the person may not take in files.
    """
    workspace = session.workspace
    with open_ledger(workspace, session.clock, session.wait_seconds) as ledger:
        session.require(ledger, Permission.INGEST)
    with staging_folder(workspace, session.wait_seconds) as staging:
        lake = read_lake(workspace)
        staged = stage_crime(paths, staging, lake, workspace.settings().force)
        if staged.changed:
            _record(session, lake, staged)
    snapshot = session.publish_recorded()
    return _import_of(session, staged, snapshot.snapshot)


def keep_reference_counts(session: Session, path: Path) -> str:
    """Keep the packaged reference counts in evidence, to stand behind the lake.

    Returns:
        The sha256 under which they are kept.
    """
    workspace = session.workspace
    with staging_folder(workspace, session.wait_seconds):
        sha256 = keep(workspace, path)
        lake = read_lake(workspace).with_reference(sha256)
        event = NewEvent(
            kind="crime_reference",
            effective_on=session.today,
            reason="reference counts kept behind the crime files",
            payload={"file": path.name, "sha256": sha256, "lake": lake.sha256},
            evidence=sha256,
            provenance=Provenance.PUBLISHED,
        )
        _commit(session, lake, {}, [event])
    session.publish_recorded()
    return sha256


def crime_counts(session: Session, question: CountQuestion) -> CrimeCounts:
    """Count recorded crime from the current snapshot.

    Raises:
        UnknownName, WrongArgument, NotAPeriod: when the question names what is not.
    """
    with session.reading() as books:
        return counts(books, question)


@dataclass(frozen=True, slots=True)
class CrimeDecisions:
    """What `crime decisions` answers: a row per force and month, gaps among them."""

    months: Sequence[MonthDecisions]
    snapshot: str


def crime_decisions(
    session: Session,
    *,
    force: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> CrimeDecisions:
    """Say from the current snapshot what the imports decided, month by month.

    Raises:
        UnknownName, NotAPeriod: when the question names what is not.
    """
    with session.reading() as books:
        months = decisions(books, force, first, last)
        return CrimeDecisions(months, books.info.snapshot)


def _record(session: Session, lake: Lake, staged: StagedCrime) -> None:
    """Keep the files as evidence, the rows in the lake and the import in the books."""
    by_source: dict[Path, list[StagedMonth]] = {}
    changed = {month.source for month in staged.months if month.parquet}
    for month in staged.months:
        if month.source in changed:
            by_source.setdefault(month.source, []).append(month)
    evidence = {source: _kept(session, months) for source, months in by_source.items()}
    partitions = [
        replace(month.partition, evidence=evidence[month.source])
        for month in staged.months
        if month.parquet
    ]
    new = lake.with_partitions(partitions)
    lake_hash = new.sha256
    events = [
        _event(session.today, lake_hash, months, evidence[source])
        for source, months in by_source.items()
    ]
    _commit(session, new, staged.changed, events)


def _kept(session: Session, months: Sequence[StagedMonth]) -> str:
    """Keep the one file that these months came from and give its sha256."""
    first = months[0]
    if first.copy:
        return keep_copy(session.workspace, first.copy, first.partition.content)
    return keep(session.workspace, first.source)


def _commit(
    session: Session,
    lake: Lake,
    staged: Mapping[Key, Path],
    events: Sequence[NewEvent],
) -> None:
    """Replace the lake and record why, both or neither: the books commit first."""
    with (
        ExitStack() as lake_change,
        open_ledger(session.workspace, session.clock, session.wait_seconds) as ledger,
    ):
        lake_change.enter_context(replaced_lake(session.workspace, lake, staged))
        ledger.append(events, session.person)


def _event(
    on: date, lake_hash: str, months: Sequence[StagedMonth], sha256: str
) -> NewEvent:
    held = [month.partition for month in months]
    is_synthetic = any(partition.provenance == SYNTHETIC for partition in held)
    return NewEvent(
        kind="crime_import",
        effective_on=on,
        reason="crime files taken in",
        payload={
            "file": months[0].source.name,
            "months": sorted(
                f"{partition.force} {partition.month} {partition.kind}"
                for partition in held
            ),
            "rows": sum(partition.rows for partition in held),
            "repeated_id": sum(partition.repeated_id for partition in held),
            "no_location": sum(partition.no_location for partition in held),
            "outside_force": sum(partition.outside_force for partition in held),
            "lake": lake_hash,
        },
        source=Source(sha256),
        evidence=sha256,
        provenance=Provenance.SYNTHETIC if is_synthetic else Provenance.PUBLISHED,
    )


def _import_of(session: Session, staged: StagedCrime, snapshot: str) -> CrimeImport:
    with session.reading() as books:
        named = named_before(books)
        files = [_imported(month, named) for month in staged.months]
        gaps = missing_months(books, (file.force for file in files))
    return CrimeImport(
        files=files,
        months_missing=sorted({month for months in gaps.values() for month in months}),
        months_missing_by_force=gaps,
        snapshot=snapshot,
        findings=[*staged.findings, *_named_again(files)],
    )


def _imported(month: StagedMonth, named: Mapping[tuple[str, str], int]) -> ImportedFile:
    partition = month.partition
    is_street = partition.kind == Kind.STREET
    return ImportedFile(
        file=partition.file,
        kind=partition.kind,
        force=partition.force,
        month=partition.month,
        rows=partition.rows,
        kept=partition.rows,
        repeated_id=partition.repeated_id,
        no_location=partition.no_location,
        outside_force=partition.outside_force,
        lsoa_vintage=partition.vintage,
        provenance=partition.provenance,
        blank_id=partition.blank_id,
        other_vintage=partition.other_vintage,
        unknown_lsoa=partition.unknown_lsoa,
        named_before=(
            named.get((partition.force, partition.month), 0) if is_street else None
        ),
    )


def _named_again(files: Sequence[ImportedFile]) -> Iterator[Finding]:
    """Tell of each force how many crimes taken in an earlier month names as well."""
    for force in dict.fromkeys(file.force for file in files):
        again = [file for file in files if file.force == force and file.named_before]
        if again:
            crimes = sum(file.named_before or 0 for file in again)
            yield Finding(
                rule="crime-id-in-two-months",
                severity=Severity.WARN,
                message=f"{crimes:,} crimes of {force} have an id that an earlier "
                "month names too: each month counts them, as published",
                fix="count by --count first where a crime should count once",
                found=f"{crimes}",
            )
