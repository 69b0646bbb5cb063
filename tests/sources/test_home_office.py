"""Home Office tables: headings old and new are known; unknown ones refuse by name."""

from pathlib import Path

import pytest

from fundtrack.errors import FileRefused
from fundtrack.sources.home_office import OUTCOMES
from fundtrack.sources.home_office import RECORDED_CRIME
from fundtrack.sources.home_office import TableForm
from fundtrack.sources.home_office import TableReading
from fundtrack.sources.home_office import edition_of
from fundtrack.sources.home_office import note_numbers
from fundtrack.sources.home_office_names import area_forces
from fundtrack.sources.home_office_names import district_of_partnership
from fundtrack.sources.home_office_names import find_named_force
from fundtrack.sources.home_office_names import outcome_types
from tests import home_office_files as files
from tests.home_office_files import csp_row
from tests.home_office_files import force_row
from tests.home_office_files import outcome_row

CELLS = ("2023/24", "1", "Lancashire", "28E", *files.HOME[1:], "3")


def reading(path: Path, form: TableForm = RECORDED_CRIME) -> TableReading:
    """A reading of a file that was read to its end."""
    it = TableReading(path, form)
    list(it.rows())
    return it


def test_newer_and_older_headings_mean_the_same(tmp_path: Path) -> None:
    older = [
        {"Number of Offences": "Offence Count"}.get(name, name.upper())
        for name in files.FORCE_HEADINGS
    ]
    for headings in (files.FORCE_HEADINGS, older):
        sheets = files.table(headings, force_row(3))
        path = files.ods_file(tmp_path / "t.ods", sheets)
        (row,) = TableReading(path, RECORDED_CRIME).rows()
        assert (row.sheet, row.row, tuple(row.cells)) == ("2023_24", 2, (*CELLS, None))


def test_a_partnership_table_has_one_column_more(tmp_path: Path) -> None:
    path = files.csv_file(tmp_path / "t.csv", [files.CSP_HEADINGS, csp_row(3)])
    (row,) = TableReading(path, RECORDED_CRIME).rows()
    assert (row.sheet, tuple(row.cells)) == ("", (*CELLS, "Blackpool"))


@pytest.mark.parametrize(
    "bases",
    [
        (
            "Number of Outcomes for offences that were recorded in the quarter",
            "Number of Outcomes for investigations that were closed in the quarter",
        ),
        (
            "Force outcomes for offences recorded in quarter [note 2]",
            "Force outcomes recorded in quarter",
        ),
    ],
)
def test_outcomes_tables_name_both_bases_in_many_ways(
    tmp_path: Path, bases: tuple[str, str]
) -> None:
    headings = (*files.OUTCOME_HEADINGS[:-2], *bases)
    rows = files.table(headings, outcome_row(1, (2, 3)))
    (row,) = TableReading(files.xlsx_file(tmp_path / "t.xlsx", rows), OUTCOMES).rows()
    assert row.cells[-3:] == ["2", "3", ""]


def test_every_sheet_of_a_year_is_read_and_what_lies_around_it_is_not(
    tmp_path: Path,
) -> None:
    headings = [("Table 1: offences",), (), files.FORCE_HEADINGS]
    note = ("[Note 6] Excludes a force",)
    sheets = {
        "Cover": files.MADE_UP_COVER,
        "Notes": [("Note", "Text")] * 40,
        "2022_23": [*headings, force_row(1, year="2022/23"), note],
        "2023_24": [*headings, force_row(2)[:7]],
    }
    it = TableReading(files.ods_file(tmp_path / "t.ods", sheets), RECORDED_CRIME)
    assert [(row.sheet, row.row, row.cells[7]) for row in it.rows()] == [
        ("2022_23", 4, "1"),
        ("2023_24", 4, ""),
    ]
    assert it.is_synthetic
    assert it.headings["2022_23"]["offences"] == "Number of Offences"


def test_notes_and_the_places_that_carry_them_are_kept(tmp_path: Path) -> None:
    rows = [force_row(1, force="Kent [Notes 2, 6]"), force_row(2)]
    notes = [("Note number", "Note text"), *[("filler",)] * 40]
    sheets: dict[str, list[files.Row]] = {
        "2023_24": [files.FORCE_HEADINGS, *rows],
        "Notes": [
            *notes,
            (2, "Not comparable."),
            ("[note 6]", " A new system. "),
            (7,),
        ],
    }
    it = reading(files.ods_file(tmp_path / "t.ods", sheets))
    assert it.notes == {2: "Not comparable.", 6: "A new system."}
    assert it.noted == {"Kent [Notes 2, 6]"}
    assert note_numbers("Kent [Notes 2, 6]") == [2, 6]
    assert note_numbers("Kent") == []


