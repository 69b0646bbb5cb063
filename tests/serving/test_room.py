"""One more page is refused before the memory runs out, and only then."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from fundtrack.config import Serving
from fundtrack.serving.room import Room
from fundtrack.serving.room import free_megabytes

LIMITS = Serving(most_pages=3, most_pages_each=2, spare_megabytes=500)
MEMINFO = "MemTotal: 8000000 kB\nMemAvailable:    2000000 kB\n"


def room(free: float = math.inf) -> Room:
    """A room of three places, two for each person."""
    return Room(LIMITS, lambda: free)


def test_a_person_has_so_many_pages_and_others_have_theirs() -> None:
    places = room()
    assert [places.take(number, "ann") for number in range(2)] == [None, None]
    full = places.take(2, "ann")
    assert full
    assert full.why == "You have 2 pages open, as many as one person may have here."
    assert places.take(3, "ben") is None


def test_a_server_has_so_many_pages() -> None:
    places = room()
    for number, person in enumerate(("ann", "ben", "cat")):
        assert places.take(number, person) is None
    full = places.take(3, "dan")
    assert full
    assert full.why == "This server has 3 pages open, as many as it may."
    assert "most_pages under [serve]" in full.do


def test_a_place_is_free_again_when_its_page_ends() -> None:
    places = room()
    for number in range(2):
        assert places.take(number, "ann") is None
        places.name(number, f"page-{number}")
        places.came(number)
    assert places.take(2, "ann")
    places.leave("page-0")
    assert places.take(2, "ann") is None


def test_a_request_that_never_got_a_kernel_leaves_its_place() -> None:
    places = room()
    for number in range(9):
        assert places.take(number, "ann") is None
        places.came(number)
        places.name(number, "late")


@pytest.mark.parametrize(("free", "is_room"), [(560, True), (559, False)])
def test_a_page_leaves_the_memory_that_is_to_be_spared(
    free: float, *, is_room: bool
) -> None:
    assert (room(free).take(0, "ann") is None) is is_room


def test_pages_that_are_being_made_count_with_what_they_will_take() -> None:
    places = room(679)
    assert [places.take(number, "ann") is None for number in range(2)] == [True, True]
    full = places.take(2, "ben")
    assert full
    assert full.why.startswith("This server has too little memory left")
    places.came(0)
    assert places.take(2, "ben") is None


def system(folder: Path, **groups: tuple[str, int, int]) -> Callable[[], float]:
    """A system whose process is in group `one/two`; each has a limit, use, cache."""
    (folder / "self").mkdir()
    (folder / "meminfo").write_text(MEMINFO, encoding="ascii")
    (folder / "self" / "cgroup").write_text("0::/one/two\n", encoding="utf-8")
    for name, (most, used, cached) in groups.items():
        group = folder / name.replace("_", "/")
        group.mkdir(parents=True, exist_ok=True)
        (group / "memory.max").write_text(f"{most}\n", encoding="ascii")
        (group / "memory.current").write_text(f"{used}\n", encoding="ascii")
        stat = f"anon 5\ninactive_file {cached}\n"
        (group / "memory.stat").write_text(stat, encoding="ascii")
    return lambda: free_megabytes(folder, folder)


def test_what_is_left_is_what_the_system_has(tmp_path: Path) -> None:
    assert system(tmp_path)() == 2048


def test_a_service_s_limit_counts_with_the_files_it_can_let_go_of(
    tmp_path: Path,
) -> None:
    left = system(
        tmp_path, one_two=("max", 7, 0), one=("900000000", 400_000_000, 10**8)
    )
    assert left() == 600


def test_a_system_that_does_not_tell_has_no_end(tmp_path: Path) -> None:
    assert free_megabytes(tmp_path, tmp_path) == math.inf
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "cgroup").write_text("7:memory:/old\n", encoding="utf-8")
    (tmp_path / "meminfo").write_text("MemTotal: 1 kB\n", encoding="ascii")
    assert free_megabytes(tmp_path, tmp_path) == math.inf
