"""Lineage: the entries beneath every money cell of a return.

The same question `fundtrack trace` puts to the books, answered here for all figures of
a return at once; the tests hold the two together.
"""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cache
from math import gcd

from fundtrack.domain.figures import FigureId
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.returns.lineage_parts import Part
from fundtrack.returns.lineage_parts import PlanFigure
from fundtrack.returns.lineage_parts import read_moved
from fundtrack.returns.listing import Line
from fundtrack.returns.listing import Listing
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

Beneath = tuple[tuple[int, int], ...]
"""The parts that a figure is made of, by number, and how often each counts."""
Pattern = tuple[tuple[int, int], ...]
"""The parts that an entry moved, by number, and how many units of money on each."""
Adding = tuple[tuple[int, tuple[int, ...]], ...]
"""How many units of money an entry adds, and to which figures, by number."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when an entry came from."""

    entry: int
    on: date
    kind: str
    about: str
    provenance: str
    file: str
    sheet: str
    row: int | None
    column: str


@dataclass(frozen=True, slots=True)
class LineageLine:
    """One entry beneath one figure."""

    figure: FigureId
    pence: Pence
    origin: Origin


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One entry, and the figures in which it counts with the same pence.

    The figures are named by their numbers in the order of the lineage, from nought.
    """

    figures: tuple[int, ...]
    pence: Pence
    origin: Origin


@dataclass(frozen=True, slots=True)
class Lineage:
    """The figures of a return and all that they are made of.

    `lines` are the lines of the listing by their entry, `others` says where every
    other entry came from.
    """

    parts: tuple[Part, ...] = ()
    beneath: Mapping[FigureId, Beneath] = field(default_factory=dict)
    lines: Mapping[int, Line] = field(default_factory=dict)
    others: Mapping[int, Origin] = field(default_factory=dict)

    @property
    def sums(self) -> dict[FigureId, Pence]:
        """What the lines beneath each figure add up to."""
        totals = [sum(pence for _, pence in part.moves) for part in self.parts]
        return {
            figure: Pence(sum(weight * totals[at] for at, weight in made_of))
            for figure, made_of in self.beneath.items()
        }

    @property
    def entries(self) -> set[int]:
        """Every entry that counts in any figure."""
        return {entry for at in _counting(self) for entry, _ in self.parts[at].moves}

    def __iter__(self) -> Iterator[LineageLine]:
        """List the lines beneath every figure, one figure after the other."""
        for figure in self.beneath:
            yield from self.of(figure)

    def of(self, figure: FigureId) -> list[LineageLine]:
        """List the entries beneath a figure, by day and entry number."""
        sums: dict[int, int] = defaultdict(int)
        for at, weight in self.beneath[figure]:
            for entry, pence in self.parts[at].moves:
                sums[entry] += weight * pence
        lines = [
            LineageLine(figure, Pence(pence), self.origin(entry))
            for entry, pence in sums.items()
            if pence
        ]
        return sorted(lines, key=lambda line: (line.origin.on, line.origin.entry))

    def origin(self, entry: int) -> Origin:
        """Say where an entry came from."""
        line = self.lines.get(entry)
        return _of_line(line) if line else self.others[entry]

    def shared(self) -> list[SharedLine]:
        """List every entry once for each sum that it adds to some figures."""
        adding = _adding(self)
        lines = [
            SharedLine(figures, Pence(unit * times), self.origin(entry))
            for entry, (unit, pattern) in _patterns(self).items()
            for times, figures in adding(pattern)
        ]
        return sorted(lines, key=lambda line: (line.origin.on, line.origin.entry))


def read_lineage(
    books: Reader,
    scope: Scope,
    listing: Listing,
    plans: Iterable[PlanFigure],
    figures: Iterable[FigureId],
) -> Lineage:
    """Read what is beneath each figure of a return."""
    asked = tuple(dict.fromkeys(figures))
    parts: tuple[Part, ...] = (*read_moved(books, scope, asked), *plans)
    lines = {line.entry: line for line in listing.lines}
    known = Lineage(parts, _beneath(parts, asked), lines)
    others = books.rows("return_entries", entries=sorted(known.entries - lines.keys()))
    origins = {row["entry"]: _origin(row) for row in others}
    return Lineage(parts, known.beneath, lines, origins)


def _beneath(
    parts: tuple[Part, ...], figures: tuple[FigureId, ...]
) -> dict[FigureId, Beneath]:
    covered = {
        wanted: [at for at, part in enumerate(parts) if wanted.covers(part.cell)]
        for wanted in {figure.cell for figure in figures}
    }
    return {
        figure: tuple(
            (at, weight)
            for at in covered[figure.cell]
            if (weight := parts[at].weight(figure))
        )
        for figure in figures
    }


def _counting(lineage: Lineage) -> dict[int, list[tuple[int, int]]]:
    """Give the numbers of the figures that each part counts in, and how often."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, made_of in enumerate(lineage.beneath.values()):
        for at, weight in made_of:
            found[at].append((number, weight))
    return found


def _patterns(lineage: Lineage) -> dict[int, tuple[int, Pattern]]:
    """Give the unit of money of each entry that counts, and what it moved in units.

    Entries of one pattern count in the same figures, which are then sought once.
    """
    moved: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in _counting(lineage):
        for entry, pence in lineage.parts[at].moves:
            if pence:
                moved[entry].append((at, pence))
    patterns = {}
    for entry, moves in moved.items():
        unit = gcd(*(pence for _, pence in moves))
        patterns[entry] = unit, tuple((at, pence // unit) for at, pence in moves)
    return patterns


def _adding(lineage: Lineage) -> Callable[[Pattern], Adding]:
    """Find what entries of a pattern add: how many units to which figures."""
    counting = _counting(lineage)

    @cache
    def adding(pattern: Pattern) -> Adding:
        sums: dict[int, int] = defaultdict(int)
        for at, times in pattern:
            for number, weight in counting[at]:
                sums[number] += times * weight
        of_times: dict[int, list[int]] = defaultdict(list)
        for number, times in sorted(sums.items()):
            if times:
                of_times[times].append(number)
        return tuple((times, tuple(numbers)) for times, numbers in of_times.items())

    return adding


def _of_line(line: Line) -> Origin:
    return Origin(
        line.entry,
        line.dated,
        line.kind,
        line.supplier or line.description,
        line.provenance,
        line.file,
        line.sheet,
        line.row,
        line.column,
    )


def _origin(row: Row) -> Origin:
    return Origin(
        row["entry"],
        row["effective_on"],
        row["kind"],
        row["about"],
        row["provenance"],
        row["file"],
        row["sheet"],
        row["source_row"],
        row["source_column"],
    )
