"""The keeping of the books on Data health: verify, back up, publish."""

from typing import TYPE_CHECKING

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.pages.acting import acting_today
from fundtrack.pages.data_health.acts import backed_up
from fundtrack.pages.data_health.acts import published
from fundtrack.pages.data_health.acts import verified
from fundtrack.pages.data_health.pieces import books_state
from fundtrack.pages.data_health.pieces import verified_row
from fundtrack.pages.data_health.standing import HealthStanding
from fundtrack.pages.data_health.tables import findings_table
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.parts import Part
from fundtrack.pages.returns.standing import reader_of
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Callable

VERIFY, BACK_UP, PUBLISH = "verify", "back-up", "publish"
BACKUP_SAYS = (
    "Books, evidence, returns and runs are verified and then written into one file in "
    "the folder that the settings name. People go on working meanwhile."
)


class Keeping:
    """How the books stand, and the buttons that verify, back up and publish.

    `changed` shows the page anew, once an act is in the snapshot.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._state = HTML()
        self._forms = Forms("keeping", self._done)
        self._found = DataTable("wrong")
        parts = (self._state, self._forms, self._found)
        self._parts = {it: Part(session, it) for it in parts}
        self.widget = VBox([self._parts[it].box for it in parts])
        self.changed: Callable[[], None] = _nowhere
        self._standing: HealthStanding | None = None
        self._verified: Markup = ""
        self._said = ""

    def show(self, standing: HealthStanding) -> None:
        """Say how the books stand, and offer what the reader may do."""
        said, self._said = self._said, ""
        self._standing = standing
        with self._parts[self._state].filled():
            now = self._session.clock()
            self._state.value = books_state(standing, now, self._verified) + _who(
                standing
            )
        with self._parts[self._forms].filled():
            self._forms.show(_offers(standing), said)

    def _done(self, name: str, _: Values) -> None:
        doings = {VERIFY: self._verify, BACK_UP: self._back_up, PUBLISH: self._publish}
        self._said = doings[name]()
        if name == VERIFY and self._standing is not None:
            self.show(self._standing)
        else:
            self.changed()

    def _verify(self) -> str:
        found = verified(reader_of(self._session))
        words = [it for it in found.in_words() if not it.startswith("  ")]
        now = self._session.clock()
        self._verified = verified_row(words, now, is_ok=found.is_ok)
        if found.is_ok:
            self._found.show(None)
            return "Verified: nothing was altered."
        number = len(found.findings)
        self._found.show(
            findings_table(found.findings),
            heading=f"{counted(number, 'thing')} not as recorded",
            sub="Keep the workspace as it is until this is understood.",
            files="yes",
        )
        return f"Verified: {counted(number, 'thing')} not as recorded."

    def _back_up(self) -> str:
        made = backed_up(acting_today(self._session))
        name = made.file.rpartition("/")[2]
        return (
            f"{name} is made: {made.members:,} files, {made.bytes:,} bytes, "
            f"{made.entries:,} entries. Keep this head apart from it: {made.head}"
        )

    def _publish(self) -> str:
        info = published(acting_today(self._session))
        return f"Snapshot {info.snapshot[:8]} is published, of {info.rows:,} entries."


def _offers(standing: HealthStanding) -> list[Offer]:
    offers = [Offer(VERIFY, "Verify the books")]
    if standing.person in who_may(Permission.PUBLISH, standing.holdings):
        offers += [
            Offer(BACK_UP, "Back up", "Back up now", BACKUP_SAYS),
            Offer(PUBLISH, "Publish a snapshot"),
        ]
    return offers


def _who(standing: HealthStanding) -> Markup:
    able = who_may(Permission.PUBLISH, standing.holdings)
    if standing.person in able:
        return ""
    listed = ", ".join(able) or "nobody yet"
    says = f"Backing up and publishing: {listed}."
    return element("p", text(says), class_="sub")


def _nowhere() -> None:
    """Show nothing anew: a part that stands on no page yet."""
