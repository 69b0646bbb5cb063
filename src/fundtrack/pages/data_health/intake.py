"""The intake of Data health: a file is dropped, looked at, then taken in or left."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.errors import FileRefused
from fundtrack.errors import NoRoom
from fundtrack.errors import UserError
from fundtrack.pages.acting import acting_today
from fundtrack.pages.data_health.acts import look
from fundtrack.pages.data_health.acts import take
from fundtrack.pages.data_health.acts import taken_for
from fundtrack.pages.data_health.offers import AGAIN
from fundtrack.pages.data_health.offers import KINDS
from fundtrack.pages.data_health.offers import TAKE
from fundtrack.pages.data_health.offers import Incoming
from fundtrack.pages.data_health.offers import chosen
from fundtrack.pages.data_health.offers import offers_for
from fundtrack.pages.data_health.tables import findings_table
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.parts import Part
from fundtrack.pages.session import FILE_NAME
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.uploads import Invitation
from fundtrack.pages.widgets.uploads import Uploads
from fundtrack.sentences.phrases import counted
from fundtrack.store.uploads import drop_upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from fundtrack.acts.incoming import Looked
    from fundtrack.findings import Finding
    from fundtrack.pages.data_health.standing import HealthStanding
    from fundtrack.pages.session import PageSession

SHOWN = 12
"""How many lines stand there at once; the rest opens."""

REPLY = "reply to the partner.xlsx"
LEFT = "The file was left; nothing was taken in."


class Intake:
    """Where a file is dropped, and what is said of it before it is taken in.

    `changed` shows the page anew; it is called once a file was taken in.
    """

    def __init__(self, session: PageSession) -> None:
        self._session = session
        limit = session.workspace.serving().largest_upload_megabytes
        invitation = Invitation(
            "Drop a file here",
            f"(extract, registers, partner's claim, quarter's workbook, crime zip; up "
            f"to {limit:,} MB). You will see what it would change before anything is "
            "taken.",
        )
        self._uploads = Uploads(session, "incoming", invitation, self.arrived)
        self._who, self._said = HTML(), HTML()
        self._findings = DataTable("found")
        self._forms = Forms("intake", self._done)
        parts = (self._uploads, self._who, self._said, self._findings, self._forms)
        self._parts = {it: Part(session, it) for it in parts}
        self.widget = VBox([self._parts[it].box for it in parts])
        self.changed: Callable[[], None] = _nowhere
        self._incoming: Incoming | None = None
        self._sources: Sequence[str] = ()

    def show(self, standing: HealthStanding) -> None:
        """Know who looks and which sources there are; what lies here stays."""
        imports = [it.about for it in standing.all_imports if it.kind == "import"]
        self._sources = tuple(dict.fromkeys(imports))
        with self._parts[self._who].filled():
            self._who.value = _who_may(standing)

    def arrived(self, path: Path) -> None:
        """Look at a file that has come; an earlier one goes."""
        self._leave()
        try:
            looked = self._looked(taken_for(path))
        except UserError as error:
            drop_upload(path)
            self._uploads.say(f"Nothing was taken in: {error}.")
            return
        self._uploads.say(looked)

    def _looked(self, incoming: Incoming) -> str:
        """Say what taking the file in would do, and offer to."""
        spool = incoming.path.parent.parent
        looked = look(acting_today(self._session), incoming, spool)
        self._incoming = incoming
        with self._parts[self._said].filled():
            self._said.value = _looked_at(incoming, looked)
        with self._parts[self._findings].filled():
            self._show_findings(looked.findings)
        sentence = _sentence(incoming, looked)
        with self._parts[self._forms].filled():
            offers = offers_for(incoming, self._sources, is_refused=looked.is_refused)
            self._forms.show(offers, comes=False)
        return sentence

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        if not findings:
            self._findings.show(None)
            return
        number = len(findings)
        self._findings.show(
            findings_table(findings),
            heading=f"{counted(number, 'finding')} in the file",
            sub="Where each stands, what is there, and what to do about it.",
            files="yes",
        )

    def _done(self, name: str, values: Values) -> None:
        incoming = self._incoming
        if incoming is None:
            return
        if name == AGAIN:
            self._uploads.say(self._looked(chosen(values, incoming)))
        elif name == TAKE:
            self._take(incoming)
        else:
            self._leave()
            self._uploads.say(LEFT)

    def _take(self, incoming: Incoming) -> None:
        acting = acting_today(self._session)
        try:
            taken = take(acting, incoming)
        except FileRefused as error:
            self._show_findings(error.findings)
            raise
        link = self._offered(taken.reply)
        self._leave()
        with self._parts[self._said].filled():
            self._said.value = _taken_in(incoming, taken.says, link)
        self._uploads.say(f"{incoming.path.name} was taken in.")
        self.changed()

    def _offered(self, reply: Path | None) -> str:
        """Offer a reply to be saved; the claim is taken in, whether or not it can be.

        The name is the partner's own and may hold what no address here does.
        """
        spool = self._session.spool
        if reply is None or spool is None:
            return ""
        name = reply.name if FILE_NAME.fullmatch(reply.name) else REPLY
        with suppress(NoRoom):
            return spool.offer(name, reply.read_bytes())
        return ""

    def _leave(self) -> None:
        """Forget the file that lies here, and remove it."""
        if self._incoming is not None:
            drop_upload(self._incoming.path)
        self._incoming = None
        self._said.value = ""
        self._findings.show(None)
        self._forms.show(())


def _sentence(incoming: Incoming, looked: Looked) -> str:
    name = incoming.path.name
    if looked.is_refused:
        first = looked.findings[0]
        place = f" ({first.place})" if first.row or first.sheet else ""
        return f"{name} is refused as it is: {first.message}{place}. {_fix(first.fix)}"
    looked_at = f"{name} was looked at as {KINDS[incoming.kind]}."
    return f"{looked_at} Nothing has been taken in yet."


def _fix(fix: str) -> str:
    return f"{fix[:1].upper()}{fix[1:]}."


def _looked_at(incoming: Incoming, looked: Looked) -> Markup:
    name = f"{incoming.path.name}: looked at as {KINDS[incoming.kind]}"
    heading = element("h2", text(name))
    if looked.is_refused:
        sub = "It cannot be taken in as it is. Nothing was changed."
        return heading + element("p", text(sub), class_="sub")
    return (
        heading
        + element("p", text("What is in it"), class_="sub")
        + _listed(looked.says)
        + element("p", text("What would change; so far nothing has"), class_="sub")
        + _listed(looked.changes)
    )


def _taken_in(incoming: Incoming, says: Sequence[str], link: str) -> Markup:
    heading = element("h2", text(f"{incoming.path.name}: taken in"))
    reply = element("a", text("Save the reply to the partner"), href=link, download="")
    return heading + _listed(says) + (element("p", reply) if link else "")


def _listed(lines: Sequence[str]) -> Markup:
    items = [element("li", text(line)) for line in lines]
    drawn = element("ul", *items[:SHOWN], class_="looked")
    if len(items) <= SHOWN:
        return drawn
    more = element("summary", text(f"{len(items) - SHOWN:,} more"))
    rest = element("ul", *items[SHOWN:], class_="looked")
    return drawn + element("details", more, rest)


def _who_may(standing: HealthStanding) -> Markup:
    able = who_may(Permission.INGEST, standing.holdings)
    if standing.person is None or not able or standing.person in able:
        return ""
    listed = ", ".join(able)
    says = f"You may not take files in; these people can: {listed}. "
    admin = who_may(Permission.ADMINISTER, standing.holdings)
    if standing.person in admin:
        says += "The people register alone is yours to take in. "
    return element("p", text(says.strip()), class_="sub")


def _nowhere() -> None:
    """Show nothing anew: an intake that stands on no page yet."""
