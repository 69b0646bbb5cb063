"""How soon the page Spend follows a filter, beside four other frameworks.

Run: python -m venv .venv-peers
    .venv-peers/bin/pip install -r benchmarks/dashboards/requirements.txt
    PYTHONPATH=. python benchmarks/dashboards_beside.py

Says so and ends when the others are not installed. Every framework shows the same
sentence, key figures and charts, read by the same functions from the same snapshot;
ours shows its tables as well. They are opened in turn, in one browser, each time with
an empty cache. Prints, as medians in milliseconds: from the request to all charts
drawn, and from the choice of an area to the last change of sentence and charts; then
the ratios to the fastest of Streamlit, Panel and Solara (limits: a quarter, and 1).
Exits 1 when a limit is passed.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

from fundtrack.config import Workspace
from tests.serving.servers import signed_in

HERE = Path(__file__).parent / "dashboards"
PEERS = Path(__file__).parents[1] / ".venv-peers"
PROGRAM = Path(sys.executable).with_name("fundtrack")
WATCHING = (HERE / "watching.js").read_text(encoding="utf-8")
VEGA = {"vega": "5.21.0", "vega-lite": "5.2.0", "vega-embed": "6.20.2"}
PERSON = "finance.officer"
AREAS = ("Pennine Lancashire", "West Lancashire", "Lancaster", "Blackpool")
CHARTS = 3
OPENINGS = 5
PATIENCE = 60_000
STILL = 1_000
FILTER_LIMIT = 0.25
DRAWN = """n => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap(
    (node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  return all(document).filter((node) => node.matches(
    '.living svg.marks, canvas.marks, .vega-embed svg.marks')).length >= n;
}"""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
]


@dataclass
class Dashboard:
    """One framework: how it is served, chosen from, and where its page is."""

    name: str
    serve: Callable[[int], list[str]]
    choose: Callable[[Page, str], None]
    path: str = "/"
    opened: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)


def by_select(page: Page, area: str) -> None:
    """Choose in a plain list."""
    page.locator("select").first.select_option(label=area)


def by_label(page: Page, area: str) -> None:
    """Choose in the list that its label names."""
    page.get_by_label("Area", exact=True).select_option(label=area)


def by_streamlit(page: Page, area: str) -> None:
    """Choose in Streamlit's list."""
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=area).click()


def by_vuetify(page: Page, area: str) -> None:
    """Choose in Solara's list."""
    page.locator(".v-select").click()
    page.locator(".v-list-item", has_text=area).click()


