"""A row of money is as sure as everything it shows, and so is the sum of the rows."""

from dataclasses import replace

from fundtrack.charts.money_tables import position_table
from fundtrack.charts.money_tables import with_claims
from tests.pages.lines import line

PLANNED = replace(
    line("blackpool", budget=10_000),
    budget_marks=("published",),
    committed_marks=("synthetic",),
)
FORECAST = replace(
    line("lancaster", budget=5_000),
    actual_marks=("recorded",),
    still_to_come_marks=("assumed",),
)
WHOLE = replace(
    line("*", budget=15_000),
    budget_marks=("published",),
    committed_marks=("synthetic",),
    actual_marks=("recorded",),
    still_to_come_marks=("assumed",),
)
PLACES = [("Blackpool", PLANNED), ("Lancaster", FORECAST)]


def test_a_row_is_marked_for_orders_and_forecasts_too_and_so_is_the_sum() -> None:
    table = position_table("Pounds by area", "Area", PLACES, WHOLE, "All")
    first, second = table.rows
    assert first.marks == ("published", "synthetic")
    assert second.marks == ("assumed", "recorded")
    assert table.total
    every = ("assumed", "published", "recorded", "synthetic")
    assert table.total.marks == every
    claimed = with_claims(table, PLACES, WHOLE).total
    assert claimed
    assert claimed.marks == every
