"""From a row of a Home Office table to a row of the lake, for each kind of table."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from fundtrack.ingest.home_office_cells import CellError
from fundtrack.ingest.home_office_cells import code_of
from fundtrack.ingest.home_office_cells import figure_of
from fundtrack.ingest.home_office_cells import force_of
from fundtrack.ingest.home_office_cells import is_total
from fundtrack.ingest.home_office_cells import outcome_of
from fundtrack.ingest.home_office_cells import quarter_of
from fundtrack.ingest.home_office_cells import total_error
from fundtrack.ingest.home_office_cells import year_of
from fundtrack.sources.home_office import OUTCOMES
from fundtrack.sources.home_office import RECORDED_CRIME
from fundtrack.sources.home_office import TableForm
from fundtrack.sources.home_office_names import district_of_partnership
from fundtrack.sources.home_office_names import outcome_types

Cell = str | int | None
Meaning = TypeVar("Meaning")

RECORDED_COLUMNS = (
    *("level", "force", "is_area", "csp", "district", "year", "quarter"),
    *("offence_code", "offence", "subgroup", "offence_group", "offences"),
)
OUTCOME_COLUMNS = (
    *("force", "is_area", "year", "quarter"),
    *("offence_code", "offence", "subgroup", "offence_group", "is_expired"),
    *("outcome_code", "outcome", "outcome_group", "role"),
    *("recorded_basis", "is_recorded_missing", "closed_basis", "is_closed_missing"),
)


@dataclass(frozen=True, slots=True)
class LakeRow:
    """A row for the lake and what the import tells of it.

    `count` is what adds up to the total of a force and quarter; `cells` is None where
    the row says that there can be no figure.
    """

    part: str
    force: str
    is_area: bool
    period: str
    district: str
    count: int
    missing: int
    cells: Sequence[Cell] | None


class ColumnError(CellError):
    """A cell that means nothing, with the column it stands in."""

    def __init__(self, column: str, found: str, error: CellError) -> None:
        self.column = column
        self.found = found
        super().__init__(error.rule, error.message, error.fix)


@dataclass(frozen=True, slots=True)
class TableRules:
    """How one kind of table is taken in."""

    form: TableForm
    columns: tuple[str, ...]
    lake_row: Callable[[Sequence[str | None]], LakeRow]


def recorded_row(cells: Sequence[str | None]) -> LakeRow:
    """Read a row of recorded crime.

    Raises:
        ColumnError: naming the cell that means nothing.
    """
    said = [cell or "" for cell in cells]
    year = _read(RECORDED_CRIME, said, 0, year_of)
    quarter = _read(RECORDED_CRIME, said, 1, quarter_of)
    force = _read(RECORDED_CRIME, said, 2, force_of)
    code = _read(RECORDED_CRIME, said, 3, code_of)
    figure = _read(RECORDED_CRIME, said, 7, figure_of)
    said[8] = said[8].strip()
    csp = None if cells[8] is None else _read(RECORDED_CRIME, said, 8, _partnership)
    level = "force" if csp is None else "csp"
    district = district_of_partnership(force.force, csp) if csp else ""
    period = f"{year} Q{quarter}"
    place = (force.force, "true" if force.is_area else "false", csp or "", district)
    row = (level, *place, year, quarter, code, said[4], said[5], said[6], figure.count)
    does_not_apply = figure.count is None and not figure.is_missing
    return LakeRow(
        part=f"{level} {period}",
        force=force.force,
        is_area=force.is_area,
        period=period,
        district=district,
        count=figure.count or 0,
        missing=int(figure.is_missing),
        cells=None if does_not_apply else row,
    )


def outcome_row(cells: Sequence[str | None]) -> LakeRow:
    """Read a row of outcomes: both count bases, each with why it may be absent.

    Raises:
        ColumnError: naming the cell that means nothing.
    """
    said = [cell or "" for cell in cells]
    year = _read(OUTCOMES, said, 0, year_of)
    quarter = _read(OUTCOMES, said, 1, quarter_of)
    force = _read(OUTCOMES, said, 2, force_of)
    code = _read(OUTCOMES, said, 3, code_of)
    outcome = _read(OUTCOMES, said, 7, outcome_of)
    role = outcome_types()[outcome].role
    is_expired = bool(said[12].strip()) and said[12].strip().lower() != "no"
    recorded = _read(
        OUTCOMES, said, 10, lambda at: figure_of(at, may_not_apply=is_expired)
    )
    closed = _read(
        OUTCOMES, said, 11, lambda at: figure_of(at, may_not_apply=role == "not_yet")
    )
    row = (
        *(force.force, _flag(is_set=force.is_area), year, quarter),
        *(code, said[4], said[5], said[6], _flag(is_set=is_expired)),
        *(outcome, said[8], said[9], role),
        *(recorded.count, _flag(is_set=recorded.is_missing)),
        *(closed.count, _flag(is_set=closed.is_missing)),
    )
    period = f"{year} Q{quarter}"
    return LakeRow(
        part=period,
        force=force.force,
        is_area=force.is_area,
        period=period,
        district="",
        count=(closed.count or 0) if role == "outcome" else 0,
        missing=recorded.is_missing + closed.is_missing,
        cells=row,
    )


RECORDED_RULES = TableRules(RECORDED_CRIME, RECORDED_COLUMNS, recorded_row)
OUTCOME_RULES = TableRules(OUTCOMES, OUTCOME_COLUMNS, outcome_row)


@cache
def _partnership(name: str) -> str:
    if not name:
        raise CellError("csp-blank", "the row names no partnership", "write it in")
    if is_total(name):
        raise total_error(name)
    return name


def _flag(*, is_set: bool) -> str:
    return "true" if is_set else "false"


def _read(
    form: TableForm, said: Sequence[str], at: int, meaning: Callable[[str], Meaning]
) -> Meaning:
    try:
        return meaning(said[at])
    except CellError as error:
        raise ColumnError(form.columns[at], said[at], error) from error
