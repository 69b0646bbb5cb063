"""A browser, an office served as users see it, and a record of what a page did."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

from fundtrack.acts.people import set_password
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from tests import builders
from tests.pages.offices import office
from tests.serving.servers import House
from tests.serving.servers import Inside
from tests.serving.servers import served
from tests.serving.servers import signed_in

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
PASSWORD = "correct horse battery"  # noqa: S105 - of somebody made up here
PATIENCE = 60_000
DESK = {"width": 1280, "height": 900}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """A page in the browser and everything it asked for or complained of."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page and wait until its charts are drawn."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector(".living h1")
        self.page.wait_for_selector(".chart svg")

    @property
    def sentence(self) -> str:
        """What the page opens with."""
        return self.page.inner_text(".living h1")

    @property
    def off_host(self) -> list[str]:
        """The addresses asked for that are not this server's."""
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error of the console."""
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's chromium, without a profile."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An office that is served."""
    workspace = office(Workspace(tmp_path_factory.mktemp("office")), lambda: NOON)
    people = [
        *builders.person("admin", Role.ADMIN),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, lambda: NOON, people)
    set_password(Session(workspace, "admin", lambda: NOON), "finance.officer", PASSWORD)
    with served(workspace) as url:
        yield House(workspace, url)


@pytest.fixture(scope="session")
def inside(served_office: House) -> Inside:
    """Somebody signed in to a served office."""
    return signed_in(served_office.workspace, served_office.address)


def visiting(browser: Browser, inside: Inside, **looks: object) -> Visit:
    """Open a window of somebody signed in; `looks` are its size and scheme."""
    context = browser.new_context(**looks)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    held = {"name": inside.cookie, "value": inside.token, "url": inside.address}
    context.add_cookies([held])  # type: ignore[list-item]
    visit = Visit(context.new_page(), inside.address)
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    visit.page.on("websocket", lambda opened: visit.asked.append(opened.url))
    visit.page.on("console", visit.hear)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit


@pytest.fixture
def visit(browser: Browser, inside: Inside) -> Iterator[Visit]:
    """A window of a desk's size."""
    opened = visiting(browser, inside, viewport=DESK)
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def overview(browser: Browser, inside: Inside) -> Iterator[Visit]:
    """Overview, opened once for the tests that leave its filters alone."""
    opened = visiting(browser, inside, viewport=DESK)
    opened.open("/overview?fund=SSF5")
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def spend(browser: Browser, inside: Inside) -> Iterator[Visit]:
    """Spend, opened once for the tests that leave its filters alone."""
    opened = visiting(browser, inside, viewport=DESK)
    opened.open("/spend?fund=SSF5")
    yield opened
    opened.page.context.close()
