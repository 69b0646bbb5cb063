"""One return's figures by name: sums of them, and which names there are at all."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from difflib import get_close_matches
from functools import cached_property

from fundtrack.money import Pence
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.papers import Papers
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.templates.listed import ListedName
from fundtrack.returns.templates.listed import ListedRows
from fundtrack.returns.templates.listed import fields_of
from fundtrack.returns.templates.listed import parse_listed
from fundtrack.returns.templates.listed import sheet_key
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import Term
from fundtrack.returns.templates.named import NamedFigure
from fundtrack.returns.templates.named import Said
from fundtrack.returns.templates.said_sums import SUMS
from fundtrack.returns.templates.said_words import WORDS
from fundtrack.returns.templates.table_sums import START
from fundtrack.returns.templates.table_sums import label_of
from fundtrack.returns.templates.table_sums import parse_table_sum
from fundtrack.returns.templates.table_sums import table_figure

EVERY = {said.name: said for said in (*WORDS, *SUMS)}
"""Every figure that a return has once, by its name."""

NUMBERS = MONEY | {Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.PERCENT}
"""Kinds that can be added up."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Which names a map may use for a fund.

    `areas`, by their ids with their names, and `headings` are those of its budget
    cells; others are no fault, since budgets change, and are told of.
    """

    layout: Layout
    areas: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    def kind(self, name: str) -> Kind | None:
        """Say how a name's figure is written, None when there is no such figure."""
        if name in EVERY:
            return EVERY[name].kind
        if parse_table_sum(name):
            return Kind.POUNDS
        if (listed := parse_listed(name)) and (column := self._column(listed)):
            return Kind.POUNDS if column is Kind.SUM else column
        return None

    def label(self, name: str) -> str:
        """Say a name in words."""
        if name in EVERY:
            return EVERY[name].label
        return label_of(name) if parse_table_sum(name) else name.replace("/", ", ")

    def names(self) -> list[str]:
        """List the names that are offered: of the table, one for each part of it."""
        table = [
            f"{START}{area}/{heading}/*/{column}"
            for column in COLUMNS
            for area, heading in [
                ("*", "*"),
                *((area, "*") for area in self.areas),
                *(("*", heading) for heading in self.headings),
            ]
        ]
        kinds = [
            f"{START}*/*/{kind}/{column}"
            for column in COLUMNS
            for kind in ("capital", "revenue")
        ]
        listed = [
            f"{sheet}/1/{field}"
            for sheet, fields in fields_of(self.layout).items()
            for field in fields
        ]
        return [*EVERY, *table, *kinds, *listed]

    def like(self, name: str) -> list[str]:
        """Give the names most like one that there is not."""
        return get_close_matches(name, self.names(), n=3, cutoff=0.4)

    def strangers(self, name: str) -> list[str]:
        """Give the areas and headings of a name that the fund has no budget for."""
        found = parse_table_sum(name)
        if found is None:
            return []
        known = {"*", "unsplit", *self.areas, *self.headings}
        return sorted((found.areas | found.headings) - known)

    def _column(self, listed: ListedName) -> Kind | None:
        column = fields_of(self.layout).get(listed.sheet, {}).get(listed.field)
        return column.kind if column else None


class Registry:
    """Every figure of one return by name.

    Args:
        sheets: the return's sheets, from which the listed rows are taken.
    """

    def __init__(self, papers: Papers, layout: Layout, sheets: Iterable[Sheet]) -> None:
        self.papers = papers
        self.layout = layout
        self.catalogue = Catalogue(layout)
        self._sheets: Mapping[str, Sheet] = {sheet_key(it.name): it for it in sheets}

    @cached_property
    def listed(self) -> ListedRows:
        """The rows of the return's sheets."""
        return ListedRows(self._sheets, self.layout, self.papers)

    def figure(self, name: str) -> NamedFigure:
        """Look up a name that the catalogue has.

        Raises:
            KeyError: for another one, which no confirmed map holds.
        """
        if name in EVERY:
            return self._said(EVERY[name])
        if wanted := parse_table_sum(name):
            return table_figure(self.papers.figures, name, wanted)
        if listed := parse_listed(name):
            return self.listed.figure(name, listed)
        raise KeyError(name)

    def _said(self, said: Said) -> NamedFigure:
        traced = tuple(str(figure) for figure in said.trace(self.papers))
        value = said.take(self.papers, self.layout)
        return NamedFigure(said.name, said.label, said.kind, value, traced)

    def of_cell(self, cell: MappedCell) -> NamedFigure:
        """Give the figure of a mapped cell, adding up where it takes several.

        Nothing was said when nothing was said of any of them.
        """
        found = [(term, self.figure(term.name)) for term in cell.terms]
        (first, figure), *others = found
        if not others and first.sign > 0:
            return figure
        return NamedFigure(
            cell.says,
            " ".join(_in_words(term, it.label) for term, it in found),
            figure.kind,
            _sum([(term.sign, it) for term, it in found]),
            tuple(dict.fromkeys(one for _, it in found for one in it.figures)),
        )


def _in_words(term: Term, label: str) -> str:
    return f"{'plus' if term.sign > 0 else 'less'} {label}"


def _sum(signed: list[tuple[int, NamedFigure]]) -> Pence | None:
    said: list[float] = [
        sign * it.value for sign, it in signed if isinstance(it.value, int | float)
    ]
    return Pence(int(sum(said))) if said else None
