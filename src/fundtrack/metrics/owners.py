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
class Owners:
    """The people register on a day, asked by owner."""

    names: Mapping[str, str]
    staying: frozenset[str]
    holders: Mapping[str, tuple[str, ...]]
    deputies: Mapping[str, tuple[str, ...]]

    def of(self, owner: str) -> Owner:
        """Say who answers for what an owner owns."""
        if owner in self.names:
            ids = [owner, *self.deputies.get(owner, ())]
            named = [self.names[it] for it in ids if it in self.staying]
            return Owner(owner, owner, tuple(named) if owner in self.staying else ())
        ids = list(self.holders.get(owner, ()))
        return Owner(owner, "", tuple(self.names.get(it, it) for it in ids))


def owners(books: Reader, on: date, known: int = LAST_ENTRY) -> Owners:
    """Read who holds what and who deputises on a day."""
    people = books.rows("people", known=known)
    staying = [row["person"] for row in people if _stays(row["left_on"], on)]
    holders: dict[str, list[str]] = {}
    for row in books.rows("role_holdings", on=on, known=known):
        holders.setdefault(row["role"], []).append(row["person"])
    deputies: dict[str, list[str]] = {}
    for row in books.rows("deputies", on=on, known=known):
        deputies.setdefault(row["person"], []).append(row["deputy"])
    return Owners(
        names={row["person"]: row["name"] for row in people},
        staying=frozenset(staying),
        holders={role: tuple(held) for role, held in holders.items()},
        deputies={person: tuple(held) for person, held in deputies.items()},
    )


def owner_id(books: Reader, written: str, on: date) -> str:
    """Find an owner by a person's id or full name, or a role.

    Raises:
        UnknownName: naming the people and roles that there are.
    """
    held = owners(books, on)
    wanted = written.strip().casefold()
    for person in sorted(held.staying):
        if wanted in {person.casefold(), held.names[person].casefold()}:
            return person
    if wanted in set(Role):
        return wanted
    raise UnknownName("person or role", written, [*sorted(held.staying), *Role])


def _stays(left_on: str, on: date) -> bool:
    return not left_on or date.fromisoformat(left_on) > on
