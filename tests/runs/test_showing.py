from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.runs.showing import facts
from fundtrack.runs.showing import notice
from fundtrack.runs.showing import pictures
from fundtrack.runs.showing import table
from fundtrack.runs.showing import tables
from fundtrack.runs.showing import words

PAID = Table(
    "Paid <for>",
    (Column("what", "What"), Column("paid", "Paid", Kind.PENCE)),
    (TableRow({"what": "gates", "paid": 123_450}, marks=("assumed",)),),
    TableRow({"what": "All", "paid": 123_450}),
)


def test_table_has_scoped_headings_marks_and_a_sum() -> None:
    html = table(PAID)._repr_html_()
    assert "<caption>Paid &lt;for&gt;</caption>" in html
    assert '<th scope="col" class="number">Paid</th>' in html
    assert '<th scope="row">gates <span class="mark">assumed</span></th>' in html
    assert html.count('<td class="number">£1,234.50</td>') == 2
    assert "<tfoot>" in html


def test_words_notices_and_pictures_show_themselves() -> None:
    assert words("a", "b")._repr_markdown_() == "a\n\nb"
    assert "EXAMPLE" in notice("EXAMPLE")._repr_html_()
    assert notice("")._repr_html_() == ""
    assert pictures("<a>", "<b>")._repr_html_() == "<a>\n<b>"


def test_facts_are_listed_and_empty_ones_left_out() -> None:
    html = facts(("Run", "<1>"), ("Evaluator", ""))._repr_html_()
    assert "<dt>Run</dt><dd>&lt;1&gt;</dd>" in html
    assert "Evaluator" not in html


def test_tables_without_rows_are_left_out() -> None:
    nothing = Table("Nothing", PAID.columns, ())
    html = tables(nothing, PAID)._repr_html_()
    assert html == table(PAID).html
    assert 'role="region" tabindex="0" aria-label="Paid &lt;for&gt;"' in html
