"""Crime files damaged at random: each is refused by name or read, never half of it."""

from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import blocking
from fundtrack.ingest.crime import StagedMonth
from fundtrack.ingest.crime import stage_crime
from fundtrack.store.lake import Lake
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import Crime
from tests.crime_files import street_text
from tests.crime_files import zip_of

NAME = "2024-01-lancashire-street.csv"
CRIMES = [
    *(Crime(f"{number:064}", BURGLARY, lsoa=BURNLEY) for number in range(60)),
    *[Crime()] * 40,
    Crime(lsoa=""),
]
CELLS = (b"", b'"', b"nan", b"1e999", b"\x00", b"\xe9", b"2024-13", b"a,b", b"<html>")


def cut(content: bytes, chance: Random) -> bytes:
    """Half a download."""
    return content[: chance.randrange(1, len(content))]


def flip(content: bytes, chance: Random) -> bytes:
    """A few bytes that came out otherwise."""
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 1, 8])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def drop(content: bytes, chance: Random) -> bytes:
    """A piece that is lost."""
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, 300) :]


def stutter(content: bytes, chance: Random) -> bytes:
    """A piece that came twice."""
    at = chance.randrange(len(content))
    end = at + chance.randrange(1, 300)
    return content[:end] + content[at:end] + content[end:]


def scribble(content: bytes, chance: Random) -> bytes:
    """A cell that holds something else, or one too many."""
    lines = content.split(b"\r\n")
    at = chance.randrange(max(1, len(lines) - 1))
    cells = lines[at].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(CELLS)
    lines[at] = b",".join(cells)
    return b"\r\n".join(lines)


Damage = Callable[[bytes, Random], bytes]


def taken(path: Path, staging: Path) -> tuple[Sequence[StagedMonth], Sequence[Finding]]:
    """Give the months a file came to, or what it is refused for."""
    try:
        return stage_crime([path], staging, Lake(), "lancashire").months, []
    except FileRefused as error:
        return [], blocking(error.findings)


@pytest.mark.parametrize("damage", [cut, flip, drop, stutter, scribble])
@pytest.mark.parametrize("is_zip", [False, True])
def test_a_damaged_file_is_refused_with_a_remedy_or_read_whole(
    tmp_path: Path, damage: Damage, *, is_zip: bool
) -> None:
    whole = street_text(CRIMES).encode()
    if is_zip:
        whole = zip_of(tmp_path / "whole.zip", {NAME: whole}).read_bytes()
    path = tmp_path / ("damaged.zip" if is_zip else NAME)
    staging = tmp_path / "staging"
    staging.mkdir()
    for seed in range(3):
        chance = Random(seed)  # noqa: S311 - damage, not secrets
        path.write_bytes(damage(whole, chance))
        months, refusals = taken(path, staging)
        assert all(found.fix and found.file for found in refusals)
        assert bool(months) != bool(refusals)
        lines = path.read_bytes().count(b"\n") - 1
        assert is_zip or all(month.partition.rows == lines for month in months)
