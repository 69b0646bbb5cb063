"""The parts of a pack: pages of sections, each of words, charts, tables and lists."""

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from fundtrack.charts.tables import Table
from fundtrack.domain.packs import Quotable
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.periods import Month
from fundtrack.sentences.needs import Need
from fundtrack.sentences.overview import owed_meaning
from fundtrack.sentences.phrases import percent_of
from fundtrack.store.snapshot import SnapshotInfo

INDEX = "index"
"""The name of the office's page; an area's page bears the area's id."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of a frozen spec over rows, with its finding and its table.

    A table that is folded opens at a press, and stays off paper.
    """

    spec: str
    rows: Sequence[Mapping[str, Any]]
    heading: str
    sub: str
    alternative: str
    legend: Sequence[tuple[str, str]]
    table: Table
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing out of order, or to come: its state and a sentence."""

    tone: str
    state: str
    sentence: str
    marks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading; what is empty is left out."""

    heading: str
    words: Sequence[str] = ()
    items: Sequence[Item] = ()
    drawings: Sequence[Drawing] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: its label, how much, what it means, how sure it is."""

    label: str
    figure: str
    meaning: str
    marks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PackPage:
    """One page: the office's, named `index`, or an area's: `area_name`."""

    name: str
    title: str
    sentence: str
    sub: str
    figures: Sequence[Figure]
    sections: Sequence[Section]
    quotables: Sequence[Quotable]


@dataclass(frozen=True, slots=True)
class MonthPack:
    """All that a pack says, before anybody stamped it as a draft or released."""

    month: Month
    office: str
    is_example: bool
    as_at: date
    info: SnapshotInfo
    pages: Sequence[PackPage]
    unusual: Sequence[Item]

    @property
    def sentences(self) -> list[Quotable]:
        """Every sentence that may be quoted or says why not, page by page."""
        return [each for page in self.pages for each in page.quotables]

    @property
    def digest(self) -> str:
        """The hash of all that it says, charts' data and tables among it."""
        said = json.dumps(asdict(self), default=_day, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def area_name(area: str) -> str:
    """Name an area's page by its id, which may be the name of the office's page.

    Ids hold no underscore, so that nothing else bears the name; on a share, large and
    small letters name one file.
    """
    return f"{area}_area" if area.casefold() == INDEX else area


def items_of(needs: Iterable[Need]) -> list[Item]:
    """Keep of needs what a pack shows: who may act on them, and where, is for pages."""
    return [
        Item(need.tone, need.state, need.sentence, tuple(need.marks)) for need in needs
    ]


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Turn a chart's columns into rows."""
    names = list(columns)
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def money_figures(line: PositionLine | None, year: str) -> list[Figure]:
    """Give the key figures of a place's money in a financial year."""
    if line is None:
        return []
    budget = line.budget_pence
    variance = line.variance_pence
    unspent = "no forecast for part of the budget"
    if variance is not None:
        way = "more than" if variance > 0 else "of"
        unspent = f"{percent_of(Pence(abs(variance)), budget)} {way} the budget"
    over = variance is not None and variance > 0
    return [
        Figure(f"Budget {year}", show_pounds(budget), "", line.budget_marks),
        Figure(
            "Spent",
            show_pounds(line.actual_pence),
            f"{percent_of(line.actual_pence, budget)} of budget",
            line.actual_marks,
        ),
        Figure(
            "Owed",
            show_pounds(line.accrued_pence),
            owed_meaning(line),
            line.accrued_marks,
        ),
        Figure(
            "Forecast to 31 March",
            show_pounds(line.forecast_pence),
            "what is spent, owed and still to come",
            line.forecast_marks,
        ),
        Figure(
            "Would be overspent" if over else "Would be unspent",
            show_pounds(None if variance is None else Pence(abs(variance))),
            unspent,
            line.variance_marks,
        ),
    ]


def _day(held: object) -> str:
    """Write a day; anything else here could come out otherwise in the next process."""
    if isinstance(held, date):
        return held.isoformat()
    raise TypeError(f"{type(held).__name__} has no one form to be hashed in")
