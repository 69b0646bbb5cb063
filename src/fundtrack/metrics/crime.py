"""Recorded crime counted by type, month, force, area, district or small area.

A month whose file is not held is missing, never nought: it has a row of its own
without a count. A month that is held counts nought where nothing was recorded.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from fundtrack.domain.crime_types import CrimeType
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import districts
from fundtrack.places import find_district
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.store.connection import Row

DIMENSIONS = ("type", "month", "force", "area", "district", "lsoa")
PLACES = {"area", "district", "lsoa"}
FIRST_MONTH = "0000-00"
LAST_MONTH = "9999-99"
DISTINCT = "distinct"
FIRST = "first"
ROWS = "rows"
COUNTINGS = (DISTINCT, FIRST, ROWS)

Held = Mapping[tuple[str, str], str]
"""Provenance of each force and month held."""

Key = tuple[str | None, ...]
"""What one count is of: a text for each dimension asked, in order."""


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """What to count: months both included; `by` some of DIMENSIONS.

    `counting` is "distinct" (crime ids within one force, month and type, plus every
    row without an id), "first" (the same, without ids that an earlier month held of the
    force names) or "rows" as published.
    """

    force: str | None = None
    area: str | None = None
    district: str | None = None
    first: str | None = None
    last: str | None = None
    by: Sequence[str] = ()
    counting: str = DISTINCT


@dataclass(frozen=True, slots=True)
class CrimeCounts:
    """The answer: `counts` has a row per group with the dimensions asked.

    Each row ends in offences (None where missing), status ("counted" or "missing"),
    files_missing (months of a force that the count lacks) and provenance (None where
    missing; "mixed" where published and synthetic months meet). `months_missing`
    lists months inside the asked range that a force in the answer has no file of.
    """

    counts: Sequence[Mapping[str, str | int | None]]
    counting: str
    months_missing: Sequence[str]
    snapshot: str


@dataclass(frozen=True, slots=True)
class _Area:
    name: str
    districts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A question with its names looked up.

    `places` are district codes, None where every row counts; `months` the asked range
    of each force in the answer.
    """

    question: CountQuestion
    by: tuple[str, ...]
    areas: Mapping[str, _Area]
    force: str
    places: Sequence[str] | None
    held: Held
    months: Mapping[str, Sequence[str]]

    @property
    def is_located(self) -> bool:
        """Whether only crimes with a place count."""
        return self.places is not None


@dataclass(slots=True)
class _Sum:
    offences: int = 0
    counted: int = 0
    missing: int = 0
    provenances: set[str] = field(default_factory=set)
    vintages: set[str] = field(default_factory=set)


def counts(reader: Reader, question: CountQuestion) -> CrimeCounts:
    """Count recorded crime.

    Returns:
        One row per group; groups by small area only where something was recorded.

    Raises:
        UnknownName: when a force, area or district is not known.
        WrongArgument, NotAPeriod: when the question cannot be understood.
    """
    scope = _scope(reader, question)
    found = reader.rows("crime_counts", **_asked(scope))
    sums: dict[Key, _Sum] = defaultdict(_Sum)
    for key, force, month in _expected(scope, found):
        provenance = scope.held.get((force, month))
        if provenance:
            sums[key].counted += 1
            sums[key].provenances.add(provenance)
        else:
            sums[key].missing += 1
    for row in found:
        total = sums[tuple(row[dimension] for dimension in scope.by)]
        total.offences += row["offences"]
        total.counted += 1
        total.provenances.add(scope.held[row["force"], row["month"]])
        total.vintages.update({row["first_vintage"], row["last_vintage"]} - {None})
    return CrimeCounts(
        counts=[_line(scope, key, sums[key]) for key in sorted(sums, key=_order)],
        counting=question.counting,
        months_missing=sorted(
            {
                month
                for force, months in scope.months.items()
                for month in months
                if (force, month) not in scope.held
            }
        ),
        snapshot=getattr(getattr(reader, "info", None), "snapshot", ""),
    )


def missing_months(reader: Reader, of: Iterable[str]) -> dict[str, list[str]]:
    """List the months between the first and last held that each force has no file of.

    Args:
        reader: a snapshot.
        of: slugs of the forces asked about.
    """
    held = _held(reader)
    missing = {}
    for force in sorted(set(of)):
        gaps = [
            month
            for month in _span(held, force, None, None)
            if (force, month) not in held
        ]
        if gaps:
            missing[force] = gaps
    return missing


def _scope(reader: Reader, question: CountQuestion) -> _Scope:
    by = _dimensions(question)
    areas = {
        row["area"]: _Area(
            row["name"], [find_district(at).code for at in row["districts"]]
        )
        for row in reader.rows("areas")
    }
    force = find_force(question.force).force if question.force else ""
    chosen, places = _places(question, areas)
    if places is None and PLACES & set(by):
        places = []
    held = _held(reader, is_located=places is not None)
    in_answer = [force] if force else _forces_of(held, places)
    return _Scope(
        question=question,
        by=by,
        areas=chosen,
        force=force,
        places=places,
        held=held,
        months={at: _span(held, at, question.first, question.last) for at in in_answer},
    )


def _dimensions(question: CountQuestion) -> tuple[str, ...]:
    unknown = [name for name in question.by if name not in DIMENSIONS]
    if unknown:
        raise WrongArgument(
            f"crime is not counted by “{unknown[0]}”; choose of {', '.join(DIMENSIONS)}"
        )
    if question.counting not in COUNTINGS:
        raise WrongArgument(
            f"“{question.counting}” is neither distinct nor rows, nor first"
        )
    if question.first and question.last and question.first > question.last:
        raise WrongArgument(f"{question.last} comes before {question.first}")
    return tuple(dict.fromkeys(question.by))


