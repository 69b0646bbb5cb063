"""People and roles are events of an administrator."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fundtrack.acts.people import add_person
from fundtrack.acts.people import give_role
from fundtrack.acts.people import has_password
from fundtrack.acts.people import name_deputy
from fundtrack.acts.people import person_of_account
from fundtrack.acts.people import remove_leaver
from fundtrack.acts.people import set_password
from fundtrack.acts.publishing import publish_now
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import UnknownPerson
from fundtrack.errors import WrongArgument
from fundtrack.store.snapshot import open_books
from tests import builders


@pytest.fixture
def admin(workspace: Workspace, clock: Clock) -> Session:
    """The first administrator of an office."""
    builders.record(
        workspace, clock, builders.person("admin", Role.ADMIN, account="root")
    )
    return Session(workspace, "admin", clock)


def test_a_role_given_allows_and_a_role_taken_away_does_not(admin: Session) -> None:
    add_person(admin, "ann", "Ann Example", "ann")
    ann = replace(admin, person="ann")
    with pytest.raises(NotAllowed, match="who can: admin"):
        publish_now(ann)
    give_role(admin, "ann", Role.FINANCE, is_held=True)
    assert publish_now(ann).head_seq > 0
    give_role(admin, "ann", Role.FINANCE, is_held=False)
    with pytest.raises(NotAllowed):
        publish_now(ann)


def test_a_leaver_can_do_nothing_more(admin: Session) -> None:
    add_person(admin, "ann", "Ann Example", "ann")
    give_role(admin, "ann", Role.FINANCE, is_held=True)
    remove_leaver(admin, "ann")
    with pytest.raises(NotAllowed):
        publish_now(replace(admin, person="ann"))
    with open_books(admin.workspace) as books, pytest.raises(UnknownPerson):
        person_of_account(books, "ann")


def test_a_computer_account_is_tied_to_its_person(admin: Session) -> None:
    with open_books(admin.workspace) as books:
        assert person_of_account(books, "root") == "admin"
        with pytest.raises(UnknownPerson, match="“nobody” is nobody"):
            person_of_account(books, "nobody")


def test_only_the_password_set_last_opens(admin: Session) -> None:
    set_password(admin, "admin", "correct horse")
    set_password(admin, "admin", "battery staple")
    with open_books(admin.workspace) as books:
        assert has_password(books, "admin", "battery staple")
        assert not has_password(books, "admin", "correct horse")
        assert not has_password(books, "nobody", "battery staple")


def test_a_short_password_and_an_unknown_person_are_refused(admin: Session) -> None:
    with pytest.raises(WrongArgument, match="at least 10 characters"):
        set_password(admin, "admin", "short")
    with pytest.raises(UnknownName, match="there is no person “bob”"):
        give_role(admin, "bob", Role.FINANCE, is_held=True)


def test_a_deputy_holds_the_roles_on_the_days_named_and_no_longer(
    admin: Session,
) -> None:
    for name in ("ann", "bob"):
        add_person(admin, name, name.title(), name)
    give_role(admin, "ann", Role.FINANCE, is_held=True)
    today = admin.today
    name_deputy(admin, "ann", "bob", today, today + timedelta(days=1))
    assert publish_now(replace(admin, person="bob")).head_seq > 0
    tomorrow = replace(
        admin, person="bob", clock=lambda: admin.clock() + timedelta(days=1)
    )
    with pytest.raises(NotAllowed):
        publish_now(tomorrow)
    remove_leaver(admin, "ann")
    with pytest.raises(NotAllowed):
        publish_now(replace(admin, person="bob"))


def test_a_deputy_needs_days_in_order_and_people_who_are_known(admin: Session) -> None:
    today = admin.today
    with pytest.raises(WrongArgument, match="must come after"):
        name_deputy(admin, "admin", "admin", today, today)
    with pytest.raises(UnknownName, match="there is no person “bob”"):
        name_deputy(admin, "admin", "bob", today, today + timedelta(days=1))


def test_the_last_administrator_can_neither_leave_nor_lose_the_role(
    admin: Session,
) -> None:
    with pytest.raises(WrongArgument, match="nobody but admin may manage people"):
        give_role(admin, "admin", Role.ADMIN, is_held=False)
    with pytest.raises(WrongArgument, match="nobody but admin may manage people"):
        remove_leaver(admin, "admin")
    add_person(admin, "ann", "Ann Example", "ann")
    give_role(admin, "ann", Role.ADMIN, is_held=True)
    assert remove_leaver(admin, "admin").person == "admin"


def test_a_person_needs_a_short_name_an_account_of_their_own_and_another_deputy(
    admin: Session,
) -> None:
    with pytest.raises(WrongArgument, match="must be a short name"):
        add_person(admin, "a b/../c", "A B", "")
    with pytest.raises(WrongArgument, match="a full name is needed"):
        add_person(admin, "ann", " ", "")
    with pytest.raises(WrongArgument, match="the account root is admin's"):
        add_person(admin, "ann", "Ann Example", "root")
    today = admin.today
    with pytest.raises(WrongArgument, match="admin cannot deputise for admin"):
        name_deputy(admin, "admin", "admin", today, today + timedelta(days=9))
