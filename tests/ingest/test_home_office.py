"""Home Office tables read and checked: what blocks, what warns, what is missing."""

from pathlib import Path

import pytest

from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.findings import blocking
from fundtrack.ingest.home_office import Held
from fundtrack.ingest.home_office import StagedTable
from fundtrack.ingest.home_office import stage_table
from fundtrack.ingest.home_office_cells import CellError
from fundtrack.ingest.home_office_cells import Figure
from fundtrack.ingest.home_office_cells import code_of
from fundtrack.ingest.home_office_cells import figure_of
from fundtrack.ingest.home_office_checks import check_notes
from fundtrack.ingest.home_office_rows import OUTCOME_RULES
from fundtrack.ingest.home_office_rows import RECORDED_RULES
from fundtrack.ingest.home_office_rows import TableRules
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.sources.home_office_names import area_forces
from fundtrack.store.tables import Tables
from tests import home_office_files as files
from tests.home_office_files import csp_row
from tests.home_office_files import force_row
from tests.home_office_files import outcome_row

NOT_PROVIDED = "N/A - data not provided"
NAMES = [forces()[slug].name for slug in sorted(area_forces())]
LANCASHIRE = [
    district.name
    for district in districts().values()
    if district.police_area == forces()["lancashire"].police_area
]


def staged(
    folder: Path, rules: TableRules, headings: files.Row, *rows: files.Row
) -> StagedTable:
    """Stage a table of these rows, with nothing held."""
    path = files.csv_file(folder / "table.csv", [headings, *rows])
    held = Held(Workspace(folder), Tables(), "lancashire")
    return stage_table(path, rules, folder, held)


def refusals(
    folder: Path, rules: TableRules, headings: files.Row, *rows: files.Row
) -> list[tuple[str, int | None, str | None, str | None]]:
    """The rule, row, column and cell of what refuses a table."""
    with pytest.raises(FileRefused) as refusal:
        staged(folder, rules, headings, *rows)
    return [
        (found.rule, found.row, found.column, found.found)
        for found in blocking(refusal.value.findings)
    ]


def test_a_whole_table_gives_no_finding(tmp_path: Path) -> None:
    rows = [
        force_row(1, quarter, force=name) for name in NAMES for quarter in (1, 2, 3, 4)
    ]
    table = staged(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, *rows)
    assert table.findings == []
    assert table.tally.rows == 43 * 4
    csp = [csp_row(1, name) for name in LANCASHIRE]
    table = staged(tmp_path, RECORDED_RULES, files.CSP_HEADINGS, *csp)
    rules = [found.rule for found in table.findings]
    assert rules == ["forces-absent", "year-in-part"]


def test_what_is_absent_is_said_and_is_missing(tmp_path: Path) -> None:
    rows = [
        csp_row(1),
        csp_row(NOT_PROVIDED, quarter="Q2"),
        csp_row("", "Preston", "Q2"),
        csp_row("[z]", "Preston", "Q1"),
    ]
    table = staged(tmp_path, RECORDED_RULES, files.CSP_HEADINGS, *rows)
    said = {found.rule: found.message for found in table.findings}
    assert list(said) == [
        *("forces-absent", "year-in-part", "partnerships-absent"),
        *("not-provided", "not-applicable"),
    ]
    assert said["forces-absent"].startswith("1 of 43 forces with an area")
    assert said["year-in-part"] == "2023-24 is held in part: Q1, Q2"
    assert "Wyre" in said["partnerships-absent"]
    assert "Blackpool" not in said["partnerships-absent"]
    assert said["not-provided"] == (
        "2 figures of lancashire were not provided, 2023-24 Q2 to 2023-24 Q2"
    )
    assert said["not-applicable"].startswith("1 rows say that there can be no figure")
    assert sum(rows.rows for rows in table.staged) == 3


def test_a_quarter_that_falls_away_and_a_noted_place_are_said(tmp_path: Path) -> None:
    rows = [
        *[force_row(800, quarter, force="Kent [Note 6]") for quarter in (1, 2)],
        *[force_row(figure, 3, force="Kent [Note 6]") for figure in (190,)],
        *[force_row(800, 1), force_row(NOT_PROVIDED, 2), force_row(150, 3)],
        *[force_row(199, 1, force="Essex"), force_row(0, 2, force="Essex")],
    ]
    table = staged(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, *rows)
    said = [
        found.message
        for found in table.findings
        if found.rule in {"sudden-fall", "place-noted"}
    ]
    assert said == [
        (
            "the figures of kent fall from 800 in 2023-24 Q2 to 190 in 2023-24 Q3, "
            "and the file does not say why"
        ),
        "of “Kent [Note 6]” the file notes: nothing that was found",
    ]
    (note,) = check_notes("t.ods", ["Kent [Note 6]"], {6: "A new system."})
    assert note.message == "of “Kent [Note 6]” the file notes: A new system."


def test_a_cell_that_means_nothing_refuses_the_file_in_its_place(
    tmp_path: Path,
) -> None:
    rows = [
        force_row(1, year="2023"),
        force_row(1, 5),
        force_row(1, force="Testshire"),
        force_row(1, 1, ("", *files.HOME[1:])),
        force_row("1.5"),
    ]
    assert refusals(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, *rows) == [
        ("year-unknown", 2, "Financial Year", "2023"),
        ("quarter-unknown", 3, "Financial Quarter", "5"),
        ("force-unknown", 4, "Force Name", "Testshire"),
        ("code-blank", 5, "Offence Code", ""),
        ("count-unknown", 6, "Number of Offences", "1.5"),
    ]
    assert refusals(tmp_path, RECORDED_RULES, files.CSP_HEADINGS, csp_row(1, " ")) == [
        ("csp-blank", 2, "CSP Name", "")
    ]
    row = outcome_row(23, (1, 1))
    assert refusals(tmp_path, OUTCOME_RULES, files.OUTCOME_HEADINGS, row) == [
        ("outcome-unknown", 2, "Outcome Type", "23")
    ]


