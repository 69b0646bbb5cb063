"""Charts as pictures: the same frozen specs that pages draw, as SVG for reports."""

import copy
import re
from collections.abc import Mapping
from collections.abc import Sequence
from html import escape
from typing import Any

from fundtrack.charts.frozen import frozen_spec

ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
WIDTH = 720
NARROW_WIDTH = 340
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


def chart_pictures(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Draw a frozen chart for a wide reader and for a phone; a page shows one.

    Args:
        name: of the frozen spec; its narrow twin ends in `_narrow`.
        rows: what the chart's function lists as its data.
    """
    wide = chart_svg(name, rows)
    narrow = chart_svg(f"{name}_narrow", rows, width=NARROW_WIDTH)
    return f'<div class="wide">{wide}</div><div class="phone">{narrow}</div>'


def named_pictures(pictures: str, alternative: str) -> str:
    """Name pictures as a whole: their marks' own roles would be read one by one.

    Args:
        alternative: what is drawn, in words, for who cannot see it.
    """
    return ROLES.sub("", pictures).replace(
        "<svg ", f'<svg role="img" aria-label="{escape(alternative)}" '
    )


def figure_html(
    pictures: str, title: str, subtitle: str, alternative: str, table: str = ""
) -> str:
    """Put pictures under their finding, with words for who cannot see them.

    Args:
        pictures: SVG, or several of which one is shown.
        title: the finding.
        subtitle: what is drawn, of where and when, in which unit.
        alternative: the same in words, for who cannot see it.
        table: the same figures as HTML, opened by a press.
    """
    named = named_pictures(pictures, alternative)
    shown = (
        f"<details><summary>Show as table</summary>{table}</details>" if table else ""
    )
    return (
        f'<figure tabindex="0"><figcaption><strong>{escape(title)}</strong><br>'
        f"{escape(subtitle)}</figcaption>{named}{shown}</figure>"
    )
