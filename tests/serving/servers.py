"""Run the server as a user does, in a process of its own, and talk to it."""

import re
import signal
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlencode
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor
from urllib.request import Request
from urllib.request import build_opener
from urllib.request import urlopen

from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.store.sign_ins import sign_ins_of

COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from fundtrack.cli import main; main()"
)
"""A terminal's interrupt, also where the tests run in the background without one."""

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    text: str
    url: str = ""


@dataclass(frozen=True)
class House:
    """A served office and its address."""

    workspace: Workspace
    address: str


class Stranger:
    """A browser that keeps cookies, sends forms and follows where it is sent."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send(Request(f"{self.address}{path}"))  # noqa: S310

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with the secret that the page before it held."""
        form = {"_xsrf": self.secret, **fields}
        sent = urlencode(form).encode()
        return self._send(Request(f"{self.address}{path}", sent))  # noqa: S310

    def sign_in(self, person: str, password: str, wanted: str = "/snapshot") -> Answer:
        """Ask for a page and sign in on the way to it."""
        asked = parse_qs(urlsplit(self.get(wanted).url).query)["next"][0]
        return self.post("/sign-in", person=person, password=password, next=asked)

    @property
    def secret(self) -> str:
        """What the last form was marked with."""
        return self.cookie("-form")

    def cookie(self, ending: str = "") -> str:
        """The value of this server's cookie; empty when there is none."""
        name = f"fundtrack-{self.address.rpartition(':')[2]}{ending}"
        held = {cookie.name: cookie.value or "" for cookie in self.cookies}
        return held.get(name, "")

    def _send(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                said = answer.read().decode()
                return Answer(answer.status, answer.headers, said, answer.url)
        except urllib.error.HTTPError as error:
            with error:
                said = error.read().decode()
                return Answer(error.code, error.headers, said, error.url)


@dataclass(frozen=True)
class Inside:
    """Somebody signed in to a served office, as their browser holds it."""

    address: str
    cookie: str
    token: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address of the office."""
        held = f"{self.cookie}={self.token}"
        return ask(f"{self.address}{path}", method, Cookie=held, **headers)


def signed_in(
    workspace: Workspace, address: str, person: str = "finance.officer"
) -> Inside:
    """Sign a person in without asking for a password, which takes its time."""
    token = sign_ins_of(workspace, system_clock).begin(person)
    return Inside(address, f"fundtrack-{address.rpartition(':')[2]}", token)


@contextmanager
def served(
    workspace: Workspace, *options: str, stop: signal.Signals = signal.SIGTERM
) -> Iterator[str]:
    """Serve a workspace on a free port, give its address, and stop it in the end."""
    said = workspace.folder / "served.txt"
    with said.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [
                sys.executable,
                "-c",
                COMMAND,
                *("--workspace", str(workspace.folder), "serve", "--port", "0"),
                *options,
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(server, said)
    finally:
        server.send_signal(stop)
        assert server.wait(PATIENCE) == 0


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address; underscores in header names are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url, method=method, headers=named)  # noqa: S310
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return Answer(answer.status, answer.headers, answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read().decode())


def _address(server: subprocess.Popen[bytes], said: Path) -> str:
    while server.poll() is None:
        found = re.search(
            r"https?://127\.0\.0\.1:\d+", said.read_text(encoding="utf-8")
        )
        if found:
            return found[0]
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(said.read_text(encoding="utf-8"))
