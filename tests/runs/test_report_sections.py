from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.schemes import BESIDE
from fundtrack.evaluation.specifications import SpecificationCurve
from fundtrack.evaluation.value.values import value_for_money
from fundtrack.metrics.bought import Bought
from fundtrack.metrics.bought import BoughtMonth
from fundtrack.metrics.surveys import Perceived
from fundtrack.metrics.surveys import Perceptions
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.runs import report_sections as report
from fundtrack.runs.evaluation_cases import header
from fundtrack.runs.evaluation_cases import published_as
from fundtrack.runs.evaluation_cases import reproduce_lines
from fundtrack.runs.evaluation_figures import delivery_figure
from fundtrack.runs.evaluation_results import result_of
from fundtrack.runs.section_tables import bought_table
from fundtrack.runs.section_tables import design_table
from fundtrack.runs.section_tables import estimate_table
from fundtrack.runs.section_tables import gates_table
from fundtrack.runs.section_tables import later_gates_table
from fundtrack.runs.section_tables import months_table
from fundtrack.runs.specification_section import Specifications
from fundtrack.runs.surroundings import Surroundings
from fundtrack.runs.synthetic_section import synthetic_shown
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel
from tests.sentences.test_evaluation_sections import DELIVERY
from tests.sentences.test_evaluation_sections import LINE

CASE = replace(case(), delivery=DELIVERY)
ASSESSED = assess(CASE, detectable_effect(CASE))
VALUE = value_for_money(CASE, ASSESSED)
MONTHS = (
    BoughtMonth(Month(2023, 2), Pence(300_000), Pence(0)),
    BoughtMonth(Month(2023, 7), Pence(100_000), Pence(300_000)),
)
BOUGHT = Bought((LINE, LINE), MONTHS, Pence(0))
AROUND = Surroundings(BOUGHT, Perceptions(Perceived.NOT_MEASURED, "feel safer", ()))


def test_money_tables_add_up_and_show_how_far_delivery_had_come() -> None:
    table = bought_table(BOUGHT)
    assert table.total is not None
    assert table.total.cells["paid"] == 800_000
    assert table.total.cells["proved"] == 600_000
    months = [row.cells["reached"] for row in months_table(CASE, BOUGHT).rows]
    assert months == ["25%", "70%"]
    bare = months_table(case(), BOUGHT)
    assert [row.cells["reached"] for row in bare.rows] == [None, None]
    assert bought_table(Bought((), (), Pence(0))).total is None


def test_design_names_what_was_fixed_before_any_result() -> None:
    family = ("burnley: burglary", "west-lancashire: burglary")
    made = replace(CASE, plan=replace(CASE.plan, family_of=family, family=2))
    fixed = {row.cells["what"]: row.cells["is"] for row in design_table(made).rows}
    assert fixed["Looked at together"] == (
        "2 (Holm within the family): Burnley (burglary); West Lancashire (burglary)"
    )
    assert fixed["Treated places"] == "Ward W00 (District 0); Ward W01 (District 1)"
    assert fixed["Worthwhile change"] == "10% either way"
    plain = {row.cells["what"]: row.cells["is"] for row in design_table(CASE).rows}
    assert plain["Looked at together"] == "1 (Holm within the family)"


def test_every_gate_stands_once_before_or_after_the_result() -> None:
    before = gates_table(ASSESSED.detectable.results, "Gates before the result").rows
    after = later_gates_table(ASSESSED).rows
    assert len(before) + len(after) == len(ASSESSED.gates)
    for row, gate in zip((*before, *after), ASSESSED.gates, strict=True):
        assert row.cells["fact"] == gate.fact
        assert (row.cells["bars"] == "") is (gate.state is State.PASSED)


def test_estimate_is_given_in_every_form_or_not_at_all() -> None:
    effect = ASSESSED.effect
    assert effect is not None
    told = estimate_table(CASE, ASSESSED, VALUE).rows
    held = {str(row.cells["what"]): str(row.cells["is"]) for row in told}
    assert held["p from placebo places"] == f"{effect.p:.3f}"
    fewer = round(effect.expected - effect.treated_post)
    said = held["Offences fewer than expected"].replace("−", "-")
    assert abs(int(said.split()[0].replace(",", "")) - fewer) <= 1
    short = case(panel(1, wards=10))
    unable = assess(short, detectable_effect(short))
    rows = estimate_table(short, unable, value_for_money(short, unable)).rows
    assert "Log rate ratio" not in {row.cells["what"] for row in rows}
    empty = replace(unable.detectable, smallest_pct=None)
    rows = estimate_table(short, replace(unable, detectable=empty), VALUE).rows
    assert [row.cells["what"] for row in rows] == ["Verdict", "Maryland scale"]


