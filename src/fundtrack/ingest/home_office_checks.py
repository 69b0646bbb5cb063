"""What is looked for in a Home Office table once its rows are read."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.home_office_rows import LakeRow
from fundtrack.periods import Quarter
from fundtrack.places import districts_of
from fundtrack.places import forces
from fundtrack.sources.home_office import note_numbers
from fundtrack.sources.home_office_names import area_forces
from fundtrack.store.table_checks import PartChecks
from fundtrack.store.tables import PartKey
from fundtrack.store.tables import TablePart

QUARTERS = 4
HALF = 2
FALL = 4
"""A force whose figures fall to less than one in so many of the quarter before."""

FEWEST = 200
"""Below this a quarter's total falls by chance."""

CSP = "csp "


@dataclass(slots=True)
class TableTally:
    """What a file held, counted as it was read.

    `forces_of` says which forces with an area each part holds, `partnerships` which
    districts; by force and quarter, `totals` is what the figures add up to (offences,
    or outcomes of closed investigations) and `missing` how many were not provided.
    """

    rows: int = 0
    not_applicable: int = 0
    parts: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    forces_of: dict[str, set[str]] = field(default_factory=dict)
    partnerships: set[str] = field(default_factory=set)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    missing: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, row: LakeRow) -> None:
        """Count a row."""
        self.rows += 1
        self.parts.add(row.part)
        self.forces.add(row.force)
        self.periods.add(row.period)
        self.partnerships.add(row.district)
        self.not_applicable += row.cells is None
        if row.is_area:
            self.forces_of.setdefault(row.part, set()).add(row.force)
        of = row.force, row.period
        self.totals[of] = self.totals.get(of, 0) + row.count
        if row.missing:
            self.missing[of] = self.missing.get(of, 0) + row.missing


@dataclass(frozen=True, slots=True)
class PartChange:
    """What a newer edition changes in a quarter: figures, and the total of them all.

    `figures` counts those that differ, are new or are gone; None where the quarter was
    not held before. Totals are of offences, or of outcomes of closed investigations.
    """

    part: str
    figures: int | None
    total_before: int | None
    total_after: int | None


def check_file(file: str, tally: TableTally, office_force: str) -> Iterator[Finding]:
    """Look for what is absent: forces, quarters, partnerships, figures."""
    yield from _check_forces(file, tally)
    yield from _check_quarters(file, tally)
    yield from _check_partnerships(file, tally, office_force)
    yield from _check_figures(file, tally)
    yield from _check_falls(file, tally)


def check_notes(
    file: str, noted: Iterable[str], notes: Mapping[int, str]
) -> Iterator[Finding]:
    """Say what the file's notes say of places that carry their numbers."""
    for name in sorted(noted):
        texts = [notes[number] for number in note_numbers(name) if number in notes]
        said = " ".join(texts) or "nothing that was found"
        yield Finding(
            "place-noted",
            Severity.WARN,
            f"of “{name}” the file notes: {said}",
            "read the note before the figures are used",
            file=file,
            found=name,
        )


def check_end(file: str, *, ends_openly: bool) -> Iterator[Finding]:
    """Say that the last figure of a text may have lost digits on its way."""
    if ends_openly:
        yield Finding(
            "line-not-ended",
            Severity.WARN,
            "the last line has no end: if the download broke off there, its figure is "
            "too small and what follows is absent",
            "compare the last line and the number of rows with the published file",
            file=file,
        )


def check_part(
    file: str, checks: PartChecks, part: str, parquet: Path
) -> Iterator[Finding]:
    """Look for figures that one part names twice, and for a part with none at all."""
    if not checks.counted(parquet):
        yield Finding(
            "nothing-counts",
            Severity.BLOCK,
            f"no row of {part} counts: all are outcomes inside another (1a, 2a, 3a), "
            "or none yet (0)",
            "take in the outcomes open data table, not that of alternate offences",
            file=file,
        )
    twins = checks.twins(parquet)
    if twins:
        named, times = twins[0]
        yield Finding(
            "figure-twice",
            Severity.BLOCK,
            f"{part} names {named} {times} times ({len(twins):,} figures so named)",
            "take in the file as it was published, each quarter once",
            file=file,
            found=named,
        )


def check_years(
    file: str, checks: PartChecks, parquet: Mapping[PartKey, Path]
) -> Iterator[Finding]:
    """Look for whole years below nought: a quarter may be, a year cannot."""
    negatives = checks.negatives(list(parquet.values())) if parquet else []
    if negatives:
        named, total = negatives[0]
        yield Finding(
            "year-below-nought",
            Severity.BLOCK,
            f"{named} comes to {total:,} over its four quarters",
            "download the file again; a quarter may be below nought, a year cannot",
            file=file,
            found=str(total),
        )


