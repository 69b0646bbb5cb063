"""The view in Panel, as its documentation draws Altair charts."""

import altair as alt
import panel as pn
from contents import areas
from contents import shown

pn.extension("vega")
names = areas()
area = pn.widgets.Select(name="Area", options=list(names))


def draw(name: str) -> pn.Column:
    """Draw what an area shows."""
    view = shown(names[name])
    figures = [
        pn.pane.Markdown(f"{key}: **{held}**") for key, held in view.figures.items()
    ]
    charts = [
        pn.pane.Vega(alt.LayerChart.from_dict(spec, validate=False))
        for spec in view.charts.values()
    ]
    return pn.Column(pn.pane.Markdown(f"# {view.sentence}"), pn.Row(*figures), *charts)


pn.Column(area, pn.bind(draw, area)).servable()
