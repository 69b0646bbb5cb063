"""What a page says when things are not as usual: each state as its reader meets it."""

import re

from playwright.sync_api import WebSocketRoute
from playwright.sync_api import expect

from fundtrack.domain.people import Role
from fundtrack.sentences.empty import NO_BUDGET
from tests import builders
from tests.browser.conftest import NOON
from tests.browser.conftest import Visit
from tests.serving.servers import House

BLACKPOOL = "/spend?fund=SSF5&area=blackpool"
BACK = "document.dispatchEvent(new Event('visibilitychange'))"
"""What a browser says when its reader comes back to a page."""


def test_new_figures_are_offered_and_shown_without_leaving_the_view(
    visit: Visit, served_office: House
) -> None:
    visit.open(BLACKPOOL)
    visit.page.evaluate("window.isSame = true")
    strip = visit.page.locator(".strip")
    before = strip.get_attribute("data-snapshot") or ""
    offer = visit.page.get_by_role("button", name="Show them")
    expect(offer).to_be_hidden()
    newcomer = builders.person("newcomer", Role.REVIEWER)
    builders.record(served_office.workspace, lambda: NOON, newcomer)
    visit.page.evaluate(BACK)
    offer.press("Enter")
    expect(strip).not_to_have_attribute("data-snapshot", before)
    expect(offer).to_be_hidden()
    expect(visit.page.locator("#said")).to_have_text(visit.sentence)
    expect(visit.page).to_have_url(re.compile("area=blackpool"))
    assert visit.page.evaluate("window.isSame")


def test_a_press_that_fails_is_said_with_a_number_that_the_log_holds(
    visit: Visit, served_office: House
) -> None:
    def spoil(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(lambda message: server.send(_spoilt(message)))

    visit.page.route_web_socket("**/channels**", spoil)
    visit.open("/overview?fund=SSF5")
    visit.page.get_by_role("button", name="Budget", exact=True).press("Enter")
    said = visit.page.get_by_text("This part of the page could not be shown.")
    expect(said).to_be_visible()
    number = re.search(r"the number (\w+):", said.inner_text())
    assert number
    log = served_office.workspace.log.read_text(encoding="utf-8")
    assert f" {number[1]}\nTraceback" in log
    expect(visit.page.locator(".chart svg")).to_have_count(1)
    expect(visit.page.locator(".figs")).to_be_visible()


def _spoilt(message: str | bytes) -> str | bytes:
    """Ask for rows from a place that is no number, in as many bytes."""
    assert isinstance(message, bytes)
    return message.replace(b'"start":0,', b'"start":[],').replace(
        b'"descending":true', b'"descending":777'
    )


def test_a_session_that_ended_takes_the_focus_to_the_way_back(visit: Visit) -> None:
    with visit.page.expect_websocket() as line:
        visit.open(BLACKPOOL)
    way_back = visit.page.get_by_role("button", name="Bring this view back")
    with line.value.expect_event("close"):
        visit.page.route("**/api/kernels/**", lambda route: route.fulfill(status=404))
        expect(way_back).to_be_focused()
    expect(visit.page.get_by_role("alert")).to_contain_text("no longer answers")
    visit.page.unroute_all()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".living h1")
    assert visit.sentence.startswith("Blackpool has spent")


def test_a_choice_that_would_show_nothing_says_so_before_it_is_made(
    visit: Visit,
) -> None:
    visit.open(BLACKPOOL)
    heading = visit.page.get_by_label("Heading", exact=True)
    heading.select_option(label="Lighting (no money held)")
    expect(visit.page.locator(".living h1")).to_have_text(NO_BUDGET)
    expect(heading).to_be_visible()
    heading.select_option(label="All headings")
    expect(visit.page.locator(".living h1")).to_contain_text("Blackpool has spent")


def test_a_page_does_as_its_reader_s_system_says(spend: Visit) -> None:
    page = spend.page
    paper = "getComputedStyle(document.body).backgroundColor"
    moves = "getComputedStyle(document.documentElement).scrollBehavior"
    keeps = "name => getComputedStyle(document.querySelector(name)).forcedColorAdjust"
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert page.evaluate(moves) == "auto"
    page.emulate_media(media="screen", color_scheme="light", forced_colors="active")
    for drawn in (".chart", ".swatch"):
        assert page.evaluate(keeps, drawn) == "none"
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    assert page.evaluate(moves) == "smooth"


def test_a_chart_on_paper_is_that_of_a_light_page(spend: Visit) -> None:
    page = spend.page
    bar = page.locator(".chart .actual_marks path[fill]").last
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_attribute("fill", "#5aa9e6")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(bar).to_have_attribute("fill", "#12436d")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(bar).to_have_attribute("fill", "#5aa9e6")
    page.emulate_media(color_scheme="light")


def test_an_old_snapshot_says_when_there_is_nothing_newer(visit: Visit) -> None:
    visit.open(BLACKPOOL)
    visit.page.locator(".strip > div").evaluate(
        "strip => strip.insertAdjacentHTML('beforeend',"
        " '<button class=link data-do=refresh>press to refresh</button>')"
    )
    visit.page.get_by_role("button", name="press to refresh").press("Enter")
    words = "nothing newer: nothing was recorded since"
    expect(visit.page.get_by_role("button", name=words)).to_be_focused()
    expect(visit.page.locator("#said")).to_have_text(words)
