"""How a finding says its place."""

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import blocking
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first


def test_a_finding_names_the_cell_as_a_spreadsheet_shows_it() -> None:
    finding = Finding(
        rule="amount-not-money",
        severity=Severity.BLOCK,
        message="“n/a” is not an amount",
        fix="write it like 1,234.50",
        file="extract.xlsx",
        sheet="Apr",
        row=12,
        column="Amount",
        found="n/a",
    )
    assert finding.place == "extract.xlsx, sheet Apr, row 12, column Amount"


def test_a_finding_without_a_place_says_none() -> None:
    assert Finding("late", Severity.WARN, "late", "send it").place == ""


def test_one_blocking_finding_stops_the_whole() -> None:
    warning = Finding("late", Severity.WARN, "late", "send it")
    block = Finding("short", Severity.BLOCK, "short by £1.00", "find the line")
    assert not has_blocking([])
    assert not has_blocking([warning])
    assert has_blocking([warning, block])


def test_what_stops_comes_before_what_warns_in_the_order_found() -> None:
    warning = Finding("late", Severity.WARN, "late", "send it")
    first = Finding("short", Severity.BLOCK, "short by £1.00", "find the line")
    second = Finding("long", Severity.BLOCK, "long by £1.00", "find the line")
    assert worst_first([warning, first, second]) == [first, second, warning]
    assert blocking([first, warning, second]) == [first, second]
