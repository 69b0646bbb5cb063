"""Tables show figures as readers expect them, in the order asked for."""

from datetime import date

import pytest

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import as_drawn
from fundtrack.charts.tables import shown

COLUMNS = (Column("place", "Area"), Column("pence", "Actual", Kind.POUNDS))


def table_of(**places: int | None) -> Table:
    """A table of one amount for each place, with their sum."""
    rows = tuple(TableRow({"place": p, "pence": pence}) for p, pence in places.items())
    total = sum(pence or 0 for pence in places.values())
    return Table(
        "Actual by area", COLUMNS, rows, TableRow({"place": "All", "pence": total})
    )


@pytest.mark.parametrize(
    ("figure", "kind", "written"),
    [
        (12_345_678, Kind.POUNDS, "£123,457"),
        (-4_550, Kind.PENCE, "−£45.50"),
        (1204, Kind.COUNT, "1,204"),
        (-12.6, Kind.PERCENT, "−13%"),
        (7.2, Kind.PERCENT, "+7%"),
        (-0.3, Kind.PERCENT, "0%"),
        (1234.56, Kind.RATE, "1,234.6"),
        (-0.26, Kind.RATE, "−0.3"),
        (0.946, Kind.FINE_RATE, "0.95"),
        (date(2024, 3, 5), Kind.DAY, "5 Mar 2024"),
        ("Blackpool", Kind.TEXT, "Blackpool"),
        (None, Kind.POUNDS, "–"),
    ],
)
def test_a_figure_is_shown_as_its_column_says(
    figure: Shown, kind: Kind, written: str
) -> None:
    assert shown(figure, kind) == written


def test_a_table_is_drawn_with_its_sum_its_marks_and_what_can_be_pressed() -> None:
    row = TableRow(
        {"place": "Blackpool", "pence": 9_920_000}, ("synthetic",), {"pence": "id"}
    )
    table = Table("Actual", COLUMNS, (row,), TableRow({"pence": 9_920_000}))
    assert as_drawn(table) == {
        "caption": "Actual",
        "columns": [
            {"key": "place", "heading": "Area", "is_number": False},
            {"key": "pence", "heading": "Actual", "is_number": True},
        ],
        "rows": [
            {
                "cells": ["Blackpool", "£99,200"],
                "presses": ["", "id"],
                "marks": ["synthetic"],
            }
        ],
        "total": {"cells": ["", "£99,200"], "presses": ["", ""], "marks": []},
    }


def test_a_table_without_a_sum_draws_none() -> None:
    assert as_drawn(Table("Empty", COLUMNS, ()))["total"] is None


@pytest.mark.parametrize(
    ("key", "descending", "order"),
    [
        ("place", False, ["Blackpool", "lancaster", "Pennine"]),
        ("pence", False, ["Pennine", "Blackpool", "lancaster"]),
        ("pence", True, ["Blackpool", "Pennine", "lancaster"]),
    ],
)
def test_rows_are_sorted_and_what_is_missing_comes_last(
    key: str, descending: bool, order: list[str]
) -> None:
    table = table_of(Blackpool=200, Pennine=100, lancaster=None)
    ordered = table.sorted_by(key, descending=descending)
    assert [row.cells["place"] for row in ordered.rows] == order


def test_days_are_sorted_as_days() -> None:
    days = [date(2024, 3, 5), date(2023, 12, 1), date(2024, 1, 9)]
    rows = tuple(TableRow({"dated": day}) for day in days)
    table = Table("Days", (Column("dated", "Date", Kind.DAY),), rows)
    ordered = table.sorted_by("dated", descending=False).rows
    assert [row.cells["dated"] for row in ordered] == sorted(days)


def test_a_page_of_rows_keeps_the_sum_of_all() -> None:
    table = table_of(Blackpool=200, Pennine=100, Lancaster=50)
    page = table.slice(1, 1)
    assert [row.cells["place"] for row in page.rows] == ["Pennine"]
    assert page.total == table.total


def test_a_row_with_links_is_drawn_with_them_and_others_without() -> None:
    linked = TableRow({"place": "Q4"}, links={"place": [("2023-24 Q4", "/returns")]})
    drawn = as_drawn(Table("Returns", COLUMNS, (linked, TableRow({"place": "Q3"}))))
    with_links, without = drawn["rows"]
    assert with_links["links"] == [[["2023-24 Q4", "/returns"]], []]
    assert "links" not in without
