import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.errors import UnknownName
from fundtrack.evaluation.value.deflators import calendar_deflator
from fundtrack.evaluation.value.deflators import financial_deflator
from fundtrack.evaluation.value.deflators import whole_pence
from fundtrack.evaluation.value.references import Standing
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from tests.oracles.value import pennies
from tests.oracles.value import price_factor

YEARS = sorted(financial_deflator().index)


@pytest.mark.parametrize(("base", "pence"), [(2015, 789_051), (2016, 775_616)])
def test_base_year_that_is_misread_moves_a_unit_cost_by_a_fiftieth(
    base: int, pence: int
) -> None:
    assert calendar_deflator().reflate(Pence(593_000), base, 2024) == pence


@given(st.integers(-(10**12), 10**12), st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_money_deflated_and_reflated_is_what_it_was(
    pence: int, of: FinancialYear, to: FinancialYear
) -> None:
    deflator = financial_deflator()
    there = pence * deflator.factor(of, to)
    assert whole_pence(there * deflator.factor(to, of)) == pence


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12),
    st.sampled_from(YEARS),
)
def test_months_of_a_year_deflate_to_what_the_year_does(
    months: list[int], of: FinancialYear
) -> None:
    factor = financial_deflator().factor(of, YEARS[-1])
    assert sum(month * factor for month in months) == pytest.approx(
        sum(months) * factor, abs=1e-3
    )


def test_reflating_is_the_slow_sum_to_the_penny() -> None:
    deflator = financial_deflator()
    for pence in (1, 99, 55_700_000, -1_234_567):
        for of in YEARS[::7]:
            exact = pence * price_factor("financial", str(of), "2023-24")
            found = deflator.reflate(Pence(pence), of, FinancialYear(2023))
            assert found == pennies(exact)


def test_financial_years_are_apart_from_calendar_years_and_known_to_be_assumed() -> (
    None
):
    assert financial_deflator().standing is Standing.ASSUMED
    assert calendar_deflator().standing is Standing.VERIFIED
    assert financial_deflator().last == FinancialYear(2023)
    assert calendar_deflator().last == 2024


def test_year_without_an_index_is_named_and_not_extrapolated() -> None:
    with pytest.raises(UnknownName, match=r"2024-25.*1990-91 to 2023-24"):
        financial_deflator().factor(FinancialYear(2024), FinancialYear(2023))


@pytest.mark.parametrize(("estimate", "pence"), [(0.5, 1), (-0.5, -1), (1.49, 1)])
def test_estimate_is_rounded_to_whole_pence_halves_away(
    estimate: float, pence: int
) -> None:
    assert whole_pence(estimate) == pence
