"""The view as a notebook for Voila as it comes, with Altair's offline charts."""

import altair as alt
import ipywidgets
from contents import areas
from contents import shown
from IPython.display import display


def show() -> None:
    """Show the view, and another area's when it is chosen."""
    alt.JupyterChart.enable_offline()
    names = areas()
    area = ipywidgets.Dropdown(description="Area", options=list(names))
    sentence, figures = ipywidgets.HTML(), ipywidgets.HTML()
    charts: dict[str, alt.JupyterChart] = {}

    def draw(_: object = None) -> None:
        view = shown(names[area.value])
        sentence.value = f"<h1>{view.sentence}</h1>"
        figures.value = str(dict(view.figures))
        for name, spec in view.charts.items():
            chart = alt.LayerChart.from_dict(spec, validate=False)
            if name in charts:
                charts[name].chart = chart
            else:
                charts[name] = alt.JupyterChart(chart)

    draw()
    area.observe(draw, "value")
    display(area, sentence, figures, *charts.values())
