"""Read a built page as its reader does: the words, the tables, what can be pressed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from ipywidgets import HTML
from ipywidgets import DOMWidget

from fundtrack.pages.widgets.controls import Filters
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView


def widgets(page: DOMWidget) -> Iterator[DOMWidget]:
    """Walk every widget of a page that is not hidden."""
    if page.layout.display == "none":
        return
    yield page
    for child in getattr(page, "children", ()):
        yield from widgets(child)


def words(page: DOMWidget) -> str:
    """Everything a page says outside its charts and tables, without markup."""
    said = " ".join(w.value for w in widgets(page) if isinstance(w, HTML))
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", said))).strip()


def chart(page: DOMWidget, name: str) -> VegaView:
    """The chart of a name."""
    return next(w for w in widgets(page) if isinstance(w, VegaView) and w.name == name)


def table(page: DOMWidget, name: str) -> DataTable:
    """The table of a name."""
    return next(w for w in widgets(page) if isinstance(w, DataTable) and w.name == name)


def filters(page: DOMWidget) -> Filters:
    """The row of filters."""
    return next(w for w in widgets(page) if isinstance(w, Filters))


def options(page: DOMWidget, name: str) -> dict[str, str]:
    """The choices of a filter: what each is called, by its value."""
    field: dict[str, Any] = next(f for f in filters(page).fields if f["name"] == name)
    return {option["value"]: option["label"] for option in field["options"]}


def choose(page: DOMWidget, **choice: str) -> None:
    """Choose in the filters, as the browser tells it."""
    row = filters(page)
    row._answer(row, {"choose": {**row.chosen, **choice}}, [])


def press(widget: DOMWidget, figure: str) -> None:
    """Press a figure."""
    widget._answer(widget, {"want": "press", "figure": figure}, [])


def cells(drawn: dict[str, Any]) -> list[list[str]]:
    """The text of a drawn table, row by row, the sum last."""
    rows = [row["cells"] for row in drawn["rows"]]
    return [*rows, drawn["total"]["cells"]] if drawn["total"] else rows


def presses(drawn: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each figure of a drawn table that can be pressed, with its text."""
    rows = [*drawn["rows"], *([drawn["total"]] if drawn["total"] else [])]
    for row in rows:
        for text, figure in zip(row["cells"], row["presses"], strict=True):
            if figure:
                yield text, figure
