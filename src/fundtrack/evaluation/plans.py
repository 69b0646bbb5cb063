"""The plan of an evaluation: everything that could be chosen, fixed and hashed."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from typing import Any

from fundtrack.errors import Refused
from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.windows import YEAR
from fundtrack.periods import Month

ESTIMATOR = "pooled-comparator log rate ratio with between-place variance"
COMPARATOR_RULE = "wards of untreated districts, matched on level and recent change"
FAMILY_RULE = "Holm within the family"


class PlanRefused(Refused):
    """A plan cannot be registered, or followed, as it stands."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is compared with what in one area, decided before the months after are read.

    `start` is the first month after and `start_rule` what it rests on; `awarded` the
    month in which the area was given money, empty where the books hold none; `months`
    is how many are compared on each side and `least_months` how many of them must be
    held; `footprint` holds the LSOAs the money was meant for and `wards` those they
    lie in; `left_out` counts, in words, the places that are no comparators by reason;
    `shared` names the funds that touch all places alike, `excluded` the money that
    keeps places from being comparators; `family_of` names the area and measure of
    each comparison looked at together, this one among them; `breaks` are those of the
    calendar that the windows cross; `detectable_pct` is the smallest fall that the
    design would see, from the months before alone. Percentages are from 0 to 100.
    """

    fund: str
    area: str
    measure: str
    measure_version: str
    crime_types: tuple[str, ...]
    start: str
    footprint: tuple[str, ...]
    family: int = 1
    months: int = YEAR
    unit: str = "ward"
    estimator: str = ESTIMATOR
    comparator_rule: str = COMPARATOR_RULE
    least_comparators: int = 19
    least_offences: int = 25
    worthwhile_pct: float = 10.0
    alpha: float = 0.05
    sets: int = 999
    seed: int = DEFAULT_SEED
    least_months: int = 6
    start_rule: str = ""
    awarded: str = ""
    wards: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    level_factor: int = 2
    is_widened: bool = False
    left_out: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    family_of: tuple[str, ...] = ()
    family_rule: str = FAMILY_RULE
    break_calendar: str = ""
    breaks: tuple[str, ...] = ()
    detectable_pct: float | None = None

    @property
    def text(self) -> str:
        """The plan in its one canonical form, which is what is hashed."""
        return _canonical(asdict(self))

    @property
    def hash(self) -> str:
        """The sha256 of the plan."""
        return _hash(self.text)

    @property
    def starts(self) -> Month:
        """The first month after."""
        return Month.parse(self.start)

    @property
    def name(self) -> str:
        """The area and the measure, as its family lists them."""
        return member(self.area, self.measure)


@dataclass(frozen=True, slots=True)
class Programme:
    """The plan of a fund: one plan for each of its areas and measures, fixed together.

    The effect of all areas together on the primary measure comes first.
    """

    fund: str
    measures: tuple[str, ...]
    plans: tuple[Plan, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it covers, in order."""
        return tuple(dict.fromkeys(plan.area for plan in self.plans))

    @property
    def text(self) -> str:
        """The plan in its one canonical form, which is what is hashed."""
        return _canonical(asdict(self))

    @property
    def hash(self) -> str:
        """The sha256 of the plan."""
        return _hash(self.text)

    def plan_of(self, area: str, measure: str) -> Plan:
        """Give the plan of one area and measure.

        Raises:
            PlanRefused: where it covers no such area or measure.
        """
        for plan in self.plans:
            if (plan.area, plan.measure) == (area, measure):
                return plan
        covered = ", ".join(plan.name for plan in self.plans)
        raise PlanRefused(
            f"the plan does not cover {member(area, measure)}; it covers {covered}"
        )


def member(area: str, measure: str) -> str:
    """Name one comparison of a family."""
    return f"{area}: {measure}"


def parted(name: str) -> tuple[str, str]:
    """Give the area and the measure of one comparison of a family."""
    area, _, measure = name.partition(": ")
    return area, measure


def programme_of_text(text: str) -> Programme:
    """Read a plan back from the form in which it was registered."""
    said: Mapping[str, Any] = json.loads(text)
    return Programme(
        fund=said["fund"],
        measures=tuple(said["measures"]),
        plans=tuple(plan_of_mapping(each) for each in said["plans"]),
    )


def plan_of_mapping(said: Mapping[str, Any]) -> Plan:
    """Read one area's plan back, as JSON gives it."""
    held: dict[str, Any] = {
        key: tuple(given) if isinstance(given, list) else given
        for key, given in said.items()
    }
    return Plan(**held)


def check_places(wards: Sequence[str], comparators: Sequence[str]) -> None:
    """Refuse places that would be compared with themselves, or with nothing.

    Raises:
        PlanRefused: naming the wards that stand on both sides.
    """
    both = sorted({*wards} & {*comparators})
    if both:
        raise PlanRefused(
            f"{', '.join(both)} would be compared with itself: a place with the money "
            "cannot be a comparator; mend the footprint"
        )
    if not wards:
        raise PlanRefused(
            "no ward holds a small area of the footprint; say in the Footprints sheet "
            "which LSOAs its money was meant for"
        )


def _canonical(said: Mapping[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
