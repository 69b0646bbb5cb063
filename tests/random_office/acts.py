"""Random business acts: drawn from a seed, so that the same seed tells the same story.

An act says what is done and how much; which cell, entry or claim it is done to is
picked when it is played, among those that stand by then. So any act can be left out of
a story and the rest can still be played: that is how a failing story is made short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from random import Random
from typing import TypeVar

from fundtrack.domain.cells import Cell

FIRST_DAY = date(2023, 4, 1)
DAYS = 820
EDGES = (
    date(2023, 6, 30),
    date(2023, 12, 31),
    date(2024, 3, 31),
    date(2024, 4, 1),
    date(2025, 3, 31),
)
"""Days on which a quarter or a year turns."""

T = TypeVar("T")

WEIGHTS = {
    "award_version": 4,
    "award_beside": 2,
    "allocation_version": 4,
    "allocation_beside": 4,
    "virement": 3,
    "profile": 3,
    "forecast": 3,
    "commitment": 3,
    "accrual": 5,
    "file_of_spending": 9,
    "coding": 7,
    "recoding": 2,
    "vanished_line": 2,
    "correction": 7,
    "reversal": 3,
    "take_on": 2,
    "claim": 4,
    "receipt": 6,
    "carry_over": 2,
}
"""How often each act is drawn, beside the others."""

PLACES = (
    ("blackpool", "town-centre-cctv", "cctv", "capital"),
    ("blackpool", "lighting", "lighting", "revenue"),
    ("lancaster", "training", "training", "revenue"),
    ("pennine", "gates", "capital-works", "capital"),
)
YEARS = ("2023-24", "2024-25")


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a story: `pick` and `other` choose among what stands by then."""

    verb: str
    day: date
    pence: int
    pick: int
    other: int

    def __str__(self) -> str:
        """Show the act as it was drawn."""
        words = self.verb.replace("_", " ")
        return f"{words}, {self.day}, {self.pence} pence"


def draw_story(seed: int) -> list[Act]:
    """Draw the acts of one fund; it begins with money promised and shared out."""
    chance = Random(seed)  # noqa: S311 - a story that can be told again
    verbs = chance.choices(
        list(WEIGHTS), list(WEIGHTS.values()), k=chance.randint(4, 14)
    )
    return [
        _draw(chance, verb) for verb in ("award_beside", "allocation_version", *verbs)
    ]


def cells_of(fund: str) -> list[Cell]:
    """List the whole cells that a fund's stories are about."""
    return [Cell(fund, *place, year) for year in YEARS for place in PLACES]


def choose(among: Sequence[T], pick: int) -> T:
    """Pick one of what stands."""
    return among[pick % len(among)]


def _draw(chance: Random, verb: str) -> Act:
    is_edge = chance.random() < 0.3
    gap = timedelta(days=chance.randrange(DAYS))
    amount = chance.choice(
        (1, 2, 100, chance.randint(1, 10**4), chance.randint(1, 10**8), 10**13 + 1)
    )
    is_credit = chance.random() < 0.15
    return Act(
        verb=verb,
        day=chance.choice(EDGES) if is_edge else FIRST_DAY + gap,
        pence=-amount if is_credit else amount,
        pick=chance.randrange(10**6),
        other=chance.randrange(10**6),
    )
