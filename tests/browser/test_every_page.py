"""What holds for every page: readers with a keyboard, a phone, the dark, on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import expect

from fundtrack.pages.names import PAGES
from tests.browser.axe import COLOURS
from tests.browser.axe import findings
from tests.browser.conftest import DESK
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.serving.servers import Inside

NAMES = [page.name for page in PAGES]
PHONE = {"width": 390, "height": 800}
NARROW = {"width": 320, "height": 640}
OUTSIDE = ["/sign-in?out=1", "/password", "/nowhere"]
DRAWN = (
    "[...document.querySelectorAll('.chart')]"
    ".every(chart => !chart.clientWidth || chart.dataset.drawn)"
)
FILES = ["Show as table", "Download CSV", "XLSX", "SVG", "PNG"]
LISTEN = """() => {
    window.heard = [];
    const live = "[role=status], [role=alert], [aria-live]";
    new MutationObserver((changes) => {
        for (const { target } of changes) {
            const node = (target.nodeType === 1 ? target : target.parentElement);
            const said = node?.closest(live)?.textContent.trim();
            if (said) window.heard.push(said);
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
OUTLINE = """() => {
    if (document.activeElement === document.body) return "left the page";
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return `${outlineStyle} ${outlineWidth}`;
}"""
CHOOSABLE = ".filters select:has(option:nth-child(2))"


@pytest.fixture(scope="module", params=NAMES)
def page_of(
    request: pytest.FixtureRequest, browser: Browser, inside: Inside
) -> Iterator[Visit]:
    """Each page, opened once for the tests of this module."""
    opened = visiting(browser, inside, viewport=DESK)
    opened.page.goto(f"{opened.address}/{request.param}?fund=SSF5")
    opened.page.wait_for_selector(".living h1")
    opened.page.wait_for_function(DRAWN)
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("looks", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_a_page(
    page_of: Visit, looks: dict[str, int], scheme: str
) -> None:
    page_of.page.set_viewport_size(looks)  # type: ignore[arg-type]
    page_of.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = findings(page_of.page, COLOURS if scheme == "dark" else None)
    page_of.page.emulate_media(color_scheme="light")
    page_of.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_door(
    browser: Browser, inside: Inside, scheme: str
) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in OUTSIDE:
        page.goto(f"{inside.address}{path}")
        assert findings(page, COLOURS if scheme == "dark" else None) == []
    context.close()


def test_a_page_fits_the_narrowest_phone(page_of: Visit) -> None:
    page_of.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page_of.page.wait_for_function("document.documentElement.scrollWidth === 320")
    page_of.page.wait_for_function(
        "[...document.querySelectorAll('.chart svg')]"
        ".every(drawn => drawn.clientWidth <= 320)"
    )
    page_of.page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_the_first_stop_of_the_keyboard_leads_past_the_bar(page_of: Visit) -> None:
    page = page_of.page
    page.evaluate("document.activeElement.blur()")
    page.locator("a.skip").focus()
    expect(page.locator("a, button, select").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) in {"solid 3px", "left the page"}


def test_after_a_filter_the_sentence_is_said_once_and_the_focus_stays(
    page_of: Visit,
) -> None:
    page = page_of.page
    choice = page.locator(CHOOSABLE).first
    if not choice.count():
        pytest.skip("this office leaves nothing to choose")
    choice.focus()
    is_first = choice.evaluate("node => node.selectedIndex === 0")
    page.evaluate(LISTEN)
    page.keyboard.press("ArrowDown" if is_first else "ArrowUp")
    page.wait_for_function("window.heard.length > 0")
    page.wait_for_function("!document.querySelector('.filters .busy').textContent")
    assert page.evaluate("window.heard") == [page_of.sentence]
    expect(choice).to_be_focused()


def test_every_chart_gives_its_table_and_its_files(page_of: Visit) -> None:
    charts = page_of.page.locator("section:has(> .chart:visible)")
    for chart in charts.all():
        expect(chart.locator(".under button")).to_have_text(FILES)
        told = chart.get_by_role("button", name="PNG")
        heading = chart.locator("h2").inner_text()
        expect(told).to_have_accessible_description(heading)


def test_a_page_is_a_brief_on_paper_and_asks_nobody_else(page_of: Visit) -> None:
    printed = page_of.page.pdf(prefer_css_page_size=True, print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
    assert (page_of.off_host, page_of.complaints) == ([], [])
