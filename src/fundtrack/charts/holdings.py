"""The chart of what is held: a row for each force, a cell for each month."""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer
from fundtrack.charts.layers import places

STEP = 30
STATES = ("held", "revised", "synthetic", "missing")
FILLS = ("budget", "actual", "forecast", "paper")
EDGES = ("budget-edge", "actual", "forecast-edge", "bad")
SIGNS = ("ink", "paper", "ink", "bad")
GAP = 0.14


def months_held(*, narrow: bool = False) -> alt.LayerChart:
    """Draw each month of each force by how it is held; a sign stands in the cell.

    Data: place, month (in words, in order), state and sign; wide, with room for it.
    """
    y = places(narrow=False)
    if narrow:
        y = alt.Y("place:N", sort=None, axis=alt.Axis(title=None, labelLimit=92))
    x = alt.X(
        "month:N",
        sort=None,
        scale=alt.Scale(paddingInner=GAP, paddingOuter=0),
        axis=alt.Axis(
            title=None, labelAngle=-90, labelOverlap="greedy", labelPadding=4
        ),
    )
    cell = (
        layer("held")
        .mark_rect(strokeWidth=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("state:N", scale=_by_state(FILLS), legend=None),
            stroke=alt.Stroke("state:N", scale=_by_state(EDGES), legend=None),
        )
    )
    colour = alt.Color("state:N", scale=_by_state(SIGNS), legend=None)
    sign = (
        layer("sign")
        .mark_text(fontSize=11, fontWeight=600)
        .encode(x=x, y=y, text="sign:N", color=colour)
    )
    drawn = alt.layer(*([cell] if narrow else [cell, sign])).properties(
        width="container", height=alt.Step(STEP), autosize=theme.AUTOSIZE
    )
    chart: alt.LayerChart = drawn.resolve_scale(
        color="independent", fill="independent", stroke="independent"
    ).configure(**theme.config())
    return chart


def _by_state(tokens: tuple[str, ...]) -> alt.Scale:
    return alt.Scale(domain=[*STATES], range=[theme.LIGHT[token] for token in tokens])
