"""Data health shows what is held, and takes a file in after it was looked at."""

import shutil
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from ipywidgets import DOMWidget

from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.incoming import TakenIn
from fundtrack.acts.incoming import take_in
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Provenance
from fundtrack.domain.incoming import Choices
from fundtrack.domain.incoming import IncomingKind
from fundtrack.domain.people import Role
from fundtrack.money import Pence
from fundtrack.pages.data_health import intake as health_intake
from fundtrack.pages.data_health.page import build
from fundtrack.pages.forms import Forms
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import Spool
from fundtrack.pages.widgets.uploads import NOT_THERE
from fundtrack.pages.widgets.uploads import Uploads
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.uploads import UPLOADS
from fundtrack.store.uploads import Draft
from tests import builders
from tests import workbooks
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.pages import screens
from tests.pages.offices import office

TOLD = Choices("office ledger", "ledger", Pence(1_250))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An office with an extract of which a row was refused, and months with a gap."""
    folder = tmp_path_factory.mktemp("office")
    times = iter(range(10_000))
    clock = ticking(times)
    workspace = office(Workspace(folder), clock)
    people = [
        builders.project(),
        *builders.person("officer", Role.FINANCE),
        *builders.person("admin", Role.ADMIN),
        *builders.person("auditor", Role.AUDITOR),
    ]
    builders.record(workspace, clock, people)
    session = Session(workspace, "officer", clock)
    rows = [workbooks.CODED, workbooks.coded(12.5), workbooks.coded("see invoice")]
    path = workbooks.workbook(folder / "march.xlsx", {"Mar": rows})
    take_in(session, IncomingKind.SPEND, path, TOLD)
    files = [
        street_file(folder, f"2024-{month}-kent-street.csv", crime(month))
        for month in ("01", "03")
    ]
    ingest_crime(session, files)
    return workspace


def ticking(times: Iterator[int]) -> Clock:
    """A clock that goes a second further each time it is looked at."""
    noon = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
    return lambda: noon + timedelta(seconds=next(times))


def crime(month: str) -> Crime:
    return Crime(month=f"2024-{month}", reported_by="Kent Police")


@pytest.fixture
def session(made: Workspace, tmp_path: Path) -> PageSession:
    """A page of the finance officer, in an office of its own, with a spool."""
    folder = tmp_path / "office"
    shutil.copytree(made.folder, folder)
    (tmp_path / "spool").mkdir()
    return page_of(folder, "officer")


def page_of(folder: Path, person: str) -> PageSession:
    spool = Spool("page", folder.parent / "spool")
    clock = ticking(iter(range(20_000, 40_000)))
    return PageSession(Workspace(folder), {}, clock, lambda: person, spool)


def uploads(page: DOMWidget) -> Uploads:
    return next(it for it in screens.widgets(page) if isinstance(it, Uploads))


def forms(page: DOMWidget, name: str) -> Forms:
    found = (it for it in screens.widgets(page) if isinstance(it, Forms))
    return next(it for it in found if it.name == name)


def send(session: PageSession, page: DOMWidget, name: str, content: bytes) -> str:
    """Put a file where the server would, and tell the page of it."""
    assert session.spool is not None
    draft = Draft.begin(session.spool.folder, name, len(content))
    draft.write(content)
    draft.finish()
    place = uploads(page)
    place._answer(place, {"lies": draft.token}, [])
    return str(place.said["text"])


def do(page: DOMWidget, form: str, offer: str, **values: str) -> None:
    """Press a button of a form, with what was typed."""
    found = forms(page, form)
    turn = found.said["turn"]
    found._answer(found, {"do": offer, "turn": turn, "values": values}, [])


def extract(folder: Path, *rows: workbooks.Row) -> bytes:
    made = [workbooks.CODED, *rows]
    return workbooks.workbook(folder / "made.xlsx", {"Mar": made}).read_bytes()


def test_it_opens_with_what_waits_and_what_is_left_out(session: PageSession) -> None:
    said = screens.words(build(session))
    assert "2 refused rows wait to be put right; Kent has no street files for" in said
    assert "one month (February 2024), and that month is left out" in said
    assert "Not asked Verify to recompute the chain of hashes" in said
    assert "Tied out 2 extracts equal to the control total given." in said
    assert "Not held Partner's claim: no file yet." in said


def test_each_month_of_each_force_is_drawn_by_how_it_is_held(
    session: PageSession,
) -> None:
    page = build(session)
    drawn = screens.chart(page, "months-held").data
    by_key = dict(zip(drawn["press_held"], drawn["state"], strict=True))
    assert by_key["kent 2024-01"] == "held"
    assert by_key["kent 2024-02"] == "missing"
    assert list(screens.options(page, "year")) == ["*", "2023-24"]
    screens.choose(page, year="2023-24")
    assert screens.chart(page, "months-held").data["press_held"] == [
        "kent 2024-01",
        "kent 2024-02",
        "kent 2024-03",
    ]


@pytest.mark.parametrize(
    ("month", "first"),
    [
        ("kent 2024-01", "2024-01-kent-street.csv"),
        ("kent 2024-02", "No file was published or taken in"),
    ],
)
def test_a_press_on_a_month_shows_its_file(
    session: PageSession, month: str, first: str
) -> None:
    page = build(session)
    screens.press(screens.chart(page, "months-held"), month)
    assert screens.cells(screens.table(page, "month").table)[0][0] == first


def test_what_is_held_is_marked_with_how_sure_it_is(
    workspace: Workspace, clock: Clock
) -> None:
    told: Payload = {
        "file": "march.xlsx",
        "source": "ledger",
        "rows": 1,
        "accepted": 1,
    }
    made_up = NewEvent(
        "crime_import",
        builders.START,
        "crime files taken in",
        {"file": "made.csv", "rows": 320_894},
        provenance=Provenance.SYNTHETIC,
    )
    taken = NewEvent("import", builders.START, "extract", told)
    officer = builders.person("officer", Role.FINANCE)
    spent = builders.actual(9_000)
    events = [taken, *builders.registers(), *officer, spent, made_up]
    builders.record(workspace, clock, events)
    page = build(PageSession(workspace, {}, clock, lambda: "officer"))
    said = screens.words(page)
    rows = screens.table(page, "imports").table["rows"]
    assert ["synthetic" in row["marks"] for row in rows] == [True, True]
    assert "320,894 rows of 1 file, the last made.csv on 5 Apr 2024. synthetic" in said


def test_the_imports_stand_with_what_was_refused_and_a_press_lists_it(
    session: PageSession,
) -> None:
    page = build(session)
    imports = screens.table(page, "imports")
    named = [row[0] for row in screens.cells(imports.table)]
    assert named[2:] == ["march.xlsx", "extract-feb.xlsx"]
    number, entry = next(screens.presses(imports.table))
    assert number == "1"
    screens.press(imports, entry)
    (row,) = screens.cells(screens.table(page, "refused").table)
    assert row[1:4] == ["Mar", "3", "see invoice"]
    screens.choose(page, sort="register_import")
    assert screens.table(page, "imports").table["length"] == 0


def test_a_file_is_looked_at_and_changes_nothing_until_it_is_taken(
    session: PageSession, tmp_path: Path
) -> None:
    page = build(session)
    before = session.workspace.ledger.read_bytes()
    content = extract(tmp_path, workbooks.coded(30, reference="INV-9"))
    said = send(session, page, "april.xlsx", content)
    assert said == (
        "april.xlsx was looked at as an extract of spending. Nothing has been taken in "
        "yet."
    )
    assert session.workspace.ledger.read_bytes() == before
    assert "1 line of spending new" in screens.words(page)
    do(
        page,
        "intake",
        "again",
        kind="spend",
        source="office ledger",
        ledger="ledger",
        total="30.00",
    )
    assert session.workspace.ledger.read_bytes() == before
    do(page, "intake", "take")
    assert uploads(page).said["text"] == "april.xlsx was taken in."
    assert "april.xlsx: 1 rows, £30.00: 1 accepted" in screens.words(page)
    assert screens.cells(screens.table(page, "imports").table)[0][0] == "april.xlsx"
    assert session.spool is not None
    assert not list((session.spool.folder / UPLOADS).iterdir())


@pytest.mark.parametrize("is_full", [False, True])
def test_a_claim_taken_in_is_said_whatever_its_reply_is_called(
    session: PageSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_full: bool,
) -> None:
    reply = tmp_path / "Smith & Sons' claim-reply.xlsx"
    reply.write_bytes(b"answers")
    taken = TakenIn(("Smith & Sons, Q1: 3 rows",), (), reply)
    monkeypatch.setattr(health_intake, "take", lambda *_: taken)
    page = build(session)
    send(session, page, "claim.xlsx", extract(tmp_path, workbooks.coded(30)))
    assert session.spool is not None
    kept = session.spool.folder / health_intake.REPLY
    if is_full:
        kept.mkdir()
    do(page, "intake", "take")
    assert uploads(page).said["text"] == "claim.xlsx was taken in."
    assert is_full or kept.read_bytes() == b"answers"


def test_a_file_may_be_left(session: PageSession, tmp_path: Path) -> None:
    page = build(session)
    send(session, page, "april.xlsx", extract(tmp_path, workbooks.coded(30)))
    do(page, "intake", "leave")
    assert "nothing was taken in" in uploads(page).said["text"]
    assert session.spool is not None
    assert not list((session.spool.folder / UPLOADS).iterdir())


def test_a_program_named_as_text_is_refused_in_words(session: PageSession) -> None:
    page = build(session)
    said = send(session, page, "april.csv", b"MZ\x90\x00" + bytes(range(256)) * 4)
    assert said.startswith("april.csv is refused as it is: ")
    offered = [offer["name"] for offer in forms(page, "intake").offers]
    assert offered == ["again", "leave"]
    do(page, "intake", "again", kind="population", year="2020")
    assert "is refused as it is" in uploads(page).said["text"]


def test_a_table_of_people_asks_for_a_year_it_does_not_tell(
    session: PageSession,
) -> None:
    page = build(session)
    table = b"lad_code,lad_name,population\r\nE07000117,Burnley,94600\r\n"
    send(session, page, "people.csv", table)
    do(page, "intake", "again", kind="population")
    do(page, "intake", "again", kind="population", year="2020")
    assert "of 2020 as" in screens.words(page)
    do(page, "intake", "take")
    assert uploads(page).said["text"] == "people.csv was taken in."


def test_what_is_not_there_is_said(session: PageSession) -> None:
    page = build(session)
    place = uploads(page)
    place._answer(place, {"lies": "../../fundtrack.toml"}, [])
    assert place.said["text"] == NOT_THERE


def test_who_may_not_take_files_in_is_told_who_can(
    session: PageSession, tmp_path: Path
) -> None:
    auditor = page_of(session.workspace.folder, "auditor")
    page = build(auditor)
    words = "You may not take files in; these people can: officer."
    assert words in screens.words(page)
    said = send(auditor, page, "a.csv", extract(tmp_path, workbooks.coded(1)))
    assert said.startswith("Nothing was taken in: ")
    assert [it["name"] for it in forms(page, "keeping").offers] == ["verify"]
    admin = screens.words(build(page_of(session.workspace.folder, "admin")))
    assert "The people register alone is yours to take in." in admin


def test_the_books_are_verified_backed_up_and_published(session: PageSession) -> None:
    page = build(session)
    do(page, "keeping", "verify")
    assert "Verified: nothing was altered." in forms(page, "keeping").said["done"]
    assert "Whole" in screens.words(page)
    do(page, "keeping", "back-up")
    assert "Keep this head apart from it" in forms(page, "keeping").said["done"]
    folder = session.workspace.folder / "backups"
    assert len(list(folder.glob("fundtrack-*.zip"))) == 1
    do(page, "keeping", "publish")
    snapshot = current_snapshot(session.workspace).snapshot[:8]
    assert f"Snapshot {snapshot} is published" in forms(page, "keeping").said["done"]


def test_what_was_altered_is_listed(session: PageSession) -> None:
    page = build(session)
    kept = next(session.workspace.evidence.glob("[!.]*"))
    kept.chmod(0o600)
    kept.write_bytes(b"altered")
    do(page, "keeping", "verify")
    assert "Not whole" in screens.words(page)
    (row,) = screens.cells(screens.table(page, "wrong").table)
    assert "was altered since" in row[0]


def test_an_office_that_is_empty_begins_here(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.person("admin", Role.ADMIN))
    page = build(PageSession(workspace, {}, clock))
    said = screens.words(page)
    assert "Nothing has been taken in yet: drop a file here to begin." in said
    assert "empty" in screens.chart(page, "months-held").words or "held" in said
    assert uploads(page).words["where"] == ""
