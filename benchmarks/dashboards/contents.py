"""What every dashboard of the comparison shows: the sentence, figures and charts.

The same books, the same functions and the same chart specs as the page Spend; only the
framework that puts them on the screen differs. Its tables are left out, which favours
the others.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fundtrack.charts.columns import columns_by_heading
from fundtrack.charts.columns import columns_by_month
from fundtrack.charts.columns import columns_by_stage
from fundtrack.charts.frozen import frozen_spec
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.config import workspace_folder
from fundtrack.domain.cells import ANY
from fundtrack.metrics.months import through_the_year
from fundtrack.metrics.position import PositionLine
from fundtrack.money import show_pounds
from fundtrack.pages.standing import Standing
from fundtrack.pages.standing import read_standing
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.spend import spend_sentence
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books

FUND = "SSF5"
EVERYWHERE = "all areas"


@dataclass(frozen=True)
class Shown:
    """A view: its sentence, its key figures, and its charts as whole specs."""

    sentence: str
    figures: Mapping[str, str]
    charts: Mapping[str, dict[str, Any]]


def areas() -> dict[str, str]:
    """Give the areas' names with their codes, "all areas" first."""
    workspace = Workspace(workspace_folder(None))
    with open_books(workspace) as books:
        standing = _standing(workspace, books, ANY)
    held = {line.cell.area for line in standing.everything if line.cell.fund == FUND}
    named = {standing.areas[area]: area for area in sorted(held & set(standing.areas))}
    return {EVERYWHERE: ANY, **named}


def shown(area: str) -> Shown:
    """Read and draw a view of one area's money."""
    workspace = Workspace(workspace_folder(None))
    with open_books(workspace) as books:
        standing = _standing(workspace, books, area)
        totals = standing.totals
        if totals is None:
            raise ValueError(f"nothing is held of {area}")
        choice = standing.choice
        months = through_the_year(
            books, choice.cell, choice.as_at, standing.info.head_seq
        )
    place = standing.fund_name if area == ANY else standing.area_name(area)
    return Shown(
        spend_sentence(place, choice.year, totals),
        _figures(totals),
        {
            "pace": _chart("money_over_the_year", columns_by_month(months, totals)),
            "headings": _chart(
                "money_by_heading", columns_by_heading(_named(standing))
            ),
            "stages": _chart("money_by_stage", columns_by_stage(_stages(totals))),
        },
    )


def _standing(workspace: Workspace, books: Books, area: str) -> Standing:
    settings = workspace.settings()
    asked = {"fund": FUND, "area": area}
    return read_standing(books, settings, settings.today(system_clock), asked)


def _figures(totals: PositionLine) -> dict[str, str]:
    return {
        "Budget": show_pounds(totals.budget_pence),
        "On order": show_pounds(totals.committed_pence),
        "Owed": show_pounds(totals.accrued_pence),
        "Spent": show_pounds(totals.actual_pence),
    }


def _named(standing: Standing) -> list[tuple[str, PositionLine]]:
    return [
        (spoken(line.cell.heading) or "No heading", line)
        for line in standing.grouped("heading")
        if line.budget_pence or line.actual_pence
    ]


def _stages(totals: PositionLine) -> list[tuple[str, Any, str]]:
    owed = totals.accrued_pence + totals.actual_pence
    return [
        ("Allocated", totals.budget_pence, ""),
        ("Ordered", totals.committed_pence + owed, ""),
        ("Owed", owed, ""),
        ("Spent", totals.actual_pence, ""),
    ]


def _chart(name: str, columns: Mapping[str, list[Any]]) -> dict[str, Any]:
    spec = copy.deepcopy(frozen_spec(name))
    length = len(next(iter(columns.values())))
    spec["datasets"] = {
        "table": [
            {key: held[at] for key, held in columns.items()} for at in range(length)
        ]
    }
    spec["width"] = 420
    del spec["autosize"]
    return spec
