"""What an evaluation's notebook hands to the runner."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import pandas as pd

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import Caveat
from fundtrack.evaluation.decisions import decision_facts
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.rings import ring_effects
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.runs.estimates import effect_figures
from fundtrack.runs.estimates import primary_row
from fundtrack.runs.handing import HandedOver
from fundtrack.runs.ring_section import rings_facts
from fundtrack.runs.specification_section import Specifications
from fundtrack.runs.value_section import value_facts
from fundtrack.sentences.evaluations import result_sentence


def result_of(
    case: Case,
    assessment: Assessment,
    found: Sequence[Caveat],
    value: ValueForMoney | None = None,
    asked: Specifications | None = None,
) -> HandedOver:
    """Put together what the runner keeps of a run.

    Args:
        case: what was compared.
        assessment: its effect and verdict.
        found: the caveats.
        value: for money, if it was weighed.
        asked: the same question in every other way, if it was put.
    """
    effect = assessment.effect
    compared = case.compared if case.windows.months else case.panel.iloc[:0]
    return HandedOver(
        {
            "fund": case.plan.fund,
            "area": case.plan.area,
            "area_name": case.site.area_name,
            "measure": case.plan.measure,
            "measure_version": case.plan.measure_version,
            "snapshot": case.snapshot,
            "plan": case.plan.text,
            "plan_hash": case.plan.hash,
            "verdict": assessment.verdict,
            "sentence": result_sentence(case, assessment),
            "provenance": case.windows.provenance,
            "months_before": case.pre,
            "months_after": case.post,
            "mde_pct": assessment.detectable.smallest_pct,
            "gates": list(assessment.detectable.gates),
            **_effect_facts(effect),
            **decision_facts(case, assessment),
            "comparators": list(case.comparators.wards),
            "treated": list(case.treated),
            "caveats": [{"rule": each.rule, "text": each.text} for each in found],
            "estimates": [primary_row(case, assessment, found)],
            "panel": _panel(case, compared),
            "series": _series(case, effect) if effect else {},
            "rings": rings_facts(ring_effects(case)) if effect else [],
            "value": value_facts(value) if value else {},
            **_other_ways(asked),
        }
    )


def _other_ways(asked: Specifications | None) -> dict[str, Any]:
    """Give what other ways of asking said: in short, and row by row."""
    if asked is None or asked.curve is None or asked.left_out is None:
        return {}
    curve = asked.curve
    return {
        "other_ways": {
            "asked": curve.asked,
            "estimated": curve.estimated,
            "same_sign_share": _known(curve.same_sign_share),
            "rare_share": _known(curve.rare_share),
            "lowest_pct": _known(curve.lowest_pct),
            "median_pct": _known(curve.median_pct),
            "highest_pct": _known(curve.highest_pct),
        },
        "specifications": _rows(curve.rows),
        "left_out": _rows(asked.left_out),
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _known(held) for name, held in row.items()}
        for row in frame.to_dict("records")
    ]


def _known(held: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """Turn what is not a number into nothing, and numpy's kinds into Python's."""
    plain = held.item() if hasattr(held, "item") else held
    return None if isinstance(plain, float) and not isfinite(plain) else plain


def _panel(case: Case, compared: pd.DataFrame) -> dict[str, Any]:
    """Give the counts by ward and month, and where each ward lies."""
    places = case.places.loc[compared.index]
    return {
        "wards": list(compared.index),
        "names": list(places["name"]),
        "districts": list(places["district"]),
        "forces": list(places["force"]),
        "months": list(compared.columns),
        "offences": compared.to_numpy(dtype="int64").tolist(),
    }


def _series(case: Case, effect: Effect) -> dict[str, Any]:
    """Give the months as columns, with what the comparators led one to expect."""
    series = monthly_series(case)
    scale = effect.treated_pre / max(1, effect.comparators_pre)
    expected = (series["comparators"] * scale).tolist()
    columns = {str(name): column.tolist() for name, column in series.items()}
    return {**columns, "expected": expected}


def _effect_facts(effect: Effect | None) -> dict[str, Any]:
    placebo = effect.placebo if effect else None
    counts = ("treated_pre", "treated_post", "comparators_pre", "comparators_post")
    return {
        **effect_figures(effect),
        **{name: getattr(effect, name, None) for name in counts},
        "placebo_log_rrs": placebo.placebo_log_rrs.tolist() if placebo else [],
        "placebo_ses": placebo.placebo_ses.tolist() if placebo else [],
    }
