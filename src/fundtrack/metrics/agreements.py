"""What the funds' agreements ask of an office: returns by when, unspent money back."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from fundtrack.metrics.position import Reader
from fundtrack.periods import Quarter
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class FundTerms:
    """What is held of one fund's agreement; None where no terms are held."""

    fund: str
    is_local: bool
    carries_over: bool | None
    due_days: int | None
    funding_starts: date | None
    funding_ends: date | None


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """A quarter whose return has not been sent, by when it is due.

    `begun` is the id of the return that has been begun for it, empty when none has;
    `is_certified` whether it only waits to be sent.
    """

    fund: str
    quarter: Quarter
    due_on: date
    begun: str
    is_certified: bool = False


def fund_terms(books: Reader, known: int) -> dict[str, FundTerms]:
    """Give the terms of every fund, in the registers' order."""
    return {
        row["fund"]: FundTerms(**row) for row in books.rows("fund_terms", known=known)
    }


def returns_due(books: Reader, known: int, on: date) -> list[ReturnDue]:
    """List the quarters that have ended and whose return has not been sent.

    A claim reaches back to the start of its agreement, so that a return that was sent
    settles the quarters before it. Quarters that ended before these books were begun
    were returned by other means.
    """
    begun_on = books.rows("first_entry")[0]["begun_on"] or on
    returns = books.rows("returns_begun", known=known)
    due: list[ReturnDue] = []
    for terms in fund_terms(books, known).values():
        own = [row for row in returns if row["fund"] == terms.fund]
        sent = [row["quarter_ends"] for row in own if row["is_sent"]]
        begun = {
            row["quarter_ends"]: (row["return_id"], _is_certified(row))
            for row in own
            if not row["is_sent"]
        }
        settled = max([begun_on - timedelta(days=1), *sent])
        for quarter in _quarters_of(terms, on):
            ends = quarter.dates.last_day
            if ends > settled:
                due_on = ends + timedelta(days=terms.due_days or 0)
                in_hand = begun.get(ends, ("", False))
                due.append(ReturnDue(terms.fund, quarter, due_on, *in_hand))
    return due


def certified_unsent(books: Reader, known: int) -> dict[str, str]:
    """Give the fund of each return that is certified and that nobody sent."""
    return {
        row["return_id"]: row["fund"]
        for row in books.rows("returns_begun", known=known)
        if _is_certified(row)
    }


def _is_certified(row: Row) -> bool:
    return bool(row["last_step"] == "return_certified")


def _quarters_of(terms: FundTerms, on: date) -> list[Quarter]:
    if terms.funding_starts is None or terms.funding_ends is None:
        return []
    quarters = []
    quarter = Quarter.of(terms.funding_starts)
    while quarter.dates.end <= on and quarter.dates.start <= terms.funding_ends:
        quarters.append(quarter)
        quarter = quarter.following
    return quarters
