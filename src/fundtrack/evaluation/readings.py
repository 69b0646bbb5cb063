"""Read a case out of a published snapshot."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from fundtrack.errors import UnknownName
from fundtrack.evaluation.breaks import breaks_inside
from fundtrack.evaluation.breaks import read_breaks
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.cases import Site
from fundtrack.evaluation.comparators import choose_comparators
from fundtrack.evaluation.footprints import Footprint
from fundtrack.evaluation.footprints import other_schemes
from fundtrack.evaluation.footprints import read_footprints
from fundtrack.evaluation.footprints import read_schemes
from fundtrack.evaluation.measures import Measure
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.schemes import Scheme
from fundtrack.evaluation.schemes import overlapping_funds
from fundtrack.evaluation.schemes import shared_exposures
from fundtrack.evaluation.schemes import standings
from fundtrack.evaluation.windows import Windows
from fundtrack.evaluation.windows import paired_windows
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.names import fund_names
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.places import District
from fundtrack.places import districts
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.places import small_areas
from fundtrack.places import wards
from fundtrack.store.snapshot import Books


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Which effect is asked for: names as people write them, or ids."""

    fund: str
    area: str
    measure: str
    force: str


def read_case(books: Books, question: CaseQuestion) -> Case:
    """Lay out the case of one fund in one area.

    Raises:
        UnknownName: when the fund, the area or the measure is not known, or the fund
            has no footprint there.
    """
    force = find_force(question.force).force
    measure = find_measure(question.measure)
    footprint, family = _footprint(books, question)
    plan = _plan(footprint, family, measure)
    held = _held_months(books)
    windows = paired_windows(footprint.starts, held.get(force, {}), plan.months)
    schemes = read_schemes(books)
    shared = shared_exposures(schemes, windows, _district_codes(force))
    others = other_schemes(schemes, shared, footprint, windows)
    places = _places(footprint, others)
    panel = _panel(books, measure, windows, _usable_forces(held, windows))
    comparators = choose_comparators(
        panel.reindex(places.index)[[str(month) for month in windows.pre]],
        places,
        force,
        plan.least_comparators,
    )
    return Case(
        plan=plan,
        measure=measure,
        site=_site(books, footprint, force, measure, windows),
        windows=windows,
        panel=panel,
        places=places,
        comparators=comparators,
        breaks=breaks_inside(read_breaks(), windows, measure.crime_types),
        shared=tuple(sorted({scheme.fund for scheme in shared})),
        overlaps=overlapping_funds(others, footprint.wards, _district_of_wards()),
        purchases=_purchases(books, footprint),
        snapshot=books.info.snapshot,
    )


def _plan(footprint: Footprint, family: int, measure: Measure) -> Plan:
    return Plan(
        fund=footprint.fund,
        area=footprint.area,
        measure=measure.measure,
        measure_version=measure.version,
        crime_types=measure.crime_types,
        start=str(footprint.starts),
        footprint=footprint.lsoas,
        family=family,
    )


def _footprint(books: Books, question: CaseQuestion) -> tuple[Footprint, int]:
    """Find the footprint asked for, and how many its fund has."""
    fund, area = fund_id(books, question.fund), area_id(books, question.area)
    of_fund = [found for found in read_footprints(books) if found.fund == fund]
    for footprint in of_fund:
        if footprint.area == area:
            return footprint, len(of_fund)
    known = [footprint.area for footprint in of_fund]
    raise UnknownName(f"footprint of {fund} in", area, known)


def _held_months(books: Books) -> Mapping[str, Mapping[Month, str]]:
    held: dict[str, dict[Month, str]] = defaultdict(dict)
    for row in books.rows("crime_coverage"):
        held[row["force"]][Month.parse(row["month"])] = row["provenance"]
    return held


def _usable_forces(
    held: Mapping[str, Mapping[Month, str]], windows: Windows
) -> frozenset[str]:
    """Give the forces that hold every month compared, of the same provenance."""
    return frozenset(
        force
        for force, months in held.items()
        if windows.months
        and all(months.get(month) == windows.provenance for month in windows.months)
    )


def _places(footprint: Footprint, others: Iterable[Scheme]) -> pd.DataFrame:
    held = wards()
    standing = standings(_district_of_wards(), footprint.wards, others)
    force_of = {force.police_area: force.force for force in forces().values()}
    return pd.DataFrame(
        {
            "name": [ward.name for ward in held.values()],
            "district": [_district(ward.district).name for ward in held.values()],
            "force": [
                force_of[_district(ward.district).police_area] for ward in held.values()
            ],
            "standing": [standing[code] for code in held],
        },
        index=pd.Index(list(held), name="ward"),
    )


def _panel(
    books: Books, measure: Measure, windows: Windows, usable: frozenset[str]
) -> pd.DataFrame:
    """Read wards by months; a ward of a force without the months is not in it."""
    months = [str(month) for month in windows.months]
    placed = [
        (lsoa, ward, force) for lsoa, ward, force in _small_areas() if force in usable
    ]
    if not placed:
        return pd.DataFrame(columns=months, dtype="float64")
    rows = books.rows(
        "ward_month_counts",
        crime_types=list(measure.crime_types),
        months=months,
        lsoas=[lsoa for lsoa, _, _ in placed],
        wards=[ward for _, ward, _ in placed],
        forces=[force for _, _, force in placed],
    )
    frame = pd.DataFrame(rows, columns=["ward", "month", "offences"])
    return frame.pivot_table(index="ward", columns="month", values="offences")[months]


def _small_areas() -> list[tuple[str, str, str]]:
    force_of = {force.police_area: force.force for force in forces().values()}
    district_of = _district_of_wards()
    return [
        (code, area.ward, force_of[_district(district_of[area.ward]).police_area])
        for code, area in small_areas().items()
        if area.ward
    ]


def _site(
    books: Books,
    footprint: Footprint,
    force: str,
    measure: Measure,
    windows: Windows,
) -> Site:
    return Site(
        fund_name=fund_names(books)[footprint.fund],
        area_name=area_names(books)[footprint.area],
        force=force,
        why=footprint.why,
        provenance=footprint.provenance,
        covered_pct=footprint.covered_pct,
        placed_pct=_placed_pct(books, force, measure, windows),
    )


def _placed_pct(books: Books, force: str, measure: Measure, windows: Windows) -> float:
    if not windows.months:
        return 0.0
    (row,) = books.rows(
        "placed_share",
        force=force,
        crime_types=list(measure.crime_types),
        months=[str(month) for month in windows.months],
        lsoas=[lsoa for lsoa, _, _ in _small_areas()],
    )
    return 100 * float(row["placed"]) / max(1, int(row["offences"]))


def _purchases(books: Books, footprint: Footprint) -> tuple[Purchase, ...]:
    rows = books.rows(
        "spent_by_heading_and_quarter", fund=footprint.fund, area=footprint.area
    )
    return tuple(
        Purchase(
            heading=row["heading"],
            quarter_starts=row["quarter_starts"],
            pence=Pence(row["pence"]),
            marks=tuple(row["marks"]),
        )
        for row in rows
    )


def _district_of_wards() -> dict[str, str]:
    return {code: ward.district for code, ward in wards().items()}


def _district(code: str) -> District:
    return districts()[code]


def _district_codes(force: str) -> frozenset[str]:
    return frozenset(found.code for found in districts_of(find_force(force)))
