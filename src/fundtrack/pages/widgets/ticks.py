"""A table whose rows can be ticked, for an act on several of them at once."""

from collections.abc import Callable
from collections.abc import Mapping

from traitlets import Bool
from traitlets import List
from traitlets import Unicode

from fundtrack.charts.tables import Table
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import module

KEY = "entry"
"""The column that names a row."""


class TickTable(DataTable):
    """A table with a box at each row; tells `changed` which rows are ticked.

    Only rows of the table can be ticked, and only where `may` says so.
    """

    _esm = module("ticks")
    may = Bool(default_value=False).tag(sync=True)
    ticked: List[str] = List().tag(sync=True)
    said = Unicode().tag(sync=True)

    def __init__(self, name: str, changed: Callable[[list[str]], None]) -> None:
        super().__init__(name)
        self._told = changed

    def show(self, table: Table | None, **words: str) -> None:
        """Show a table with nothing ticked."""
        self.ticked = []
        super().show(table, **words)

    @property
    def rows(self) -> Mapping[str, Mapping[str, object]]:
        """The cells of each row, by what names it."""
        whole = self._whole
        return {str(row.cells[KEY]): row.cells for row in whole.rows} if whole else {}

    def heard(self, message: Message) -> None:
        """Keep what is ticked; the rest is as in every table."""
        if message.get("want") != "tick":
            super().heard(message)
        elif self.may:
            sent = {str(key) for key in message.get("keys", ())}
            ticked = set(self.ticked)
            ticked = ticked | sent if message.get("on") else ticked - sent
            self.ticked = [key for key in self.rows if key in ticked]
            self._told(self.ticked)
