"""Obligations: what an agreement makes the office do, and by which day.

A due day is fixed when the obligation is recorded. New terms may move it while it is
still ahead; once it is past, it stays where it was.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from enum import StrEnum

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.people import Role
from fundtrack.domain.working_days import BankHolidays
from fundtrack.domain.working_days import last_working_day
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter


class Rule(StrEnum):
    """What makes an obligation."""

    RETURN = "return"
    EVIDENCE = "evidence"
    OUTTURN = "outturn"
    CARRY_OVER = "carry-over"
    MATCH = "match"
    RETENTION = "retention"
    RECEIPT = "receipt"


class DueState(StrEnum):
    """Where an obligation stands on a day."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    PASSED = "passed"
    """Its day has gone, and nothing had to be done."""


BINDS_NOBODY = {Rule.CARRY_OVER, Rule.RETENTION}
"""A day up to which the office may ask, or must keep; past it nothing is overdue."""

WHOLE = "funding period"
"""The period of what is asked for once."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to do for a fund: `period` is the quarter, year or return it is for."""

    fund: str
    rule: Rule
    period: str
    what: str
    due_on: date
    owner: Role
    provenance: Provenance = Provenance.RECORDED

    @property
    def key(self) -> tuple[str, str, str]:
        """What sets the obligation apart."""
        return (self.fund, self.rule, self.period)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the terms of a fund say of days; None where they are silent."""

    fund: str
    funding_starts: date
    funding_ends: date
    due_days: int | None = None
    outturn_days: int | None = None
    evidence_days: int | None = None
    match_pct: int | None = None
    carries_over: bool | None = None
    retention_years: int | None = None
    provenance: Provenance = Provenance.RECORDED


@dataclass(frozen=True, slots=True)
class Standing:
    """An obligation as the books hold it."""

    due_on: date
    what: str
    is_done: bool

    def is_open(self, on: date) -> bool:
        """Whether its day is still ahead and it is not done."""
        return self.due_on >= on and not self.is_done


def obligations_of(
    agreement: Agreement, begun_on: date, holidays: BankHolidays
) -> tuple[Obligation, ...]:
    """List all that an agreement asks for, by due day.

    Periods that ended before the books were begun were settled by other means.
    """
    listed = [
        *_by_quarter(agreement, begun_on),
        *_by_year(agreement, begun_on, holidays),
        *_at_the_end(agreement, begun_on),
    ]
    return tuple(sorted(listed, key=lambda it: (it.due_on, it.rule, it.period)))


def obligation_events(
    wanted: tuple[Obligation, ...],
    standing: Mapping[tuple[str, str, str], Standing],
    on: date,
) -> list[NewEvent]:
    """Record what is new or has moved, and withdraw what is asked for no longer.

    What is done or overdue is left as it is.

    Args:
        standing: what the books hold of the same fund's terms.
    """
    events = []
    for obligation in wanted:
        held = standing.get(obligation.key)
        if held is None or (held.is_open(on) and _differs(obligation, held)):
            events.append(obligation_event(obligation, on))
    keys = {obligation.key for obligation in wanted}
    for key, held in standing.items():
        if key not in keys and held.is_open(on):
            events.append(
                _about(key, "obligation_withdrawn", on, "no longer asked for")
            )
    return events


def obligation_event(obligation: Obligation, on: date) -> NewEvent:
    """Fix an obligation and its due day."""
    return NewEvent(
        kind="obligation",
        effective_on=on,
        reason=f"{obligation.what}, due {obligation.due_on}",
        payload={
            "fund": obligation.fund,
            "rule": str(obligation.rule),
            "period": obligation.period,
            "what": obligation.what,
            "due_on": obligation.due_on.isoformat(),
            "owner": str(obligation.owner),
        },
        provenance=obligation.provenance,
    )


def done_event(key: tuple[str, str, str], on: date, reference: str) -> NewEvent:
    """Record that an obligation was met on a day."""
    return _about(key, "obligation_done", on, reference)


def owned_event(
    key: tuple[str, str, str], owner: str, on: date, reason: str
) -> NewEvent:
    """Give an obligation to a person or a role; it stays theirs when its day moves."""
    event = _about(key, "obligation_owned", on, reason)
    return replace(event, payload={**event.payload, "owner": owner})


def due_state(due_on: date, done_on: date | None, rule: Rule, on: date) -> DueState:
    """Say where an obligation stands on a day."""
    if done_on is not None and done_on <= on:
        return DueState.DONE
    if due_on >= on:
        return DueState.DUE
    return DueState.PASSED if rule in BINDS_NOBODY else DueState.OVERDUE


def expected_receipt(
    fund: str, return_id: str, due_on: date, provenance: Provenance
) -> Obligation:
    """Expect the money of a claim that was sent."""
    return Obligation(
        fund=fund,
        rule=Rule.RECEIPT,
        period=return_id,
        what=f"money of {return_id} expected",
        due_on=due_on,
        owner=Role.FINANCE,
        provenance=provenance,
    )


def _about(key: tuple[str, str, str], kind: str, on: date, reason: str) -> NewEvent:
    fund, rule, period = key
    payload = {"fund": fund, "rule": rule, "period": period}
    return NewEvent(kind=kind, effective_on=on, reason=reason, payload=payload)


def _differs(obligation: Obligation, held: Standing) -> bool:
    return (obligation.due_on, obligation.what) != (held.due_on, held.what)


def _by_quarter(agreement: Agreement, begun_on: date) -> Iterator[Obligation]:
    """Returns, and the evidence for them, so many days after a quarter's end."""
    quarter = Quarter.of(agreement.funding_starts)
    while quarter.dates.start <= agreement.funding_ends:
        ends = quarter.dates.last_day
        for rule, what, days in (
            (Rule.RETURN, f"return for {quarter}", agreement.due_days),
            (Rule.EVIDENCE, f"evidence for {quarter}", agreement.evidence_days),
        ):
            if days is not None and ends >= begun_on:
                due_on = ends + timedelta(days=days)
                yield _asked(agreement, rule, str(quarter), what, due_on)
        quarter = quarter.following


