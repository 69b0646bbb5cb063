"""The view in Solara, as its documentation draws Altair charts."""

import altair as alt
import solara
from contents import EVERYWHERE
from contents import areas
from contents import shown

NAMES = areas()
chosen = solara.reactive(EVERYWHERE)


@solara.component
def Page() -> None:
    """Draw the view."""
    view = shown(NAMES[chosen.value])
    solara.Select("Area", value=chosen, values=list(NAMES))
    solara.HTML(tag="h1", unsafe_innerHTML=view.sentence)
    with solara.Row():
        for label, figure in view.figures.items():
            solara.Text(f"{label}: {figure}")
    for spec in view.charts.values():
        solara.FigureAltair(alt.LayerChart.from_dict(spec, validate=False))
