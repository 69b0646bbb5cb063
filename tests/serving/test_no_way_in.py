"""No way in: each thing somebody signed in might try beyond what their pages offer."""

import asyncio
import hashlib
import http.client
import json
from contextlib import suppress
from pathlib import Path

import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection
from tornado.websocket import websocket_connect

from fundtrack.config import system_clock
from fundtrack.serving.messages import PROTOCOL
from fundtrack.store.sign_in_log import read_lines
from fundtrack.store.sign_ins import key_of
from fundtrack.store.sign_ins import sign_ins_of
from tests.loops import run_apart
from tests.serving.senders import Sender
from tests.serving.senders import sender
from tests.serving.servers import Answer
from tests.serving.servers import House
from tests.serving.servers import Inside
from tests.serving.servers import signed_in

WAIT_SECONDS = 60
OUTSIDE_THE_OFFER = (
    "/voila/static/../index.html.j2",
    "/voila/static/..%2findex.html.j2",
    "/voila/static/%2e%2e/index.html.j2",
    "/voila/static//etc/passwd",
    "/voila/static/....//index.html.j2",
    "/voila/templates/base/index.html.j2",
    "/voila/templates/..%2f..%2f..%2fetc/passwd",
    "/voila/labextensions/../../etc/passwd",
    "/voila/labextensions/anywidget/../../../../../../etc/passwd",
    "/voila/labextensions/anywidget/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/voila/labextensions/jupyterlab_pygments/package.json",
    "/voila/api/themes/../../../etc/passwd",
    "/voila/api/themes/@jupyterlab/theme-light-extension/..%2f..%2f..%2fetc/passwd",
    "/files/return/R-1/../../fundtrack.toml",
    "/files/return/R-1/..%2f..%2ffundtrack.toml",
    "/files/return/../fundtrack.toml",
    "/files/return/%2e%2e/fundtrack.toml",
    "/files/page/../../fundtrack.toml",
    "/files/page/x/..%2f..%2f..%2ffundtrack.toml",
    "/sign-in/../fundtrack.toml",
    "/fundtrack.toml",
    "/.sign-ins",
)
RUNS_CODE = (
    ("shell", "comm_info_request"),
    ("shell", "execute_request"),
    ("control", "execute_request"),
    ("shell", "inspect_request"),
    ("shell", "complete_request"),
    ("shell", "history_request"),
    ("control", "debug_request"),
    ("control", "shutdown_request"),
    ("stdin", "input_reply"),
    ("control", "comm_msg"),
)


@pytest.fixture(scope="module")
def kernel(inside: Inside) -> str:
    """The id of the kernel behind a page that somebody opened."""
    return kernel_of(inside.ask("/overview?fund=SSF5"))


@pytest.fixture(scope="module")
def other(house: House) -> Inside:
    """Somebody else who is signed in."""
    return signed_in(house.workspace, house.address, "cfo")


@pytest.fixture(scope="module")
def mine(inside: Inside) -> Sender:
    """A page that somebody opened, and what its browser sends."""
    return sender(inside)


@pytest.fixture(scope="module")
def frozen(house: House) -> Path:
    """A frozen return of two files, one of which was altered afterwards."""
    folder = house.workspace.returns / "R-1"
    (folder / "csv").mkdir(parents=True)
    (folder / "csv" / "claim (1).csv").write_bytes(b"a,b")
    (folder / "altered.csv").write_bytes(b"c,d")
    (folder / "not-named.csv").write_bytes(b"e,f")
    named = {
        "csv/claim (1).csv": hashlib.sha256(b"a,b").hexdigest(),
        "altered.csv": hashlib.sha256(b"C,D").hexdigest(),
        "gone.csv": "0" * 64,
    }
    (folder / "manifest.json").write_text(json.dumps({"files": named}), "utf-8")
    return folder


def kernel_of(page: Answer) -> str:
    """The id of the kernel behind a page."""
    return page.text.partition('"kernelId": "')[2][:36]


def logged(house: House, words: str) -> bool:
    """Whether the log of sign-ins tells of something refused."""
    lines = [line for line in read_lines(house.workspace) if line.what == "refused"]
    return any(words in line.about for line in lines)


def message(channel: str, kind: str, **content: object) -> bytes:
    """A message as a page would send it."""
    header = {"msg_id": kind, "msg_type": kind, "session": "s", "username": "u"}
    header |= {"version": "5.3", "date": "2024-04-05T12:00:00Z"}
    parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
    written: bytes = serialize_msg_to_ws_v1(parts, channel)  # type: ignore[no-untyped-call]
    return written


