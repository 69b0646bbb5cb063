"""The desk for virements on Spend: lay one out, see its effect, ask, decide."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.acts.deciding import able_on
from fundtrack.acts.deciding import deciders
from fundtrack.acts.session import role_holdings
from fundtrack.acts.virements import asked_for
from fundtrack.acts.virements import asking_event
from fundtrack.acts.virements import decide_virement
from fundtrack.acts.virements import request_virement
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.domain.virements import Move
from fundtrack.metrics.virement_effects import virement_effects
from fundtrack.metrics.virements import waiting
from fundtrack.pages.acting import acting_today
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.virement_offers import APPROVE
from fundtrack.pages.spend.virement_offers import ASK
from fundtrack.pages.spend.virement_offers import LOOK
from fundtrack.pages.spend.virement_offers import REJECT
from fundtrack.pages.spend.virement_offers import Waiting
from fundtrack.pages.spend.virement_offers import asking
from fundtrack.pages.spend.virement_offers import cells_to_move
from fundtrack.pages.spend.virement_offers import deciding
from fundtrack.pages.spend.virement_offers import effect_table
from fundtrack.pages.spend.virement_offers import move_of
from fundtrack.pages.spend.virement_offers import waiting_table
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.needs import VIREMENTS
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.virements import asked_words
from fundtrack.sentences.virements import decided_words
from fundtrack.sentences.virements import effect_words
from fundtrack.sentences.virements import waiting_words
from fundtrack.store.snapshot import Books

FEWEST_CELLS = 2
WAITING_SUB = (
    "Nothing has moved yet. Somebody other than the person who asked decides, up to "
    "the limit of their role. Those of every fund are listed, whatever is chosen above."
)
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A virement laid out and not asked for yet, with what was typed."""

    move: Move
    values: Values


class VirementDesk:
    """What may be done about virements, by whoever is signed in.

    `asks` stands near the top of the page, `decides` beneath what waits; `changed`
    shows the page anew once an act is in the snapshot.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._asking = Forms("virement", self._asked)
        self._effect = DataTable("virement-effect")
        self._waiting = DataTable(VIREMENTS)
        self._deciding = Forms("decision", self._decided)
        self._who = HTML()
        widgets = (
            self._asking,
            self._effect,
            self._waiting,
            self._deciding,
            self._who,
        )
        self._parts = {it: Part(session, it) for it in widgets}
        boxes = [self._parts[it].box for it in widgets]
        self.asks, self.decides = VBox(boxes[:2]), VBox(boxes[2:])
        self.changed: Callable[[Asked], None] = _nowhere
        self._standing: Standing | None = None
        self._draft: Draft | None = None
        self._said = {ASK: "", APPROVE: ""}

    def show(self, books: Books, standing: Standing) -> None:
        """Offer what may be done now; what was laid out and not asked for is gone."""
        self._standing, self._draft = standing, None
        said, self._said = self._said, {ASK: "", APPROVE: ""}
        able = self._askers(books)
        may_ask = self._session.person in able
        is_room = len(cells_to_move(standing)) >= FEWEST_CELLS
        with self._parts[self._asking].filled():
            offers = [asking(standing)] if may_ask and is_room else []
            self._asking.show(offers, said[ASK])
        with self._parts[self._effect].filled():
            self._effect.show(None)
        with self._parts[self._waiting].filled():
            found = self._found(books)
            mine = [it for it in found if self._session.person in it.may]
            self._show_waiting(standing, found, len(mine))
            self._deciding.show([*deciding(mine, standing.areas)], said[APPROVE])
        with self._parts[self._who].filled():
            says = "" if may_ask else f"May ask for a virement: {listed(able)}."
            self._who.value = element("p", text(says), class_="sub") if able else ""

    def _askers(self, books: Books) -> list[str]:
        holdings = role_holdings(books, self._session.today)
        return who_may(Permission.REQUEST_VIREMENT, holdings)

    def _found(self, books: Books) -> list[Waiting]:
        on = self._session.today
        return [
            Waiting(
                it,
                virement_effects(books, it.from_cell, it.to_cell, it.pence),
                deciders(books, it, on),
            )
            for it in waiting(books)
        ]

    def _show_waiting(
        self, standing: Standing, found: list[Waiting], mine: int
    ) -> None:
        if not found:
            self._waiting.show(None)
            return
        heading = waiting_words(len(found), mine)
        self._waiting.show(
            waiting_table(found, standing.areas, heading),
            heading=heading,
            sub=WAITING_SUB,
            files="yes",
            note=standing.copy_note,
        )

    def _asked(self, name: str, values: Values) -> None:
        standing, draft = self._standing, self._draft
        if standing is None:
            return
        if name == LOOK:
            self._lay_out(standing, values)
        elif draft is not None:
            self._ask(standing, draft)

    def _lay_out(self, standing: Standing, values: Values) -> None:
        """Show what a virement would do, held against every rule, and ask nothing."""
        move, session = move_of(values), acting_today(self._session)
        with session.reading() as books:
            asking_event(session, books, move, values["reason"])
            given, taken, pence = move.from_cell, move.to_cell, move.pence
            effects = virement_effects(books, given, taken, pence)
        self._draft = Draft(move, values)
        said = effect_words(effects, standing.areas)
        self._effect.show(
            effect_table(effects, standing.areas, "What the virement would do"),
            heading="What the virement would do",
            sub="Free is what is neither ordered, owed nor spent.",
            note=standing.copy_note,
        )
        offers = [Offer(ASK, "Ask for it", is_main=True), asking(standing, values)]
        self._asking.show(offers, said)

    def _ask(self, standing: Standing, draft: Draft) -> None:
        session = acting_today(self._session)
        step = request_virement(session, draft.move, draft.values["reason"])
        with session.reading() as books:
            able = able_on(books, draft.move.pence, session.today)
        others = [it for it in able if it != session.person]
        self._said[ASK] = asked_words(step.virement, draft.move.pence, others)
        self.changed(standing.written())

    def _decided(self, name: str, values: Values) -> None:
        standing = self._standing
        if standing is None or name not in {APPROVE, REJECT}:
            return
        session, number = acting_today(self._session), int(values["number"])
        step = decide_virement(
            session, number, is_approved=name == APPROVE, reason=values["reason"]
        )
        with session.reading() as books:
            virement = asked_for(books, number)
        self._said[APPROVE] = decided_words(virement, standing.areas, step.state)
        self.changed(standing.written())


def _nowhere(_: Asked) -> None:
    """Show nothing anew: a desk that stands on no page yet."""
