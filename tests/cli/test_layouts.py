"""The headings of a source on the command line: what is shown, said and confirmed."""

from datetime import date
from pathlib import Path

from tests import workbooks
from tests.cli.test_mending import Said
from tests.cli.test_mending import office
from tests.cli.test_mending import said

__all__ = ["office", "said"]

ROWS = [("Date", "Sum in", "Sum out"), (date(2024, 1, 15), 5, 6)]


def test_headings_are_learnt_said_and_confirmed(said: Said, tmp_path: Path) -> None:
    path = str(workbooks.workbook(tmp_path / "partner.xlsx", {"Jan": ROWS}))
    shown = said.words("layout", "learn", path)
    assert shown[0] == "Jan A1 “Date”: date, known by its words (such as 2024-01-15)"
    assert shown[1] == "Jan B1 “Sum in”: no field, left out (such as 5.0)"
    assert shown[-1].endswith("--source partner --heading HEADING=FIELD")
    assert shown[-2].endswith(f"name the fund: layout learn {path} --fund FUND")
    assert said.code("layout", "confirm", path) == 3
    told = ("--heading", "Sum out=amount")
    shown = said.words("layout", "learn", path, *told)
    assert shown[-1].startswith("if this is right, confirm it once: layout confirm ")
    said.words("layout", "confirm", path, *told)
    answer = said.json("layout", "confirm", path)
    assert (answer["source"], answer["headings"][2]["field"]) == ("partner", "amount")
    assert said.words("layout", "confirm", path)[-1] == (
        f"source “partner” is read so from now on, entry {answer['entry']}"
    )
