"""A still page is the living page without life: same boxes, same words."""

from typing import Any

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.charts.frozen import both_widths
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.screens.still import still
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Filters
from fundtrack.pages.widgets.controls import Option
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module

PAYMENTS = Table(
    "Payments <by> line",
    (Column("what", "What"), Column("pence", "Paid", Kind.POUNDS)),
    (
        TableRow(
            {"what": "CCTV & masts", "pence": 1_200_00},
            presses={"pence": "spend/1"},
            marks=("assumed",),
            links={"what": (("the bill", "/files/bill.pdf"),)},
        ),
        TableRow({"what": "Lamps", "pence": 300_00}),
    ),
    total=TableRow({"what": "Sum", "pence": 1_500_00}),
)
STAGES: dict[str, list[Any]] = {
    "stage": ["Spent"],
    "pence": [500],
    "label": ["£5"],
    "label_narrow": ["£5"],
}
WORDS = {
    "heading": "All is spent",
    "sub": "Pounds",
    "alt": "Bars by stage",
    "legend": [{"text": "actual", "colour": "actual"}],
    "source": "Source: office ledger",
}


def chart() -> VegaView:
    """A chart that shows something."""
    view = VegaView("stages", both_widths("money_by_stage"))
    view.show(STAGES, WORDS, PAYMENTS)
    return view


def table(page: int = 50, **words: str) -> DataTable:
    """A table of two payments."""
    shown = DataTable("payments", page=page)
    shown.show(PAYMENTS, **words)
    return shown


def test_boxes_and_words_stand_as_they_are() -> None:
    words = HTML("<h1>One</h1>")
    words.add_class("sheet")
    assert still(VBox([words])) == (
        '<div class=""><div class="sheet"><h1>One</h1></div></div>'
    )


def test_what_is_hidden_takes_no_room() -> None:
    words = HTML("<h1>One</h1>")
    words.layout.display = "none"
    assert still(words) == '<div class="" style="display: none"></div>'


def test_filters_show_every_choice_and_take_none() -> None:
    row = Filters(lambda _: None)
    options = (Option("a", "First"), Option("b", "Second & last", ": nothing"))
    row.show((Filter("fund", "Fund", options),), {"fund": "b"})
    assert still(row) == (
        '<div class=""><div class="filters" inert=""><div class="filter">'
        '<label>Fund</label><select><option value="a">First</option>'
        '<option value="b" selected>Second &amp; last: nothing</option></select>'
        "</div></div></div>"
    )


def test_a_chart_is_two_pictures_of_which_one_is_seen() -> None:
    drawn = still(chart())
    assert drawn.count("<svg") == 2
    assert 'viewBox="0 0 1140 ' in drawn
    assert 'viewBox="0 0 350 ' in drawn
    assert "<h2>All is spent</h2>" in drawn
    assert 'role="img" aria-label="Bars by stage"' in drawn
    assert '<i class="swatch  actual"></i> actual' in drawn


def test_a_chart_is_as_wide_as_its_place_on_a_desk() -> None:
    one, other, half = chart(), chart(), VBox([chart()])
    two = VBox([one, other])
    two.add_class("two")
    half.add_class("half")
    assert 'viewBox="0 0 660 ' in still(two)
    assert 'viewBox="0 0 440 ' in still(two)
    assert 'viewBox="0 0 780 ' in still(half)


def test_a_chart_of_nothing_says_so() -> None:
    view = VegaView("stages", both_widths("money_by_stage"))
    view.show_nothing("Nothing is held.")
    assert still(view) == (
        '<div class=""><section><h2 hidden=""></h2><p class="sub" hidden=""></p>'
        '<p class="empty">Nothing is held.</p></section></div>'
    )
    assert "<svg" not in still(view)


def test_a_table_has_its_cells_marks_links_and_sum() -> None:
    drawn = still(table(heading="Paid", sub="Pounds", files="yes"))
    assert '<caption class="heard">Payments &lt;by&gt; line</caption>' in drawn
    assert 'tabindex="0" role="region" aria-label="Payments &lt;by&gt; line"' in drawn
    assert (
        '<th scope="row">CCTV &amp; masts <a href="/files/bill.pdf">the bill</a> '
        '<span class="tag assumed">assumed</span></th>' in drawn
    )
    assert 'class="figure" inert="">£1,200</button></td>' in drawn
    assert '<tr class="sum"><th scope="row">Sum</th><td class="n">£1,500</td>' in drawn
    assert "Download CSV" in drawn


def test_a_table_without_heading_shows_its_caption_and_its_turns() -> None:
    drawn = still(table(page=1))
    assert "<caption>Payments" in drawn
    assert "Rows 1 to 1 of 2" in drawn
    assert "Lamps" not in drawn


def test_a_table_of_nothing_is_empty() -> None:
    shown = DataTable("payments")
    shown.show(None)
    assert still(shown) == '<div class=""><section></section></div>'


def test_what_may_be_done_waits_for_its_reader() -> None:
    acts = Forms("acts", lambda *_: None)
    acts.show((Offer("send", "Send it"),))
    assert still(acts) == '<div class=""><div class="doings"></div></div>'


def test_a_widget_of_another_kind_keeps_its_place_empty() -> None:
    class Other(PageWidget):
        _esm = module("other")

    assert still(Other()) == '<div class=""></div>'
