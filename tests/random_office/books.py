"""Tell many stories in one set of books, one act of any of them after the other."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from random import Random

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from tests import builders
from tests.random_office import mending
from tests.random_office import player as budgets
from tests.random_office import spending
from tests.random_office.acts import FIRST_DAY
from tests.random_office.acts import Act
from tests.random_office.player import Player
from tests.random_office.player import Verb

VERBS: dict[str, Verb] = {
    "award_version": budgets.award_version,
    "award_beside": budgets.award_beside,
    "allocation_version": budgets.allocation_version,
    "allocation_beside": budgets.allocation_beside,
    "virement": budgets.virement,
    "profile": budgets.profile,
    "forecast": budgets.forecast,
    "commitment": budgets.commitment,
    "accrual": budgets.accrual,
    "carry_over": budgets.carry_over,
    "file_of_spending": spending.file_of_spending,
    "coding": spending.coding,
    "recoding": spending.recoding,
    "vanished_line": spending.vanished_line,
    "correction": mending.correction,
    "reversal": mending.reversal,
    "take_on": spending.take_on,
    "claim": spending.claim,
    "receipt": spending.receipt,
}
NOON = datetime(2025, 7, 1, 12, tzinfo=UTC).replace(tzinfo=None)
FUNDING = (("2023-10-01", "2025-03-31"), ("2023-04-01", "2023-12-31"), None)
"""The funding period of a fund, by its number; None where no terms are held."""


@dataclass(frozen=True, slots=True)
class Office:
    """Funds with their stories, all recorded; `ends` are entries that end an act."""

    players: dict[str, Player]
    events: Sequence[NewEvent]
    owners: Sequence[str]
    ends: Sequence[int]

    def histories(self) -> dict[str, list[tuple[int, NewEvent]]]:
        """The events of every fund, by entry."""
        found: dict[str, list[tuple[int, NewEvent]]] = {it: [] for it in self.players}
        pairs = zip(self.owners, self.events, strict=True)
        for entry, (owner, event) in enumerate(pairs, start=1):
            found[owner].append((entry, event))
        return found


def tell(workspace: Workspace, stories: dict[str, list[Act]]) -> Office:
    """Play the stories, each act after an act of any other, and record them."""
    players = {fund: Player(fund, acts) for fund, acts in stories.items()}
    events: list[NewEvent] = []
    owners: list[str] = []
    ends: list[int] = []
    for fund, played in _played(players, events):
        events += played
        owners += [fund] * len(played)
        ends.append(len(events))
    builders.record(workspace, lambda: NOON, events)
    return Office(players, events, owners, ends)


def funding_of(fund: str) -> tuple[str, str] | None:
    """The funding period of a fund's agreement."""
    return FUNDING[int(fund[1:]) % len(FUNDING)]


def _played(
    players: dict[str, Player], events: list[NewEvent]
) -> Iterable[tuple[str, list[NewEvent]]]:
    for fund in players:
        yield fund, _opened(fund)
    order = [fund for fund, player in players.items() for _ in player.acts]
    Random(len(order)).shuffle(order)  # noqa: S311 - an order that can be had again
    following = {fund: iter(player.acts) for fund, player in players.items()}
    for fund in order:
        act = next(following[fund])
        yield fund, VERBS[act.verb](players[fund], act, len(events) + 1)


def _opened(fund: str) -> list[NewEvent]:
    facts = {"fund": fund, "name": f"Fund {fund}", "kind": "external"}
    opened = [NewEvent("fund", FIRST_DAY, "opens", facts)]
    period = funding_of(fund)
    if period:
        said: Payload = {
            "fund": fund,
            "version": 1,
            "funding_starts": period[0],
            "funding_ends": period[1],
        }
        opened.append(NewEvent("terms", FIRST_DAY, "agreed", said))
    return opened
