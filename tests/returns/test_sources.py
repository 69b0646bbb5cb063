"""A return says what it was made from, which claim it is and who is to sign it."""

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.rules import RULES_SHA256
from fundtrack.returns.sections import sheets
from tests import builders
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.test_files import papers_of


def made_of(office: Office) -> dict[str, Sheet]:
    """The sheets of its return by name."""
    made = sheets(papers_of(office), read_layout())
    return {sheet.name: sheet for sheet in made}


def test_a_return_names_its_cut_off_files_rules_and_steps(workspace: Workspace) -> None:
    office = open_office(workspace)
    facts: dict[str, str | int] = {"return_id": RETURN, "fund": "SSF5", "version": 1}
    office.record(NewEvent("return_prepared", builders.START, "prepared", facts))
    rows = made_of(office)["Provenance"].rows
    said = {str(row[0]): row for row in rows}
    assert said["Data cut-off"][5] == office.history[-1][0]
    assert said["Data cut-off"][3] == "2024-04-16 09:00 UTC"
    assert said["File taken in"][1:3] == (
        "extract.xlsx, 3 entries of the fund",
        builders.FILE_HASH,
    )
    assert said["Rules of the checks"][2] == RULES_SHA256
    assert said["Layout"][1:3] == ("standard", read_layout().sha256)
    assert said["Step"][1:] == (
        *("prepared", "", "2024-04-16 09:00 UTC", "Finance.Officer"),
        office.history[-1][0],
    )


def test_a_line_names_the_papers_that_are_held_of_it(workspace: Workspace) -> None:
    office = open_office(workspace)
    entry = next(it for it, event in office.history if event.kind == "actual")
    of_line = {"fund": "SSF5", "supports": "entry", "which": str(entry)}
    for file, state in (("a.pdf", "verified"), ("b.pdf", "received"), ("c", "missing")):
        facts = {**of_line, "file": file, "state": state}
        office.record(NewEvent("evidence", builders.START, "held", facts))
    listing = made_of(office)["Transaction listing"]
    at = [column.shows for column in listing.columns].index("evidence")
    assert [row[at] for row in listing.rows if row[0] == entry] == ["a.pdf; b.pdf"]
    assert {row[at] for row in listing.rows if row[0] != entry} == {""}


def test_the_cover_says_which_claim_it_is_and_who_signs(workspace: Workspace) -> None:
    office = open_office(workspace)
    cover = {str(row[0]): row[1] for row in made_of(office)["Cover"].rows}
    assert (cover["Claim number"], cover["Financial year"]) == ("1", "2023-24")
    assert cover["Declaration"] == read_layout().declaration
    assert cover["Second signature"] == "none is asked for"
    words = {"declaration": "So it was.", "second_signature": "The chief executive"}
    office.record(terms(version=2, signatories="The CFO", **words))
    cover = {str(row[0]): row[1] for row in made_of(office)["Cover"].rows}
    assert cover["Declaration"] == "So it was."
    assert cover["Signs for the recipient"] == "The CFO"
    assert cover["Second signature"] == "The chief executive"
