"""Charts of value for money: break-even against the effect, and the sensitivities.

Data named `table`; drawn narrow for a phone too.
"""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer
from fundtrack.charts.layers import places

STEP = 38
NARROW_STEP = 58
RATIO = "format(datum.value, ',.1f')"
COUNT = "format(datum.value, ',.0f')"


def prevented_and_break_even(*, narrow: bool = False) -> alt.LayerChart:
    """Draw the offences prevented with their interval above those that would repay.

    Data: place (what the row says), low, high (offences), and at, the likeliest; a
    row without an interval has low and high at the same number.
    """
    return _spans("offences fewer than expected", COUNT, at_one=False, narrow=narrow)


def value_sensitivities(*, narrow: bool = False) -> alt.LayerChart:
    """Draw how far the benefit-cost ratio moves when one input alone moves.

    Data: place (the input), low, high (ratios at its ends), and at, the ratio with
    every input central.
    """
    return _spans("benefits over costs", RATIO, at_one=True, narrow=narrow)


def _spans(title: str, label: str, *, at_one: bool, narrow: bool) -> alt.LayerChart:
    """Draw a span for each row, its central point, and the line that it is held to."""
    y = places(narrow=narrow)
    axis = alt.Axis(title=title, labelExpr=label, tickCount=6, grid=True)
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    held_to = (
        layer("held_to")
        .mark_rule(color=theme.LIGHT["ink"], strokeWidth=1.5)
        .encode(x=alt.datum(1 if at_one else 0, type="quantitative"))
    )
    spans = (
        layer("spans")
        .mark_bar(size=14, color=theme.LIGHT["budget"], stroke=theme.LIGHT["actual"])
        .encode(x=x, x2="high:Q", y=y)
    )
    central = (
        layer("central")
        .mark_circle(size=90, opacity=1, color=theme.LIGHT["actual"])
        .encode(x="at:Q", y=y)
    )
    layers = [spans, held_to, central]
    if narrow:
        layers.append(_names_above(y))
    chart = alt.layer(*layers).properties(
        width="container",
        height=alt.Step(NARROW_STEP if narrow else STEP),
        autosize=theme.AUTOSIZE,
    )
    return chart.configure(**theme.config())  # type: ignore[no-any-return]


def _names_above(y: alt.Y) -> alt.Chart:
    names = layer("names").mark_text(
        align="left", baseline="bottom", dy=-11, fontSize=14
    )
    named: alt.Chart = names.encode(x=alt.value(0), y=y, text="place:N")
    return named
