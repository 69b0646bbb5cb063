"""What keeps a survey out, and what is only said of it."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from fundtrack.domain.surveys import SURVEY
from fundtrack.domain.surveys import day_of_wave
from fundtrack.domain.surveys import is_aimed_at_feelings
from fundtrack.findings import Severity
from fundtrack.ingest.surveys import AreaNames
from fundtrack.ingest.surveys import CheckedSurvey
from fundtrack.ingest.surveys import check_survey
from fundtrack.ingest.surveys import forces_of
from fundtrack.ingest.surveys import place_id
from fundtrack.sources.registers import read_registers
from tests.survey_files import HEADINGS
from tests.survey_files import Row
from tests.survey_files import asked
from tests.survey_files import survey_file

AREAS = AreaNames({"pennine": "Pennine Lancashire"}, {"pennine": ["E07000117"]})


def checked(folder: Path, *rows: Row, headings: Row = HEADINGS) -> CheckedSurvey:
    file = survey_file(folder, *rows, headings=headings)
    return check_survey(read_registers(file, (SURVEY,)), AREAS)


def test_a_row_is_kept_with_its_place_and_its_day(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        asked("2023-09", 251, 412, "Pennine Lancashire", "preston"),
        asked("2023-09", 240, 400, "Preston"),
    )
    assert found.findings == ()
    first = found.rows[0]
    assert (first.survey, first.area, first.comparison) == (
        "residents",
        "pennine",
        "E07000123",
    )
    assert (first.asked_from, first.wave_order) == (date(2023, 9, 1), 1)
    assert (first.numerator, first.respondents) == (251, 412)


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        (asked("2023", 413, 412), "survey-numerator", "Numerator"),
        (asked("2023", 0, 0), "survey-respondents", "Respondents"),
        (asked("2023", 1, 99, "Atlantis"), "survey-area-unknown", "Area"),
        (
            asked("2023", 1, 99, "Burnley", "Atlantis"),
            "survey-area-unknown",
            "Comparison area",
        ),
        (
            asked("2023", 1, 99, "Burnley", "E07000117"),
            "survey-compared-with-itself",
            "Comparison area",
        ),
        (asked("2023", -1, 99), "register-cell-unreadable", "Numerator"),
        (asked("", 1, 99), "register-cell-empty", "Wave"),
    ],
)
def test_what_cannot_be_so_keeps_the_survey_out(
    tmp_path: Path, row: Row, rule: str, column: str
) -> None:
    (found,) = checked(tmp_path, row).findings
    assert (found.rule, found.column, found.row) == (rule, column, 2)
    assert found.severity is Severity.BLOCK


def test_two_rows_of_one_question_area_and_wave_keep_it_out(tmp_path: Path) -> None:
    found = checked(tmp_path, asked("2023", 50, 99), asked("2023", 51, 99))
    assert [each.rule for each in found.findings] == ["survey-row-twice"]


def test_a_renamed_column_is_named(tmp_path: Path) -> None:
    headings = ("Question", "Area", "Comparison area", "Wave", "n", "yes", "Source")
    found = checked(tmp_path, asked("2023", 50, 99), headings=headings)
    missing = [each.message for each in found.findings if "missing" in each.rule]
    assert missing == [
        "the heading Respondents is missing",
        "the heading Numerator is missing",
    ]


def test_the_only_sheet_of_a_workbook_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, asked("2023-09", 251, 412))
    found = check_survey(read_registers(path, (SURVEY,)), AREAS)
    assert [row.numerator for row in found.rows] == [251]


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert [each.rule for each in checked(tmp_path).findings] == ["survey-empty"]


def test_small_samples_undated_waves_and_lone_areas_are_said(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        asked("baseline", 12, 29, "Burnley", "Preston"),
        asked("follow-up", 60, 99, "Burnley", "Preston"),
    )
    assert {each.severity for each in found.findings} == {Severity.WARN}
    assert [each.rule for each in found.findings] == [
        "survey-small",
        "survey-wave-undated",
        "survey-comparison-not-asked",
    ]
    assert [(row.wave_order, row.asked_from) for row in found.rows] == [
        (1, None),
        (2, None),
    ]


@pytest.mark.parametrize(
    ("written", "place", "forces"),
    [
        ("pennine", "pennine", {"lancashire"}),
        ("E05011508", "E05011508", {"lancashire"}),
        ("blackpool", "E06000009", {"lancashire"}),
        ("Leicestershire Police", "leicestershire", {"leicestershire"}),
    ],
)
def test_a_survey_may_name_an_area_a_ward_a_district_or_a_force(
    written: str, place: str, forces: set[str]
) -> None:
    assert place_id(written, AREAS) == place
    assert forces_of(place, AREAS) == forces


@pytest.mark.parametrize(
    ("wave", "day"),
    [
        ("2023-09", date(2023, 9, 1)),
        ("2023-24 Q2", date(2023, 7, 1)),
        ("2023/24", date(2023, 4, 1)),
        (" 2023 ", date(2023, 1, 1)),
        ("wave 2", None),
    ],
)
def test_a_wave_named_for_a_time_has_its_day(wave: str, day: date | None) -> None:
    assert day_of_wave(wave) == day


def test_a_purpose_says_whether_people_are_to_feel_safer() -> None:
    assert is_aimed_at_feelings("Residents feel safer after dark")
    assert is_aimed_at_feelings("Violence against women and girls in public")
    assert not is_aimed_at_feelings("Burglary and theft: gates, locks, lights")
