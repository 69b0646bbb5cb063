"""Evaluation: did the money do anything, and could we have seen it?"""

from collections.abc import Callable
from collections.abc import Mapping

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.charts.frozen import both_widths
from fundtrack.metrics.run_freshness import stale_runs
from fundtrack.pages.evaluation.columns import ward_table
from fundtrack.pages.evaluation.desk import EvaluationDesk
from fundtrack.pages.evaluation.filters import evaluation_filters
from fundtrack.pages.evaluation.parts import show_areas
from fundtrack.pages.evaluation.parts import show_curve
from fundtrack.pages.evaluation.parts import show_effects
from fundtrack.pages.evaluation.parts import show_placebos
from fundtrack.pages.evaluation.parts import show_rings
from fundtrack.pages.evaluation.parts import show_series
from fundtrack.pages.evaluation.parts import show_worth
from fundtrack.pages.evaluation.pieces import care_piece
from fundtrack.pages.evaluation.pieces import figures
from fundtrack.pages.evaluation.pieces import moved_piece
from fundtrack.pages.evaluation.pieces import opening
from fundtrack.pages.evaluation.pieces import run_piece
from fundtrack.pages.evaluation.pieces import stale_piece
from fundtrack.pages.evaluation.pieces import value_piece
from fundtrack.pages.evaluation.pieces import who_piece
from fundtrack.pages.evaluation.plans import show_plans
from fundtrack.pages.evaluation.running import Deliver
from fundtrack.pages.evaluation.running import in_turn
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import read_evaluations
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import beside
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.runs.registry import KeptRun
from fundtrack.store.snapshot import Books

ASKS = frozenset({"fund", "measure", "area"})
HIDDEN = "none"


