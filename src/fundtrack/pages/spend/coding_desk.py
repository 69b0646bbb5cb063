"""The desk for suspense on Spend: tick lines, choose a budget, see it, take it."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.acts.coding_previews import code_each_year
from fundtrack.acts.coding_previews import preview_coding
from fundtrack.acts.session import role_holdings
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.attention import suspense
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.acting import acting_today
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.money_tables import waiting_table
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.coding_offers import TAKE
from fundtrack.pages.spend.coding_offers import budget_of
from fundtrack.pages.spend.coding_offers import cell_table
from fundtrack.pages.spend.coding_offers import looking
from fundtrack.pages.spend.coding_offers import rule_table
from fundtrack.pages.spend.coding_offers import taking
from fundtrack.pages.spend.coding_offers import targets
from fundtrack.pages.spend.coding_offers import where
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.ticks import TickTable
from fundtrack.sentences.coding import NO_RULE
from fundtrack.sentences.coding import coded_words
from fundtrack.sentences.coding import coding_words
from fundtrack.sentences.coding import rule_words
from fundtrack.sentences.coding import ticked_words
from fundtrack.sentences.needs import SUSPENSE
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.store.snapshot import Books

SUB = (
    "Paid, but nobody has said from which budget. They are in no bar above, and those "
    "of every fund are listed, whatever is chosen there."
)
EFFECT = "What the coding would do"
RULE = "The rule it would make"
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines laid out for coding and not coded yet."""

    entries: tuple[int, ...]
    pence: Pence
    target: Cell


class CodingDesk:
    """What may be done about lines in suspense, by whoever is signed in.

    `changed` shows the page anew once an act is in the snapshot.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._lines = TickTable(SUSPENSE, self._ticked)
        self._acts = Forms("coding", self._done)
        self._effect = DataTable("coding-effect")
        self._rule = DataTable("coding-rule")
        self._notes = HTML()
        widgets = (self._lines, self._acts, self._effect, self._rule, self._notes)
        self._parts = {it: Part(session, it) for it in widgets}
        self.widget = VBox([self._parts[it].box for it in widgets])
        self.changed: Callable[[Asked], None] = _nowhere
        self._standing: Standing | None = None
        self._found: Sequence[WaitingLine] = ()
        self._draft: Draft | None = None
        self._said = ""

    def show(self, books: Books, standing: Standing) -> None:
        """Show what waits, and offer to code it; what was laid out is gone."""
        said, self._said = self._said, ""
        self._standing = standing
        with self._parts[self._lines].filled():
            self._found = suspense(books, standing.info.head_seq)
            self._show_lines(standing)
        with self._parts[self._acts].filled():
            holdings = role_holdings(books, self._session.today)
            able = who_may(Permission.RECORD, holdings)
            self._lines.may = bool(self._found) and self._session.person in able
            self._clear(said, able)

    def _show_lines(self, standing: Standing) -> None:
        found = self._found
        pence = Pence(sum(line.pence or 0 for line in found))
        heading = f"{counted(len(found), 'line')} in suspense, {show_pounds(pence)}"
        made = waiting_table(found, heading, is_money=True) if found else None
        note = standing.copy_note
        self._lines.show(made, heading=heading, sub=SUB, files="yes", note=note)
        self._lines.said = ticked_words([])

    def _clear(self, said: str = "", able: Sequence[str] = ()) -> None:
        """Take back what was laid out, and offer to look again."""
        self._draft = None
        offers = []
        if self._standing and self._lines.may:
            offers = [looking(targets(self._standing, self._found))]
        self._acts.show(offers, said)
        self._effect.show(None)
        self._rule.show(None)
        is_told = bool(able) and bool(self._found) and not self._lines.may
        self._notes.value = _line(f"May code lines: {listed(able)}.") if is_told else ""

    def _ticked(self, keys: Sequence[str]) -> None:
        amounts = {str(line.entry): line.pence or Pence(0) for line in self._found}
        self._lines.said = ticked_words([amounts[key] for key in keys])
        if self._draft is not None:
            self._clear()

    def _done(self, name: str, values: Values) -> None:
        standing, draft = self._standing, self._draft
        if standing is None:
            return
        if name == TAKE and draft is not None:
            self._take(standing, draft)
        else:
            self._lay_out(standing, values["cell"])

    def _lay_out(self, standing: Standing, written: str) -> None:
        """Show what coding the ticked lines would do, and code nothing."""
        target = budget_of(written)
        entries = [int(key) for key in self._lines.ticked]
        made = preview_coding(acting_today(self._session), entries, target)
        self._draft = Draft(made.entries, made.pence, target)
        note = standing.copy_note
        table = cell_table(made, standing.areas, EFFECT)
        sub = "Free is what is neither ordered, owed nor spent."
        self._effect.show(table, heading=EFFECT, sub=sub, note=note)
        notes = [_line(found.message) for found in made.findings]
        if made.rule is None:
            self._rule.show(None)
            notes.append(_line(NO_RULE))
        else:
            suppliers = (made.rule.rule.words or {})["supplier"]
            says = rule_words(suppliers, made.rule.found, len(entries))
            drawn = rule_table(made.rule, RULE)
            self._rule.show(drawn, heading=RULE, sub=says, files="yes", note=note)
        self._notes.value = "".join(notes)
        said = coding_words(len(entries), made.pence, where(target, standing))
        options = targets(standing, self._found)
        self._acts.show([taking(made), looking(options, written)], said)

    def _take(self, standing: Standing, draft: Draft) -> None:
        code_each_year(acting_today(self._session), draft.entries, draft.target)
        named = where(draft.target, standing)
        self._said = coded_words(len(draft.entries), draft.pence, named)
        self.changed(standing.written())


def _line(words: str) -> Markup:
    return element("p", text(words), class_="sub")


def _nowhere(_: Asked) -> None:
    """Show nothing anew: a desk that stands on no page yet."""
