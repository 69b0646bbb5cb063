"""What is answered to a row of a partner's claim, rule by rule."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import Agreement
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import VatIs
from fundtrack.domain.partner_claims import workbook_id
from fundtrack.domain.partner_lines import ClaimLine
from fundtrack.domain.partner_lines import ClaimSetting
from fundtrack.domain.partner_lines import Delivery
from fundtrack.domain.partner_lines import answer_to
from fundtrack.domain.partner_lines import delivery_remarks
from fundtrack.domain.partner_lines import forecast_remarks
from fundtrack.domain.partner_lines import line_remarks
from fundtrack.domain.partner_lines import twice_remark
from fundtrack.money import Pence
from fundtrack.periods import DateRange
from fundtrack.periods import Quarter
from tests.builders import CELL

Q4 = Quarter.parse("2023-24 Q4")
LINE = ClaimLine(
    supplier="Lamps A",
    what="two columns",
    delivered_on=date(2024, 1, 30),
    net_pence=Pence(30_000),
    vat_pence=Pence(0),
    vat_is=None,
    evidence="INV-1",
    cell=CELL,
)
SIX = Delivery("cameras", 6, date(2024, 2, 1), date(2024, 2, 2), "High Street")
PERIOD = DateRange(date(2023, 10, 1), date(2025, 4, 1))
SETTING = ClaimSetting(
    quarter=Q4,
    cells={CELL},
    later_cells={CELL},
    outputs={"cameras": Cell("SSF5", "blackpool", "town-centre-cctv")},
    agreements={"SSF5": Agreement("HO/5", PERIOD, None, claims_needed=False)},
    before={},
    is_signed=True,
)
VAT = {"vat_pence": Pence(6_000)}


def said(line: ClaimLine, setting: ClaimSetting = SETTING) -> list[tuple[str, str]]:
    remarks = list(line_remarks(line, setting))
    return [(remark.rule, str(remark.answer)) for remark in remarks]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({**VAT, "vat_is": VatIs.RECOVERABLE}, []),
        ({"net_pence": Pence(-500)}, []),
        (VAT, [("claim-vat-unsaid", "queried")]),
        ({**VAT, "vat_is": VatIs.NONE}, [("claim-vat-unsaid", "queried")]),
        ({"net_pence": Pence(0)}, [("claim-no-money", "refused")]),
        ({"evidence": ""}, [("claim-no-evidence", "queried")]),
        (
            {"delivered_on": date(2024, 4, 1)},
            [("claim-outside-quarter", "queried")],
        ),
        (
            {"delivered_on": date(2025, 4, 1)},
            [("claim-outside-agreement", "refused")],
        ),
        (
            {"cell": Cell(*CELL.parts[:5], "2024-25")},
            [("claim-other-cell", "refused")],
        ),
    ],
)
def test_a_line_is_judged_by_each_rule(
    change: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert said(replace(LINE, **change)) == expected  # type: ignore[arg-type]


def test_a_fund_without_terms_has_no_period_to_be_outside_of() -> None:
    late = replace(LINE, delivered_on=date(2026, 1, 1))
    assert said(late, replace(SETTING, agreements={})) == [
        ("claim-outside-quarter", "queried")
    ]


def test_only_vat_that_does_not_come_back_is_a_cost() -> None:
    line = replace(LINE, vat_pence=Pence(6_000))
    costs = [replace(line, vat_is=vat_is).cost_pence for vat_is in (None, *VatIs)]
    assert costs == [30_000, 30_000, 36_000, 30_000]


def test_a_bill_that_was_accepted_before_is_refused() -> None:
    before = {replace(LINE, supplier="LAMPS A").likeness: "line 3 of 2023-24 Q3"}
    (remark,) = line_remarks(LINE, replace(SETTING, before=before))
    assert (remark.rule, remark.answer) == ("claim-line-before", Answer.REFUSED)
    assert remark.message == (
        "the same bill was accepted already, in line 3 of 2023-24 Q3"
    )


def test_nothing_is_accepted_without_the_statement() -> None:
    unsigned = replace(SETTING, is_signed=False)
    assert said(LINE, unsigned) == [("claim-unsigned", "queried")]
    assert [remark.rule for remark in delivery_remarks(SIX, unsigned)] == [
        "claim-unsigned"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"output": "lamps"}, ["claim-other-output"]),
        ({"ends": date(2024, 1, 31)}, ["claim-days-turned"]),
        ({"place": ""}, ["claim-no-place"]),
        ({"starts": date(2023, 12, 31)}, ["claim-outside-quarter"]),
    ],
)
def test_a_delivery_is_judged_by_each_rule(
    change: dict[str, object], expected: list[str]
) -> None:
    delivery = replace(SIX, **change)  # type: ignore[arg-type]
    found = delivery_remarks(delivery, SETTING)
    assert [remark.rule for remark in found] == expected


def test_a_forecast_is_of_the_partners_cells_and_of_later_quarters() -> None:
    assert list(forecast_remarks(CELL, Q4.following, SETTING)) == []
    found = forecast_remarks(Cell(*CELL.parts[:5], "2024-25"), Q4, SETTING)
    assert [remark.rule for remark in found] == [
        "claim-other-cell",
        "claim-forecast-past",
    ]


def test_the_hardest_remark_is_the_answer() -> None:
    queried = twice_remark(LINE)
    refused = replace(queried, answer=Answer.REFUSED)
    assert queried.message == "the bill INV-1 stands twice in the form"
    assert [answer_to(said) for said in ([], [queried], [queried, refused])] == [
        Answer.ACCEPTED,
        Answer.QUERIED,
        Answer.REFUSED,
    ]


def test_a_form_is_of_one_partner_and_quarter() -> None:
    ids = {
        workbook_id(partner, quarter)
        for partner in ("Town Council", "County Council")
        for quarter in (Q4, Q4.following)
    }
    assert len(ids) == 4
