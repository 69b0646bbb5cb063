"""Turn register rows into the events that record them."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import AwardState
from fundtrack.domain.awards import award_event
from fundtrack.domain.delivery_registers import DELIVERY_KINDS
from fundtrack.domain.eligibility_register import ELIGIBILITY
from fundtrack.domain.eligibility_register import ELIGIBILITY_KIND
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.return_registers import RETURN_KINDS
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.ingest.register_cells import Fact
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

ABOUT_THE_ROW = {"provenance", "reason", "on"}
"""Columns that say how sure a row is, why, and from when: kept beside its facts."""


@dataclass(frozen=True, slots=True)
class Recording:
    """An event and the row it comes from.

    `version_of` is the award or allocation of a versioned register, whose new
    versions replace the old ones.
    """

    event: NewEvent
    entry: RegisterEntry
    version_of: Award | Allocation | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What turning rows into events depends on beside the rows."""

    holdings: Holdings
    today: date


def recordings(
    entry: RegisterEntry, setting: Setting
) -> tuple[list[Recording], list[Finding]]:
    """Give the events of one row, or what keeps it from becoming events."""
    sheet = entry.row.register.sheet
    if sheet in _PLANS:
        return _plan_recordings(entry, _PLANS[sheet])
    return _MAKERS[sheet](entry, setting), []


def _fact_recordings(kind: str) -> Callable[[RegisterEntry, Setting], list[Recording]]:
    def make(entry: RegisterEntry, setting: Setting) -> list[Recording]:
        dated = entry.day() if "on" in entry.facts else setting.today
        first = entry.row.register.columns[0].key
        event = NewEvent(
            kind=kind,
            effective_on=dated,
            reason=entry.why or f"{entry.row.register.sheet} register",
            payload=_payload(entry),
            source=entry.read_from(first),
            provenance=entry.provenance,
        )
        return [Recording(event, entry)]

    return make


def _payload(entry: RegisterEntry) -> Payload:
    keys = [
        column.key
        for column in entry.row.register.columns
        if column.key not in ABOUT_THE_ROW
    ]
    return {key: _written(entry.facts.get(key)) for key in keys}


def _written(fact: Fact | None) -> str | int | bool | list[str] | None:
    if isinstance(fact, date):
        return fact.isoformat()
    return list(fact) if isinstance(fact, tuple) else fact


def _award_recordings(entry: RegisterEntry, _: Setting) -> list[Recording]:
    award = Award(
        cell=entry.cell,
        version=entry.whole("version") or 0,
        state=AwardState(entry.text("state")),
        pence=entry.pence(),
        effective_on=entry.day(),
        source=entry.text("source"),
        reason=entry.why,
        provenance=entry.provenance,
        read_from=entry.read_from("pence"),
    )
    return [Recording(award_event(award), entry, award)]


def _allocation_recordings(entry: RegisterEntry, _: Setting) -> list[Recording]:
    allocation = Allocation(
        cell=entry.cell,
        version=entry.whole("version") or 0,
        pence=entry.pence(),
        effective_on=entry.day(),
        basis=entry.text("basis", "fixed"),
        reason=entry.why,
        provenance=entry.provenance,
        read_from=entry.read_from("pence"),
    )
    return [Recording(allocation_event(allocation), entry, allocation)]


def _plan_recordings(
    entry: RegisterEntry, kind: PlanKind
) -> tuple[list[Recording], list[Finding]]:
    made = []
    findings = []
    for quarter in FinancialYear.parse(entry.text("year")).quarters:
        key = f"q{quarter.number}"
        pence = entry.whole(key)
        if pence is None:
            continue
        plan = Plan(
            kind=kind,
            cell=entry.cell,
            quarter=quarter,
            pence=Pence(pence),
            effective_on=entry.day(),
            reason=entry.why,
            provenance=entry.provenance,
            read_from=entry.read_from(key),
        )
        try:
            made.append(Recording(plan_event(plan), entry))
        except WrongArgument as error:
            fix = "empty the cell, or correct the day from which the row counts"
            findings.append(
                entry.finding("register-quarter-ended", key, str(error), fix)
            )
    return made, findings


def _people_recordings(entry: RegisterEntry, setting: Setting) -> list[Recording]:
    person = entry.text("person")
    left_on = entry.facts.get("left_on")
    facts: list[tuple[str, str, Payload]] = [
        (
            "person",
            "person",
            {
                "person": person,
                "name": entry.text("name"),
                "account": entry.text("account", setting.holdings.account(person)),
                "left_on": left_on.isoformat() if isinstance(left_on, date) else "",
            },
        )
    ]
    wanted = set(entry.names("roles"))
    for role in sorted(wanted | setting.holdings.roles(person)):
        said: Payload = {"person": person, "role": role, "held": role in wanted}
        facts.append(("role", "roles", said))
    return [
        Recording(
            NewEvent(
                kind=kind,
                effective_on=setting.today,
                reason="people register",
                payload=payload,
                source=entry.read_from(column),
            ),
            entry,
        )
        for kind, column, payload in facts
    ]


_PLANS = {"Profiles": PlanKind.PROFILE, "Forecasts": PlanKind.FORECAST}
_MAKERS: Mapping[str, Callable[[RegisterEntry, Setting], list[Recording]]] = {
    "People": _people_recordings,
    "Funds": _fact_recordings("fund"),
    "Areas": _fact_recordings("area"),
    "Terms": _fact_recordings("terms"),
    "Projects": _fact_recordings("project"),
    "Awards": _award_recordings,
    "Allocations": _allocation_recordings,
    "Footprints": _fact_recordings("footprint"),
    "Outputs": _fact_recordings("output"),
    "Coding rules": _fact_recordings("coding_rule"),
    ELIGIBILITY.sheet: _fact_recordings(ELIGIBILITY_KIND),
    **{
        sheet: _fact_recordings(kind)
        for sheet, kind in (DELIVERY_KINDS | RETURN_KINDS).items()
    },
}
