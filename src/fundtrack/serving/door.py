"""The door of the pages: who may come in, who is inside, and what was turned away."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.auth.identity import User

from fundtrack.acts.people import person_of_account
from fundtrack.acts.session import Session
from fundtrack.acts.sign_ins import Proof
from fundtrack.acts.sign_ins import SignInLog
from fundtrack.acts.sign_ins import Typed
from fundtrack.acts.sign_ins import check_typed
from fundtrack.acts.sign_ins import is_known
from fundtrack.domain.slowing import Slowing
from fundtrack.errors import UserError
from fundtrack.serving.addresses import is_this_computer
from fundtrack.store.sign_ins import key_of

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.httputil import HTTPServerRequest
    from tornado.web import RequestHandler

    from fundtrack.config import Clock
    from fundtrack.config import Proxy
    from fundtrack.config import Workspace
    from fundtrack.serving.addresses import Shelter
    from fundtrack.store.sign_ins import SignIns

DOOR = "fundtrack_door"
SEEN_EVERY_SECONDS = 15.0
CHECKS_AT_ONCE = 2
SECRET_HEADER = "X-Fundtrack-Secret"  # noqa: S105 - the name of a header


@dataclass
class Visitor(User):
    """Somebody signed in; `key` is that of their sign-in."""

    key: str = ""


@dataclass(frozen=True)
class Answered:
    """What came of a try to sign in."""

    proof: Proof
    wait_seconds: float = 0.0


@dataclass
class Door:
    """Lets people in by their password, or by the word of a proxy that is trusted."""

    workspace: Workspace
    clock: Clock
    sign_ins: SignIns
    shelter: Shelter
    slowing: Slowing = field(default_factory=Slowing)

    def __post_init__(self) -> None:
        self.log = SignInLog(self.workspace, self.clock)
        self._seen: dict[str, float] = {}
        self._checking = asyncio.Semaphore(CHECKS_AT_ONCE)
        self._by_proxy: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The cookie's name; one computer may serve several offices, each its port."""
        if self.shelter.is_secure:
            return f"__Host-fundtrack-{self.shelter.port}"
        return f"fundtrack-{self.shelter.port}"

    async def try_to_sign_in(self, typed: Typed, address: str) -> Answered:
        """Check a name and password, slowly when there were wrong ones before."""
        now = asyncio.get_running_loop().time()
        wait = self.slowing.begin(typed.person, address, now)
        if wait.refused_seconds:
            self.log.note("slowed", self._if_known(typed.person), address)
            return Answered(Proof.NOTHING, wait.refused_seconds)
        if wait.held_seconds:
            await asyncio.sleep(wait.held_seconds)
        async with self._checking:
            proof = await asyncio.to_thread(
                check_typed, self.workspace, self.clock, typed
            )
        if proof is Proof.NOTHING:
            who = self._if_known(typed.person)
            self.log.note("refused", who, address, "wrong name or password")
        else:
            self.slowing.succeeded(typed.person, address)
        return Answered(proof)

    def let_in(self, handler: RequestHandler, person: str) -> Visitor:
        """Sign a person in and give their browser a token of its own.

        A token that the browser came with is not kept: somebody may have planted it.
        """
        self.let_out(handler)
        token = self.sign_ins.begin(person)
        handler.set_cookie(
            self.cookie,
            token,
            httponly=True,
            samesite="Lax",
            secure=self.shelter.is_secure,
            path="/",
        )
        self.log.note("signed in", person, self.address(handler.request))
        return Visitor(person, key=key_of(token))

    def let_out(self, handler: RequestHandler) -> None:
        """End the sign-in that a browser holds, if it holds one."""
        found = self.sign_ins.of_browser(handler.get_cookie(self.cookie, "") or "")
        if found:
            self.sign_ins.end(found.key)
            who = self.address(handler.request)
            self.log.note("signed out", found.person, who)
        handler.clear_cookie(self.cookie, path="/")

    def visitor(self, handler: RequestHandler) -> Visitor | None:
        """Say who asks, None when nobody is signed in."""
        found = self.sign_ins.of_browser(handler.get_cookie(self.cookie, "") or "")
        account = self._account(handler.request)
        if account and (not found or self._by_proxy.get(found.key) != account):
            return self._introduced(handler, account)
        return Visitor(found.person, key=found.key) if found else None

    def seen(self, key: str) -> None:
        """Note that somebody did something, now and then."""
        now = asyncio.get_running_loop().time()
        if now - self._seen.get(key, -SEEN_EVERY_SECONDS) >= SEEN_EVERY_SECONDS:
            self._seen[key] = now
            self.sign_ins.seen(key)

    def is_ours(self, request: HTTPServerRequest) -> bool:
        """Whether a request names this server and comes by a way that is allowed."""
        host = (request.host_name or "").strip("[]").casefold()
        named = {name.casefold() for name in self.shelter.names}
        if not is_this_computer(host) and host not in named:
            return False
        proxy = self.shelter.plain_proxy
        return proxy is None or request.remote_ip in proxy.addresses

    def address(self, request: HTTPServerRequest) -> str:
        """Give the address that a request came from, behind the proxy if there is one.

        The last address named is the one that the proxy saw; those before are hearsay.
        """
        peer = str(request.remote_ip)
        proxy = self.shelter.proxy
        said = request.headers.get("X-Forwarded-For", "")
        if proxy and peer in proxy.addresses and said:
            return said.rpartition(",")[2].strip()
        return peer

    def note_refusal(self, handler: RequestHandler, status: int, why: str = "") -> None:
        """Log that something was refused, whatever refused it."""
        visitor = getattr(handler, "_current_user", None)
        request = handler.request
        about = f"{status} {request.method} {request.path} {why}".rstrip()
        person = visitor.username if visitor else ""
        self.log.note("refused", person, self.address(request), about)

    def _if_known(self, typed: str) -> str:
        """Give a typed name if it is somebody's: it may be a password in its place."""
        return typed if is_known(self.workspace, self.clock, typed) else ""

    def _account(self, request: HTTPServerRequest) -> str:
        """Read the account that a trusted proxy names; empty when none does."""
        proxy = self.shelter.proxy
        if not proxy or not proxy.person_header:
            return ""
        secret = _secret(self.workspace.folder, proxy)
        shown = request.headers.get(SECRET_HEADER, "")
        is_trusted = request.remote_ip in proxy.addresses and secret
        if not is_trusted or not hmac.compare_digest(shown.encode(), secret.encode()):
            return ""
        return str(request.headers.get(proxy.person_header, "")).strip()

    def _introduced(self, handler: RequestHandler, account: str) -> Visitor | None:
        """Sign in whoever the proxy named, if the people register knows the account."""
        try:
            with Session(self.workspace, "", self.clock).asking_who() as books:
                person = person_of_account(books, account)
        except UserError:
            return None
        visitor = self.let_in(handler, person)
        self._by_proxy[visitor.key] = account
        return visitor


class SignedIn(IdentityProvider):
    """Tells Jupyter's handlers who asks; the door knows."""

    @property
    def auth_enabled(self) -> bool:
        """Whether one must sign in: always."""
        return True

    def get_user(self, handler: RequestHandler) -> User | None:
        """Give whoever is signed in."""
        door: Door = handler.settings[DOOR]
        return door.visitor(handler)

    def get_handlers(self) -> list[tuple[str, object]]:
        """Offer no addresses of Jupyter's own."""
        return []


def _secret(folder: Path, proxy: Proxy) -> str:
    try:
        return (folder / proxy.secret_file).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