def _places(
    question: CountQuestion, areas: Mapping[str, _Area]
) -> tuple[Mapping[str, _Area], Sequence[str] | None]:
    """Look up the areas asked, and the districts the count is held to (None: all)."""
    chosen, within = areas, None
    if question.area:
        area = _area_id(question.area, areas)
        chosen, within = {area: areas[area]}, areas[area].districts
    if question.district:
        district = find_district(question.district).code
        inside = within is None or district in within
        within = [district] if inside else [f"{district} outside the area"]
    return chosen, within


def _area_id(written: str, areas: Mapping[str, _Area]) -> str:
    wanted = written.strip().lower()
    for area, found in areas.items():
        if wanted in {area, found.name.lower()}:
            return area
    raise UnknownName("area", written, sorted(areas))


def _forces_of(held: Held, places: Sequence[str] | None) -> list[str]:
    """Give the forces whose files the answer is of: those of the districts, or all."""
    in_lake = sorted({force for force, _ in held})
    if not places:
        return in_lake
    areas = {districts()[code].police_area for code in places if code in districts()}
    return [slug for slug, force in forces().items() if force.police_area in areas]


def _held(reader: Reader, *, is_located: bool = False) -> dict[tuple[str, str], str]:
    """Give the months held; a list of the API, which places no crime, not by place."""
    return {
        (row["force"], row["month"]): row["provenance"]
        for row in reader.rows("crime_coverage")
        if row["is_placed"] or not is_located
    }


def _span(held: Held, force: str, first: str | None, last: str | None) -> list[str]:
    """List the months asked, from the first to the last held where not said."""
    of_force = [month for at, month in held if at == force]
    start = str(Month.parse(first)) if first else min(of_force, default=LAST_MONTH)
    end = str(Month.parse(last)) if last else max(of_force, default=FIRST_MONTH)
    if start > end:
        return []
    return [str(at) for at in months_between(Month.parse(start), Month.parse(end))]


def _asked(scope: _Scope) -> dict[str, Any]:
    pairs = [(area, at) for area, held in scope.areas.items() for at in held.districts]
    question = scope.question
    return {
        "force": scope.force,
        "first": str(Month.parse(question.first)) if question.first else FIRST_MONTH,
        "last": str(Month.parse(question.last)) if question.last else LAST_MONTH,
        "is_located": scope.is_located,
        "districts": list(scope.places or ()),
        "areas": [area for area, _ in pairs],
        "area_districts": [district for _, district in pairs],
        "by_type": "type" in scope.by,
        "by_area": "area" in scope.by,
        "by_district": "district" in scope.by,
        "by_lsoa": "lsoa" in scope.by,
        "is_distinct": question.counting != ROWS,
        "is_first": question.counting == FIRST,
    }


def _expected(scope: _Scope, found: Sequence[Row]) -> Iterator[tuple[Key, str, str]]:
    """Give every group that has an answer, held or missing, by force and month.

    A place is answered for by the force whose area it lies in. Groups by small area
    are expected where the month is missing, without naming the area: it is not known.
    """
    for force, months in scope.months.items():
        types = _types(scope, found, force)
        for place in _expected_places(scope, force):
            for month in months:
                if "lsoa" in scope.by and (force, month) in scope.held:
                    continue
                for crime_type in types:
                    at = {"type": crime_type, "month": month, "force": force, **place}
                    yield tuple(at.get(name) for name in scope.by), force, month


def _types(scope: _Scope, found: Sequence[Row], force: str) -> list[str | None]:
    if "type" not in scope.by:
        return [None]
    seen = {row["type"] for row in found if row["force"] == force}
    return sorted(seen) or [str(crime_type) for crime_type in CrimeType]


def _expected_places(scope: _Scope, force: str) -> list[dict[str, str]]:
    if not {"area", "district"} & set(scope.by):
        return [{}]
    within = [
        code
        for code, district in districts().items()
        if district.police_area == forces()[force].police_area
    ]
    asked = scope.places or within
    inside = [code for code in asked if scope.force or code in within]
    if "area" not in scope.by:
        return [{"district": code} for code in inside]
    pairs = [
        {"area": area, "district": code}
        for area, held in scope.areas.items()
        for code in held.districts
        if code in inside
    ]
    if "district" in scope.by:
        return pairs
    return [{"area": area} for area in sorted({pair["area"] for pair in pairs})]


def _line(scope: _Scope, key: Key, total: _Sum) -> dict[str, str | int | None]:
    line: dict[str, str | int | None] = {}
    for dimension, told in zip(scope.by, key, strict=True):
        line[dimension] = told
        if dimension == "area":
            line["area_name"] = scope.areas[str(told)].name
        if dimension == "district":
            line["district_name"] = districts()[str(told)].name
        if dimension == "lsoa":
            line["lsoa_vintage"] = _one_of(total.vintages, "both")
    is_counted = total.counted > 0
    line["offences"] = total.offences if is_counted else None
    line["status"] = "counted" if is_counted else "missing"
    line["files_missing"] = total.missing
    line["provenance"] = _one_of(total.provenances, "mixed")
    return line


def _one_of(found: set[str], several: str) -> str | None:
    if len(found) > 1:
        return several
    return next(iter(found), None)


def _order(key: Key) -> tuple[str, ...]:
    return tuple(told or "" for told in key)
