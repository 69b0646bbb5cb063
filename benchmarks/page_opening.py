"""How soon each page is there, and alive: cold browser, near and over a slow line.

Run: PYTHONPATH=. python benchmarks/page_opening.py [WORKSPACE [TIMES]]
Serves an office that has published: the one named, else the example told to its end.
Every page is opened TIMES times (5 unless told), each in a browser that has kept
nothing, on this computer and over a line of 10 Mbit/s with 20 ms. "First" is when the
sentence, the key figures and a drawn chart (where the page has one) are painted,
"alive" when the living page has taken their place with its own charts: both from the
request, medians. Limits: 0.6 s and 1.4 s near; alive in 3.5 s over the line with
nothing kept, in 2 s once the browser keeps the files. The steps show where the
time goes: the sentence arrived, the kernel named, its page built, the line opened.
Exits 1 when a limit is passed.
"""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import sync_playwright

from fundtrack.acts.story import run_demo
from fundtrack.config import Workspace
from fundtrack.pages.names import PAGES
from tests.serving.servers import Inside
from tests.serving.servers import served
from tests.serving.servers import signed_in

TIMES = 5
FIRST, ALIVE, SLOW_ALIVE, KEPT_ALIVE = 600, 1400, 3500, 2000
LINE = {
    "offline": False,
    "latency": 20,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
]
STEPS = ("sentence", "kernel", "built", "line")
WATCH = """
window.marks = {};
const mark = (name) => { window.marks[name] ??= performance.now(); };
const Line = window.WebSocket;
window.WebSocket = class extends Line {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", () => mark("line"));
  }
};
const seen = {
  sentence: "#first_screen h1", kernel: "#jupyter-config-data", built: "#all_here",
};
const look = () => {
  for (const [name, where] of Object.entries(seen)) {
    if (document.querySelector(where)) mark(name);
  }
  const first = document.querySelector("#first_screen");
  const painted = () => setTimeout(() => mark("first"));
  if (first?.querySelector("h1")) requestAnimationFrame(painted);
  const living = document.querySelector(".living h1");
  if (living?.checkVisibility({ visibilityProperty: true })) mark("alive");
};
const everything = { childList: true, subtree: true, attributes: true };
new MutationObserver(look).observe(document, everything);
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
TOLD = """() => {
  const kinds = ["navigation", "resource"];
  const asked = kinds.flatMap((it) => performance.getEntriesByType(it));
  const bytes = asked.reduce((sum, it) => sum + it.transferSize, 0);
  return { ...window.marks, moved: window.moved, asked: asked.length, bytes };
}"""
Told = dict[str, float]


@dataclass(frozen=True)
class Way:
    """How pages are opened: near or over the line, and what the browser keeps."""

    name: str
    is_slow: bool
    is_kept: bool
    alive: int
    first: int | None = None


WAYS = (
    Way("near, cold", is_slow=False, is_kept=False, alive=ALIVE, first=FIRST),
    Way("10 Mbit/s 20 ms, cold", is_slow=True, is_kept=False, alive=SLOW_ALIVE),
    Way("10 Mbit/s 20 ms, kept", is_slow=True, is_kept=True, alive=KEPT_ALIVE),
)


def window(browser: Browser, inside: Inside) -> BrowserContext:
    """Open a browser that has kept nothing, for somebody signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    held = {"name": inside.cookie, "value": inside.token, "url": inside.address}
    context.add_cookies([held])  # type: ignore[list-item]
    context.add_init_script(WATCH)
    return context


def opened(context: BrowserContext, address: str, *, is_slow: bool) -> Told:
    """Open a page until it is alive and give what the browser measured."""
    page = context.new_page()
    if is_slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.marks.alive")
    page.wait_for_load_state("load")
    told: Told = page.evaluate(TOLD)
    page.close()
    return told


def measured(browser: Browser, inside: Inside, way: Way, name: str, times: int) -> Told:
    """Give the medians of a page's openings."""
    found: list[Told] = []
    context = window(browser, inside)
    if way.is_kept:
        opened(context, f"{inside.address}/{name}", is_slow=False)
    for _ in range(times):
        if not way.is_kept:
            context.close()
            context = window(browser, inside)
        found.append(opened(context, f"{inside.address}/{name}", is_slow=way.is_slow))
    context.close()
    return {key: median(it.get(key, 0) for it in found) for key in found[0]}


def within(way: Way, told: Told) -> bool:
    """Print what a page took and say whether it kept its limits."""
    steps = " ".join(f"{told.get(step, 0):5.0f}" for step in STEPS)
    is_kept = told["alive"] <= way.alive
    is_kept &= way.first is None or told["first"] <= way.first
    print(
        f"{told['first']:6.0f} {told['alive']:6.0f}   {steps}   {told['asked']:4.0f} "
        f"{told['bytes'] / 1000:6.0f}   {told['moved']:.4f}   "
        f"{'' if is_kept else 'over its limit'}"
    )
    return is_kept


def report(workspace: Workspace, times: int) -> bool:
    """Open every page in every way; True when all kept their limits."""
    names = [page.name for page in PAGES]
    kept = []
    with served(workspace) as address, sync_playwright() as play:
        inside = signed_in(workspace, address)
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for way in WAYS:
            print(f"\n{way.name}; milliseconds from the request, medians of {times}")
            heads = " ".join(f"{step[:5]:>5}" for step in STEPS)
            print(f"{'':12}  first  alive   {heads}   asks  kB   moved")
            for name in names:
                told = measured(browser, inside, way, name, times)
                print(f"{name:12}", end=" ")
                kept.append(within(way, told))
        browser.close()
    return all(kept)


def main() -> None:
    """Serve the office named, or the example, and open its pages."""
    times = int(sys.argv[2]) if len(sys.argv) > 2 else TIMES  # noqa: PLR2004
    if len(sys.argv) > 1:
        sys.exit(not report(Workspace(Path(sys.argv[1])), times))
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "office")
        run_demo(workspace, print)
        sys.exit(not report(workspace, times))


if __name__ == "__main__":
    main()
