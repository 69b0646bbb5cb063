"""Share money out over areas by a stated basis, and carry budget over a year end."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from enum import StrEnum

from fundtrack.acts.session import Session
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.allocations import carry_over_event
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Permission
from fundtrack.errors import WrongArgument
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.money import show_pence
from fundtrack.places import populations


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
    """
    if share.cell.area != ANY or not share.areas:
        raise WrongArgument(
            "leave the area of the cell open with *, and name the areas"
        )
    if not share.pence or not share.reason.strip():
        raise WrongArgument("say how much is shared, which is not nought, and why")
    with session.writing(Permission.RECORD) as ledger:
        fund_id(ledger, share.cell.fund)
        areas = [area_id(ledger, area) for area in share.areas]
        if len(set(areas)) < len(areas):
            raise WrongArgument("an area is named twice; give it one part")
        basis, weights = _weights(ledger, share, areas)
        parts = share_out(share.pence, weights)
        version = int(ledger.rows("award_version", fund=share.cell.fund)[0]["version"])
        events = [
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
            for area, part in zip(areas, parts, strict=True)
            if part
        ]
        entries = iter(ledger.append(events, session.person))
        shared = [
            Part(area, part, next(entries))
            for area, part in zip(areas, parts, strict=True)
            if part
        ]
    return Shared(basis, shared)


def carry_over(
    session: Session, cell: Cell, pence: Pence, decision: str
) -> CarriedOver:
    """Carry unspent budget into the next year, under the funder's decision.

    Without this, what is unspent on 31 March lapses.

    Raises:
        WrongArgument: without a decision, or for more than is left of the cell.
    """
    with session.writing(Permission.RECORD) as ledger:
        left = _left(ledger, cell)
        if pence > left:
            raise WrongArgument(f"{cell} has {show_pence(left)} of budget left")
        event = carry_over_event(cell, pence, session.today, decision)
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
