"""Which lines a coding rule fits, where it sends them, and which of several wins."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.coding_rules import parse_target
from fundtrack.domain.coding_rules import rule_of
from fundtrack.domain.coding_rules import ruling
from fundtrack.domain.line_conditions import Compare
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.errors import NotAPeriod
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from tests import builders

ANY_YEAR = Cell(*builders.CELL.parts[:5])
LINE = RuledLine(
    date(2024, 1, 15),
    Pence(500_00),
    {"supplier": "BLACKPOOL  Council (200398)", "category": "Partnership Grants"},
    "pcc",
)
RULE = CodingRule("grants", 10, ANY_YEAR, words={"supplier": ["blackpool council"]})


@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        replace(RULE, words={"supplier": ["burnley", "Blackpool"]}),
        replace(
            RULE, words={"category": ["partnership grants"]}, compare=Compare.EXACT
        ),
        replace(RULE, pence_from=Pence(500_00), pence_to=Pence(500_00)),
        replace(RULE, dated_from=date(2024, 1, 15), dated_to=date(2024, 1, 15)),
        replace(RULE, source_name="PCC"),
        replace(RULE, target=builders.CELL),
    ],
)
def test_a_rule_fits_by_words_limits_and_source(rule: CodingRule) -> None:
    assert rule.fits(LINE)


@pytest.mark.parametrize(
    "rule",
    [
        replace(RULE, words={"supplier": ["burnley"]}),
        replace(RULE, words={**(RULE.words or {}), "category": ["vehicles"]}),
        replace(RULE, words={"reference": ["INV"]}),
        replace(RULE, compare=Compare.EXACT),
        replace(RULE, pence_from=Pence(500_01)),
        replace(RULE, pence_to=Pence(499_99)),
        replace(RULE, dated_from=date(2024, 1, 16)),
        replace(RULE, dated_to=date(2024, 1, 14)),
        replace(RULE, source_name="ledger"),
        replace(RULE, target=Cell(*builders.CELL.parts[:5], "2024-25")),
    ],
)
def test_a_rule_does_not_fit_where_one_condition_fails(rule: CodingRule) -> None:
    assert not rule.fits(LINE)


def test_a_rule_leaves_a_line_with_the_fund_its_file_names() -> None:
    of_fund = replace(LINE, fund="SSF5")
    assert RULE.fits(of_fund)
    assert not RULE.fits(replace(LINE, fund="SSF4"))
    assert not replace(RULE, target=OUTSIDE).fits(of_fund)


def test_a_line_goes_to_its_own_year_where_the_rule_names_none() -> None:
    assert RULE.target_of(LINE) == builders.CELL
    assert replace(RULE, target=OUTSIDE).target_of(LINE) == OUTSIDE
    assert replace(RULE, target=Cell("SSF5")).target_of(LINE) == Cell("SSF5")


def test_the_lowest_order_wins_and_names_the_rules_that_say_otherwise() -> None:
    later = replace(RULE, id="bills", order=20, target=OUTSIDE)
    same = replace(RULE, id="also-grants", order=30)
    said = ruling([same, later, RULE], LINE)
    assert said is not None
    assert (said.rule, said.target, said.against) == (RULE, builders.CELL, (later,))
    assert ruling([], LINE) is None


def test_rules_of_one_order_that_disagree_leave_the_line_to_a_person() -> None:
    outside = replace(RULE, id="bills", target=OUTSIDE)
    said = ruling([RULE, outside, replace(RULE, id="z", order=99)], LINE)
    assert said is not None
    assert (said.rule, said.target) == (None, Cell())
    assert said.against == (outside, RULE)
    fund_only = replace(RULE, id="fund", target=Cell("SSF5"))
    agreed = ruling([RULE, fund_only], LINE)
    assert agreed is not None
    assert (agreed.rule, agreed.target) == (None, Cell("SSF5"))
    twin = ruling([RULE, replace(RULE, id="twin")], LINE)
    assert twin is not None
    assert (twin.rule, twin.against) == (RULE, ())


@pytest.mark.parametrize("written", ["*", "SSF5/blackpool", "SSF5/*/p/h/capital/*"])
def test_a_target_is_a_cell_a_fund_or_outside(written: str) -> None:
    assert parse_target("outside") == OUTSIDE
    assert parse_target("SSF5") == Cell("SSF5")
    assert parse_target(f"{ANY_YEAR}") == ANY_YEAR
    with pytest.raises(WrongArgument, match="neither a cell"):
        parse_target(written)
    with pytest.raises(NotAPeriod):
        parse_target("SSF5/a/p/h/capital/2024-26")


def test_a_rule_is_read_back_from_its_row() -> None:
    said = {
        "rule": "grants",
        "order": 10,
        "owner": "ann",
        "target": "outside",
        "supplier": ["AXON"],
        "category": None,
        "compare": "exact",
        "pence_to": 5,
        "dated_from": "2024-01-01",
        "from_source": "pcc",
    }
    assert rule_of(said, 7, RuleState.ON) == CodingRule(
        id="grants",
        order=10,
        target=OUTSIDE,
        version=7,
        state=RuleState.ON,
        owner="ann",
        words={"supplier": ["AXON"]},
        compare=Compare.EXACT,
        pence_to=Pence(5),
        dated_from=date(2024, 1, 1),
        source_name="pcc",
    )
