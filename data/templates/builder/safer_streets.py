"""The quarterly claim and monitoring of Safer Streets round 5, as reconstructed."""

from pages import DAY
from pages import MONEY
from pages import Book
from pages import Page

NOTICE = "Our reconstruction, not the Home Office form."
HEAD = "#1D3557"
PLAIN = {"border": 1, "bold": True, "bg_color": "#E8ECF2"}
TABLE_ROWS = 60
IDENTITY = (
    ("Recipient", "identity/recipient", "@"),
    ("Grant scheme", "identity/fund", "@"),
    ("Agreement reference", "identity/agreement", "@"),
    ("Agreement version", "identity/agreement-version", "0"),
    ("Financial year", "identity/year", "@"),
    ("Quarter", "identity/quarter-alone", "@"),
    ("Period from", "identity/quarter-starts", DAY),
    ("Period to", "identity/quarter-ends", DAY),
    ("Claim reference", "identity/return", "@"),
    ("Original or revised", "identity/original-or-revised", "@"),
    ("Prepared by", "identity/prepared-by", "@"),
    ("Date prepared", "identity/prepared-on", DAY),
)
AWARD = (
    ("Maximum sum of the award", "award/total"),
    ("Maximum sum for the financial year", "award/year"),
    ("Prior claims", "claim/before"),
)
CLAIM = (
    ("Eligible spending to date", "claim/eligible"),
    ("Of it above the maximum sum", "claim/above-maximum"),
)
TABLE = (
    ("Area", "area", "@"),
    ("Cost heading", "heading", "@"),
    ("Capital or revenue", "kind", "@"),
    ("Budget", "budget", MONEY),
    ("Profile to date", "profile", MONEY),
    ("Actual paid in period", "actual", MONEY),
    ("Accruals at period end", "accruals", MONEY),
    ("Reversal of prior accrual", "reversals", MONEY),
    ("Eligible expenditure in period", "eligible", MONEY),
    ("Cumulative", "cumulative", MONEY),
    ("Forecast remaining quarters", "to_come", MONEY),
    ("Forecast outturn", "outturn", MONEY),
    ("Variance", "variance", MONEY),
)
LISTS = (
    (
        "4 Match",
        "D. Match funding",
        "match",
        25,
        (
            ("Source", "giver", "@"),
            ("Cash or in kind", "match_kind", "@"),
            ("Committed", "promised", MONEY),
            ("Delivered to date", "delivered", MONEY),
        ),
    ),
    (
        "5 Milestones",
        "E. Milestones",
        "milestones",
        40,
        (
            ("Project", "project", "@"),
            ("Milestone", "milestone", "@"),
            ("Planned date", "planned_on", DAY),
            ("Forecast date", "forecast_on", DAY),
            ("Actual date", "actual_on", DAY),
            ("RAG", "rag", "@"),
            ("Issue", "issue", "@"),
        ),
    ),
    (
        "6 Outputs",
        "F. Outputs",
        "outputs",
        40,
        (
            ("Area", "area", "@"),
            ("Indicator", "output", "@"),
            ("Unit", "unit", "@"),
            ("Target", "target", "0"),
            ("Actual", "actual", "0"),
            ("Data source", "source", "@"),
        ),
    ),
    (
        "7 Outcomes",
        "G. Outcomes",
        "outcomes",
        60,
        (
            ("Area", "area", "@"),
            ("Crime type", "measure", "@"),
            ("Periods", "months", "@"),
            ("Before", "before", "0"),
            ("After", "after", "0"),
            ("Finding", "sentence", "@"),
        ),
    ),
    (
        "8 Risks",
        "H. Risks",
        "risks",
        30,
        (
            ("Risk", "risk", "@"),
            ("Likelihood", "likelihood", "@"),
            ("Impact", "impact", "@"),
            ("Owner", "owner", "@"),
            ("Mitigation", "mitigation", "@"),
        ),
    ),
)
NARRATIVES = (
    ("Progress in the quarter", "narrative/progress"),
    ("Explanation of variances", "narrative/variance"),
    ("Underspend, its cause and what is proposed", "narrative/underspend"),
    ("Plans for the next quarter", "narrative/forward-look"),
)
SIGNED = (
    ("Declaration", "declaration/words", "@"),
    ("Certified by", "declaration/name", "@"),
    ("Date of signature", "declaration/on", DAY),
)


