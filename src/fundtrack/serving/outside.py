"""What anybody may see: how to come in, the style of that page, and that it is up."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler

from fundtrack.acts.session import Session
from fundtrack.acts.sign_ins import Proof
from fundtrack.acts.sign_ins import Typed
from fundtrack.acts.sign_ins import change_password
from fundtrack.domain.passwords import LEAST_LETTERS
from fundtrack.errors import UserError
from fundtrack.pages.names import PAGES
from fundtrack.serving.door import DOOR
from fundtrack.serving.headers import Headed

if TYPE_CHECKING:
    from pathlib import Path

    from fundtrack.serving.door import Door

SIGN_IN = "/sign-in"
PASSWORD = "/password"  # noqa: S105 - an address
STYLE = "/sign-in/fundtrack.css"
FIRST_PAGE = "/overview"
FILES = "/files/return/"
WRONG = 403
SLOWED = 429
UNFIT = 422

NO_SCRIPTS = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Outside(Headed, JupyterHandler):
    """A page that anybody may see; it runs no script and is never kept."""

    @property
    def door(self) -> Door:
        """The door of the pages."""
        found: Door = self.settings[DOOR]
        return found

    def set_default_headers(self) -> None:
        """Allow no script at all."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", NO_SCRIPTS)
        self.set_header("Cache-Control", "no-store")

    def show(self, name: str, status: int = 200, **facts: object) -> None:
        """Send one of our own pages."""
        self.set_status(status)
        settings = self.door.workspace.settings()
        template = self.settings["voila_jinja2_env"].get_template(name)
        self.finish(
            template.render(
                office=settings.office,
                is_example=settings.example,
                xsrf=self.xsrf_token.decode(),
                asked=self.asked,
                least=LEAST_LETTERS,
                **facts,
            )
        )

    @property
    def asked(self) -> str:
        """The address that was first asked for, if it is one of ours."""
        return where_to(self.get_argument("next", FIRST_PAGE))

    def typed(self, name: str) -> Typed:
        """Read who somebody says they are; `name` is the password's field."""
        person = self.get_body_argument("person", "")
        return Typed(person, self.get_body_argument(name, "", strip=False))

    async def check(self, typed: Typed) -> tuple[Proof, dict[str, object]]:
        """Check what was typed; the facts are what to say when it is wrong."""
        address = self.door.address(self.request)
        answered = await self.door.try_to_sign_in(typed, address)
        if answered.wait_seconds:
            seconds = math.ceil(answered.wait_seconds)
            self.set_header("Retry-After", str(seconds))
            wait = f"{seconds} second{'s' * (seconds != 1)}"
            said = f"There were wrong passwords before. Wait {wait}, then try again."
            return answered.proof, {"status": SLOWED, "wrong": said}
        said = "The name or the password is wrong."
        return answered.proof, {"status": WRONG, "wrong": said}


class SignInPage(Outside):
    """Asks for name and password, and goes on to what was first asked for."""

    @allow_unauthenticated
    def get(self) -> None:
        """Ask."""
        is_out = self.get_argument("out", "") == "1"
        self.show("sign-in.html", person="", wrong="", is_out=is_out)

    @allow_unauthenticated
    async def post(self) -> None:
        """Let in, ask for a password of one's own, or say what is wrong."""
        typed = self.typed("password")
        proof, facts = await self.check(typed)
        if proof is Proof.PERSON:
            self.door.let_in(self, typed.person)
            self.redirect(self.asked, status=303)
        elif proof is Proof.ONE_TIME:
            self.show("password.html", person=typed.person, wrong="", is_first=True)
        else:
            self.show("sign-in.html", person=typed.person, is_out=False, **facts)  # type: ignore[arg-type]


class PasswordPage(Outside):
    """Changes a password, proved by the one before."""

    @allow_unauthenticated
    def get(self) -> None:
        """Ask."""
        self.show("password.html", person="", wrong="", is_first=False)

    @allow_unauthenticated
    async def post(self) -> None:
        """Change it and let in, or say what is wrong."""
        typed = self.typed("current")
        proof, facts = await self.check(typed)
        if proof is not Proof.NOTHING:
            facts = await self._change(typed)
        if facts:
            facts = {**facts, "person": typed.person, "is_first": False}
            self.show("password.html", **facts)  # type: ignore[arg-type]
        else:
            self.door.let_in(self, typed.person)
            self.redirect(self.asked, status=303)

    async def _change(self, typed: Typed) -> dict[str, object]:
        """Record the new password; the facts are what to say when it is unfit."""
        new = self.get_body_argument("new", "", strip=False)
        if new != self.get_body_argument("again", "", strip=False):
            return {"status": UNFIT, "wrong": "The two new passwords are not alike."}
        door = self.door
        session = Session(door.workspace, typed.person, door.clock)
        try:
            await asyncio.to_thread(change_password, session, typed.password, new)
        except UserError as error:
            said = str(error)
            return {"status": UNFIT, "wrong": f"{said[:1].upper()}{said[1:]}."}
        address = door.address(self.request)
        door.log.note("changed the password", typed.person, address)
        return {}


class SignInStyle(Outside):
    """Serves the style sheet to whoever is not signed in yet."""

    def initialize(self, style: Path) -> None:
        """Take the style sheet from the route."""
        self._style = style

    @allow_unauthenticated
    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(self._style.read_bytes())


class Health(Outside):
    """Says that the server answers, and nothing else."""

    @allow_unauthenticated
    def get(self) -> None:
        """Answer."""
        self.finish({"ok": True})


def where_to(asked: str) -> str:
    """Give the address asked for if it is a page or file of ours, else the first."""
    parts = urlsplit(asked)
    names = {f"/{page.name}" for page in PAGES}
    is_ours = parts.path in names or parts.path.startswith(FILES)
    if parts.scheme or parts.netloc or not is_ours or not asked.startswith("/"):
        return FIRST_PAGE
    return parts.path + (f"?{parts.query}" if parts.query else "")
