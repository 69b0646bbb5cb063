"""What an agreement does not pay: conditions, versions, and reasons in words."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility import eligibility_rule_of
from fundtrack.domain.eligibility import read_refusal
from fundtrack.domain.eligibility import refusal_of
from fundtrack.domain.eligibility import refusal_payload
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.money import Pence
from tests import builders
from tests.oracles.eligibility import refused_by

CELL = builders.CELL
DAY = date(2024, 1, 15)
GIFTS = EligibilityRule(
    "SSF5",
    "gifts",
    date(2023, 10, 1),
    Refusal("gifts are not paid", "gifts", "clause 8.3"),
    words={"description": ["gift"]},
)
LINE = RuledLine(DAY, Pence(500), {"description": "Gift vouchers"}, "ledger")


@pytest.mark.parametrize(
    ("rule", "is_refused"),
    [
        (GIFTS, True),
        (replace(GIFTS, fund="OPDEF"), False),
        (replace(GIFTS, heading="cctv", kind="capital"), True),
        (replace(GIFTS, heading="staff"), False),
        (replace(GIFTS, kind="revenue"), False),
        (replace(GIFTS, counts_from=DAY), True),
        (replace(GIFTS, counts_from=date(2024, 1, 16)), False),
        (replace(GIFTS, pence_from=Pence(501)), False),
        (replace(GIFTS, dated_to=date(2024, 1, 14)), False),
    ],
)
def test_a_rule_refuses_by_fund_heading_kind_day_and_conditions(
    rule: EligibilityRule, *, is_refused: bool
) -> None:
    assert (refusal_of([rule], LINE, CELL) is not None) is is_refused


def test_a_line_of_no_money_is_never_refused() -> None:
    assert refusal_of([GIFTS], replace(LINE, pence=Pence(0)), CELL) is None
    assert refusal_of([GIFTS], replace(LINE, pence=Pence(-5)), CELL) is not None


def test_the_version_that_began_last_counts_and_the_first_rule_by_name_is_said() -> (
    None
):
    allowed = replace(
        GIFTS, counts_from=date(2024, 1, 1), version=9, pence_from=Pence(1_000)
    )
    assert refusal_of([allowed, GIFTS], LINE, CELL) is None
    early = replace(LINE, dated=date(2023, 12, 31))
    assert refusal_of([allowed, GIFTS], early, CELL) == GIFTS.refusal
    again = replace(allowed, version=10, pence_from=None)
    assert refusal_of([again, allowed, GIFTS], LINE, CELL) == GIFTS.refusal
    first = replace(GIFTS, id="a", refusal=Refusal("first", "a"))
    assert refusal_of([GIFTS, first], LINE, CELL) == Refusal("first", "a")


def test_a_refusal_is_said_in_words_and_read_back() -> None:
    assert GIFTS.refusal.said == "gifts are not paid (rule gifts), clause 8.3"
    by_hand = Refusal("it was a party")
    assert by_hand.said == "it was a party"
    for refusal in (GIFTS.refusal, by_hand):
        assert read_refusal(refusal_payload(refusal, CELL)) == refusal
    assert refusal_payload(None, CELL) == {}
    assert read_refusal({"pence": 5}) is None


def test_a_rule_is_read_back_from_its_row() -> None:
    said = {
        "fund": "SSF5",
        "rule": "gifts",
        "because": "gifts are not paid",
        "source": "clause 8.3",
        "description": ["gift"],
        "supplier": None,
        "heading": None,
        "kind": None,
    }
    assert eligibility_rule_of(said, 0, date(2023, 10, 1)) == GIFTS
    narrow = eligibility_rule_of(
        said | {"heading": "cctv", "kind": "capital", "source": None}, 7, DAY
    )
    assert (narrow.heading, narrow.kind, narrow.version) == ("cctv", "capital", 7)
    assert narrow.refusal.clause == ""


def test_every_mix_of_rules_and_lines_is_as_told_slowly() -> None:
    rows = [
        {"rule": "b", "description": "gift; party", "on": "2023-10-01"},
        {"rule": "b", "description": "party", "on": "2024-01-10"},
        {"rule": "a", "supplier": "hotel", "on": "2024-01-01", "heading": "cctv"},
        {"rule": "c", "compare": "exact", "description": "fine", "kind": "revenue",
         "on": "2023-10-01"},
    ]  # fmt: skip
    funded = [{"fund": "SSF5", **row} for row in rows]
    rules = [
        eligibility_rule_of(
            {
                **row,
                "because": row["rule"],
                "description": str(row["description"]).split(";")
                if row.get("description")
                else None,
                "supplier": [row["supplier"]] if row.get("supplier") else None,
            },
            version,
            date.fromisoformat(str(row["on"])),
        )
        for version, row in enumerate(funded)
    ]
    texts = ("a gift", "Party  food", "fine", "parking fine")
    days = (date(2023, 12, 31), date(2024, 1, 9), DAY)
    revenue = Cell.parse("SSF5/blackpool/patrols/staff/revenue/2023-24")
    found = set()
    for words, supplier, day, cell, pence in product(
        texts, ("Grand Hotel", "Cam Ltd"), days, (CELL, revenue), (0, 5)
    ):
        said = {"description": words, "supplier": supplier}
        line = RuledLine(day, Pence(pence), said, "ledger")
        refusal = refusal_of(rules, line, cell)
        slow = refused_by(
            funded, {**said, "dated": day.isoformat(), "pence": pence}, str(cell)
        )
        assert (refusal.rule if refusal else "") == slow
        found.add(slow)
    assert found == {"", "a", "b", "c"}
