import numpy as np
import pytest

from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.mixes import Purse
from fundtrack.evaluation.value.mixes import harm_per_offence
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.periods import FinancialYear
from tests.oracles.value import worth_of_one

NEIGHBOURHOOD = ("Burglary", "Robbery", "Theft from the person", "Vehicle crime")
ONE = RecordedOffences(np.ones(1))
TABLES = {
    Purse.SOCIAL: ("crime_unit_costs.csv", "pounds"),
    Purse.FISCAL: ("crime_fiscal_costs.csv", "pounds"),
    Purse.POLICE: ("crime_fiscal_costs.csv", "police_pounds"),
}


@pytest.mark.parametrize("purse", Purse)
@pytest.mark.parametrize(("share", "factor"), [(1.0, 1.0), (0.0, 0.75), (1.7, 1.1)])
def test_worth_of_an_offence_is_the_slow_sum_over_its_kinds(
    purse: Purse, share: float, factor: float
) -> None:
    found = mix_of(NEIGHBOURHOOD, purse).worth(ONE, FinancialYear(2023), share, factor)
    slow = worth_of_one(set(NEIGHBOURHOOD), TABLES[purse], "2023-24", share, factor)
    assert found == pytest.approx([slow])


def test_residential_burglary_costs_its_unit_cost_for_each_that_happened() -> None:
    mix = mix_of(["Residential burglary"])
    worth = mix.worth(ONE, FinancialYear(2015))
    assert worth == pytest.approx([2.8 * 593_000])
    assert mix.actual(10) == pytest.approx(28)
    assert mix.priced_pct == pytest.approx(100)
    assert mix.is_assumed


def test_burglary_of_businesses_is_left_out_and_said_to_be() -> None:
    mix = mix_of(["Burglary"])
    assert mix.priced_pct == pytest.approx(100 * 166_316 / (166_316 + 78_332))
    assert mix.lack is None


@pytest.mark.parametrize(
    ("types", "purse", "lack"),
    [
        (("Shoplifting",), Purse.SOCIAL, Lack.UNIT_COST),
        (("Violence and sexual offences",), Purse.SOCIAL, Lack.MULTIPLIER),
        (("Anti-social behaviour",), Purse.SOCIAL, Lack.UNIT_COST),
        (("Anti-social behaviour",), Purse.FISCAL, None),
        (("Burglary", "Sheep rustling"), Purse.SOCIAL, Lack.UNIT_COST),
        ((), Purse.SOCIAL, Lack.UNIT_COST),
    ],
)
def test_measure_whose_offences_have_mostly_no_price_is_not_weighed(
    types: tuple[str, ...], purse: Purse, lack: Lack | None
) -> None:
    assert mix_of(types, purse).lack is lack


def test_anti_social_behaviour_costs_the_police_what_an_incident_costs() -> None:
    mix = mix_of(["Anti-social behaviour"], Purse.FISCAL)
    assert mix.worth(ONE, FinancialYear(2002)) == pytest.approx([3_500])
    assert not mix.is_assumed


def test_harm_of_a_burglary_is_between_that_of_a_home_and_of_a_shed() -> None:
    assert harm_per_offence(["Burglary"]) == pytest.approx(
        (166_316 * 273.5 + 78_332 * 183.5) / 244_648
    )
    assert harm_per_offence(["Anti-social behaviour"]) is None
    assert harm_per_offence(["Sheep rustling"]) is None
