"""What an agreement asks for by when; a day that has passed never moves."""

from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest

from fundtrack.domain.obligations import Agreement
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import Standing
from fundtrack.domain.obligations import due_state
from fundtrack.domain.obligations import obligation_events
from fundtrack.domain.obligations import obligations_of
from fundtrack.domain.people import Role
from fundtrack.sources.bank_holidays import bank_holidays
from tests.oracles.obligations import quarter_ends

STARTS, ENDS = date(2023, 10, 1), date(2025, 3, 31)
WHOLE = Agreement(
    "SSF5",
    STARTS,
    ENDS,
    due_days=30,
    outturn_days=30,
    evidence_days=25,
    match_pct=20,
    carries_over=False,
    retention_years=6,
)
SILENT = Agreement("SSF5", STARTS, ENDS)
RETURN = Obligation(
    "SSF5", Rule.RETURN, "2023-24 Q3", "return", date(2024, 1, 30), Role.FINANCE
)


def asked(agreement: Agreement, begun_on: date = STARTS) -> dict[Rule, list[date]]:
    """The due days of what an agreement asks for, by rule."""
    found: dict[Rule, list[date]] = {}
    for obligation in obligations_of(agreement, begun_on, bank_holidays()):
        found.setdefault(obligation.rule, []).append(obligation.due_on)
    return found


def standing(obligation: Obligation, *, is_done: bool = False) -> Standing:
    """An obligation as the books hold it."""
    return Standing(obligation.due_on, obligation.what, is_done)


def test_every_day_that_the_terms_name_is_in_the_calendar() -> None:
    ends = quarter_ends(STARTS, ENDS)
    assert asked(WHOLE) == {
        Rule.RETURN: [day + timedelta(days=30) for day in ends],
        Rule.EVIDENCE: [day + timedelta(days=25) for day in ends],
        Rule.OUTTURN: [date(2024, 4, 30), date(2025, 4, 30)],
        # Good Friday and the weekend stand before 31 March 2024.
        Rule.CARRY_OVER: [date(2024, 3, 28)],
        Rule.MATCH: [ENDS],
        Rule.RETENTION: [date(2031, 3, 31)],
    }


def test_terms_that_are_silent_ask_for_nothing() -> None:
    assert asked(SILENT) == {}
    assert asked(replace(SILENT, carries_over=True, match_pct=0)) == {}


def test_what_ended_before_the_books_were_begun_is_not_asked_for() -> None:
    late = asked(WHOLE, date(2025, 4, 1))
    assert late == {Rule.RETENTION: [date(2031, 3, 31)]}
    assert asked(WHOLE, date(2031, 4, 1)) == {}
    assert len(asked(WHOLE, date(2024, 6, 30))[Rule.RETURN]) == 4


def test_funding_that_ends_within_a_quarter_has_its_last_return() -> None:
    agreement = replace(SILENT, funding_ends=date(2024, 2, 29), due_days=0)
    assert asked(agreement) == {Rule.RETURN: [date(2023, 12, 31), date(2024, 3, 31)]}
    leap = replace(SILENT, funding_ends=date(2024, 2, 29), retention_years=1)
    assert asked(leap) == {Rule.RETENTION: [date(2025, 3, 1)]}


@pytest.mark.parametrize(
    ("on", "is_done", "is_moved"),
    [
        (date(2024, 1, 30), False, True),
        (date(2024, 1, 31), False, False),
        (date(2024, 1, 1), True, False),
    ],
)
def test_a_day_moves_while_it_is_ahead_and_never_once_it_is_past_or_done(
    on: date, is_done: bool, is_moved: bool
) -> None:
    held = {RETURN.key: standing(RETURN, is_done=is_done)}
    moved = replace(RETURN, due_on=date(2024, 2, 15))
    events = obligation_events((moved,), held, on)
    assert [event.payload["due_on"] for event in events] == ["2024-02-15"] * is_moved


def test_what_stands_as_asked_is_not_recorded_again() -> None:
    held = {RETURN.key: standing(RETURN)}
    assert obligation_events((RETURN,), held, date(2024, 1, 1)) == []


@pytest.mark.parametrize(
    ("on", "kinds"),
    [(date(2024, 1, 1), ["obligation_withdrawn"]), (date(2024, 3, 1), [])],
)
def test_what_is_asked_for_no_longer_is_withdrawn_while_ahead(
    on: date, kinds: list[str]
) -> None:
    events = obligation_events((), {RETURN.key: standing(RETURN)}, on)
    assert [event.kind for event in events] == kinds


@pytest.mark.parametrize(
    ("rule", "done_on", "on", "state"),
    [
        (Rule.RETURN, None, date(2024, 1, 30), DueState.DUE),
        (Rule.RETURN, None, date(2024, 1, 31), DueState.OVERDUE),
        (Rule.RETURN, date(2024, 2, 9), date(2024, 2, 8), DueState.OVERDUE),
        (Rule.RETURN, date(2024, 2, 9), date(2024, 2, 9), DueState.DONE),
        (Rule.CARRY_OVER, None, date(2024, 1, 31), DueState.PASSED),
    ],
)
def test_an_obligation_is_due_overdue_done_or_past(
    rule: Rule, done_on: date | None, on: date, state: DueState
) -> None:
    assert due_state(date(2024, 1, 30), done_on, rule, on) is state
