"""Where money was meant to work and when: footprints, and areas with money alone."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.evaluation.schemes import Scheme
from fundtrack.evaluation.windows import YEAR
from fundtrack.evaluation.windows import Windows
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.partner_claims import delivery_began
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.places import find_district
from fundtrack.places import small_areas
from fundtrack.store.connection import Row
from fundtrack.store.snapshot import Books

OLD_VINTAGE = "2011"


@dataclass(frozen=True, slots=True)
class Footprint:
    """The small areas that money was meant for, and when it could begin to work.

    `stated` is the start that the register names, if it does.
    """

    fund: str
    area: str
    lsoas: tuple[str, ...]
    starts: Month
    why: str
    provenance: str
    stated: Month | None = None

    @property
    def wards(self) -> frozenset[str]:
        """The wards that hold a small area of it."""
        known = [small_areas()[lsoa] for lsoa in self.lsoas if lsoa in small_areas()]
        return frozenset(area.ward for area in known if area.ward)

    @property
    def covered_pct(self) -> float:
        """The share of its wards' small areas that it holds."""
        areas, wards = small_areas(), self.wards
        inside = [
            area.code
            for area in areas.values()
            if area.ward in wards and area.vintage != OLD_VINTAGE
        ]
        meant = {areas[lsoa].lsoa_2021 for lsoa in self.lsoas if lsoa in areas}
        return 100 * sum(code in meant for code in inside) / max(1, len(inside))


def read_footprints(books: Books) -> tuple[Footprint, ...]:
    """Read the footprints register as it stands.

    One that names no start begins with the first day of delivery that a partner's
    accepted claim names, and is left out while there is none.
    """
    return tuple(
        Footprint(
            fund=row["fund"],
            area=row["area"],
            lsoas=tuple(row["lsoas"]),
            starts=starts,
            why=row["why"] or "",
            provenance=row["provenance"],
            stated=Month.parse(row["starts"][:7]) if row["starts"] else None,
        )
        for row in books.rows("footprints")
        if (starts := _starts(books, row))
    )


def _starts(books: Books, row: Row) -> Month | None:
    if row["starts"]:
        return Month.parse(row["starts"][:7])
    began = delivery_began(books, row["fund"], row["area"], LAST_ENTRY)
    return Month.of(began) if began else None


def read_schemes(books: Books) -> tuple[Scheme, ...]:
    """Read where money went, and where it was meant to go.

    Money works from its footprint's start, or the first of its years, to the end of
    its last year; a footprint without money in the books, for a year.
    """
    footprints = {(found.fund, found.area): found for found in read_footprints(books)}
    years = {
        (row["fund"], row["area"]): (row["first_year"], row["last_year"])
        for row in books.rows("funded_areas")
    }
    districts = {row["area"]: row["districts"] or [] for row in books.rows("areas")}
    return tuple(
        _scheme(place, footprints.get(place), years.get(place), districts)
        for place in sorted({*footprints, *years})
    )


def other_schemes(
    schemes: Iterable[Scheme],
    shared: Sequence[Scheme],
    footprint: Footprint,
    windows: Windows,
) -> list[Scheme]:
    """List the live schemes beside the one under study that cover less than a force."""
    own = (footprint.fund, footprint.area)
    return [
        scheme
        for scheme in schemes
        if scheme.is_live(windows)
        and scheme not in shared
        and (scheme.fund, scheme.area) != own
    ]


def _scheme(
    place: tuple[str, str],
    footprint: Footprint | None,
    years: tuple[str, str] | None,
    districts: Mapping[str, Sequence[str]],
) -> Scheme:
    fund, area = place
    starts = [footprint.starts] if footprint else []
    ends = [found.plus(YEAR - 1) for found in starts]
    if years:
        first, last = (FinancialYear.parse(year).dates for year in years)
        starts, ends = [*starts, Month.of(first.start)], [Month.of(last.last_day)]
    return Scheme(
        fund=fund,
        area=area,
        first=min(starts),
        last=max(ends),
        wards=footprint.wards if footprint else frozenset(),
        districts=frozenset(
            find_district(written).code for written in districts.get(area, [])
        ),
    )
