"""What a run of all areas hands over of them together: line, placebos, value."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from fundtrack.runs.pooled import PooledRun
from fundtrack.runs.pooled import pooled_effect
from fundtrack.runs.pooled import pooled_from
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import SERIES

BEFORE, AFTER = "false", "true"
"""How a kept table writes on which side of the start a month is."""


def together_facts(runs: Sequence[KeptRun], pooled: PooledRun) -> dict[str, Any]:
    """Give the pooled effect with its placebos, the areas' months added up, the value.

    Args:
        runs: of every area.
        pooled: what those that could be pooled came to.
    """
    found = pooled_from(runs)
    effect = pooled_effect(found)
    return {
        "log_rr": effect.log_rr,
        "se": effect.se,
        "p": effect.p,
        "placebo_log_rrs": list(effect.placebo_log_rrs),
        "placebo_ses": list(effect.placebo_ses),
        "names_cause": pooled.names_cause,
        "series": together_series(found),
        "value": dict(pooled.value),
    }


def together_series(runs: Sequence[KeptRun]) -> dict[str, list[Any]]:
    """Add up the areas' months that all of them compared on the same side.

    A month that is after the start in one area and before it in another, or that one
    left out, is left out. The comparators of several areas are often the same wards,
    so that theirs is not a sum of counts: it is what they led one to expect of all
    areas. Nothing where a run kept no months, or none is common before or after.
    """
    tables = [_series(run) for run in runs]
    common = set.intersection(*(set(table) for table in tables))
    months = sorted(common)
    sides = [side for _, side in months]
    if {*sides} != {BEFORE, AFTER}:
        return {}
    rows = [[table[month] for table in tables] for month in months]
    treated = [sum(int(row["treated"]) for row in each) for each in rows]
    expected = [sum(float(row["expected"]) for row in each) for each in rows]
    before = [at for at, side in enumerate(sides) if side == BEFORE]
    return {
        "month": [month for month, _ in months],
        "is_after": [side == AFTER for side in sides],
        "treated": treated,
        "comparators": [round(each) for each in expected],
        "treated_index": _index(treated, before),
        "comparators_index": _index(expected, before),
        "expected": expected,
    }


def _series(run: KeptRun) -> dict[tuple[str, str], dict[str, str]]:
    """Read a run's months, by month and whether it is after the start."""
    rows = run.rows(SERIES) if (run.folder / SERIES).is_file() else []
    return {(row["month"], row["is_after"]): row for row in rows}


def _index(counts: Sequence[float], before: Sequence[int]) -> list[float]:
    """Give counts as an index: the mean of the months before is 100."""
    mean = fmean(counts[at] for at in before)
    return [100 * count / mean for count in counts]
