"""Taking registers into the books: all of it or nothing."""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest

from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.session import Session
from fundtrack.acts.workspaces import init_workspace
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.findings import Finding
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.store.evidence import evidence_path
from fundtrack.store.snapshot import current_snapshot

PEOPLE = "Person,Name,Roles\nann,Ann Finch,finance\nboss,The Boss,admin\n"
FUNDS = "Fund,Name,Kind,Funder\nSSF9,Safer Streets 9,grant,Home Office\n"
AREAS = "Area,Name,Districts\nriverside,Riverside towns,Burnley; E07000120\n"
PROJECTS = "Fund,Area,Project,Name\nSSF9,Riverside Towns,lamps,Lamps\n"
AWARDS = (
    "Fund,Version,State,Amount (£),Counts from,Provenance\n"
    "SSF9,1,announced,1000.00,26/10/2023,published\n"
)
CELL = "SSF9,riverside,lamps,lighting,capital,2023-24"
CELL_HEADS = "Fund,Area,Project,Heading,Capital or revenue,Financial year"
ALLOCATIONS = f"{CELL_HEADS},Version,Amount,Counts from\n{CELL},1,999.99,26/10/2023\n"
PROFILES = f"{CELL_HEADS},Q3,Q4,Counts from\n{CELL},400,599.99,26/10/2023\n"
FORECASTS = f"{CELL_HEADS},Q4,Counts from\n{CELL},590,05/04/2024\n"
FOOTPRINTS = "Fund,Area,LSOAs,Starts,Why\nSSF9,riverside,E01024877,2024-01,near\n"
OUTPUTS = (
    "Fund,Area,Project,Output,Unit,Target,Counts from\n"
    "SSF9,riverside,lamps,lamps fitted,lamp,40,26/10/2023\n"
)
WHOLE = {
    "people": PEOPLE,
    "funds": FUNDS,
    "areas": AREAS,
    "projects": PROJECTS,
    "awards": AWARDS,
    "allocations": ALLOCATIONS,
    "profiles": PROFILES,
    "footprints": FOOTPRINTS,
    "outputs": OUTPUTS,
}

