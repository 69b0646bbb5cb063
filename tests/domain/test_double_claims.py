"""The same cost in partners' claims twice, or given as match and claimed as well."""

from collections.abc import Mapping
from datetime import date

import pytest

from fundtrack.domain.double_claims import Cost
from fundtrack.domain.double_claims import Match
from fundtrack.domain.double_claims import match_claimed
from fundtrack.domain.double_claims import partner_lines_twice
from fundtrack.domain.double_claims import references_of
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from tests.builders import CELL

FACTS: dict[str, str | int] = {
    "supplier": "Lamps A",
    "evidence": "INV-7",
    "net": 30_000,
    "delivered_on": "2024-01-30",
}
COST = Cost(5, "SSF5", "Town Council", "INV-7", Pence(900), "SSF5, 2023-24 Q4")
GIVEN = Match(9, "SSF5", "Town council", True, Pence(900), frozenset())


def held(
    entry: int,
    quarter: str = "2023-24 Q3",
    fund: str = "SSF5",
    facts: Mapping[str, str | int] = FACTS,
    partner: str = "Town Council",
) -> HeldRow:
    """An accepted line of a partner's claim."""
    return HeldRow(
        entry=entry,
        kind=LINE_KIND,
        partner=partner,
        quarter=Quarter.parse(quarter),
        number=1,
        answer=Answer.ACCEPTED,
        said=(),
        cell=CELL.parse(str(CELL).replace("SSF5", fund)),
        dated=date(2024, 1, 30),
        pence=Pence(30_000),
        facts=facts,
        row=2,
        provenance="recorded",
    )


@pytest.mark.parametrize(
    ("later", "is_twice"),
    [
        (held(8, "2023-24 Q4"), True),
        (held(8, fund="OPDEF"), True),
        (held(8, "2023-24 Q4", partner="TOWN COUNCIL (200)"), True),
        (held(8), False),
        (held(8, "2023-24 Q4", partner="County Council"), False),
        (held(8, "2023-24 Q4", facts={**FACTS, "evidence": ""}), False),
        (held(8, "2023-24 Q4", facts={**FACTS, "evidence": "INV-8"}), False),
        (held(8, "2023-24 Q4", facts={**FACTS, "net": 29_999}), False),
        (held(8, "2023-24 Q4", facts={**FACTS, "delivered_on": "2024-01-31"}), False),
    ],
)
def test_a_bill_is_the_same_in_another_quarter_or_fund(
    later: HeldRow, *, is_twice: bool
) -> None:
    found = list(partner_lines_twice([later, held(4)]))
    assert [(it.entry, it.other_entry) for it in found] == [(4, 8)] * is_twice


def test_both_places_are_named() -> None:
    (found,) = partner_lines_twice([held(4), held(8, "2023-24 Q4", "OPDEF")])
    assert found.said == (
        "entry 4 (SSF5, claim of Town Council for 2023-24 Q3) and entry 8 (OPDEF, "
        "claim of Town Council for 2023-24 Q4) are the same bill INV-7 of Town Council"
    )
    assert (found.pence, found.is_sure) == (30_000, True)


@pytest.mark.parametrize(
    ("references", "is_cash", "pence", "found"),
    [
        (frozenset({"inv-7"}), True, 900, [True]),
        (frozenset({"inv-7"}), False, 0, [True]),
        (frozenset(), True, 900, [False]),
        (frozenset(), False, 900, []),
        (frozenset(), True, 901, []),
        (frozenset({"inv-8"}), True, 0, []),
    ],
)
def test_a_reference_is_sure_and_a_sum_of_the_giver_is_not(
    references: frozenset[str],
    is_cash: bool,
    pence: int,
    found: list[bool],
) -> None:
    match = Match(9, "SSF5", "Town council", is_cash, Pence(pence), references)
    assert [it.is_sure for it in match_claimed([COST], [match])] == found


def test_what_is_match_is_said_with_its_giver() -> None:
    (found,) = match_claimed([COST], [GIVEN])
    assert found.said == (
        "entry 5 (SSF5, 2023-24 Q4) and entry 9 (SSF5, match of Town council) are one "
        "sum paid to Town Council and given by it as match"
    )
    assert references_of(" INV-1 ; inv-2;; ") == {"inv-1", "inv-2"}
    assert references_of("") == frozenset()
