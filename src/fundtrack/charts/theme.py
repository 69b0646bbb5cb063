"""The look of every chart: colours for a light and a dark reader, type, axes, money.

The style sheet of the pages holds the same tokens; a test compares the two.
"""

from typing import Any

LIGHT = {
    "ink": "#0b1f33",
    "muted": "#47586a",
    "rule": "#d3dae1",
    "grid": "#e1e7ec",
    "axis": "#8593a0",
    "paper": "#ffffff",
    "panel": "#f5f7f9",
    "brand": "#12436d",
    "actual": "#12436d",
    "owed": "#28a197",
    "forecast": "#c5b3e6",
    "forecast-edge": "#7a5fb5",
    "budget": "#dbe2e8",
    "budget-edge": "#758593",
    "bad": "#801650",
    "attention": "#a8480d",
    "good": "#1f6f43",
    "link": "#12436d",
    "focus": "#b85c00",
}
"""Colours by what they stand for, for a reader whose page is light."""

DARK = {
    "ink": "#e8eef3",
    "muted": "#a9b6c2",
    "rule": "#33424f",
    "grid": "#24313d",
    "axis": "#7b8a98",
    "paper": "#0f1720",
    "panel": "#16212c",
    "brand": "#1b5a92",
    "actual": "#5aa9e6",
    "owed": "#4fd0c4",
    "forecast": "#584a80",
    "forecast-edge": "#a795d6",
    "budget": "#2b3946",
    "budget-edge": "#7f909f",
    "bad": "#f08fc0",
    "attention": "#ffab6b",
    "good": "#7fd6a4",
    "link": "#8cc4f5",
    "focus": "#ffb25c",
}
"""The same for a reader whose page is dark."""

AREAS = ("#12436d", "#28a197", "#801650", "#f46a25")
"""The four areas in their order: dark blue, turquoise, dark pink, orange."""

FONT = '"Segoe UI", "Helvetica Neue", Roboto, Arial, "Liberation Sans", sans-serif'
"""The reader's own face; Arial and Liberation Sans have the same widths."""

LABEL_SIZE = 12.5

THOUSANDS = (
    "(datum.value < 0 ? '−' : '') + '£' + "
    "format(abs(datum.value) / 100000, ',.0f') + (datum.value == 0 ? '' : 'k')"
)
"""Label an axis of pence in thousands of pounds."""

BRITISH = {
    "number": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["£", ""],
        "minus": "−",
    }
}

AUTOSIZE = {"type": "fit-x", "contains": "padding"}
"""Labels and marks together take the width there is; the height is the rows'."""


def night() -> dict[str, str]:
    """Map every light colour that a spec may hold to its dark one."""
    return {
        light: DARK[name]
        for name, light in LIGHT.items()
        if name not in {"brand", "link"}
    }


def config() -> dict[str, Any]:
    """Give the Vega-Lite configuration that every chart carries."""
    return {
        "background": "transparent",
        "font": FONT,
        "locale": BRITISH,
        "padding": 2,
        "view": {"stroke": None},
        "axis": {
            "labelColor": LIGHT["muted"],
            "titleColor": LIGHT["muted"],
            "labelFontSize": LABEL_SIZE,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "gridColor": LIGHT["grid"],
            "domainColor": LIGHT["axis"],
            "tickColor": LIGHT["axis"],
            "labelPadding": 5,
        },
        "axisY": {"domain": False, "ticks": False},
        "text": {"fontSize": LABEL_SIZE, "color": LIGHT["ink"]},
        "rule": {"color": LIGHT["ink"]},
        "line": {"strokeWidth": 2.2},
        "bar": {"cornerRadius": 0},
    }
