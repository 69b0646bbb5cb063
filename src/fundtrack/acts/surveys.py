"""Take in perception surveys, and write the form they come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.tables import TableFile
from fundtrack.acts.tables import take_in
from fundtrack.domain.people import Permission
from fundtrack.domain.surveys import HOW_TO
from fundtrack.domain.surveys import SURVEY
from fundtrack.errors import FileRefused
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.surveys import AreaNames
from fundtrack.ingest.surveys import CheckedAnswer
from fundtrack.ingest.surveys import check_survey
from fundtrack.ingest.surveys import forces_of
from fundtrack.metrics.position import Reader
from fundtrack.sources.register_workbook import write_registers
from fundtrack.sources.registers import read_registers
from fundtrack.store.lake import staging_folder
from fundtrack.store.ledger import open_ledger
from fundtrack.store.table_rows import StagedRows
from fundtrack.store.table_rows import changed_rows
from fundtrack.store.table_rows import parts_writer
from fundtrack.store.tables import read_tables_held

TABLE = "survey"
COLUMNS = (
    *("survey", "question", "answer", "area", "comparison", "wave", "wave_order"),
    *("asked_from", "respondents", "numerator", "source"),
)


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """What `ingest survey` took in.

    `periods` are waves, in order; `forces` those in whose areas the places lie;
    `already_held` counts rows of waves that were held as they are.
    """

    rows: int
    forces: Sequence[str]
    periods: Sequence[str]
    surveys: Sequence[str]
    areas: Sequence[str]
    already_held: int
    snapshot: str
    findings: Sequence[Finding]


def write_blank_survey(path: Path) -> None:
    """Write the workbook that a survey is filled into.

    Raises:
        WrongArgument: when something stands there already.
    """
    if path.exists():
        raise WrongArgument(f"{path} is there already; name a file that is not")
    write_registers(path, {}, (), (SURVEY,), HOW_TO)


def ingest_survey(session: Session, path: Path) -> SurveyImport:
    """Take a perception survey into the lake, whole or not at all.

    Raises:
        FileRefused: with every finding; books, lake and snapshot are as they were.
        NotAllowed: when the person may not take in files.
    """
    with open_ledger(session.workspace, session.clock, session.wait_seconds) as ledger:
        session.require(ledger, Permission.INGEST)
        areas = read_areas(ledger)
    checked = check_survey(read_registers(path, (SURVEY,)), areas)
    findings = worst_first(checked.findings)
    if has_blocking(findings):
        raise FileRefused(findings)
    already_held = _keep(session, path, checked.rows, len(findings))
    places = {row.area for row in checked.rows}
    of_places = [forces_of(place, areas) for place in places]
    in_order = sorted(
        checked.rows, key=lambda row: (str(row.asked_from), row.wave_order)
    )
    return SurveyImport(
        rows=len(checked.rows),
        forces=sorted({force for forces in of_places for force in forces}),
        periods=list(dict.fromkeys(row.wave for row in in_order)),
        surveys=sorted({row.survey for row in checked.rows}),
        areas=sorted(places),
        already_held=already_held,
        snapshot=session.publish_recorded().snapshot,
        findings=findings,
    )


def read_areas(books: Reader) -> AreaNames:
    """Read the office's areas, which a survey may name."""
    rows = books.rows("areas")
    return AreaNames(
        names={row["area"]: row["name"] for row in rows},
        districts={row["area"]: row["districts"] for row in rows},
    )


def _keep(
    session: Session, path: Path, rows: Sequence[CheckedAnswer], findings: int
) -> int:
    """Put the waves into the lake that it does not hold as they are."""
    with staging_folder(session.workspace, session.wait_seconds) as staging:
        staged = _staged(staging, rows)
        changed = changed_rows(staged, TABLE, read_tables_held(session.workspace))
        new = [part for part in staged if part.part in changed]
        if new:
            synthetic = any(row.source.lower().startswith("synthetic") for row in rows)
            provenance = "synthetic" if synthetic else "published"
            take_in(session, TableFile(TABLE, path, "", provenance, findings), new)
    return sum(part.rows for part in staged if part.part not in changed)


def _staged(staging: Path, rows: Sequence[CheckedAnswer]) -> list[StagedRows]:
    with parts_writer(staging, COLUMNS) as writer:
        for row in rows:
            asked_from = row.asked_from.isoformat() if row.asked_from else None
            cells = {
                **{name: getattr(row, name) for name in COLUMNS},
                "asked_from": asked_from,
            }
            part = part_of(row.survey, row.wave)
            writer.write(part, [cells[name] for name in COLUMNS])
        return writer.staged()


def part_of(survey: str, wave: str) -> str:
    """Name the part of the lake that a wave is, in letters a file name may have."""
    written = f"{survey} {wave}".lower()
    safe = "".join(each if each.isalnum() else " " for each in written)
    return " ".join(safe.split())[:100]
