"""Receipts: what a funder paid of a claim, in whole or in part."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from fundtrack.domain.awards import Standing
from fundtrack.domain.events import Account
from fundtrack.domain.events import Posting
from fundtrack.domain.working_days import BankHolidays
from fundtrack.domain.working_days import add_working_days
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.money import show_pence

USUAL_WORKING_DAYS = 30
"""How long a funder may take to pay where the terms are silent.

Source: the Home Office's house template (older copies of it: 21 working days).
"""


class Ageing(StrEnum):
    """How long money has been owed past the day it was expected."""

    SETTLED = "settled"
    NOT_DUE = "not due yet"
    TO_30 = "1 to 30 days late"
    TO_60 = "31 to 60 days late"
    TO_90 = "61 to 90 days late"
    ABOVE_90 = "more than 90 days late"


LATEST_DAY = {Ageing.TO_30: 30, Ageing.TO_60: 60, Ageing.TO_90: 90}
"""The last day late that each of the bounded groups holds."""


class BeyondClaim(Refused):
    """More was said to have arrived than is still owed on a claim."""

    def __init__(self, return_id: str, received: Pence, owed: Pence) -> None:
        super().__init__(
            f"{show_pence(received)} is more than the {show_pence(owed)} still owed on "
            f"{return_id}; record what belongs to this claim, and ask the funder what "
            "the rest is for"
        )


def receipt_postings(owed: Sequence[Standing], received: Pence) -> tuple[Posting, ...]:
    """Move what arrived from claimed to received, over the cells of its claim.

    What settles the claim settles each of its cells. A part of it is shared over the
    cells in proportion to what each is still owed; cells that are owed the other way
    (a credit within a claim) wait for the payment that settles it.
    """
    parts = _shared(owed, received)
    return tuple(
        side
        for standing, pence in zip(owed, parts, strict=True)
        if pence
        for side in (
            Posting(Account.CLAIMED, standing.cell, pence),
            Posting(Account.RECEIVED, standing.cell, Pence(-pence)),
        )
    )


def receipt_due(
    sent_on: date, working_days: int | None, holidays: BankHolidays
) -> date:
    """Give the day by which a claim should be paid; its own day is not counted."""
    count = USUAL_WORKING_DAYS if working_days is None else working_days
    return add_working_days(sent_on, count, holidays)


def ageing(owed_pence: Pence, late_days: int) -> Ageing:
    """Say in which group of days late the rest of a claim stands."""
    if not owed_pence:
        return Ageing.SETTLED
    if late_days <= 0:
        return Ageing.NOT_DUE
    fits = (group for group, last in LATEST_DAY.items() if late_days <= last)
    return next(fits, Ageing.ABOVE_90)


def check_receipt(return_id: str, owed_pence: Pence, received: Pence) -> None:
    """Refuse more than is owed, or money that goes the other way.

    Raises:
        WrongArgument: when nothing, or its opposite, is said to have arrived.
        BeyondClaim: saying what is still owed.
    """
    if not received or (owed_pence and (received < 0) is not (owed_pence < 0)):
        wanted = "below nought: it is paid back" if owed_pence < 0 else "above nought"
        raise WrongArgument(f"what settles {return_id} is {wanted}")
    if abs(received) > abs(owed_pence):
        raise BeyondClaim(return_id, received, owed_pence)


def check_received_on(received_on: date, sent_on: date, today: date) -> None:
    """Refuse a day on which the money cannot have come.

    Raises:
        WrongArgument: when it lies before the submission or in the future.
    """
    if received_on < sent_on:
        raise WrongArgument(
            f"the claim was sent on {sent_on}, so it was not paid on {received_on}"
        )
    if received_on > today:
        raise WrongArgument(
            f"{received_on} is still to come; record the money when it has arrived"
        )


def _shared(owed: Sequence[Standing], received: Pence) -> list[Pence]:
    if received == sum(standing.pence for standing in owed):
        return [standing.pence for standing in owed]
    weights = [
        abs(standing.pence) if (standing.pence < 0) is (received < 0) else 0
        for standing in owed
    ]
    return share_out(received, weights)
