"""How soon ten people have their page at once, and what one more open page holds.

Run: PYTHONPATH=. python benchmarks/pages_at_once.py [WORKSPACE [PAGES]]
Serves an office that has published: the one named, else the example told to its end.
Ten people ask for a page in the same moment; the seconds are those until the last has
all of it, its kernel run, the best of three times (limit 2.5). Then pages are opened
one after another, each with its line held open as a browser does, up to PAGES (50
unless told), and the memory of the server with all its processes is read (PSS, which
counts what is shared once): at most 40 MB for each page more. Exits 1 when a limit is
passed.
"""

import asyncio
import json
import math
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection
from tornado.websocket import websocket_connect

from fundtrack.acts.story import run_demo
from fundtrack.config import Workspace
from tests.serving.servers import Inside
from tests.serving.servers import served
from tests.serving.servers import signed_in

AT_ONCE, PAGES = 10, 50
SECONDS_LIMIT, MEGABYTES_LIMIT = 2.5, 40.0
ASKED = "/overview?fund=SSF5"
STEPS = (1, 5, 10, 20, 30, 40, 50)
PROTOCOL = "v1.kernel.websocket.jupyter.org"
SETTINGS = re.compile(r'id="jupyter-config-data" type="application/json">(.*?)<')


@dataclass(frozen=True)
class Opened:
    """A page that was served: when its first screen came, when all of it was there."""

    first_seconds: float
    all_seconds: float
    kernel: str


async def opened(inside: Inside) -> Opened:
    """Ask for the page, read all of it."""
    begun = time.perf_counter()
    came: list[tuple[float, bytes]] = []
    await AsyncHTTPClient().fetch(
        HTTPRequest(
            f"{inside.address}{ASKED}",
            headers=held_by(inside),
            streaming_callback=lambda part: came.append((time.perf_counter(), part)),
            request_timeout=120,
        )
    )
    whole = b"".join(part for _, part in came).decode()
    found = SETTINGS.search(whole)
    if not found or "all_here" not in whole:
        raise RuntimeError(whole[-500:])
    first = next(at for at, part in came if b"first_screen" in part)
    return Opened(first - begun, came[-1][0] - begun, json.loads(found[1])["kernelId"])


async def closed(inside: Inside, page: Opened) -> None:
    """Close a page, as its browser does."""
    where = f"{inside.address}/voila/api/shutdown/{page.kernel}"
    asked = HTTPRequest(where, "POST", held_by(inside), body=b"")
    await AsyncHTTPClient().fetch(asked)


async def line_of(inside: Inside, page: Opened) -> WebSocketClientConnection:
    """Hold the page's line open, as its browser does."""
    where = f"{inside.address.replace('http', 'ws')}/api/kernels/{page.kernel}/channels"
    asked = HTTPRequest(where, headers=held_by(inside))
    line = await websocket_connect(asked, subprotocols=[PROTOCOL])
    line.write_message(message("kernel_info_request", {}), binary=True)
    await line.read_message()
    return line


def held_by(inside: Inside) -> dict[str, str]:
    """Give the headers of a browser that is signed in."""
    return {"Cookie": f"{inside.cookie}={inside.token}"}


def message(kind: str, content: dict[str, object]) -> bytes:
    """Write a message to a kernel in Jupyter's binary form."""
    header = {
        "msg_id": kind,
        "msg_type": kind,
        "session": "benchmark",
        "username": "",
        "date": "2026-01-01T00:00:00Z",
        "version": "5.3",
    }
    parts = [b"shell", *(json.dumps(it).encode() for it in (header, {}, {}, content))]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    counted = [len(offsets), *offsets]
    return b"".join(it.to_bytes(8, "little") for it in counted) + b"".join(parts)


def tree_of(pid: int) -> list[int]:
    """List a process with all that descend from it."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    named = [int(child) for it in children for child in it.read_text().split()]
    return [pid, *(each for child in named for each in tree_of(child))]


def megabytes(pid: int) -> float:
    """Give the memory of a process and its descendants, what is shared counted once."""
    kilobytes = 0
    for each in tree_of(pid):
        rolled = Path(f"/proc/{each}/smaps_rollup").read_text()
        kilobytes += int(re.search(r"^Pss:\s+(\d+)", rolled, re.MULTILINE)[1])  # type: ignore[index]
    return kilobytes / 1024


async def measure(inside: Inside, server: int, pages: int) -> bool:
    """Measure, print, and say whether a limit was passed."""
    AsyncHTTPClient.configure(None, max_clients=100)
    await closed(inside, await opened(inside))
    best = math.inf
    for _ in range(3):
        begun = time.perf_counter()
        all_ten = await asyncio.gather(*(opened(inside) for _ in range(AT_ONCE)))
        seconds = time.perf_counter() - begun
        best = min(best, seconds)
        for page in all_ten:
            await closed(inside, page)
        firsts = sorted(it.first_seconds for it in all_ten)
        print(f"{AT_ONCE} at once: {seconds:.2f} s, last first screen {firsts[-1]:.2f}")
    return await held(inside, server, pages) or best > SECONDS_LIMIT


async def held(inside: Inside, server: int, pages: int) -> bool:
    """Open pages and keep them, reading the memory on the way."""
    lines, read = [], {0: megabytes(server)}
    for count in range(1, pages + 1):
        lines.append(await line_of(inside, await opened(inside)))
        if count in STEPS or count == pages:
            await asyncio.sleep(1)
            read[count] = megabytes(server)
            print(f"{count} pages: {read[count]:.0f} MB")
    each = (read[max(read)] - read[1]) / (max(read) - 1)
    print(f"one more page: {each:.1f} MB")
    for line in lines:
        line.close()
    return each > MEGABYTES_LIMIT


def main(given: list[str]) -> int:
    """Serve the office and measure."""
    pages = int(given[1]) if len(given) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(given[0]) if given else Path(folder, "office"))
        if not given:
            run_demo(workspace, print)
        with served(workspace) as url:
            server = tree_of(os.getpid())[1]
            inside = signed_in(workspace, url)
            return int(asyncio.run(measure(inside, server, pages)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
