"""Certifying: the password again, one sheet read first, deputies within their days."""

import csv
from datetime import date

import pytest

from fundtrack.acts.return_answers import reopen
from fundtrack.acts.return_answers import resubmit
from fundtrack.acts.return_showing import sign_sheet
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.errors import NotAllowed
from fundtrack.store.ledger import open_ledger
from tests import builders
from tests.acts.safe_offices import tree
from tests.acts.test_return_standings import deputy
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import passwords

SECOND = RETURN.replace("v1", "v2")
CLAIM = 40_000 + 60_000 + 5_001 + 7_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return is reviewed and waits for its signatory."""
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    return office


def recorded(office: Office, *events: NewEvent) -> None:
    """Record what no return reads, which the books alone need to hold."""
    with open_ledger(office.workspace, office.now) as ledger:
        ledger.append(events, "admin")


@pytest.mark.parametrize("typed", [None, "", "correct horse", f"{TYPED} "])
def test_a_wrong_password_certifies_nothing(office: Office, typed: str | None) -> None:
    before = tree(office.workspace.folder)
    with pytest.raises(NotAllowed, match=f"certify {RETURN} without their password"):
        certify(office.session("cfo"), RETURN, typed)
    after = tree(office.workspace.folder)
    assert {name for name in before if before[name] != after[name]} <= {"ledger.duckdb"}
    assert before.keys() == after.keys()
    assert show(office.session("cfo"), RETURN).state == "reviewed"


def test_who_has_no_password_is_told_how_to_get_one(office: Office) -> None:
    recorded(office, *builders.person("chief", Role.SIGNATORY))
    with pytest.raises(NotAllowed, match="fundtrack person password chief"):
        certify(office.session("chief"), RETURN, TYPED)


def test_an_example_asks_no_password_and_checks_one_that_is_given(
    office: Office,
) -> None:
    in_example = office.session("cfo", is_example=True)
    with pytest.raises(NotAllowed, match="without their password"):
        certify(in_example, RETURN, "wrong")
    done = certify(in_example, RETURN)
    assert (done.state, done.note[:19]) == ("certified", "certified, not sent")


def test_the_sheet_that_was_shown_is_the_one_that_was_certified(
    office: Office,
) -> None:
    before = sign_sheet(office.session("cfo"), RETURN)
    done = certify(office.session("cfo"), RETURN, TYPED).sign_sheet
    assert done is not None
    assert done.items == before.items
    told = {it.item: it for it in done.items}
    assert told["Claim"].pence == CLAIM
    head = told["Last entry of the books and its hash"].detail
    assert head.startswith("entry ")


def test_a_new_versions_sheet_names_the_causes_of_the_change(office: Office) -> None:
    certify(office.session("cfo"), RETURN, TYPED)
    office.day = SENT.on
    submit(office.session("finance.officer"), RETURN, SENT)
    late = [builders.actual(it, date(2024, 3, 28), row=90 + it) for it in range(1, 8)]
    entries = office.record(*late)
    resubmit(office.session("finance.officer"), RETURN, "late bills")
    items = {it.item: it for it in sign_sheet(office.session("cfo"), SECOND).items}
    assert items["Change since the version before"].pence == 28
    first = items["Cause of the change, 1"]
    assert (first.pence, first.detail) == (
        7,
        f"entry {entries[-1]}, actual, by finance.officer: Supplier 1 (synthetic)",
    )
    others = items["Other causes of the change"]
    assert (others.pence, others.detail) == (3, "2 entries")
    assert "Change by limits and earlier claims" not in items


def test_what_the_award_held_back_is_a_cause_of_its_own(office: Office) -> None:
    certify(office.session("cfo"), RETURN, TYPED)
    office.day = SENT.on
    submit(office.session("finance.officer"), RETURN, SENT)
    office.record(builders.actual(100_000, date(2024, 3, 28), row=90))
    resubmit(office.session("finance.officer"), RETURN, "a late bill")
    items = {it.item: it for it in sign_sheet(office.session("cfo"), SECOND).items}
    # The award is £2,000.00, so that much and no more is claimed.
    assert items["Change since the version before"].pence == 200_000 - CLAIM
    held = items["Change by limits and earlier claims"]
    assert held.pence == 200_000 - CLAIM - 100_000


def test_a_deputy_certifies_within_the_days_and_the_return_says_for_whom(
    office: Office,
) -> None:
    office.record(*builders.person("ann"), _deputy("ann", "cfo"), _typed("ann"))
    done = certify(office.session("ann"), RETURN, TYPED)
    assert done.state == "certified"
    signed = show(office.session("ann"), RETURN).steps[-1]
    assert (signed.person, signed.acting_for) == ("ann", "cfo")
    (cover,) = office.workspace.returns.rglob("csv/*cover.csv")
    with cover.open(encoding="utf-8-sig", newline="") as file:
        said = {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}
    assert said["Certified by"] == "Ann (ann) for Cfo, 16 April 2024"
    assert verify(office.session("ann"), RETURN).findings == ()


@pytest.mark.parametrize(
    ("starts", "ends"), [("2024-04-17", "2024-05-01"), ("2024-04-01", "2024-04-16")]
)
def test_outside_the_days_a_deputy_may_not(
    office: Office, starts: str, ends: str
) -> None:
    days = {"starts": starts, "ends": ends}
    recorded(office, *builders.person("ann"), _deputy("ann", "cfo", **days))
    with pytest.raises(NotAllowed, match="ann may not certify a return"):
        certify(office.session("ann"), RETURN, TYPED)


@pytest.mark.parametrize("principal", ["finance.officer", "reviewer"])
def test_nobody_certifies_as_deputy_what_they_had_another_hand_in(
    office: Office, principal: str
) -> None:
    # Whoever prepared or reviewed it is the signatory's deputy today.
    recorded(office, _deputy(principal, "cfo"), _typed(principal))
    with pytest.raises(NotAllowed, match=f"certify {RETURN} for cfo, having had"):
        certify(office.session(principal), RETURN, TYPED)


def test_the_deputy_of_whoever_prepared_does_not_certify_for_them(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    prepare(office.session("all.hands"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    recorded(office, *builders.person("deputy"), _typed("deputy"), deputy("all.hands"))
    with pytest.raises(NotAllowed, match=r"for all\.hands, having had"):
        certify(office.session("deputy"), RETURN, TYPED)
    recorded(office, deputy("cfo"))
    assert certify(office.session("deputy"), RETURN, TYPED).state == "certified"
    assert show(office.session("cfo"), RETURN).steps[-1].acting_for == "cfo"


def test_hands_are_kept_apart_over_the_versions_of_a_claim(office: Office) -> None:
    certify(office.session("cfo"), RETURN, TYPED)
    reopen(office.session("all.hands"), RETURN, "a figure is wrong")
    recorded(office, builders.given_role("cfo", Role.FINANCE))
    recorded(office, builders.given_role("reviewer", Role.FINANCE))
    for person in ("cfo", "reviewer"):
        with pytest.raises(NotAllowed, match=f"prepare {SECOND}, having had"):
            prepare(office.session(person), "SSF5", Q4)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    recorded(office, builders.given_role("finance.officer", Role.REVIEWER))
    with pytest.raises(NotAllowed, match=f"review {SECOND}, having had"):
        review(office.session("finance.officer"), SECOND)


def _deputy(
    person: str, of: str, starts: str = "2024-04-16", ends: str = "2024-04-17"
) -> NewEvent:
    facts = {"person": of, "deputy": person, "starts": starts, "ends": ends}
    return NewEvent("deputy", date(2024, 4, 1), "holiday", facts)


def _typed(person: str) -> NewEvent:
    """The password that everybody here types."""
    (one, *_) = passwords()
    return NewEvent(
        "password", one.effective_on, one.reason, {**one.payload, "person": person}
    )
