"""Signing in: what a password proves, who may hand one out, when it must be changed."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.people import has_password
from fundtrack.acts.people import remove_leaver
from fundtrack.acts.people import set_password
from fundtrack.acts.session import Session
from fundtrack.acts.sign_ins import Proof
from fundtrack.acts.sign_ins import SignInLog
from fundtrack.acts.sign_ins import Typed
from fundtrack.acts.sign_ins import change_password
from fundtrack.acts.sign_ins import check_typed
from fundtrack.acts.sign_ins import is_known
from fundtrack.acts.sign_ins import passwords_of_example
from fundtrack.acts.sign_ins import set_one_time
from fundtrack.acts.sign_ins import signed_in_and_refused
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.store.sign_ins import sign_ins_of
from fundtrack.store.snapshot import open_books
from tests import builders

GOOD = "correct horse battery"
BETTER = "another horse battery"


@pytest.fixture
def admin(workspace: Workspace, clock: Clock) -> Session:
    """The administrator of an office with two more people, one with a password."""
    people = [
        *builders.person("admin", Role.ADMIN, account="root"),
        *builders.person("cfo", Role.SIGNATORY, account="cf"),
        *builders.person("ann", Role.FINANCE, account="an"),
    ]
    builders.record(workspace, clock, people)
    session = Session(workspace, "admin", clock)
    set_password(session, "cfo", GOOD)
    return session


def proof(session: Session, person: str, password: str) -> Proof:
    """What a name and password prove."""
    return check_typed(session.workspace, session.clock, Typed(person, password))


@pytest.mark.parametrize(
    ("person", "password"),
    [("cfo", "wrong horse"), ("cfo", ""), ("ann", GOOD), ("nobody", GOOD), ("", "")],
)
def test_anything_but_the_right_password_of_somebody_proves_nothing(
    admin: Session, person: str, password: str
) -> None:
    assert proof(admin, person, password) is Proof.NOTHING
    assert proof(admin, "cfo", GOOD) is Proof.PERSON


def test_one_hash_is_worked_out_whatever_was_typed(
    admin: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, str]] = []

    def counted(typed: str, salt: str, kept_hash: str) -> bool:
        tried.append((typed, salt))
        return not kept_hash

    monkeypatch.setattr("fundtrack.acts.sign_ins.is_password", counted)
    assert proof(admin, "nobody", GOOD) is Proof.NOTHING
    proof(admin, "cfo", GOOD)
    assert [typed for typed, _ in tried] == [GOOD, GOOD]
    assert len(tried[0][1]) == len(tried[1][1])


def test_a_leaver_s_password_proves_nothing_and_their_sign_ins_end(
    admin: Session,
) -> None:
    signed_in = sign_ins_of(admin.workspace, admin.clock)
    token = signed_in.begin("cfo")
    remove_leaver(admin, "cfo")
    assert proof(admin, "cfo", GOOD) is Proof.NOTHING
    assert signed_in.of_browser(token) is None


def test_a_one_time_password_is_good_for_choosing_another_and_nothing_else(
    admin: Session,
) -> None:
    made = set_one_time(admin, ["ann"])[0]
    assert proof(admin, "ann", made.password) is Proof.ONE_TIME
    with open_books(admin.workspace) as books:
        assert not has_password(books, "ann", made.password)
    change_password(replace(admin, person="ann"), made.password, GOOD)
    assert proof(admin, "ann", GOOD) is Proof.PERSON
    assert proof(admin, "ann", made.password) is Proof.NOTHING


def test_each_one_time_password_is_another(admin: Session) -> None:
    made = set_one_time(admin, ["ann", "cfo"]) + set_one_time(admin, ["ann"])
    assert len({each.password for each in made}) == 3
    assert [each.person for each in made] == ["ann", "cfo", "ann"]
    assert made[0].entry < made[1].entry < made[2].entry


def test_only_an_administrator_resets_a_password_and_only_of_somebody(
    admin: Session,
) -> None:
    with pytest.raises(NotAllowed, match="who can: admin"):
        set_one_time(replace(admin, person="cfo"), ["ann"])
    with pytest.raises(WrongArgument, match="does not hold nobody"):
        set_one_time(admin, ["nobody"])


def test_a_reset_ends_the_sign_ins_of_the_person(admin: Session) -> None:
    signed_in = sign_ins_of(admin.workspace, admin.clock)
    tokens = [signed_in.begin("cfo"), signed_in.begin("ann"), signed_in.begin("admin")]
    set_one_time(admin, ["cfo"])
    set_password(admin, "ann", GOOD)
    left = [found.person for token in tokens if (found := signed_in.of_browser(token))]
    assert left == ["admin"]


@pytest.mark.parametrize(
    ("current", "new", "said"),
    [
        ("wrong horse battery", BETTER, "without the one before"),
        (GOOD, GOOD, "must not be the one before"),
        (GOOD, "short", "at least 10"),
    ],
)
def test_a_password_is_changed_by_its_owner_to_a_fit_one_alone(
    admin: Session, current: str, new: str, said: str
) -> None:
    with pytest.raises((NotAllowed, WrongArgument), match=said):
        change_password(replace(admin, person="cfo"), current, new)
    assert proof(admin, "cfo", GOOD) is Proof.PERSON


def test_an_office_hands_out_no_passwords_that_stay(admin: Session) -> None:
    with pytest.raises(NotAllowed, match="passwords that stay"):
        passwords_of_example(admin.workspace, admin.clock)


def test_a_name_is_known_or_not(admin: Session) -> None:
    assert is_known(admin.workspace, admin.clock, "cfo")
    assert not is_known(admin.workspace, admin.clock, GOOD)


def test_administrators_alone_read_who_signed_in(admin: Session) -> None:
    log = SignInLog(admin.workspace, admin.clock)
    log.note("signed in", "cfo", "10.0.0.1")
    log.note("refused", "", "10.0.0.2", "wrong name or password")
    lines = signed_in_and_refused(admin, None, None)
    assert [line.what for line in lines] == ["signed in", "refused"]
    assert lines[0].at.startswith("2024-04-05T12:")
    assert signed_in_and_refused(admin, "cfo", None) == lines[:1]
    assert signed_in_and_refused(admin, None, date(2024, 4, 6)) == []
    with pytest.raises(NotAllowed):
        signed_in_and_refused(replace(admin, person="cfo"), None, None)
