"""The door: who is let in by a proxy's word, and which requests are answered at all."""

from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders
from tornado.httputil import HTTPServerRequest
from tornado.httputil import RequestStartLine
from tornado.web import Application
from tornado.web import RequestHandler

from fundtrack.acts.sign_ins import Proof
from fundtrack.acts.sign_ins import Typed
from fundtrack.config import Clock
from fundtrack.config import Proxy
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.serving.addresses import Shelter
from fundtrack.serving.door import SECRET_HEADER
from fundtrack.serving.door import Door
from fundtrack.store.sign_in_log import read_lines
from fundtrack.store.sign_ins import sign_ins_of
from tests import builders
from tests.loops import run_apart

PROXY = Proxy(("10.0.0.5",), "X-Remote-User", "proxy.secret")
SECRET = "between the two of us"  # noqa: S105 - of a proxy made up here


class Connection:
    """As much of a connection as a request that never came over one needs."""

    def __init__(self, peer: str) -> None:
        self.context = Peer(peer)

    def set_close_callback(self, _: object) -> None:
        """Nobody goes away."""


class Peer:
    """Where a request comes from."""

    protocol = "http"

    def __init__(self, remote_ip: str) -> None:
        self.remote_ip = remote_ip


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """An office with one person, whose computer account has another name."""
    people = builders.person("cfo", Role.SIGNATORY, account="jsmith")
    builders.record(workspace, clock, people)
    (workspace.folder / "proxy.secret").write_text(f"{SECRET}\n", encoding="utf-8")
    return workspace


def door_of(office: Workspace, clock: Clock, shelter: Shelter) -> Door:
    """The door of an office."""
    return Door(office, clock, sign_ins_of(office, clock), shelter)


def request(peer: str, host: str = "money.example", **headers: str) -> RequestHandler:
    """A request that comes from an address; underscores in names are hyphens."""
    said = HTTPHeaders({"Host": host})
    for name, value in headers.items():
        said[name.replace("_", "-")] = value
    came = HTTPServerRequest(
        headers=said,
        connection=Connection(peer),  # type: ignore[arg-type]
        start_line=RequestStartLine("GET", "/", "HTTP/1.1"),
    )
    return RequestHandler(Application(), came)


def introduced(door: Door, peer: str = "10.0.0.5", **headers: str) -> str:
    """Whom the door takes a request of a proxy for."""
    named = {"X_Remote_User": "jsmith", SECRET_HEADER: SECRET, **headers}
    visitor = door.visitor(request(peer, **named))
    return visitor.username if visitor else ""


def test_a_trusted_proxy_introduces_people_by_their_account(
    office: Workspace, clock: Clock
) -> None:
    door = door_of(office, clock, Shelter(proxy=PROXY))
    assert introduced(door) == "cfo"
    assert [line.what for line in read_lines(office)] == ["signed in"]


@pytest.mark.parametrize(
    "said",
    [
        {"peer": "10.0.0.6"},
        {SECRET_HEADER: "guessed"},
        {SECRET_HEADER: ""},
        {"X_Remote_User": "stranger"},
        {"X_Remote_User": ""},
    ],
)
def test_nobody_else_is_believed_about_who_somebody_is(
    office: Workspace, clock: Clock, said: dict[str, str]
) -> None:
    assert introduced(door_of(office, clock, Shelter(proxy=PROXY)), **said) == ""


def test_without_its_secret_no_proxy_introduces_anybody(
    office: Workspace, clock: Clock
) -> None:
    (office.folder / "proxy.secret").unlink()
    door = door_of(office, clock, Shelter(proxy=PROXY))
    assert introduced(door, **{SECRET_HEADER: ""}) == ""
    assert introduced(door_of(office, clock, Shelter())) == ""
    assert introduced(door_of(office, clock, Shelter(proxy=Proxy(("10.0.0.5",))))) == ""


