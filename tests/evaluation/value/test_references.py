import csv
from pathlib import Path

import pytest

from fundtrack.domain.crime_types import CrimeType
from fundtrack.evaluation.value.references import Standing
from fundtrack.evaluation.value.references import assumptions
from fundtrack.evaluation.value.references import fiscal_costs
from fundtrack.evaluation.value.references import harm_days
from fundtrack.evaluation.value.references import kind_shares
from fundtrack.evaluation.value.references import multipliers
from fundtrack.evaluation.value.references import police_costs
from fundtrack.evaluation.value.references import rows_of
from fundtrack.evaluation.value.references import social_costs
from fundtrack.periods import FinancialYear

TABLES = (
    "benefit_cost_labels.csv",
    "crime_fiscal_costs.csv",
    "crime_harm_weights.csv",
    "crime_kinds.csv",
    "crime_multipliers.csv",
    "crime_unit_costs.csv",
    "discount_rates.csv",
    "gdp_deflators.csv",
    "value_assumptions.csv",
)


@pytest.mark.parametrize("table", TABLES)
def test_every_reference_figure_has_its_source_and_its_standing(table: str) -> None:
    for row in rows_of(table):
        assert row["source"]
        assert Standing(row["standing"])


def test_unit_costs_are_those_of_the_home_office_in_2015_prices(shared: Path) -> None:
    file = shared / "data/reference/home_office_unit_costs_of_crime_2015_16.csv"
    with file.open(encoding="utf-8") as text:
        held = list(csv.DictReader(text))
    pounds = sorted(int(row["unit_cost_gbp"]) for row in held)
    assert sorted(cost.pence // 100 for cost in social_costs().values()) == pounds
    assert {cost.price_year for cost in social_costs().values()} == {
        FinancialYear(2015)
    }
    seen = [row for row in held if row["check"].startswith("seen")]
    verified = [
        cost for cost in social_costs().values() if cost.standing is Standing.VERIFIED
    ]
    assert len(verified) == len(seen)


def test_financial_index_is_three_quarters_of_a_year_and_one_of_the_next() -> None:
    rows = rows_of("gdp_deflators.csv")
    by_year = {
        int(row["year"]): float(row["index"])
        for row in rows
        if row["series"] == "calendar"
    }
    for row in rows:
        if row["series"] == "financial":
            start = int(row["year"][:4])
            mean = 0.75 * by_year[start] + 0.25 * by_year[start + 1]
            assert float(row["index"]) == pytest.approx(mean, abs=1.1e-4)


def test_every_published_crime_type_is_parted_into_kinds() -> None:
    assert {share.crime_type for share in kind_shares()} == set(CrimeType)
    assert (
        sum(
            share.recorded
            for share in kind_shares()
            if share.kind != "anti-social-behaviour"
        )
        == 5_225_477
    )


def test_each_kind_is_named_alike_in_every_table() -> None:
    kinds = {share.kind for share in kind_shares()}
    not_of_police_uk = {"fraud", "cyber-crime"}
    for table in (social_costs(), fiscal_costs(), multipliers(), harm_days()):
        assert set(table) - not_of_police_uk <= kinds


def test_no_offence_is_recorded_more_often_than_it_happens() -> None:
    assert min(each.actual_per_recorded for each in multipliers().values()) >= 1


def test_fiscal_cost_is_less_than_the_social_one_it_is_a_part_of() -> None:
    for kind in fiscal_costs().keys() & social_costs().keys():
        assert fiscal_costs()[kind].pence < social_costs()[kind].pence
    for kind, cost in police_costs().items():
        assert cost.pence <= fiscal_costs()[kind].pence


def test_assumption_lies_between_its_ends() -> None:
    for held in assumptions().values():
        assert held.low <= held.central <= held.high
