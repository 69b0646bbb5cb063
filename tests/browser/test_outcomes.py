"""Outcomes in the browser: by keyboard, by map, by phone, and nothing off the host."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import expect

from fundtrack.acts.people import set_password
from fundtrack.acts.session import Session
from fundtrack.domain.people import Role
from tests import builders
from tests.browser.axe import findings
from tests.browser.conftest import DESK
from tests.browser.conftest import PASSWORD
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.pages.outcome_offices import crime_office
from tests.serving.servers import served
from tests.serving.servers import signed_in

PATH = "/outcomes?measure=burglary&place=area:pennine"


@pytest.fixture(scope="module")
def page_of(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    """Outcomes of an office that holds crime, opened once for these tests."""
    made = crime_office(tmp_path_factory.mktemp("crime"))
    people = [*builders.person("admin", Role.ADMIN)]
    builders.record(made.workspace, made.clock, people)
    session = Session(made.workspace, "admin", made.clock)
    set_password(session, "officer", PASSWORD)
    with served(made.workspace) as address:
        inside = signed_in(made.workspace, address, "officer")
        visit = visiting(browser, inside, viewport=DESK)
        visit.open(PATH)
        visit.page.wait_for_selector(".districts_marks path")
        yield visit
        visit.page.context.close()


def test_a_month_is_taken_apart_by_keyboard_alone(page_of: Visit) -> None:
    page = page_of.page
    page.get_by_role("button", name="Show as table").first.press("Enter")
    cell = page.locator("button.figure:visible").first
    count = cell.inner_text()
    cell.press("Enter")
    parts = page.locator("#count-parts")
    expect(parts).to_be_focused()
    expect(parts.locator("tr.sum td").last).to_have_text(count)
    expect(page.locator("#count-files tbody tr")).to_have_count(1)
    expect(page.locator("#count-files tbody tr")).to_contain_text(
        "2021-11-lancashire-street.csv"
    )


def test_a_district_of_the_map_opens_its_year(page_of: Visit) -> None:
    page = page_of.page
    page.locator(".districts_marks path").last.click()
    expect(page.locator("#count-files h2")).to_have_text("Counted from 12 files")


def test_a_filter_stands_in_the_address_and_shuts_the_drill(page_of: Visit) -> None:
    page = page_of.page
    page.get_by_label("Measure").select_option("robbery")
    expect(page.locator(".living h1")).to_contain_text("Robbery in Pennine")
    expect(page.locator("#count-parts table")).to_have_count(0)
    assert "measure=robbery" in page.url
    page.go_back()
    expect(page.locator(".living h1")).to_contain_text("Burglary in Pennine")


def test_it_is_whole_on_a_phone_and_for_everyone(page_of: Visit) -> None:
    page = page_of.page
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("document.documentElement.scrollWidth === 390")
    assert findings(page) == []
    assert page_of.off_host == []
    assert page_of.complaints == []
