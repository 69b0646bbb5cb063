from dataclasses import replace

from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.runs.specification_section import by_choice_table
from fundtrack.runs.specification_section import curve_figure
from fundtrack.runs.specification_section import curve_rows
from fundtrack.runs.specification_section import curve_table
from fundtrack.runs.specification_section import open_specifications
from fundtrack.runs.specification_section import specifications_of
from fundtrack.runs.specification_section import specifications_shown
from fundtrack.sentences.specifications import NOTHING
from tests.evaluation.made_alternatives import alternatives
from tests.evaluation.made_alternatives import counts
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

MADE = specifications_of(
    replace(
        alternatives({"Both": counts(level=6)}), sets=39, starts=alternatives().starts
    )
)


def test_rows_are_the_answers_in_order_with_the_planned_one_marked() -> None:
    assert MADE.curve is not None
    rows = curve_rows(MADE.curve)
    assert [row["rank"] for row in rows] == list(range(1, MADE.curve.estimated + 1))
    (planned,) = [row for row in rows if "planned_pct" in row]
    assert planned["planned_pct"] == planned["effect_pct"]
    (marked,) = [row for row in curve_table(MADE.curve).rows if row.marks]
    assert marked.cells["estimator"] == "rate ratio"
    assert len(curve_table(MADE.curve).rows) == len(rows)


def test_table_sums_up_each_choice() -> None:
    assert MADE.curve is not None
    rows = by_choice_table(MADE.curve).rows
    windows = [row.cells for row in rows if row.cells["part"] == "Months before"]
    assert [cells["choice"] for cells in windows] == ["12", "24", "36"]
    ways = [int(str(cells["ways"])) for cells in windows]
    assert sum(ways) == MADE.curve.estimated
    effects = MADE.curve.rows.loc[MADE.curve.rows["months_before"] == 36, "effect_pct"]
    assert windows[2]["lowest"] == signed_pct(effects.min())


def test_section_shows_words_picture_and_table() -> None:
    html = specifications_shown(MADE).html
    assert "ways to ask" in html
    assert "<svg" in html
    assert "What each choice does" in html
    assert "Every specification" in html


def test_case_whose_estimate_is_barred_shows_no_curve() -> None:
    few = case(panel(2, wards=12))
    found = open_specifications(
        "nowhere", ("", ""), few, assess(few, detectable_effect(few))
    )
    assert (found.curve, found.left_out) == (None, None)
    assert NOTHING in specifications_shown(found).html


def test_curve_without_an_answer_has_no_picture() -> None:
    empty = specifications_of(alternatives({"Both": counts()[[]]}))
    assert empty.curve is not None
    assert curve_figure(empty.curve) == ""
    assert "Nothing was estimated" in specifications_shown(empty).html
