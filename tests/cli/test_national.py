"""The Home Office's tables from the command line, in JSON and in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests import home_office_files as files
from tests.evaluation.offices import office
from tests.evaluation.offices import person
from tests.evaluation.offices import role
from tests.home_office_files import force_row
from tests.home_office_files import outcome_row

NOT_PROVIDED = "N/A - data not provided"
CONTRACT = {"rows", "forces", "periods", "findings"}


class Typed:
    """Commands typed in an example office."""

    def __init__(
        self, workspace: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = workspace.folder
        self.capsys = capsys

    def words(self, *typed: str) -> list[str]:
        assert main(["--workspace", str(self.folder), *typed]) == 0
        return self.capsys.readouterr().out.splitlines()

    def json(self, *typed: str, code: int = 0) -> dict[str, Any]:
        where = ["--workspace", str(self.folder), "--json"]
        assert main([*where, *typed]) == code
        said: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return said

    def force_table(self, *rows: files.Row, name: str = "t-240724.ods") -> str:
        sheets = files.table(files.FORCE_HEADINGS, *rows)
        return str(files.ods_file(self.folder / name, sheets))


@pytest.fixture
def typed(
    workspace: Workspace, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> Typed:
    office(
        workspace,
        clock,
        *[person("finance.officer"), role("finance.officer", "finance")],
    )
    return Typed(workspace, capsys)


def test_recorded_crime_is_taken_in_and_counted(typed: Typed) -> None:
    table = typed.force_table(force_row(1_204), force_row(NOT_PROVIDED, 2))
    said = typed.json("ingest", "recorded-crime", table)
    assert said.keys() >= CONTRACT
    assert (said["rows"], said["forces"]) == (2, ["lancashire"])
    assert said["periods"] == ["2023-24 Q1", "2023-24 Q2"]
    counts = typed.json("crime", "recorded", "--code", "28E")["counts"]
    assert [(row["offences"], row["status"]) for row in counts] == [
        (1_204, "counted"),
        (None, "missing"),
    ]
    assert typed.words("crime", "recorded", "--by", "quarter") == [
        "2023-24 Q1  1,204  counted  0  published",
        "2023-24 Q2  missing  missing  1  missing",
    ]


def test_a_revision_is_said_in_words(typed: Typed) -> None:
    typed.json("ingest", "recorded-crime", typed.force_table(force_row(4)))
    newer = typed.force_table(force_row(6), name="t-241024.ods")
    said = typed.words("ingest", "recorded-crime", newer)
    assert said[:2] == [
        (
            "t-241024.ods: 1 rows of 1 forces and bodies, 2023-24 Q1 to 2023-24 Q1; "
            "1 quarters new or changed"
        ),
        "force 2023-24 Q1: 1 figures changed, total 4 to 6",
    ]


def test_outcomes_are_taken_in_and_rated(typed: Typed) -> None:
    rows = [outcome_row(0, (9, "N/A")), outcome_row(1, (1, 1)), outcome_row(18, (2, 7))]
    sheets = files.table(files.OUTCOME_HEADINGS, *rows)
    path = files.xlsx_file(typed.folder / "outcomes.xlsx", sheets)
    assert typed.json("ingest", "outcomes", str(path)).keys() >= CONTRACT
    asked = ("crime", "outcomes", "--set", "charge", "--basis", "closed")
    said = typed.json(*asked)
    assert said["outcome_set"]["codes"] == ["1"]
    assert said["rates"][0]["rate_pct"] == 12.5
    assert typed.words(*asked) == [
        "Charged or summonsed (charge, version 1: 1), closed basis",
        "lancashire  2023-24  1  8  0  12.5%  counted  0  published",
    ]


def test_a_web_page_under_the_name_of_a_workbook_is_refused(typed: Typed) -> None:
    page = typed.folder / "tables.xlsx"
    page.write_text("<!DOCTYPE html><title>Not found</title>", encoding="utf-8")
    for verb in ("recorded-crime", "outcomes"):
        said = typed.json("ingest", verb, str(page), code=3)
        assert [found["rule"] for found in said["findings"]] == ["web-page"]
    assert not (typed.folder / "lake" / "tables.json").exists()


def test_a_table_of_the_other_kind_is_refused_by_its_heading(
    typed: Typed, tmp_path: Path
) -> None:
    rows = [files.OUTCOME_HEADINGS, outcome_row(1, (1, 1))]
    path = files.csv_file(tmp_path / "outcomes.csv", rows)
    said = typed.json("ingest", "recorded-crime", str(path), code=3)
    assert said["findings"][0]["column"] == "Offence code expired"
