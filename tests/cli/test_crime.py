"""Crime files from the command line: taken in, decided, counted, refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.crime_files import BURGLARY
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.evaluation.offices import office
from tests.evaluation.offices import person
from tests.evaluation.offices import role


class Typed:
    """Commands typed in an example office that took in two months of Lancashire."""

    def __init__(
        self, workspace: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = workspace.folder
        self.capsys = capsys

    def words(self, *typed: str) -> list[str]:
        assert main(["--workspace", str(self.folder), *typed]) == 0
        return self.capsys.readouterr().out.splitlines()

    def json(self, *typed: str, code: int = 0) -> dict[str, Any]:
        assert main(["--workspace", str(self.folder), "--json", *typed]) == code
        said: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return said


@pytest.fixture
def typed(
    workspace: Workspace,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Typed:
    people = [person("finance.officer"), role("finance.officer", "finance")]
    office(workspace, clock, *people)
    typed = Typed(workspace, capsys)
    for month in ("2024-01", "2024-03"):
        crimes = [Crime("a", BURGLARY, month=month), Crime(month=month, lsoa="")]
        name = f"{month}-lancashire-street.csv"
        typed.json("ingest", "crime", str(street_file(tmp_path, name, *crimes)))
    return typed


def test_decisions_are_shown_month_by_month_and_a_gap_as_missing(typed: Typed) -> None:
    months = {"2024-01": 0, "2024-03": 1}
    zeros = "outside the force 0, unknown LSOA 0, LSOA of another census 0"
    january, march = (
        f"lancashire {month}: 2 rows, 2 crimes; repeated id 0, named before {before}, "
        f"blank id 1, no location 1, {zeros}"
        for month, before in months.items()
    )
    gap = "lancashire 2024-02: no file; missing, not nought"
    words = typed.words("crime", "decisions", "--from", "2024-01")
    assert words == [january, gap, march]
    said = typed.json("crime", "decisions", "--from", "2024-03")
    assert [month["named_before"] for month in said["months"]] == [1]


def test_a_crime_of_two_months_can_be_counted_once(typed: Typed) -> None:
    asked = (
        "crime",
        "counts",
        "--by",
        "month",
        "--count",
        "first",
        "--from",
        "2024-01",
    )
    counts = typed.json(*asked)["counts"]
    assert [line["offences"] for line in counts] == [2, None, 1]


def test_a_web_page_saved_as_a_file_is_refused_and_nothing_is_half_written(
    typed: Typed, tmp_path: Path
) -> None:
    page = tmp_path / "2024-02-lancashire-street.csv"
    page.write_text("<!DOCTYPE html><title>503</title>")
    lake = {path: path.read_bytes() for path in typed.folder.rglob("lake/**/*.*")}
    said = typed.json("ingest", "crime", str(page), code=3)
    assert [found["rule"] for found in said["findings"]] == ["crime-file-web-page"]
    assert lake == {
        path: path.read_bytes() for path in typed.folder.rglob("lake/**/*.*")
    }
