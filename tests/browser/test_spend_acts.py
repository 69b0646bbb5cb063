"""Spend by keyboard alone: a virement asked and approved, two lines coded at once."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.spending import spend_event
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.virements import virements
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.browser.conftest import DESK
from tests.browser.conftest import NOON
from tests.browser.conftest import Visit
from tests.browser.conftest import visiting
from tests.pages.spend_pages import staffed
from tests.serving.servers import served
from tests.serving.servers import signed_in

Opening = Callable[[str], Visit]
ADDED = "2 lines, £425.50, are coded to Safer Streets round 5: Blackpool, Alleys"


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An office with its people and two more lines in suspense."""
    workspace = staffed(Workspace(tmp_path_factory.mktemp("acting")), lambda: NOON)
    lines = [
        builders.spend_line(40_000, date(2024, 2, 12), Cell("SSF5"), row=45),
        builders.spend_line(2_550, date(2024, 2, 13), Cell("SSF5"), row=46),
    ]
    events = [spend_event(line, import_entry=1) for line in lines]
    builders.record(workspace, lambda: NOON, events)
    return workspace


@pytest.fixture
def seat(browser: Browser, workspace: Workspace) -> Iterator[Opening]:
    """Open Spend in a window of a person's own."""
    with served(workspace) as address:

        def opened(person: str) -> Visit:
            inside = signed_in(workspace, address, person)
            visit = visiting(browser, inside, viewport=DESK)
            visit.page.goto(f"{address}/spend?fund=SSF5")
            visit.page.wait_for_selector(".doings button")
            return visit

        yield opened


def leave(visit: Visit, said: str) -> None:
    """Wait until it is said where the focus is, look that all went well, and close."""
    expect(visit.page.locator(".told", has_text=said)).to_be_focused()
    assert (visit.off_host, visit.complaints) == ([], [])
    visit.page.context.close()


def choose(page: Page, label: str, words: str) -> None:
    """Type the beginning of a choice into the field that has the focus next."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.type(words)


def test_virements_and_suspense_are_acted_on_by_keyboard(
    seat: Opening, workspace: Workspace
) -> None:
    ask(seat("officer"))
    approve(seat("cfo"))
    code(seat("officer"))
    with open_books(workspace) as books:
        held = virements(books)[-1]
        waiting = suspense(books, books.info.head_seq)
    assert (held.asked_by, held.pence, held.state) == ("officer", 100_050, "approved")
    assert [line.fund for line in waiting] == ["OPDEF"]


def ask(officer: Visit) -> None:
    """Lay a virement out, look at its effect, and ask for it."""
    page = officer.page
    page.get_by_role("button", name="Ask for a virement").press("Enter")
    expect(page.get_by_role("combobox", name="From", exact=True)).to_be_focused()
    choose(page, "From", "Pennine")
    choose(page, "To", "Blackpool, Alleys")
    page.get_by_role("textbox", name="Pounds", exact=True).focus()
    page.keyboard.type("1,000.50")
    page.keyboard.press("Tab")
    page.keyboard.type("more gates")
    page.get_by_role("button", name="Show what it does").press("Enter")
    expect(page.locator(".told", has_text="Nothing is asked for yet")).to_be_focused()
    expect(page.locator("#virement-effect")).to_contain_text("£45,599.50")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    leave(officer, "over £1,000.50 is asked for. cfo and holder may decide.")


def approve(cfo: Visit) -> None:
    """Choose the virement that the officer asked for, and approve it."""
    page = cfo.page
    expect(page.locator("#virements-waiting")).to_contain_text("more gates")
    page.get_by_role("button", name="Approve a virement").press("Enter")
    number = page.get_by_role("combobox", name="Virement", exact=True)
    expect(number).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Approve it").press("Enter")
    leave(cfo, "£1,000.50, is approved. The budget has moved from Pennine Lancashire")


def code(officer: Visit) -> None:
    """Tick two lines, see what coding them does, and code them."""
    page = officer.page
    for amount in ("£400.00", "£25.50"):
        page.get_by_role("checkbox", name=amount).press("Space")
    expect(page.locator(".ticks")).to_contain_text("2 lines ticked, £425.50.")
    page.get_by_role("button", name="Code the ticked lines").press("Enter")
    expect(page.get_by_role("combobox", name="Budget", exact=True)).to_be_focused()
    page.keyboard.type("Safer Streets round 5: Blackpool, Alleys")
    form = page.get_by_role("form", name="Code the ticked lines")
    form.get_by_role("button", name="Show what it does").press("Enter")
    expect(page.locator("#coding-rule")).to_contain_text("would have coded")
    page.get_by_role("button", name="Code 2 lines").press("Enter")
    expect(page.locator("#suspense")).to_contain_text("1 line in suspense")
    leave(officer, ADDED)
