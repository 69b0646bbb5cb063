"""The map on Overview: what was spent where, and what crime did there."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.figures import Measure
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Reader
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.view import Columns
from fundtrack.pages.widgets.view import VegaView
from fundtrack.places import district_boundaries
from fundtrack.places import districts
from fundtrack.publications.effects import Found
from fundtrack.sentences.maps import NO_OUTLINES
from fundtrack.sentences.maps import map_heading
from fundtrack.sentences.maps import outcome_words
from fundtrack.sentences.verdicts import verdict_words

Outline = Mapping[str, Any]
TABLE = (
    Column("place", "Area"),
    Column("districts", "Districts"),
    Column("budget", "Budget", Kind.POUNDS),
    Column("spent", "Spent", Kind.POUNDS),
    Column("effect", "Change in crime", Kind.PERCENT),
    Column("low", "Interval from", Kind.PERCENT),
    Column("high", "Interval to", Kind.PERCENT),
    Column("verdict", "Verdict"),
)
SUB = (
    "Deeper where more was spent; an area of several districts has its sum in each. "
    "Beneath each name, what the evaluation found of crime after delivery against "
    "similar places. Click a district to see its payments."
)

MADE_UP = " The crime counts are synthetic."
NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True, slots=True)
class Placed:
    """An area's money and what was found there, with the districts it is drawn on."""

    name: str
    line: PositionLine
    districts: tuple[str, ...]
    found: Found | None


def placed(
    books: Reader,
    lines: Sequence[tuple[str, PositionLine]],
    found: Sequence[Found],
) -> list[Placed]:
    """Give each area with its districts; one within another keeps its own districts."""
    register = {row["area"]: tuple(row["districts"]) for row in books.rows("areas")}
    verdicts = {(each.fund, each.area): each for each in reversed(found)}
    narrowest = sorted(lines, key=lambda it: len(register.get(it[1].cell.area, ())))
    taken: set[str] = set()
    areas = []
    for name, line in narrowest:
        own = [it for it in register.get(line.cell.area, ()) if it not in taken]
        taken.update(own)
        verdict = verdicts.get((line.cell.fund, line.cell.area))
        areas.append(Placed(name, line, tuple(own), verdict))
    return areas


def show_map(chart: VegaView, standing: Standing, areas: Sequence[Placed]) -> None:
    """Draw the districts whose outlines are held, or say that none are."""
    outlines = district_boundaries()
    drawn = {district for area in areas for district in area.districts}
    if not drawn & set(outlines):
        chart.show_nothing(NO_OUTLINES)
        return
    said = [(area.name, area.line.actual_pence) for area in areas if area.districts]
    words = {
        "heading": map_heading(said),
        "sub": SUB + MADE_UP * any(_is_made_up(area.found) for area in areas),
        "alt": "A map of the districts with what was spent and the change in crime; "
        "the table below holds the same figures",
        "source": f"Source: office ledger, snapshot {standing.info.snapshot[:8]}; "
        "evaluation runs; outlines: Office for National Statistics, contains OS data",
        "note": standing.copy_note,
    }
    chart.show(columns_of(areas, outlines), words, map_table(areas))


def columns_of(areas: Sequence[Placed], outlines: Mapping[str, Outline]) -> Columns:
    """Give the data of `money_map`, a row for each outline that is held."""
    held = {district: area for area in areas for district in area.districts}
    rows = [_row(code, outlines[code], held.get(code)) for code in sorted(outlines)]
    for area in areas:
        _label(rows, area, [it for it in area.districts if it in outlines], outlines)
    keys = list(rows[0])
    return {key: [row[key] for row in rows] for key in keys if key != "code"}


def map_table(areas: Sequence[Placed]) -> Table:
    """Table the same: money beside what was found, a row for each area."""
    rows = tuple(_table_row(area) for area in areas)
    return Table("What was spent and what crime did, by area", TABLE, rows)


def middle(outlines: Sequence[Outline]) -> tuple[float, float]:
    """Give the longitude and latitude in the middle of outlines together."""
    points = [point for outline in outlines for point in _points(outline)]
    sides = list(zip(*points, strict=True))
    across, along = ((min(side) + max(side)) / 2 for side in sides)
    return across, along


def _row(code: str, outline: Outline, area: Placed | None) -> dict[str, Any]:
    figure = str(area.line.figure(Measure.ACTUAL)) if area else ""
    return {
        "code": code,
        "type": "Feature",
        "geometry": outline,
        "place": districts()[code].name,
        "spent": area.line.actual_pence if area else None,
        "label": None,
        "longitude": None,
        "latitude": None,
        "press_districts": figure,
    }


def _label(
    rows: Sequence[dict[str, Any]],
    area: Placed,
    codes: Sequence[str],
    outlines: Mapping[str, Outline],
) -> None:
    """Write an area's name and outcome once, in the middle of its districts."""
    if not codes:
        return
    across, along = middle([outlines[code] for code in codes])
    row = next(row for row in rows if row["code"] == codes[0])
    label = f"{area.name}\n{_outcome(area.found)}"
    row.update(label=label, longitude=across, latitude=along)


def _outcome(found: Found | None) -> str:
    if found is None:
        return NOT_EVALUATED
    return outcome_words(found.verdict, found.effect_pct)


def _is_made_up(found: Found | None) -> bool:
    return found is not None and found.provenance == "synthetic"


def _table_row(area: Placed) -> TableRow:
    line, found = area.line, area.found
    names = sorted(districts()[code].name for code in area.districts)
    cells: dict[str, Shown] = {
        "place": area.name,
        "districts": ", ".join(names),
        "budget": line.budget_pence,
        "spent": line.actual_pence,
        "effect": found.effect_pct if found else None,
        "low": found.ci_low_pct if found else None,
        "high": found.ci_high_pct if found else None,
        "verdict": verdict_words(found.verdict) if found else NOT_EVALUATED,
    }
    presses = {
        "budget": str(line.figure(Measure.BUDGET)),
        "spent": str(line.figure(Measure.ACTUAL)),
    }
    marks = {*line.actual_marks, *([found.provenance] if found else [])}
    return TableRow(cells, marks=tuple(sorted(marks)), presses=presses)


def _points(outline: Outline) -> list[tuple[float, float]]:
    """List the corners of an outline's largest part."""
    if outline["type"] == "Polygon":
        return [(x, y) for x, y, *_ in outline["coordinates"][0]]
    parts = [part[0] for part in outline["coordinates"]]
    return [(x, y) for x, y, *_ in max(parts, key=len)]