def test_reading_stops_where_nothing_is_understood(tmp_path: Path) -> None:
    rows = [force_row("many")] * 30
    found = refusals(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, *rows)
    assert len(found) == 20


def test_a_table_of_headings_alone_is_refused(tmp_path: Path) -> None:
    found = refusals(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS)
    assert found == [("table-empty", None, None, None)]


def test_a_row_of_totals_would_count_twice_and_refuses_the_file(
    tmp_path: Path,
) -> None:
    whole = ("Total", "Total", "Total", "Total")
    rows = [force_row(5), force_row(5, 1, whole)]
    assert refusals(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, *rows) == [
        ("row-of-totals", 3, "Offence Code", "Total")
    ]
    rows = [csp_row(5), csp_row(5, "All partnerships"), csp_row(5, "Total")]
    assert refusals(tmp_path, RECORDED_RULES, files.CSP_HEADINGS, *rows) == [
        ("row-of-totals", 3, "CSP Name", "All partnerships"),
        ("row-of-totals", 4, "CSP Name", "Total"),
    ]


def test_a_partnership_written_two_ways_is_one(tmp_path: Path) -> None:
    rows = [csp_row(5), csp_row(7, "BLACKPOOL ")]
    ((rule, _, _, found),) = refusals(
        tmp_path, RECORDED_RULES, files.CSP_HEADINGS, *rows
    )
    assert rule == "figure-twice"
    assert found == "lancashire, BLACKPOOL, 28E, Burglary, residential"


def test_thousands_without_quotation_marks_are_no_figure(tmp_path: Path) -> None:
    row = (*force_row("1"), "234")
    assert refusals(tmp_path, RECORDED_RULES, files.FORCE_HEADINGS, row) == [
        ("row-too-long", 2, None, "234")
    ]


def test_a_text_that_breaks_off_within_its_last_figure_is_said(
    tmp_path: Path,
) -> None:
    path = files.csv_file(tmp_path / "t.csv", [files.FORCE_HEADINGS, force_row(1234)])
    held = Held(Workspace(tmp_path), Tables(), "lancashire")
    path.write_bytes(path.read_bytes().removesuffix(b"34\r\n"))
    table = stage_table(path, RECORDED_RULES, tmp_path, held)
    said = {found.rule: found.message for found in table.findings}
    assert "its figure is too small" in said["line-not-ended"]
    assert table.changes[0].total_after == 12


@pytest.mark.parametrize("written", ["1,5", "1,2345", ",123", "9" * 21, "１２"])  # noqa: RUF001 - wide digits are the case
def test_a_figure_that_may_mean_another_is_refused(written: str) -> None:
    with pytest.raises(CellError) as refusal:
        figure_of(written)
    assert refusal.value.rule == "count-unknown"


def test_a_figure_named_twice_refuses_the_file(tmp_path: Path) -> None:
    rows = [outcome_row(1, (1, 1)), outcome_row(1, (2, 2))]
    ((rule, _, _, found),) = refusals(
        tmp_path, OUTCOME_RULES, files.OUTCOME_HEADINGS, *rows
    )
    assert (rule, found) == (
        "figure-twice",
        "lancashire, 28E, Burglary, residential, outcome 1",
    )


def test_a_quarter_may_be_below_nought_and_a_year_may_not(tmp_path: Path) -> None:
    rows = [outcome_row(1, (-3, 1), f"Q{quarter}") for quarter in (1, 2, 3)]
    table = staged(tmp_path, OUTCOME_RULES, files.OUTCOME_HEADINGS, *rows)
    assert [change.total_after for change in table.changes] == [1, 1, 1]
    rows.append(outcome_row(1, (0, 1), 4))
    ((rule, _, _, found),) = refusals(
        tmp_path, OUTCOME_RULES, files.OUTCOME_HEADINGS, *rows
    )
    assert (rule, found) == ("year-below-nought", "-9")


@pytest.mark.parametrize(
    ("written", "may_not_apply", "figure"),
    [
        ("0", False, Figure(0, is_missing=False)),
        ("-12.0", False, Figure(-12, is_missing=False)),
        ("1,234", False, Figure(1234, is_missing=False)),
        ("", False, Figure(None, is_missing=True)),
        ("N/A – Data not  provided", False, Figure(None, is_missing=True)),
        (NOT_PROVIDED, True, Figure(None, is_missing=True)),
        ("N/A - offence code expired", False, Figure(None, is_missing=False)),
        ("NA", False, Figure(None, is_missing=True)),
        ("N/A", True, Figure(None, is_missing=False)),
    ],
)
def test_a_count_is_told_from_the_ways_of_saying_there_is_none(
    written: str, figure: Figure, *, may_not_apply: bool
) -> None:
    assert figure_of(written, may_not_apply=may_not_apply) == figure


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("28E", "28E"),
        ("46.0", "46"),
        (" 8.06 ", "8.06"),
        ("37.200000000000003", "37.2"),
    ],
)
def test_an_offence_code_is_as_published(written: str, code: str) -> None:
    assert code_of(written) == code
