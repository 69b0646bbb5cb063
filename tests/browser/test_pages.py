"""Overview and Spend in a browser, as their readers meet them."""

import io
import json
import os
import re
import signal
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser
from playwright.sync_api import WebSocketRoute
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.serving.servers import Inside

UNNAMED = (
    ".chart > :not([aria-hidden])",
    "tbody th:not([scope=row])",
    "thead th:not([scope=col])",
    ".scroll:not([tabindex='0'])",
)
FIGURES = ["£409,800", "£266,301", "£33,900", "£377,800", "£32,000"]


def wait_for_sentence(visit: Visit, words: str) -> None:
    """Wait until the page opens with these words."""
    expect(visit.page.locator(".living h1")).to_contain_text(words)


def kernel_of(visit: Visit) -> str:
    """The path of the kernel behind a page."""
    written = visit.page.text_content("#jupyter-config-data")
    settings = json.loads(written or "")
    return f"/api/kernels/{settings['kernelId']}"


def process_of(kernel: str) -> int:
    """The number of the process that is a kernel."""
    named = f"kernel-{kernel[:8]}"
    found = Path("/proc").glob("[0-9]*/comm")
    return next(int(it.parent.name) for it in found if it.read_text().strip() == named)


def test_overview_opens_with_its_sentence_and_figures(overview: Visit) -> None:
    assert overview.sentence.startswith(
        "£32,000 of the £409,800 for 2023-24 will lapse"
    )
    expect(overview.page.locator(".figs dd:not(.says)")).to_have_text(FIGURES)
    expect(overview.page.locator("#first_screen")).to_have_count(0)
    expect(overview.page.locator(".chart svg")).to_have_count(1)
    assert (overview.off_host, overview.complaints) == ([], [])


def test_spend_opens_with_its_charts(spend: Visit) -> None:
    assert spend.sentence.startswith("Safer Streets round 5 has spent £266,301")
    expect(spend.page.locator(".chart svg")).to_have_count(3)
    assert (spend.off_host, spend.complaints) == ([], [])


def test_a_filter_changes_the_sentence_and_the_address_and_back_returns(
    visit: Visit,
) -> None:
    visit.open("/spend?fund=SSF5&area=blackpool")
    visit.page.get_by_label("Area").select_option("west-lancashire")
    wait_for_sentence(visit, "West Lancashire has spent £48,901")
    expect(visit.page).to_have_url(re.compile("area=west-lancashire"))
    visit.page.go_back()
    wait_for_sentence(visit, "Blackpool has spent £99,200")
    expect(visit.page.get_by_label("Area")).to_have_value("blackpool")
    expect(visit.page).to_have_url(re.compile("area=blackpool"))
    overview = visit.page.get_by_role("link", name="Overview")
    expect(overview).to_have_attribute("href", re.compile("fund=SSF5"))


def test_an_answer_to_an_earlier_choice_does_not_put_it_back(visit: Visit) -> None:
    visit.open("/spend?fund=SSF5&area=blackpool")
    area = visit.page.get_by_label("Area")
    area.select_option("west-lancashire")
    area.select_option("lancaster")
    area.evaluate(
        "node => { window.shown = [];"
        "new MutationObserver(() => window.shown.push(node.value))"
        ".observe(node, { childList: true }); }"
    )
    wait_for_sentence(visit, "Lancaster has spent £")
    visit.page.wait_for_function("window.shown.length > 0")
    assert set(visit.page.evaluate("window.shown")) == {"lancaster"}
    expect(visit.page).to_have_url(re.compile("area=lancaster"))


