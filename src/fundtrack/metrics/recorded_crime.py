"""Police recorded crime of the Home Office's tables, by force or partnership.

Quarterly, by offence: residential apart from other burglary, personal apart from
business robbery, which police.uk does not tell. A figure that was not provided, or
that has no row, is missing and never nought.

Source: Home Office, police recorded crime open data tables.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.metrics.quarterly import COUNTED
from fundtrack.metrics.quarterly import FIRST
from fundtrack.metrics.quarterly import LAST
from fundtrack.metrics.quarterly import MISSING
from fundtrack.metrics.quarterly import Coverage
from fundtrack.metrics.quarterly import Key
from fundtrack.metrics.quarterly import Line
from fundtrack.metrics.quarterly import Place
from fundtrack.metrics.quarterly import Total
from fundtrack.metrics.quarterly import asked_force
from fundtrack.metrics.quarterly import coverage_of
from fundtrack.metrics.quarterly import dimensions
from fundtrack.metrics.quarterly import key_of
from fundtrack.metrics.quarterly import lowered
from fundtrack.metrics.quarterly import told_apart
from fundtrack.places import find_district
from fundtrack.sources.home_office import plain

DIMENSIONS = ("force", "csp", "district", "year", "quarter", "subgroup", "code")
LEVELS = ("force", "csp")


@dataclass(frozen=True, slots=True)
class RecordedQuestion:
    """What to count: quarters such as "2023-24 Q1", both included.

    `level` is "force" or "csp": two tables that are never added together. `codes` are
    offence codes, `subgroups` offence subgroups as published, in any case; all where
    none is named. `by` is some of DIMENSIONS. Bodies without an area (Action Fraud,
    British Transport Police) count only when asked for as `force`.
    """

    level: str = "force"
    force: str | None = None
    csp: str | None = None
    district: str | None = None
    first: str | None = None
    last: str | None = None
    by: Sequence[str] = ("force", "quarter")
    codes: Sequence[str] = ()
    subgroups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RecordedCrime:
    """The answer: `counts` has a row per group with the dimensions asked.

    Each row ends in offences (None where missing), status ("counted" or "missing"),
    figures_missing (places and quarters of the group without a figure) and provenance
    ("published", "synthetic", "mixed"; None where missing).
    """

    counts: Sequence[Line]
    level: str
    quarters: Sequence[str]
    snapshot: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """A question with its names looked up."""

    by: tuple[str, ...]
    coverage: Coverage
    places: Sequence[Place]
    quarters: Sequence[str]
    is_of_one_place: bool

    @property
    def adds_partnerships(self) -> bool:
        """Whether partnerships are added up, which may be others in other years."""
        return not (self.is_of_one_place or {"csp", "district"} & set(self.by))


def recorded_crime(reader: Reader, question: RecordedQuestion) -> RecordedCrime:
    """Count recorded crime.

    Returns:
        One row per group, for every place and quarter asked, held or missing; groups
        of offences only as they stand in the tables.

    Raises:
        UnknownName: when a force, partnership or district is not known.
        WrongArgument, NotAPeriod: when the question cannot be understood.
    """
    scope, asked = _scope(reader, question)
    found = reader.rows("recorded_crime", **asked)
    told = told_apart(scope.by)
    figures = {
        (
            (row["force"], row["csp"]),
            row["period"],
            tuple(row[name] for name in told),
        ): row
        for row in found
    }
    totals: dict[Key, Total] = defaultdict(Total)
    for place, period, of in product(
        scope.places, scope.quarters, sorted({of for _, _, of in figures}) or [()]
    ):
        if scope.adds_partnerships and scope.coverage.is_another(place, period):
            continue
        at = place, scope.coverage.districts[place], period
        total = totals[key_of(scope.by, at, of)]
        figure = figures.get((place, period, of))
        if figure is None or figure["not_provided"]:
            total.missing += 1
        else:
            provenance = scope.coverage.held[place, period]
            total.add({"offences": figure["offences"]}, provenance)
    return RecordedCrime(
        counts=[_line(scope.by, key, totals[key]) for key in sorted(totals)],
        level=question.level,
        quarters=scope.quarters,
        snapshot=getattr(getattr(reader, "info", None), "snapshot", ""),
    )


def _scope(
    reader: Reader, question: RecordedQuestion
) -> tuple[_Scope, dict[str, object]]:
    by = _dimensions(question)
    coverage = coverage_of(reader.rows("recorded_coverage", level=question.level))
    force = asked_force(question.force)
    csp = _partnership(coverage, question.csp)
    district = find_district(question.district).code if question.district else ""
    places = [
        place
        for place in coverage.places(force)
        if csp in {"", place[1]} and district in {"", coverage.districts[place]}
    ]
    quarters = coverage.quarters(places, question.first, question.last)
    asked: dict[str, object] = {
        "level": question.level,
        "force": force,
        "csp": csp,
        "district": district,
        "first": quarters[0] if quarters else LAST,
        "last": quarters[-1] if quarters else FIRST,
        "codes": lowered(question.codes),
        "subgroups": lowered(question.subgroups),
        "by_subgroup": "subgroup" in by,
        "by_code": "code" in by,
    }
    return _Scope(by, coverage, places, quarters, bool(csp or district)), asked


def _dimensions(question: RecordedQuestion) -> tuple[str, ...]:
    if question.level not in LEVELS:
        raise WrongArgument(f"“{question.level}” is neither force nor csp")
    by = dimensions(question.by, DIMENSIONS)
    of_partnerships = {"csp", "district"} & set(by) or question.csp or question.district
    if question.level == "force" and of_partnerships:
        raise WrongArgument("partnerships and districts are told apart at level csp")
    return by


def _partnership(coverage: Coverage, written: str | None) -> str:
    if not written:
        return ""
    named = sorted({csp for _, csp in coverage.districts})
    for csp in named:
        if plain(csp) == plain(written):
            return csp
    raise UnknownName("community safety partnership", written)


def _line(by: Sequence[str], key: Key, total: Total) -> Line:
    return {
        **dict(zip(by, key, strict=True)),
        "offences": None if total.missing else total.sums["offences"],
        "status": MISSING if total.missing else COUNTED,
        "figures_missing": total.missing,
        "provenance": total.provenance,
    }
