"""Take crime files into a staging folder: read, check, decide; nothing is kept yet."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
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
from fundtrack.ingest.crime_history import check_history
from fundtrack.places import find_force
from fundtrack.sources.police_uk import Kind
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
from fundtrack.store.crime_rows import ToRead
from fundtrack.store.crime_rows import crime_reader
from fundtrack.store.lake import Key
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition

PUBLISHED = "published"
SYNTHETIC = "synthetic"
READ_TOGETHER_BYTES = 24_000_000
"""How much is read at a time: enough to spread the cost of a question over files."""


@dataclass(frozen=True, slots=True)
class StagedMonth:
    """A month of one force, read and checked.

    `source` is the file on disk it came from; `parquet` its rows in the staging
    folder, None where the lake holds just these rows already. `copy` is a whole copy
    of the source there, None where that is a zip.
    """

    partition: Partition
    source: Path
    parquet: Path | None
    copy: Path | None = None


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
    with crime_reader() as reader, Unpacker() as unpacker:
        taken = _Desk(staging, lake, office_force, reader, unpacker).take(files)
    months: dict[Key, StagedMonth] = {}
    for each in taken:
        findings.extend(each.findings)
        if each.month:
            findings.extend(_check_once(months, each.month))
            months.setdefault(each.month.partition.key, each.month)
    for month in months.values():
        findings.extend(_check_replacing(month.partition, lake))
    if has_blocking(findings):
        raise FileRefused(worst_first(findings))
    partitions = [month.partition for month in months.values()]
    findings.extend(check_history(partitions, lake.with_partitions(partitions)))
    return StagedCrime(list(months.values()), findings)


@dataclass(slots=True)
class _Taken:
    """A file on its way: what it is, what was found, the month it came to."""

    file: PoliceFile
    copy: Path
    findings: list[Finding] = field(default_factory=list)
    form: CrimeFile | None = None
    month: StagedMonth | None = None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What reading files needs of the call they belong to.

    `waiting` are files in their published form, by kind, that are read together.
    """

    staging: Path
    lake: Lake
    office_force: str
    reader: CrimeReader
    unpacker: Unpacker
    waiting: dict[Kind, list[_Taken]] = field(default_factory=dict)

    def take(self, files: Iterable[PoliceFile]) -> list[_Taken]:
        """Read, check and stage every file, in the order given."""
        taken = [
            _Taken(file, self.staging / f"{number}.copy")
            for number, file in enumerate(files)
        ]
        for each in taken:
            self._open(each)
        for kind in list(self.waiting):
            self._settle(kind)
        return taken

    def _open(self, taken: _Taken) -> None:
        """Bring a file to its published form; what the lake holds needs no reading."""
        try:
            held = self._held_by_name(taken.file) or self._held_by_content(taken)
        except FileRefused as error:
            taken.findings.extend(error.findings)
            return
        if held:
            same = replace(held, file=taken.file.shown)
            taken.month = StagedMonth(same, taken.file.path, None)
            taken.copy.unlink(missing_ok=True)
        elif taken.form:
            waiting = self.waiting.setdefault(taken.form.kind, [])
            waiting.append(taken)
            if _bytes_of(waiting) >= READ_TOGETHER_BYTES:
                self._settle(taken.form.kind)

    def _held_by_name(self, file: PoliceFile) -> Partition | None:
        """Find the month the name tells, if the lake has it from this very file."""
        if not file.kind:
            return None
        held = self.lake.partitions.get((file.kind, file.force, file.month))
        if not held or held.file.partition("/")[2] != file.member:
            return None
        return held if self.unpacker.kept_as(file) == held.evidence else None

    def _held_by_content(self, taken: _Taken) -> Partition | None:
        sha256 = self.unpacker.unpack(taken.file, taken.copy)
        form = taken.form = read_form(
            taken.file, taken.copy, sha256=sha256, office_force=self.office_force
        )
        held = self.lake.partitions.get((form.kind, form.force, form.month))
        return held if held and held.content == sha256 else None

    def _settle(self, kind: Kind) -> None:
        """Read what waits together; each by itself where one of them cannot be read."""
        waiting = self.waiting.pop(kind)
        forms = [taken.form for taken in waiting if taken.form]
        try:
            self._read(kind, forms)
        except NotReadableError:
            if len(waiting) > 1:
                for taken in waiting:
                    self.waiting[kind] = [taken]
                    self._settle(kind)
                return
            row, found = first_bad_row(forms[0].path, kind)
            waiting[0].findings.append(_bad_row(forms[0], row, found))
            return
        for number, (taken, form) in enumerate(zip(waiting, forms, strict=True)):
            self._check(taken, form, number)

    def _read(self, kind: Kind, forms: Sequence[CrimeFile]) -> None:
        files = [
            ToRead(form.path, find_force(form.force).police_area) for form in forms
        ]
        self.reader.read(kind, files)

    def _check(self, taken: _Taken, form: CrimeFile, number: int) -> None:
        facts = self.reader.facts(number, expected_rows(form))
        if not facts.row_count:
            taken.findings.append(_no_rows(form))
            return
        wrong = check_rows(form, facts)
        taken.findings.extend(wrong)
        partition = _partition(form, facts)
        parquet = self.staging / f"{form.sha256}.parquet"
        if not has_blocking(wrong):
            self._keep(partition, parquet, number)
        is_loose = not taken.file.member
        kept = taken.copy if is_loose else None
        taken.month = StagedMonth(partition, taken.file.path, parquet, kept)
        for done in {form.path, taken.copy} - {kept}:
            done.unlink(missing_ok=True)

    def _keep(self, partition: Partition, parquet: Path, number: int) -> None:
        decided = Decisions(
            force=partition.force,
            police_area=find_force(partition.force).police_area,
            vintage=partition.vintage,
            provenance=partition.provenance,
        )
        self.reader.keep(number, parquet, decided)


def _bytes_of(waiting: Iterable[_Taken]) -> int:
    return sum(each.form.path.stat().st_size for each in waiting if each.form)


def _partition(file: CrimeFile, facts: RowFacts) -> Partition:
    vintage = vintage_of(file, facts)
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
        vintage=vintage,
        provenance=SYNTHETIC if facts.synthetic else PUBLISHED,
        is_from_api=file.is_from_api,
        blank_id=facts.blank_id,
        other_vintage=facts.only_2011 if vintage == "2021" else facts.only_2021,
        unknown_lsoa=facts.unknown_lsoas,
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
