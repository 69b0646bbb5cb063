"""The first screen is the page, drawn; the living one takes its place unnoticed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Route

from tests.browser.conftest import DESK
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.serving.servers import Inside

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().map((it) => shifts.push(it.value)))
  .observe({ type: "layout-shift" });
"""
# Down to the list of needs, which is another for each reader.
PLACES = """(root) => [...document.querySelectorAll("h1, h2, .figs, .chart, table")]
  .filter((node) => node.closest(root) && node.checkVisibility())
  .filter((node) => node.compareDocumentPosition(document.querySelector(".todo")) & 4)
  .map((node) => Math.round(node.getBoundingClientRect().top + scrollY))"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def still(
    request: pytest.FixtureRequest, browser: Browser, inside: Inside
) -> Iterator[tuple[Visit, list[Route]]]:
    """Overview as it opens, its life held back until the route goes on."""
    opened = visiting(browser, inside, viewport=request.param)
    held: list[Route] = []
    opened.page.add_init_script(SHIFTS)
    opened.page.route("**/living.mjs", lambda route, _: held.append(route))
    opened.page.goto(f"{opened.address}/overview", wait_until="commit")
    opened.page.wait_for_selector(".still h1")
    yield opened, held
    opened.page.context.close()


def test_taking_over_moves_nothing_and_nobody(
    still: tuple[Visit, list[Route]],
) -> None:
    visit, held = still
    page = visit.page
    page.wait_for_selector(".still .chart svg:visible")
    before = page.evaluate(PLACES, ".still")
    assert len(before) > 3
    page.eval_on_selector(".still .todo a", "it => it.focus({ preventScroll: true })")
    link = page.evaluate("document.activeElement.href")
    page.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    page.evaluate("shifts.length = 0")
    held[0].continue_()
    page.wait_for_selector(".living h1")
    assert page.evaluate(PLACES, ".living") == before
    assert page.evaluate("document.activeElement.href") == link
    assert page.evaluate("Boolean(document.activeElement.closest('.living'))")
    assert page.evaluate("scrollY") == 300
    assert page.evaluate("shifts.reduce((sum, it) => sum + it, 0)") < 0.01
    assert not page.query_selector("#first_screen")
    assert not visit.complaints


def test_a_link_to_a_table_comes_to_it(browser: Browser, inside: Inside) -> None:
    visit = visiting(browser, inside, viewport=DESK)
    visit.open("/spend#suspense")
    visit.page.wait_for_function("document.activeElement.id === 'suspense'")
    assert visit.page.evaluate("scrollY") > 0
    visit.page.context.close()
