"""A small office with a fund, footprints, spending and the recorded crime held here."""

from datetime import date

from fundtrack.acts.crime import keep_reference_counts
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.money import Pence
from fundtrack.places import reference_file
from fundtrack.places import small_areas
from fundtrack.places import wards
from fundtrack.store.ledger import open_ledger

DAY = date(2023, 11, 1)
SETTINGS = """
[office]
name = "Commissioner's Office"
force = "lancashire"
[example]
is_example = true
"""


def lsoas_of(*ward_names: str, district: str) -> list[str]:
    """Give the small areas of 2021 in wards of a district."""
    codes = {
        code
        for code, ward in wards().items()
        if ward.name in ward_names and ward.district == district
    }
    return sorted(
        area.code
        for area in small_areas().values()
        if area.ward in codes and area.vintage != "2011"
    )


def fund(name: str) -> NewEvent:
    return NewEvent("fund", DAY, "test", {"fund": name, "name": f"Fund {name}"})


def area(name: str, *districts: str) -> NewEvent:
    payload = {"area": name, "name": name.title(), "districts": list(districts)}
    return NewEvent("area", DAY, "test", payload)


def footprint(fund_id: str, area_id: str, lsoas: list[str], starts: str) -> NewEvent:
    payload: Payload = {
        "fund": fund_id,
        "area": area_id,
        "lsoas": lsoas,
        "starts": starts,
        "why": "the places the press named",
    }
    return NewEvent("footprint", DAY, "test", payload, provenance=Provenance.ASSUMED)


def spent(fund_id: str, area_id: str, year: str, pence: int, day: date) -> NewEvent:
    cell = Cell(fund_id, area_id, "project", "alley-gates", "capital", year)
    postings = (
        Posting(Account.ALLOCATED, cell, Pence(-pence)),
        Posting(Account.SPENT, cell, Pence(pence)),
    )
    return NewEvent(
        "actual", day, "test", {}, postings, provenance=Provenance.PUBLISHED
    )


def person(name: str) -> NewEvent:
    return NewEvent("person", DAY, "test", {"person": name, "name": name})


def role(person: str, name: str) -> NewEvent:
    payload: Payload = {"person": person, "role": name, "held": True}
    return NewEvent("role", DAY, "test", payload)


def office(workspace: Workspace, clock: Clock, *more: NewEvent) -> Session:
    """Make the office: SSF1 in Burnley, its money, and two forces' recorded crime."""
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    burnley = lsoas_of("Bank Hall", "Rosehill with Burnley Wood", district="E07000117")
    events = [
        person("evaluator"),
        role("evaluator", "evaluator"),
        fund("SSF1"),
        area("burnley", "E07000117"),
        area("force-wide"),
        footprint("SSF1", "burnley", burnley, "2021-04"),
        spent("SSF1", "burnley", "2021-22", 55_700_000, date(2021, 6, 3)),
        *more,
    ]
    with open_ledger(workspace, clock) as ledger:
        ledger.append(events, "admin")
    session = Session(workspace, "evaluator", clock, is_example=True)
    keep_reference_counts(session, reference_file("crime_counts.parquet"))
    return session
