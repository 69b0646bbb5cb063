"""The desk of the Evaluation page: its buttons, and what is under way beneath them."""

from collections.abc import Callable
from collections.abc import Mapping

from ipywidgets import VBox

from fundtrack.pages.evaluation.offers import PLAN
from fundtrack.pages.evaluation.offers import STOP
from fundtrack.pages.evaluation.offers import evaluation_offers
from fundtrack.pages.evaluation.offers import order_of
from fundtrack.pages.evaluation.running import Deliver
from fundtrack.pages.evaluation.running import Running
from fundtrack.pages.evaluation.running import in_turn
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import measure_name
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Values
from fundtrack.pages.notice import log_bug
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.progress import Progress
from fundtrack.pages.widgets.progress import Stage
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.sentences.running import BROKE_OFF
from fundtrack.sentences.running import ENDED
from fundtrack.sentences.running import KEEP_OPEN
from fundtrack.sentences.running import STATES
from fundtrack.sentences.running import STOPPED
from fundtrack.sentences.running import WAITING
from fundtrack.sentences.running import area_words
from fundtrack.sentences.running import ended_words
from fundtrack.sentences.running import planned_words
from fundtrack.sentences.running import refused_words
from fundtrack.sentences.running import running_title

Asked = Mapping[str, str]
FAILED = "failed"


class RunBrokeOff(Exception):
    """A run's process ended before it was done; the text is what it complained of."""


class EvaluationDesk:
    """What may be planned and run here, and how far a run has come.

    `changed` shows the page anew once a run or a plan is kept. A filter may change
    meanwhile: what is under way stays on the page, and goes with the next choice
    after its end.
    """

    def __init__(
        self, session: PageSession, turns: Callable[[], Deliver] = in_turn
    ) -> None:
        self._session = session
        self._acts = Forms("acts", self._done)
        self._progress = Progress()
        self._parts = {it: Part(session, it) for it in (self._acts, self._progress)}
        self.running = Running(self._told, self._ended, turns)
        self._standing: EvaluationStanding | None = None
        self._order: Order | None = None
        self._stages: dict[str, Stage] = {}
        self._note = ("", "")
        self._is_news = False
        self.changed: Callable[[Asked], None] = _nowhere
        self.widget = VBox([part.box for part in self._parts.values()])

    def show(self, standing: EvaluationStanding) -> None:
        """Offer what may be done now."""
        self._standing = standing
        is_under_way = self.running.is_under_way
        with self._parts[self._acts].filled():
            self._acts.show(evaluation_offers(standing, is_under_way=is_under_way))
        if not is_under_way and not self._is_news:
            self._progress.clear()
        self._is_news = False

    def _done(self, name: str, values: Values) -> None:
        standing = self._standing
        if standing is None:
            return
        if name == STOP:
            self.running.stop()
            return
        order = order_of(self._session, standing, name, values)
        self.running.start(order)
        self._order, self._note = order, (KEEP_OPEN, "")
        places = {area: standing.area_name(area) for area in order.areas}
        self._stages = {
            area: Stage(name, *WAITING)
            for area, name in (places if name != PLAN else {}).items()
        }
        self._draw(self._title)
        self._acts.show(evaluation_offers(standing, is_under_way=True))

    @property
    def _title(self) -> str:
        order, standing = self._order, self._standing
        if order is None or standing is None:
            return ""
        what = measure_name(order.measure).lower()
        if not self._stages:
            return f"Laying out the plan: {what}"
        return running_title([it.place for it in self._stages.values()], what)

    def _told(self, step: Step) -> None:
        """Take in what the process says of one step."""
        with self._parts[self._progress].filled():
            latest = self._taken(step)
            self._draw(self._title, latest)

    def _taken(self, step: Step) -> str:
        if step.told is Told.AREA:
            state = STATES[step.status]
            said = area_words(step.status, step.name, step.words)
            stage = Stage(self._stages[step.area].place, *state, said)
            self._stages[step.area] = stage
            return f"{stage.place}: {stage.state}"
        if step.told is Told.PLANNED:
            self._note = (self._planned(step), "")
        elif step.told is Told.REFUSED:
            self._note = (refused_words(step.words), "warn")
            self._stages = {}
        else:
            self._note = self._how_it_ended(step)
        return self._note[0]

    def _planned(self, step: Step) -> str:
        standing = self._standing
        names = dict(standing.areas) if standing else {}
        seen = [part.rpartition(" ") for part in step.words.split(", ")]
        told = ", ".join(f"{names.get(area, area)} {pct}" for area, _, pct in seen)
        return planned_words(step.name, step.status, told)

    def _how_it_ended(self, step: Step) -> tuple[str, str]:
        states = [it.state for it in self._stages.values()]
        failed = states.count(STATES[FAILED][0])
        words = ended_words(step.status, len(states) - failed, failed)
        if step.words:
            return f"{words} {step.words}", "warn"
        return words, "warn" if failed else ""

    def _ended(self, complaint: str) -> None:
        """Show the page anew, or say that the run broke off and what to do."""
        with self._parts[self._progress].filled():
            if self.running.is_stopped:
                self._note = (STOPPED, "warn")
            elif complaint:
                session = self._session
                bug = RunBrokeOff(complaint)
                name = log_bug(session.workspace, session.clock, bug)
                self._note = (BROKE_OFF.format(name=name), "stop")
            self._drop_waiting()
            self._draw(ENDED, self._note[0])
        self._is_news = True
        if self._standing:
            self.changed(self._standing.written())

    def _drop_waiting(self) -> None:
        """Say of areas whose run did not end that they were not run."""
        self._stages = {
            area: Stage(it.place, "Not run", "wait") if it.state == WAITING[0] else it
            for area, it in self._stages.items()
        }

    def _draw(self, title: str, latest: str = "") -> None:
        stages = list(self._stages.values())
        done = sum(stage.state != WAITING[0] for stage in stages)
        note = self._note
        self._progress.show(title, stages, done, note=note, latest=latest)


def _nowhere(_: Asked) -> None:
    """Show nothing anew: a desk that stands on no page yet."""