def test_a_text_file_cut_within_a_row_is_refused(tmp_path: Path) -> None:
    rows = [files.FORCE_HEADINGS, force_row(1), force_row(2)[:7]]
    path = files.csv_file(tmp_path / "t.csv", rows)
    with pytest.raises(FileRefused, match="row 3: the row has fewer cells"):
        reading(path)


def test_made_up_figures_are_known_by_cover_or_name(tmp_path: Path) -> None:
    rows = [files.FORCE_HEADINGS, force_row(3)]
    assert reading(files.csv_file(tmp_path / "synthetic-t.csv", rows)).is_synthetic
    assert not reading(files.csv_file(tmp_path / "t.csv", rows)).is_synthetic
    path = files.ods_file(tmp_path / "t.ods", files.table(*rows))
    assert not reading(path).is_synthetic


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            (*files.FORCE_HEADINGS[:-1], "Offences counted"),
            [
                ("heading-unknown", "Offences counted"),
                ("heading-missing", "number of offences"),
            ],
        ),
        (
            (*files.FORCE_HEADINGS, "Offence Count"),
            [("heading-twice", "Offence Count")],
        ),
        (
            ("Outcome Type", *files.FORCE_HEADINGS[1:]),
            [
                ("heading-unknown", "Outcome Type"),
                ("heading-missing", "financial year"),
            ],
        ),
    ],
)
def test_a_heading_that_is_not_known_refuses_the_file_by_name(
    tmp_path: Path, headings: files.Row, found: list[tuple[str, str]]
) -> None:
    path = files.ods_file(tmp_path / "t.ods", files.table(headings, force_row(3)))
    with pytest.raises(FileRefused) as refusal:
        reading(path)
    findings = refusal.value.findings
    assert [(each.rule, each.column) for each in findings] == found
    assert {(each.file, each.sheet, each.row) for each in findings} == {
        ("t.ods", "2023_24", 1)
    }


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"2023_24": [("A", "B")]}, "sheet 2023_24 has no row with the headings"),
        (
            {"2022_23": [("A", "B")], "2023_24": [files.FORCE_HEADINGS]},
            "sheet 2022_23 has no row with the headings",
        ),
        ({"Cover": [("A", "B")]}, "no sheet has the headings"),
    ],
)
def test_a_file_without_headings_is_refused(
    tmp_path: Path, sheets: dict[str, list[files.Row]], said: str
) -> None:
    with pytest.raises(FileRefused, match=said):
        reading(files.ods_file(tmp_path / "t.ods", sheets))


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("prc-csp-mar2021-mar2026-tables-230726.ods", "2026-07-23"),
        ("prc-tables-310226.ods", ""),
        ("prc-tables.ods", ""),
    ],
)
def test_an_edition_is_told_by_the_end_of_its_name(file: str, day: str) -> None:
    assert edition_of(file) == day


@pytest.mark.parametrize(
    ("written", "force", "is_area"),
    [
        ("Lancashire", "lancashire", True),
        ("London, City of", "city-of-london", True),
        ("Hampshire and Isle of Wight [Note 6]", "hampshire", True),
        ("Devon & Cornwall", "devon-and-cornwall", True),
        ("Dyfed-Powys", "dyfed-powys", True),
        ("Metropolitan Police", "metropolitan", True),
        ("British Transport Police", "btp", False),
        ("Action Fraud", "action-fraud", False),
        ("CIFAS", "cifas", False),
        ("UK Finance", "uk-finance", False),
    ],
)
def test_a_force_is_known_by_each_of_its_names(
    written: str, force: str, *, is_area: bool
) -> None:
    found = find_named_force(written)
    assert found
    assert (found.force, found.is_area) == (force, is_area)


def test_names_that_nobody_knows_are_nobodys() -> None:
    assert find_named_force("England and Wales") is None
    assert len(area_forces()) == 43
    assert district_of_partnership("lancashire", "West Lancashire") == "E07000127"
    assert district_of_partnership("lancashire", "Unassigned Lancashire") == ""
    assert district_of_partnership("action-fraud", "Blackpool") == ""


def test_outcome_codes_know_what_they_count_as() -> None:
    roles = {code: kind.role for code, kind in outcome_types().items()}
    assert roles.pop("0") == "not_yet"
    assert [roles.pop(code) for code in ("1a", "2a", "3a")] == ["of_which"] * 3
    assert roles == {str(code): "outcome" for code in range(1, 23)}
