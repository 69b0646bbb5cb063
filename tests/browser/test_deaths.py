"""What dies beneath an open page, and what its reader sees of it."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fundtrack.config import Workspace
from tests.browser.conftest import NOON
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.browser.test_pages import kernel_of
from tests.browser.test_pages import process_of
from tests.browser.test_pages import wait_for_sentence
from tests.pages.offices import office
from tests.serving.servers import served
from tests.serving.servers import signed_in

VIEW = "/spend?fund=SSF5&area=blackpool"
SENTENCE = "Blackpool has spent £99,200"


def parent_of(process: int) -> int:
    """The process that a process was forked from."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return int(told.rpartition(")")[2].split()[1])


def test_the_death_of_the_warm_parent_is_not_noticed(visit: Visit) -> None:
    visit.open(VIEW)
    kernel = process_of(kernel_of(visit).rpartition("/")[2])
    os.kill(parent_of(kernel), signal.SIGKILL)
    visit.page.get_by_label("Area").select_option("west-lancashire")
    wait_for_sentence(visit, "West Lancashire has spent £48,901")
    visit.open(VIEW)
    wait_for_sentence(visit, SENTENCE)
    assert visit.complaints == []


def test_a_server_that_comes_back_gives_the_view_back(
    browser: Browser, tmp_path: Path
) -> None:
    workspace = office(Workspace(tmp_path), lambda: NOON)
    with served(workspace) as url:
        visit = visiting(browser, signed_in(workspace, url))
        visit.open(VIEW)
    with served(workspace, "--port", url.rpartition(":")[2]) as again:
        if again != url:
            pytest.skip("another program took the port meanwhile")
        visit.page.wait_for_selector("#ended:not([hidden])")
        visit.page.get_by_role("button", name="Bring this view back").click()
        visit.page.wait_for_selector("#ended", state="hidden")
        wait_for_sentence(visit, SENTENCE)
    visit.page.context.close()
