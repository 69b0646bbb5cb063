"""Tables of people and households come in many shapes; what is not told is asked."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from fundtrack.errors import FileRefused
from fundtrack.sources.populations import PopulationHints
from fundtrack.sources.populations import read_populations

BURNLEY, PENDLE = "E07000117", "E07000122"


def table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def figures(
    path: Path, hints: PopulationHints | None = None
) -> list[tuple[object, ...]]:
    read = read_populations(path, hints) if hints else read_populations(path)
    return [(row.code, row.year, row.written) for row in read.rows]


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        (
            "mye.csv",
            ("lad_code,lad_name,mid_year,population", f"{BURNLEY},Burnley,2022,95655"),
            [(BURNLEY, 2022, "95655")],
        ),
        (
            "population_mid2020_ward.csv",
            ("gss_code,ward,population", "E05001643,Anchorsholme,6278"),
            [("E05001643", 2020, "6278")],
        ),
        (
            "wide.csv",
            (
                "Code,Name,Population mid-2021,Population mid-2022",
                f"{BURNLEY},Burnley,94600,95655",
            ),
            [(BURNLEY, 2021, "94600"), (BURNLEY, 2022, "95655")],
        ),
        (
            "lsoa_population.csv",
            (
                "lsoa11_code,ltla22_code,year,total_population",
                f"E01024843,{BURNLEY},2020,1500",
                f"E01024844,{BURNLEY},2020,1600",
            ),
            [("E01024843", 2020, "1500"), ("E01024844", 2020, "1600")],
        ),
        (
            "nomis.csv",
            (
                '"Census 2021, TS041: number of households"',
                "date,geography,geography code,Number of households: Total; value",
                f"2021,Burnley,{BURNLEY},39600",
            ),
            [(BURNLEY, 2021, "39600")],
        ),
        (
            "sape.csv",
            (
                "Mid-2022 population estimates for small areas",
                "LAD 2023 Code,LAD 2023 Name,LSOA 2021 Code,LSOA 2021 Name,Total,F0",
                f"{BURNLEY},Burnley,E01024843,Burnley 001A,1500,300",
                f"{BURNLEY},Burnley,E01024844,Burnley 001B,1600,310",
            ),
            [("E01024843", 2022, "1500"), ("E01024844", 2022, "1600")],
        ),
        (
            "density.csv",
            (
                "code,name,Population density 2022,Estimated Population mid-2022",
                f"{BURNLEY},Burnley,864,95655",
            ),
            [(BURNLEY, 2022, "95655")],
        ),
        (
            "by-sex.csv",
            (
                "area_code;sex;year;persons",
                f"{BURNLEY};Females;2022;48000",
                f"{BURNLEY};All persons;mid-2022;95655",
            ),
            [(BURNLEY, 2022, "95655")],
        ),
    ],
)
def test_a_table_is_read_whatever_its_headings(
    tmp_path: Path,
    name: str,
    lines: tuple[str, ...],
    expected: list[tuple[object, ...]],
) -> None:
    assert figures(table(tmp_path, name, *lines)) == expected


def test_a_workbook_is_read_below_its_title_and_above_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "mye2.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["About", "this file"])
        book.add_worksheet("MYE2 - Females").write_row(0, 0, ["Code", "All ages"])
        sheet = book.add_worksheet("MYE2 - Persons")
        sheet.write(0, 0, "Estimates of the population, mid-2022")
        sheet.write_row(2, 0, ["Code", "Name", "Geography", "All ages", 0, 1])
        sheet.write_row(3, 0, [BURNLEY, "Burnley", "District", 95655, 1, 2])
        sheet.write(5, 0, "Source: Office for National Statistics")
    read = read_populations(path)
    assert (read.kind, read.basis) == ("people", "mid-year")
    (row,) = read.rows
    assert (row.code, row.name, row.year, row.written) == (
        BURNLEY,
        "Burnley",
        2022,
        95655,
    )
    assert (row.sheet, row.row, row.column) == ("MYE2 - Persons", 4, "All ages")


def test_a_year_may_stand_as_a_number_or_as_a_day(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("people")
        sheet.write_row(0, 0, ["code", "year", "population"])
        sheet.write_row(1, 0, [BURNLEY, 2021, 94600])
        sheet.write(2, 0, BURNLEY)
        sheet.write_datetime(2, 1, date(2022, 6, 30), day)
        sheet.write(2, 2, 95655)
        sheet.write_row(3, 0, [BURNLEY, "last year", 96000])
        sheet.write_row(4, 0, [BURNLEY, 2021.5, 96000])
    assert [row.year for row in read_populations(path).rows] == [2021, 2022, 0, 0]


def test_a_part_of_the_people_is_not_all_of_them(tmp_path: Path) -> None:
    heading = "code,year,male_population,population_0_15,females,total_population"
    path = table(tmp_path, "mye.csv", heading, f"{BURNLEY},2022,5,1,6,11")
    assert figures(path) == [(BURNLEY, 2022, "11")]


def test_census_day_and_mid_year_are_told_apart(tmp_path: Path) -> None:
    lines = ("area_code,residents", f"{BURNLEY},94649")
    census = read_populations(table(tmp_path, "census2021.csv", *lines))
    assert (census.kind, census.basis) == ("people", "census")


def test_the_person_may_say_what_the_file_does_not(tmp_path: Path) -> None:
    path = table(tmp_path, "counts.csv", "code,count", f"{BURNLEY},39600")
    hints = PopulationHints(year=2021, kind="households")
    assert figures(path, hints) == [(BURNLEY, 2021, "39600")]
    assert read_populations(path, hints).kind == "households"


@pytest.mark.parametrize(
    ("lines", "rule", "found"),
    [
        (
            ("place,how many", "Burnley,95655"),
            "population-headings",
            "place, how many",
        ),
        (("Burnley",), "population-headings", None),
        (("code,population", f"{BURNLEY},1"), "population-no-year", None),
        (
            ("code,population,2021 and 2022", f"{BURNLEY},1,x"),
            "population-no-year",
            None,
        ),
        (("code,year,count", f"{BURNLEY},2022,1"), "population-of-what", None),
        (("<!doctype html>", "<html></html>"), "web-page", None),
        (
            ("code,year,population,households", f"{BURNLEY},2022,9,4"),
            "population-columns",
            "population, households",
        ),
        (
            ("code,year,population", f"{BURNLEY},2022,94,649"),
            "population-row-too-long",
            "649",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_and_not_guessed(
    tmp_path: Path, lines: tuple[str, ...], rule: str, found: str | None
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_populations(table(tmp_path, "table.csv", *lines))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.found) == (rule, found)


def test_the_held_tables_are_read(shared: Path) -> None:
    folder = shared / "data" / "population"
    read = {path.stem: read_populations(path) for path in sorted(folder.glob("*.csv"))}
    told = {
        name: (file.kind, file.basis, len(file.rows)) for name, file in read.items()
    }
    assert told == {
        "households_census2021_lad": ("households", "census", 23),
        "population_census2021_lad": ("people", "census", 23),
        "population_mid2020_lad_original_sape": ("people", "mid-year", 23),
        "population_mid2020_lsoa11_lancashire_leicestershire": (
            "people",
            "mid-year",
            1552,
        ),
        "population_mid2020_ward_lancashire": ("people", "mid-year", 285),
        "population_mid_year_lad_2010_2024": ("people", "mid-year", 345),
    }


def test_a_line_without_an_end_is_noticed(tmp_path: Path) -> None:
    whole = table(tmp_path, "census2021.csv", "code,population", f"{BURNLEY},94649")
    assert not read_populations(whole).ends_openly
    whole.write_text(f"code,population\n{BURNLEY},9464", encoding="utf-8")
    assert read_populations(whole).ends_openly
