"""Make a failing story as short as it goes, and print it so that it can be read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books
from tests.conftest import SETTINGS
from tests.random_office.acts import Act
from tests.random_office.books import Office
from tests.random_office.books import tell

Check = Callable[[Office, Books], dict[str, list[str]]]
"""What is wrong, in words, by the fund whose story shows it."""


def new_workspace(folder: Path) -> Workspace:
    """A workspace without books in a folder that is made."""
    folder.mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return Workspace(folder)


def shortest(folder: Path, check: Check, fund: str, acts: list[Act]) -> str:
    """Leave out every act that the fault does not need, then make amounts small."""
    trials = iter(range(10**6))

    def tried(story: list[Act]) -> list[str]:
        workspace = new_workspace(folder / f"trial-{next(trials)}")
        office = tell(workspace, {fund: story})
        with open_books(workspace) as books:
            wrong = check(office, books).get(fund, [])
        return [*office.players[fund].told, "", *wrong[:3]] if wrong else []

    found = tried(acts)
    if not found:
        return "only beside the other stories; none of them fails alone"
    kept = acts
    for simpler in (_without, _with_a_penny, _with_a_pound):
        for at in reversed(range(len(kept))):
            story = simpler(kept, at)
            said = tried(story)
            if said:
                kept, found = story, said
    return "\n".join(found)


def _without(acts: list[Act], at: int) -> list[Act]:
    return [act for place, act in enumerate(acts) if place != at]


def _with_a_penny(acts: list[Act], at: int) -> list[Act]:
    return [*acts[:at], replace(acts[at], pence=1), *acts[at + 1 :]]


def _with_a_pound(acts: list[Act], at: int) -> list[Act]:
    small = min(abs(acts[at].pence), 100)
    return [*acts[:at], replace(acts[at], pence=small), *acts[at + 1 :]]