def safer_streets() -> Book:
    """Draw the form."""
    book = Book(
        "Safer Streets round 5: quarterly claim and monitoring (reconstruction)",
        {"answer": "#FFF9E5", "total": "#E8ECF2"},
    )
    _first(book)
    _claim(book)
    _table(book)
    for sheet, section, of, rows, columns in LISTS:
        _list(book.page(sheet, (30,) * len(columns)), section, (of, rows), columns)
    _narratives(book)
    return book


def _titled(page: Page, section: str) -> None:
    page.words(1, 1, "Safer Streets Fund, round 5", bold=True, font_size=14)
    page.words(2, 1, NOTICE, italic=True)
    page.words(3, 1, section, bold=True, font_color=HEAD)


def _first(book: Book) -> None:
    page = book.page("1 Identity", (36, 60))
    _titled(page, "A. Identity")
    for row, (label, figure, number) in enumerate(IDENTITY, start=5):
        page.words(row, 1, label)
        page.answer(row, 2, figure, number)
    quarter = {"validate": "list", "source": ["Q1", "Q2", "Q3", "Q4"]}
    page.sheet.data_validation("B10", quarter)
    revised = {"validate": "list", "source": ["Original", "Revised"]}
    page.sheet.data_validation("B14", revised)


def _claim(book: Book) -> None:
    page = book.page("2 Award and claim", (46, 20))
    _titled(page, "B. Award and claim")
    for row, (label, figure) in enumerate(AWARD, start=5):
        page.words(row, 1, label)
        page.answer(row, 2, figure, MONEY)
    page.words(8, 1, "Balance before this claim")
    page.total(8, 2, "=B5-B7", "claim/balance")
    for row, (label, figure) in enumerate(CLAIM, start=9):
        page.words(row, 1, label)
        page.answer(row, 2, figure, MONEY)
    page.words(11, 1, "Claim this period")
    page.total(11, 2, "=B9-B10-B7", "claim/now")
    page.words(12, 1, "Cumulative claimed")
    page.total(12, 2, "=B7+B11", "claim/so-far")
    page.words(13, 1, "Remaining")
    page.total(13, 2, "=B5-B12", "claim/remaining")


def _table(book: Book) -> None:
    page = book.page("3 Expenditure", (22, 22, 12, *(16,) * 10))
    section = "C. Expenditure by area, cost heading and capital or revenue"
    _list(page, section, ("financial-table", TABLE_ROWS), TABLE)
    below = 6 + TABLE_ROWS
    page.words(below, 1, "Total", bold=True)
    for column, (_, shows, number) in enumerate(TABLE, start=1):
        if number == MONEY:
            letter = "ABCDEFGHIJKLM"[column - 1]
            formula = f"=SUM({letter}6:{letter}{below - 1})"
            said = f"table/*/*/*/{shows}"
            page.total(below, column, formula, "" if shows in MAY_LACK else said)


MAY_LACK = ("profile", "to_come", "outturn", "variance")
"""Columns in which the fund's total is not given where one row lacks its figure."""


def _list(
    page: Page,
    section: str,
    of: tuple[str, int],
    columns: tuple[tuple[str, str, str], ...],
) -> None:
    _titled(page, section)
    for column, (heading, shows, number) in enumerate(columns, start=1):
        page.words(5, column, heading, **PLAIN)
        page.answer(6, column, f"{of[0]}/#/{shows}", number, rows=of[1])
    page.sheet.freeze_panes(5, 0)


def _narratives(book: Book) -> None:
    page = book.page("9 Narrative", (110,))
    _titled(page, "I. Narrative and declaration")
    row = 5
    for label, figure in NARRATIVES:
        page.words(row, 1, label, bold=True)
        page.answer(row + 1, 1, figure)
        page.sheet.set_row(row, 120)
        row += 3
    for label, figure, number in SIGNED:
        page.words(row, 1, label, bold=True)
        page.answer(row + 1, 1, figure, number)
        row += 3
