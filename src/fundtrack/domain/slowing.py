"""Wrong passwords are slowed: each further one waits longer, and nobody is locked out.

Three things are counted apart: tries at a person from one address, all tries from an
address, all tries at a person. The first two are turned away until their wait is over.
The last is short and only holds the answer back, so that nobody can keep a person out
by trying their name from elsewhere.
"""

from dataclasses import dataclass
from dataclasses import field

FORGOTTEN_SECONDS = 3600.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, and the longest wait that follows."""

    free: int
    longest_seconds: float


SAME_PERSON_AND_ADDRESS = Patience(3, 60.0)
SAME_ADDRESS = Patience(20, 60.0)
SAME_PERSON = Patience(5, 4.0)

Key = tuple[str, str]


@dataclass(slots=True)
class Tries:
    """Wrong tries in a row, and when the last one was."""

    count: int
    last: float


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a try is turned away, and how long its answer is held back."""

    refused_seconds: float
    held_seconds: float


@dataclass(slots=True)
class Slowing:
    """The wrong tries of the last hour; `now` is seconds on any clock that only rises.

    A try counts as wrong from its beginning, so that many at once are slowed as well.
    """

    tries: dict[Key, Tries] = field(default_factory=dict)

    def begin(self, person: str, address: str, now: float) -> Wait:
        """Count a try and say how long it waits; one turned away is not counted."""
        pair, place, name = _keys(person, address)
        refused = max(
            self._left(pair, SAME_PERSON_AND_ADDRESS, now),
            self._left(place, SAME_ADDRESS, now),
        )
        held = self._left(name, SAME_PERSON, now)
        if not refused:
            for key in (pair, place, name):
                self._count(key, now)
        return Wait(refused, held)

    def succeeded(self, person: str, address: str) -> None:
        """Forget the wrong tries of somebody who gave the right password."""
        pair, place, name = _keys(person, address)
        for key in (pair, name):
            self.tries.pop(key, None)
        if place in self.tries:
            self.tries[place].count -= 1

    def _left(self, key: Key, patience: Patience, now: float) -> float:
        known = self.tries.get(key)
        if known is None or now - known.last > FORGOTTEN_SECONDS:
            return 0.0
        over = known.count - patience.free
        if over < 0:
            return 0.0
        wait = min(patience.longest_seconds, 2.0 ** min(over, 10))
        return max(0.0, known.last + wait - now)

    def _count(self, key: Key, now: float) -> None:
        known = self.tries.pop(key, None)
        is_fresh = known is not None and now - known.last <= FORGOTTEN_SECONDS
        count = known.count + 1 if known and is_fresh else 1
        self.tries[key] = Tries(count, now)
        if len(self.tries) > MOST_KEPT:
            del self.tries[next(iter(self.tries))]


def _keys(person: str, address: str) -> tuple[Key, Key, Key]:
    name = person.strip().casefold()
    return (name, address), ("", address), (name, "")
