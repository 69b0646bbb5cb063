"""Share money out over areas by a stated basis, and carry budget over a year end."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from enum import StrEnum

from fundtrack.acts.named_cells import areas_of_project
from fundtrack.acts.named_cells import projects_elsewhere
from fundtrack.acts.named_cells import require_awarded
from fundtrack.acts.recording import require_names
from fundtrack.acts.session import Session
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.allocations import carry_over_event
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.metrics.names import area_id
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.money import show_pence
from fundtrack.places import populations
from fundtrack.store.ledger import Ledger


class CarryOverRefused(Refused):
    """More would be carried over than is left; the sentence says how much is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class Basis(StrEnum):
    """How an amount is shared over areas."""

    EQUAL = "equal"
    POPULATION = "population"
    PRO_RATA = "pro-rata"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class ShareOut:
    """An amount to share over areas: the cell leaves the area open with `*`.

    `weights` are whole numbers in the order of `areas`, for the basis of that name;
    pro rata is to what each area is allocated in the fund already.
    """

    cell: Cell
    areas: Sequence[str]
    pence: Pence
    on: date
    reason: str
    basis: Basis
    weights: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What each area got, with the entry that records it."""

    basis: str
    parts: Sequence["Part"]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One area's part, in whole pence."""

    area: str
    pence: Pence
    entry: int


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Budget carried into the next year."""

    entry: int
    from_cell: str
    to_cell: str
    pence: Pence


def share_over_areas(session: Session, share: ShareOut) -> Shared:
    """Allocate an amount over areas so that the parts add to the whole.

    Raises:
        WrongArgument: when the cell names an area, or the basis gives no weights.
        UnknownName: for an area or fund the registers do not hold.
        FiguresRefused: when more would be allocated than is awarded.
    """
    if share.cell.area != ANY or not share.areas:
        raise WrongArgument(
            "leave the area of the cell open with *, and name the areas"
        )
    if not share.pence or not share.reason.strip():
        raise WrongArgument("say how much is shared, which is not nought, and why")
    with session.writing(Permission.RECORD) as ledger:
        require_names(ledger, share.cell)
        areas = [area_id(ledger, area) for area in share.areas]
        if len(set(areas)) < len(areas):
            raise WrongArgument("an area is named twice; give it one part")
        basis, weights = _weights(ledger, share, areas)
        require_awarded(ledger, share.cell.fund, share.pence)
        parts = share_out(share.pence, weights)
        given = [each for each in zip(areas, parts, strict=True) if each[1]]
        events = _allocations(ledger, share, basis, given)
        entries = ledger.append(events, session.person)
        return Shared(
            basis,
            [
                Part(area, part, entry)
                for (area, part), entry in zip(given, entries, strict=True)
            ],
            _elsewhere(ledger, share.cell, [area for area, _ in given]),
        )


def _allocations(
    ledger: Ledger, share: ShareOut, basis: str, given: Sequence[tuple[str, Pence]]
) -> list[NewEvent]:
    version = int(ledger.rows("award_version", fund=share.cell.fund)[0]["version"])
    return [
        allocation_event(
            Allocation(
                replace(share.cell, area=area),
                version,
                part,
                share.on,
                basis=basis,
                reason=share.reason,
            )
        )
        for area, part in given
    ]


def _elsewhere(reader: Reader, cell: Cell, areas: Sequence[str]) -> tuple[Finding, ...]:
    """Warn only: money may be shared out before the areas' projects are registered."""
    if cell.project == ANY:
        return ()
    return projects_elsewhere(cell, areas_of_project(reader, cell), areas)


def carry_over(
    session: Session, cell: Cell, pence: Pence, decision: str
) -> CarriedOver:
    """Carry unspent budget into the next year, under the funder's decision.

    Without this, what is unspent on 31 March lapses.

    Raises:
        WrongArgument: without a decision, or for less than a whole cell.
        CarryOverRefused: for more than is left of the cell.
    """
    with session.writing(Permission.RECORD) as ledger:
        event = carry_over_event(cell, pence, session.today, decision)
        left = _left(ledger, cell)
        if pence > left:
            raise CarryOverRefused(f"{cell} has {show_pence(left)} of budget left")
        entry = ledger.append([event], session.person)[0]
    return CarriedOver(entry, str(cell), str(event.payload["to_cell"]), pence)


def _weights(
    reader: Reader, share: ShareOut, areas: Sequence[str]
) -> tuple[str, Sequence[int]]:
    if share.basis is Basis.POPULATION:
        year, weights = _people(reader, areas)
        return f"by population, mid-{year}: {_listed(weights)}", weights
    if share.basis is Basis.EQUAL:
        return "in equal parts", [1] * len(areas)
    if share.basis is Basis.WEIGHTS:
        if len(share.weights) != len(areas):
            raise WrongArgument("give one weight for each area, in the same order")
        if not any(share.weights):
            raise WrongArgument("all weights are nought; give one area a share")
        return f"by weights: {_listed(share.weights)}", share.weights
    held = _allocated(reader, share.cell.fund)
    weights = [held.get(area, 0) for area in areas]
    if not any(weights):
        raise WrongArgument("none of these areas is allocated anything to go by")
    return f"pro rata to pence allocated: {_listed(weights)}", weights


def _listed(weights: Sequence[int]) -> str:
    return ", ".join(f"{weight:,}" for weight in weights)


def _people(reader: Reader, areas: Sequence[str]) -> tuple[int, list[int]]:
    districts = {row["area"]: row["districts"] for row in reader.rows("areas")}
    year, people = populations()
    try:
        found = [
            sum(people[district] for district in districts[area]) for area in areas
        ]
    except KeyError as unknown:
        raise WrongArgument(
            f"no population is held for district {unknown}; share by weights instead"
        ) from unknown
    return year, found


def _allocated(reader: Reader, fund: str) -> Mapping[str, int]:
    held: dict[str, int] = {}
    for row in reader.rows("standing_allocations", fund=fund):
        held[row["area"]] = held.get(row["area"], 0) + row["pence"]
    return held


def _left(reader: Reader, cell: Cell) -> Pence:
    return Pence(reader.rows("allocated_left", **cell.columns)[0]["pence"])
