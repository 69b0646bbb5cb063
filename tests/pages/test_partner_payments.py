"""Spend lists payments to partners, and beneath each figure the claim lines it is."""

import pytest
from ipywidgets import DOMWidget

from fundtrack.config import Workspace
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.page import build
from tests.metrics.test_partner_payments import BACK
from tests.pages import screens
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office

ASKED = {"fund": "SSF5", "year": "2023-24", "as_at": "2024-03-31"}
MONEY = slice(4, None)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that paid its partner £400.00 and £600.00, and holds its claim."""
    made = add_partner(open_office(workspace))
    lines = [line(net=350), line(net=100, evidence=None)]
    taken(made, filled(blank(made), lines))
    return made


def page_of(office: Office, **asked: str) -> DOMWidget:
    return build(PageSession(office.workspace, {**ASKED, **asked}))


def opened(page: DOMWidget, figure: str) -> list[list[str]]:
    screens.press(screens.table(page, "partner-payments"), figure)
    return screens.cells(screens.table(page, "partner-lines").table)


def test_what_lacks_most_comes_first_and_the_heading_says_it(office: Office) -> None:
    table = screens.table(page_of(office), "partner-payments")
    assert table.words["heading"] == (
        "£650 of the £1,000 paid to partners is unsupported; £100 of that is queried"
    )
    assert [row[MONEY] for row in screens.cells(table.table)] == [
        ["£600.00", "£0.00", "£600.00", "£50.00"],
        ["£400.00", "£350.00", "£50.00", "£50.00"],
        ["£1,000.00", "£350.00", "£650.00", "£100.00"],
    ]
    assert screens.cells(table.table)[0][:4] == [
        "Town Council",
        "20 Jan 2024",
        "Blackpool",
        "CCTV, capital, 2023-24",
    ]
    assert table.table["rows"][0]["marks"] == ["synthetic"]


def test_every_figure_of_a_payment_opens_lines_that_sum_to_it(office: Office) -> None:
    office.record(BACK)
    page = page_of(office)
    table = screens.table(page, "partner-payments")
    shown = list(screens.presses(table.table))
    assert len(shown) == 7
    for text, figure in shown:
        assert opened(page, figure)[-1][5] == text


def test_a_line_says_its_claim_answer_and_evidence(office: Office) -> None:
    page = page_of(office)
    accepted, queried, total = opened(page, "paid 0")
    assert accepted[:7] == [
        "2023-24 Q4",
        "1",
        "6",
        "Lamps A: two columns",
        "30 Jan 2024",
        "£350.00",
        "£350.00",
    ]
    assert accepted[7:] == ["accepted", "INV-1"]
    assert queried[5:7] == ["£50.00", "£100.00"]
    assert queried[7].startswith("queried: ")
    assert (queried[8], total[0]) == ("–", "Sum of 2")
    words = screens.table(page, "partner-lines").words
    assert words["heading"].startswith("Town Council, paid £400.00 on 1")
    assert "The lines sum to £400.00, equal to the figure" in words["sub"]


def test_what_no_line_reaches_and_what_was_taken_back_have_rows(
    office: Office,
) -> None:
    office.record(BACK)
    rows = opened(page_of(office), "paid 1")
    assert [(row[3], row[5]) for row in rows[1:-1]] == [
        ("nothing yet: unsupported", "£300.00"),
        ("nothing: taken back", "£250.00"),
    ]


def test_a_press_on_what_is_no_longer_shown_opens_nothing(office: Office) -> None:
    page = page_of(office)
    assert opened(page, "paid 0")
    screens.press(screens.table(page, "partner-payments"), "paid 9")
    assert screens.table(page, "partner-lines").table == {}


def test_another_choice_closes_the_lines_and_lists_nothing(office: Office) -> None:
    page = page_of(office)
    opened(page, "paid 0")
    screens.choose(page, heading="lighting")
    for name in ("partner-payments", "partner-lines"):
        assert screens.table(page, name).table == {}


def test_payments_wholly_queried_or_supported_say_so(office: Office) -> None:
    taken(office, filled(blank(office), [line(net=550, evidence=None)]))
    table = screens.table(page_of(office), "partner-payments")
    assert table.words["heading"].endswith("is unsupported; all of that is queried")
    taken(office, filled(blank(office), [line(net=650, evidence="INV-3")]))
    table = screens.table(page_of(office), "partner-payments")
    assert table.words["heading"] == (
        "All £1,000 paid to partners is supported by their claims"
    )
