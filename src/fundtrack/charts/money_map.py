"""A map of money and outcome together: how much went where, and what crime did."""

import altair as alt

from fundtrack.charts import theme
from fundtrack.charts.layers import layer

HEIGHT = 360
NARROWER = 60


def money_map(*, narrow: bool = False) -> alt.LayerChart:
    """Draw the districts, deeper where more was spent, named with what crime did.

    Data: type ("Feature") and geometry of each district, place, spent (pence; none
    where the area had no money), and label with longitude and latitude, once for each
    area.
    """
    edge = theme.LIGHT["budget-edge"]
    land = layer("land").mark_geoshape(
        fill=theme.LIGHT["panel"], stroke=edge, strokeWidth=1
    )
    spent = layer("districts").mark_geoshape(
        cursor="pointer", stroke=edge, strokeWidth=1
    )
    districts = spent.encode(color=_pounds())
    labels = [_label("label_halo"), _label("label")]
    sized = alt.LayerChart(
        layer=[land, districts, *labels],
        width="container",
        height=HEIGHT - NARROWER * narrow,
        autosize=theme.AUTOSIZE,
    )
    chart: alt.LayerChart = sized.configure(**theme.config())
    return chart


def _pounds() -> alt.Color:
    legend = alt.Legend(
        title=None,
        orient="top",
        direction="horizontal",
        gradientLength=150,
        tickCount=3,
        labelExpr=theme.THOUSANDS,
        labelFontSize=theme.LABEL_SIZE,
        labelColor=theme.LIGHT["muted"],
    )
    colours = [theme.LIGHT["budget"], theme.LIGHT["owed"]]
    scale = alt.Scale(range=colours, zero=True)
    return alt.Color("spent:Q", scale=scale, legend=legend)


def _label(name: str) -> alt.Chart:
    """Write a label; its halo, drawn first, keeps the outlines off it."""
    halo = theme.LIGHT["paper"] if name.endswith("halo") else "transparent"
    written = layer(name).mark_text(
        fontSize=13, fontWeight=600, lineBreak="\n", stroke=halo, strokeWidth=4
    )
    labelled = written.transform_filter("isValid(datum.longitude)")
    placed: alt.Chart = labelled.encode(
        longitude="longitude:Q", latitude="latitude:Q", text="label:N"
    )
    return placed
