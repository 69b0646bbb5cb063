"""Play the acts on files and claims: spending, coding, take-on, claims, receipts."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from random import Random

from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Source
from fundtrack.domain.receipts import receipt_postings
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.domain.spend_imports import SpendFile
from fundtrack.domain.spend_imports import import_event
from fundtrack.domain.spending import Vanished
from fundtrack.domain.spending import coding_postings
from fundtrack.domain.spending import recoded_event
from fundtrack.domain.spending import set_aside_postings
from fundtrack.domain.spending import spend_event
from fundtrack.domain.spending import vanished_event
from fundtrack.domain.take_on import TakenOn
from fundtrack.domain.take_on import take_on_event
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from tests import builders
from tests.random_office.acts import Act
from tests.random_office.acts import choose
from tests.random_office.ledger_by_hand import ClaimStep
from tests.random_office.ledger_by_hand import Effect
from tests.random_office.player import Line
from tests.random_office.player import Player

NOWHERE = Cell()
LINES = {"actual": "spent", "suspense": "suspense", "outside": "outside"}


def file_of_spending(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A file of one to four lines, each on its cell, in suspense or outside."""
    chance = Random(act.other)  # noqa: S311 - a story that can be told again
    begun = _import(player, act, entry)
    events = [begun]
    for at in range(1, chance.randint(1, 4) + 1):
        pence = chance.choice(
            (act.pence, act.pence // 3, 1, 0, -chance.randint(1, 999))
        )
        dated = act.day + timedelta(days=chance.randrange(0, 120))
        where = choose(
            [
                *[player.cell_in(chance.randrange(9), dated)] * 4,
                Cell(fund=player.fund),
                NOWHERE,
            ],
            chance.randrange(6),
        )
        is_outside = where == NOWHERE and chance.random() < 0.5
        said = replace(
            builders.spend_line(pence, dated, where, row=at, is_outside=is_outside),
            file=f"{player.fund}-{entry}.xlsx",
        )
        event = spend_event(said, entry)
        held = player.hold(entry + at, event, _line_effect(event, where))
        player.lines.append(Line([held], entry))
        events.append(event)
    _write_file(player, entry, events)
    return events


def recoding(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """The file comes again, and says another cell for a line."""
    line = _a_line(player, act)
    if line is None:
        return []
    first, dated = line.stack[0], line.stack[0].event.effective_on
    cell = player.cell_in(act.other, dated)
    pence = Pence(int(str(first.event.payload["pence"])))
    begun = _import(player, act, entry)
    said = builders.spend_line(pence, dated, cell)
    event = recoded_event(said, entry, first.entry, _where_it_stands(line))
    effects = (*_off(line), Effect("spent", cell, dated, pence))
    _stack(player, line, entry + 1, event, effects)
    _write_file(player, entry, [begun, event])
    return [begun, event]


def vanished_line(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """The file comes again, and a line is no longer in it."""
    line = _a_line(player, act)
    if line is None:
        return []
    first = line.stack[0]
    dated, said = first.event.effective_on, first.event.payload
    gone = Vanished(
        first.entry,
        dated,
        Pence(int(str(said["pence"]))),
        "new.xlsx",
        "e" * 64,
        "books",
    )
    begun = _import(player, act, entry)
    event = vanished_event(gone, entry, _where_it_stands(line))
    _stack(player, line, entry + 1, event, _off(line))
    _write_file(player, entry, [begun, event])
    return [begun, event]


def coding(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A line that waits gets its cell, or is put outside the funds."""
    waiting = [
        it
        for it in player.lines
        if len(it.stack) == 1 and it.stack[0].event.kind == "suspense"
    ]
    if not waiting:
        return []
    line = choose(waiting, act.pick)
    held = line.stack[0]
    pence, dated = Pence(int(str(held.event.payload["pence"]))), held.event.effective_on
    cell = player.cell_in(act.other, dated)
    is_outside = act.other % 5 == 0
    waits_in = held.effects[0].cell
    postings = (
        set_aside_postings(waits_in, pence)
        if is_outside
        else coding_postings(waits_in, cell, pence)
    )
    event = NewEvent(
        "coding",
        dated,
        "coded by hand",
        {"line": held.entry, "cell": str(cell), "coding": "by hand", "pence": pence},
        postings if pence else (),
        corrects=held.entry,
    )
    now = Effect("outside", NOWHERE, dated, pence)
    if not is_outside:
        now = Effect("spent", cell, dated, pence)
    effects = (*_off(line), now)
    player.book.write(entry, effects)
    _stack(player, line, entry, event, effects)
    return [event]


def take_on(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """What was spent, claimed and received in a quarter before the books began."""
    if any(held.event.kind == "take_on" for held in player.files.values()):
        return []
    quarter = Quarter.of(act.day)
    cell = player.cell_in(act.pick, act.day)
    begun = NewEvent(
        "take_on",
        act.day,
        "taken on",
        {"file": f"{player.fund}-{entry}.xlsx"},
        source=Source("d" * 64),
    )
    events = [begun]
    sums = (("spent", act.pence), ("claimed", act.pence), ("received", act.pence // 2))
    for what, pence in sums:
        if pence:
            said = TakenOn(
                what, cell, quarter, Pence(pence), "", "t.xlsx", Source("d" * 64)
            )
            events.append(take_on_event(said, entry))
    player.files[entry] = player.hold(entry, begun)
    for at, event in enumerate(events[1:], start=entry + 1):
        _hold_taken_on(player, at, event, cell, quarter.dates.last_day)
    _write_file(player, entry, events)
    return events


def claim(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A return is submitted, and asks for money on one or two cells."""
    year = str(FinancialYear.of(act.day))
    claimed = (
        (Cell(player.fund, "blackpool", kind="capital", year=year), act.pence),
        (Cell(player.fund, "lancaster", kind="revenue", year=year), act.pence // -3),
    )
    return_id = f"{player.fund}-{entry}"
    event = NewEvent(
        "return_submitted",
        act.day,
        "sent",
        {
            "return_id": return_id,
            "fund": player.fund,
            "quarter": f"{year} Q1",
            "version": 1,
            "as_known": entry - 1,
        },
        claim_postings(Standing(cell, Pence(pence)) for cell, pence in claimed),
    )
    effects = [Effect("claimed", cell, act.day, pence) for cell, pence in claimed]
    player.book.write(entry, effects)
    total = sum(pence for _, pence in claimed)
    player.book.claims.append(ClaimStep(entry, act.day, return_id, "sent", total))
    player.tell(entry, f"claim {return_id}", effects)
    return [event]


def receipt(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """All of a claim arrives, or a part of it."""
    names = dict.fromkeys(step.claim for step in player.book.claims)
    owing = [name for name in names if player.book.owed(name)]
    if not owing:
        return []
    return_id = choose(owing, act.pick)
    owed = player.book.owed(return_id)
    pence = owed if act.other % 2 else owed // 2 or owed
    standing = _claim_cells(player, return_id)
    sides = receipt_postings(standing, Pence(pence))
    facts: Payload = {"return_id": return_id, "fund": player.fund, "pence": pence}
    event = NewEvent("return_received", act.day, "arrived", facts, sides)
    effects = [
        Effect("received", side.cell, act.day, -side.pence)
        for side in sides
        if side.account == "received"
    ]
    if sum(effect.pence for effect in effects) != pence:
        raise AssertionError(f"the parts of a receipt are not the {pence} that arrived")
    player.book.write(entry, effects)
    step = ClaimStep(entry, act.day, return_id, "received", pence)
    player.book.claims.append(step)
    player.hold(entry, event, *effects, told=f"receipt of {return_id}")
    return [event]


def _import(player: Player, act: Act, entry: int) -> NewEvent:
    nought = Pence(0)
    said = SpendFile(
        file=f"{player.fund}-{entry}.xlsx",
        sha256="c" * 64,
        source_name="books",
        source_kind=SourceKind.LEDGER,
        rows=1,
        accepted=1,
        refused=0,
        already_held=0,
        total_pence=nought,
    )
    event = import_event(said, act.day)
    player.files[entry] = player.hold(entry, event)
    return event


def _write_file(player: Player, entry: int, events: Sequence[NewEvent]) -> None:
    """Write down what a file means, each thing by its own entry."""
    for at in range(entry + 1, entry + len(events)):
        player.book.write(at, player.held[at].effects)


def _line_effect(event: NewEvent, where: Cell) -> Effect:
    cell = NOWHERE if event.kind == "outside" else where
    pence = int(str(event.payload["pence"]))
    return Effect(LINES[event.kind], cell, event.effective_on, pence)


def _a_line(player: Player, act: Act) -> Line | None:
    """Pick a line that nobody has corrected, coded or taken out."""
    fresh = [
        it
        for it in player.lines
        if len(it.stack) == 1
        and it.stack[0].event.kind in LINES
        and "replaces" not in it.stack[0].event.payload
    ]
    return choose(fresh, act.pick) if fresh else None


def _off(line: Line) -> list[Effect]:
    """What takes a line off where it stands."""
    return [effect.taken_back for held in line.stack for effect in held.effects]


def _where_it_stands(line: Line) -> list[Posting]:
    return [side for held in line.stack for side in held.event.postings]


def _stack(
    player: Player, line: Line, entry: int, event: NewEvent, effects: Iterable[Effect]
) -> None:
    line.stack.append(player.hold(entry, event, *effects))


def _hold_taken_on(
    player: Player, entry: int, event: NewEvent, cell: Cell, day: date
) -> None:
    what = event.kind.removeprefix("take_on_")
    on = cell
    if what != "spent":
        on = Cell(cell.fund, cell.area, kind=cell.kind, year=cell.year)
        name = f"{player.fund} taken on"
        step = {"claimed": "sent", "received": "received"}[what]
        pence = int(str(event.payload["pence"]))
        player.book.claims.append(ClaimStep(entry, day, name, step, pence))
    effect = Effect(what, on, day, int(str(event.payload["pence"])))
    player.hold(entry, event, effect)


def _claim_cells(player: Player, return_id: str) -> list[Standing]:
    """What a claim is still owed on each of its cells."""
    entries = {
        step.known
        for step in player.book.claims
        if step.claim == return_id and step.undone_by is None
    }
    owed: dict[Cell, int] = {}
    signs = {"claimed": 1, "received": -1}
    for it in player.book.said:
        if it.known in entries and it.effect.what in signs:
            pence = signs[it.effect.what] * it.effect.pence
            owed[it.effect.cell] = owed.get(it.effect.cell, 0) + pence
    return [Standing(cell, Pence(pence)) for cell, pence in owed.items() if pence]
