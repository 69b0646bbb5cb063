"""Play what puts things right: one entry corrected, or a whole file reversed."""

from dataclasses import replace

from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.corrections import replacing_events
from fundtrack.domain.events import NewEvent
from fundtrack.domain.spending import Booking
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from tests.random_office.acts import Act
from tests.random_office.acts import choose
from tests.random_office.ledger_by_hand import Effect
from tests.random_office.player import Held
from tests.random_office.player import Line
from tests.random_office.player import Player
from tests.random_office.player import hold_accrual
from tests.random_office.player import keep_plan
from tests.random_office.spending import LINES

CORRECTABLE = {
    *("award", "allocation", "commitment", "accrual", "actual", "suspense"),
    *("outside", "coding", "profile", "forecast"),
}


def correction(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """An entry is undone, and as a rule recorded anew with another amount or cell."""
    tops = {it.stack[-1].entry for it in player.lines if it.stack}
    free = [
        held
        for held in player.held.values()
        if held.event.kind in CORRECTABLE
        and (held.event.kind not in {*LINES, "coding"} or held.entry in tops)
    ]
    if not free:
        return []
    held = choose(free, act.pick)
    if held.event.kind in {"profile", "forecast"}:
        return _plan_corrected(player, act, entry, held)
    together = [held, *(player.held[it] for it in held.goes_with)]
    effects: list[Effect] = []
    events = [
        player.undo(each, entry + at, effects) for at, each in enumerate(together)
    ]
    line = next((it for it in player.lines if held in it.stack), None)
    if line:
        line.stack.remove(held)
    following = entry + len(events)
    if act.other % 4 and held.event.postings:
        events += _anew(player, act, following, held, line)
    player.book.write(entry + len(events) - 1, effects)
    return events


def reversal(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """All that a file brought is undone, and what was done to its lines since."""
    files = [at for at in player.files if _may_go(player, at)]
    if not files:
        return []
    file = choose(files, act.pick)
    wanted = [player.files.pop(file), *_brought(player, file)]
    wanted.sort(key=lambda held: held.entry)
    effects: list[Effect] = []
    events = [player.undo(each, entry + at, effects) for at, each in enumerate(wanted)]
    for line in player.lines:
        line.stack = [held for held in line.stack if held not in wanted]
    player.lines = [line for line in player.lines if line.stack]
    player.book.write(entry + len(events) - 1, effects)
    return events


def _plan_corrected(player: Player, act: Act, entry: int, held: Held) -> list[NewEvent]:
    cell, quarter = _plan_of(held)
    same = [
        it
        for it in player.held.values()
        if it.event.kind == held.event.kind and _plan_of(it) == (cell, quarter)
    ]
    if same[-1] is not held:
        return []
    said = Correction("typed wrongly", Pence(act.pence))
    events = replacing_events(HeldEntry(held.entry, held.event), said, 0)
    keep_plan(player, entry, events[0], cell, quarter)
    return list(events)


def _plan_of(held: Held) -> tuple[Cell, Quarter]:
    said = held.event.payload
    return Cell.of_columns(said), Quarter.parse(str(said["quarter"]))


def _can_be_said_anew(held: Held) -> bool:
    return bool(held.event.postings)


def _anew(
    player: Player, act: Act, entry: int, held: Held, line: Line | None
) -> list[NewEvent]:
    """Record an entry anew: a coding on another cell, all else with another amount."""
    kind, day = held.event.kind, held.event.effective_on
    said = Correction("typed wrongly", Pence(act.pence))
    if kind == "coding":
        said = Correction("another cell", cell=player.cell_in(act.other, day))
    elif kind in {"actual", "commitment"} and act.other % 3:
        cell = player.cell_in(act.other, act.day)
        said = replace(said, cell=cell, on=act.day)
    events = replacing_events(HeldEntry(held.entry, held.event), said, entry)
    if kind == "accrual":
        owed = Booking(held.effects[0].cell, Pence(act.pence), day, "owed")
        hold_accrual(player, entry, events, owed)
        return list(events)
    effects = _meant_anew(held, said)
    player.book.write(entry, effects)
    kept = player.hold(entry, events[0], *effects)
    if line:
        line.stack.append(kept)
    return list(events)


def _meant_anew(held: Held, said: Correction) -> list[Effect]:
    last = held.effects[-1]
    if held.event.kind != "coding":
        pence = last.pence if said.pence is None else said.pence
        return [Effect(last.what, said.cell or last.cell, said.on or last.day, pence)]
    off = held.effects[:-1]
    return [*off, Effect("spent", said.cell or last.cell, last.day, last.pence)]


def _may_go(player: Player, file: int) -> bool:
    """Whether no line of another file that this one changed was changed since."""
    return all(
        held is line.stack[-1]
        for line in player.lines
        if line.file != file
        for held in line.stack
        if held.event.payload.get("import") == file
    )


def _brought(player: Player, file: int) -> list[Held]:
    of_file = [line for line in player.lines if line.file == file]
    found = {held.entry: held for line in of_file for held in line.stack}
    found |= {
        held.entry: held
        for held in player.held.values()
        if held.event.payload.get("import") == file
    }
    return list(found.values())
