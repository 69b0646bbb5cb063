"""What is counted, and what it is out of, from the command line."""

import json
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Workspace
from fundtrack.domain.surveys import SURVEY
from tests.evaluation.offices import office
from tests.evaluation.offices import person
from tests.evaluation.offices import role
from tests.source_tree import ROOT
from tests.survey_files import asked
from tests.survey_files import survey_file

CONTRACT = {"rows", "forces", "periods", "findings"}


class Typed:
    """Commands typed in an example office."""

    def __init__(
        self, workspace: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.where = ["--workspace", str(workspace.folder)]
        self.capsys = capsys

    def words(self, *typed: str) -> list[str]:
        assert main([*self.where, *typed]) == 0
        return self.capsys.readouterr().out.splitlines()

    def json(self, *typed: str, code: int = 0) -> dict[str, Any]:
        assert main([*self.where, "--json", *typed]) == code
        said: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An example office with the recorded crime held here, made once."""
    folder = tmp_path_factory.mktemp("measuring") / "office"
    folder.mkdir()
    start = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
    looks = iter(range(1_000_000))
    finance = [person("finance.officer"), role("finance.officer", "finance")]
    workspace = Workspace(folder)
    office(workspace, lambda: start + timedelta(seconds=next(looks)), *finance)
    return workspace


@pytest.fixture
def typed(made: Workspace, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The commands of one test, typed in that office."""
    return Typed(made, capsys)


def test_populations_and_surveys_come_in_by_the_contracts_keys(
    typed: Typed, tmp_path: Path
) -> None:
    people = tmp_path / "mye.csv"
    people.write_text("code,mid_year,population\nE07000117,2021,94600\n")
    assert typed.json("ingest", "population", str(people)).keys() >= CONTRACT
    assert typed.words("ingest", "population", str(people)) == [
        "1 rows of people (mid-year) of 2021 as “mye”, held already"
    ]
    survey = survey_file(tmp_path, asked("2023-09", 251, 412))
    assert typed.json("ingest", "survey", str(survey)).keys() >= CONTRACT
    assert typed.words("ingest", "survey", str(survey)) == [
        "1 rows of residents, waves 2023-09, in burnley",
        "1 of them held already",
    ]
    form = tmp_path / "form.xlsx"
    assert typed.words("ingest", "survey", "--blank", str(form)) == [f"made {form}"]


def test_what_is_wrong_in_a_file_is_named_and_refused(
    typed: Typed, tmp_path: Path
) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<!doctype html><html></html>")
    wrong = survey_file(tmp_path, asked("2023-09", 412, 251))
    for verb, path, rule in (
        ("population", page, "web-page"),
        ("survey", page, "web-page"),
        ("survey", wrong, "survey-numerator"),
    ):
        said = typed.json("ingest", verb, str(path), code=3)
        assert [found["rule"] for found in said["findings"]] == [rule]


def test_measures_are_listed_counted_compared_or_refused(typed: Typed) -> None:
    listed = typed.json("crime", "measures")
    assert {"measures", "breaks"} == set(listed)
    words = typed.words("crime", "measures")
    assert len(words) == len(listed["measures"]) + len(listed["breaks"])
    force = ["--force", "lancashire"]
    year = [*force, "--from", "2021-04", "--to", "2022-03"]
    found = typed.json("crime", "measure", "shoplifting", *year)
    assert (found["count"], found["status"], found["version"]) == (7622, "counted", "1")
    assert found["rate"] == 1000 * 7622 / found["out_of"]
    (said, lockdown) = typed.words("crime", "measure", "shoplifting", *year)
    assert said.startswith("Shoplifting, 2021-04 to 2022-03: 7,622 of 1,5")
    assert said.endswith("; 5.0 per 1,000 people")
    assert lockdown.startswith("2020-03 to 2021-07: the restrictions")
    (homes, _) = typed.words("crime", "measure", "burglary", *year)
    assert homes.endswith(" per 1,000 households")
    gap = [*force, "--from", "2020-06", "--to", "2020-07"]
    assert typed.words("crime", "measure", "robbery", *gap) == [
        "Robbery, 2020-06 to 2020-07: missing (2020-06)"
    ]
    tables = [*force, "--from", "2020-04", "--to", "2020-06"]
    assert typed.words("crime", "measure", "personal-robbery", *tables) == [
        "Robbery of personal property, 2020-04 to 2020-06: missing (2020-21 Q1)"
    ]


def test_a_year_is_set_against_another_or_refused(typed: Typed) -> None:
    leicestershire = ["--force", "leicestershire"]
    years = ["--year", "2021-22", "--against", "2020-21"]
    change = ["crime", "change", "burglary"]
    found = typed.json(*change, *leicestershire, *years)
    assert found["earlier"] + found["difference"] == found["later"]
    words = typed.words(*change, *leicestershire, *years)
    assert words[0].endswith(f"({found['pct']:+.1f} %)")
    assert words[1] == ("left out on both sides: 2020-07, 2020-08, 2021-07, 2021-08")
    missing = typed.words(*change, "--force", "lancashire", *years)
    assert missing[0] == ("burglary, 2021-22 against 2020-21: missing (2020-06)")
    lockdown = ["crime", "change", "anti-social-behaviour", *leicestershire, *years]
    assert typed.words(*lockdown)[0].endswith("missing (no month is left to compare)")
    rules = ["--year", "2017-18", "--against", "2016-17", *leicestershire]
    said = typed.json("crime", "change", "residential-burglary", *rules, code=3)
    assert "compare recorded-burglary instead" in said["error"]


def test_the_founding_reports_figures_are_listed_with_what_they_need(
    typed: Typed,
) -> None:
    listed = typed.json("crime", "founding")["figures"]
    by_name = {line["figure"]: line for line in listed}
    assert by_name["shoplifting-2021-22"]["ours"] == 7622
    assert by_name["residential-burglary-change"]["standing"] == "not reproducible"
    words = typed.words("crime", "founding")
    assert (
        "Shoplifting in 2021-22, as implied: 7,817 offences, ours 7,622.0: differs"
        in words
    )
    vulture = "Operation Vulture: action days and patrols against shop theft"
    assert f"{vulture}: no figure printed" in words


def test_the_page_about_surveys_has_every_heading() -> None:
    page = (ROOT / "docs" / "surveys.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    told = {row[0].strip("| "): "yes" in row[1] for row in rows[1:]}
    assert told == {column.heading: column.is_required for column in SURVEY.columns}
