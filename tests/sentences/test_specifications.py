from dataclasses import replace

from fundtrack.evaluation.specifications import NO_ANSWER
from fundtrack.evaluation.specifications import leave_one_out
from fundtrack.evaluation.specifications import specification_curve
from fundtrack.sentences.specifications import NOTHING
from fundtrack.sentences.specifications import curve_sentence
from fundtrack.sentences.specifications import left_out_sentence
from tests.evaluation.made_alternatives import MONTHS
from tests.evaluation.made_alternatives import alternatives
from tests.evaluation.made_alternatives import counts

MADE = replace(alternatives({"Both": counts(level=6)}), sets=39)
CURVE = specification_curve(MADE)


def test_curve_is_told_by_how_many_ways_agree() -> None:
    said = curve_sentence(CURVE)
    assert said.startswith(f"Of {CURVE.asked} ways to ask, {CURVE.estimated} could")
    assert "say fewer offences, as the planned one does" in said
    assert "The planned way alone is read by the verdict." in said
    assert said.endswith(f"have no answer: {NO_ANSWER} (9).")
    short = counts(level=6).drop(columns=MONTHS[:12])
    refused = curve_sentence(specification_curve(replace(MADE, counts={"Both": short})))
    assert refused.startswith("Of 63 ways to ask, 33 could be answered")
    assert f"the months are not held (21); {NO_ANSWER} (9)." in refused


def test_curve_of_a_rise_says_more() -> None:
    risen = replace(alternatives({"Both": counts(0.5, level=6)}), sets=39)
    rows = specification_curve(risen)
    answered = rows.rows[rows.rows["refused"] == ""]
    said = curve_sentence(replace(rows, rows=answered))
    assert "say more offences" in said
    assert said.endswith("is read by the verdict.")


def test_nothing_compared_is_said() -> None:
    assert curve_sentence(None) == NOTHING
    empty = specification_curve(alternatives({"Both": counts()[[]]}))
    assert curve_sentence(empty) == NOTHING


def test_effect_without_each_comparator_and_district_is_told() -> None:
    said = left_out_sentence(leave_one_out(MADE))
    assert said.startswith("The planned effect lies without any one comparator between")
    assert "without any one district of comparators between" in said
    alone = leave_one_out(replace(MADE, districts=dict.fromkeys(MADE.districts, "one")))
    assert "district" not in left_out_sentence(alone)
    assert left_out_sentence(None).startswith("The effect cannot be worked out")
