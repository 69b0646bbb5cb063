"""The desk of the Returns page: its buttons, and what they open beneath them."""

from collections.abc import Callable
from collections.abc import Mapping

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.money import show_pence
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Values
from fundtrack.pages.parts import Part
from fundtrack.pages.returns.acts import Target
from fundtrack.pages.returns.acts import do
from fundtrack.pages.returns.acts import made_again
from fundtrack.pages.returns.acts import what_changed
from fundtrack.pages.returns.offers import CERTIFY
from fundtrack.pages.returns.offers import COMPARE
from fundtrack.pages.returns.offers import SHEET
from fundtrack.pages.returns.offers import SUBMIT
from fundtrack.pages.returns.offers import VERIFY
from fundtrack.pages.returns.offers import Moment
from fundtrack.pages.returns.offers import offers
from fundtrack.pages.returns.offers import signing
from fundtrack.pages.returns.papers import ReturnPapers
from fundtrack.pages.returns.pieces import files
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.returns.standing import acting_on
from fundtrack.pages.returns.standing import reader_of
from fundtrack.pages.returns.tables import changes_table
from fundtrack.pages.returns.tables import signed_table
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.table import DataTable
from fundtrack.periods import Quarter
from fundtrack.returns.sign_sheet import sign_sheet_rows
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.returns import asks_for
from fundtrack.sentences.returns import remade_words

Asked = Mapping[str, str]


class ReturnDesk:
    """What may be done to the return chosen, by whoever is signed in.

    `changed` shows the page anew; it is called once an act is in the snapshot, which
    an act sees to before it gives its answer.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._acts = Forms("acts", self._done)
        self._signing = Forms("signing", self._done)
        self._files = HTML()
        self._sheet = DataTable("opened")
        self.papers = ReturnPapers(session)
        self._parts = {
            it: Part(session, it)
            for it in (self._acts, self._signing, self._files, self._sheet)
        }
        self._standing: ReturnStanding | None = None
        self._said = ""
        self.changed: Callable[[Asked], None] = _nowhere
        boxes = [self._parts[it].box for it in (self._acts, self._files)]
        self.widget = VBox([boxes[0], self.papers.widget, boxes[1]])
        self.papers.changed = self._again
        self.opened = VBox([self._parts[it].box for it in (self._sheet, self._signing)])

    def show(self, standing: ReturnStanding) -> None:
        """Offer what may be done now; what was opened for another return closes."""
        said, self._said = self._said, ""
        self._standing = standing
        with self._parts[self._acts].filled():
            self._acts.show(offers(standing, self._moment(standing)), said)
        self.papers.show(standing)
        with self._parts[self._signing].filled():
            self._signing.show(())
        with self._parts[self._files].filled():
            self._files.value = files(standing)
        with self._parts[self._sheet].filled():
            self._sheet.show(None)

    def _moment(self, standing: ReturnStanding) -> Moment:
        return Moment(standing.today, asks_password=not standing.settings.example)

    def _done(self, name: str, values: Values) -> None:
        standing = self._standing
        if standing is None:
            return
        opens = {
            SHEET: self._open_sheet,
            COMPARE: self._open_changes,
            VERIFY: self._make_again,
        }
        if name in opens:
            opens[name](standing)
            return
        chosen = standing.written()
        quarter = chosen["quarter"] or values["quarter"]
        papers = self.papers.chosen if name == SUBMIT else {}
        target = Target(
            standing.fund, Quarter.parse(quarter), chosen["version"], papers
        )
        done = do(acting_on(self._session, standing), name, target, values)
        if papers:
            self.papers.forget()
        self._said = done.said
        shown = {"quarter": quarter, "version": done.return_id or chosen["version"]}
        self.changed({**chosen, **shown})

    def _again(self) -> None:
        """Show the page anew after papers were kept."""
        if self._standing is not None:
            self._said = "The papers are kept with the return."
            self.changed(self._standing.written())

    def _open_sheet(self, standing: ReturnStanding) -> None:
        """Show the sign sheet, and beneath it the form to whoever may certify."""
        if standing.filed is None or standing.papers is None:
            return
        named = standing.filed.return_id
        claim = standing.papers.figures.reconciliation.claim_pence
        self._sheet.show(
            signed_table(sign_sheet_rows(standing.papers), named),
            heading=f"Sign sheet: {named} {asks_for(claim)}",
            sub="What is signed for, and all that may keep somebody from signing.",
            files="yes",
            note=standing.copy_note,
            come="yes",
        )
        self._signing.show(signing(standing, self._moment(standing)), opened=CERTIFY)
        self._opened(standing, "The sign sheet is open.")

    def _open_changes(self, standing: ReturnStanding) -> None:
        if standing.filed is None:
            return
        named = standing.filed.return_id
        found = what_changed(reader_of(self._session), named)
        against = found.earlier if found.earlier != named else "when it was certified"
        heading = (
            f"{counted(len(found.changes), 'field differs', 'fields differ')} from "
            f"{against}; the claim moves by {show_pence(found.change_pence)}"
        )
        self._signing.show(())
        self._sheet.show(
            changes_table(found.changes),
            heading=heading,
            sub="Before is the earlier version, after the later one or what the books "
            "say now.",
            files="yes",
            note=standing.copy_note,
            come="yes",
        )
        self._opened(standing, heading)

    def _opened(self, standing: ReturnStanding, said: str) -> None:
        """Say what was opened; the reader is brought there, not to the words."""
        found = offers(standing, self._moment(standing))
        self._acts.show(found, said, comes=False)

    def _make_again(self, standing: ReturnStanding) -> None:
        if standing.filed is None:
            return
        made = made_again(reader_of(self._session), standing.filed.return_id)
        places = [found.place for found in made.findings]
        said = remade_words(made.note, places)
        self._acts.show(offers(standing, self._moment(standing)), said)


def _nowhere(_: Asked) -> None:
    """Show nothing anew: a desk that stands on no page yet."""
