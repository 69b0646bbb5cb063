"""Outcome rates of recorded crime: by a named set of outcomes, on a stated basis.

"Positive outcome" has no one national meaning, and outcomes are published on two count
bases, so a rate without its set, version and basis says nothing. The rate is

    100 * outcomes of the set / all outcomes

of offences recorded in the quarter, or of investigations closed in it whenever the
offence was recorded. Code 0, "not yet assigned an outcome", is no outcome: it stands
beside and never in the denominator. The codes 1a, 2a and 3a lie inside 1, 2 and 3 and
are never added. A figure that was not provided makes its rate missing.

Source: Home Office, Crime outcomes in England and Wales, outcomes framework and open
data tables; sets in data/reference/outcome_sets.csv.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.metrics.quarterly import COUNTED
from fundtrack.metrics.quarterly import FIRST
from fundtrack.metrics.quarterly import LAST
from fundtrack.metrics.quarterly import MISSING
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
from fundtrack.places import reference_file
from fundtrack.store.connection import Row

DIMENSIONS = ("force", "year", "quarter", "subgroup", "code")
RECORDED = "recorded"
CLOSED = "closed"
BASES = (RECORDED, CLOSED)
SUMS = ("numerator", "denominator", "not_yet")


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """Which outcome codes count as one kind of outcome; a change is a new version."""

    name: str
    version: int
    label: str
    codes: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class OutcomeQuestion:
    """What to rate: quarters such as "2023-24 Q1", both included.

    `basis` is "recorded" or "closed" and has no default. `codes` are offence codes,
    `subgroups` offence subgroups as published, in any case; all where none is named.
    `by` is some of DIMENSIONS. Bodies without an area count only when asked for.
    """

    outcome_set: str
    basis: str
    version: int | None = None
    force: str | None = None
    first: str | None = None
    last: str | None = None
    by: Sequence[str] = ("force", "year")
    codes: Sequence[str] = ()
    subgroups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OutcomeRates:
    """The answer: `rates` has a row per group with the dimensions asked.

    Each row ends in numerator and denominator (outcomes), not_yet (offences without an
    outcome), rate_pct (None where there is no outcome at all), all None where missing;
    status ("counted" or "missing"), figures_missing (forces and quarters of the group
    without a figure) and provenance.
    """

    rates: Sequence[Line]
    outcome_set: OutcomeSet
    basis: str
    quarters: Sequence[str]
    snapshot: str


@cache
def outcome_sets() -> Mapping[tuple[str, int], OutcomeSet]:
    """Every set of outcomes ever used, by name and version."""
    path = reference_file("outcome_sets.csv")
    with path.open("r", encoding="utf-8", newline="") as file:
        return {
            (row["set"], int(row["version"])): OutcomeSet(
                name=row["set"],
                version=int(row["version"]),
                label=row["name"],
                codes=tuple(row["codes"].split("|")),
                note=row["note"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        }


def find_outcome_set(name: str, version: int | None = None) -> OutcomeSet:
    """Find a set of outcomes, in its latest version unless another is named.

    Raises:
        UnknownName: when there is none.
    """
    versions = [number for at, number in outcome_sets() if at == name]
    wanted = version or max(versions, default=0)
    found = outcome_sets().get((name, wanted))
    if not found:
        shown = f"{name}, version {version}" if version else name
        known = sorted({at for at, _ in outcome_sets()})
        raise UnknownName("set of outcomes", shown, known)
    return found


def outcome_rates(reader: Reader, question: OutcomeQuestion) -> OutcomeRates:
    """Rate outcomes of a set among all outcomes.

    Returns:
        One row per group, for every force and quarter asked, held or missing; a group
        of offences that a quarter held does not name has no outcome in it.

    Raises:
        UnknownName: when the set or the force is not known.
        WrongArgument, NotAPeriod: when the question cannot be understood.
    """
    by = dimensions(question.by, DIMENSIONS)
    if question.basis not in BASES:
        raise WrongArgument(f"“{question.basis}” is neither recorded nor closed")
    chosen = find_outcome_set(question.outcome_set, question.version)
    coverage = coverage_of(reader.rows("outcome_coverage"))
    force = asked_force(question.force)
    places = coverage.places(force)
    quarters = coverage.quarters(places, question.first, question.last)
    figures = _figures(reader, question, chosen, by, (force, quarters))
    offences = sorted({of for _, _, of in figures}) or [()]
    totals: dict[Key, Total] = defaultdict(Total)
    for place in places:
        for period in quarters:
            for of in offences:
                total = totals[key_of(by, (place, "", period), of)]
                figure = figures.get((place, period, of))
                provenance = coverage.held.get((place, period))
                if provenance is None or (figure and figure["not_provided"]):
                    total.missing += 1
                else:
                    found = figure or {}
                    total.add({name: found.get(name, 0) for name in SUMS}, provenance)
    return OutcomeRates(
        rates=[_line(by, key, totals[key]) for key in sorted(totals)],
        outcome_set=chosen,
        basis=question.basis,
        quarters=quarters,
        snapshot=getattr(getattr(reader, "info", None), "snapshot", ""),
    )


def _figures(
    reader: Reader,
    question: OutcomeQuestion,
    chosen: OutcomeSet,
    by: Sequence[str],
    where: tuple[str, Sequence[str]],
) -> dict[tuple[Place, str, Key], Row]:
    force, quarters = where
    rows = reader.rows(
        "outcome_counts",
        is_closed=question.basis == CLOSED,
        outcomes=list(chosen.codes),
        force=force,
        first=quarters[0] if quarters else LAST,
        last=quarters[-1] if quarters else FIRST,
        codes=lowered(question.codes),
        subgroups=lowered(question.subgroups),
        by_subgroup="subgroup" in by,
        by_code="code" in by,
    )
    told = told_apart(by)
    return {
        ((row["force"], ""), row["period"], tuple(row[name] for name in told)): row
        for row in rows
    }


def _line(by: Sequence[str], key: Key, total: Total) -> Line:
    numerator, denominator, not_yet = (
        None if total.missing else total.sums[name] for name in SUMS
    )
    rate = None
    if numerator is not None and denominator is not None and denominator > 0:
        rate = 100 * numerator / denominator
    return {
        **dict(zip(by, key, strict=True)),
        "numerator": numerator,
        "denominator": denominator,
        "not_yet": not_yet,
        "rate_pct": rate,
        "status": MISSING if total.missing else COUNTED,
        "figures_missing": total.missing,
        "provenance": total.provenance,
    }
