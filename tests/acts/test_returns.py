"""The life of a return through its acts: who, in which order, and what is left."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts import return_files
from fundtrack.acts import returns
from fundtrack.acts.returns import ReturnStep
from fundtrack.acts.returns import Submission
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.acts.returns import waive
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NoRoom
from fundtrack.errors import NotAllowed
from fundtrack.errors import NotCounted
from fundtrack.errors import OutOfOrder
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.periods import Quarter
from fundtrack.returns import frozen
from fundtrack.returns import reproduce
from fundtrack.returns.rules import RuleStands
from fundtrack.store.ledger import Ledger
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q3
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import refused_row
from tests.returns.office import terms
from tests.returns.test_outcomes import RUN

Verb = Callable[[Office], ReturnStep]
CLAIM = 40_000 + 60_000 + 5_001 + 7_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, on a day in April."""
    return open_office(workspace)


def prepared(office: Office) -> ReturnStep:
    """Prepare the quarter's return."""
    return prepare(office.session("finance.officer"), "SSF5", Q4)


def folder_of(office: Office) -> Path:
    """Where the return is frozen."""
    return office.workspace.returns / RETURN


def test_a_return_is_prepared_with_its_figures(office: Office) -> None:
    done = prepared(office)
    assert (done.return_id, done.version, done.state) == (RETURN, 1, "prepared")
    assert (done.claim_pence, done.ledger_pence) == (CLAIM, CLAIM)
    assert (done.reconciling, done.difference_pence, done.sha256) == ((), 0, None)
    assert {found.rule for found in done.findings} == {"variance-explained"}


def test_the_fund_may_be_named_in_full(office: Office) -> None:
    done = prepare(office.session("finance.officer"), "safer streets round 5", Q4)
    assert done.return_id == RETURN


def test_the_whole_life_by_three_people_ends_in_a_claim(office: Office) -> None:
    office.certified()
    done = submit(office.session("finance.officer"), RETURN, SENT)
    assert (done.state, done.claim_pence) == ("submitted", CLAIM)
    assert done.note == "recorded as sent by a person; the program itself sent nothing"
    with open_books(office.workspace) as books:
        known = books.info.head_seq
        before = position(books, Selection(date(2024, 4, 23), known, "SSF5"))
        after = position(books, Selection(SENT.on, known, "SSF5"))
        year = Selection(SENT.on, known, "SSF5", financial_year="2023-24")
        in_year = position(books, year)
    assert (before.totals.claimed_pence, after.totals.claimed_pence) == (0, CLAIM)
    assert after.totals.awarded_pence == 200_000
    claimed = {line.cell.area: line.claimed_pence for line in in_year.lines}
    assert claimed == {"blackpool": 100_000, "lancaster": 12_001}


def test_what_was_known_then_is_what_is_claimed(office: Office) -> None:
    known = office.record(terms())[0]
    office.record(builders.actual(900, date(2024, 2, 1), row=9))
    done = prepare(office.session("finance.officer"), "SSF5", Q4, str(known))
    assert (done.as_known, done.claim_pence) == (known, CLAIM)
    again = prepare(office.session("finance.officer"), "SSF5", Q4)
    assert (again.return_id, again.claim_pence) == (RETURN, CLAIM + 900)


@pytest.mark.parametrize("known", ["0", "999"])
def test_an_entry_that_is_not_held_is_refused(office: Office, known: str) -> None:
    with pytest.raises(WrongArgument, match="the books hold the entries 1 to"):
        prepare(office.session("finance.officer"), "SSF5", Q4, known)


def test_an_unknown_fund_or_return_is_named(office: Office) -> None:
    with pytest.raises(UnknownName, match="there is no fund “SSF9”"):
        prepare(office.session("finance.officer"), "SSF9", Q4)
    prepared(office)
    with pytest.raises(UnknownName, match=f"the books hold {RETURN}"):
        check(office.session("finance.officer"), "R9")


