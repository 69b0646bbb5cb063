"""Charts of recorded crime: month by month, and district by district.

Data named `table`; drawn narrow for a phone too.
"""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer
from fundtrack.charts.layers import places

HEIGHT = 280
NARROWER = 40
MAP_HEIGHT = 330
LABEL_ROW = 15
STEP = 27
NARROW_STEP = 52
NUMBER = "format(datum.value, ',')"


def crime_by_month(*, narrow: bool = False) -> alt.LayerChart:
    """Draw a series with what is missing, provisional, made up, and counted otherwise.

    Data: month (its first day), published and synthetic (each nothing where the month
    is not so; both nothing where no file is held), settled and provisional (what has a
    filled or a hollow mark); on rows of their own gap_from, gap_to and gap_label, and
    break_at, break_label, break_row (0 is the lowest) and break_side.
    """
    x = _day("month")
    gap = (
        layer("gap")
        .transform_filter("isValid(datum.gap_from)")
        .mark_rect(color=theme.LIGHT["budget"], opacity=0.6)
        .encode(x=_day("gap_from"), x2="gap_to:T")
    )
    gap_label = (
        layer("gap_label")
        .transform_filter("isValid(datum.gap_from)")
        .mark_text(
            angle=270, align="left", dx=6, fontSize=11, color=theme.LIGHT["muted"]
        )
        .encode(x=_day("gap_middle"), y=alt.value("height"), text="gap_label:N")
    )
    published = layer("published").mark_line(color=theme.LIGHT["actual"])
    synthetic = layer("synthetic").mark_line(
        color=theme.LIGHT["actual"], strokeDash=[5, 3]
    )
    layers = [
        gap,
        gap_label,
        *_breaks(narrow=narrow),
        published.encode(x=x, y=_upward("published")),
        synthetic.encode(x=x, y=_upward("synthetic")),
        *_marks(x),
    ]
    return _finished(layers, height=HEIGHT - NARROWER * narrow)


def rate_by_district(*, narrow: bool = False) -> alt.LayerChart:
    """Draw a bar for each district, those of the place that is shown in full colour.

    Data: place, chosen and other (the bar's length, one of the two), label, its_end;
    room and room_narrow, up to where a label may reach.
    """
    y = places(narrow=narrow)
    room = layer("room").mark_point(opacity=0)
    chosen = layer("chosen").mark_bar(
        size=14, color=theme.LIGHT["actual"], cursor="pointer"
    )
    other = layer("other").mark_bar(
        size=14,
        color=theme.LIGHT["budget"],
        stroke=theme.LIGHT["budget-edge"],
        strokeWidth=1,
        cursor="pointer",
    )
    label = layer("label").mark_text(align="left", dx=6, fontSize=12)
    layers = [
        room.encode(x=_across("room_narrow" if narrow else "room"), y=y),
        other.encode(x=_across("other"), y=y),
        chosen.encode(x=_across("chosen"), y=y),
        label.encode(x=_across("its_end"), y=y, text="label:N"),
    ]
    if narrow:
        above = layer("names").mark_text(
            align="left", baseline="bottom", dy=-11, fontSize=14
        )
        at = alt.datum(0, type="quantitative")
        layers.append(above.encode(x=at, y=y, text="place:N"))
    return _finished(layers, height=alt.Step(NARROW_STEP if narrow else STEP))


def rate_map(*, narrow: bool = False) -> alt.LayerChart:
    """Draw the districts as a map, the deeper the colour the higher the rate.

    Data: type ("Feature") and geometry of each district, place, size and edge (the
    width of its outline, wider for those of the place that is shown).
    """
    colours = alt.Scale(range=[theme.LIGHT["budget"], theme.LIGHT["actual"]])
    legend = alt.Legend(
        title=None,
        orient="top",
        direction="horizontal",
        gradientLength=150,
        tickCount=4,
        labelFontSize=theme.LABEL_SIZE,
        labelColor=theme.LIGHT["muted"],
    )
    districts = (
        layer("districts")
        .mark_geoshape(
            stroke=theme.LIGHT["ink"],
            strokeWidth=alt.expr("datum.edge"),
            cursor="pointer",
        )
        .encode(color=alt.Color("size:Q", scale=colours, legend=legend))
    )
    sized = alt.LayerChart(
        layer=[districts],
        width="container",
        height=MAP_HEIGHT - NARROWER * narrow,
        autosize=theme.AUTOSIZE,
    )
    chart: alt.LayerChart = sized.configure(**theme.config())
    return chart


def _marks(x: alt.X) -> list[alt.Chart]:
    """Mark each month held, hollow where a later file may still revise it."""
    settled = layer("settled").mark_point(
        color=theme.LIGHT["actual"], filled=True, size=26, cursor="pointer", opacity=1
    )
    provisional = layer("provisional").mark_point(
        color=theme.LIGHT["actual"],
        fill=theme.LIGHT["paper"],
        filled=False,
        size=64,
        strokeWidth=2,
        cursor="pointer",
        opacity=1,
    )
    return [
        settled.encode(x=x, y=_upward("settled")),
        provisional.encode(x=x, y=_upward("provisional")),
    ]


def _breaks(*, narrow: bool) -> list[alt.Chart]:
    """Mark what altered counts without any change in crime; names stand above."""
    is_break, at = "isValid(datum.break_at)", _day("break_at")
    rule = (
        layer("break")
        .transform_filter(is_break)
        .mark_rule(color=theme.LIGHT["bad"], strokeDash=[4, 3], strokeWidth=1.3)
    )
    label = (
        layer("break_label")
        .transform_filter(is_break)
        .mark_text(
            align=alt.expr("datum.break_side"),
            baseline="bottom",
            dy=alt.expr(f"-2 - {LABEL_ROW} * datum.break_row"),
            fontSize=11 if narrow else 12,
            color=theme.LIGHT["bad"],
        )
    )
    return [
        rule.encode(x=at),
        label.encode(x=at, y=alt.value(0), text="break_label:N"),
    ]


def _day(name: str) -> alt.X:
    axis = alt.Axis(
        title=None, format="%b %Y", tickCount=6, labelOverlap=True, grid=False
    )
    return alt.X(f"{name}:T", axis=axis, scale=alt.Scale(type="utc"))


def _upward(name: str) -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5, labelExpr=NUMBER)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))


def _across(name: str) -> alt.X:
    axis = alt.Axis(title=None, tickCount=5, labelExpr=NUMBER, labelFlush=True)
    return alt.X(f"{name}:Q", axis=axis, scale=alt.Scale(zero=True, padding=0))


def _finished(layers: list[alt.Chart], *, height: int | alt.Step) -> alt.LayerChart:
    sized = alt.LayerChart(
        layer=layers, width="container", height=height, autosize=theme.AUTOSIZE
    )
    chart: alt.LayerChart = sized.configure(**theme.config())
    return chart
