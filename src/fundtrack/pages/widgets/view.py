"""The chart widget: a frozen spec, its data as columns, and the words around it."""

from collections.abc import Callable
from typing import Any

from traitlets import Dict
from traitlets import Unicode

from fundtrack.charts.table_files import as_csv
from fundtrack.charts.table_files import as_xlsx
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import as_drawn
from fundtrack.charts.theme import night
from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module

Columns = dict[str, list[Any]]


class VegaView(PageWidget):
    """A chart with its heading, legend, source, table and files.

    The specs are sent once; after that only `data`, `words` and `table` travel when a
    filter changes, and the drawing is updated in place. A click on a mark, or a press
    on a cell of the table, gives the figure's id to `pressed`.
    """

    _esm = module("chart")
    specs = Dict().tag(sync=True)
    data = Dict().tag(sync=True)
    words = Dict().tag(sync=True)
    table = Dict().tag(sync=True)
    night = Dict().tag(sync=True)
    name = Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        specs: dict[str, Any],
        pressed: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(name=name, specs=specs, night=night())
        self._pressed = pressed
        self._whole: Table | None = None

    def show(self, columns: Columns, words: dict[str, Any], table: Table) -> None:
        """Show other data: `words` are heading, sub, alt, legend and source."""
        self._whole = table
        with self.hold_sync():
            self.words = words
            self.table = as_drawn(table)
            self.data = columns

    def show_nothing(self, sentence: str) -> None:
        """Show a sentence where the chart was."""
        self._whole = None
        with self.hold_sync():
            self.words = {"empty": sentence}
            self.table = {}
            self.data = {}

    def heard(self, message: Message) -> None:
        """Give the figure pressed, or the file asked for."""
        wanted = message.get("want")
        if wanted == "press" and self._pressed:
            self._pressed(str(message.get("figure", "")))
        elif self._whole and wanted in {"csv", "xlsx"}:
            note = str(self.words.get("note", ""))
            made = table_file(self._whole, wanted, self.name, note)
            self.send({"file": f"{self.name}.{wanted}"}, buffers=[made])


def table_file(table: Table, ending: str, name: str, note: str) -> bytes:
    """Make a table into a file's bytes, when asked for; nothing is kept.

    Args:
        ending: `csv` or `xlsx`.
        note: what every copy says, such as the snapshot and that it is an example.
    """
    return as_csv(table, note) if ending == "csv" else as_xlsx(table, name, note)
