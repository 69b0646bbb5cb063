"""The pictures of an evaluation's report, and the data they are drawn from."""

import numpy as np
import pandas as pd

from fundtrack.charts.images import chart_svg
from fundtrack.charts.images import figure_html
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.effects import Effect
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.sentences.evaluations import placebo_sentence

BIN_WIDTH = 0.25
LABEL_GAP = 0.08
LAST_MONTHS = 4


def series_figure(case: Case) -> str:
    """Draw the treated place against its comparators, month by month."""
    if not case.comparators.wards or not case.has_treated_counts:
        return ""
    svg = chart_svg("treated_against_comparators", series_rows(case))
    place = case.site.area_name
    subtitle = (
        f"{case.measure.name} by month, index: mean of the months before = 100; "
        "shaded: from the month the money could work; gaps: months not compared"
    )
    series = monthly_series(case)
    means = series.groupby("is_after")[["treated_index", "comparators_index"]].mean()
    after = means.loc[True]
    wards = len(case.comparators.wards)
    title = (
        f"After the start {place} stood at {after['treated_index']:.0f}, "
        f"{wards} similar wards at {after['comparators_index']:.0f}"
    )
    spoken = f"{title}; the mean of the months before is 100 for both."
    return figure_html(svg, title, subtitle, spoken)


def series_rows(case: Case) -> list[dict[str, object]]:
    """Give the data of `treated_against_comparators`; a month not compared has none."""
    series = monthly_series(case)
    names = ["month", "treated_index", "comparators_index"]
    columns = series[names].to_dict("list")
    levels = {
        month: {"treated_index": treated, "comparators_index": comparators}
        for month, treated, comparators in zip(*columns.values(), strict=True)
    }
    months = months_between(case.windows.pre[0], case.windows.post[-1])
    rows: list[dict[str, object]] = [
        {**levels.get(str(month), {}), "month": f"{month}-01"} for month in months
    ]
    starts = Month.parse(case.plan.start)
    rows[0] |= {
        "shaded_from": f"{starts}-01",
        "shaded_to": f"{months[-1]}-01",
        "shade_name": "money at work",
    }
    rows[-1] |= _series_labels(
        case, series["treated_index"], series["comparators_index"]
    )
    return rows


def placebo_figure(case: Case, effect: Effect | None) -> str:
    """Draw how much sets of untouched places changed, the treated place among them."""
    if effect is None:
        return ""
    svg = chart_svg("placebo_spread", placebo_rows(case, effect), width=480)
    title = f"{case.site.area_name} among places without the money"
    said = placebo_sentence(case, effect)
    return figure_html(
        svg, title, f"Sets of places by how much they changed; {said}", said
    )


def placebo_rows(case: Case, effect: Effect) -> list[dict[str, object]]:
    """Give the data of `placebo_spread`."""
    changes = np.append(effect.placebo.placebos, effect.placebo.statistic)
    low = np.floor(changes.min() / BIN_WIDTH)
    edges = BIN_WIDTH * np.arange(low, np.ceil(changes.max() / BIN_WIDTH) + 1)
    sets, _ = np.histogram(effect.placebo.placebos, edges)
    rows: list[dict[str, object]] = [
        {"from": float(start), "to": float(start + BIN_WIDTH), "sets": int(number)}
        for start, number in zip(edges, sets, strict=False)
    ]
    mark = {"treated_at": effect.placebo.statistic, "label": case.site.area_name}
    return [*rows, mark]


def _series_labels(
    case: Case, treated: pd.Series, comparators: pd.Series
) -> dict[str, object]:
    """Place the two names at the right edge, clear of both lines."""
    both = [float(level) for level in (*treated, *comparators)]
    gap = LABEL_GAP * (max(both) - min(both))
    last = [*treated[-LAST_MONTHS:], *comparators[-LAST_MONTHS:]]
    high, low = max(last) + gap, min(last) - gap
    is_above = treated[-LAST_MONTHS:].mean() > comparators[-LAST_MONTHS:].mean()
    return {
        "treated_name": case.site.area_name,
        "treated_label_at": high if is_above else low,
        "comparators_name": f"{len(case.comparators.wards)} similar wards",
        "comparators_label_at": low if is_above else high,
    }
