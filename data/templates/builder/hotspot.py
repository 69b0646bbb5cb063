"""A claim that parts labour from all other costs, on one protected sheet."""

from pages import DAY
from pages import MONEY
from pages import Book
from pages import Page

NOTICE = "Made up to show how such a claim is filled; no funder's form."
BAND = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#5A2A82"}
LABOUR = "staff+overtime+pay+salaries+agency-staff"
ROWS = (
    ("Budget for the year", "budget"),
    ("Actual this quarter", "actual"),
    ("Accruals this quarter", "accruals"),
    ("Reversals this quarter", "reversals"),
    ("Eligible this quarter", "eligible"),
    ("Eligible to date", "cumulative"),
)
FACTS = (
    ("Police and crime commissioner", "identity/recipient", "@"),
    ("Grant", "identity/fund", "@"),
    ("Period", "identity/quarter-months", "@"),
    ("Financial year", "identity/year-with-stroke", "@"),
)
OUTPUTS = (
    ("Output", "output", "@"),
    ("Target", "target", "0"),
    ("Actual", "actual", "0"),
)
OUTPUT_ROWS = 20


def hotspot() -> Book:
    """Draw the form."""
    book = Book(
        "Hotspot response: quarterly claim, labour and non-labour",
        {"answer": "#EADCF4", "total": "#F3F2F1"},
    )
    page = book.page("Claim", (4, 34, 20, 20, 20))
    page.words(1, 2, "Hotspot response: quarterly claim", bold=True, font_size=16)
    page.words(2, 2, NOTICE, italic=True)
    page.words(3, 2, "Your grant", **BAND)
    _facts(page)
    page.words(9, 2, "What it cost", **BAND)
    _costs(page)
    _signed(page)
    _outputs(page)
    page.sheet.protect("", {"select_locked_cells": True, "format_columns": True})
    return book


def _facts(page: Page) -> None:
    for row, (label, figure, number) in enumerate(FACTS, start=4):
        page.words(row, 2, label)
        page.answer(row, 3, figure, number)


def _costs(page: Page) -> None:
    page.words(10, 2, "Costs (£)", **BAND)
    for column, heading in ((3, "Labour"), (4, "Non-labour"), (5, "Total")):
        page.words(10, column, heading, **BAND)
    for row, (label, column) in enumerate(ROWS, start=11):
        labour = f"table/*/{LABOUR}/*/{column}"
        page.words(row, 2, label)
        page.answer(row, 3, labour, MONEY)
        page.answer(row, 4, f"table/*/*/*/{column} - {labour}", MONEY)
        page.total(row, 5, f"=C{row}+D{row}", f"table/*/*/*/{column}")
    page.words(18, 2, "Amount claimed")
    page.answer(18, 5, "claim/now", MONEY)
    page.words(19, 2, "Claimed before")
    page.answer(19, 5, "claim/before", MONEY)
    page.words(20, 2, "Claimed to date")
    page.total(20, 5, "=ROUND(E18+E19,2)", "claim/so-far")


def _signed(page: Page) -> None:
    page.words(22, 2, "Progress in the quarter", **BAND)
    page.answer(23, 2, "narrative/progress")
    page.sheet.set_row(22, 90)
    for row, (label, figure, number) in enumerate(
        (
            ("Prepared by", "identity/prepared-by", "@"),
            ("Certified by", "declaration/name", "@"),
            ("Certified on", "declaration/on", DAY),
        ),
        start=25,
    ):
        page.words(row, 2, label)
        page.answer(row, 3, figure, number)


def _outputs(page: Page) -> None:
    page.words(29, 2, "What it delivered", **BAND)
    for column, (heading, shows, number) in enumerate(OUTPUTS, start=2):
        page.words(30, column, heading, **BAND)
        page.answer(31, column, f"outputs/#/{shows}", number, rows=OUTPUT_ROWS)
