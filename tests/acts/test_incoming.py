"""A file is told for what it is, looked at without a change, and then taken in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fundtrack.acts import incoming
from fundtrack.acts.incoming import Looked
from fundtrack.acts.incoming import look_at
from fundtrack.acts.incoming import take_in
from fundtrack.acts.incoming_kinds import kind_of
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.incoming import Choices
from fundtrack.domain.incoming import IncomingKind
from fundtrack.domain.people import Role
from fundtrack.errors import NotAllowed
from fundtrack.money import Pence
from tests import builders
from tests import home_office_files
from tests import workbooks
from tests.acts.quarter_offices import Filling
from tests.acts.quarter_offices import filling
from tests.acts.quarter_offices import quarter_office
from tests.crime_files import BURGLARY
from tests.crime_files import Crime
from tests.crime_files import street_text
from tests.crime_files import zip_of
from tests.evaluation.offices import area
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.returns.office import open_office
from tests.survey_files import asked
from tests.survey_files import survey_file

LEDGER = Choices(source="ledger", source_kind="ledger")
FUNDS = "Fund,Name,Kind,Funder\nSSF9,Safer Streets 9,grant,Home Office\n"
PEOPLE = "lad_code,lad_name,mid_year,population\nE07000117,Burnley,2020,94600\n"


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        *builders.person("officer", Role.FINANCE),
        *builders.person("auditor", Role.AUDITOR),
        area("burnley", "E07000117"),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "officer", clock)


def office_files(session: Session) -> dict[str, bytes]:
    """Everything in the workspace, to the byte; a lock beside the books aside."""
    folder = session.workspace.folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".lock", ".gate"}
    }


def looked(
    session: Session, kind: IncomingKind, path: Path, choices: Choices = LEDGER
) -> Looked:
    """Look at a file, and see that nothing of the office is other than before."""
    before = office_files(session)
    found = look_at(session, kind, path, choices, path.parent)
    assert office_files(session) == before
    return found


def extract(folder: Path) -> Path:
    rows = [workbooks.CODED, workbooks.coded(12.5), workbooks.coded("no sum")]
    return workbooks.workbook(folder / "extract.xlsx", {"Jan": rows})


def registers(folder: Path) -> Path:
    path = folder / "funds.csv"
    path.write_text(FUNDS, encoding="utf-8")
    return path


def street(folder: Path) -> Path:
    text = street_text([Crime(BURGLARY), Crime(BURGLARY)])
    return zip_of(folder / "any.zip", {"2024-01-lancashire-street.csv": text})


def people(folder: Path) -> Path:
    path = folder / "mye.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def survey(folder: Path) -> Path:
    return survey_file(folder, asked("2024-03", 30, 40, "burnley"))


def recorded(folder: Path) -> Path:
    row = home_office_files.force_row(5)
    sheets = home_office_files.table(home_office_files.FORCE_HEADINGS, row)
    return home_office_files.xlsx_file(folder / "prc-240724.xlsx", sheets)


def outcomes(folder: Path) -> Path:
    row = home_office_files.outcome_row("1", (5, 4))
    sheets = home_office_files.table(home_office_files.OUTCOME_HEADINGS, row)
    return home_office_files.xlsx_file(folder / "outcomes-240724.xlsx", sheets)


MADE: dict[IncomingKind, Callable[[Path], Path]] = {
    IncomingKind.SPEND: extract,
    IncomingKind.REGISTERS: registers,
    IncomingKind.CRIME: street,
    IncomingKind.POPULATION: people,
    IncomingKind.SURVEY: survey,
    IncomingKind.RECORDED_CRIME: recorded,
    IncomingKind.OUTCOMES: outcomes,
}
CHANGES = {
    IncomingKind.SPEND: (
        "1 line of spending new",
        "1 row kept as refused until put right",
    ),
    IncomingKind.REGISTERS: ("2 entries: 1 fund, 1 register import",),
    IncomingKind.CRIME: (
        "1 entry: 1 crime import",
        "1 month new: street lancashire 2024-01",
    ),
    IncomingKind.POPULATION: (
        "1 entry: 1 table import",
        "1 part new: population people mye",
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_file_is_told_looked_at_and_taken_in_with_the_same_words(
    officer: Session, tmp_path: Path, kind: IncomingKind
) -> None:
    path = MADE[kind](tmp_path)
    assert kind_of(path) is kind
    found = looked(officer, kind, path)
    assert found.changes == CHANGES.get(kind, found.changes)
    assert not found.is_refused
    taken = take_in(officer, kind, path, LEDGER)
    assert (taken.says, taken.findings) == (found.says, found.findings)
    again = looked(officer, kind, path)
    assert again.changes == ("nothing: all of it is held already",)


def test_a_partners_claim_is_looked_at_without_a_reply_and_taken_with_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    office = add_partner(open_office(workspace))
    form = filled(blank(office), [line()]).rename(tmp_path / "claim.xlsx")
    assert kind_of(form) is IncomingKind.CLAIM
    session = office.session("finance.officer")
    found = looked(session, IncomingKind.CLAIM, form)
    assert found.changes == ("2 entries: 1 partner claim, 1 partner line",)
    taken = take_in(session, IncomingKind.CLAIM, form, Choices())
    assert taken.says == found.says
    assert taken.reply == workspace.folder / "replies" / "claim-reply.xlsx"


def quarter_form(workspace: Workspace, folder: Path) -> Filling:
    form = filling(quarter_office(workspace), folder)
    form.put("Forecasts", ("Lancaster", "lamps", "2024-25"), Forecast_Q1=12)
    form.put("Forecasts", ("Lancaster", "lamps", "2024-25"), Why="split")
    form.book.save(form.path)
    return form


def test_a_quarters_workbook_is_looked_at_cell_by_cell(
    workspace: Workspace, tmp_path: Path
) -> None:
    form = quarter_form(workspace, tmp_path)
    assert kind_of(form.path) is IncomingKind.QUARTER
    session = form.office.session("finance.officer")
    found = looked(session, IncomingKind.QUARTER, form.path)
    assert found.says == ("1 change would be recorded",)
    assert [it.partition(": was")[2] for it in found.changes]
    taken = take_in(session, IncomingKind.QUARTER, form.path, Choices())
    assert taken.says[-1] == "1 change recorded"


def test_a_file_that_is_refused_says_why_and_changes_nothing(
    officer: Session, tmp_path: Path
) -> None:
    path = tmp_path / "program.csv"
    path.write_bytes(b"MZ\x90\x00\x03" + bytes(range(256)) * 8)
    assert kind_of(path) is IncomingKind.SPEND
    found = looked(officer, IncomingKind.SPEND, path)
    assert (found.is_refused, found.says, found.changes) == (True, (), ())
    assert found.findings[0].file == "program.csv"


def test_a_zip_that_unpacks_to_far_too_much_or_leads_out_is_refused_in_words(
    officer: Session, tmp_path: Path
) -> None:
    name = "2024-01-lancashire-street.csv"
    for member, content in ((name, b"0" * 5_000_000), (f"../../{name}", b"0")):
        path = zip_of(tmp_path / "bomb.zip", {member: content})
        found = looked(officer, IncomingKind.CRIME, path)
        assert (found.is_refused, found.findings[0].rule) == (
            True,
            "crime-zip-untrusted",
        )


def test_a_zip_that_is_damaged_is_told_by_its_name(tmp_path: Path) -> None:
    packed, book = tmp_path / "months.zip", tmp_path / "book.xlsx"
    for path in (packed, book):
        path.write_bytes(b"PK\x03\x04 and no more")
    assert kind_of(packed) is IncomingKind.CRIME
    assert kind_of(book) is IncomingKind.SPEND


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("prc-pfa-mar2013.csv", IncomingKind.RECORDED_CRIME),
        ("Outcomes_open_data.ods", IncomingKind.OUTCOMES),
        ("notes.csv", IncomingKind.SPEND),
    ],
)
def test_a_table_that_cannot_be_read_for_this_is_told_by_its_name(
    tmp_path: Path, name: str, kind: IncomingKind
) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert kind_of(path) is kind


def test_the_answer_of_the_police_api_is_crime(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text("[]", encoding="utf-8")
    assert kind_of(path) is IncomingKind.CRIME


def test_a_revised_month_and_a_changed_line_are_said(
    officer: Session, tmp_path: Path
) -> None:
    take_in(officer, IncomingKind.CRIME, street(tmp_path), Choices())
    text = street_text([Crime(BURGLARY)])
    path = zip_of(tmp_path / "new.zip", {"2024-01-lancashire-street.csv": text})
    found = looked(officer, IncomingKind.CRIME, path)
    assert found.changes[1] == (
        "1 month revised, in place of what is held: street lancashire 2024-01"
    )


def test_a_control_total_is_compared_before_anything_is_taken(
    officer: Session, tmp_path: Path
) -> None:
    said = Choices("ledger", "ledger", control_total_pence=Pence(1_300))
    found = looked(officer, IncomingKind.SPEND, extract(tmp_path), said)
    assert "control-total" in " ".join(it.rule for it in found.findings)


def test_who_may_not_take_a_file_in_is_told_so_before_the_office_is_copied(
    officer: Session, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = Session(officer.workspace, "auditor", clock)
    monkeypatch.setattr(incoming, "rehearsal", lambda *_: pytest.fail("copied"))
    with pytest.raises(NotAllowed):
        look_at(auditor, IncomingKind.CRIME, street(tmp_path), Choices(), tmp_path)
