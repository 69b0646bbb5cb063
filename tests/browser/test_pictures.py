"""Charts kept as pictures, by keyboard: what they are called and what is in them."""

import struct
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.serving.servers import Inside

SVG = "{http://www.w3.org/2000/svg}"


def kept(visit: Visit, kind: str) -> tuple[str, bytes]:
    """Keep the second chart of the page: its file's name and content."""
    chart = visit.page.locator("section:has(> .chart)").nth(1)
    with visit.page.expect_download() as download:
        chart.get_by_role("button", name=kind, exact=True).press("Enter")
    return download.value.suggested_filename, download.value.path().read_bytes()


def snapshot_of(visit: Visit) -> str:
    """The snapshot that the page shows."""
    return visit.page.locator(".strip").get_attribute("data-snapshot") or ""


def test_a_drawing_says_what_it_shows_and_of_which_snapshot(spend: Visit) -> None:
    name, content = kept(spend, "SVG")
    assert name == f"spend-headings-{snapshot_of(spend)[:8]}.svg"
    drawing = ET.fromstring(content.decode())  # noqa: S314 - made by our own page
    said = " ".join(node.text or "" for node in drawing.iter(f"{SVG}text"))
    for words in ("Least of its budget spent", "CCTV", "budget", "EXAMPLE, not a"):
        assert words in said
    assert snapshot_of(spend) in said
    assert "Click" not in said
    assert drawing.find(f"{SVG}rect[@fill='#ffffff']") is not None


def test_a_picture_is_twice_as_fine_as_its_drawing(spend: Visit) -> None:
    _, drawing = kept(spend, "SVG")
    name, content = kept(spend, "PNG")
    assert name == f"spend-headings-{snapshot_of(spend)[:8]}.png"
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    whole = ET.fromstring(drawing.decode())  # noqa: S314 - made by our own page
    assert width == 2 * int(whole.attrib["width"]) == 1520
    assert height == pytest.approx(2 * float(whole.attrib["height"]), abs=2)


def test_at_night_the_same_drawing_is_kept(
    browser: Browser, inside: Inside, spend: Visit
) -> None:
    _, by_day = kept(spend, "SVG")
    visit = visiting(browser, inside, viewport=DESK, color_scheme="dark")
    visit.open("/spend?fund=SSF5")
    visit.page.wait_for_selector(".chart[data-drawn] >> nth=1")
    _, by_night = kept(visit, "SVG")
    visit.page.context.close()
    assert by_night == by_day
