"""The life of a return through its acts: who, in which order, and what is left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.returns import ReturnStep
from fundtrack.acts.returns import Submission
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.acts.returns import waive
from fundtrack.config import Workspace
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import NotCounted
from fundtrack.errors import OutOfOrder
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.periods import Quarter
from fundtrack.returns.rules import RuleStands
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q3
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import refused_row
from tests.returns.office import terms

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
        ("reviewer", lambda it: certify(it.session("reviewer"), RETURN, TYPED)),
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
        certify(both, RETURN, TYPED)
    assert not office.workspace.returns.exists()


def test_a_step_too_early_says_what_comes_first(office: Office) -> None:
    prepared(office)
    with pytest.raises(OutOfOrder, match=f"fundtrack return review {RETURN}"):
        certify(office.session("cfo"), RETURN, TYPED)
    with pytest.raises(OutOfOrder, match=f"fundtrack return review {RETURN}"):
        verify(office.session("cfo"), RETURN)


def test_a_review_is_optional_where_the_terms_say_so(office: Office) -> None:
    office.record(terms(reviewer_needed=False, version=2))
    prepared(office)
    assert certify(office.session("cfo"), RETURN, TYPED).state == "certified"


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
        certify(office.session("cfo"), RETURN, TYPED)
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
    (printed,) = folder_of(office).glob("csv/*-waivers.csv")
    said = "no-refused-rows,cfo,2024-04-16,2024-04-30,known to the funder"
    assert said in printed.read_text("utf-8-sig")


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


def test_claim_and_ledger_that_do_not_tie_are_refused(office: Office) -> None:
    line = builders.actual(500, date(2024, 2, 3), row=12)
    office.record(replace(line, payload={**line.payload, "pence": 501}))
    where = r"^sheet Reconciliation, row \d+, column B \(Pounds\): "
    with pytest.raises(FiguresRefused, match=rf"{where}.*−£0\.01 is not explained"):
        prepared(office)
    with pytest.raises(UnknownName, match="there is no return"):
        check(office.session("cfo"), RETURN)


def test_a_later_quarter_claims_what_is_new(office: Office) -> None:
    session = office.session("finance.officer")
    prepare(session, "SSF5", Q3)
    third = RETURN.replace("Q4", "Q3")
    review(office.session("reviewer"), third)
    certify(office.session("cfo"), third, TYPED)
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