def check_replacing(
    file: str, part: TablePart, provenance: str, left: tuple[int, Iterable[str]]
) -> Iterator[Finding]:
    """Refuse what would put less in the place of more.

    Args:
        file: the file taken in.
        part: the part held that it would replace.
        provenance: of the file.
        left: the rows of the file, and the forces with an area that it leaves out and
            the part holds.
    """
    rows, lost = left
    if (provenance, part.provenance) == ("synthetic", "published"):
        yield Finding(
            "synthetic-over-published",
            Severity.BLOCK,
            f"published figures are held for {part.part}; synthetic ones never replace "
            "them",
            "leave this file out",
            file=file,
        )
    if rows * HALF < part.rows:
        yield Finding(
            "rows-lost",
            Severity.BLOCK,
            f"{part.part} is held with {part.rows:,} rows and would have {rows:,}: "
            "this is a part of the table, or another one",
            "take in the whole edition: it replaces the quarter of every offence",
            file=file,
        )
    if gone := sorted(lost):
        yield Finding(
            "forces-lost",
            Severity.BLOCK,
            f"{part.part} is held for {', '.join(gone)}, which this file leaves out",
            "take in the whole edition: it replaces the quarter of every force",
            file=file,
        )


def kept_as_held(file: str, parts: Sequence[str]) -> Iterator[Finding]:
    """Say which parts stay because a newer edition of them is held."""
    if parts:
        yield Finding(
            "older-edition",
            Severity.WARN,
            f"{len(parts)} quarters are held from a newer edition and stay so: "
            f"{parts[0]} to {parts[-1]}",
            "nothing to do",
            file=file,
        )


def _check_forces(file: str, tally: TableTally) -> Iterator[Finding]:
    found = {force for held in tally.forces_of.values() for force in held}
    absent = sorted(area_forces() - found)
    if absent:
        yield Finding(
            "forces-absent",
            Severity.WARN,
            f"{len(found)} of {len(area_forces())} forces with an area are in the "
            f"file; not in it: {', '.join(absent)}",
            "those forces are missing, not nought; take in a whole edition if there is",
            file=file,
        )


def _check_quarters(file: str, tally: TableTally) -> Iterator[Finding]:
    years: dict[str, list[str]] = {}
    for period in sorted(tally.periods):
        year, _, quarter = period.partition(" ")
        years.setdefault(year, []).append(quarter)
    for year, quarters in years.items():
        if len(quarters) < QUARTERS:
            yield Finding(
                "year-in-part",
                Severity.WARN,
                f"{year} is held in part: {', '.join(quarters)}",
                "its other quarters are missing, not nought",
                file=file,
            )


def _check_partnerships(
    file: str, tally: TableTally, office_force: str
) -> Iterator[Finding]:
    office = forces().get(office_force)
    if not office or not any(part.startswith(CSP) for part in tally.forces_of):
        return
    absent = [
        district.name
        for district in districts_of(office)
        if district.code not in tally.partnerships
    ]
    if absent:
        yield Finding(
            "partnerships-absent",
            Severity.WARN,
            f"no partnership of {office.name} is named {', '.join(absent)}",
            "their figures are missing, not nought",
            file=file,
        )


def _check_figures(file: str, tally: TableTally) -> Iterator[Finding]:
    for force in sorted({force for force, _ in tally.missing}):
        periods = sorted(period for at, period in tally.missing if at == force)
        figures = sum(count for (at, _), count in tally.missing.items() if at == force)
        yield Finding(
            "not-provided",
            Severity.WARN,
            f"{figures:,} figures of {force} were not provided, {periods[0]} to "
            f"{periods[-1]}",
            "they are missing, not nought, and so is every sum with one of them",
            file=file,
        )
    if tally.not_applicable:
        yield Finding(
            "not-applicable",
            Severity.WARN,
            f"{tally.not_applicable:,} rows say that there can be no figure and are "
            "left out",
            "nothing to do",
            file=file,
        )


def _check_falls(file: str, tally: TableTally) -> Iterator[Finding]:
    """Look for a quarter whose figures fall away with no mark that they are missing."""
    for force, period in sorted(tally.totals):
        following = str(Quarter.parse(period).following)
        before, after = (
            tally.totals[force, period],
            tally.totals.get((force, following)),
        )
        is_marked = (force, following) in tally.missing
        if after is None or is_marked or before < FEWEST or after * FALL >= before:
            continue
        yield Finding(
            "sudden-fall",
            Severity.WARN,
            f"the figures of {force} fall from {before:,} in {period} to {after:,} in "
            f"{following}, and the file does not say why",
            "ask the force or read the notes: such a quarter is seldom whole",
            file=file,
            found=str(after),
        )
