"""A released pack in a browser: opened as files, drawn whole, nothing fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

from fundtrack.acts.packs import draft_pack
from fundtrack.acts.packs import release_pack
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.periods import Month
from tests.browser.axe import findings
from tests.conftest import SETTINGS
from tests.returns.office import open_office

DESK, PHONE = 1280, 390
PAGES = ("index", "blackpool", "lancaster")


@dataclass
class Share:
    """A pack on a share, and everything a browser asked for or complained of."""

    folder: Path
    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> None:
        """Open one of its pages as a double-click does."""
        self.page.goto((self.folder / f"{name}.html").as_uri())


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack that was released."""
    workspace = Workspace(tmp_path_factory.mktemp("share") / "office")
    workspace.folder.mkdir()
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    office = open_office(workspace)
    draft_pack(office.session("finance.officer"), Month(2024, 3))
    return Path(release_pack(office.session("cfo"), Month(2024, 3)).folder)


@pytest.fixture
def share(browser: Browser, released: Path) -> Iterator[Share]:
    """That folder in a window without a network."""
    context = browser.new_context(offline=True)
    opened = Share(released, context.new_page())
    opened.page.on("request", lambda request: opened.asked.append(request.url))
    opened.page.on("console", lambda said: opened.complaints.append(said.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


def test_every_page_opens_from_a_share_and_asks_for_nothing_else(share: Share) -> None:
    for name in PAGES:
        share.open(name)
        assert share.page.locator("h1").count() == 1
        assert share.page.locator("script").count() == 0
    assert share.asked == [(share.folder / f"{it}.html").as_uri() for it in PAGES]
    assert share.complaints == []


def test_pages_of_a_pack_lead_to_one_another(share: Share) -> None:
    share.open("index")
    share.page.get_by_role("link", name="Blackpool").click()
    assert share.page.locator("h1").inner_text().startswith("Blackpool has spent")
    assert share.page.locator("nav [aria-current=page]").inner_text() == "Blackpool"


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_page_fits_and_shows_each_chart_once_by_name(
    share: Share, width: int
) -> None:
    share.page.set_viewport_size({"width": width, "height": 900})
    share.open("index")
    wide = share.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    drawn = share.page.get_by_role("img").all()
    (name,) = [it.get_attribute("aria-label") for it in drawn if it.is_visible()]
    assert str(name).startswith("Bars of budget, forecast, actual, owed and profile")


def test_a_page_prints_on_few_sheets(share: Share) -> None:
    share.open("blackpool")
    printed = share.page.pdf(prefer_css_page_size=True)
    assert 1 <= printed.count(b"/Type /Page\n") <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_a_reader(share: Share, scheme: Literal["light", "dark"]) -> None:
    share.page.emulate_media(color_scheme=scheme)
    share.open("blackpool")
    assert findings(share.page) == []
