"""Play random acts of one fund: the program's events, and what they mean by hand."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.allocations import allocation_replaced
from fundtrack.domain.allocations import carry_over_event
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import AwardState
from fundtrack.domain.awards import Standing
from fundtrack.domain.awards import award_event
from fundtrack.domain.awards import award_replaced
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.corrections import undoing_event
from fundtrack.domain.events import NewEvent
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.virements import Decider
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import Virement
from fundtrack.domain.virements import VirementState
from fundtrack.domain.virements import decision_event
from fundtrack.domain.virements import request_event
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from tests.random_office.acts import Act
from tests.random_office.acts import cells_of
from tests.random_office.acts import choose
from tests.random_office.ledger_by_hand import Effect
from tests.random_office.ledger_by_hand import HandBook
from tests.random_office.ledger_by_hand import PlanSaid


@dataclass(slots=True)
class Held:
    """An entry that stands, what it means, and what is undone together with it."""

    entry: int
    event: NewEvent
    effects: tuple[Effect, ...]
    goes_with: tuple[int, ...] = ()


@dataclass(slots=True)
class Line:
    """A line of spending: the entries about it that stand, the last on top."""

    stack: list[Held]
    file: int


@dataclass(slots=True)
class Player:
    """One fund whose story is being played."""

    fund: str
    acts: list[Act]
    book: HandBook = field(default_factory=HandBook)
    held: dict[int, Held] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    files: dict[int, Held] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """The whole cells of the fund."""
        return cells_of(self.fund)

    def cell_in(self, pick: int, day: date) -> Cell:
        """Pick a cell of the financial year that a day lies in."""
        year = str(FinancialYear.of(day))
        return Cell(*choose(self.cells, pick).parts[:5], year)

    def hold(
        self, entry: int, event: NewEvent, *effects: Effect, told: str = ""
    ) -> Held:
        """Keep an entry for later acts, and say in words what was done."""
        held = Held(entry, event, effects)
        self.held[entry] = held
        self.tell(entry, told or event.kind.replace("_", " "), effects)
        return held

    def tell(self, entry: int, words: str, effects: Iterable[Effect] = ()) -> None:
        """Add a line to the story as it is printed when it fails."""
        meant = "; ".join(
            f"{it.what} {it.pence} on {it.cell} from {it.day}" for it in effects
        )
        self.told.append(f"entry {entry}: {words}{': ' if meant else ''}{meant}")

    def undo(self, each: Held, into: int, effects: list[Effect]) -> NewEvent:
        """Undo an entry by the one numbered `into`."""
        del self.held[each.entry]
        effects.extend(effect.taken_back for effect in each.effects)
        for step in self.book.claims:
            if step.known == each.entry:
                step.undone_by = into
        self.tell(into, f"undoes entry {each.entry}")
        return undoing_event(HeldEntry(each.entry, each.event), "it was wrong")


Verb = Callable[[Player, Act, int], list[NewEvent]]


def award_version(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A new version of the award, in one or two figures, in place of the last."""
    version = player.versions.get("award", 1) + 1
    figures = [
        Award(cell, version, AwardState.VARIED, Pence(pence), act.day)
        for cell, pence in _award_figures(player, act)
    ]
    replaced = award_replaced(_standing(player, "awarded"), version, figures[0])
    player.versions["award"] = version
    taken = _all_back(player, "awarded", act.day)
    effects = [
        taken,
        *([Effect("awarded", it.cell, act.day, it.pence)] for it in figures),
    ]
    return _versioned(
        player, entry, replaced, [award_event(it) for it in figures], effects
    )


