"""A rule held against history says what it would have coded, and how otherwise."""

from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.events import Account
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.rule_history import NO_FUND
from fundtrack.domain.rule_history import PastLine
from fundtrack.domain.rule_history import replay
from fundtrack.money import Pence
from tests import builders

CELL = builders.CELL
OTHER = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])
RULE = CodingRule("cameras", 10, CELL, words={"supplier": ["AXON"]})
LINE = RuledLine(date(2024, 1, 15), Pence(5), {"supplier": "axon ltd"}, "ledger")
PAST = PastLine(1, LINE, Account.SPENT, (CELL,), "by hand", "", "e.xlsx", "Jan", 2)
WAITING = replace(PAST, entry=2, account=Account.SUSPENSE, cells=(Cell("SSF5"),))
UNSAID = replace(
    PAST, entry=3, account=Account.OUTSIDE, cells=(Cell(),), coding=NO_FUND
)
SET_ASIDE = replace(UNSAID, entry=4, coding="by hand")
RULED = replace(PAST, entry=5, ruled_by="other", cells=(OTHER,))
ELSEWHERE = replace(PAST, entry=6, cells=(OTHER,))
SHARED = replace(PAST, entry=7, cells=(CELL, OTHER))
NOT_MEANT = replace(PAST, entry=8, line=replace(LINE, texts={}))
ALL = (PAST, WAITING, UNSAID, SET_ASIDE, RULED, ELSEWHERE, SHARED, NOT_MEANT)


def test_each_line_it_would_have_coded_is_counted_once() -> None:
    found = replay(RULE, [], ALL)
    assert (found.same, found.waiting, found.unsaid) == (
        (PAST,),
        (WAITING,),
        (UNSAID,),
    )
    assert (found.ruled, found.otherwise) == (
        (RULED,),
        (SET_ASIDE, ELSEWHERE, SHARED),
    )
    assert found.sentence == (
        "would have coded 7 of 8 lines, 3 otherwise than people did"
    )


def test_what_an_earlier_rule_takes_or_an_equal_one_disputes_is_not_its_own() -> None:
    for order in (5, 10):
        other = replace(RULE, id="a", order=order, target=OUTSIDE)
        found = replay(RULE, [other], [PAST])
        assert (found.behind, found.would_code) == ((PAST,), 0)
    later = replace(RULE, id="a", order=11, target=OUTSIDE)
    assert replay(RULE, [later], [PAST]).same == (PAST,)


def test_outside_and_a_fund_alone_are_compared_as_far_as_they_say() -> None:
    aside = replace(RULE, target=OUTSIDE)
    assert replay(aside, [], [SET_ASIDE]).same == (SET_ASIDE,)
    half = replace(SET_ASIDE, cells=(Cell(), CELL))
    assert replay(aside, [], [half]).otherwise == (half,)
    fund = replace(RULE, target=Cell("SSF5"))
    assert replay(fund, [], [SHARED]).same == (SHARED,)
    assert replay(fund, [], [SET_ASIDE]).otherwise == (SET_ASIDE,)
