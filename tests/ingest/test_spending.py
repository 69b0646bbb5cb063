"""Rows of an extract: which are lines, which are refused, and whose budget."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.findings import Finding
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import MatchedRow
from fundtrack.ingest.spend_names import Named
from fundtrack.ingest.spend_names import NameIndex
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.ingest.spending import CheckedFile
from fundtrack.ingest.spending import SpendSource
from fundtrack.ingest.spending import check_file
from fundtrack.ingest.spending import file_events
from fundtrack.ingest.spending import take_file
from fundtrack.periods import Month
from fundtrack.sources.finance_extract import read_finance_extract
from tests import workbooks
from tests.builders import CELL
from tests.workbooks import CODED
from tests.workbooks import coded

TODAY = date(2024, 4, 5)
DAY = date(2024, 1, 15)
NAMES = SpendNames(
    funds=NameIndex([Named("SSF5", "Safer Streets round 5"), Named("OPDEF", "Op D")]),
    areas=NameIndex([Named("blackpool", "Blackpool"), Named("pennine", "Pennine")]),
    projects=NameIndex(
        [
            Named("town-centre-cctv", "Town centre CCTV", "SSF5", "blackpool"),
            Named("radio-a", "Radio", "SSF5", "pennine"),
            Named("radio-b", "Radio", "SSF5", "pennine"),
        ]
    ),
    headings=NameIndex([Named("cctv", "cctv")]),
    budgets=frozenset({CELL}),
)


def check(
    tmp_path: Path,
    *rows: workbooks.Row,
    headed: workbooks.Row = CODED,
    kind: SourceKind = SourceKind.LEDGER,
) -> CheckedFile:
    path = workbooks.workbook(tmp_path / "extract.xlsx", {"Jan": [headed, *rows]})
    source = SpendSource("ledger", kind)
    return check_file(read_finance_extract(path), source, NAMES, TODAY)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(said.rule, said.row, said.found) for said in findings]


def test_a_row_that_names_a_whole_cell_is_coded_by_ids_of_the_year_of_its_date(
    tmp_path: Path,
) -> None:
    named = ("safer streets round 5", "Blackpool", "Town Centre CCTV", "CCTV", "Cap")
    (row,) = check(tmp_path, coded("£1,234.50", cell=named)).rows
    assert (row.cell, row.pence, row.dated) == (CELL, 123450, DAY)
    assert row.findings == ()
    assert row.provenance is Provenance.RECORDED


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        (("SSF5", "blackpool", None, "cctv", "capital"), Cell("SSF5")),
        (("OPDEF", None, None, None, None), Cell("OPDEF")),
        ((None, "blackpool", None, None, None), Cell()),
    ],
)
def test_a_row_that_is_not_wholly_coded_keeps_its_fund(
    tmp_path: Path, cell: workbooks.Row, known: Cell
) -> None:
    (row,) = check(tmp_path, coded(cell=cell)).rows
    assert (row.cell, row.findings) == (known, ())


@pytest.mark.parametrize(
    ("row", "rule", "column", "found"),
    [
        (coded("n/k"), "amount-not-money", "Amount (£)", "n/k"),
        (coded(None), "amount-not-money", "Amount (£)", None),
        (coded(1.005), "amount-not-money", "Amount (£)", "1.005"),
        (coded(DAY), "amount-not-money", "Amount (£)", "2024-01-15"),
        (coded(dated="03/25/2024"), "date-unreadable", "Date", "03/25/2024"),
        (coded(dated=None), "date-unreadable", "Date", None),
        (coded(cell=("SSF9", *CELL.parts[1:5])), "fund-unknown", "Fund", "SSF9"),
        (
            coded(cell=("SSF5", "Blakpool", *CELL.parts[2:5])),
            "area-unknown",
            "Area",
            "Blakpool",
        ),
        (
            coded(cell=(*CELL.parts[:3], "cakes", "capital")),
            "heading-unknown",
            "Heading",
            "cakes",
        ),
        (
            coded(cell=(*CELL.parts[:4], "both")),
            "kind-unknown",
            "Capital or revenue",
            "both",
        ),
        (
            coded(cell=("SSF5", "pennine", "Radio", "cctv", "capital")),
            "project-unclear",
            "Project",
            "Radio",
        ),
    ],
)
def test_a_row_is_refused_with_its_place_and_a_remedy(
    tmp_path: Path, row: workbooks.Row, rule: str, column: str, found: str | None
) -> None:
    checked = check(tmp_path, coded(), row)
    (said,) = checked.findings
    assert (said.rule, said.file, said.sheet, said.row, said.column, said.found) == (
        rule,
        "extract.xlsx",
        "Jan",
        3,
        column,
        found,
    )
    assert said.fix
    assert [bool(row.findings) for row in checked.rows] == [False, True]


def test_a_row_of_text_that_a_comma_cut_in_two_is_refused(tmp_path: Path) -> None:
    rows = [("Date", "Supplier", "Reference", "Amount"), (DAY, "A", "1", "5.00")]
    path = workbooks.text_file(
        tmp_path / "e.csv", [*rows, (DAY, "B", " Ltd", "77.00", "5.00")]
    )
    source = SpendSource("ledger", SourceKind.LEDGER)
    checked = check_file(read_finance_extract(path), source, NAMES, TODAY)
    assert places(checked.findings)[-1] == ("row-too-wide", 3, "77.00")
    assert [row.pence for row in checked.rows if not row.findings] == [500]


def test_everything_that_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    row = coded("n/k", "soon", ("SSF9", None, None, None, None))
    checked = check(tmp_path, row)
    assert [said.rule for said in checked.findings] == [
        "date-unreadable",
        "amount-not-money",
        "fund-unknown",
    ]


def test_a_row_says_how_sure_it_is_or_is_refused(tmp_path: Path) -> None:
    headed = (*CODED, "Provenance")
    rows = [(*coded(), "Synthetic"), (*coded(), "rumour"), (*coded(), None)]
    checked = check(tmp_path, *rows, headed=headed)
    assert [row.provenance for row in checked.rows] == [
        Provenance.SYNTHETIC,
        Provenance.RECORDED,
        Provenance.RECORDED,
    ]
    assert places(checked.findings) == [("provenance-unknown", 3, "rumour")]


def test_rows_of_a_published_list_are_published(tmp_path: Path) -> None:
    checked = check(
        tmp_path,
        workbooks.published(5),
        headed=workbooks.PUBLISHED,
        kind=SourceKind.PUBLISHED,
    )
    (row,) = checked.rows
    assert (row.cell, row.provenance) == (Cell(), Provenance.PUBLISHED)


@pytest.mark.parametrize(
    "total",
    [
        ("Total", None, 12, None),
        ("GRAND TOTAL for January", None, 12, None),
        (None, None, 12, "Total:"),
        (None, None, 12, None),
    ],
)
def test_a_total_at_the_foot_is_no_line(tmp_path: Path, total: workbooks.Row) -> None:
    rows = [workbooks.published(5), workbooks.published(7), total]
    checked = check(tmp_path, *rows, headed=workbooks.PUBLISHED)
    assert [row.pence for row in checked.rows] == [500, 700]
    (said,) = checked.findings
    assert (said.rule, said.row, said.fix) == ("total-row", 4, "nothing")


@pytest.mark.parametrize("supplier", ["Supplier B Total", None])
def test_a_subtotal_adds_the_lines_since_the_one_before(
    tmp_path: Path, supplier: str | None
) -> None:
    rows = [
        workbooks.published(5),
        (None, None, 5, "Supplier A Total"),
        workbooks.published(7),
        workbooks.published(1),
        (None, None, 8, supplier),
        (None, None, 13, "Grand Total"),
    ]
    checked = check(tmp_path, *rows, headed=workbooks.PUBLISHED)
    assert [row.pence for row in checked.rows] == [500, 700, 100]
    assert [(said.row, said.fix) for said in checked.findings] == [
        (3, "nothing"),
        (6, "nothing"),
        (7, "nothing"),
    ]


def test_a_total_that_differs_from_its_lines_is_worth_a_look(tmp_path: Path) -> None:
    rows = [workbooks.published(5), ("Total", None, 6, None)]
    (said,) = check(tmp_path, *rows, headed=workbooks.PUBLISHED).findings
    assert said.message == (
        "a total of £6.00, left out; the lines above it add to £5.00"
    )
    assert said.fix == "find out why they differ"


@pytest.mark.parametrize(
    "row",
    [
        ("Grants", None, 5, "Total Gas and Power"),
        ("Grants", None, 6, "Power Total"),
        (None, None, 4, None),
        ("Total", None, "n/k", None),
        ("Total", DAY, 5, None),
    ],
)
def test_a_line_that_only_looks_like_a_total_is_not_lost(
    tmp_path: Path, row: workbooks.Row
) -> None:
    checked = check(tmp_path, workbooks.published(5), row, headed=workbooks.PUBLISHED)
    assert len(list(checked.rows)) == 2


def test_notes_below_the_table_are_left_out_with_a_word(tmp_path: Path) -> None:
    checked = check(tmp_path, coded(), ("* VAT left out",), ("** as paid",))
    assert len(list(checked.rows)) == 1
    (said,) = checked.findings
    assert (said.rule, said.row, said.found) == ("note-rows", 3, "* VAT left out")
    assert said.message == "2 rows hold a note and no payment, left out"


def test_a_note_of_which_nothing_was_understood_is_said_by_what_it_holds(
    tmp_path: Path,
) -> None:
    headed = (*CODED, "Memo")
    checked = check(tmp_path, coded(), (*[None] * 10, "see above"), headed=headed)
    ignored, said = checked.findings
    assert (said.rule, said.row, said.found) == ("note-rows", 3, "see above")
    assert ignored.rule == "columns-ignored"


def test_lines_on_a_cell_without_a_budget_are_said_once_for_the_cell(
    tmp_path: Path,
) -> None:
    later = coded(dated=date(2023, 3, 31))
    checked = check(tmp_path, coded(), later, later)
    (said,) = checked.findings
    assert (said.rule, said.row) == ("no-budget", 3)
    assert said.message.startswith("2 lines are booked on SSF5/blackpool/")
    assert all(not row.findings for row in checked.rows)


def test_lines_dated_after_today_are_worth_a_look(tmp_path: Path) -> None:
    rows = [
        coded(dated=TODAY),
        coded(dated=date(2024, 4, 6), cell=["SSF5", *[None] * 4]),
    ]
    (ahead,) = (said for said in check(tmp_path, *rows).findings if said.column)
    assert (ahead.rule, ahead.row) == ("date-ahead", 3)


def test_the_months_of_a_file_are_those_of_its_good_rows(tmp_path: Path) -> None:
    rows = [coded(), coded("n/k", date(2024, 2, 1)), coded(dated=date(2024, 3, 1))]
    assert check(tmp_path, *rows).months == {Month(2024, 1), Month(2024, 3)}


def test_rows_have_one_key_when_their_understood_cells_are_equal(
    tmp_path: Path,
) -> None:
    headed = (*CODED, "Line")
    rows = [
        (*coded("£1,000.00", "15/01/2024"), 1),
        (*coded(1000, DAY, ("Safer Streets round 5", *workbooks.CELL[1:])), 2),
        (*coded(1000, reference="INV-2"), 1),
    ]
    first, same, other = (
        row.key() for row in check(tmp_path, *rows, headed=headed).rows
    )
    assert first == same != other


def test_a_refused_row_can_never_be_recorded_as_a_line(tmp_path: Path) -> None:
    checked = check(tmp_path, coded("n/k"))
    taken = take_file(checked, Held(), None)
    (refused,) = taken.matched.new_refused
    mistaken = replace(taken.matched, new=(MatchedRow(refused),))
    with pytest.raises(ValueError, match="was accepted"):
        list(file_events(replace(taken, matched=mistaken), 1, TODAY, frozenset()))