def award_beside(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """Money beside what is promised already."""
    cell, pence = _award_figures(player, act)[0]
    version = player.versions.setdefault("award", 1)
    event = award_event(Award(cell, version, AwardState.AGREED, Pence(pence), act.day))
    return _single(player, entry, event, Effect("awarded", cell, act.day, pence))


def allocation_version(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A new version of the allocations, virements and all, in place of the last."""
    version = player.versions.get("allocation", 1) + 1
    first, second = choose(player.cells, act.pick), choose(player.cells, act.other)
    figures = [
        Allocation(cell, version, Pence(pence), act.day)
        for cell, pence in (
            (first, act.pence),
            (_less(second, act.other), 7 * act.pence),
        )
    ]
    replaced = allocation_replaced(_standing(player, "budget"), version, figures[0])
    player.versions["allocation"] = version
    taken = _all_back(player, "budget", act.day)
    effects = [
        taken,
        *([Effect("budget", it.cell, act.day, it.pence)] for it in figures),
    ]
    return _versioned(
        player, entry, replaced, [allocation_event(it) for it in figures], effects
    )


def allocation_beside(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """An allocation beside those that stand, of a cell or of less."""
    cell = _less(choose(player.cells, act.pick), act.other)
    version = player.versions.setdefault("allocation", 1)
    event = allocation_event(Allocation(cell, version, Pence(act.pence), act.day))
    return _single(player, entry, event, Effect("budget", cell, act.day, act.pence))


def virement(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """A virement asked for and decided; one in four is rejected."""
    given, pence = _movable(player, act)
    same_year = [it for it in player.cells if it.year == given.year and it != given]
    taken = choose(same_year, act.other)
    asked = request_event(Move(given, taken, pence, "letter 12"), act.day, "late")
    waiting = Virement(entry, given, taken, pence, "holder", VirementState.WAITING)
    is_approved = act.other % 4 != 0
    decided = decision_event(
        waiting, Decider("cfo", ("cfo",)), act.day, is_approved=is_approved
    )
    effects = (
        Effect("budget", given, act.day, -pence),
        Effect("budget", taken, act.day, pence),
    )
    player.tell(entry, "virement request")
    moved = effects if is_approved else ()
    player.book.write(entry + 1, moved)
    player.hold(entry + 1, decided, *moved)
    return [asked, decided]


def profile(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """What is planned for a quarter."""
    return _plan(player, act, entry, PlanKind.PROFILE)


def forecast(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """What is expected of a quarter that has not ended."""
    return _plan(player, act, entry, PlanKind.FORECAST)


def commitment(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """An order."""
    cell = choose(player.cells, act.pick)
    event = commitment_event(Booking(cell, Pence(act.pence), act.day, "ordered"))
    return _single(player, entry, event, Effect("committed", cell, act.day, act.pence))


def accrual(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """What is owed, which reverses itself on the next quarter's first day."""
    cell = player.cell_in(act.pick, act.day)
    booking = Booking(cell, Pence(act.pence), act.day, "owed")
    events = accrual_events(booking, entry)
    hold_accrual(player, entry, events, booking)
    return list(events)


def hold_accrual(
    player: Player, entry: int, events: Sequence[NewEvent], said: Booking
) -> None:
    """Keep an accrual and its reversal, and write both down."""
    day = said.effective_on
    month = (day.month - 1) // 3 * 3 + 4
    turns = date(day.year + month // 12, (month - 1) % 12 + 1, 1)
    starts = turns.year if turns.month >= 4 else turns.year - 1
    later = Cell(*said.cell.parts[:5], f"{starts}-{(starts + 1) % 100:02d}")
    owed = Effect("accrued", said.cell, day, said.pence)
    back = Effect("reversed", later, turns, -said.pence)
    player.book.write(entry + 1, (owed, back))
    player.hold(entry, events[0], owed).goes_with = (entry + 1,)
    player.hold(entry + 1, events[1], back)


def carry_over(player: Player, act: Act, entry: int) -> list[NewEvent]:
    """Budget of a year kept for the next one, which the funder decided."""
    cell, pence = _movable(player, act)
    event = carry_over_event(cell, pence, act.day, "HO/9")
    later = Cell(*cell.parts[:5], "2024-25" if cell.year == "2023-24" else "2025-26")
    return _single(
        player,
        entry,
        event,
        Effect("budget", cell, act.day, -pence),
        Effect("budget", later, act.day, pence),
    )


def _plan(player: Player, act: Act, entry: int, kind: PlanKind) -> list[NewEvent]:
    cell = choose(player.cells, act.pick)
    quarter = choose(FinancialYear.parse(cell.year).quarters, act.other)
    if kind is PlanKind.FORECAST and quarter.dates.end <= act.day:
        return []
    event = plan_event(Plan(kind, cell, quarter, Pence(act.pence), act.day))
    keep_plan(player, entry, event, cell, quarter)
    return [event]


def keep_plan(
    player: Player, entry: int, event: NewEvent, cell: Cell, quarter: Quarter
) -> None:
    """Keep a plan's figure and write it down."""
    pence, ends = int(str(event.payload["pence"])), quarter.dates.last_day
    said = PlanSaid(entry, event.effective_on, event.kind, cell, ends, pence)
    player.book.plans.append(said)
    player.hold(entry, event, told=f"{event.kind} of {pence} for {cell} {quarter}")


def _single(
    player: Player, entry: int, event: NewEvent, *effects: Effect
) -> list[NewEvent]:
    player.book.write(entry, effects)
    player.hold(entry, event, *effects)
    return [event]


def _versioned(
    player: Player,
    entry: int,
    replaced: NewEvent | None,
    figures: list[NewEvent],
    effects: Sequence[list[Effect]],
) -> list[NewEvent]:
    """Keep a version's figures, and write all of it down as known by its last entry.

    Figures of the versions before can be corrected no more.
    """
    kind = figures[0].kind
    player.held = {at: it for at, it in player.held.items() if it.event.kind != kind}
    events = [replaced, *figures] if replaced else figures
    last = entry + len(events) - 1
    for each in effects:
        player.book.write(last, each)
    if replaced:
        player.tell(entry, replaced.kind.replace("_", " "), effects[0])
    following = entry + len(events) - len(figures)
    for at, (event, meant) in enumerate(zip(figures, effects[1:], strict=True)):
        player.hold(following + at, event, *meant)
    return events


def _award_figures(player: Player, act: Act) -> list[tuple[Cell, int]]:
    shapes = [
        Cell(player.fund, kind=kind, year=year)
        for year in ("2023-24", "2024-25", "*")
        for kind in ("*", "capital", "revenue")
    ]
    shapes.append(Cell(player.fund, "blackpool", year="2023-24"))
    first, second = choose(shapes, act.pick), choose(shapes, act.other)
    return [(first, 3 * act.pence), (second, act.pence)]


def _movable(player: Player, act: Act) -> tuple[Cell, Pence]:
    """Pick budget to move: as a rule of a cell that has some, and no more than that."""
    stands = [
        (cell, pence)
        for cell, pence in sorted(player.book.standing("budget").items())
        if cell in player.cells and pence > 0
    ]
    if stands and act.other % 3:
        cell, most = choose(stands, act.pick)
        return cell, Pence(min(abs(act.pence), most))
    return choose(player.cells, act.pick), Pence(abs(act.pence))


def _less(cell: Cell, pick: int) -> Cell:
    """A whole cell as a rule; now and then as much of it as is known so far."""
    keep = choose((6, 6, 6, 2, 1), pick)
    named = [
        part if at < keep or at >= 4 else "*" for at, part in enumerate(cell.parts)
    ]
    return Cell(*named)


def _standing(player: Player, what: str) -> list[Standing]:
    stands = player.book.standing(what)
    return [Standing(cell, Pence(pence)) for cell, pence in sorted(stands.items())]


def _all_back(player: Player, what: str, day: date) -> list[Effect]:
    stands = player.book.standing(what)
    return [Effect(what, cell, day, -pence) for cell, pence in stands.items()]
