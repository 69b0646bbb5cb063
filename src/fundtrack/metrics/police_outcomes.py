"""Outcomes of police.uk's files by place: the only ones known below the force.

police.uk names outcomes in words of its own, several of which are one outcome of the
Home Office's framework or several. An outcome belongs to a named set when every code
that it may stand for does. What is still under investigation, and what the publisher
has lost sight of, stands beside and in no denominator.

Source: data.police.uk, "Last outcome category" and "Outcome type"; Home Office, Crime
outcomes in England and Wales, outcomes framework.
"""

import csv
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fundtrack.metrics.outcome_rates import OutcomeSet
from fundtrack.metrics.outcome_rates import find_outcome_set
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import reference_file

FILES = {"recorded": "street", "closed": "outcomes"}
"""Which files a basis is read from."""


class Stands(StrEnum):
    """How a published outcome counts."""

    OUTCOME = "outcome"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublishedOutcome:
    """An outcome as police.uk names it, and the codes it may stand for."""

    codes: frozenset[str]
    stands: Stands


@dataclass(frozen=True, slots=True)
class PoliceOutcomeQuestion:
    """Which outcomes of which crimes: months both included.

    `basis` is "recorded" (crimes of the months by their last outcome) or "closed"
    (outcomes given in the months); `districts` are codes, none for a whole force.
    """

    outcome_set: str
    basis: str
    crime_types: Sequence[str]
    forces: Sequence[str]
    districts: Sequence[str]
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class PoliceOutcomes:
    """What the outcomes came to; all None where a month is missing.

    `numerator` counts outcomes of the set, `denominator` all outcomes; `not_yet`
    crimes under investigation and `unknown` those without a known outcome.
    """

    numerator: int | None
    denominator: int | None
    not_yet: int | None
    unknown: int | None
    missing: tuple[str, ...]
    provenances: frozenset[str]


@cache
def published_outcomes() -> Mapping[str, PublishedOutcome]:
    """Every outcome that police.uk publishes, by its words."""
    text = reference_file("police_uk_outcomes.csv").read_text(encoding="utf-8")
    return {
        row["outcome"]: PublishedOutcome(
            frozenset(filter(None, row["codes"].split("|"))), Stands(row["standing"])
        )
        for row in csv.DictReader(text.splitlines())
    }


def police_outcomes(reader: Reader, question: PoliceOutcomeQuestion) -> PoliceOutcomes:
    """Count outcomes of a set among all outcomes, for a force or for districts.

    Formula: outcomes of the set over all outcomes; crimes not yet with an outcome, or
    whose outcome is not known, are in neither.

    Raises:
        UnknownName: when there is no such set.
    """
    chosen = find_outcome_set(question.outcome_set)
    held = {
        (row["force"], row["month"]): row["provenance"]
        for row in reader.rows(
            "police_outcome_months",
            kind=FILES[question.basis],
            forces=list(question.forces),
        )
    }
    asked = [str(month) for month in months_between(question.first, question.last)]
    wanted = [(force, month) for force in question.forces for month in asked]
    missing = {month for force, month in wanted if (force, month) not in held}
    if missing or not wanted:
        nothing = (None, None, None, None)
        return PoliceOutcomes(*nothing, tuple(sorted(missing)), frozenset())
    rows = reader.rows(
        "police_outcomes",
        basis=question.basis,
        force="" if question.districts else question.forces[0],
        districts=list(question.districts),
        first=str(question.first),
        last=str(question.last),
        crime_types=list(question.crime_types),
    )
    counted = {row["outcome_type"]: row["crimes"] for row in rows}
    return PoliceOutcomes(
        numerator=sum(
            crimes for words, crimes in counted.items() if _is_of(words, chosen)
        ),
        denominator=_sum(counted, Stands.OUTCOME),
        not_yet=_sum(counted, Stands.NOT_YET),
        unknown=_sum(counted, Stands.UNKNOWN),
        missing=(),
        provenances=frozenset(held[each] for each in wanted),
    )


def _is_of(words: str, chosen: OutcomeSet) -> bool:
    codes = _known(words).codes
    return bool(codes) and codes <= set(chosen.codes)


def _known(words: str) -> PublishedOutcome:
    """Give what an outcome stands for; one in new words, or none, is not known."""
    nothing = PublishedOutcome(frozenset(), Stands.UNKNOWN)
    return published_outcomes().get(words, nothing)


def _sum(counted: Mapping[str, int], stands: Stands) -> int:
    return sum(
        crimes for words, crimes in counted.items() if _known(words).stands is stands
    )