@pytest.mark.parametrize(
    ("person", "verb"),
    [
        ("reviewer", prepared),
        ("finance.officer", lambda it: review(it.session("finance.officer"), RETURN)),
        ("reviewer", lambda it: certify(it.session("reviewer"), RETURN)),
        ("cfo", lambda it: submit(it.session("cfo"), RETURN, SENT)),
    ],
)
def test_each_step_needs_its_permission(
    office: Office, person: str, verb: Verb
) -> None:
    if verb is prepared:
        with pytest.raises(NotAllowed, match=r"who can: all\.hands, finance\.officer"):
            prepare(office.session(person), "SSF5", Q4)
        return
    prepared(office)
    with pytest.raises(NotAllowed, match=r"who can: all\.hands"):
        verb(office)


def test_nobody_reviews_or_certifies_what_they_had_a_hand_in(office: Office) -> None:
    both = office.session("all.hands")
    prepare(both, "SSF5", Q4)
    with pytest.raises(NotAllowed, match=f"review {RETURN}.*who can: reviewer"):
        review(both, RETURN)
    review(office.session("reviewer"), RETURN)
    with pytest.raises(NotAllowed, match=f"certify {RETURN}.*who can: cfo"):
        certify(both, RETURN)
    assert not office.workspace.returns.exists()


def test_a_step_too_early_says_what_comes_first(office: Office) -> None:
    prepared(office)
    with pytest.raises(OutOfOrder, match=f"fundtrack return review {RETURN}"):
        certify(office.session("cfo"), RETURN)
    with pytest.raises(OutOfOrder, match=f"fundtrack return review {RETURN}"):
        verify(office.session("cfo"), RETURN)


def test_a_review_is_optional_where_the_terms_say_so(office: Office) -> None:
    office.record(terms(reviewer_needed=False, version=2))
    prepared(office)
    assert certify(office.session("cfo"), RETURN).state == "certified"


def test_a_blocked_return_is_prepared_and_cannot_be_reviewed(office: Office) -> None:
    office.record(refused_row())
    assert "no-refused-rows" in {it.rule for it in prepared(office).findings}
    with pytest.raises(FiguresRefused) as refused:
        review(office.session("reviewer"), RETURN)
    assert [it.rule for it in refused.value.findings] == ["no-refused-rows"]
    assert check(office.session("reviewer"), RETURN).state == "prepared"


def test_what_blocks_after_review_stops_certification_and_leaves_nothing(
    office: Office,
) -> None:
    prepared(office)
    review(office.session("reviewer"), RETURN)
    office.record(refused_row())
    with pytest.raises(FiguresRefused, match="a refused row"):
        certify(office.session("cfo"), RETURN)
    assert not office.workspace.returns.exists()


def test_a_waiver_lets_a_return_pass_and_is_printed_in_it(office: Office) -> None:
    office.record(refused_row())
    prepared(office)
    until = date(2024, 4, 30)
    done = waive(
        office.session("cfo"), "no-refused-rows", RETURN, until, "known to the funder"
    )
    assert len(done.event_hash) == 64
    office.signed()
    printed = (folder_of(office) / "csv" / "12-waivers.csv").read_text("utf-8-sig")
    assert "no-refused-rows,cfo,2024-04-16,2024-04-30,known to the funder" in printed


@pytest.mark.parametrize(
    ("rule", "until", "reason", "error"),
    [
        ("no-such-rule", date(2024, 5, 1), "why", UnknownName),
        ("claim-ties-to-ledger", date(2024, 5, 1), "why", RuleStands),
        ("no-suspense", date(2024, 4, 1), "why", WrongArgument),
        ("no-suspense", date(2024, 5, 1), " ", WrongArgument),
    ],
)
def test_a_waiver_needs_a_rule_an_end_and_a_reason(
    office: Office, rule: str, until: date, reason: str, error: type[Exception]
) -> None:
    prepared(office)
    with pytest.raises(error):
        waive(office.session("cfo"), rule, RETURN, until, reason)


