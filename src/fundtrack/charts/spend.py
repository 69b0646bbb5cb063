"""Charts of money: pure specs over data named `table`, amounts in whole pence.

Each is drawn twice: wide, and narrow for a phone, where the names of areas and
headings stand above their bars instead of beside them.
"""

from typing import Literal

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer
from fundtrack.charts.layers import places

BAR_STEP = 52
NARROW_STEP = 66
NAME_GAP = 4


def money_by_area(*, narrow: bool = False) -> alt.LayerChart:
    """Draw budget, forecast, actual, owed and profile to date, a row of bars each.

    Data: place, budget, forecast, actual, owed_from, owed_to, profile, label and
    label_from; room and room_narrow, up to where a label may reach.
    """
    y = places(narrow=narrow)
    thick, thin = 30, 14
    whole = _bar("budget", thick, y)
    outturn = _bar("forecast", thick, y)
    spent = _bar("actual", thin, y)
    owed = (
        layer("owed")
        .mark_bar(size=thin, color=theme.LIGHT["owed"], cursor="pointer")
        .encode(x=_pounds("owed_from"), x2="owed_to:Q", y=y)
    )
    profile = (
        layer("profile")
        .mark_tick(thickness=3, size=thick, color=theme.LIGHT["ink"])
        .encode(x=_pounds("profile"), y=y)
    )
    label = (
        layer("label")
        .mark_text(align="left", dx=6, fontWeight=600, color=theme.LIGHT["bad"])
        .encode(x=_pounds("label_from"), y=y, text="label:N")
    )
    room = (
        layer("room")
        .mark_point(opacity=0)
        .encode(x=_pounds("room_narrow" if narrow else "room"), y=y)
    )
    layers = [room, whole, outturn, spent, owed, profile, label]
    return _finished([*layers, *_names_above(y, thick, narrow=narrow)], narrow=narrow)


def money_by_heading(*, narrow: bool = False) -> alt.LayerChart:
    """Draw actual over budget, a row for each cost heading.

    Data: place, budget, actual.
    """
    y = places(narrow=narrow)
    thick, thin = 22, 12
    layers = [_bar("budget", thick, y), _bar("actual", thin, y)]
    layers += _names_above(y, thick, narrow=narrow)
    return _finished(layers, narrow=narrow, step=42)


def money_over_the_year(*, narrow: bool = False) -> alt.LayerChart:
    """Draw the year's cumulative profile, actual and forecast against the budget.

    Data: month (in words, in order), profile, actual, forecast, budget (on the first
    row alone, with budget_label), range_low and range_high (from the last point of
    actual to the year's end), and the labels spent and outturn, each with the
    height of the point it names (`_at`), how far from it the label stands (`_lift`)
    and, for spent, to which side of it (`_side`).
    """
    x = alt.X(
        "month:N",
        sort=None,
        scale=alt.Scale(type="point", padding=0.15),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True, grid=False),
    )
    ink, edge = theme.LIGHT["ink"], theme.LIGHT["forecast-edge"]
    likely = layer("range").mark_area(color=theme.LIGHT["forecast"], opacity=0.75)
    budget = layer("budget").mark_rule(color=ink, strokeWidth=1)
    named = layer("budget_name").mark_text(align="left", dx=-4, dy=-7)
    profile = layer("profile").mark_line(
        interpolate="step-before", strokeDash=[6, 4], color=theme.LIGHT["budget-edge"]
    )
    actual = _running("actual", theme.LIGHT["actual"], [1, 0])
    forecast = _running("forecast", edge, [2, 3])
    outturn = _haloed("outturn", "right")
    spent = _haloed("spent", alt.ExprRef("datum.spent_side"))
    layers = [
        likely.encode(x=x, y=_upward("range_low"), y2="range_high:Q"),
        budget.encode(y=_upward("budget")),
        named.encode(x=x, y=_upward("budget"), text="budget_label:N"),
        profile.encode(x=x, y=_upward("profile")),
        forecast[0].encode(x=x, y=_upward("forecast")),
        forecast[1].encode(x=x, y=_upward("outturn_at")),
        *[each.encode(x=x, y=_upward("actual")) for each in actual],
        *[each.encode(x=x, y=_upward("outturn_at")) for each in outturn],
        *[each.encode(x=x, y=_upward("spent_at")) for each in spent],
    ]
    return _finished(layers, narrow=narrow, height=240 if narrow else 270)


