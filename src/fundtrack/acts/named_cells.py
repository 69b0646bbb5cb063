"""Cells that people type, held against what the registers and the awards say."""

from collections.abc import Sequence

from fundtrack.domain.allocations import ABOVE_AWARD
from fundtrack.domain.allocations import LOWER_OR_AWARD
from fundtrack.domain.allocations import above_award
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.errors import FiguresRefused
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence


def require_project(reader: Reader, cell: Cell) -> None:
    """Refuse a project that the registers do not hold in the cell's fund and area.

    Raises:
        UnknownName: when its fund has no such project.
        WrongArgument: when it is a project of other areas.
    """
    if cell.project == ANY:
        return
    check_project(cell, areas_of_project(reader, cell))


def check_project(cell: Cell, areas: Sequence[str]) -> None:
    """Refuse a cell whose project the registers do not hold in its area.

    Args:
        areas: where the registers hold the project, in the cell's fund.

    Raises:
        UnknownName: when they hold it nowhere in that fund.
        WrongArgument: when they hold it elsewhere.
    """
    if not areas:
        raise UnknownName(f"project of {cell.fund}", cell.project)
    if not _is_in(cell, areas):
        raise WrongArgument(
            f"{_said_elsewhere(cell, areas)}; name the area's own, or bring it in the "
            "projects register"
        )


def areas_of_project(reader: Reader, cell: Cell) -> list[str]:
    """List the areas in which the registers hold a cell's project; `*` for any.

    Raises:
        UnknownName: when its fund has no such project.
    """
    areas: dict[str, list[str]] = {}
    for row in reader.rows("projects"):
        if row["fund"] == cell.fund:
            areas.setdefault(row["project"], []).append(row["area"])
    if cell.project not in areas:
        raise UnknownName("project", cell.project, list(areas))
    return areas[cell.project]


def projects_elsewhere(
    cell: Cell, areas: Sequence[str], over: Sequence[str]
) -> tuple[Finding, ...]:
    """Warn of areas that money is shared over and its project is not held in.

    Args:
        areas: where the registers hold the project.
        over: the areas that got a part.
    """
    parts = [Cell(cell.fund, area, cell.project) for area in over]
    return tuple(
        Finding(
            "project-elsewhere",
            Severity.WARN,
            _said_elsewhere(part, areas),
            "bring it in the projects register for this area too",
        )
        for part in parts
        if not _is_in(part, areas)
    )


def require_heading(reader: Reader, cell: Cell) -> None:
    """Refuse a heading that no budget has, as soon as any has one.

    Raises:
        UnknownName: listing those that budgets have.
    """
    cells = map(Cell.of_columns, reader.rows("budget_cells"))
    headings = sorted({each.heading for each in cells} - {ANY})
    if headings and cell.heading not in headings:
        raise UnknownName("heading", cell.heading, headings)


def require_awarded(reader: Reader, fund: str, pence: Pence) -> None:
    """Refuse to allocate more of a fund than is awarded, as its register does.

    Raises:
        FiguresRefused: when the allocations that stand and this exceed the award.
    """
    awarded, allocated = (
        sum(row["pence"] for row in reader.rows(query, fund=fund))
        for query in ("standing_awards", "standing_allocations")
    )
    if pence > 0 and allocated + pence > awarded:
        version = int(reader.rows("award_version", fund=fund)[0]["version"])
        said = above_award(fund, version, Pence(allocated + pence), Pence(awarded))
        finding = Finding(ABOVE_AWARD, Severity.BLOCK, said, LOWER_OR_AWARD)
        raise FiguresRefused([finding])


def _is_in(cell: Cell, areas: Sequence[str]) -> bool:
    return cell.area == ANY or ANY in areas or cell.area in areas


def _said_elsewhere(cell: Cell, areas: Sequence[str]) -> str:
    return f"{cell.project} is a project of {', '.join(areas)}, not of {cell.area}"