def _by_year(
    agreement: Agreement, begun_on: date, holidays: BankHolidays
) -> Iterator[Obligation]:
    """The outturn statement of each year, and the last day to ask for carry-over."""
    year = FinancialYear.of(agreement.funding_starts)
    while year.dates.start <= agreement.funding_ends:
        ends = min(year.dates.last_day, agreement.funding_ends)
        if agreement.outturn_days is not None and ends >= begun_on:
            due_on = ends + timedelta(days=agreement.outturn_days)
            what = f"outturn statement for {year}"
            yield _asked(agreement, Rule.OUTTURN, str(year), what, due_on)
        goes_on = agreement.funding_ends > ends
        if goes_on and agreement.carries_over is False and ends >= begun_on:
            due_on = last_working_day(ends, holidays)
            what = f"last day to ask for unspent money of {year} to be carried over"
            yield _asked(agreement, Rule.CARRY_OVER, str(year), what, due_on)
        year = FinancialYear.of(year.dates.end)


def _at_the_end(agreement: Agreement, begun_on: date) -> Iterator[Obligation]:
    """Match money delivered, and how long records are kept.

    Source: the retention clock starts at the end of the funding period.
    """
    ends = agreement.funding_ends
    if agreement.match_pct and ends >= begun_on:
        what = f"match funding of {agreement.match_pct} % delivered"
        yield _asked(agreement, Rule.MATCH, WHOLE, what, ends)
    if agreement.retention_years is not None:
        until = years_later(ends, agreement.retention_years)
        if until >= begun_on:
            what = f"records kept until {until}"
            yield _asked(agreement, Rule.RETENTION, WHOLE, what, until)


def _asked(
    agreement: Agreement, rule: Rule, period: str, what: str, due_on: date
) -> Obligation:
    owner = Role.SIGNATORY if rule is Rule.OUTTURN else Role.FINANCE
    return Obligation(
        agreement.fund, rule, period, what, due_on, owner, agreement.provenance
    )


def years_later(day: date, years: int) -> date:
    """Give the same day so many years later; 29 February may become 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
