"""How many pages there is room for: said before one is started, not after.

Each open page is a process of its own. A server that runs out of memory ends whichever
process the system picks; one that is full says so and leaves the open pages alone.
"""

import math
from collections.abc import Callable
from collections.abc import Hashable
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from fundtrack.config import Serving
from fundtrack.sentences.phrases import counted

ROOM = "fundtrack_room"
PAGE_MEGABYTES = 60
"""What a page may come to take while it is being made; 33 when it rests."""

MEGABYTE = 1_000_000
KIBIBYTE = 1024
RETRY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Full:
    """Why there is no room for a page, and what its reader can do about it."""

    why: str
    do: str


@dataclass(frozen=True, slots=True)
class Room:
    """Who has which page open, and whether one more may be.

    A place is held under the request for a page until its kernel has a name, then
    under that name. `free` gives the megabytes that this computer has left.
    """

    limits: Serving
    free: Callable[[], float]
    _held: dict[Hashable, str] = field(default_factory=dict)
    _coming: set[Hashable] = field(default_factory=set)

    def take(self, request: Hashable, person: str) -> Full | None:
        """Hold a place for a page that is asked for, or say why there is none."""
        full = self._why_full(person)
        if full is None:
            self._held[request] = person
            self._coming.add(request)
        return full

    def name(self, request: Hashable, page: str) -> None:
        """Hold the place under the name of the page's kernel from now on."""
        if request in self._held:
            self._held[page] = self._held.pop(request)

    def came(self, request: Hashable) -> None:
        """Note that a request is over; a place that got no name is free again."""
        self._coming.discard(request)
        self.leave(request)

    def leave(self, place: Hashable) -> None:
        """Free the place of a page that ended."""
        self._held.pop(place, None)

    def _why_full(self, person: str) -> Full | None:
        limits = self.limits
        own = [*self._held.values()].count(person)
        if own >= limits.most_pages_each:
            return Full(
                f"You have {counted(own, 'page')} open, as many as one person may have "
                "here.",
                "Close one that you do not need, in this browser or another, and try "
                "again.",
            )
        if len(self._held) >= limits.most_pages:
            return Full(
                f"This server has {counted(len(self._held), 'page')} open, as many as "
                "it may.",
                "Close those that you do not need and try again in a minute. An "
                "administrator can raise most_pages under [serve] in fundtrack.toml.",
            )
        left = self.free() - PAGE_MEGABYTES * (len(self._coming) + 1)
        if left < limits.spare_megabytes:
            return Full(
                "This server has too little memory left to open one more page.",
                "Close pages that you do not need and try again in a minute. An "
                "administrator can give the server more memory.",
            )
        return None


def free_megabytes(
    processes: Path = Path("/proc"), groups: Path = Path("/sys/fs/cgroup")
) -> float:
    """Give the memory left to this process; without end where that is not told.

    The least of what the system has left and of what each group of processes that
    this one is in may still take (a service's MemoryMax is such a limit).
    """
    left = [_available(processes / "meminfo")]
    group = _group(processes / "self" / "cgroup")
    while group:
        left.append(_left_in(groups / group))
        group = group.rpartition("/")[0]
    return min(left)


def _available(meminfo: Path) -> float:
    try:
        lines = meminfo.read_text(encoding="ascii").splitlines()
        found = next(line for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return math.inf
    return int(found.split()[1]) * KIBIBYTE / MEGABYTE


def _group(listed: Path) -> str:
    """Name the group of this process, as a path; empty when there is none."""
    try:
        lines = listed.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    own = [line.removeprefix("0::") for line in lines if line.startswith("0::")]
    return own[0].strip("/") if own else ""


def _left_in(group: Path) -> float:
    """Give what a group may still take; the files it has cached can be let go of."""
    try:
        most = (group / "memory.max").read_text(encoding="ascii").strip()
        if most == "max":
            return math.inf
        used = int((group / "memory.current").read_text(encoding="ascii"))
        told = (group / "memory.stat").read_text(encoding="ascii").splitlines()
    except OSError:
        return math.inf
    cached = [int(line.split()[1]) for line in told if line.startswith("inactive_file")]
    return (int(most) - used + sum(cached)) / MEGABYTE