def test_a_row_of_a_chart_s_table_is_pressed_by_keyboard_and_sums_to_its_bar(
    spend: Visit,
) -> None:
    chart = spend.page.locator("section", has_text="Least of its budget spent")
    chart.get_by_role("button", name="Show as table").press("Enter")
    row = chart.get_by_role("row", name="CCTV")
    row.get_by_role("button", name="Actual").press("Enter")
    drill = spend.page.locator("section", has_text="What the figure is made of")
    expect(drill).to_contain_text("Actual, CCTV, 2023-24: 4 entries, £87,200.00")
    expect(drill.locator("tbody tr.sum")).to_have_count(1)
    amounts = drill.locator("tbody tr:not(.sum) td:nth-child(4)").all_inner_texts()
    pence = [
        int(text.replace("£", "").replace(",", "").replace(".", "")) for text in amounts
    ]
    assert sum(pence) == 8_720_000
    expect(row.get_by_role("button", name="Actual")).to_have_text("£87,200")


def test_a_click_on_a_bar_shows_what_it_is_made_of(overview: Visit) -> None:
    overview.page.locator(".chart .owed_marks path").first.click()
    heading = overview.page.get_by_role("heading", name="Accrued, Pennine Lancashire")
    expect(heading).to_have_text(
        "Accrued, Pennine Lancashire, 2023-24: 1 entry, £21,000.00"
    )


def test_a_column_is_sorted_by_its_heading(overview: Visit) -> None:
    lines = overview.page.locator("section", has_text="The same money, line by line")
    lines.get_by_role("button", name="Budget", exact=True).press("Enter")
    lines.locator("th[aria-sort=descending]").wait_for()
    order = lines.get_by_role("button", name="Budget", exact=True)
    expect(order).to_be_focused()
    names = ["Pennine", "Blackpool", "West", "Lancaster"]
    expect(lines.locator("tbody tr:not(.sum) th")).to_contain_text(names)


def test_figures_are_saved_as_csv_and_as_a_workbook(overview: Visit) -> None:
    lines = overview.page.locator("section", has_text="The same money, line by line")
    with overview.page.expect_download() as csv:
        lines.get_by_role("button", name="Download CSV").click()
    assert csv.value.suggested_filename == "position.csv"
    text = csv.value.path().read_text(encoding="utf-8-sig")
    assert "Blackpool,127600.00,106333.32,3000.00" in text
    with overview.page.expect_download() as xlsx:
        lines.get_by_role("button", name="XLSX").click()
    sheet = load_workbook(io.BytesIO(xlsx.value.path().read_bytes())).active
    assert sheet is not None
    assert sheet["B6"].value == 409_800
    expect(overview.page.locator("#ended")).to_be_hidden()


def test_a_kernel_ends_with_its_page(browser: Browser, inside: Inside) -> None:
    visit = visiting(browser, inside)
    visit.open("/overview")
    kernel = kernel_of(visit)
    assert inside.ask(kernel).status == 200
    visit.page.close(run_before_unload=True)
    for _ in range(100):
        if inside.ask(kernel).status == 404:
            break
        time.sleep(0.1)
    assert inside.ask(kernel).status == 404


def test_a_session_that_ended_is_said_and_one_press_brings_the_view_back(
    visit: Visit,
) -> None:
    visit.open("/spend?fund=SSF5&area=blackpool")
    visit.page.evaluate(
        "url => navigator.sendBeacon(url)",
        kernel_of(visit).replace("/api/kernels/", "/voila/api/shutdown/"),
    )
    visit.page.wait_for_selector("#ended:not([hidden])")
    visit.page.get_by_role("button", name="Bring this view back").click()
    visit.page.wait_for_selector("#ended", state="hidden")
    wait_for_sentence(visit, "Blackpool has spent £99,200")


def test_a_kernel_that_dies_is_said_at_once_and_not_replaced_unseen(
    visit: Visit,
) -> None:
    visit.open("/overview?fund=SSF5")
    os.kill(process_of(kernel_of(visit).rsplit("/", 1)[1]), signal.SIGKILL)
    visit.page.wait_for_selector("#ended:not([hidden])", timeout=10_000)


def test_a_line_to_the_kernel_that_breaks_is_opened_again(visit: Visit) -> None:
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    visit.page.route_web_socket("**/channels**", through)
    visit.open("/spend?fund=SSF5&area=blackpool")
    lines[0].close()
    visit.page.get_by_label("Area").select_option("west-lancashire")
    wait_for_sentence(visit, "West Lancashire has spent £48,901")
    assert len(lines) == 2
    assert visit.complaints == []


