"""Evaluation plans: what was fixed, when, and what a run may say by it."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.events import NewEvent

PLAN_KIND = "evaluation_plan"
"""The kind of event that registers a version of a plan."""


class Standing(StrEnum):
    """How far ahead of its data the plan of a run was made.

    prospective: registered before any month of the later period was held;
    retrospective: made after that; exploratory: the run departs from the plan that
    stands, so it is never shown as the office's answer.
    """

    PROSPECTIVE = "prospective"
    RETROSPECTIVE = "retrospective"
    EXPLORATORY = "exploratory"


def is_by_plan(result: Mapping[str, object]) -> bool:
    """Whether a run may be shown as the office's answer: it did not leave its plan."""
    return result.get("standing") != Standing.EXPLORATORY


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of the plan of a fund's evaluation, ready to be registered.

    `text` is the plan in its one canonical form, which `hash` is of; `measures` has
    the primary one first.
    """

    fund: str
    version: int
    measures: Sequence[str]
    areas: Sequence[str]
    text: str
    hash: str
    is_retrospective: bool

    @property
    def plan(self) -> str:
        """The id of the plan: fund, primary measure and version."""
        return f"{self.fund}-{self.measures[0]}-{self.version}"


def registration_event(version: PlanVersion, on: date, reason: str) -> NewEvent:
    """Register a version; the one before it stays as it is."""
    return NewEvent(
        PLAN_KIND,
        on,
        reason,
        {
            "plan": version.plan,
            "fund": version.fund,
            "version": version.version,
            "measures": list(version.measures),
            "areas": list(version.areas),
            "hash": version.hash,
            "retrospective": version.is_retrospective,
            "text": version.text,
        },
    )
