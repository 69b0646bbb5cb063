"""A file is sent by the browser: progress, words, and nothing taken before one says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from tests import workbooks
from tests.browser.conftest import DESK
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.crime_files import Crime
from tests.crime_files import street_text
from tests.crime_files import zip_of
from tests.serving.servers import Inside

MEGABYTES = 50_000_000
ROOM = '[data-name="incoming"]'


@pytest.fixture(scope="module")
def health(browser: Browser, inside: Inside) -> Iterator[Visit]:
    """Data health, opened once."""
    opened = visiting(browser, inside, viewport=DESK)
    opened.page.goto(f"{inside.address}/data-health")
    opened.page.wait_for_selector(f".living {ROOM}")
    yield opened
    opened.page.context.close()


def told(page: Page) -> str:
    """What was announced of the file."""
    return page.locator(f"div:has(> {ROOM}) > .told").inner_text()


def test_a_file_is_picked_by_keyboard_looked_at_and_left(
    health: Visit, tmp_path: Path
) -> None:
    rows = [workbooks.CODED, workbooks.coded("see invoice")]
    path = workbooks.workbook(tmp_path / "april.xlsx", {"Apr": rows})
    page = health.page
    button = page.get_by_role("button", name="Choose a file")
    with page.expect_file_chooser(timeout=15_000) as chosen:
        button.press("Enter")
    chosen.value.set_files(path)
    expect(page.get_by_role("button", name="Leave it")).to_be_visible()
    assert "looked at as an extract of spending" in told(page)
    page.get_by_role("button", name="Leave it").press("Enter")
    expect(page.get_by_text("The file was left; nothing was taken in.")).to_be_visible()
    assert health.complaints == []
    assert health.off_host == []


def test_fifty_megabytes_end_in_words(health: Visit, tmp_path: Path) -> None:
    packed = tmp_path / "2024-01-lancashire-street.zip"
    noise = bytes(range(256)) * (MEGABYTES // 256)
    zip_of(packed, {"2024-01-lancashire-street.csv": street_text([Crime()])})
    with packed.open("ab") as file:
        file.write(noise)
    assert packed.stat().st_size > MEGABYTES - 256
    page = health.page
    page.set_input_files(f"{ROOM} input", packed)
    again = page.get_by_role("button", name="Say what it is and look again")
    expect(again).to_be_visible()
    said = told(page)
    assert "is refused as it is" in said or "Nothing has been taken in yet" in said
    page.get_by_role("button", name="Leave it").click()


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(
    health: Visit, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(201_000_000)
    sent: list[str] = []
    page = health.page
    page.on(
        "request", lambda it: sent.append(it.url) if "/uploads/" in it.url else None
    )
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose a file").click()
    chosen.value.set_files(huge)
    refused = page.get_by_text("huge.zip has 201 MB and at most 200 MB are taken here")
    expect(refused).to_be_visible()
    assert sent == []