Written = Callable[..., list[Path]]


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Session:
    """The first administrator of a workspace just made."""
    workspace = Workspace(tmp_path / "made")
    init_workspace(workspace, clock, "boss")
    return Session(workspace, "boss", clock)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write one CSV file for each register named."""

    def write(**sheets: str) -> list[Path]:
        paths = []
        for name, text in sheets.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return paths

    return write


def refused(session: Session, paths: list[Path]) -> list[Finding]:
    before = current_snapshot(session.workspace)
    with pytest.raises(FileRefused) as error:
        ingest_registers(session, paths)
    assert current_snapshot(session.workspace) == before
    return list(error.value.findings)


def test_every_register_is_taken_in_and_the_money_stands(
    office: Session, written: Written
) -> None:
    taken = ingest_registers(office, written(**WHOLE))
    assert (taken.rows, taken.accepted, taken.refused, taken.unchanged) == (
        10,
        10,
        0,
        0,
    )
    with office.reading() as books:
        whole = position(books, Selection(date(2024, 3, 31), 2**60)).totals
        (footprint,) = books.rows("footprints")
    assert (whole.awarded_pence, whole.budget_pence) == (100000, 99999)
    assert whole.profile_to_date_pence == 99999
    assert (footprint["lsoas"], footprint["starts"]) == (["E01024877"], "2024-01")


def test_the_same_files_twice_change_nothing(office: Session, written: Written) -> None:
    paths = written(**WHOLE)
    ingest_registers(office, paths)
    before = current_snapshot(office.workspace).snapshot
    ann = Session(office.workspace, "ann", office.clock)
    taken = ingest_registers(ann, paths)
    assert (taken.rows, taken.unchanged, taken.entries) == (10, 10, 0)
    assert current_snapshot(office.workspace).snapshot == before


def test_every_file_that_brings_something_is_kept_as_evidence(
    office: Session, written: Written
) -> None:
    (path,) = written(funds=FUNDS)
    ingest_registers(office, [path])
    kept = [file for file in office.workspace.evidence.iterdir() if file.is_file()]
    assert [file.read_text(encoding="utf-8") for file in kept] == [FUNDS]
    assert kept[0] == evidence_path(office.workspace, kept[0].name)


def test_a_changed_row_alone_is_recorded(office: Session, written: Written) -> None:
    ingest_registers(office, written(funds=FUNDS + "OTHER,Other,local,Us\n"))
    changed = FUNDS.replace("Safer Streets 9", "Nine") + "OTHER,Other,local,Us\n"
    taken = ingest_registers(office, written(funds=changed))
    assert (taken.unchanged, taken.entries) == (1, 2)
    with office.reading() as books:
        assert books.rows("funds")[0]["name"] == "Nine"


def test_everything_wrong_is_said_at_once_and_nothing_recorded(
    office: Session, written: Written
) -> None:
    paths = written(
        funds="Fund,Name,Kind,Funder\nSSF9,,gift,HO\n",
        areas="Area,Name,Districts\nnowhere,Nowhere,Atlantis\n",
        footprints="Fund,Area,LSOAs,Why\nSSF1,nowhere,E99,x\n",
    )
    found = refused(office, paths)
    assert [(finding.file, finding.rule) for finding in found] == [
        ("funds.csv", "register-cell-empty"),
        ("funds.csv", "register-cell-unreadable"),
        ("areas.csv", "register-unknown-district"),
        ("footprints.csv", "register-unknown-fund"),
        ("footprints.csv", "register-unknown-lsoa"),
    ]
    assert found[3].fix == "none is known yet, or add it to the funds register"


def test_a_file_that_cannot_be_read_is_refused_with_all_others(
    office: Session, written: Written, tmp_path: Path
) -> None:
    page = tmp_path / "awards.xlsx"
    page.write_text("<html></html>", encoding="utf-8")
    paths = [*written(funds=FUNDS), page, tmp_path / "missing.csv"]
    assert [found.rule for found in refused(office, paths)] == [
        "web-page",
        "file-missing",
    ]


def test_an_unknown_name_is_answered_with_those_that_are_known(
    office: Session, written: Written
) -> None:
    bad = PROJECTS.replace("Riverside Towns", "hillside")
    (found,) = refused(office, written(funds=FUNDS, areas=AREAS, projects=bad))
    assert found.message == "there is no area “hillside”"
    assert found.fix == "write one of riverside, or add it to the areas register"


def test_a_budget_cell_needs_a_project_of_its_fund_and_area(
    office: Session, written: Written
) -> None:
    sheets = {**WHOLE, "outputs": OUTPUTS.replace(",lamps,", ",lights,")}
    (found,) = refused(office, written(**sheets))
    assert found.message == "SSF9 has no project “lights” in riverside"
    assert found.fix == "write one of lamps, or add it to the projects register"


def test_two_rows_about_the_same_are_refused(office: Session, written: Written) -> None:
    twice = FUNDS + "SSF9,Another name,grant,Home Office\n"
    (found,) = refused(office, written(funds=twice))
    assert (found.rule, found.row) == ("register-row-twice", 3)


def test_allocations_cannot_exceed_their_award(
    office: Session, written: Written
) -> None:
    sheets = {**WHOLE, "allocations": ALLOCATIONS.replace("999.99", "1000.01")}
    (found,) = refused(office, written(**sheets))
    assert found.message == (
        "version 1 of SSF9 allocates £1,000.01 of an award of £1,000.00"
    )


def test_a_forecast_of_a_quarter_that_has_ended_is_refused(
    office: Session, written: Written
) -> None:
    (found,) = refused(office, written(**WHOLE, forecasts=FORECASTS))
    assert (found.rule, found.column) == ("register-quarter-ended", "Q4 (£)")


def test_a_new_version_replaces_the_one_before_from_its_day(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(**WHOLE))
    ann = Session(office.workspace, "ann", office.clock)
    cut = AWARDS + "SSF9,2,varied,820.00,06/08/2024,published\n"
    shared = ALLOCATIONS + f"{CELL},2,820.00,06/08/2024\n"
    ingest_registers(ann, written(awards=cut, allocations=shared))
    with office.reading() as books:
        before, after = (
            position(books, Selection(day, 2**60)).totals
            for day in (date(2024, 8, 5), date(2024, 8, 6))
        )
    assert (before.awarded_pence, before.budget_pence) == (100000, 99999)
    assert (after.awarded_pence, after.budget_pence) == (82000, 82000)


def test_both_versions_of_an_award_may_come_in_one_file(
    office: Session, written: Written
) -> None:
    both = AWARDS + "SSF9,2,varied,820.00,06/08/2024,published\n"
    ingest_registers(office, written(funds=FUNDS, awards=both))
    with office.reading() as books:
        whole = position(books, Selection(date(2024, 8, 6), 2**60)).totals
    assert whole.awarded_pence == 82000


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("SSF9,2,varied,1.00,06/08/2024,", "version 2 holds £820.00 here"),
        ("SSF9,1,agreed,7.00,06/08/2024,", "version 1 holds £1,000.00 here"),
        ("SSF9,0,agreed,7.00,06/08/2024,", "version 0 was replaced by version 2"),
    ],
)
def test_a_version_that_stands_is_never_edited(
    office: Session, written: Written, change: str, message: str
) -> None:
    both = AWARDS + "SSF9,2,varied,820.00,06/08/2024,published\n"
    ingest_registers(office, written(funds=FUNDS, awards=both))
    heads = AWARDS.splitlines()[0]
    (found,) = refused(office, written(awards=f"{heads}\n{change}\n"))
    assert (found.rule, found.message) == ("register-version-stands", message)


def test_versions_begin_with_one(office: Session, written: Written) -> None:
    nought = AWARDS.replace("SSF9,1,", "SSF9,0,")
    (found,) = refused(office, written(funds=FUNDS, awards=nought))
    assert found.message == "versions begin with 1"


def test_only_an_administrator_changes_people(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(people=PEOPLE))
    ann = Session(office.workspace, "ann", office.clock)
    with pytest.raises(NotAllowed, match="manage people and roles; who can: boss"):
        ingest_registers(ann, written(people=PEOPLE + "eve,Eve,signatory\n"))


def test_once_somebody_may_take_files_in_an_administrator_may_not(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(people=PEOPLE))
    with pytest.raises(NotAllowed, match="take in files; who can: ann"):
        ingest_registers(office, written(funds=FUNDS))


def test_a_role_that_is_not_listed_any_more_is_taken_away(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(people=PEOPLE))
    changed = PEOPLE.replace("Ann Finch,finance", "Ann Finch,evaluator; auditor")
    ingest_registers(office, written(people=changed))
    with office.reading() as books:
        held = books.rows("role_holdings", on=date(2024, 4, 5), known=2**60)
    assert [(row["person"], row["role"]) for row in held] == [
        ("ann", "auditor"),
        ("ann", "evaluator"),
        ("boss", "admin"),
    ]


def test_a_leaver_holds_no_role(office: Session, written: Written) -> None:
    left = "Person,Name,Roles,Left on\nann,Ann Finch,finance,01/04/2024\n"
    ingest_registers(office, written(people=left))
    with office.reading() as books:
        held = books.rows("role_holdings", on=date(2024, 4, 5), known=2**60)
    assert [row["person"] for row in held] == ["boss"]


def test_an_account_once_tied_stays_when_the_register_leaves_it_empty(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(people=PEOPLE))
    with office.reading() as books:
        people = {
            row["person"]: row["account"] for row in books.rows("people", known=2**60)
        }
    assert people == {"ann": "", "boss": "boss"}


def test_somebody_must_stay_who_may_manage_people(
    office: Session, written: Written
) -> None:
    (found,) = refused(
        office, written(people=PEOPLE.replace("The Boss,admin", "The Boss,"))
    )
    assert found.rule == "register-no-admin"


def test_warnings_alone_do_not_refuse(office: Session, written: Written) -> None:
    text = "Fund,Name,Kind,Funder,Colour\nSSF9,Nine,grant,HO,red\n"
    taken = ingest_registers(office, written(funds=text))
    assert [found.rule for found in taken.findings] == ["register-unknown-heading"]


def test_entries_carry_the_cell_they_were_read_from(
    office: Session, written: Written
) -> None:
    ingest_registers(office, written(funds=FUNDS, awards=AWARDS))
    with office.reading() as books:
        (award,) = books.rows("return_awards", fund="SSF9", known=2**60)
    assert (award["pence"], award["provenance"], award["state"]) == (
        100000,
        "published",
        "announced",
    )
    assert award["effective_on"] == datetime(2023, 10, 26).date()  # noqa: DTZ001