def test_a_page_asks_for_few_files_and_none_twice(overview: Visit) -> None:
    asked = [url.partition("?")[0] for url in overview.asked]
    files = [url for url in asked if "/static/" in url]
    assert len(files) == len(set(files)) <= 12


@pytest.mark.parametrize("path", ["/overview?fund=SSF5", "/spend?fund=SSF5"])
def test_a_phone_scrolls_in_one_direction_and_names_stand_above_bars(
    browser: Browser, inside: Inside, path: str
) -> None:
    visit = visiting(browser, inside, viewport={"width": 390, "height": 800})
    visit.open(path)
    visit.page.wait_for_selector(".chart .names_marks text")
    for width in (390, 320):
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.page.wait_for_function(
            "width => [...document.querySelectorAll('.chart svg')]"
            ".every(svg => svg.clientWidth <= width)",
            arg=width,
        )
        visit.page.wait_for_function(
            "width => document.documentElement.scrollWidth === width", arg=width
        )
    visit.page.context.close()


def test_at_night_page_and_charts_are_dark(browser: Browser, inside: Inside) -> None:
    visit = visiting(browser, inside, color_scheme="dark")
    visit.open("/overview?fund=SSF5")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(paper) == "rgb(15, 23, 32)"
    bar = visit.page.locator(".chart .actual_marks path").first
    expect(bar).to_have_attribute("fill", "#5aa9e6")
    visit.page.emulate_media(color_scheme="light")
    expect(bar).to_have_attribute("fill", "#12436d")
    assert visit.page.evaluate(paper) == "rgb(255, 255, 255)"
    visit.page.context.close()


def test_every_control_has_a_name_and_every_table_its_headers(overview: Visit) -> None:
    page = overview.page
    expect(page.get_by_role("img", name="profile to date by area")).to_have_count(1)
    for label in ("Fund", "Financial year", "As at"):
        expect(page.get_by_label(label, exact=True)).to_have_count(1)
    for unnamed in UNNAMED:
        expect(page.locator(unnamed)).to_have_count(0)
    first = page.locator("a, button, select").first
    expect(first).to_have_text("Skip to the page")
    page.locator("a.skip").focus()
    box = page.locator("a.skip").bounding_box()
    assert box
    assert box["x"] >= 0


def test_a_page_prints_without_its_controls(overview: Visit) -> None:
    overview.page.emulate_media(media="print")
    expect(overview.page.locator(".filters")).to_be_hidden()
    expect(overview.page.locator("h1")).to_be_visible()
    expect(overview.page.locator(".strip")).to_be_visible()
    expect(overview.page.locator(".address")).to_have_text(overview.page.url)
    overview.page.emulate_media(media="screen")


def test_a_thing_to_do_leads_to_its_table_on_spend(visit: Visit) -> None:
    visit.open("/overview?fund=SSF5")
    todo = visit.page.locator(".todo li", has_text="in suspense")
    todo.get_by_role("link", name="Show it on Spend").click()
    visit.page.wait_for_selector("#suspense table")
    visit.page.wait_for_function(
        "() => Math.abs(document.getElementById('suspense')"
        ".getBoundingClientRect().top) < 2"
        "|| scrollY + innerHeight >= document.documentElement.scrollHeight - 2"
    )
    expect(visit.page).to_have_url(re.compile("#suspense$"))
    expect(visit.page.locator("#suspense")).to_be_focused()


def test_a_point_of_the_year_shows_what_was_spent_by_then(spend: Visit) -> None:
    points = spend.page.locator(".chart:has(.budget_name_marks) .actual_marks path")
    points.last.click()
    heading = spend.page.get_by_role("heading", name="Actual, 2023-24")
    expect(heading).to_have_text("Actual, 2023-24: 20 entries, £266,300.50")