def test_a_frozen_return_takes_no_waiver_and_no_preparing(office: Office) -> None:
    office.certified()
    with pytest.raises(OutOfOrder, match="cannot be given a waiver"):
        waive(office.session("cfo"), "no-suspense", RETURN, date(2024, 5, 1), "why")
    with pytest.raises(OutOfOrder, match=f"fundtrack return submit {RETURN}"):
        prepared(office)


def test_certification_freezes_files_that_the_manifest_lists(office: Office) -> None:
    office.certified()
    shown = show(office.session("finance.officer"), RETURN)
    manifest = json.loads((folder_of(office) / "manifest.json").read_text("utf-8"))
    assert shown.folder == str(folder_of(office))
    assert manifest["files"][f"{RETURN}.xlsx"] == shown.sha256
    assert (manifest["claim_pence"], manifest["as_known"]) == (CLAIM, shown.as_known)
    assert (manifest["certified_by"], manifest["certified_on"]) == ("cfo", "2024-04-22")
    assert manifest["snapshot"]["head_seq"] == shown.as_known + 2
    assert frozen.changed_files(folder_of(office), manifest) == []


def test_a_draft_has_no_folder_to_show(office: Office) -> None:
    prepared(office)
    assert show(office.session("cfo"), RETURN).folder is None


def test_a_frozen_return_is_made_again_byte_by_byte(office: Office) -> None:
    office.certified()
    office.record(builders.actual(77, date(2024, 2, 2), row=20))
    done = verify(office.session("cfo"), RETURN)
    assert (done.findings, done.note) == (
        (),
        "every byte compared; frozen by fundtrack 0.1.0",
    )


