"""Charts as pictures within a page: as wide as they stand there, in its colours."""

import copy
import re
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from fundtrack.charts.images import FONT
from fundtrack.charts.theme import DARK
from fundtrack.charts.theme import LIGHT
from fundtrack.charts.theme import night

Columns = Mapping[str, Sequence[object]]

SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
OWN_ID = re.compile(r'(\bid="|url\(#)')
NAMESPACE = re.compile(r' xmlns(:\w+)?="[^"]*"')
COLOUR = re.compile(r'="(#[0-9a-f]{6})"')
TOKENS = {
    light: next(name for name in DARK if (LIGHT[name], DARK[name]) == (light, dark))
    for light, dark in night().items()
}
"""Which token of the style sheet a colour of a spec stands for."""


def page_picture(
    spec: Mapping[str, Any], columns: Columns, width: int, name: str
) -> str:
    """Draw a chart as SVG that keeps its height and takes its colours from the page.

    Args:
        spec: Vega-Lite over data named `table`.
        columns: the data.
        width: in pixels; where the page has less room, the drawing shrinks in a box
            of the same height.
        name: of the picture; nothing else in the page has it.
    """
    from vl_convert import vegalite_to_svg  # noqa: PLC0415 - its engine costs 0.2 s

    drawn: dict[str, Any] = copy.deepcopy(dict(spec))
    drawn["width"] = width
    drawn["datasets"] = {"table": _rows(columns)}
    drawn["config"]["font"] = FONT
    return _of_page(vegalite_to_svg(drawn), name)


def _rows(columns: Columns) -> list[dict[str, object]]:
    return [
        dict(zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def _of_page(svg: str, name: str) -> str:
    """Name its parts apart from other drawings', its colours by the page's tokens."""
    found = SIZE.search(svg)
    height = found.group(2) if found else "0"
    # Within a page a drawing needs no name of its language, which is like an address.
    own = OWN_ID.sub(rf"\g<1>{name}-", NAMESPACE.sub("", svg))
    coloured = COLOUR.sub(_token, own)
    shape = f'style="width:100%;height:{height}px" preserveAspectRatio="xMinYMin meet"'
    return coloured.replace("<svg ", f"<svg {shape} ", 1)


def _token(colour: re.Match[str]) -> str:
    name = TOKENS.get(colour.group(1))
    return f'="var(--{name})"' if name else colour.group(0)
