"""Who may decide on money: by role, by the limit of the role, never on their own."""

from datetime import date

from fundtrack.acts.session import role_holdings
from fundtrack.domain.people import Authority
from fundtrack.domain.people import Permission
from fundtrack.domain.people import Role
from fundtrack.domain.people import who_may_decide
from fundtrack.domain.virements import Virement
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence


def able_on(
    reader: Reader,
    pence: Pence,
    on: date,
    permission: Permission = Permission.APPROVE_VIREMENT,
) -> tuple[str, ...]:
    """List who has the authority to decide on so much on a day."""
    authorities = [
        Authority(Role(row["role"]), row["up_to_pence"])
        for row in reader.rows("authorities", on=on, known=LAST_ENTRY)
    ]
    holdings = role_holdings(reader, on)
    return tuple(who_may_decide(permission, pence, holdings, authorities))


def deciders(reader: Reader, virement: Virement, on: date) -> tuple[str, ...]:
    """List who may decide on a virement on a day: never whoever asked for it."""
    able = able_on(reader, virement.pence, on)
    return tuple(person for person in able if person != virement.asked_by)