def money_by_stage(*, narrow: bool = False) -> alt.LayerChart:
    """Draw where each pound stands, from awarded to received.

    Data: stage, pence, label; label_narrow, which a phone has room for.
    """
    x = alt.X(
        "stage:N",
        sort=None,
        axis=alt.Axis(title=None, labelAngle=-40 if narrow else 0, labelFontSize=13),
        scale=alt.Scale(paddingInner=0.5, paddingOuter=0.25),
    )
    written = "label_narrow:N" if narrow else "label:N"
    bars = (
        layer("pence")
        .mark_bar(color=theme.LIGHT["actual"], cursor="pointer")
        .encode(x=x, y=_upward("pence"))
    )
    labels = (
        layer("labels")
        .mark_text(dy=-8, fontWeight=600, fontSize=11 if narrow else theme.LABEL_SIZE)
        .encode(x=x, y=_upward("pence"), text=written)
    )
    return _finished([bars, labels], narrow=narrow, height=230)


def _running(name: str, colour: str, dashes: list[float]) -> list[alt.Chart]:
    """Draw a line and its points; the points carry the name, as what is clicked."""
    cursor: Literal["pointer", "default"] = "pointer" if name == "actual" else "default"
    line = layer(f"{name}_line").mark_line(color=colour, strokeDash=dashes)
    points = layer(name).mark_point(color=colour, filled=True, size=44, cursor=cursor)
    return [line, points]


def _haloed(name: str, side: Literal["right"] | alt.ExprRef) -> list[alt.Chart]:
    """Write a label twice, first in the colour of the paper, to keep lines off it."""
    lift = alt.ExprRef(f"datum.{name}_lift")
    halo = layer(f"{name}_halo").mark_text(
        align=side,
        dx=8,
        dy=lift,
        fontWeight=600,
        stroke=theme.LIGHT["paper"],
        strokeWidth=5,
        strokeJoin="round",
    )
    label = layer(name).mark_text(align=side, dx=8, dy=lift, fontWeight=600)
    return [each.encode(text=f"{name}:N") for each in (halo, label)]


def _names_above(y: alt.Y, thick: int, *, narrow: bool) -> list[alt.Chart]:
    if not narrow:
        return []
    lift = -(thick // 2 + NAME_GAP)
    above = layer("names").mark_text(
        align="left", baseline="bottom", dy=lift, fontSize=14
    )
    return [above.encode(x=alt.datum(0, type="quantitative"), y=y, text="place:N")]


def _bar(name: str, size: int, y: alt.Y) -> alt.Chart:
    edge = theme.LIGHT.get(f"{name}-edge")
    bar = layer(name).mark_bar(
        size=size,
        color=theme.LIGHT[name],
        cursor="pointer",
        stroke=edge or alt.Undefined,
        strokeWidth=1,
    )
    encoded: alt.Chart = bar.encode(x=_pounds(name), y=y)
    return encoded


def _pounds(name: str) -> alt.X:
    axis = alt.Axis(
        title=None,
        labelExpr=theme.THOUSANDS,
        tickCount=5,
        grid=True,
        labelFlush=True,
    )
    return alt.X(f"{name}:Q", axis=axis, scale=alt.Scale(nice=True, padding=0))


def _upward(name: str) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=theme.THOUSANDS, tickCount=5)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))


def _finished(
    layers: list[alt.Chart],
    *,
    narrow: bool,
    step: int = BAR_STEP,
    height: int | None = None,
) -> alt.LayerChart:
    rows = alt.Step(NARROW_STEP if narrow else step)
    chart = alt.layer(*layers).properties(
        width="container", height=height or rows, autosize=theme.AUTOSIZE
    )
    return chart.configure(**theme.config())  # type: ignore[no-any-return]