async def connected(inside: Inside, kernel: str) -> WebSocketClientConnection:
    """Open the way by which a page speaks to its kernel."""
    url = f"{inside.address}/api/kernels/{kernel}/channels?session_id=s"
    said = {"Cookie": f"{inside.cookie}={inside.token}", "Origin": inside.address}
    request = HTTPRequest(url.replace("http", "ws", 1), headers=said)
    return await websocket_connect(request, subprotocols=[PROTOCOL])


async def ended(house: House, inside: Inside, kernel: str) -> bool:
    """End somebody's sign-in, speak to their kernel, and wait until it hangs up."""
    socket = await connected(inside, kernel)
    sign_ins_of(house.workspace, system_clock).end(key_of(inside.token))
    await socket.write_message(message("shell", "kernel_info_request"), binary=True)
    while await asyncio.wait_for(socket.read_message(), WAIT_SECONDS) is not None:
        continue
    socket.close()
    return True


async def heard(inside: Inside, kernel: str, *messages: bytes) -> list[str]:
    """Send messages to a kernel, then ask what it is; list the kinds of its answers."""
    socket = await connected(inside, kernel)
    for each in (*messages, message("shell", "kernel_info_request")):
        await socket.write_message(each, binary=True)
    kinds: list[str] = []
    while "kernel_info_reply" not in kinds:
        got = await asyncio.wait_for(socket.read_message(), WAIT_SECONDS)
        assert isinstance(got, bytes)
        kinds += [kind for kind in KINDS if kind.encode() in got]
    socket.close()
    while await socket.read_message() is not None:
        continue
    return kinds


KINDS = ("kernel_info_reply", "execute_reply", "complete_reply", "inspect_reply")


async def refused(inside: Inside, kernel: str, **headers: str) -> int:
    """Try to speak to a kernel; give the answer to that."""
    url = f"{inside.address}/api/kernels/{kernel}/channels"
    request = HTTPRequest(url.replace("http", "ws", 1), headers=headers)
    try:
        await websocket_connect(request, subprotocols=[PROTOCOL])
    except HTTPClientError as error:
        return error.code
    return 200


def test_no_message_of_a_page_runs_code_or_looks_around(
    house: House, inside: Inside, kernel: str, tmp_path: Path
) -> None:
    proof = tmp_path / "was-here"
    code = f"open({str(proof)!r}, 'w')"
    tries = [message(where, kind, code=code) for where, kind in RUNS_CODE]
    widget = message("shell", "comm_open", comm_id="c", target_name="jupyter.widget")
    kinds = run_apart(heard(inside, kernel, *tries, widget, b"\xff" * 9))
    assert set(kinds) == {"kernel_info_reply"}
    assert not proof.exists()
    assert all(logged(house, f"{kind} on {where}") for where, kind in RUNS_CODE)
    assert logged(house, "it would open “jupyter.widget”")
    assert logged(house, "message to a page: it cannot be read")


def test_a_page_of_somebody_else_is_as_if_it_were_not_there(
    house: House, inside: Inside, other: Inside, kernel: str
) -> None:
    cookie = f"{other.cookie}={other.token}"
    socket = refused(other, kernel, Cookie=cookie, Origin=other.address)
    assert run_apart(socket) == 404
    assert other.ask(f"/api/kernels/{kernel}").status == 404
    assert other.ask(f"/voila/api/shutdown/{kernel}", "POST").status == 404
    assert inside.ask(f"/api/kernels/{kernel}").status == 200
    assert logged(house, f"404 POST /voila/api/shutdown/{kernel}")


def test_a_page_elsewhere_cannot_speak_to_a_kernel(inside: Inside, kernel: str) -> None:
    cookie = f"{inside.cookie}={inside.token}"
    foreign = refused(inside, kernel, Cookie=cookie, Origin="http://elsewhere.example")
    nobody = refused(inside, kernel, Origin=inside.address)
    assert [run_apart(each) for each in (foreign, nobody)] == [403, 403]


def test_a_page_whose_sign_in_has_ended_is_not_heard_any_more(house: House) -> None:
    gone = signed_in(house.workspace, house.address, "cfo")
    kernel = kernel_of(gone.ask("/overview"))
    assert run_apart(heard(gone, kernel)) == ["kernel_info_reply"]
    assert run_apart(ended(house, gone, kernel))
    assert "<h1>Sign in</h1>" in gone.ask("/overview").text


def test_a_kernel_is_not_deleted_restarted_or_interrupted(
    inside: Inside, kernel: str
) -> None:
    path = f"/api/kernels/{kernel}"
    assert inside.ask(path, "DELETE").status == 403
    assert inside.ask(f"{path}/restart", "POST").status in {403, 404}
    assert inside.ask(f"{path}/interrupt", "POST").status in {403, 404}
    assert inside.ask(path).status == 200