def test_whoever_the_proxy_introduced_stays_signed_in_and_others_do_not_inherit_it(
    office: Workspace, clock: Clock
) -> None:
    door = door_of(office, clock, Shelter(proxy=PROXY))
    first = request("10.0.0.5", X_Remote_User="jsmith", **{SECRET_HEADER: SECRET})
    came = door.visitor(first)
    assert came
    held = {"Cookie": f"{door.cookie}={_cookie(first, door)}", SECRET_HEADER: SECRET}
    again = door.visitor(request("10.0.0.5", X_Remote_User="jsmith", **held))
    assert again
    assert again.key == came.key
    assert door.visitor(request("10.0.0.5", X_Remote_User="other", **held)) is None


def test_behind_tls_the_cookie_is_for_tls_alone(
    office: Workspace, clock: Clock
) -> None:
    door = door_of(office, clock, Shelter(proxy=PROXY, port=8866))
    handler = request("10.0.0.5")
    door.let_in(handler, "cfo")
    written = handler._new_cookie[door.cookie].OutputString()
    assert written.startswith("__Host-fundtrack-8866=")
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(written.split("; "))


NAMED = ("Money.Example",)


@pytest.mark.parametrize(
    ("shelter", "peer", "host"),
    [
        (Shelter(), "127.0.0.1", "127.0.0.1:8866"),
        (Shelter(), "127.0.0.1", "[::1]:8866"),
        (Shelter(), "127.0.0.1", "localhost"),
        (Shelter(names=NAMED), "10.0.0.9", "money.example"),
        (Shelter(proxy=PROXY, names=NAMED), "10.0.0.5", "money.example"),
        (Shelter("", Path("c"), proxy=PROXY, names=NAMED), "10.0.0.9", "money.example"),
    ],
)
def test_a_request_is_answered_that_names_us_and_came_by_an_allowed_way(
    office: Workspace, clock: Clock, shelter: Shelter, peer: str, host: str
) -> None:
    assert door_of(office, clock, shelter).is_ours(request(peer, host).request)


@pytest.mark.parametrize(
    ("shelter", "peer", "host"),
    [
        (Shelter(), "127.0.0.1", "rebound.example"),
        (Shelter(names=NAMED), "127.0.0.1", "money.example.elsewhere"),
        (Shelter(proxy=PROXY, names=NAMED), "10.0.0.9", "money.example"),
        (Shelter(proxy=PROXY, names=NAMED), "127.0.0.1", "localhost"),
    ],
)
def test_any_other_request_is_not_answered(
    office: Workspace, clock: Clock, shelter: Shelter, peer: str, host: str
) -> None:
    assert not door_of(office, clock, shelter).is_ours(request(peer, host).request)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("10.0.0.5", "198.51.100.7, 192.0.2.4", "192.0.2.4"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.9", "192.0.2.4", "10.0.0.9"),
    ],
)
def test_an_address_is_the_one_that_a_trusted_proxy_saw(
    office: Workspace, clock: Clock, peer: str, forwarded: str, address: str
) -> None:
    door = door_of(office, clock, Shelter(proxy=PROXY))
    headers = {"X_Forwarded_For": forwarded} if forwarded else {}
    assert door.address(request(peer, **headers).request) == address


def test_a_person_tried_from_elsewhere_is_answered_late_and_let_try(
    office: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, waited = door_of(office, clock, Shelter()), []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async def tried() -> list[Proof]:
        typed = Typed("cfo", "wrong horse battery")
        return [
            (await door.try_to_sign_in(typed, f"10.0.0.{number}")).proof
            for number in range(7)
        ]

    monkeypatch.setattr("fundtrack.serving.door.asyncio.sleep", wait)
    assert set(run_apart(tried())) == {Proof.NOTHING}
    assert len(waited) == 2
    assert all(0 < seconds <= 4 for seconds in waited)


def test_a_step_is_noted_now_and_then(office: Workspace, clock: Clock) -> None:
    door = door_of(office, clock, Shelter())
    found = door.sign_ins.of_browser(door.sign_ins.begin("cfo"))
    assert found

    async def steps() -> None:
        for _ in range(3):
            door.seen(found.key)

    run_apart(steps())
    later = door.sign_ins.of_key(found.key)
    assert later
    assert later.seen_at > found.seen_at
    assert list(door._seen) == [found.key]


def _cookie(handler: RequestHandler, door: Door) -> str:
    return str(handler._new_cookie[door.cookie].value)
