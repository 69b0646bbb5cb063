"""What every chart is made of: named layers over the data named `table`."""

import altair as alt

from fundtrack.charts import theme

_TABLE = alt.NamedData("table")


def layer(name: str) -> alt.Chart:
    """Begin a layer, named so that it can be found in the drawing."""
    return alt.Chart(_TABLE, name=name)


def places(*, narrow: bool) -> alt.Y:
    """Give each place a row in the data's order, its name beside it unless narrow."""
    beside = alt.Axis(
        title=None, labelFontSize=14, labelColor=theme.LIGHT["ink"], labelLimit=190
    )
    return alt.Y("place:N", sort=None, axis=None if narrow else beside)
