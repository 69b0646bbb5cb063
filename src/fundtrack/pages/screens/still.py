"""A page as it stands, without life: its widgets written as the HTML they become.

The front end builds the same boxes (`living.mjs`, `chart.mjs`, `kit.mjs`), so that the
living page takes the place of this one without moving anything.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from html import escape
from itertools import cycle
from typing import Any

from ipywidgets import HTML
from ipywidgets import Box
from ipywidgets import DOMWidget

from fundtrack.charts.pictures import page_picture
from fundtrack.pages.forms import Forms
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import marks
from fundtrack.pages.markup import text
from fundtrack.pages.widgets.controls import Filters
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView

SHEET = 1140
"""How wide a page is on a desk, in pixels; the style sheet says the same."""

HALF = 780
GAP = 40
PHONE = 350
TWO = ((3, 5), (2, 5))
"""The shares that boxes beside each other have of their room; a third is beneath."""

HIDDEN = {"hidden": ""}
FILES = ("Show as table", "Download CSV", "XLSX", "SVG", "PNG")


def still(widget: DOMWidget, width: int = SHEET) -> Markup:
    """Write a widget and all it holds as HTML; what is hidden is left out.

    Args:
        width: of its room, in pixels, on a desk.
    """
    if widget.layout.display == "none":
        return _box(widget)
    if "half" in _classes(widget):
        width = min(width, HALF)
    if isinstance(widget, Box):
        return _box(widget, *_children(widget, width))
    return _box(widget, _inside(widget, width))


def _inside(widget: DOMWidget, width: int) -> Markup:
    if isinstance(widget, HTML):
        return str(widget.value)
    if isinstance(widget, VegaView):
        return _chart(widget, width)
    if isinstance(widget, DataTable):
        return _table(widget)
    if isinstance(widget, Filters):
        return _filters(widget)
    # What a reader may do is not known before it is known who reads.
    return element("div", class_="doings") if isinstance(widget, Forms) else ""


def _classes(widget: DOMWidget) -> tuple[str, ...]:
    held: tuple[str, ...] = widget.get_state("_dom_classes")["_dom_classes"]
    return tuple(held)


def _box(widget: DOMWidget, *inside: Markup) -> Markup:
    named = {"class_": " ".join(_classes(widget))}
    if widget.layout.display == "none":
        named["style"] = "display: none"
    return element("div", *inside, **named)


def _children(box: Box, width: int) -> Iterable[Markup]:
    if "two" not in _classes(box):
        return [still(child, width) for child in box.children]
    return [
        still(child, (width - GAP) * share // whole)
        for child, (share, whole) in zip(box.children, cycle(TWO), strict=False)
    ]


def _filters(filters: Filters) -> Markup:
    """Write the row with every choice, which decides how wide each filter is."""
    fields = [
        element(
            "div",
            element("label", text(field["label"])) + _choices(filters, field),
            class_="filter",
        )
        for field in filters.fields
    ]
    return element("div", *fields, class_="filters", inert="")


def _choices(filters: Filters, field: Mapping[str, Any]) -> Markup:
    chosen = filters.chosen.get(field["name"], "")
    options = "".join(
        f'<option value="{escape(option["value"])}"'
        f"{' selected' if option['value'] == chosen else ''}>"
        f"{text(option['label'])}</option>"
        for option in field["options"]
    )
    return f"<select>{options}</select>"


def _chart(chart: VegaView, width: int) -> Markup:
    said = chart.words
    heading, sub = said.get("heading", ""), said.get("sub", "")
    head = element("h2", text(heading), **({} if heading else HIDDEN))
    head += element("p", text(sub), class_="sub", **({} if sub else HIDDEN))
    if said.get("empty") or not chart.data:
        empty = element("p", text(said.get("empty", "")), class_="empty")
        return element("section", head + empty)
    legend = "".join(_swatch(item) for item in said.get("legend", ()))
    parts = (
        head,
        element("p", class_="empty", **HIDDEN),
        element(
            "div",
            element("div", _pictures(chart, width), aria_hidden="true"),
            class_="chart drawn",
            role="img",
            aria_label=said.get("alt", ""),
        ),
        element("p", legend, class_="under legend"),
        element("p", *_under(said.get("source", ""), FILES), class_="under"),
    )
    return element("section", *parts)


def _pictures(chart: VegaView, width: int) -> Markup:
    return "".join(
        element(
            "div",
            page_picture(chart.specs[shape], chart.data, room, f"{chart.name}-{shape}"),
            class_=shape,
        )
        for shape, room in (("wide", width), ("narrow", PHONE))
    )


def _swatch(item: Mapping[str, str]) -> Markup:
    look = f"swatch {item.get('shape', '')} {item['colour']}"
    return element("span", element("i", class_=look) + " " + text(item["text"]))


def _under(said: str, buttons: Iterable[str]) -> list[Markup]:
    words = [element("span", text(said))] if said else []
    return [*words, *[_button(name, "link") for name in buttons]]


def _button(name: str, look: str) -> Markup:
    return element("button", text(name), type="button", class_=look, inert="")


def _table(shown: DataTable) -> Markup:
    table, words = shown.table, shown.words
    if not table.get("columns"):
        return element("section")
    parts = []
    if words.get("heading"):
        parts.append(element("h2", text(words["heading"])))
    if words.get("sub"):
        parts.append(element("p", text(words["sub"]), class_="sub"))
    parts.append(_drawn(table, is_named=bool(words.get("heading"))))
    if table["length"] > table["page"]:
        last = min(table["start"] + table["page"], table["length"])
        rows = f"Rows {table['start'] + 1} to {last} of {table['length']}"
        turns = [_button("Earlier rows", "link"), _button("Later rows", "link")]
        said = element("span", text(rows))
        parts.append(element("p", turns[0] + said + turns[1], class_="under"))
    if words.get("files"):
        parts.append(element("p", *_under("", FILES[1:3]), class_="under"))
    return element("section", *parts)


def _drawn(table: Mapping[str, Any], *, is_named: bool) -> Markup:
    columns = table["columns"]
    heads = [
        element(
            "th",
            _button(column["heading"], "order"),
            scope="col",
            class_="n" if column["is_number"] else "",
        )
        for column in columns
    ]
    rows = [element("tr", *_cells(row, columns)) for row in table["rows"]]
    if table["total"]:
        rows.append(element("tr", *_cells(table["total"], columns), class_="sum"))
    named = {"class_": "heard"} if is_named else {}
    drawn = element(
        "table",
        element("caption", text(table["caption"]), **named),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )
    # Whoever has no mouse must be able to move it sideways, as in the living page.
    about = {"role": "region", "aria_label": str(table["caption"])}
    return element("div", drawn, class_="scroll", tabindex="0", **about)


def _cells(row: Mapping[str, Any], columns: Iterable[Mapping[str, Any]]) -> list[str]:
    links = row.get("links") or [()] * len(row["cells"])
    cells = []
    for at, (written, column) in enumerate(zip(row["cells"], columns, strict=True)):
        inside = text(written)
        if row["presses"][at]:
            inside = _button(written, "figure")
        inside += "".join(
            " " + element("a", text(said), href=href) for said, href in links[at]
        )
        if at == 0:
            shown = marks(row["marks"])
            inside += f" {shown}" if shown else ""
        look = {"class_": "n"} if column["is_number"] else {}
        name = "th" if at == 0 else "td"
        scope = {"scope": "row"} if at == 0 else {}
        cells.append(element(name, inside, **scope, **look))
    return cells
