"""Charts as pictures: the same frozen specs that pages draw, as SVG for reports."""

import copy
from collections.abc import Mapping
from collections.abc import Sequence
from html import escape
from typing import Any

from fundtrack.charts.frozen import frozen_spec

WIDTH = 720
FONT = "Arial, 'Liberation Sans', sans-serif"
"""Measured here and drawn there: these have the same widths on both sides."""


def chart_svg(
    name: str, rows: Sequence[Mapping[str, object]], *, width: int = WIDTH
) -> str:
    """Draw a frozen chart over rows, as SVG.

    Args:
        name: of the frozen spec, such as `placebo_spread`.
        rows: what the chart's function lists as its data.
        width: in pixels; the height is the chart's own.
    """
    from vl_convert import vegalite_to_svg  # noqa: PLC0415 - its engine costs 0.2 s

    spec: dict[str, Any] = copy.deepcopy(frozen_spec(name))
    spec["width"] = width
    spec["datasets"] = {"table": [dict(row) for row in rows]}
    spec["config"]["font"] = FONT
    svg: str = vegalite_to_svg(spec)
    return svg


def figure_html(svg: str, title: str, subtitle: str, alternative: str) -> str:
    """Put a picture under its finding, with words for who cannot see it."""
    named = svg.replace(
        "<svg ", f'<svg role="img" aria-label="{escape(alternative)}" ', 1
    )
    return (
        f'<figure tabindex="0"><figcaption><strong>{escape(title)}</strong><br>'
        f"{escape(subtitle)}</figcaption>{named}</figure>"
    )
