"""The widgets send what changed, answer presses, and hand over files when asked."""

from typing import TYPE_CHECKING
from typing import Any

import pytest

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Filters
from fundtrack.pages.widgets.controls import Option
from fundtrack.pages.widgets.table import PAGE
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = (Column("place", "Area"), Column("pence", "Actual", Kind.POUNDS))


def table_of(count: int) -> Table:
    """A table of so many rows, the largest amount last."""
    rows = [
        TableRow({"place": f"Row {at:03d}", "pence": at * 100}) for at in range(count)
    ]
    return Table("Rows", COLUMNS, tuple(rows))


class Sent(list[tuple[dict[str, Any], list[bytes]]]):
    """What a widget sent to the browser."""

    def __call__(
        self, message: dict[str, Any], buffers: list[bytes] | None = None
    ) -> None:
        self.append((message, buffers or []))


def ask(widget: object, **message: object) -> None:
    """Send a widget what its browser side sends."""
    widget._answer(widget, message, [])  # type: ignore[attr-defined]


def shown_places(table: DataTable) -> list[str]:
    """The first cells of the rows in the browser."""
    return [row["cells"][0] for row in table.table["rows"]]


def test_a_chart_sends_its_specs_once_and_then_data_alone() -> None:
    chart = VegaView("money", {"wide": {}, "narrow": {}})
    chart.show({"place": ["A"]}, {"heading": "A is behind"}, table_of(1))
    assert chart.data == {"place": ["A"]}
    assert chart.words == {"heading": "A is behind"}
    assert chart.table["caption"] == "Rows"
    assert chart.night["#ffffff"] == "#0f1720"


def test_a_chart_of_nothing_says_so() -> None:
    chart = VegaView("money", {})
    chart.show({"place": ["A"]}, {"heading": "A"}, table_of(1))
    chart.show_nothing("Nothing is held.")
    assert (chart.words, chart.data, chart.table) == (
        {"empty": "Nothing is held."},
        {},
        {},
    )


@pytest.mark.parametrize("make", [VegaView, DataTable])
def test_a_press_gives_the_figure_s_id(make: type) -> None:
    pressed: list[str] = []
    named: dict[str, Any] = {"specs": {}} if make is VegaView else {}
    widget = make("money", pressed=pressed.append, **named)
    ask(widget, want="press", figure="actual:SSF5@2024-02-29~58")
    ask(widget, want="nonsense")
    assert pressed == ["actual:SSF5@2024-02-29~58"]


def test_files_are_made_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = Sent()
    chart, table = VegaView("money", {}), DataTable("lines")
    for widget in (chart, table):
        monkeypatch.setattr(widget, "send", sent)
        ask(widget, want="csv")
    chart.show({}, {"note": "EXAMPLE"}, table_of(2))
    table.show(table_of(2))
    ask(chart, want="csv")
    ask(table, want="xlsx")
    (csv, csv_bytes), (xlsx, xlsx_bytes) = sent
    assert (csv, xlsx) == ({"file": "money.csv"}, {"file": "lines.xlsx"})
    assert csv_bytes[0].decode("utf-8-sig").splitlines()[:2] == [
        "Area,Actual,Provenance,EXAMPLE",
        "Row 000,0.00,",
    ]
    assert xlsx_bytes[0].startswith(b"PK")


def test_a_long_table_is_in_the_browser_one_page_at_a_time() -> None:
    table = DataTable("lines")
    table.show(table_of(PAGE + 5), heading="Rows")
    assert len(table.table["rows"]) == PAGE
    assert (table.table["start"], table.table["length"]) == (0, PAGE + 5)
    ask(table, want="rows", start=PAGE, key="", descending=False)
    assert shown_places(table) == [f"Row {at:03d}" for at in range(PAGE, PAGE + 5)]


def test_sorting_is_over_all_rows_not_the_page() -> None:
    table = DataTable("lines")
    table.show(table_of(PAGE + 5))
    ask(table, want="rows", start=0, key="pence", descending=True)
    assert shown_places(table)[0] == f"Row {PAGE + 4:03d}"
    assert table.table["sort"] == {"key": "pence", "descending": True}
    ask(table, want="rows", start=999, key="nonsense")
    assert shown_places(table)[0] == "Row 000"


def test_a_table_of_nothing_is_empty() -> None:
    table = DataTable("lines")
    table.show(table_of(3), heading="Rows")
    table.show(None)
    assert (table.table, table.words) == ({}, {})
    ask(table, want="rows", start=0)
    assert table.table == {}


def test_filters_tell_what_was_chosen() -> None:
    chosen: list[Mapping[str, str]] = []
    filters = Filters(chosen.append)
    options = (Option("SSF5", "Round 5"), Option("SSF6", "Round 6", " (no money held)"))
    filters.show((Filter("fund", "Fund", options),), {"fund": "SSF5"})
    assert filters.fields == [
        {
            "name": "fund",
            "label": "Fund",
            "options": [
                {"value": "SSF5", "label": "Round 5"},
                {"value": "SSF6", "label": "Round 6 (no money held)"},
            ],
        }
    ]
    ask(filters, choose={"fund": "SSF6"})
    ask(filters, choose="nonsense")
    assert chosen == [{"fund": "SSF6"}]


def test_an_answer_names_the_choice_it_belongs_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = Filters(lambda choice: row.answered() if choice["fund"] == "SSF5" else None)
    sent = Sent()
    monkeypatch.setattr(row, "send", sent)
    row.answered()
    ask(row, choose={"fund": "OPDEF"}, asked=1)
    ask(row, choose={"fund": "SSF5"}, asked=2)
    assert [message for message, _ in sent] == [{"answered": 0}, {"answered": 2}]
