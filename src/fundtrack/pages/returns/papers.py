"""The papers of a return on its page: proof that it was sent, and the signed copy."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.acts.return_attachments import Attachment
from fundtrack.acts.return_attachments import Paper
from fundtrack.acts.return_attachments import attach
from fundtrack.acts.return_attachments import attachments
from fundtrack.charts.tables import show_day
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.parts import Part
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.returns.standing import acting_on
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.uploads import Invitation
from fundtrack.pages.widgets.uploads import Uploads
from fundtrack.store.snapshot import open_books
from fundtrack.store.uploads import drop_upload

if TYPE_CHECKING:
    from collections.abc import Callable

KEEP = "keep"
HINT = "(e-mail, receipt or scan). It is kept as evidence, named by its content."
PLACES = {
    Paper.PROOF: ("proof", "Drop the proof of sending here"),
    Paper.SIGNED_COPY: ("signed-copy", "Drop the signed copy here"),
}


class ReturnPapers:
    """Takes the papers of a certified return from whoever may submit it.

    They go with the submission when it is recorded, or are kept at once; `changed`
    shows the page anew after that.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._held = HTML()
        self._places = {
            paper: Uploads(
                session, name, Invitation(label, HINT), partial(self.arrived, paper)
            )
            for paper, (name, label) in PLACES.items()
        }
        self._forms = Forms("papers", self._done)
        parts = (self._held, *self._places.values(), self._forms)
        self._parts = {it: Part(session, it) for it in parts}
        self.widget = VBox([self._parts[it].box for it in parts])
        self.changed: Callable[[], None] = _nowhere
        self._standing: ReturnStanding | None = None
        self.chosen: dict[Paper, Path] = {}

    def show(self, standing: ReturnStanding) -> None:
        """Take papers of the return chosen, if it is one that papers are kept with."""
        before = self._standing
        self._standing = standing
        if before is None or before.written() != standing.written():
            self.forget()
        is_offered = _takes_papers(standing)
        self.widget.layout.display = None if is_offered else "none"
        if not is_offered or standing.filed is None:
            return
        with self._parts[self._held].filled():
            with open_books(self._session.workspace) as books:
                kept = attachments(books, standing.filed.return_id)
            self._held.value = _listed(kept)
        self._offer("")

    def arrived(self, paper: Paper, path: Path) -> None:
        """Hold a paper until it is recorded; an earlier one of its sort goes."""
        if paper in self.chosen:
            drop_upload(self.chosen[paper])
        self.chosen[paper] = path
        self._places[paper].say(
            f"{path.name} is here as the {paper}. It is kept when the sending is "
            "recorded, or when you press to keep it."
        )
        self._offer("")

    def forget(self) -> None:
        """Let go of what lies here."""
        for path in self.chosen.values():
            drop_upload(path)
        self.chosen = {}
        for place in self._places.values():
            place.say("")

    def _offer(self, said: str) -> None:
        names = " and ".join(path.name for path in self.chosen.values())
        offer = Offer(KEEP, f"Keep {names} with the return")
        with self._parts[self._forms].filled():
            self._forms.show([offer] if names else [], said)

    def _done(self, _: str, __: Values) -> None:
        standing = self._standing
        if standing is None or standing.filed is None:
            return
        acting = acting_on(self._session, standing)
        attach(acting, standing.filed.return_id, self.chosen)
        self.forget()
        self.changed()


def _takes_papers(standing: ReturnStanding) -> bool:
    is_certified = standing.filed is not None and bool(standing.filed.sha256)
    able = who_may(Permission.SUBMIT, standing.holdings)
    return is_certified and standing.person in able


def _listed(kept: tuple[Attachment, ...]) -> Markup:
    heading = element("h2", text("Papers"))
    if not kept:
        says = "No proof of sending and no signed copy is kept yet."
        return heading + element("p", text(says), class_="sub")
    items = [
        element(
            "li",
            text(f"{it.file}, {it.paper}, by {it.person} on {show_day(it.kept_on)}"),
        )
        for it in kept
    ]
    return heading + element("ul", *items, class_="files")


def _nowhere() -> None:
    """Show nothing anew: papers that stand on no page yet."""
