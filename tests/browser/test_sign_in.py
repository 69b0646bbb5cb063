"""Signing in with a browser: by keyboard, on a phone, and back to the view meant."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.browser.conftest import PATIENCE
from tests.serving.servers import Inside

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def stranger(browser: Browser, inside: Inside) -> Iterator[Page]:
    """A phone whose owner is not signed in, without scripts, in front of Spend."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{inside.address}/spend?fund=SSF5&area=blackpool")
    yield page
    context.close()


def test_one_signs_in_by_keyboard_on_a_phone_without_scripts(
    stranger: Page, inside: Inside
) -> None:
    expect(stranger.get_by_label("Your short name")).to_be_focused()
    stranger.keyboard.type("finance.officer")
    stranger.keyboard.press("Tab")
    expect(stranger.get_by_label("Password", exact=True)).to_be_focused()
    stranger.keyboard.type(PASSWORD)
    stranger.keyboard.press("Enter")
    stranger.wait_for_url(f"{inside.address}/spend?fund=SSF5&area=blackpool")
    expect(stranger.get_by_text("Signed in as finance.officer")).to_be_visible()
    stranger.get_by_role("button", name="Sign out").click()
    expect(stranger.get_by_role("status")).to_have_text("You are signed out.")


def test_what_is_wrong_is_announced_at_the_field(stranger: Page) -> None:
    stranger.get_by_label("Your short name").fill("finance.officer")
    stranger.get_by_label("Password", exact=True).fill("wrong horse battery")
    stranger.get_by_role("button", name="Sign in").click()
    said = "The name or the password is wrong."
    expect(stranger.get_by_role("alert")).to_have_text(said)
    expect(stranger).to_have_title(
        "Not accepted: Sign in · EXAMPLE, not a return · fundtrack"
    )
    field = stranger.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(said)
    expect(stranger.get_by_label("Your short name")).to_have_value("finance.officer")


def test_the_sign_in_page_fits_a_phone(stranger: Page) -> None:
    for path in ("/sign-in", "/password"):
        stranger.goto(
            stranger.url.partition("/sign-in")[0].partition("/pass")[0] + path
        )
        boxes = [box.bounding_box() for box in stranger.locator("main *:visible").all()]
        assert all(box and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
