"""Sign in to the pages: the password, the first one that must be changed, the log."""

import secrets
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from enum import Enum
from enum import auto

from fundtrack.acts.people import SALT_BYTES
from fundtrack.acts.people import PersonStep
from fundtrack.acts.people import end_sign_ins
from fundtrack.acts.people import password_event
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.acts.workspaces import EXAMPLE_ADMIN
from fundtrack.acts.workspaces import is_made_as_office
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.passwords import is_password
from fundtrack.domain.people import Permission
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.store.sign_in_log import SignInLine
from fundtrack.store.sign_in_log import add_line
from fundtrack.store.sign_in_log import read_lines

NO_SALT = "00" * SALT_BYTES
GROUPS = 4
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a one-time password is made of: nothing that is mistaken for another."""


class Proof(Enum):
    """What a typed name and password prove."""

    NOTHING = auto()
    ONE_TIME = auto()
    PERSON = auto()


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed to sign in."""

    person: str
    password: str


@dataclass(frozen=True, slots=True)
class OneTime:
    """A password that was made and set, shown this once; with the entry that says so.

    `roles` are those of the example's people, for whoever tries it.
    """

    person: str
    password: str
    entry: int
    roles: str = ""


def check_typed(workspace: Workspace, clock: Clock, typed: Typed) -> Proof:
    """Say what a typed name and password prove.

    One hash is worked out whatever was typed, so that the time tells no name.
    """
    with Session(workspace, "", clock).asking_who() as books:
        rows = books.rows("password", person=typed.person)
        salt, kept, is_once = (
            (rows[0]["salt"], rows[0]["kept_hash"], rows[0]["is_one_time"])
            if rows
            else (NO_SALT, "", False)
        )
        is_right = is_password(typed.password, salt, kept)
        if not is_right or not is_here(books, typed.person, clock().date()):
            return Proof.NOTHING
    return Proof.ONE_TIME if is_once else Proof.PERSON


def is_known(workspace: Workspace, clock: Clock, person: str) -> bool:
    """Whether the people register ever held somebody of that name."""
    with Session(workspace, "", clock).asking_who() as books:
        known = books.rows("people", known=LAST_ENTRY)
    return any(row["person"] == person for row in known)


def is_here(reader: Reader, person: str, on: date) -> bool:
    """Whether the people register holds somebody who has not left."""
    return any(
        row["person"] == person
        and (not row["left_on"] or date.fromisoformat(row["left_on"]) > on)
        for row in reader.rows("people", known=LAST_ENTRY)
    )


def set_one_time(session: Session, people: list[str]) -> list[OneTime]:
    """Give people passwords that each must change when they first sign in."""
    return _issue(session, people, is_once=True)


def passwords_of_example(workspace: Workspace, clock: Clock) -> list[OneTime]:
    """Give everybody who holds a role in the example a random password.

    It need not be changed: who tries the example signs in as several of its people.

    Raises:
        NotAllowed: in any office that is not an example.
    """
    asking = Session(workspace, "", clock)
    if not workspace.settings().example or is_made_as_office(asking):
        raise NotAllowed(EXAMPLE_ADMIN, "hand out passwords that stay", [])
    session = Session(workspace, EXAMPLE_ADMIN, clock, is_example=True)
    with session.asking_who() as books:
        roles: dict[str, list[str]] = {}
        for held in role_holdings(books, session.today):
            roles.setdefault(held.person, []).append(str(held.role))
    made = _issue(session, sorted(roles), is_once=False)
    return [replace(one, roles=", ".join(roles[one.person])) for one in made]


def change_password(session: Session, current: str, new: str) -> PersonStep:
    """Change one's own password, proved by the one before.

    Every other sign-in of the person ends.

    Raises:
        NotAllowed: when the one before is wrong.
        WrongArgument: when the new one is too short or the one before.
    """
    person = session.person
    typed = Typed(person, current)
    if check_typed(session.workspace, session.clock, typed) is Proof.NOTHING:
        raise NotAllowed(person, "change the password without the one before", [person])
    if new == current:
        raise WrongArgument("the new password must not be the one before")
    event = password_event(session, person, new)
    with session.holding() as ledger:
        entry = ledger.append([event], person)[0]
    end_sign_ins(session, person)
    return PersonStep(person, entry)


@dataclass(frozen=True, slots=True)
class SignInLog:
    """The log of sign-ins and refusals of a workspace."""

    workspace: Workspace
    clock: Clock

    def note(self, what: str, person: str, address: str, about: str = "") -> None:
        """Add what happened, to whom, from which address, and what about.

        Raises:
            NoRoom: when it cannot be written.
        """
        moment = self.clock().isoformat(timespec="seconds") + "Z"
        add_line(self.workspace, SignInLine(moment, what, person, address, about))


def signed_in_and_refused(
    session: Session, person: str | None, since: date | None
) -> list[SignInLine]:
    """List the log of sign-ins, the first line first.

    Raises:
        NotAllowed: unless the person manages people.
    """
    with session.asking_who() as books:
        session.require(books, Permission.ADMINISTER)
    return [
        line
        for line in read_lines(session.workspace)
        if person in {None, line.person}
        and (since is None or line.at >= since.isoformat())
    ]


def _issue(session: Session, people: list[str], *, is_once: bool) -> list[OneTime]:
    made = {person: _random_password() for person in people}
    events = [
        password_event(session, person, password, is_once=is_once)
        for person, password in made.items()
    ]
    with session.writing(Permission.ADMINISTER) as ledger:
        known = {row["person"] for row in ledger.rows("people", known=LAST_ENTRY)}
        if strangers := sorted(set(people) - known):
            raise WrongArgument(f"the people register does not hold {strangers[0]}")
        entries = ledger.append(events, session.person)
    for person in people:
        end_sign_ins(session, person)
    return [
        OneTime(person, password, entry)
        for (person, password), entry in zip(made.items(), entries, strict=True)
    ]


def _random_password() -> str:
    return "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(GROUPS)) for _ in range(GROUPS)
    )
