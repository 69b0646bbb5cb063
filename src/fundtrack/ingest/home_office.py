"""Take a Home Office table into a staging folder: read, check, decide, keep nothing."""

from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.home_office_checks import PartChange
from fundtrack.ingest.home_office_checks import TableTally
from fundtrack.ingest.home_office_checks import check_end
from fundtrack.ingest.home_office_checks import check_file
from fundtrack.ingest.home_office_checks import check_notes
from fundtrack.ingest.home_office_checks import check_part
from fundtrack.ingest.home_office_checks import check_replacing
from fundtrack.ingest.home_office_checks import check_years
from fundtrack.ingest.home_office_checks import kept_as_held
from fundtrack.ingest.home_office_rows import ColumnError
from fundtrack.ingest.home_office_rows import TableRules
from fundtrack.sources.home_office import TableReading
from fundtrack.sources.home_office import TableRow
from fundtrack.sources.home_office import edition_of
from fundtrack.store.table_checks import PartChecks
from fundtrack.store.table_rows import PartsWriter
from fundtrack.store.table_rows import StagedRows
from fundtrack.store.table_rows import changed_rows
from fundtrack.store.table_rows import keep_parts
from fundtrack.store.table_rows import parts_writer
from fundtrack.store.tables import PartKey
from fundtrack.store.tables import TablePart
from fundtrack.store.tables import Tables

MOST_FINDINGS = 20
"""Rows refused before reading stops: a file with more is another file."""

PUBLISHED = "published"
SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class Held:
    """What the lake holds, and where; `office_force` is the workspace's own."""

    workspace: Workspace
    tables: Tables
    office_force: str


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A file read and checked; no finding among them blocks.

    `staged` are the parts that change, with their `parquet` files in the staging
    folder.
    """

    path: Path
    edition: str
    provenance: str
    tally: TableTally
    staged: Sequence[StagedRows]
    parquet: Mapping[PartKey, Path]
    changes: Sequence[PartChange]
    findings: Sequence[Finding]


def stage_table(
    path: Path, rules: TableRules, staging: Path, held: Held
) -> StagedTable:
    """Read a table into the staging folder, whatever its size, and check it.

    Raises:
        FileRefused: with every finding, when one of them blocks; nothing was changed.
    """
    reading = TableReading(path, rules.form)
    with parts_writer(staging, rules.columns) as writer:
        tally, findings = _read(reading, path.name, rules, writer)
        _refuse_if_blocked(findings)
        staged = writer.staged()
    desk = _Desk(
        file=path.name,
        table=rules.form.table,
        edition=edition_of(path.name),
        provenance=SYNTHETIC if reading.is_synthetic else PUBLISHED,
        held=held,
    )
    findings = list(check_file(path.name, tally, held.office_force))
    findings.extend(check_end(path.name, ends_openly=reading.ends_openly))
    findings.extend(check_notes(path.name, reading.noted, reading.notes))
    changing = desk.changing(staged, findings)
    parquet = keep_parts(desk.table, changing)
    changes = desk.checked(changing, parquet, findings)
    _refuse_if_blocked(findings)
    return StagedTable(
        path=path,
        edition=desk.edition,
        provenance=desk.provenance,
        tally=tally,
        staged=changing,
        parquet=parquet,
        changes=changes,
        findings=worst_first(findings),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What checking the parts of one file needs."""

    file: str
    table: str
    edition: str
    provenance: str
    held: Held

    def changing(
        self, staged: Sequence[StagedRows], findings: list[Finding]
    ) -> list[StagedRows]:
        """Give the parts that the lake does not hold like this or from newer."""
        differing = set(changed_rows(staged, self.table, self.held.tables))
        newer = [part for part in sorted(differing) if self._is_newer_held(part)]
        findings.extend(kept_as_held(self.file, newer))
        return [rows for rows in staged if rows.part in differing - set(newer)]

    def checked(
        self,
        changing: Sequence[StagedRows],
        parquet: Mapping[PartKey, Path],
        findings: list[Finding],
    ) -> list[PartChange]:
        """Check the parts that change and say what they do."""
        with closing(PartChecks(self.table)) as checks:
            for (_, part), path in parquet.items():
                findings.extend(check_part(self.file, checks, part, path))
            findings.extend(check_years(self.file, checks, parquet))
            return [
                self._change(checks, rows, parquet[self.table, rows.part], findings)
                for rows in changing
            ]

    def _change(
        self, checks: PartChecks, rows: StagedRows, path: Path, findings: list[Finding]
    ) -> PartChange:
        part = rows.part
        held = self._held(part)
        if not held:
            return PartChange(part, None, None, checks.total(path))
        before = self.held.workspace.lake / held.parquet
        lost = checks.forces(before) - checks.forces(path)
        left = rows.rows, lost
        findings.extend(check_replacing(self.file, held, self.provenance, left))
        return PartChange(part, *checks.changes(before, path))

    def _held(self, part: str) -> TablePart | None:
        return self.held.tables.parts.get((self.table, part))

    def _is_newer_held(self, part: str) -> bool:
        held = self._held(part)
        return held is not None and bool(self.edition) and held.edition > self.edition


def _read(
    reading: TableReading, file: str, rules: TableRules, writer: PartsWriter
) -> tuple[TableTally, list[Finding]]:
    """Write every row that can be read to its part; list the rows that cannot."""
    tally = TableTally()
    findings: list[Finding] = []
    for row in reading.rows():
        try:
            read = rules.lake_row(row.cells)
        except ColumnError as error:
            findings.append(_refused_cell(file, reading, row, error))
            if len(findings) == MOST_FINDINGS:
                break
            continue
        tally.add(read)
        if read.cells is not None:
            writer.write(read.part, read.cells)
    if not tally.rows and not findings:
        findings.append(_no_rows(file))
    return tally, findings


def _refused_cell(
    file: str, reading: TableReading, row: TableRow, error: ColumnError
) -> Finding:
    return Finding(
        error.rule,
        Severity.BLOCK,
        error.message,
        error.fix,
        file=file,
        sheet=row.sheet or None,
        row=row.row,
        column=reading.headings[row.sheet].get(error.column, error.column),
        found=error.found,
    )


def _no_rows(file: str) -> Finding:
    return Finding(
        "table-empty",
        Severity.BLOCK,
        "the table has headings and no row",
        "download it again and take in the whole file",
        file=file,
    )


def _refuse_if_blocked(findings: Sequence[Finding]) -> None:
    if has_blocking(findings):
        raise FileRefused(worst_first(findings))
