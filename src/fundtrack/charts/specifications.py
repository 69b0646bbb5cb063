"""The chart of a specification curve, over named data."""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer

HEIGHT = 260
NARROWER = 40
PERCENT = "datum.value == 0 ? '0%' : format(datum.value, '+,.0f') + '%'"


def specification_curve(*, narrow: bool = False) -> alt.LayerChart:
    """Draw the effect of every specification in order, the planned one marked.

    Data: rank (1 is the lowest), effect_pct, low_pct, high_pct; on the planned one's
    row also planned_pct and label.
    """
    x = alt.X("rank:Q", axis=None, scale=alt.Scale(nice=False, padding=12))
    nothing = (
        layer("nothing")
        .mark_rule(color=theme.LIGHT["ink"], strokeWidth=1.5)
        .encode(y=alt.datum(0, type="quantitative"))
    )
    interval = (
        layer("interval")
        .mark_rule(color=theme.LIGHT["budget-edge"], strokeWidth=1.5)
        .encode(x=x, y=_change("low_pct"), y2="high_pct:Q")
    )
    effect = (
        layer("effect")
        .mark_circle(size=40, opacity=1, color=theme.LIGHT["actual"])
        .encode(x=x, y=_change("effect_pct"))
    )
    planned = (
        layer("planned")
        .transform_filter("isValid(datum.planned_pct)")
        .mark_point(
            shape="diamond", size=190, filled=True, color=theme.LIGHT["attention"]
        )
        .encode(x=x, y=_change("planned_pct"))
    )
    label = (
        layer("label")
        .transform_filter("isValid(datum.planned_pct)")
        .mark_text(dy=-16, fontSize=14, fontWeight="bold", color=theme.LIGHT["ink"])
        .encode(x=x, y=_change("planned_pct"), text="label:N")
    )
    sized = alt.LayerChart(
        layer=[interval, nothing, effect, planned, label],
        width="container",
        height=HEIGHT - NARROWER * narrow,
    )
    chart: alt.LayerChart = sized.configure(**theme.config())
    return chart


def _change(name: str) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=PERCENT, tickCount=6, grid=True)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
