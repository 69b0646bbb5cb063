"""The table widget: a real table, sorted and paged by Python, pressed by keyboard."""

from collections.abc import Callable
from typing import Any

from traitlets import Dict
from traitlets import Unicode

from fundtrack.charts.tables import Table
from fundtrack.charts.tables import as_drawn
from fundtrack.pages.widgets.view import table_file
from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module

PAGE = 50


class DataTable(PageWidget):
    """A table of which one page of rows is in the browser at a time.

    A press on a cell that can be pressed gives its figure's id to `pressed`; `page` is
    how many rows stand there at once.
    """

    _esm = module("table")
    table = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    name = Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        pressed: Callable[[str], None] | None = None,
        page: int = PAGE,
    ) -> None:
        super().__init__(name=name)
        self._pressed = pressed
        self._page = page
        self._whole: Table | None = None
        self._words: dict[str, Any] = {}

    def show(self, table: Table | None, **words: str) -> None:
        """Show a table from its first row, or nothing; `words` are heading and sub."""
        self._whole = table
        self._words = dict(words)
        self._draw(start=0, key="", descending=False)

    def _draw(self, *, start: int, key: str, descending: bool) -> None:
        if self._whole is None:
            self.table, self.words = {}, {}
            return
        whole = self._whole
        if key in {column.key for column in whole.columns}:
            whole = whole.sorted_by(key, descending=descending)
        length = len(whole.rows)
        start = start if 0 <= start < length else 0
        with self.hold_sync():
            self.words = self._words
            self.table = {
                **as_drawn(whole.slice(start, self._page)),
                "sort": {"key": key, "descending": descending},
                "start": start,
                "page": self._page,
                "length": length,
            }

    def heard(self, message: Message) -> None:
        """Give the figure pressed, the rows asked for, or the file."""
        wanted = message.get("want")
        if wanted == "press" and self._pressed:
            self._pressed(str(message.get("figure", "")))
        elif wanted == "rows":
            self._draw(
                start=int(message.get("start", 0)),
                key=str(message.get("key", "")),
                descending=bool(message.get("descending")),
            )
        elif self._whole and wanted in {"csv", "xlsx"}:
            note = str(self.words.get("note", ""))
            made = table_file(self._whole, wanted, self.name, note)
            self.send({"file": f"{self.name}.{wanted}"}, buffers=[made])
