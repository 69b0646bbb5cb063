"""A fund's value for money, from what the runs of its areas left."""

import json
from math import log
from typing import Any

import pytest

from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.runs.programme_values import programme_facts
from fundtrack.runs.programme_values import programme_of
from fundtrack.runs.value_section import value_facts
from fundtrack.sentences.value import programme_sentence
from tests.evaluation.value.made_values import value

FALL = Change(0, log(0.8), log(0.7), log(0.9))


def result(expected: float = 200) -> dict[str, Any]:
    """What the run of an area left: £50,000, repaid by 12.4 offences prevented."""
    return {"expected": expected, "value": value_facts(value())}


def test_areas_are_weighed_together_from_what_their_runs_left() -> None:
    found = programme_of([result(), result(100)], FALL, Verdict.REDUCTION, seed=1)
    assert found is not None
    assert found.break_even == pytest.approx(2 * 12.4)
    assert found.break_even_alone == pytest.approx(2 * 31.2)
    assert found.prevented.central == pytest.approx(60)
    facts = json.loads(
        json.dumps(programme_facts(found, Verdict.REDUCTION), allow_nan=False)
    )
    assert facts["cost_pence"] == 10_000_000
    assert facts["sentence"] == programme_sentence(found, Verdict.REDUCTION)
    assert facts["cost_per_prevented_pence"] == round(10_000_000 / 60)
    assert facts["bcr_p50"] == pytest.approx(60 / 24.8, rel=0.05)


def test_programme_is_not_weighed_where_an_area_has_no_price() -> None:
    unpriced = {"expected": 200, "value": {"break_even": None}}
    for results in ([result(), unpriced], [{"expected": 200}], [result(0)], []):
        assert programme_of(results, FALL, Verdict.REDUCTION, seed=1) is None
    assert programme_facts(None, Verdict.REDUCTION) == {}


def test_programme_says_its_break_even_before_any_ratio() -> None:
    found = programme_of([result()], FALL, Verdict.REDUCTION, seed=1)
    assert found is not None
    said = (
        "Together the areas cost £50,000 in constant prices, discounted, which "
        "preventing 12 recorded offences of 200 expected would have repaid, or 31 if "
        "offences that nobody recorded are worth nothing"
    )
    assert programme_sentence(found, Verdict.INCONCLUSIVE) == (
        f"{said}; no benefit-cost ratio is claimed under this verdict."
    )
    named = programme_sentence(found, Verdict.REDUCTION)
    assert (
        named
        == f"{said}. Benefit-cost ratio: 3.1 (1.2 to 5.9), high, from low to very high."
    )
    sure = Change(0, log(0.01), log(0.009), log(0.011))
    surely = programme_of([result()], sure, Verdict.REDUCTION, seed=1)
    assert surely is not None
    assert programme_sentence(surely, Verdict.REDUCTION).endswith(", very high.")