def test_delivery_is_drawn_where_the_books_measure_it() -> None:
    drawn = delivery_figure(CASE)
    assert "By 2023-06 70% of planned delivery was reached" in drawn
    assert delivery_figure(case()) == ""
    assert delivery_figure(replace(CASE, delivery=replace(DELIVERY, reached=()))) == ""


def test_sections_hold_their_sentences_tables_and_pictures() -> None:
    bought = report.bought_shown(CASE, AROUND).html
    assert "What was bought, by heading" in bought
    assert "of planned delivery was reached" in bought
    result = report.result_shown(CASE, ASSESSED, VALUE).html
    assert "<strong>" in result
    assert "The estimate, and what it rests on" in result
    assert result.count("<figure") == 2
    said = report.conclusion(CASE, ASSESSED, VALUE, AROUND).text
    assert "Feeling safer: not measured." in said
    assert "level" in said
    appendix = report.appendix(CASE, "abc").html
    assert "fundtrack evaluate --repeat abc" in appendix
    assert "numpy" in appendix
    assert report.how_done("Gates.", "", "").text.startswith("**Mechanism.** Gates.")


def test_next_door_has_a_table_where_it_can_be_told() -> None:
    assert "cannot be told" in report.neighbours_shown(CASE, ASSESSED).html
    places = CASE.places.copy()
    places.loc["W10", ["standing", "district"]] = [BESIDE, "District 0"]
    kept = tuple(ward for ward in CASE.comparators.wards if ward != "W10")
    comparators = replace(CASE.comparators, wards=kept)
    made = replace(CASE, places=places, comparators=comparators)
    html = report.neighbours_shown(made, ASSESSED).html
    assert "Weighted displacement difference" in html


@pytest.mark.parametrize("run", ["", "abc"])
def test_header_names_the_run_the_plan_and_the_books(run: str) -> None:
    held = dict(header(CASE, run, ""))
    assert held["Run"] == (run or "opened by hand")
    assert held["Plan"] == "none registered; made by the run"
    assert held["Months compared"] == "2022-01 to 2022-12, then 2023-01 to 2023-12"
    assert ("--repeat abc" in reproduce_lines(CASE, run)) is bool(run)
    nothing = replace(CASE, windows=replace(CASE.windows, pre=(), post=()))
    assert dict(header(nothing, run, ""))["Months compared"] == "none"


def test_snapshot_named_knows_every_entry_it_holds() -> None:
    assert published_as("", "") is None
    named = published_as("abc", "panel.duckdb")
    assert named is not None
    assert (named.snapshot, named.panel) == ("abc", "panel.duckdb")
    assert named.head_seq > 10**9


def test_other_ways_of_asking_are_handed_over_row_by_row() -> None:
    nan = float("nan")
    rows = pd.DataFrame(
        {
            "estimator": ["a", "b"],
            "effect_pct": [-3.0, nan],
            "is_primary": [True, False],
        }
    )
    curve = SpecificationCurve(rows, 2, 1, 1.0, nan, -3.0, -3.0, -3.0)
    left_out = pd.DataFrame({"left_out": ["W02"], "effect_pct": [np.float64(-2.5)]})
    asked = Specifications(curve, left_out)
    kept = result_of(CASE, ASSESSED, (), VALUE, asked).result
    assert kept["specifications"][1] == {
        "estimator": "b",
        "effect_pct": None,
        "is_primary": False,
    }
    assert kept["left_out"] == [{"left_out": "W02", "effect_pct": -2.5}]
    assert kept["other_ways"]["rare_share"] is None
    assert kept["value"]["price_year"]
    nothing = result_of(CASE, ASSESSED, (), VALUE, Specifications(None, None)).result
    assert "specifications" not in nothing


def test_nothing_is_read_where_a_gate_bars_the_estimate() -> None:
    short = case(panel(1, wards=10))
    unable = assess(short, detectable_effect(short))
    assert "<table" not in report.neighbours_shown(short, unable).html
    result = report.result_shown(short, unable, value_for_money(short, unable)).html
    assert "What was counted in Burnley; no effect may be read from it" in result
    assert "After the start" not in result
    assert "Gates after the result" not in report.gates_shown(unable).html
    assert "Gates after the result" in report.gates_shown(ASSESSED).html
    assert synthetic_shown(short, unable).html == ""
