from dataclasses import replace

import pandas as pd
import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.assessments import gate_facts
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.verdicts import Gate
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.windows import Windows
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

NOBODY = Comparators((), (), {}, 19, 4, is_widened=False)


def test_large_fall_is_called_a_reduction() -> None:
    made = case(panel(1, effect=-0.5, treated=4), treated=4)
    found = assess(made, detectable_effect(made))
    assert found.verdict is Verdict.REDUCTION
    assert found.effect is not None
    assert found.effect.effect_pct < -30


def test_nothing_done_is_not_called_a_change() -> None:
    made = case(panel(2, treated=4), treated=4)
    found = assess(made, detectable_effect(made))
    assert found.verdict is Verdict.INCONCLUSIVE


def test_smallest_detectable_effect_does_not_read_the_treated_months_after() -> None:
    counts = panel(3, treated=2)
    blinded = counts.copy()
    blinded.iloc[:2, 12:] = 0
    assert detectable_effect(case(counts)) == detectable_effect(case(blinded))


def test_too_few_offences_leave_nothing_to_evaluate() -> None:
    counts = panel(1)
    counts.iloc[:2, :12] = 0
    counts.iloc[:2, 0] = 12
    made = case(counts)
    found = detectable_effect(made)
    assert Gate.FEW_OFFENCES in found.gates
    assert assess(made, found).verdict is Verdict.NOT_EVALUABLE
    assert "24 offences" in gate_facts(made, found)[Gate.FEW_OFFENCES]


def test_too_few_comparators_leave_nothing_to_evaluate() -> None:
    made = case(panel(1, wards=12))
    found = detectable_effect(made)
    assert found.gates == (Gate.FEW_COMPARATORS,)
    assert found.smallest_pct is not None
    none = detectable_effect(replace(made, comparators=NOBODY))
    assert none.smallest_pct is None
    assert "0 comparators" in gate_facts(made, none)[Gate.FEW_COMPARATORS] or none.gates


@pytest.mark.parametrize("missing", ["months", "wards"])
def test_no_months_or_no_treated_counts_leave_nothing_to_see(missing: str) -> None:
    made = case()
    emptied = (
        replace(made, windows=Windows((), (), (), (), ""))
        if missing == "months"
        else replace(made, panel=made.panel.iloc[5:])
    )
    found = detectable_effect(emptied)
    assert found.gates == (Gate.NO_MONTHS,)
    assert assess(emptied, found).effect is None


def test_series_sets_the_mean_of_the_months_before_to_100() -> None:
    series = monthly_series(case())
    before = series[~series["is_after"]]
    assert before["treated_index"].mean() == pytest.approx(100)
    assert before["comparators_index"].mean() == pytest.approx(100)
    assert list(series["is_after"]) == [False] * 12 + [True] * 12


def test_series_of_a_place_without_offences_has_no_index() -> None:
    counts = panel(1)
    counts.iloc[:2] = 0
    series = monthly_series(replace(case(), panel=counts))
    assert series["treated_index"].isna().all()
    assert isinstance(series, pd.DataFrame)
