"""The drill: what a figure is made of, entry by entry, with the source cells."""

from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import FigureId
from fundtrack.metrics.names import area_names
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Selection
from fundtrack.metrics.trace import trace
from fundtrack.money import show_pence
from fundtrack.pages.money_tables import line_table
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import copy_note
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import entry_kind
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import spoken
from fundtrack.store.snapshot import open_books


class Drill:
    """A table beneath the charts that opens on the figure pressed."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._table = DataTable("entries")
        self._part = Part(session, self._table)
        self.widget = self._part.box

    def open(self, written: str) -> None:
        """Show the entries of a figure; their sum is the figure, and that is said."""
        with self._part.filled():
            figure = FigureId.parse(written)
            with open_books(self._session.workspace) as books:
                found = trace(books, figure)
                asked = Selection(figure.as_at, figure.known, figure.cell.fund)
                unsupported = supported(books, asked).by_entry()
                name = _name_of(figure, area_names(books))
                note = copy_note(books.info, is_example=self._session.settings.example)
            count = counted(len(found.lines), "entry", "entries")
            pounds = show_pence(found.pence)
            self._table.show(
                line_table(found, f"{name}: {count}", entry_kind, unsupported),
                heading=f"{name}: {count}, {pounds}",
                sub=f"What the figure is made of, as at {long_day(figure.as_at)}. "
                f"The entries sum to {pounds}, equal to the figure pressed.",
                files="yes",
                note=note,
                come="yes",
            )

    def close(self) -> None:
        """Show nothing, because the figures have changed."""
        with self._part.filled():
            self._table.show(None)


def _name_of(figure: FigureId, areas: dict[str, str]) -> str:
    cell = figure.cell
    named = (
        areas.get(cell.area, cell.area),
        spoken(cell.heading),
        spoken(cell.kind),
        cell.year,
    )
    parts = zip((cell.area, cell.heading, cell.kind, cell.year), named, strict=True)
    where = [name for part, name in parts if part != ANY]
    return ", ".join([spoken(figure.measure), *where])