def test_another_version_compares_every_cell(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.certified()
    newer = {**frozen.program(), "program_version": "0.2.0"}
    monkeypatch.setattr(reproduce, "program", lambda: newer)
    done = verify(office.session("cfo"), RETURN)
    assert (done.findings, done.note[:20]) == ((), "every cell compared;")
    listing = folder_of(office) / "csv" / "06-transaction-listing.csv"
    listing.write_bytes(listing.read_bytes().replace(b"600.00", b"600.01"))
    (folder_of(office) / "csv" / "14-notes.csv").unlink()
    places = [it.file for it in verify(office.session("cfo"), RETURN).findings]
    assert places == [
        "csv/06-transaction-listing.csv, row 3, column 12",
        "csv/14-notes.csv",
        "csv/06-transaction-listing.csv",
    ]


def test_a_changed_frozen_file_is_found_and_not_submitted(office: Office) -> None:
    office.certified()
    page = folder_of(office) / f"{RETURN}.html"
    page.write_text("other", encoding="utf-8")
    found = verify(office.session("cfo"), RETURN).findings
    assert [(it.rule, it.file) for it in found] == [("return-reproduced", page.name)]
    with pytest.raises(FiguresRefused, match="is not what the books make"):
        submit(office.session("finance.officer"), RETURN, SENT)


def test_a_manifest_of_another_workbook_is_found(office: Office) -> None:
    office.certified()
    path = folder_of(office) / "manifest.json"
    facts = json.loads(path.read_text("utf-8"))
    workbook = folder_of(office) / f"{RETURN}.xlsx"
    workbook.write_bytes(b"another")
    facts["files"] |= frozen.hashes({workbook.name: b"another"})
    path.write_text(json.dumps(facts), encoding="utf-8")
    places = [it.file for it in verify(office.session("cfo"), RETURN).findings]
    assert places == [workbook.name, "manifest.json"]
    with pytest.raises(FiguresRefused, match=r"manifest\.json"):
        submit(office.session("finance.officer"), RETURN, SENT)


def test_a_missing_manifest_is_said(office: Office) -> None:
    office.certified()
    (folder_of(office) / "manifest.json").unlink()
    with pytest.raises(BooksUnreadable, match="no manifest that can be read"):
        verify(office.session("cfo"), RETURN)


def test_a_certification_that_fails_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(office)
    review(office.session("reviewer"), RETURN)

    def full(*_: object) -> list[int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "append", full)
    with pytest.raises(NoRoom, match="No space left"):
        certify(office.session("cfo"), RETURN)
    assert list(office.workspace.returns.iterdir()) == []
    assert check(office.session("cfo"), RETURN).state == "reviewed"


def test_a_folder_that_cannot_be_written_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(office)
    review(office.session("reviewer"), RETURN)

    def full(self: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NoRoom, match="No space left"):
        certify(office.session("cfo"), RETURN)
    assert list(office.workspace.returns.iterdir()) == []


def test_claim_and_ledger_that_do_not_tie_are_refused(office: Office) -> None:
    line = builders.actual(500, date(2024, 2, 3), row=12)
    office.record(replace(line, payload={**line.payload, "pence": 501}))
    with pytest.raises(FiguresRefused, match=r"−£0\.01 is not explained"):
        prepared(office)
    with pytest.raises(UnknownName, match="there is no return"):
        check(office.session("cfo"), RETURN)


def test_a_later_quarter_claims_what_is_new(office: Office) -> None:
    session = office.session("finance.officer")
    prepare(session, "SSF5", Q3)
    third = RETURN.replace("Q4", "Q3")
    review(office.session("reviewer"), third)
    certify(office.session("cfo"), third)
    with pytest.raises(NotCounted, match=f"fundtrack return submit {third}"):
        prepared(office)
    submit(session, third, replace(SENT, on=date(2024, 4, 16)))
    done = prepared(office)
    assert (done.claim_pence, done.ledger_pence) == (CLAIM - 40_000, CLAIM - 40_000)


def test_an_earlier_quarter_comes_too_late(office: Office) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    with pytest.raises(NotCounted, match="was submitted for a later quarter"):
        prepare(office.session("finance.officer"), "SSF5", Q3)


def test_a_claim_made_since_must_be_known(office: Office) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    following = Quarter.parse("2024-25 Q1")
    known = str(check(office.session("cfo"), RETURN).as_known)
    with pytest.raises(NotCounted, match=r"£1,120\.01 of SSF5 was claimed after"):
        prepare(office.session("finance.officer"), "SSF5", following, known)


def test_a_submission_has_its_day(office: Office) -> None:
    office.certified()
    with pytest.raises(WrongArgument, match="still to come"):
        submit(
            office.session("finance.officer"),
            RETURN,
            Submission(date(2024, 5, 1), "e-mail", "grants team", "1"),
        )


def test_a_snapshot_that_lacks_a_step_is_not_worked_from(office: Office) -> None:
    prepared(office)
    session = office.session("reviewer")
    with open_books(office.workspace) as books:

        class Other:
            def rows(self, query: str, **values: object) -> list[dict[str, object]]:
                return [*books.rows(query, **values), {"step": "newer"}]

        with pytest.raises(NotCounted, match="run fundtrack publish and repeat"):
            return_files.require_same(Other(), books, RETURN)
    assert review(session, RETURN).state == "reviewed"


def test_the_outcomes_of_the_runs_are_frozen_with_the_return(office: Office) -> None:
    for name, written in (("r1", json.dumps(RUN)), ("r2", "not JSON")):
        run = office.workspace.runs / name
        run.mkdir(parents=True)
        (run / "result.json").write_text(written, encoding="utf-8")
    office.certified()
    (office.workspace.runs / "r1" / "result.json").unlink()
    printed = (folder_of(office) / "csv" / "09-outcomes.csv").read_text("utf-8-sig")
    assert "Blackpool,asb,2022-10 to 2022-11, against" in printed.replace('"', "")
    assert verify(office.session("cfo"), RETURN).findings == ()


def test_another_funds_returns_are_in_nobodys_way(office: Office) -> None:
    other = Cell.parse("OPDEF/blackpool/p/staff/revenue/2023-24")
    assert returns.ReturnStep is ReturnStep
    office.certified()
    with open_books(office.workspace) as books:
        return_files.require_turn(books, other.fund, Q3, "OPDEF-2023-24-Q3-v1")
