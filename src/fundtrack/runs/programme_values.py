"""A fund's value for money in its areas together, from the runs of each."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from fundtrack.evaluation.value.programmes import AreaWorth
from fundtrack.evaluation.value.programmes import PooledChange
from fundtrack.evaluation.value.programmes import ProgrammeValue
from fundtrack.evaluation.value.programmes import programme_value
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.sentences.value import programme_sentence

Result = Mapping[str, Any]


def programme_of(
    results: Sequence[Result], effect: PooledChange, verdict: Verdict, seed: int
) -> ProgrammeValue | None:
    """Weigh the areas whose runs were pooled; nothing where one has no price or cost.

    Args:
        results: as the runs of the areas were kept, each with its value for money.
        effect: the pooled change, in logs.
        verdict: the pooled one.
        seed: of the draws.
    """
    areas = [_area(result) for result in results]
    priced = [area for area in areas if area]
    if not priced or len(priced) < len(areas):
        return None
    return programme_value(priced, effect, verdict, seed=seed)


def programme_facts(found: ProgrammeValue | None, verdict: Verdict) -> dict[str, Any]:
    """Give it in a sentence and as figures; nothing where it was not weighed."""
    if found is None:
        return {}
    price, social = found.per_offence, found.social
    return {
        "sentence": programme_sentence(found, verdict),
        "cost_pence": found.cost_pence,
        "expected": found.baseline,
        "prevented": found.prevented.central,
        "prevented_low": found.prevented.low,
        "prevented_high": found.prevented.high,
        "break_even": found.break_even,
        "break_even_recorded_alone": found.break_even_alone,
        "cost_per_prevented": price.estimability,
        "cost_per_prevented_pence": price.pence,
        "cost_per_prevented_low_pence": price.low_pence,
        "cost_per_prevented_high_pence": price.high_pence,
        "bcr_p50": social.ratio,
        "bcr_p025": social.low,
        "bcr_p975": social.high,
        "bcr_above_one": social.above_one,
        "bcr_net_pence": social.net_pence,
    }


def _area(result: Result) -> AreaWorth | None:
    """Take an area's worth from its run: cost over the offences that would repay it."""
    value = result.get("value") or {}
    if value.get("break_even") is None or not result["expected"]:
        return None
    cost = Pence(value["cost_pence"])
    return AreaWorth(
        cost_pence=cost,
        expected=result["expected"],
        each_pence=cost / value["break_even"],
        alone_pence=cost / value["break_even_recorded_alone"],
    )
