"""Returns says whether it can be sent, and lets whoever may take the next step."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.figures import FigureId
from fundtrack.domain.people import Role
from fundtrack.metrics.trace import trace
from fundtrack.money import show_pence
from fundtrack.pages.forms import NOT_OFFERED
from fundtrack.pages.returns.offers import Moment
from fundtrack.pages.returns.offers import offers
from fundtrack.pages.returns.page import build
from fundtrack.pages.returns.standing import read_returns
from fundtrack.pages.screens.first import first_screen
from fundtrack.pages.session import PageSession
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.conftest import SETTINGS
from tests.pages import screens
from tests.pages.return_pages import PASSWORD
from tests.pages.return_pages import Desk
from tests.pages.return_pages import desk_of
from tests.pages.return_pages import office_that_sent
from tests.pages.return_pages import office_with_a_draft
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import refused_row

MOMENT = Moment(date(2024, 4, 16))
SECOND = "SSF5-2023-24-Q4-v2"


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, on a day in April."""
    return open_office(workspace)


@pytest.fixture
def drafted(workspace: Workspace) -> Office:
    """The same with a draft of the quarter's return."""
    return office_with_a_draft(workspace)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The draft in front of its preparer, for tests that only look at it."""
    folder = tmp_path_factory.mktemp("read") / "office"
    return desk_of(office_with_a_draft(Workspace(folder)), "finance.officer")


@pytest.fixture
def sent(workspace: Workspace) -> Office:
    """The same whose return was sent, in May."""
    return office_that_sent(workspace)


def test_a_fund_without_a_return_offers_to_prepare_one(office: Office) -> None:
    desk = desk_of(office, "finance.officer")
    assert "No return is due for Safer Streets round 5, and none is held" in desk.words
    assert desk.offered() == ["prepare"]
    assert desk.table("claim") == {}
    desk.do("prepare", quarter="2023-24 Q4")
    assert desk.told == f"{RETURN}: prepared. It claims £1,120.01."
    assert "The 2023-24 Q4 return claims £1,120.01; nothing blocks it" in desk.words
    assert desk.offered() == ["prepare", "sheet"]
    screens.choose(desk.page, version=RETURN)
    assert desk.told == ""


def test_a_quarter_that_is_due_offers_to_prepare_it(office: Office) -> None:
    office.day = date(2024, 7, 9)
    desk = desk_of(office, "finance.officer")
    assert "No return is begun for 2024-25 Q1; it is due on 30 July 2024" in desk.words
    assert "next Prepared by All.Hands" in desk.words
    (offer,) = desk.forms().offers
    assert offer["button"] == "Prepare the 2024-25 Q1 return"
    assert screens.options(desk.page, "quarter") == {
        "2024-25 Q1": "2024-25 Q1 (not begun)"
    }


def test_three_people_take_a_return_from_draft_to_sent(drafted: Office) -> None:
    reviewer = desk_of(drafted, "reviewer")
    reviewer.do("review")
    assert reviewer.told == f"{RETURN}: reviewed. It claims £1,120.01."
    signatory = desk_of(drafted, "cfo")
    signatory.do("sheet")
    signatory.do("certify", "signing", read="yes", password=PASSWORD)
    assert f"{RETURN}: certified and frozen." in signatory.told
    assert "of £1,120.01 is certified, not sent" in signatory.words
    officer = desk_of(drafted, "finance.officer")
    officer.do(
        "submit", date="2024-04-16", route="e-mail", recipient="grants", reference="7"
    )
    assert "the program itself sent nothing" in officer.told
    assert "was sent on 16 April 2024; £1,120.01 is expected by" in officer.words
    assert officer.heard == []


def test_certifying_asks_for_the_sign_sheet_first(drafted: Office) -> None:
    review(drafted.session("reviewer"), RETURN)
    desk = desk_of(drafted, "cfo")
    assert desk.offered("signing") == []
    desk.do("certify", "signing", read="yes", password=PASSWORD)
    assert desk.heard == [{"refused": NOT_OFFERED, "errors": {}, "turn": 1}]
    desk.do("sheet")
    assert desk.offered("signing") == ["certify"]
    assert screens.cells(dict(desk.table("opened")))[0][:2] == ["Claim", "£1,120.01"]


def test_a_wrong_password_certifies_nothing(drafted: Office) -> None:
    review(drafted.session("reviewer"), RETURN)
    desk = desk_of(drafted, "cfo")
    desk.do("sheet")
    desk.do("certify", "signing", read="yes", password=PASSWORD[1:])
    assert "Nothing was changed: cfo may not certify" in desk.heard[0]["refused"]
    desk.do("certify", "signing")
    assert set(desk.heard[1]["errors"]) == {"read", "password"}
    assert not drafted.workspace.returns.exists()


def test_only_what_a_person_may_do_is_offered(drafted: Office) -> None:
    with open_books(drafted.workspace) as books:
        standing = read_returns(PageSession(drafted.workspace, {}), books, {})
    may = {
        person: [it.name for it in offers(replace(standing, person=person), MOMENT)]
        for person in ("finance.officer", "reviewer", "cfo", "tester", None)
    }
    assert may == {
        "finance.officer": ["prepare", "sheet"],
        "reviewer": ["review", "sheet"],
        "cfo": ["sheet"],
        "tester": ["sheet"],
        None: ["sheet"],
    }


def test_nobody_who_is_not_signed_in_changes_anything(drafted: Office) -> None:
    desk = desk_of(drafted, None)
    assert "Nobody is signed in here" in desk.words
    desk.do("prepare")
    assert desk.heard[0]["refused"] == NOT_OFFERED


def test_whoever_had_a_hand_in_it_is_told_that_they_cannot(office: Office) -> None:
    prepare(office.session("all.hands"), "SSF5", Q4)
    desk = desk_of(office, "all.hands")
    assert "review" not in desk.offered()
    assert "Reviewed by Reviewer. You had a hand in it, so you cannot." in desk.words


def test_what_blocks_is_listed_with_its_remedy_and_stops_the_review(
    office: Office,
) -> None:
    office.record(refused_row())
    prepare(office.session("finance.officer"), "SSF5", Q4)
    desk = desk_of(office, "reviewer")
    assert "one thing blocks it" in desk.words
    assert "Not before what blocks it is put right or waived." in desk.words
    assert "Show them on Spend" in desk.words
    assert desk.offered() == ["waive", "sheet"]


def test_a_waiver_lets_the_return_go_on(office: Office) -> None:
    office.record(refused_row())
    prepare(office.session("finance.officer"), "SSF5", Q4)
    desk = desk_of(office, "reviewer")
    desk.do("waive", rule="no-refused-rows", until="2024-04-30", reason="known to them")
    assert desk.told.startswith("Recorded as entry ")
    assert "waived by reviewer until 2024-04-30: known to them" in desk.words
    assert "review" in desk.offered()


def test_every_money_cell_traces_to_what_it_shows(read: Desk) -> None:
    desk = read
    shown = [
        pressed
        for name in ("claim", "reconciliation", "headings")
        for pressed in screens.presses(dict(desk.table(name)))
    ]
    assert len(shown) > 20
    with open_books(desk.office.workspace) as books:
        for text, figure in shown:
            pence = trace(books, FigureId.parse(figure)).pence
            assert text.lstrip("−") == show_pence(pence).lstrip("−")


def test_a_press_opens_the_lines_with_their_source_cells(read: Desk) -> None:
    desk = read
    claim = screens.table(desk.page, "claim")
    eligible = next(
        row["presses"][1]
        for row in claim.table["rows"]
        if row["cells"][0].startswith("Eligible spending since")
    )
    screens.press(claim, eligible)
    entries = screens.cells(dict(desk.table("entries")))
    assert entries[-1][3] == "£1,120.01"
    assert entries[0][4] == "extract.xlsx, sheet Jan, row 2"


def test_ledger_and_claim_are_tied_down_to_nil(read: Desk) -> None:
    desk = read
    *_, last = screens.cells(dict(desk.table("reconciliation")))
    assert last[:2] == ["Difference", "£0.00"]
    assert "Ledger says £1,120.01 £0.00 apart, 0 reconciling items" in desk.words


def test_a_certified_return_links_its_files_and_says_what_moved_since(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.certified()
    office.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    desk = desk_of(office, "finance.officer")
    assert "certified figures no longer match the ledger: £25.00" in desk.words.lower()
    href = f"/files/return/{RETURN}/{RETURN}.xlsx"
    listed = [str(getattr(it, "value", "")) for it in screens.widgets(desk.page)]
    assert sum(f'href="{href}"' in it for it in listed) == 1
    links = [link for row in desk.table("returns")["rows"] for link in row["links"][-1]]
    assert ["XLSX", href] in links
    desk.do("verify")
    assert desk.told.startswith("Made again and the same")
    signatory = desk_of(office, "cfo")
    signatory.do("reopen", reason="a late invoice")
    assert "was withdrawn before it was sent: prepare version 2" in signatory.words
    assert desk_of(office, "finance.officer").offered()[0] == "prepare"


def test_an_example_s_acts_fall_on_its_last_day_and_the_last_quarter_is_compared(
    sent: Office,
) -> None:
    sent.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    told = '\n[example]\nis_example = true\nstory_ends_on = "2024-07-10"\n'
    sent.workspace.settings_file.write_text(SETTINGS + told, encoding="utf-8")
    desk = desk_of(sent, "finance.officer")
    desk.do("prepare")
    assert "10 Jul 2024 Prepared by Finance.Officer." in desk.words
    since = screens.table(desk.page, "since").words
    assert since["heading"] == "Since the 2023-24 Q4 return: 1 entry"
    assert since["sub"].startswith("1 entry of £25.00 together counts up to 31 March")


def test_a_query_is_recorded_and_answered_before_the_funder_agrees(
    sent: Office,
) -> None:
    desk = desk_of(sent, "finance.officer")
    desk.do("query", section="Claim", text="why so much?", date="2024-05-09")
    assert "one query waits for an answer" in desk.words
    desk.do("agree", date="2024-05-10", reference="letter 3")
    assert "is not answered" in desk.heard[0]["refused"]
    waiting = str(desk.forms().offers[0]["fields"][0]["value"])  # type: ignore[index]
    desk.do("answer", query=waiting, text="because it was spent")
    assert "every query is answered" in desk.words
    desk.do("agree", date="2024-05-10", reference="letter 3")
    assert "is agreed by the funder" in desk.words


def test_a_short_payment_leaves_the_rest_owed_and_the_whole_closes(
    sent: Office,
) -> None:
    desk = desk_of(sent, "finance.officer")
    desk.do("receive", amount="1,000", date="2024-05-08", reference="BACS 1", reason="")
    assert "£120.01 is expected by" in desk.words
    receipts = screens.cells(dict(desk.table("receipts")))
    assert receipts[0][3:6] == ["£1,120.01", "£1,000.00", "£120.01"]
    desk.do("receive", amount="120.01", date="2024-05-09", reference="2", reason="")
    assert "is paid in full" in desk.words
    desk.do("close", reason="settled")
    assert "is closed; nothing is owed on it" in desk.words
    assert desk.offered() == ["compare", "verify"]
    signatory = desk_of(sent, "cfo")
    signatory.do("reopen", reason="a question")
    assert "is open again; nothing is owed on it" in signatory.words


def test_amounts_are_marked_with_how_sure_the_entries_beneath_are(
    sent: Office,
) -> None:
    desk = desk_of(sent, "finance.officer")
    for name in ("returns", "receipts"):
        marked = [row["marks"] for row in desk.table(name)["rows"] if row["marks"]]
        assert marked == [["recorded", "synthetic"]]
    assert "£0.00 apart, 0 reconciling items synthetic" in desk.words


def test_a_new_version_is_shown_with_what_changed_since(sent: Office) -> None:
    sent.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    desk = desk_of(sent, "finance.officer")
    desk.do("resubmit", reason="a late invoice")
    assert screens.filters(desk.page).chosen["version"] == SECOND
    assert "the version before claimed £1,120.01" in desk.words
    since = screens.table(desk.page, "since")
    assert since.words["heading"].startswith("Since version 1: ")
    desk.do("compare")
    assert f"from {RETURN}; the claim moves by £25.00" in desk.told
    screens.choose(desk.page, version=RETURN)
    assert "Version 1 of the 2023-24 Q4 return was replaced by version 2." in desk.words
    assert desk.offered() == ["compare", "verify"]


def test_a_sample_is_drawn_and_the_folder_handed_over(read: Desk) -> None:
    desk = read
    desk.do("sample", "audit", size="2", seed="7")
    drawn = screens.cells(dict(desk.table("sample")))
    desk.do("sample", "audit", size="2", seed="7")
    assert screens.cells(dict(desk.table("sample"))) == drawn
    desk.do("pack", "audit", size="2", seed="7")
    assert desk.heard[-1:] == [{"file": f"audit-{RETURN}-7.zip"}]


def test_a_pack_too_large_for_the_browser_names_the_command(
    read: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundtrack.pages.returns.audit.LARGEST", 1)
    read.do("pack", "audit", size="2", seed="7")
    assert f"return audit-pack {RETURN} --size 2" in read.heard[-1]["refused"]


def test_a_fund_that_asks_for_no_return_says_so(office: Office) -> None:
    facts: Payload = {"fund": "LOCAL", "name": "Local fund", "local": True}
    office.record(NewEvent("fund", builders.START, "opens", facts))
    desk = desk_of(office, "finance.officer", fund="LOCAL")
    assert "No return is due for Local fund, and none is held." in desk.words
    assert screens.options(desk.page, "fund")["LOCAL"] == "Local fund (no return)"
    assert desk.offered() == []


def test_an_office_without_funds_says_what_to_do(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.person("finance.officer", Role.FINANCE))
    page = build(PageSession(workspace, {}, clock))
    assert screens.words(page).count("The books hold no money yet.") == 1


def test_the_first_screen_says_the_same_before_the_kernel_is_up(
    drafted: Office,
) -> None:
    screen = first_screen(drafted.workspace, "returns", "fund=SSF5")
    assert "The 2023-24 Q4 return claims £1,120.01; nothing blocks it" in screen
    assert 'aria-current="step"' in screen
    assert "<dt>Claim now</dt>" in screen


def test_a_long_listing_keeps_the_largest_lines(
    drafted: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundtrack.pages.returns.sheets.MOST_LINES", 2)
    desk = desk_of(drafted, None)
    lines = screens.table(desk.page, "lines")
    amounts = [row[5] for row in screens.cells(dict(lines.table))]
    assert amounts == ["£400.00", "£600.00", "£1,000.00"]
    assert "The 2 smallest stand in the workbook alone." in lines.words["sub"]


def test_a_part_that_fails_leaves_the_rest_of_the_page(
    drafted: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundtrack.pages.returns.page.checks", lambda _: 1 / 0)
    desk = desk_of(drafted, "finance.officer")
    assert "This part of the page could not be shown" in desk.words
    assert desk.offered() == ["prepare", "sheet"]