class Evaluation:
    """The parts of Evaluation beneath its key figures."""

    def __init__(
        self, session: PageSession, turns: Callable[[], Deliver] = in_turn
    ) -> None:
        self._session = session
        self.desk = EvaluationDesk(session, turns)
        self._standing: EvaluationStanding | None = None
        press = self._open_wards
        self._series = VegaView(
            "over-time", both_widths("treated_against_comparators"), press
        )
        self._whole = VegaView(
            "areas-over-time", both_widths("treated_against_comparators")
        )
        self._effects = VegaView("effects", both_widths("effect_by_area"))
        self._placebos = VegaView("placebos", both_widths("placebo_spread"))
        self._curve = VegaView("other-ways", both_widths("specification_curve"))
        self._worth = VegaView("worth", both_widths("prevented_and_break_even"))
        self._wards = DataTable("wards")
        self._rings = DataTable("displacement")
        self._areas = DataTable("areas", self._open_area)
        self._plans = DataTable("plans")
        self._stale, self._value = HTML(), HTML()
        self._care, self._run, self._moved = HTML(), HTML(), HTML()
        self._parts = {it: Part(session, it) for it in self._widgets}
        self._found = VBox(self._shown())
        self.changed: Callable[[Mapping[str, str]], None] = _nowhere

    @property
    def _widgets(self) -> tuple[DOMWidget, ...]:
        return (
            *(self._series, self._effects, self._placebos, self._whole),
            *(self._curve, self._worth, self._wards, self._rings, self._areas),
            *(self._plans, self._stale, self._value, self._care, self._run),
            self._moved,
        )

    def _shown(self) -> list[DOMWidget]:
        """The parts that a run fills: pictures in pairs, then the rings."""
        boxes = {it: part.box for it, part in self._parts.items()}
        first = VBox([boxes[self._series], boxes[self._effects]])
        second = VBox([boxes[self._whole], boxes[self._curve]])
        worth = VBox([boxes[self._worth], boxes[self._value]])
        return [
            beside([first, boxes[self._placebos]]),
            boxes[self._wards],
            beside([second, worth]),
            boxes[self._rings],
            boxes[self._moved],
        ]

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """What is out of date, what the run found, every area, checks, files."""
        stale, *rest = (
            self._parts[it].box
            for it in (self._stale, self._areas, self._care, self._plans, self._run)
        )
        return [stale, self.desk.widget, self._found, *rest]

    def read(self, books: Books, asked: Mapping[str, str]) -> EvaluationStanding:
        """Read what the evaluations stand at."""
        return read_evaluations(self._session, books, asked)

    def opening(self, standing: EvaluationStanding) -> Markup:
        """Write what could be seen, then the sentence."""
        return opening(standing)

    def figures(self, standing: EvaluationStanding) -> Markup:
        """Write the key figures."""
        return figures(standing)

    def filters(self, standing: EvaluationStanding) -> tuple[Filter, ...]:
        """Offer fund, outcome and area."""
        return evaluation_filters(standing)

    def show(self, books: Books, standing: EvaluationStanding) -> None:
        """Fill the parts."""
        self._standing = standing
        self.desk.show(standing)
        with self._parts[self._stale].filled():
            results = [run.result for run in standing.latest.values()]
            stale = stale_piece(standing, stale_runs(books, results))
            self._stale.value = stale + who_piece(standing)
        with self._parts[self._areas].filled():
            show_areas(self._areas, standing)
        with self._parts[self._plans].filled():
            show_plans(self._plans, standing)
        with self._parts[self._run].filled():
            self._run.value = run_piece(standing)
        with self._parts[self._care].filled():
            self._care.value = care_piece(standing)
        self._wards.show(None)
        self._found.layout.display = None if standing.run else HIDDEN
        if standing.run:
            self._show_run(standing, standing.run)

    def _show_run(self, standing: EvaluationStanding, run: KeptRun) -> None:
        """Fill the parts that one run fills."""
        is_whole = standing.is_whole
        for only_whole in (self._effects, self._whole):
            self._seen(only_whole, is_seen=is_whole)
        for only_area in (self._series, self._curve):
            self._seen(only_area, is_seen=not is_whole)
        line = self._whole if is_whole else self._series
        with self._parts[line].filled():
            show_series(line, standing, run)
        with self._parts[self._effects].filled():
            show_effects(self._effects, standing)
        with self._parts[self._placebos].filled():
            show_placebos(self._placebos, standing, run)
        with self._parts[self._curve].filled():
            show_curve(self._curve, run, standing.copy_note)
        with self._parts[self._worth].filled():
            show_worth(self._worth, standing, run)
        with self._parts[self._value].filled():
            self._value.value = value_piece(standing)
        with self._parts[self._rings].filled():
            show_rings(self._rings, standing, run)
        with self._parts[self._moved].filled():
            self._moved.value = moved_piece(standing)

    def _seen(self, chart: VegaView, *, is_seen: bool) -> None:
        """Show a part, or leave it out of this view."""
        self._parts[chart].box.layout.display = None if is_seen else HIDDEN

    def _open_area(self, area: str) -> None:
        """Open an area of the table, or all of them together."""
        if self._standing:
            self.changed({**self._standing.written(), "area": area})

    def _open_wards(self, pressed: str) -> None:
        """Show the wards that a month's count is the sum of."""
        standing = self._standing
        side, _, month = pressed.partition(" ")
        found = (
            ward_table(standing.run, side, month) if standing and standing.run else None
        )
        if standing is None or found is None:
            return
        total = found.total.cells["offences"] if found.total else 0
        self._wards.show(
            found,
            heading=f"{month}: {total:,} offences in {len(found.rows)} wards",
            sub="What the count pressed is made of; the wards sum to it.",
            files="yes",
            note=standing.copy_note,
            come="yes",
        )


def build(session: PageSession, turns: Callable[[], Deliver] = in_turn) -> VBox:
    """Build the page for what its address asks.

    Args:
        session: who looks, and at which office.
        turns: gives what has the steps of a run done in the page's own turn.
    """
    contents = Evaluation(session, turns)
    frame = Frame(session, contents)
    contents.changed = contents.desk.changed = frame.change
    return frame.opened()


def _nowhere(_: Mapping[str, str]) -> None:
    """Show nothing anew: parts that stand on no page yet."""
