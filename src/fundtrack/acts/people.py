"""People come, get roles, leave; each is an event of an administrator."""

import re
import secrets
from dataclasses import dataclass
from datetime import date

from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.passwords import LEAST_LETTERS
from fundtrack.domain.passwords import is_password
from fundtrack.domain.passwords import password_hash
from fundtrack.domain.people import Permission
from fundtrack.domain.people import Role
from fundtrack.domain.people import who_may
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import UnknownPerson
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.sign_ins import sign_ins_of

SALT_BYTES = 16
SHORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class PersonStep:
    """An act on the people register."""

    person: str
    entry: int


def add_person(session: Session, person: str, name: str, account: str) -> PersonStep:
    """Add a person, or change their name or computer account."""
    if not SHORT_NAME.fullmatch(person) or not name.strip():
        raise WrongArgument(
            f"“{person}” must be a short name of letters, digits, dots and hyphens, "
            "and a full name is needed with it"
        )
    facts = {"person": person, "name": name, "account": account, "left_on": ""}
    with session.writing(Permission.ADMINISTER) as ledger:
        _require_free(ledger, person, account)
        event = NewEvent("person", session.today, f"{name} added", facts)
        return PersonStep(person, ledger.append([event], session.person)[0])


def give_role(
    session: Session, person: str, role: Role, *, is_held: bool
) -> PersonStep:
    """Give a role to a person, or take it away."""
    facts: Payload = {"person": person, "role": str(role), "held": is_held}
    verb = "given" if is_held else "taken away"
    with session.writing(Permission.ADMINISTER) as ledger:
        _known(ledger, person)
        if role is Role.ADMIN and not is_held:
            _require_others(session, ledger, person)
        event = NewEvent("role", session.today, f"role {role} {verb}", facts)
        return PersonStep(person, ledger.append([event], session.person)[0])


def remove_leaver(session: Session, person: str) -> PersonStep:
    """Record that a person left today: they hold no role from now on.

    Wherever they are signed in, that ends at once.
    """
    with session.writing(Permission.ADMINISTER) as ledger:
        known = _known(ledger, person)
        _require_others(session, ledger, person)
        facts = {**known, "left_on": session.today.isoformat()}
        event = NewEvent("person", session.today, f"{person} left", facts)
        step = PersonStep(person, ledger.append([event], session.person)[0])
    end_sign_ins(session, person)
    return step


def name_deputy(
    session: Session, person: str, deputy: str, starts: date, ends: date
) -> PersonStep:
    """Name a deputy: they hold the person's roles from `starts` until before `ends`.

    A deputy acts under their own name, so nobody certifies what they prepared.
    """
    if ends <= starts:
        raise WrongArgument("a deputy's last day must come after the first")
    if person == deputy:
        raise WrongArgument(f"{person} cannot deputise for {person}")
    with session.writing(Permission.ADMINISTER) as ledger:
        _known(ledger, person)
        _known(ledger, deputy)
        facts = {
            "person": person,
            "deputy": deputy,
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
        }
        reason = f"{deputy} deputises for {person}"
        event = NewEvent("deputy", session.today, reason, facts)
        return PersonStep(deputy, ledger.append([event], session.person)[0])


def set_authority(session: Session, role: Role, up_to: Pence | None) -> PersonStep:
    """Set up to what amount a role may decide; None for any amount."""
    facts = {"role": str(role), "up_to_pence": up_to}
    reason = "scheme of delegation"
    with session.writing(Permission.ADMINISTER) as ledger:
        event = NewEvent("authority", session.today, reason, facts)
        return PersonStep(str(role), ledger.append([event], session.person)[0])


def set_password(session: Session, person: str, password: str) -> PersonStep:
    """Set a person's password, as an administrator; their sign-ins end at once."""
    event = password_event(session, person, password)
    with session.writing(Permission.ADMINISTER) as ledger:
        _known(ledger, person)
        step = PersonStep(person, ledger.append([event], session.person)[0])
    end_sign_ins(session, person)
    return step


def password_event(
    session: Session, person: str, password: str, *, is_once: bool = False
) -> NewEvent:
    """Write that a person has a new password.

    Args:
        is_once: whether it is good for one sign-in, at which it must be changed.

    Raises:
        WrongArgument: when it is too short.
    """
    if len(password) < LEAST_LETTERS:
        raise WrongArgument(f"a password needs at least {LEAST_LETTERS} characters")
    salt = secrets.token_hex(SALT_BYTES)
    facts: Payload = {
        "person": person,
        "salt": salt,
        "hash": password_hash(password, salt),
    }
    if is_once:
        facts = {**facts, "one_time": True}
    return NewEvent("password", session.today, "password set", facts)


def end_sign_ins(session: Session, person: str) -> int:
    """End every sign-in of a person to the pages at once, and count them."""
    return sign_ins_of(session.workspace, session.clock).end_all_of(person)


def person_of_account(reader: Reader, account: str) -> str:
    """Find the person whom the people register ties to a computer account.

    Raises:
        UnknownPerson: when there is none.
    """
    for row in reader.rows("people", known=LAST_ENTRY):
        if row["account"] == account and not row["left_on"]:
            return str(row["person"])
    raise UnknownPerson(account)


def require_known(session: Session) -> None:
    """Refuse a session of somebody whom the people register does not hold.

    Raises:
        NotAllowed: naming whom it holds.
    """
    with session.asking_who() as books:
        known = [row["person"] for row in books.rows("people", known=LAST_ENTRY)]
    if session.person not in known:
        act = "act here: the people register does not hold that name"
        raise NotAllowed(session.person, act, sorted(known))


def has_password(reader: Reader, person: str, typed: str) -> bool:
    """Whether what was typed is the person's password.

    One that must be changed first is known to whoever set it and proves nothing.
    """
    return any(
        is_password(typed, row["salt"], row["kept_hash"]) and not row["is_one_time"]
        for row in reader.rows("password", person=person)
    )


def _require_others(session: Session, reader: Reader, person: str) -> None:
    """Refuse to leave nobody who may manage people in their own right."""
    holdings = role_holdings(reader, session.today)
    able = who_may(Permission.ADMINISTER, holdings)
    if able == [person]:
        raise WrongArgument(
            f"nobody but {person} may manage people; give somebody else the role "
            f"{Role.ADMIN} first"
        )


def _require_free(reader: Reader, person: str, account: str) -> None:
    """Refuse a computer account that is somebody else's: it would act as both."""
    for row in reader.rows("people", known=LAST_ENTRY):
        is_held = account and row["account"] == account and not row["left_on"]
        if is_held and row["person"] != person:
            raise WrongArgument(f"the account {account} is {row['person']}'s")


def _known(reader: Reader, person: str) -> dict[str, str]:
    people = {row["person"]: row for row in reader.rows("people", known=LAST_ENTRY)}
    if person not in people:
        raise UnknownName("person", person, sorted(people))
    return {name: str(people[person][name]) for name in ("person", "name", "account")}
