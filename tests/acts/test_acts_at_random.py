"""Random acts done by the program itself: each records what its story says, no more."""

from collections.abc import Iterable
from datetime import date
from random import Random

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.store.ledger import open_ledger
from tests import builders
from tests.random_office.acting import Sitting
from tests.random_office.acting import play
from tests.random_office.acts import FIRST_DAY
from tests.random_office.acts import PLACES
from tests.random_office.acts import WEIGHTS
from tests.random_office.acts import draw_story
from tests.random_office.books import NOON
from tests.random_office.checks import MOMENTS
from tests.random_office.checks import compared
from tests.random_office.player import Player

STORIES = 24
SEED = 5_000
OFFICE = [
    *builders.registers(*{place[0] for place in PLACES}),
    *builders.person("officer", Role.FINANCE),
    *builders.person("cfo", Role.SIGNATORY),
]


def opened(fund: str) -> list[NewEvent]:
    """A fund and its projects, as the registers hold them."""
    facts = {"fund": fund, "name": f"Fund {fund}", "kind": "external"}
    projects = [
        {"fund": fund, "area": area, "project": project, "name": project}
        for area, project, _, _ in PLACES
    ]
    period = {"funding_starts": "2023-04-01", "funding_ends": "2025-03-31"}
    return [
        NewEvent("fund", FIRST_DAY, "opens", facts),
        NewEvent("terms", FIRST_DAY, "agreed", {"fund": fund, "version": 1, **period}),
        *(NewEvent("project", FIRST_DAY, "opens", it) for it in projects),
    ]


def test_acts_record_what_their_stories_say_and_the_position_follows(
    workspace: Workspace,
) -> None:
    names = [f"F{at:04d}" for at in range(STORIES)]
    players = {
        fund: Player(fund, draw_story(SEED + at)) for at, fund in enumerate(names)
    }
    acts = [(fund, act) for fund in names for act in players[fund].acts]
    Random(SEED).shuffle(acts)  # noqa: S311 - an order that can be had again
    wrong: list[str] = []
    done: set[str] = set()
    with open_ledger(workspace, lambda: NOON) as ledger:
        ledger.append([*OFFICE, *(it for fund in names for it in opened(fund))], "x")
        sitting = Sitting(workspace, "officer", ledger=ledger)
        for fund, act in acts:
            before = ledger.head.seq
            if act.verb != "commitment":
                players[fund], said = play(sitting, players[fund], act)
                wrong += said
            done |= {act.verb} if ledger.head.seq > before else set()
        for as_at, _ in MOMENTS:
            found = position(ledger, Selection(as_at, ledger.head.seq)).cells
            wrong += differences(players.values(), found, as_at)
    assert wrong == []
    assert done == {*WEIGHTS} - {"commitment"}


def differences(
    players: Iterable[Player], found: Iterable[PositionLine], as_at: date
) -> list[str]:
    """Say where a position is not what the stories come to by hand."""
    lines = {line.cell: line for line in found}
    return [
        said
        for player in players
        for cell, hand in player.book.by_cell(as_at, 10**9).items()
        if cell.fund == player.fund
        for said in compared(str(cell), hand, lines.get(cell))
    ]
