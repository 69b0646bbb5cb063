"""Reading, sharing out and showing money."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.errors import NotMoney
from fundtrack.money import LARGEST_PENCE
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.money import plain_pounds
from fundtrack.money import share_out
from fundtrack.money import show_pence
from fundtrack.money import show_pounds

pence = st.integers(-LARGEST_PENCE, LARGEST_PENCE).map(Pence)
weights = st.lists(
    st.integers(0, 10**6) | st.fractions(min_value=0, max_value=10**6),
    min_size=1,
    max_size=30,
).filter(any)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("£1,234.50", 123450),
        ("  £ 1,234.50  ", 123450),
        ("\u00a01,234.50\u202f", 123450),
        ("£\u00a012", 1200),
        ("(45.00)", -4500),
        ("(£45.00)", -4500),
        ("( 45 )", -4500),
        ("1234.5 CR", -123450),
        ("1234.5cr", -123450),
        ("1234.5 DR", 123450),
        ("-12", -1200),
        ("−12", -1200),
        ("£-12", -1200),
        ("-£12", -1200),
        ("12-", -1200),
        (".5", 50),
        ("7.", 700),
        ("0", 0),
        ("(0.00)", 0),
    ],
)
def test_pounds_are_read_as_finance_staff_type_them(
    written: str, expected: int
) -> None:
    assert parse_pounds(written) == expected


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (8678.119999999999, 867812),
        (-109066.4, -10906640),
        (12, 1200),
        (0.1 + 0.2, 30),
        (Decimal("1234.50"), 123450),
        (1e3, 100000),
    ],
)
def test_a_number_from_a_cell_loses_its_float_dust(
    stored: float | Decimal, expected: int
) -> None:
    assert parse_pounds(stored) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "n/a",
        "twelve",
        "1.234,50",
        "12,34.50",
        "1,23",
        "1.2.3",
        "1.005",
        "--5",
        "(-5)",
        "(5",
        "5)",
        "(5) CR",
        "-5 CR",
        "1e3",
        "$5",
        "5 EUR",
        "..",
        "١٢",
        "99999999999999.00",
    ],
)
def test_what_is_not_money_is_refused_by_name(written: str) -> None:
    with pytest.raises(NotMoney) as refused:
        parse_pounds(written)
    assert refused.value.written == written
    assert f"“{written.strip()}” is not an amount" in str(refused.value)


@pytest.mark.parametrize(
    "stored", [True, float("nan"), float("inf"), 1.005, Decimal("0.001"), 10**14]
)
def test_a_cell_that_holds_no_money_is_refused(stored: float | Decimal) -> None:
    with pytest.raises(NotMoney):
        parse_pounds(stored)


@given(pence)
def test_what_is_shown_in_pence_is_read_back_as_the_same(amount: Pence) -> None:
    assert parse_pounds(show_pence(amount)) == amount
    assert parse_pounds(plain_pounds(amount)) == amount


@given(st.integers(-(10**11), 10**11))
def test_pounds_stored_as_a_float_are_read_to_the_penny(amount: int) -> None:
    assert parse_pounds(amount / 100) == amount


@given(pence, weights)
def test_the_parts_of_a_sum_add_to_the_whole(
    total: Pence, by: list[int | Fraction]
) -> None:
    assert sum(share_out(total, by)) == total


@given(pence, weights)
def test_each_part_is_within_a_penny_of_its_exact_share(
    total: Pence, by: list[int | Fraction]
) -> None:
    whole = sum(map(Fraction, by))
    exact = [total * Fraction(weight) / whole for weight in by]
    parts = share_out(total, by)
    assert all(abs(part - due) < 1 for part, due in zip(parts, exact, strict=True))


def test_the_spare_penny_goes_to_the_largest_remainder() -> None:
    assert share_out(Pence(100), [1, 1, 1]) == [34, 33, 33]
    assert share_out(Pence(-100), [1, 1, 1]) == [-34, -33, -33]
    assert share_out(Pence(10), [1, 2, 0]) == [3, 7, 0]
    assert share_out(Pence(1), [Fraction(1, 3), Fraction(2, 3)]) == [0, 1]


@pytest.mark.parametrize("by", [[], [0, 0], [1, -1], [2, -1]])
def test_money_is_not_shared_by_weights_that_say_nothing(by: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(Pence(100), by)


@pytest.mark.parametrize(
    ("amount", "pounds", "to_the_penny"),
    [
        (None, "not given", "not given"),
        (0, "£0", "£0.00"),
        (123450, "£1,235", "£1,234.50"),
        (-4500, "−£45", "−£45.00"),
        (-150, "−£2", "−£1.50"),
        (-49, "£0", "−£0.49"),
        (82000000, "£820,000", "£820,000.00"),
    ],
)
def test_money_is_shown_in_pounds_and_in_pence(
    amount: int | None, pounds: str, to_the_penny: str
) -> None:
    shown = None if amount is None else Pence(amount)
    assert show_pounds(shown) == pounds
    assert show_pence(shown) == to_the_penny
