"""Owners: who answers for something, a person of the register or a role.

A role stands for whoever holds it on the day, deputies among them; a person for
themselves and for the deputy named for that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.people import Role
from fundtrack.errors import UnknownName
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for something on a day: `people` by full name, deputies included.

    `person` is the id of the register, empty where the owner is a role.
    """

    owner: str
    person: str
    people: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """Write the owner with the people who answer today."""
        names = ", ".join(self.people)
        if self.person:
            return names or f"{self.owner}, who has left"
        return f"{self.owner}: {names}" if names else f"{self.owner}: nobody holds it"


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who stands in for somebody, from a day until another (excluded)."""

    person: str
    deputy: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Owners:
    """The people register, asked by owner and day.

    Who holds a role is as of the day that was read; who has left and who deputises for
    a person is of the day asked.
    """

    names: Mapping[str, str]
    left_on: Mapping[str, date]
    holders: Mapping[str, tuple[str, ...]]
    deputies: tuple[Deputy, ...]

    def of(self, owner: str, on: date) -> Owner:
        """Say who answers on a day for what an owner owns."""
        if owner not in self.names:
            ids = self.holders.get(owner, ())
            return Owner(owner, "", tuple(self.names.get(it, it) for it in ids))
        if not self.stays(owner, on):
            return Owner(owner, owner, ())
        away = [
            it.deputy
            for it in self.deputies
            if it.person == owner and it.starts <= on < it.ends
        ]
        ids = (owner, *(it for it in away if self.stays(it, on)))
        return Owner(owner, owner, tuple(self.names[it] for it in ids))

    def stays(self, person: str, on: date) -> bool:
        """Whether somebody of the register has not left by a day."""
        return person in self.names and (
            person not in self.left_on or self.left_on[person] > on
        )


def owners(books: Reader, on: date, known: int = LAST_ENTRY) -> Owners:
    """Read who is in the register, who deputises, and who holds which role on a day."""
    people = books.rows("people", known=known)
    # Somebody may hold a role twice, in their own right and as a deputy.
    holders: dict[str, dict[str, None]] = {}
    for row in books.rows("role_holdings", on=on, known=known):
        holders.setdefault(row["role"], {})[row["person"]] = None
    return Owners(
        names={row["person"]: row["name"] for row in people},
        left_on={
            row["person"]: date.fromisoformat(row["left_on"])
            for row in people
            if row["left_on"]
        },
        holders={role: tuple(held) for role, held in holders.items()},
        deputies=tuple(Deputy(**row) for row in books.rows("deputies", known=known)),
    )


def owner_id(books: Reader, written: str, on: date) -> str:
    """Find an owner by a person's id or full name, or a role.

    Raises:
        UnknownName: naming the people and roles that there are.
    """
    held = owners(books, on)
    wanted = written.strip().casefold()
    staying = [person for person in sorted(held.names) if held.stays(person, on)]
    for person in staying:
        if wanted in {person.casefold(), held.names[person].casefold()}:
            return person
    if wanted in set(Role):
        return wanted
    raise UnknownName("person or role", written, [*staying, *Role])
