"""Take crime files into a staging folder: read, check, decide; nothing is kept yet."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.crime_checks import check_rows
from fundtrack.ingest.crime_checks import expected_rows
from fundtrack.ingest.crime_checks import vintage_of
from fundtrack.places import find_force
from fundtrack.sources.police_uk import PoliceFile
from fundtrack.sources.police_uk import Unpacker
from fundtrack.sources.police_uk import find_files
from fundtrack.sources.police_uk_forms import CrimeFile
from fundtrack.sources.police_uk_forms import first_bad_row
from fundtrack.sources.police_uk_forms import read_form
from fundtrack.store.crime_rows import CrimeReader
from fundtrack.store.crime_rows import Decisions
from fundtrack.store.crime_rows import NotReadableError
from fundtrack.store.crime_rows import RowFacts
from fundtrack.store.crime_rows import crime_reader
from fundtrack.store.lake import Key
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition

PUBLISHED = "published"
SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class StagedMonth:
    """A month of one force, read and checked.

    `source` is the file on disk it came from; `parquet` its rows in the staging
    folder, None where the lake holds just these rows already.
    """

    partition: Partition
    source: Path
    parquet: Path | None


@dataclass(frozen=True, slots=True)
class StagedCrime:
    """What one call read: months ready to be kept; no finding among them blocks."""

    months: Sequence[StagedMonth]
    findings: Sequence[Finding]

    @property
    def changed(self) -> Mapping[Key, Path]:
        """The staged files of months that the lake does not hold as they are."""
        return {
            month.partition.key: month.parquet for month in self.months if month.parquet
        }


def stage_crime(
    paths: Iterable[Path], staging: Path, lake: Lake, office_force: str
) -> StagedCrime:
    """Read every file the paths hold into the staging folder.

    Args:
        paths: zips, folders and single files, as the user named them.
        staging: an empty folder on the lake's disk.
        lake: what the lake holds now.
        office_force: the force taken for an API list, which names none itself.

    Raises:
        FileRefused: with every finding, when one of them blocks; nothing was changed.
    """
    files, findings = find_files(paths)
    months: dict[Key, StagedMonth] = {}
    with crime_reader() as reader, Unpacker() as unpacker:
        desk = _Desk(staging, lake, office_force, reader, unpacker)
        for file in files:
            try:
                month = desk.staged(file, findings)
            except FileRefused as error:
                findings.extend(error.findings)
                continue
            if month:
                findings.extend(_check_once(months, month))
                months.setdefault(month.partition.key, month)
    for month in months.values():
        findings.extend(_check_replacing(month.partition, lake))
    if has_blocking(findings):
        raise FileRefused(worst_first(findings))
    return StagedCrime(list(months.values()), findings)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What reading one file needs of the call it belongs to."""

    staging: Path
    lake: Lake
    office_force: str
    reader: CrimeReader
    unpacker: Unpacker

    def staged(self, file: PoliceFile, findings: list[Finding]) -> StagedMonth | None:
        """Read, check and stage one file; None where it holds no row."""
        content = self.staging / "rows.csv"
        sha256 = self.unpacker.unpack(file, content)
        crime_file = read_form(
            file, content, sha256=sha256, office_force=self.office_force
        )
        held = self.lake.partitions.get(
            (crime_file.kind, crime_file.force, crime_file.month)
        )
        if held and held.content == sha256:
            return StagedMonth(replace(held, file=file.shown), file.path, None)
        facts = self._facts(crime_file)
        if not facts.row_count:
            findings.append(_no_rows(crime_file))
            return None
        wrong = check_rows(crime_file, facts)
        findings.extend(wrong)
        partition = _partition(crime_file, facts)
        parquet = self.staging / f"{sha256}.parquet"
        if not has_blocking(wrong):
            self._keep(partition, parquet)
        return StagedMonth(partition, file.path, parquet)

    def _facts(self, file: CrimeFile) -> RowFacts:
        try:
            return self.reader.facts(file.path, file.kind, expected_rows(file))
        except NotReadableError as error:
            row, found = first_bad_row(file.path, file.kind)
            raise FileRefused([_bad_row(file, row, found)]) from error

    def _keep(self, partition: Partition, parquet: Path) -> None:
        decided = Decisions(
            force=partition.force,
            police_area=find_force(partition.force).police_area,
            vintage=partition.vintage,
            provenance=partition.provenance,
        )
        self.reader.keep(parquet, partition.kind, decided)


def _partition(file: CrimeFile, facts: RowFacts) -> Partition:
    return Partition(
        kind=file.kind,
        force=file.force,
        month=file.month,
        file=file.shown,
        content=file.sha256,
        evidence="",
        rows=facts.row_count,
        repeated_id=facts.repeated_id,
        no_location=facts.no_location,
        outside_force=facts.outside_force,
        vintage=vintage_of(file, facts),
        provenance=SYNTHETIC if facts.synthetic else PUBLISHED,
        is_from_api=file.is_from_api,
    )


def _check_once(
    months: Mapping[Key, StagedMonth], month: StagedMonth
) -> Iterator[Finding]:
    """Refuse a month that one call names twice with different contents."""
    earlier = months.get(month.partition.key)
    if earlier and earlier.partition.content != month.partition.content:
        yield Finding(
            rule="crime-month-twice",
            severity=Severity.BLOCK,
            message=f"{_named(month.partition)} stands twice in this call, with other "
            f"contents in {earlier.partition.file}",
            fix="take in the newer file alone; a later call replaces the month",
            file=month.partition.file,
        )


def _check_replacing(partition: Partition, lake: Lake) -> Iterator[Finding]:
    """Refuse a month that would put less in the place of more.

    Published rows replace synthetic ones and never the other way; the API's list,
    which has no LSOA, never replaces a street file.
    """
    held = lake.partitions.get(partition.key)
    if not held:
        return
    if (partition.provenance, held.provenance) == (SYNTHETIC, PUBLISHED):
        yield Finding(
            rule="crime-synthetic-over-published",
            severity=Severity.BLOCK,
            message=f"published rows are held for {_named(partition)}; synthetic rows "
            "never replace them",
            fix="leave this month out",
            file=partition.file,
        )
    if partition.is_from_api and not held.is_from_api:
        yield Finding(
            rule="crime-api-over-file",
            severity=Severity.BLOCK,
            message=f"the street file is held for {_named(partition)}; the API's list "
            "says less and does not replace it",
            fix="leave this list out",
            file=partition.file,
        )


def _named(partition: Partition) -> str:
    return f"{partition.month} of {partition.force} ({partition.kind})"


def _no_rows(file: CrimeFile) -> Finding:
    return Finding(
        rule="crime-no-rows",
        severity=Severity.WARN,
        message="the file holds no row; the month counts as missing, not as nought",
        fix="nothing to do, or ask the publisher for the month",
        file=file.shown,
    )


def _bad_row(file: CrimeFile, row: int, found: str) -> Finding:
    return Finding(
        rule="crime-row-unreadable",
        severity=Severity.BLOCK,
        message=f"the rows cannot be read: {found}",
        fix="download the file again and take it in unchanged",
        file=file.shown,
        row=row or None,
        found=found,
    )
