"""Rows of the Home Office's tables, put into an office's lake as an import would."""

from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.tables import TableFile
from fundtrack.acts.tables import take_in
from fundtrack.store.lake import staging_folder
from fundtrack.store.table_rows import Cell
from fundtrack.store.table_rows import parts_writer

RECORDED = (
    *("level", "force", "is_area", "csp", "district", "year", "quarter"),
    *("offence_code", "offence", "subgroup", "offence_group", "offences"),
)
OUTCOMES = (
    *("force", "is_area", "year", "quarter", "offence_code", "offence", "subgroup"),
    *("offence_group", "is_expired", "outcome_code", "outcome", "outcome_group"),
    *("role", "recorded_basis", "is_recorded_missing"),
    *("closed_basis", "is_closed_missing"),
)

Row = Mapping[str, Cell]


def quarters_of(year: str, total: int) -> list[tuple[str, int, int]]:
    """Share a year's figure out over its quarters."""
    share, rest = divmod(total, 4)
    return [(year, at, share + (at <= rest)) for at in (1, 2, 3, 4)]


def recorded(
    subgroup: str,
    year: str,
    total: int,
    code: str = "28E",
    offence: str = "Residential burglary of a home",
) -> list[Row]:
    """A year of an offence in Lancashire, and the same of Burnley at a tenth."""
    said: Row = {
        "force": "lancashire",
        "is_area": "true",
        "offence_code": code,
        "offence": offence,
        "subgroup": subgroup,
        "offence_group": "Theft offences",
    }
    places: list[tuple[Row, int]] = [
        ({"level": "force", "csp": "", "district": ""}, total),
        ({"level": "csp", "csp": "Burnley", "district": "E07000117"}, total // 10),
    ]
    return [
        {**said, **place, "year": at, "quarter": quarter, "offences": figure}
        for place, of_place in places
        for at, quarter, figure in quarters_of(year, of_place)
    ]


def outcomes(subgroup: str, year: str, positive: int, others: int) -> list[Row]:
    """A year's outcomes in Lancashire: charges, no suspect, and not yet any."""
    kinds = (("1", "outcome", positive), ("18", "outcome", others), ("0", "not_yet", 8))
    return [
        {
            "force": "lancashire",
            "is_area": "true",
            "year": at,
            "quarter": quarter,
            "offence_code": "28E",
            "offence": subgroup,
            "subgroup": subgroup,
            "offence_group": "Theft offences",
            "is_expired": "false",
            "outcome_code": outcome,
            "outcome": outcome,
            "outcome_group": outcome,
            "role": role,
            "recorded_basis": figure,
            "is_recorded_missing": "false",
            "closed_basis": None,
            "is_closed_missing": "false",
        }
        for outcome, role, total in kinds
        for at, quarter, figure in quarters_of(year, total)
    ]


def hold(session: Session, table: str, rows: Sequence[Row], file: Path) -> None:
    """Put rows into a further table, a part for each quarter, and publish."""
    columns = RECORDED if table == "recorded_crime" else OUTCOMES
    with (
        staging_folder(session.workspace, 5.0) as staging,
        parts_writer(staging, columns) as writer,
    ):
        for row in rows:
            level = f"{row['level']} " if "level" in row else ""
            part = f"{level}{row['year']} Q{row['quarter']}"
            writer.write(part, [row[name] for name in columns])
        file.write_text(table, encoding="utf-8")
        kept = TableFile(table, file, "2026-07-23", "published", 0)
        take_in(session, kept, writer.staged())
    session.publish()
