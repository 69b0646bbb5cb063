"""What an office's acts amount to, written down act by act in single entry.

The slow twin of the books for random stories: it knows no event and no account. Each
act adds what it means (so much more budget here, so much spent there) under the day
it counts from and the entry by which it was known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import Cell

ALONE = ("awarded", "budget", "committed", "claimed", "received", "suspense", "outside")


@dataclass(frozen=True, slots=True)
class Effect:
    """So much of something, on a cell, from a day on."""

    what: str
    cell: Cell
    day: date
    pence: int

    @property
    def taken_back(self) -> "Effect":
        """The same the other way."""
        return Effect(self.what, self.cell, self.day, -self.pence)


@dataclass(frozen=True, slots=True)
class Said:
    """An effect and the entry by which it was known."""

    known: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """A plan's figure for a cell and the quarter that ends on a day."""

    known: int
    day: date
    measure: str
    cell: Cell
    quarter_ends: date
    pence: int


@dataclass(slots=True)
class ClaimStep:
    """A claim that was sent or money that came for it; `undone_by` an entry."""

    known: int
    day: date
    claim: str
    what: str
    pence: int
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class HandLine:
    """All measures of some cells; whether a profile and a forecast were given."""

    figures: dict[str, int]
    has_profile: bool
    has_forecast: bool

    def shown(self, measure: str) -> int | None:
        """The figure as a position shows it: None where nothing was said."""
        is_said = {
            "profile_to_date": self.has_profile,
            "forecast": self.has_forecast,
            "variance": self.has_forecast,
        }
        return self.figures[measure] if is_said.get(measure, True) else None


def add_up(lines: Iterable[HandLine]) -> HandLine:
    """Add lines; a forecast is known when that of every cell is."""
    members = list(lines)
    figures: dict[str, int] = defaultdict(int)
    for line in members:
        for measure, pence in line.figures.items():
            figures[measure] += pence
    return HandLine(
        figures,
        any(line.has_profile for line in members),
        all(line.has_forecast for line in members),
    )


@dataclass(slots=True)
class HandBook:
    """All that was written down by hand for one fund."""

    said: list[Said] = field(default_factory=list)
    plans: list[PlanSaid] = field(default_factory=list)
    claims: list[ClaimStep] = field(default_factory=list)

    def write(self, known: int, effects: Iterable[Effect]) -> None:
        """Write down what an act means."""
        self.said.extend(Said(known, effect) for effect in effects if effect.pence)

    def counted(self, as_at: date, known: int) -> list[Effect]:
        """What counts on a day, as known by an entry."""
        return [
            it.effect
            for it in self.said
            if it.known <= known and it.effect.day <= as_at
        ]

    def standing(self, what: str) -> dict[Cell, int]:
        """What stands of one thing on each cell, whatever its day."""
        found: dict[Cell, int] = defaultdict(int)
        for it in self.said:
            if it.effect.what == what:
                found[it.effect.cell] += it.effect.pence
        return {cell: pence for cell, pence in found.items() if pence}

    def owed(self, claim: str) -> int:
        """What is still owed on a claim."""
        sign = {"sent": 1, "received": -1}
        return sum(
            sign[step.what] * step.pence
            for step in self.claims
            if step.claim == claim and step.undone_by is None
        )

    def by_cell(self, as_at: date, known: int) -> dict[Cell, HandLine]:
        """Every measure of every cell that anything was said of."""
        sums: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for effect in self.counted(as_at, known):
            sums[effect.cell][effect.what] += effect.pence
        plans: dict[Cell, list[PlanSaid]] = defaultdict(list)
        for plan in self._latest_plans(as_at, known):
            plans[plan.cell].append(plan)
        return {
            cell: _line(cell, sums[cell], plans[cell], as_at)
            for cell in {*sums, *plans}
        }

    def _latest_plans(self, as_at: date, known: int) -> list[PlanSaid]:
        latest: dict[object, PlanSaid] = {}
        for plan in self.plans:
            if plan.known <= known and plan.day <= as_at:
                latest[plan.measure, plan.cell, plan.quarter_ends] = plan
        return list(latest.values())


def _line(
    cell: Cell, sums: dict[str, int], plans: list[PlanSaid], as_at: date
) -> HandLine:
    accrued = sums["accrued"] + sums["reversed"]
    eligible = sums["spent"] + accrued
    profile = [_so_far(it, as_at) for it in plans if it.measure == "profile"]
    forecasts = [it for it in plans if it.measure == "forecast"]
    to_come = sum(it.pence - _so_far(it, as_at) for it in forecasts)
    figures = {
        **{name: sums[name] for name in ALONE},
        "accrued": accrued,
        "accruals_made": sums["accrued"],
        "reversals": sums["reversed"],
        "actual": sums["spent"],
        "eligible": eligible,
        "owed_to_us": sums["claimed"] - sums["received"],
        "profile_to_date": sum(profile),
        "still_to_come": to_come,
        "forecast": eligible + to_come,
        "variance": eligible + to_come - sums["budget"],
    }
    is_running = any(it.quarter_ends > as_at for it in forecasts)
    is_forecast = is_running or not sums["budget"] or _is_over(cell, as_at)
    return HandLine(figures, bool(profile), is_forecast)


def _so_far(plan: PlanSaid, as_at: date) -> int:
    """A third for each month ended, in whole pence; the odd ones with the last."""
    ended = 0
    day = plan.quarter_ends + timedelta(days=1)
    for _ in range(3):
        day = (day - timedelta(days=1)).replace(day=1)
        last = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        ended += last <= as_at
    third = abs(plan.pence) // 3 * (-1 if plan.pence < 0 else 1)
    return plan.pence if ended == 3 else third * ended


def _is_over(cell: Cell, as_at: date) -> bool:
    return as_at >= date(int(cell.year[:4]) + 1, 3, 31)
