"""A return from draft to sent in the browser, by three people, by keyboard alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import expect

from fundtrack.config import Workspace
from tests.browser.conftest import DESK
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.conftest import SETTINGS
from tests.pages.return_pages import PASSWORD
from tests.pages.return_pages import with_password
from tests.returns.office import open_office
from tests.serving.servers import served
from tests.serving.servers import signed_in

RETURN = "SSF5-2024-25-Q1-v1"


@dataclass(frozen=True)
class House:
    """A served office in which a return is due."""

    workspace: Workspace
    address: str
    browser: Browser

    def desk_of(self, person: str) -> Visit:
        """Open the page in a window of a person's own."""
        inside = signed_in(self.workspace, self.address, person)
        visit = visiting(self.browser, inside, viewport=DESK)
        visit.page.goto(f"{self.address}/returns?fund=SSF5")
        visit.page.wait_for_selector(".living h1")
        visit.page.wait_for_selector(".doings button")
        return visit


@pytest.fixture
def house(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """An office of three people and more, served."""
    workspace = Workspace(tmp_path_factory.mktemp("signing"))
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    with_password(open_office(workspace))
    with served(workspace) as address:
        yield House(workspace, address, browser)


def press(visit: Visit, name: str) -> None:
    """Press a button by keyboard."""
    visit.page.get_by_role("button", name=name).press("Enter")


def leave(visit: Visit, sentence: str) -> None:
    """Wait until the page says so, look that all went well, and close it."""
    expect(visit.page.locator(".living h1")).to_contain_text(sentence)
    expect(visit.page.locator(".told", has_text=RETURN)).to_be_focused()
    assert (visit.off_host, visit.complaints) == ([], [])
    visit.page.context.close()


def test_three_people_take_a_return_from_draft_to_sent_by_keyboard(
    house: House,
) -> None:
    officer = house.desk_of("finance.officer")
    press(officer, "Prepare the 2024-25 Q1 return")
    leave(officer, "The 2024-25 Q1 return claims £1,050.01; nothing blocks it")
    reviewer = house.desk_of("reviewer")
    press(reviewer, "Review it")
    expect(reviewer.page.get_by_text("Record my review")).to_be_focused()
    reviewer.page.keyboard.press("Enter")
    leave(reviewer, "claims £1,050.01 and is reviewed")
    sign(house.desk_of("cfo"))
    officer = house.desk_of("finance.officer")
    send(officer)
    keep_the_workbook(officer)
    fit_a_phone_and_paper(officer)
    leave(officer, "was sent on ")


def sign(signatory: Visit) -> None:
    """Read the sign sheet, forget the password, then certify."""
    page = signatory.page
    press(signatory, "Read the sign sheet and certify")
    expect(page.locator("#opened")).to_contain_text(f"Sign sheet: {RETURN} claims")
    page.get_by_label("I have read the sign sheet").press("Space")
    press(signatory, "Certify and freeze it")
    password = page.get_by_label("Your password, once more")
    expect(password).to_be_focused()
    described = (password.get_attribute("aria-describedby") or "").split()
    said = [page.locator(f"[id='{it}']").inner_text() for it in described]
    assert said == [
        "Enter this: Your password, once more.",
        "So that nobody else signs at your desk.",
    ]
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    leave(signatory, "of £1,050.01 is certified, not sent")


def send(officer: Visit) -> None:
    """Record how the files were sent."""
    press(officer, "Record that it was sent")
    form = officer.page.get_by_role("form", name="Record that it was sent")
    expect(form).to_contain_text("The program itself sends nothing")
    for label, said in (("Route", "e-mail"), ("Recipient", "grants team")):
        form.get_by_label(label).fill(said)
    form.get_by_label("Reference").fill("SSF5/7")
    form.get_by_label("Reference").press("Enter")
    expect(officer.page.locator(".living h1")).to_contain_text("was sent on ")


def keep_the_workbook(officer: Visit) -> None:
    """Take the frozen workbook away; the page stays alive."""
    with officer.page.expect_download() as kept:
        officer.page.get_by_role("link", name=f"{RETURN}.xlsx").click()
    assert kept.value.path().read_bytes().startswith(b"PK")
    officer.page.get_by_role("link", name="Show the table").click()
    expect(officer.page).to_have_url(re.compile("#headings$"))
    expect(officer.page.locator("#ended")).to_be_hidden()


def fit_a_phone_and_paper(officer: Visit) -> None:
    """Fit the width of a phone, and print on two pages."""
    printed = officer.page.pdf(prefer_css_page_size=True, print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
    officer.page.set_viewport_size({"width": 320, "height": 800})
    officer.page.wait_for_function("document.documentElement.scrollWidth === 320")
    expect(officer.page.locator(".scroll:not([tabindex='0'])")).to_have_count(0)
    officer.page.locator(".told", has_text=RETURN).focus()
