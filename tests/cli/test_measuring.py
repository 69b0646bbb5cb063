"""What is counted, and what it is out of, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Clock
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


@pytest.fixture
def typed(
    workspace: Workspace, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> Typed:
    finance = [person("finance.officer"), role("finance.officer", "finance")]
    office(workspace, clock, *finance)
    return Typed(workspace, capsys)


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


def test_the_page_about_surveys_has_every_heading() -> None:
    page = (ROOT / "docs" / "surveys.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    told = {row[0].strip("| "): "yes" in row[1] for row in rows[1:]}
    assert told == {column.heading: column.is_required for column in SURVEY.columns}
