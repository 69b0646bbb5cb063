from datetime import date

import pytest

from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.value.discounts import schedule
from fundtrack.evaluation.value.spendings import PaidYear
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from tests.oracles.value import discount_factor
from tests.oracles.value import pennies
from tests.oracles.value import price_factor

YEAR = FinancialYear


def paid(
    on: date, pence: int, heading: str = "cctv", mark: str = "assumed"
) -> Purchase:
    return Purchase(heading, on, Pence(pence), (mark,))


def test_payments_are_put_together_by_year_and_deflated_once() -> None:
    found = spending_of(
        [
            paid(date(2021, 7, 1), 100_000),
            paid(date(2022, 1, 1), 50_000, "works", "published"),
            paid(date(2023, 4, 1), 70_000),
        ],
        YEAR(2021),
    )
    assert found.years == (
        PaidYear(
            YEAR(2021),
            Pence(150_000),
            Pence(pennies(150_000 * price_factor("financial", "2021-22", "2023-24"))),
            is_deflated=True,
        ),
        PaidYear(YEAR(2023), Pence(70_000), Pence(70_000), is_deflated=True),
    )
    assert found.paid_pence == 220_000
    assert found.real_pence == found.years[0].real_pence + 70_000
    assert found.marks == ("assumed", "published")
    assert found.not_deflated == ()


def test_later_payments_are_discounted_to_the_first_year() -> None:
    found = spending_of(
        [paid(date(2023, 4, 1), 100_000), paid(date(2021, 4, 1), 100_000)], YEAR(2022)
    )
    assert found.start == YEAR(2021)
    slow = found.years[0].real_pence + float(discount_factor("standard", 2)) * 100_000
    assert found.present_pence(schedule()) == round(slow)


def test_effects_seen_before_money_was_booked_start_the_clock() -> None:
    found = spending_of([paid(date(2023, 4, 1), 100_000)], YEAR(2022))
    assert found.start == YEAR(2022)
    assert found.present_pence(schedule()) == pytest.approx(100_000 / 1.035, abs=1)


def test_year_without_an_index_keeps_its_own_prices_and_is_named() -> None:
    found = spending_of([paid(date(2024, 10, 1), 100_000)], YEAR(2024))
    assert found.years == (
        PaidYear(YEAR(2024), Pence(100_000), Pence(100_000), is_deflated=False),
    )
    assert found.not_deflated == (YEAR(2024),)


def test_no_payment_is_no_cost() -> None:
    found = spending_of([], YEAR(2022), YEAR(2020))
    assert (found.paid_pence, found.present_pence(schedule())) == (0, 0)
    assert found.price_year == YEAR(2020)
