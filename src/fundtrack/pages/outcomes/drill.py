"""The drill of Outcomes: districts and types that a count is made of, and its files."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipywidgets import VBox

from fundtrack.errors import WrongArgument
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.crime_months import CountPart
from fundtrack.metrics.crime_months import MonthFile
from fundtrack.metrics.crime_months import files_of_months
from fundtrack.metrics.crime_months import parts_of_count
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import forces_around
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.pages.outcomes.standing import Place
from fundtrack.pages.outcomes.standing import find_place
from fundtrack.pages.outcomes.standing import places_offered
from fundtrack.pages.outcomes.tables import file_table
from fundtrack.pages.outcomes.tables import offence_table
from fundtrack.pages.outcomes.tables import part_table
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import copy_note
from fundtrack.pages.widgets.table import DataTable
from fundtrack.periods import Month
from fundtrack.sentences.outcomes import months_said
from fundtrack.sentences.phrases import counted
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books

PARTS_OF_NAME = 5


@dataclass(frozen=True, slots=True)
class PressedCount:
    """What a mark or a cell stands for: a measure, a place, months, and the count."""

    measure: Measure
    place: str
    first: Month
    last: Month
    count: int

    @classmethod
    def parse(cls, written: str) -> "PressedCount":
        """Read what `tables.press_of` wrote.

        Raises:
            WrongArgument: when it is no such thing.
        """
        parts = written.split("~")
        if len(parts) != PARTS_OF_NAME or not parts[4].isdecimal():
            raise WrongArgument(f"“{written}” is not a count that can be taken apart")
        measure, place, first, last, count = parts
        return cls(
            any_measure(measure),
            place,
            Month.parse(first),
            Month.parse(last),
            int(count),
        )

    @property
    def is_of_tables(self) -> bool:
        """Whether it was counted from the Home Office's tables."""
        return self.measure.counts_from is CountsFrom.HOME_OFFICE

    @property
    def when(self) -> str:
        """The months in words."""
        return months_said(self.first, self.last)


class OutcomeDrill:
    """Two tables beneath the charts that open on the count pressed."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._parts = DataTable("count-parts")
        self._files = DataTable("count-files")
        self._shown = [Part(session, table) for table in (self._parts, self._files)]
        self.widget = VBox([part.box for part in self._shown])

    def open(self, written: str) -> None:
        """Show what a count is made of; the parts sum to it, and that is said."""
        with self._shown[0].filled():
            pressed = PressedCount.parse(written)
            with open_books(self._session.workspace) as books:
                place = self._place_of(books, pressed)
                question = place.question(
                    pressed.measure.measure, pressed.first, pressed.last
                )
                parts = parts_of_count(books, question)
                around = forces_around(counted_place(books, question))
                files = (
                    ()
                    if pressed.is_of_tables
                    else files_of_months(books, around, pressed.first, pressed.last)
                )
                note = copy_note(books.info, is_example=self._session.settings.example)
            self._show(pressed, place.name, (parts, files), note)

    def close(self) -> None:
        """Show nothing, because the figures have changed."""
        for part, table in zip(self._shown, (self._parts, self._files), strict=True):
            with part.filled():
                table.show(None)

    def _place_of(self, books: Books, pressed: PressedCount) -> Place:
        """Find the place of a count.

        Raises:
            WrongArgument: when there is no such place.
        """
        offered = places_offered(books, self._session.settings.force)
        place = find_place(books, pressed.place, offered)
        if place.key != pressed.place:
            raise WrongArgument(f"“{pressed.place}” is no place of this office")
        return place

    def _show(
        self,
        pressed: PressedCount,
        place: str,
        made_of: tuple[Sequence[CountPart], Sequence[MonthFile]],
        note: str,
    ) -> None:
        parts, files = made_of
        total = sum(part.count for part in parts)
        name = f"{pressed.measure.name}, {place}, {pressed.when}: {total:,}"
        equal = (
            f"The rows sum to {total:,}, equal to the figure pressed."
            if total == pressed.count
            else f"The figure pressed was {pressed.count:,}: newer figures have been "
            f"published since, and the rows sum to {total:,}."
        )
        counting = "offences" if pressed.is_of_tables else "distinct crimes"
        self._parts.show(
            offence_table(parts, name)
            if pressed.is_of_tables
            else part_table(parts, name, pressed.measure.crime_types),
            heading=name,
            sub=f"What the figure is made of, in {counting}. {equal}",
            files="yes",
            note=note,
            come="yes",
        )
        if pressed.is_of_tables:
            self._files.show(None)
            return
        self._files.show(
            file_table(files, f"Source files, {pressed.when}"),
            heading=f"Counted from {counted(len(files), 'file')}",
            sub="Rows are those of the whole file, all types of crime together.",
            files="yes",
            note=note,
        )
