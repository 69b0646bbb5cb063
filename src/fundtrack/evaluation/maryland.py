"""How strong a design is, on the Maryland scale of 1 to 5: by its facts, not by hand.

The level says how well a design can keep other causes apart; it says nothing of what
was found.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.gates import all_green
from fundtrack.evaluation.verdicts import Gate
from fundtrack.places import reference_file

CAUSAL_LEVEL = 4
"""From this level on a cause may be named, where every gate is green as well."""


class DesignFact(StrEnum):
    """What a design has that a level of the scale asks for."""

    ANY = "comparison-or-before"
    BEFORE_AND_AFTER = "before-and-after"
    COMPARISON = "comparison"
    ALIKE = "alike"
    MATCHED = "matched"
    SEVERAL_PLACES = "several-places"
    NOTHING_ELSE_KNOWN = "nothing-else-known"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class MarylandLevel:
    """A level of the scale, by the version of the table that says what it needs."""

    version: str
    level: int
    needs: frozenset[DesignFact]
    what: str
    source: str


@cache
def read_levels() -> tuple[MarylandLevel, ...]:
    """Read the scale that travels with the program, the lowest level first."""
    text = reference_file("maryland_levels.csv").read_text(encoding="utf-8")
    return tuple(
        MarylandLevel(
            version=row["version"],
            level=int(row["level"]),
            needs=frozenset(DesignFact(need) for need in row["needs"].split("|")),
            what=row["what"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def level_of(facts: Collection[DesignFact]) -> MarylandLevel:
    """Give the highest level whose every need a design meets, or the lowest.

    Source: Farrington, Gottfredson, Sherman and Welsh (2002).
    """
    lowest, *higher = read_levels()
    met = [level for level in higher if level.needs <= {*facts}]
    return met[-1] if met else lowest


def design_facts(case: Case, assessment: Assessment) -> frozenset[DesignFact]:
    """Say what the design of one area has.

    A place is a ward. Comparators are alike where neither the trend nor the fit before
    the start says otherwise, and matched where there are as many as the plan asks for;
    nothing else is known to have changed crime where every gate is green.
    """
    if not case.comparators.wards:
        return frozenset({DesignFact.ANY})
    failed = {each.gate for each in assessment.gates if each.state is State.FAILED}
    unlike = failed & {Gate.PRE_TREND, Gate.POOR_FIT}
    is_met = {
        DesignFact.ALIKE: assessment.effect is not None and not unlike,
        DesignFact.MATCHED: case.comparators.is_enough,
        DesignFact.SEVERAL_PLACES: len(case.treated) > 1,
        DesignFact.NOTHING_ELSE_KNOWN: all_green(assessment.gates),
    }
    always = {DesignFact.ANY, DesignFact.BEFORE_AND_AFTER, DesignFact.COMPARISON}
    return frozenset(always | {fact for fact, met in is_met.items() if met})


def programme_level(areas: Collection[Collection[DesignFact]]) -> MarylandLevel:
    """Give the level of several areas together: what all of them have, and being many.

    Args:
        areas: the facts of each area's design, at least one.
    """
    common = frozenset.intersection(*(frozenset(facts) for facts in areas))
    several = {DesignFact.SEVERAL_PLACES} if len(areas) > 1 else set()
    return level_of(common | several)
