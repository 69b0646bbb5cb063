"""Charts of an evaluation: treated against comparators, and the spread of placebos.

Data named `table`; drawn narrow for a phone too.
"""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer

HEIGHT = 270
NARROWER = 30


def treated_against_comparators(*, narrow: bool = False) -> alt.LayerChart:
    """Draw both series as an index, the months in which the money worked shaded.

    Data: month (its first day), treated_index and comparators_index (nothing where a
    month is not compared); on the last row treated_name, treated_label_at,
    comparators_name and comparators_label_at; on one row shaded_from and shaded_to
    (days) and shade_name; on rows of their own break_at (a day) and break_label.
    """
    x = _day("month")
    shade = (
        layer("shade")
        .transform_filter("isValid(datum.shaded_from)")
        .mark_rect(color=theme.LIGHT["forecast"], opacity=0.35)
        .encode(x=_day("shaded_from"), x2="shaded_to:T")
    )
    shade_name = (
        layer("shade_name")
        .mark_text(
            align="left", baseline="top", dx=5, dy=4, color=theme.LIGHT["forecast-edge"]
        )
        .encode(x=_day("shaded_from"), y=alt.value(0), text="shade_name:N")
    )
    comparators = _line("comparators", theme.LIGHT["axis"], [4, 3], x)
    treated = _line("treated", theme.LIGHT["actual"], [1, 0], x)
    labels = [
        layer(f"{name}_label")
        .transform_filter(f"isValid(datum.{name}_name)")
        .mark_text(align="right", dy=-6, fontWeight=600, color=colour)
        .encode(x=x, y=_index(f"{name}_label_at"), text=f"{name}_name:N")
        for name, colour in (
            ("comparators", theme.LIGHT["muted"]),
            ("treated", theme.LIGHT["actual"]),
        )
    ]
    layers = [shade, shade_name, *_breaks(), comparators, treated, *labels]
    return _finished(layers, narrow=narrow)


def placebo_spread(*, narrow: bool = False) -> alt.LayerChart:
    """Draw how much sets of untouched places changed, and the treated places' mark.

    Data: from, to (studentised changes), sets; on one row treated_at, label, is_right
    (on which half the mark stands) and room (sets above which the label has room).
    """
    across = alt.Axis(title="change in standard errors", tickCount=7, grid=False)
    x = alt.X("from:Q", bin="binned", axis=across)
    bars = (
        layer("sets")
        .mark_bar(
            color=theme.LIGHT["budget"],
            stroke=theme.LIGHT["budget-edge"],
            strokeWidth=0.75,
        )
        .encode(x=x, x2="to:Q", y=alt.Y("sets:Q", axis=alt.Axis(title=None)))
    )
    at = alt.X("treated_at:Q")
    mark = (
        layer("treated")
        .transform_filter("isValid(datum.treated_at)")
        .mark_rule(color=theme.LIGHT["bad"], strokeWidth=3)
        .encode(x=at)
    )
    label = (
        layer("label")
        .transform_filter("isValid(datum.treated_at)")
        .mark_text(
            dx=alt.expr("datum.is_right ? -6 : 6"),
            align=alt.expr("datum.is_right ? 'right' : 'left'"),
            baseline="top",
            fontWeight=600,
            color=theme.LIGHT["bad"],
        )
        .encode(x=at, y=alt.value(0), text="label:N")
    )
    room = (
        layer("room")
        .transform_filter("isValid(datum.room)")
        .mark_point(opacity=0)
        .encode(x=at, y=alt.Y("room:Q", axis=alt.Axis(title=None)))
    )
    return _finished([bars, mark, label, room], narrow=narrow)


def delivery_by_month(*, narrow: bool = False) -> alt.LayerChart:
    """Draw how much of planned delivery was reached, and from when it could work.

    Data: month (its first day) and reached_pct (0 to 100); on one row starts_at (a
    day), starts_name and begun_pct, the share from which money can have worked.
    """
    x = _day("month")
    axis = alt.Axis(title=None, tickCount=5, labelExpr="datum.value + '%'")
    y = alt.Y("reached_pct:Q", axis=axis, scale=alt.Scale(domainMin=0, nice=True))
    reached = (
        layer("reached")
        .transform_filter("isValid(datum.reached_pct)")
        .mark_line(color=theme.LIGHT["actual"], interpolate="step-after", point=True)
        .encode(x=x, y=y)
    )
    begun = (
        layer("begun")
        .transform_filter("isValid(datum.begun_pct)")
        .mark_rule(color=theme.LIGHT["axis"], strokeDash=[4, 3])
        .encode(y="begun_pct:Q")
    )
    is_start, at = "isValid(datum.starts_at)", _day("starts_at")
    rule = (
        layer("starts")
        .transform_filter(is_start)
        .mark_rule(color=theme.LIGHT["forecast-edge"], strokeWidth=2)
    )
    name = (
        layer("starts_name")
        .transform_filter(is_start)
        .mark_text(
            align="left", baseline="top", dx=5, color=theme.LIGHT["forecast-edge"]
        )
    )
    return _finished(
        [
            begun,
            rule.encode(x=at),
            name.encode(x=at, y=alt.value(0), text="starts_name:N"),
            reached,
        ],
        narrow=narrow,
    )


def _breaks() -> list[alt.Chart]:
    """Mark what altered counts without any change in crime."""
    is_break, at = "isValid(datum.break_at)", _day("break_at")
    rule = (
        layer("break")
        .transform_filter(is_break)
        .mark_rule(color=theme.LIGHT["attention"], strokeDash=[2, 2])
    )
    label = (
        layer("break_label")
        .transform_filter(is_break)
        .mark_text(
            align="left", baseline="bottom", dx=3, dy=-3, color=theme.LIGHT["attention"]
        )
    )
    bottom = alt.value("height")
    return [rule.encode(x=at), label.encode(x=at, y=bottom, text="break_label:N")]


def _line(name: str, colour: str, dash: list[int], x: alt.X) -> alt.Chart:
    line = layer(name).mark_line(color=colour, strokeDash=dash)
    chart: alt.Chart = line.encode(x=x, y=_index(f"{name}_index"))
    return chart


def _day(name: str) -> alt.X:
    axis = alt.Axis(
        title=None, format="%b %Y", tickCount=8, labelOverlap=True, grid=False
    )
    return alt.X(f"{name}:T", axis=axis, scale=alt.Scale(type="utc"))


def _index(name: str) -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=False, nice=True))


def _finished(layers: list[alt.Chart], *, narrow: bool) -> alt.LayerChart:
    sized = alt.LayerChart(
        layer=layers, width="container", height=HEIGHT - NARROWER * narrow
    )
    chart: alt.LayerChart = sized.configure(**theme.config())
    return chart
