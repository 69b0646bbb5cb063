"""Data health: can I trust what I see?"""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.charts.frozen import both_widths
from fundtrack.domain.cells import ANY
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import month_file
from fundtrack.pages.data_health.intake import Intake
from fundtrack.pages.data_health.keeping import Keeping
from fundtrack.pages.data_health.pieces import figures
from fundtrack.pages.data_health.pieces import held_state
from fundtrack.pages.data_health.pieces import opening
from fundtrack.pages.data_health.standing import ASKS
from fundtrack.pages.data_health.standing import HealthStanding
from fundtrack.pages.data_health.standing import read_health
from fundtrack.pages.data_health.standing import year_of
from fundtrack.pages.data_health.tables import imports_table
from fundtrack.pages.data_health.tables import month_columns
from fundtrack.pages.data_health.tables import month_table
from fundtrack.pages.data_health.tables import month_words
from fundtrack.pages.data_health.tables import months_table
from fundtrack.pages.data_health.tables import refused_table
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import beside
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Option
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.sentences.data_health import IMPORT_KINDS
from fundtrack.sentences.data_health import gap_heading
from fundtrack.sentences.data_health import refused_heading
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import spoken
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books

IMPORTS_SHOWN = 12
LEGEND = {
    MonthState.HELD: {"text": "held", "colour": "budget"},
    MonthState.REVISED: {"text": "revised (r)", "colour": "actual"},
    MonthState.SYNTHETIC: {"text": "made up for the example (s)", "colour": "forecast"},
    MonthState.MISSING: {"text": "missing (×)", "colour": "missing"},
}
NO_MONTHS = (
    "No street files of police.uk are held. Drop a zip of them above, or take it in "
    "with: fundtrack ingest crime FILE"
)


class DataHealth:
    """The parts of Data health beneath its key figures."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._standing: HealthStanding | None = None
        self.intake = Intake(session)
        self.keeping = Keeping(session)
        self._months = VegaView(
            "months-held", both_widths("months_held"), self.open_month
        )
        self._month = DataTable("month")
        self._held = HTML()
        self._imports = DataTable("imports", self.open_refused, IMPORTS_SHOWN)
        self._refused = DataTable("refused", page=IMPORTS_SHOWN)
        parts = (self._months, self._month, self._held, self._imports, self._refused)
        self._parts = {it: Part(session, it) for it in parts}

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """Where a file is dropped, the months, the files, the books."""
        part = self._parts
        return [
            self.intake.widget,
            part[self._months].box,
            part[self._month].box,
            beside([part[self._held].box, self.keeping.widget]),
            part[self._imports].box,
            part[self._refused].box,
        ]

    def read(self, books: Books, asked: Mapping[str, str]) -> HealthStanding:
        """Read what is held."""
        return read_health(self._session, books, asked)

    def opening(self, standing: HealthStanding) -> Markup:
        """Write the sentence and what the page is about."""
        return opening(standing)

    def figures(self, standing: HealthStanding) -> Markup:
        """Write the key figures."""
        return figures(standing)

    def filters(self, standing: HealthStanding) -> tuple[Filter, ...]:
        """Offer the years of crime held, and the sorts of files taken in."""
        years = sorted({year_of(it.month) for it in standing.all_months})
        held = {it.kind for it in standing.all_imports}
        sorts = [
            Option(kind, name, "" if kind in held else " (no file)")
            for kind, name in IMPORT_KINDS.items()
        ]
        by_year = (Option(ANY, "All years"), *(Option(it, it) for it in years))
        by_sort = (Option(ANY, "All files"), *sorts)
        return (
            Filter("year", "Months of year", by_year),
            Filter("sort", "Files taken in", by_sort),
        )

    def show(self, books: Books, standing: HealthStanding) -> None:
        """Fill the parts; each is drawn from what was read."""
        del books
        self._standing = standing
        self.intake.show(standing)
        self.keeping.show(standing)
        with self._parts[self._months].filled():
            self._show_months(standing)
        with self._parts[self._month].filled():
            self._month.show(None)
        with self._parts[self._held].filled():
            self._held.value = held_state(standing)
        with self._parts[self._imports].filled():
            self._show_imports(standing)
        with self._parts[self._refused].filled():
            self._show_refused(standing, "")

    def again(self, change: Callable[[Mapping[str, str]], None]) -> Callable[[], None]:
        """Give what shows the page anew, in the view that is open."""
        return lambda: change(self._standing.written() if self._standing else {})

    def open_month(self, written: str) -> None:
        """Show what a month of a force was counted from."""
        force, _, month = written.partition(" ")
        with self._parts[self._month].filled():
            with open_books(self._session.workspace) as books:
                found = month_file(books, force, month)
            name = f"{spoken(force)}, {month_words(month)}"
            self._month.show(
                month_table(name, found),
                heading=name,
                sub="The file the month was counted from, and what is left out of it.",
                files="yes",
                note=self._standing.copy_note if self._standing else "",
                come="yes",
            )

    def open_refused(self, written: str) -> None:
        """Show the rows refused of one file."""
        if self._standing is not None and written.isdecimal():
            with self._parts[self._refused].filled():
                self._show_refused(self._standing, written)

    def _show_months(self, standing: HealthStanding) -> None:
        months = standing.months
        if not months:
            self._months.show_nothing(NO_MONTHS)
            return
        states = {it.state for it in months}
        forces = counted(len({it.force for it in months}), "force")
        words: dict[str, Any] = {
            "heading": gap_heading(months),
            "sub": "police.uk street files by force and month; a revised month "
            "replaces the old one, which stays in evidence. Click a month to see its "
            "file.",
            "alt": f"A row of months for each of {forces}; the table below holds the "
            "same, month by month",
            "legend": [said for state, said in LEGEND.items() if state in states],
            "source": f"Source: lake, snapshot {standing.info.snapshot[:8]}",
            "note": standing.copy_note,
        }
        self._months.show(month_columns(months), words, months_table(months))

    def _show_imports(self, standing: HealthStanding) -> None:
        imports = standing.imports
        self._imports.show(
            imports_table(imports),
            heading=f"Last imports: {counted(len(imports), 'file')}",
            sub="The latest first. Apart is how far an extract is from its control "
            "total. Press a number of refused rows to see them.",
            files="yes",
            note=standing.copy_note,
        )

    def _show_refused(self, standing: HealthStanding, entry: str) -> None:
        rows = [it for it in standing.refused if entry in {"", str(it.import_seq)}]
        if not rows:
            self._refused.show(None)
            return
        said: dict[str, str] = {"come": "yes"} if entry else {}
        self._refused.show(
            refused_table(rows),
            heading=refused_heading(rows),
            sub="File, sheet and row, what stands there and what to do. Nothing of a "
            "refused row counts until it is put right.",
            files="yes",
            note=standing.copy_note,
            **said,
        )


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    contents = DataHealth(session)
    frame = Frame(session, contents)
    again = contents.again(frame.change)
    contents.intake.changed = again
    contents.keeping.changed = again
    return frame.opened()