def dashboards(peers: Path, workspace: Path) -> list[Dashboard]:
    """List what is compared, ours first."""
    bin_ = peers / "bin"
    streamlit = [str(bin_ / "streamlit"), "run", "with_streamlit.py"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false"]
    panel = [str(bin_ / "panel"), "serve", "with_panel.py"]
    solara = [
        str(bin_ / "solara"),
        "run",
        "with_solara.py",
        "--production",
        "--no-open",
    ]
    voila = [str(bin_ / "voila"), "with_voila.ipynb", "--no-browser"]
    ours = [str(PROGRAM), "--workspace", str(workspace), "serve"]
    return [
        Dashboard(
            "fundtrack",
            lambda port: [*ours, f"--port={port}"],
            by_label,
            "/spend?fund=SSF5",
        ),
        Dashboard(
            "Streamlit",
            lambda port: [*streamlit, *quiet, f"--server.port={port}"],
            by_streamlit,
        ),
        Dashboard(
            "Panel", lambda port: [*panel, f"--port={port}"], by_select, "/with_panel"
        ),
        Dashboard("Solara", lambda port: [*solara, f"--port={port}"], by_vuetify),
        Dashboard("Voila", lambda port: [*voila, f"--port={port}"], by_select),
    ]


@contextmanager
def served(dashboard: Dashboard, workspace: Path) -> Iterator[str]:
    """Serve a dashboard and give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    source = str(Path(__file__).parents[1] / "src")
    held = {"FUNDTRACK_WORKSPACE": str(workspace.resolve()), "PYTHONPATH": source}
    server = subprocess.Popen(  # noqa: S603 - what the list above says
        dashboard.serve(port),
        cwd=HERE,
        env={**os.environ, **held},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address + "/")
        yield address
    finally:
        server.terminate()
        server.wait()


def mend_solara(peers: Path) -> None:
    """Let Solara draw what it cannot draw as it comes without internet.

    It asks its own server for versions by their first number alone, and its chart
    redraws without end when Vega changes the spec that it was given.
    """
    kept = peers / "share/solara/cdn"
    for name, version in VEGA.items():
        short = kept / f"{name}@{version.split('.', maxsplit=1)[0]}"
        if not short.exists():
            short.symlink_to(f"{name}@{version}")
    (chart,) = peers.glob("lib/*/site-packages/solara/widgets/vue/vegalite.vue")
    written = chart.read_text(encoding="utf-8")
    copied = "...JSON.parse(JSON.stringify(this.spec)),"
    chart.write_text(written.replace("...this.spec,", copied), encoding="utf-8")


def wait_for(address: str) -> None:
    """Wait until somebody answers at an address."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        try:
            urlopen(address)  # noqa: S310 - this machine's own address
        except URLError as error:
            if hasattr(error, "code"):
                return
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def measure(
    browser: Browser, dashboard: Dashboard, address: str, cookie: object
) -> None:
    """Open a page with an empty cache and choose each area once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCHING)
    if cookie:
        context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address + dashboard.path, wait_until="commit")
    page.wait_for_function(DRAWN, arg=CHARTS)
    settle(page)
    dashboard.opened.append(page.evaluate("__seen.drawn"))
    for area in AREAS:
        before = page.evaluate("__seen.draws")
        dashboard.choose(page, area)
        page.wait_for_function("n => __seen.draws > n", arg=before)
        page.get_by_role("heading", name=area).first.wait_for()
        settle(page)
        dashboard.filtered.append(page.evaluate("__seen.drawn - __seen.asked"))
    context.close()


def settle(page: Page) -> None:
    """Wait until nothing has been drawn for a while."""
    page.wait_for_function(f"performance.now() - __seen.drawn > {STILL}")


def main(workspace: Path, peers: Path) -> int:
    """Measure all in turn and print."""
    mend_solara(peers)
    compared = dashboards(peers, workspace)
    with ExitStack() as held, sync_playwright() as play:
        addresses = [held.enter_context(served(each, workspace)) for each in compared]
        who = signed_in(Workspace(workspace), addresses[0], PERSON)
        cookie = {"name": who.cookie, "value": who.token, "url": addresses[0]}
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for _ in range(OPENINGS):
            for each, address in zip(compared, addresses, strict=True):
                measure(browser, each, address, cookie if each is compared[0] else None)
        browser.close()
    return report(compared)


def report(compared: list[Dashboard]) -> int:
    """Print medians and ratios; give 1 when a limit is passed."""
    ours, *others = compared
    for each in compared:
        print(
            f"{each.name:10} open {median(each.opened):6.0f} ms (least "
            f"{min(each.opened):.0f})  filter {median(each.filtered):5.0f} ms "
            f"(least {min(each.filtered):.0f})"
        )
    peers = [each for each in others if each.name != "Voila"]
    filtering = median(ours.filtered) / min(median(each.filtered) for each in peers)
    opening = median(ours.opened) / min(median(each.opened) for each in peers)
    print(f"beside the fastest: filter {filtering:.2f}, open {opening:.2f}")
    return int(filtering > FILTER_LIMIT or opening > 1)


def example(workspace: Path) -> Path:
    """Make the example office."""
    program = [str(PROGRAM), "--workspace", str(workspace), "demo", "--no-serve"]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return workspace


if __name__ == "__main__":
    if not PEERS.is_dir():
        print(f"left out: {PEERS} is not there")
        sys.exit(0)
    with TemporaryDirectory() as folder:
        sys.exit(main(example(Path(folder) / "office"), PEERS))
