"""What keeps a table of people or households out, and what is only said of it."""

from dataclasses import replace

import pytest

from fundtrack.findings import Severity
from fundtrack.ingest.populations import check_populations
from fundtrack.sources.populations import PopulationFile
from fundtrack.sources.populations import PopulationRow
from fundtrack.sources.tables import Value

BURNLEY = "E07000117"


def row(
    code: str = BURNLEY, written: Value = "95,655", year: int = 2022, number: int = 2
) -> PopulationRow:
    return PopulationRow(code, "Burnley", year, written, "", number, "population")


def read(*rows: PopulationRow) -> PopulationFile:
    return PopulationFile("mye.csv", "f" * 64, "people", "mid-year", rows)


def rules(*rows: PopulationRow) -> list[str]:
    return [found.rule for found in check_populations(read(*rows)).findings]


@pytest.mark.parametrize(
    ("code", "level", "forces"),
    [
        (BURNLEY, "district", ["lancashire"]),
        ("E07000026", "district", ["cumbria"]),
        ("E01012571", "small area", ["lancashire"]),
        ("E05011508", "ward", ["lancashire"]),
        ("E05001643", "ward", []),
        ("E22000152", "partnership", ["lancashire"]),
        ("E23000003", "police area", ["lancashire"]),
    ],
)
def test_a_place_is_known_by_its_code(code: str, level: str, forces: list[str]) -> None:
    checked = check_populations(read(row(code)))
    (kept,) = checked.rows
    assert (kept.level, kept.place, kept.number) == (level, code, 95655)
    assert checked.forces == forces
    assert checked.years == ["2022"]


@pytest.mark.parametrize(
    "code", ["E07999999", "E01999999", "E22999999", "E23999999", "Burnley", ""]
)
def test_a_place_that_nobody_knows_keeps_the_table_out(code: str) -> None:
    assert rules(row(code)) == ["population-place-unknown"]


@pytest.mark.parametrize("written", ["some", "-3", 95655.5, "1e5", True, "1,5"])
def test_what_is_no_whole_number_keeps_the_table_out(written: Value) -> None:
    assert rules(row(written=written)) == ["population-figure"]


@pytest.mark.parametrize("written", ["", "N/A - not provided", "..", "c", "-"])
def test_a_figure_not_given_is_missing_and_not_nought(written: Value) -> None:
    checked = check_populations(read(row(written=written), row("E07000122", 96197.0)))
    assert [kept.number for kept in checked.rows] == [96197]
    (found,) = checked.findings
    assert (found.rule, found.severity) == ("population-figure-missing", Severity.WARN)


def test_two_rows_of_one_place_and_year_keep_the_table_out() -> None:
    twins = [row(), row(number=3), row(number=4), row(year=2021, number=5)]
    (found,) = check_populations(read(*twins)).findings
    assert (found.rule, found.row) == ("population-row-twice", 3)
    assert found.message.endswith("(and 1 more)")
    assert found.found == "E07000117 2022: 95,655"


def test_a_year_that_cannot_be_read_keeps_the_table_out() -> None:
    assert rules(row(year=0)) == ["population-year"]


def test_countries_and_regions_are_left_out_and_said() -> None:
    checked = check_populations(read(row("E92000001"), row("S12000033"), row()))
    assert [kept.place for kept in checked.rows] == [BURNLEY]
    assert [found.rule for found in checked.findings] == ["population-place-left-out"]


def test_wards_of_other_years_are_kept_and_said_to_be_unlinked() -> None:
    assert rules(row("E05001643")) == ["population-ward-unlinked"]


def test_a_table_without_totals_is_refused() -> None:
    (found,) = check_populations(read()).findings
    assert (found.rule, found.row, found.found) == ("population-no-rows", None, None)


@pytest.mark.parametrize(
    ("ends_openly", "rule", "severity"),
    [
        (True, "population-cut-off", Severity.BLOCK),
        (False, "population-years-uneven", Severity.WARN),
    ],
)
def test_a_table_that_breaks_off_within_a_place_is_refused(
    ends_openly: bool, rule: str, severity: Severity
) -> None:
    rows = (row(year=2021), row(year=2022), row("E07000122", "9", 2021, 4))
    file = replace(read(*rows), ends_openly=ends_openly)
    (found,) = check_populations(file).findings
    assert (found.rule, found.severity, found.row) == (rule, severity, 4)


def test_a_whole_table_may_end_without_a_line_end() -> None:
    rows = (row(year=2021), row(year=2022))
    assert check_populations(replace(read(*rows), ends_openly=True)).findings == ()


def test_a_last_figure_that_may_be_cut_is_said_where_no_other_year_shows_it() -> None:
    file = replace(read(row(), row("E07000122", "9", number=3)), ends_openly=True)
    (found,) = check_populations(file).findings
    assert (found.rule, found.severity, found.row) == (
        "population-line-not-ended",
        Severity.WARN,
        3,
    )
