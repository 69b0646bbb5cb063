"""An evaluator plans and runs by keyboard in the browser, and sees the new run."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import expect

from fundtrack.config import Workspace
from fundtrack.runs.registry import area_runs
from tests.browser.conftest import DESK
from tests.browser.conftest import NOON
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.evaluation.offices import office
from tests.serving.servers import served
from tests.serving.servers import signed_in


@pytest.fixture
def evaluator(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, Visit]]:
    """The evaluator of an office that has run nothing yet, in front of the page."""
    workspace = Workspace(tmp_path_factory.mktemp("evaluating"))
    office(workspace, lambda: NOON)
    with served(workspace) as address:
        inside = signed_in(workspace, address, "evaluator")
        visit = visiting(browser, inside, viewport=DESK)
        visit.page.goto(f"{address}/evaluation?fund=SSF1")
        visit.page.wait_for_selector(".doings button")
        yield workspace, visit
        visit.page.context.close()


def test_an_area_is_planned_and_run_by_keyboard_and_its_run_appears(
    evaluator: tuple[Workspace, Visit],
) -> None:
    workspace, visit = evaluator
    page = visit.page
    expect(page.locator(".living h1")).to_contain_text(
        "in Burnley has not been evaluated"
    )
    page.get_by_role("button", name="Register a plan").press("Enter")
    expect(page.get_by_label("Outcome", exact=True).last).to_be_focused()
    page.get_by_label("Why, in your words").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".progress .note")).to_contain_text(
        "The plan SSF1-neighbourhood-crime-1 is registered, retrospective."
    )
    run = page.get_by_role("button", name="Run Burnley")
    run.press("Enter")
    expect(page.get_by_role("button", name="Stop the run")).to_be_visible()
    expect(page.locator(".progress h2")).to_have_text("The run has ended")
    (kept,) = area_runs(workspace)
    expect(page.locator(".progress .todo")).to_contain_text(f"Run {kept.run_id}")
    expect(page.locator(".living h1")).to_have_text(kept.result["sentence"])
    expect(page.locator(".living h1 + .sub")).to_contain_text(kept.run_id)
    row = page.locator("#areas tr", has_text="Burnley")
    expect(row).to_contain_text(kept.run_id[:8])
    expect(row).to_contain_text("SSF1-neighbourhood-crime-1")
    link = page.get_by_role("link", name="Open the report").get_attribute("href")
    assert re.search("<h1", page.request.get(f"{visit.address}{link}").text())
    every = page.locator("#areas").get_by_role("button", name="All areas together")
    every.press("Enter")
    expect(page.locator(".living h1")).to_contain_text("has not been evaluated yet")
    expect(page).to_have_url(re.compile("area=(%2A|\\*)$"))
    page.go_back()
    expect(page.locator(".living h1")).to_have_text(kept.result["sentence"])
    assert (visit.off_host, visit.complaints) == ([], [])
