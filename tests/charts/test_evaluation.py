from fundtrack.charts.evaluation import delivery_by_month
from fundtrack.charts.evaluation import placebo_spread
from fundtrack.charts.evaluation import treated_against_comparators
from fundtrack.charts.frozen import frozen_spec
from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import chart_svg
from fundtrack.charts.images import figure_html

ROWS = [
    {"month": "2021-03-01", "treated_index": 100, "comparators_index": 101},
    {"month": "2021-04-01", "treated_index": 90, "comparators_index": 102},
]


def test_frozen_specs_are_what_the_functions_draw() -> None:
    for chart in (treated_against_comparators, placebo_spread, delivery_by_month):
        assert frozen_spec(chart.__name__) == chart().to_dict()
        narrow = frozen_spec(f"{chart.__name__}_narrow")
        assert narrow == chart(narrow=True).to_dict()


def test_picture_holds_the_data_and_leaves_the_spec_alone() -> None:
    drawn = chart_svg("treated_against_comparators", ROWS, width=300)
    assert drawn.startswith("<svg")
    assert "treated_index: 100" in drawn
    assert "datasets" not in frozen_spec("treated_against_comparators")


def test_figure_says_its_finding_and_speaks_to_who_cannot_see_it() -> None:
    html = figure_html("<svg width='1'></svg>", "A & B", "by month", 'fell "a lot"')
    assert "<strong>A &amp; B</strong><br>by month" in html
    assert 'role="img" aria-label="fell &quot;a lot&quot;"' in html


def test_a_page_holds_a_picture_for_each_width() -> None:
    drawn = chart_pictures("treated_against_comparators", ROWS)
    assert drawn.count("<svg") == 2
    assert drawn.startswith('<div class="wide">')
    html = figure_html(drawn, "A", "b", "spoken", "<table></table>")
    assert html.count('role="img" aria-label="spoken"') == 2
    assert "<summary>Show as table</summary><table></table>" in html
