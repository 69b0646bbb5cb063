"""What a rate is out of: people or households of a place, of one edition throughout.

Two editions of one year differ by up to five per cent, so a rate names the one it
used, and rates that stand beside each other use the same.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.metrics.position import Reader
from fundtrack.places import census_households
from fundtrack.places import mid_year_populations

PACKED = "mid-year estimates rebased after the census of 2021"
PACKED_HOUSEHOLDS = "census of 2021"
"""The editions that travel with the program: Lancashire and Leicestershire."""

PER = 1_000


@dataclass(frozen=True, slots=True)
class Denominator:
    """How many people or households there are, and whose figure that is.

    `year` is that of the figure, which is another than the one asked for where the
    edition has none nearer.
    """

    kind: str
    number: int
    year: int
    basis: str
    edition: str

    @property
    def says(self) -> str:
        """The denominator in words: how many of what, when, by whom."""
        return f"{self.number:,} {self.kind}, {self.basis} {self.year} ({self.edition})"


_Figures = Mapping[tuple[str, str], Mapping[int, int]]
"""Figures by year of each edition and basis."""


def denominators(
    reader: Reader, kind: str, districts: Sequence[str], years: Sequence[int]
) -> tuple[Denominator, ...]:
    """Give people or households of districts in each year, all of one edition.

    The edition whose years lie nearest to those asked is taken; of two equally near
    ones that with more years, which is the one that was kept up.

    Args:
        reader: a snapshot.
        kind: "people" or "households".
        districts: codes of the districts, added up.
        years: the years asked for.

    Returns:
        One for each year, in order; none where no edition has every district.
    """
    held = _held(reader, kind, districts)
    if not held or not districts:
        return ()
    chosen = min(
        held, key=lambda each: (_distance(held[each], years), -len(held[each]))
    )
    edition, basis = chosen
    figures = held[chosen]
    return tuple(
        Denominator(kind, figures[year], year, basis, edition)
        for year in (_nearest(figures, asked) for asked in years)
    )


def _held(reader: Reader, kind: str, districts: Sequence[str]) -> _Figures:
    places = sorted(set(districts))
    held: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in reader.rows("population_editions", kind=kind, places=places):
        held[row["edition"], row["basis"]][row["year"]] = row["number"]
    edition, basis, packed = _packed(kind)
    for year in sorted({year for year, _ in packed}):
        if all((year, place) in packed for place in places):
            number = sum(packed[year, place] for place in places)
            held[edition, basis][year] = number
    return held


def _packed(kind: str) -> tuple[str, str, Mapping[tuple[int, str], int]]:
    if kind == "people":
        return PACKED, "mid-year", mid_year_populations()
    return PACKED_HOUSEHOLDS, "census", census_households()


def _distance(figures: Mapping[int, int], years: Sequence[int]) -> int:
    return sum(abs(_nearest(figures, year) - year) for year in years)


def _nearest(figures: Mapping[int, int], year: int) -> int:
    """Take the year asked for, else the nearest one, the earlier of two."""
    return min(figures, key=lambda each: (abs(each - year), each))
