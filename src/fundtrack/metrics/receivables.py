"""What the funders owe us: each claim sent, what arrived of it, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.receipts import receipt_due
from fundtrack.domain.working_days import BankHolidays
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class ClaimSent:
    """One return's claim: `expected_on` is the day the funder promised to pay by.

    `age_days` counts from the day it was sent to the day asked about, while anything
    is owed either way; `received_on` is the day the last of the money came.
    """

    return_id: str
    fund: str
    quarter: str
    sent_on: date
    expected_on: date
    received_on: date | None
    claimed_pence: Pence
    received_pence: Pence
    owed_to_us_pence: Pence
    age_days: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Receivable:
    """What one grant's funder was asked for and paid; ages of the oldest claim owed.

    `expected_on` is None when nothing is owed.
    """

    fund: str
    claimed_pence: Pence
    received_pence: Pence
    owed_to_us_pence: Pence
    age_days: int
    expected_on: date | None
    is_late: bool
    claims: tuple[ClaimSent, ...]


def receivables(
    books: Reader, selection: Selection, holidays: BankHolidays
) -> tuple[Receivable, ...]:
    """List the grants that claims were sent for, by the fund's short name.

    Args:
        selection: the fund, the day and the entry; area and year are left aside,
            because a claim is paid as one sum.
    """
    found = books.rows(
        "claims_made",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    claims: dict[str, list[ClaimSent]] = {}
    for row in found:
        claim = _claim(row, selection.as_at, holidays)
        claims.setdefault(row["fund"], []).append(claim)
    return tuple(_receivable(fund, claims[fund]) for fund in sorted(claims))


def claims_sent(
    books: Reader, on: date, known: int, holidays: BankHolidays
) -> dict[str, ClaimSent]:
    """Give every claim sent, by its return."""
    every = receivables(books, Selection(on, known, ANY), holidays)
    return {claim.return_id: claim for grant in every for claim in grant.claims}


def _claim(row: Row, on: date, holidays: BankHolidays) -> ClaimSent:
    owed = Pence(row["claimed_pence"] - row["received_pence"])
    expected_on = receipt_due(row["sent_on"], row["receipt_working_days"], holidays)
    return ClaimSent(
        return_id=row["return_id"],
        fund=row["fund"],
        quarter=row["quarter"],
        sent_on=row["sent_on"],
        expected_on=expected_on,
        received_on=row["last_received_on"],
        claimed_pence=Pence(row["claimed_pence"]),
        received_pence=Pence(row["received_pence"]),
        owed_to_us_pence=owed,
        age_days=(on - row["sent_on"]).days if owed else 0,
        is_late=owed > 0 and on > expected_on,
    )


def _receivable(fund: str, claims: Iterable[ClaimSent]) -> Receivable:
    sent = tuple(claims)
    owed = [claim for claim in sent if claim.owed_to_us_pence]
    return Receivable(
        fund=fund,
        claimed_pence=Pence(sum(claim.claimed_pence for claim in sent)),
        received_pence=Pence(sum(claim.received_pence for claim in sent)),
        owed_to_us_pence=Pence(sum(claim.owed_to_us_pence for claim in sent)),
        age_days=max((claim.age_days for claim in owed), default=0),
        expected_on=min((claim.expected_on for claim in owed), default=None),
        is_late=any(claim.is_late for claim in owed),
        claims=sent,
    )
