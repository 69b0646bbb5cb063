"""Charts of what the money did: effects with their intervals, over named data."""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer
from fundtrack.charts.layers import places

STEP = 38
NARROW_STEP = 58
PERCENT = "datum.value == 0 ? '0%' : format(datum.value, '+,.0f') + '%'"


def effect_by_area(*, narrow: bool = False) -> alt.LayerChart:
    """Draw each area's effect and interval over what was too small to be seen.

    Data: place, effect_pct, low_pct, high_pct, unseen_from_pct, unseen_to_pct,
    and note, for an area without an effect to draw.
    """
    y = places(narrow=narrow)
    unseen = (
        layer("unseen")
        .mark_bar(size=20, color=theme.LIGHT["budget"])
        .encode(x=_change("unseen_from_pct"), x2="unseen_to_pct:Q", y=y)
    )
    nothing = (
        layer("nothing")
        .mark_rule(color=theme.LIGHT["ink"], strokeWidth=1.5)
        .encode(x=alt.datum(0, type="quantitative"))
    )
    interval = (
        layer("interval")
        .mark_rule(color=theme.LIGHT["actual"], strokeWidth=3)
        .encode(x=_change("low_pct"), x2="high_pct:Q", y=y)
    )
    effect = (
        layer("effect")
        .mark_circle(size=110, opacity=1, color=theme.LIGHT["actual"])
        .encode(x=_change("effect_pct"), y=y)
    )
    note = (
        layer("note")
        .mark_text(align="left", dx=8, color=theme.LIGHT["muted"])
        .encode(x=alt.datum(0, type="quantitative"), y=y, text="note:N")
    )
    layers = [unseen, nothing, interval, effect, note]
    if narrow:
        layers.append(_names_above(y))
    rows = alt.Step(NARROW_STEP if narrow else STEP)
    chart = alt.layer(*layers).properties(
        width="container", height=rows, autosize=theme.AUTOSIZE
    )
    return chart.configure(**theme.config())  # type: ignore[no-any-return]


def _names_above(y: alt.Y) -> alt.Chart:
    names = layer("names").mark_text(
        align="left", baseline="bottom", dy=-13, fontSize=14
    )
    named: alt.Chart = names.encode(x=alt.value(0), y=y, text="place:N")
    return named


def _change(name: str) -> alt.X:
    axis = alt.Axis(title=None, labelExpr=PERCENT, tickCount=6, grid=True)
    return alt.X(f"{name}:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
