"""The calendar: what the office has to do by when, and what of it is done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.events import Provenance
from fundtrack.domain.obligations import Agreement
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import due_state
from fundtrack.domain.working_days import BankHolidays
from fundtrack.domain.working_days import working_days_left
from fundtrack.metrics.owners import Owner
from fundtrack.metrics.owners import owners
from fundtrack.metrics.position import Reader
from fundtrack.metrics.receivables import ClaimSent
from fundtrack.metrics.receivables import claims_sent
from fundtrack.periods import Quarter
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class ObligationDue:
    """One obligation on a day: `entry` fixed its due day.

    `owner` is a role or a person's id; `owned_by` says who answers for it by its day.
    `working_days_left` is below nought when it is overdue, None once it is done.
    """

    entry: int
    fund: str
    what: str
    due_on: date
    owner: str
    state: DueState
    rule: Rule
    period: str
    working_days_left: int | None
    done_on: date | None
    owned_by: Owner | None = None


def obligations(
    books: Reader, on: date, known: int, holidays: BankHolidays
) -> tuple[ObligationDue, ...]:
    """List every obligation by due day, with what became of it by the day.

    A return is done when it, or a later one of the fund, was sent, because a claim
    reaches back; a receipt, when the whole claim was paid.
    """
    deeds = _deeds(books, on, known, holidays)
    held = owners(books, on, known)
    return tuple(
        replace(
            _due(row, deeds.met_on(row), on, holidays),
            owned_by=held.of(row["owner"], max(on, row["due_on"])),
        )
        for row in books.rows("obligations", known=known)
    )


def agreements(books: Reader, known: int) -> list[Agreement]:
    """Give what each fund's newest terms say of days."""
    return [_agreement(row) for row in books.rows("agreements", known=known)]


def _agreement(row: Row) -> Agreement:
    said: Mapping[str, Any] = json.loads(row["terms"])
    return Agreement(
        fund=row["fund"],
        funding_starts=date.fromisoformat(said["funding_starts"]),
        funding_ends=date.fromisoformat(said["funding_ends"]),
        due_days=said.get("due_days"),
        outturn_days=said.get("outturn_days"),
        evidence_days=said.get("evidence_days"),
        match_pct=said.get("match_pct"),
        carries_over=said.get("carry_over"),
        retention_years=said.get("retention_years"),
        provenance=Provenance(row["provenance"]),
    )


@dataclass(frozen=True, slots=True)
class _Deeds:
    """What was done by a day that meets obligations by itself."""

    claims: Mapping[str, ClaimSent]
    carried_on: Mapping[tuple[str, str], date]

    def met_on(self, row: Row) -> date | None:
        """Give the day on which an obligation was met, None while it is not."""
        if row["rule"] == Rule.RETURN:
            return self._sent_on(row["fund"], Quarter.parse(row["period"]))
        if row["rule"] == Rule.RECEIPT:
            claim = self.claims.get(row["period"])
            return (
                None if claim is None or claim.owed_to_us_pence else claim.received_on
            )
        if row["rule"] == Rule.CARRY_OVER and row["done_on"] is None:
            return self.carried_on.get((row["fund"], row["period"]))
        return row["done_on"] if isinstance(row["done_on"], date) else None

    def _sent_on(self, fund: str, quarter: Quarter) -> date | None:
        sent = [
            claim.sent_on
            for claim in self.claims.values()
            if claim.fund == fund and Quarter.parse(claim.quarter) >= quarter
        ]
        return min(sent, default=None)


def _deeds(books: Reader, on: date, known: int, holidays: BankHolidays) -> _Deeds:
    carried = books.rows("carried_over", known=known)
    return _Deeds(
        claims_sent(books, on, known, holidays),
        {(row["fund"], row["financial_year"]): row["carried_on"] for row in carried},
    )


def _due(
    row: Row, done_on: date | None, on: date, holidays: BankHolidays
) -> ObligationDue:
    rule = Rule(row["rule"])
    state = due_state(row["due_on"], done_on, rule, on)
    is_waiting = state in {DueState.DUE, DueState.OVERDUE}
    return ObligationDue(
        entry=row["entry"],
        fund=row["fund"],
        what=row["what"],
        due_on=row["due_on"],
        owner=row["owner"],
        state=state,
        rule=rule,
        period=row["period"],
        working_days_left=(
            working_days_left(on, row["due_on"], holidays) if is_waiting else None
        ),
        done_on=done_on if state is DueState.DONE else None,
    )