@pytest.mark.parametrize("path", OUTSIDE_THE_OFFER)
def test_no_file_outside_what_a_page_offers_can_be_had(
    house: House, inside: Inside, path: str
) -> None:
    host = house.address.removeprefix("http://")
    to = http.client.HTTPConnection(host)
    to.request("GET", path, headers={"Cookie": f"{inside.cookie}={inside.token}"})
    answer = to.getresponse()
    text = answer.read().decode(errors="replace")
    to.close()
    assert answer.status in {403, 404}
    assert not any(secret in text for secret in ("root:", "[office]", "kernel_start"))


def test_a_form_that_is_too_large_is_not_read(house: House) -> None:
    to = http.client.HTTPConnection(house.address.removeprefix("http://"))
    to.putrequest("POST", "/sign-in")
    to.putheader("Content-Length", str(64 << 20))
    to.endheaders()
    with suppress(ConnectionResetError), to.getresponse() as answer:
        assert answer.status == 400
    to.close()


def test_a_file_of_a_frozen_return_is_sent_to_be_kept(
    inside: Inside, frozen: Path
) -> None:
    assert frozen.is_dir()
    answer = inside.ask("/files/return/R-1/csv/claim%20(1).csv")
    assert answer.text == "a,b"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=")
    assert answer.headers["Content-Disposition"].endswith("claim%20%281%29.csv")
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert "claim (1).csv" in inside.ask("/files/return/R-1/manifest.json").text


def test_who_took_a_file_is_logged(house: House, inside: Inside, frozen: Path) -> None:
    inside.ask(f"/files/return/{frozen.name}/manifest.json")
    took = [it for it in read_lines(house.workspace) if it.what == "took a file"]
    assert took[-1].person == "finance.officer"
    assert took[-1].about == "/files/return/R-1/manifest.json"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("R-1/not-named.csv", 404),
        ("R-1/gone.csv", 404),
        ("R-1/altered.csv", 409),
        ("R-2/manifest.json", 404),
    ],
)
def test_a_file_that_was_not_frozen_as_it_is_is_not_sent(
    inside: Inside, frozen: Path, name: str, status: int
) -> None:
    assert frozen.is_dir()
    assert inside.ask(f"/files/return/{name}").status == status


def test_a_file_that_a_page_made_is_for_its_reader_alone(
    house: House, inside: Inside, other: Inside, kernel: str
) -> None:
    spool = house.workspace.sign_ins / "spool" / kernel
    (spool / "claim (draft).csv").write_bytes(b"g,h")
    path = f"/files/page/{kernel}/claim%20(draft).csv"
    assert inside.ask(path).text == "g,h"
    assert other.ask(path).status == 404
    for outside in ("..%2f..%2f..%2ffundtrack.toml", "..%2fx", "%2fetc%2fpasswd"):
        assert inside.ask(f"/files/page/{kernel}/{outside}").status == 404
    assert inside.ask(f"/files/page/{kernel}/none.csv").status == 404


def test_nothing_is_sent_to_a_page_but_by_its_reader_from_our_own_site(
    house: House, inside: Inside, other: Inside, mine: Sender
) -> None:
    theirs = sender(other)
    tries = {
        "somebody else's page": theirs.send("a.csv", b"a", page=mine.page),
        "a page that is not there": mine.send("a.csv", b"a", page="0-0-0-0-0"),
        "nobody signed in": mine.send("a.csv", b"a", Cookie=""),
        "another cookie": mine.send("a.csv", b"a", Cookie=f"{inside.cookie}=x"),
        "no secret": mine.send("a.csv", b"a", X_XSRFToken=""),
        "another secret": mine.send("a.csv", b"a", X_XSRFToken=theirs.secret),
        "from elsewhere": mine.send("a.csv", b"a", Origin="http://elsewhere.example"),
        "by another name": mine.send("a.csv", b"a", Host="elsewhere.example"),
    }
    answers = {what: status for what, (status, _) in tries.items()}
    assert set(answers.values()) <= {403, 404}, answers
    assert logged(house, f"404 POST /uploads/{mine.page}")
    assert logged(house, f"403 POST /uploads/{mine.page}")
    spools = house.workspace.sign_ins / "spool"
    assert not list(spools.glob("*/uploads/*/a.csv"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../fundtrack.toml", "fundtrack.toml"),
        ("..\\..\\ledger.duckdb", "ledger.duckdb"),
        ("a.csv\x00.exe", "a.csv .exe"),
    ],
)
def test_a_name_that_leads_elsewhere_stays_in_the_spool_of_its_page(
    house: House, mine: Sender, name: str, kept: str
) -> None:
    before = house.workspace.settings_file.read_bytes()
    status, text = mine.send(name, b"[office]")
    assert (status, json.loads(text)["name"]) == (200, kept)
    assert house.workspace.settings_file.read_bytes() == before
    assert kept in {it.name for it in mine.spool(house).glob("uploads/*/*")}
