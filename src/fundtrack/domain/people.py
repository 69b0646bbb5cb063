"""People, the roles they hold and what each role may do.

Who holds a role is an event in the books, never a line in a file; what a role may do
is fixed here, because it is the separation of duties itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fundtrack.money import Pence


class Permission(StrEnum):
    """A kind of act that not everybody may do."""

    INGEST = "take in files"
    RECORD = "record money acts"
    REQUEST_VIREMENT = "ask for a virement"
    APPROVE_VIREMENT = "decide on a virement"
    WORK_UNDERSPEND = "work on an underspend"
    DECIDE_UNDERSPEND = "decide on an underspend"
    PREPARE = "prepare a return"
    REVIEW = "review a return"
    CERTIFY = "certify a return"
    SUBMIT = "record that a return was submitted"
    WAIVE = "waive a check"
    EVALUATE = "run an evaluation"
    PUBLISH = "publish a snapshot"
    DRAFT_PACK = "draft a month's pack"
    RELEASE_PACK = "release a month's pack"
    ADMINISTER = "manage people and roles"


class Role(StrEnum):
    """A role as the people register names it."""

    FINANCE = "finance"
    BUDGET_HOLDER = "budget-holder"
    REVIEWER = "reviewer"
    SIGNATORY = "signatory"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    ADMIN = "admin"


MAY = {
    Role.FINANCE: frozenset(
        {
            Permission.INGEST,
            Permission.RECORD,
            Permission.REQUEST_VIREMENT,
            Permission.WORK_UNDERSPEND,
            Permission.PREPARE,
            Permission.SUBMIT,
            Permission.EVALUATE,
            Permission.PUBLISH,
            Permission.DRAFT_PACK,
        }
    ),
    Role.BUDGET_HOLDER: frozenset(
        {
            Permission.REQUEST_VIREMENT,
            Permission.APPROVE_VIREMENT,
            Permission.WORK_UNDERSPEND,
            Permission.DECIDE_UNDERSPEND,
        }
    ),
    Role.REVIEWER: frozenset({Permission.REVIEW, Permission.WAIVE}),
    Role.SIGNATORY: frozenset(
        {
            Permission.CERTIFY,
            Permission.APPROVE_VIREMENT,
            Permission.DECIDE_UNDERSPEND,
            Permission.WAIVE,
            Permission.RELEASE_PACK,
        }
    ),
    Role.EVALUATOR: frozenset(
        {
            Permission.INGEST,
            Permission.EVALUATE,
            Permission.PUBLISH,
            Permission.DRAFT_PACK,
        }
    ),
    Role.AUDITOR: frozenset[Permission](),
    Role.ADMIN: frozenset({Permission.ADMINISTER, Permission.PUBLISH}),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One role that one person holds now, as deputy of `acting_for` or as their own."""

    person: str
    role: Role
    acting_for: str = ""


def may(person: str, permission: Permission, holdings: Iterable[Holding]) -> bool:
    """Whether the person holds a role that gives the permission."""
    return person in who_may(permission, holdings)


def who_may(permission: Permission, holdings: Iterable[Holding]) -> list[str]:
    """List the people who hold a role that gives the permission, by name."""
    return sorted({held.person for held in holdings if permission in MAY[held.role]})


def whom_for(
    person: str, permission: Permission, holdings: Iterable[Holding]
) -> tuple[str, ...]:
    """List those as whose deputy a person may act; empty where in their own right."""
    held = [it for it in holdings if it.person == person and permission in MAY[it.role]]
    if any(not it.acting_for for it in held):
        return ()
    return tuple(sorted({it.acting_for for it in held}))


@dataclass(frozen=True, slots=True)
class Authority:
    """Up to what amount a role may decide; None is any amount.

    Source: the office's scheme of delegation, kept as events.
    """

    role: Role
    up_to_pence: Pence | None


def who_may_decide(
    permission: Permission,
    pence: Pence,
    holdings: Iterable[Holding],
    authorities: Iterable[Authority],
) -> list[str]:
    """List the people whose role gives the permission for an amount, by name.

    A role without a limit in the scheme may decide on any amount.
    """
    limits = {held.role: held.up_to_pence for held in authorities}
    enough = [
        held
        for held in holdings
        if (limit := limits.get(held.role)) is None or pence <= limit
    ]
    return who_may(permission, enough)
