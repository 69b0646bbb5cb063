"""Looking back and putting right on the command line: keys, words, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests import workbooks
from tests.acts.test_take_on import CAPITAL
from tests.acts.test_take_on import HEADINGS
from tests.builders import CELL
from tests.cli.test_app import EXAMPLE
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office, in which anybody may be named."""
    office = open_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


@pytest.fixture
def said(office: Office, capsys: pytest.CaptureFixture[str]) -> "Said":
    """The office's command line."""
    return Said(office, capsys)


class Said:
    """Type commands in the office's workspace and read what they answer."""

    def __init__(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        self.office = office
        self._folder = str(office.workspace.folder)
        self._capsys = capsys

    def code(self, *words: str) -> int:
        """Give the exit code of a command."""
        return main(["--workspace", self._folder, *words])

    def words(self, *words: str) -> list[str]:
        """Give the lines of a command that does its work."""
        assert self.code(*words) == 0
        return self._capsys.readouterr().out.splitlines()

    def json(self, *words: str) -> dict[str, Any]:
        """Give the answer of a command that does its work."""
        assert self.code("--json", *words) == 0
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return answer

    def complaint(self) -> str:
        """Give what the last command complained of."""
        return self._capsys.readouterr().err


def test_the_history_in_words_is_one_line_an_entry(said: Said) -> None:
    lines = said.words("history")
    assert len(lines) == 29
    assert lines[23] == (
        f"entry 24  2024-04-16 09:00  finance.officer  actual  {CELL} spent £400.00 to "
        "£1,000.00  from 2024-01-20  coded in the extract (extract.xlsx, sheet Jan, "
        "row 3)"
    )
    assert f"{CELL} 2023-24 Q4 nothing said to £700.00" in lines[19]
    assert (
        "SSF5, kind empty to external, name empty to Safer Streets round 5" in lines[0]
    )
    assert "import  £1,050.00  from" in lines[21]
    assert lines[26].endswith("reversal: owed, not billed (corrects entry 26)")


def test_the_history_in_json_has_the_keys_agreed(said: Said) -> None:
    found = said.json("history", "--cell", str(CELL), "--since", "24")
    (entry,) = found["entries"]
    assert entry.keys() >= {
        *("entry", "recorded_at", "effective_on", "person", "kind", "cell"),
        *("old_pence", "new_pence", "pence", "reason", "corrects", "evidence"),
        *("file", "sheet", "row"),
    }
    assert (entry["entry"], entry["recorded_at"]) == (24, "2024-04-16T09:00:00")
    assert said.json("history", "--person", "cfo")["entries"] == []


def test_an_entry_is_corrected_and_its_return_is_named(said: Said) -> None:
    said.office.certified()
    done = said.json(
        *("correct", "24", "--reason", "typed wrongly", "--amount", "610"),
        *("--cell", str(CELL), "--on", "2024-01-21"),
    )
    assert (done["undone"], done["entry"]) == ([24], done["entries"][-1])
    assert len(done["event_hash"]) == 64
    touched = {"return_id": RETURN, "state": "certified", "pence": 1_000}
    assert done["returns_touched"] == [touched]
    assert [found["rule"] for found in done["findings"]] == ["certified-figures"]
    first, second = said.words("correct", "23", "--reason", "twice")
    assert first.startswith("entry 23 is corrected: 1 undone, 1 recorded, the last is")
    assert "no longer match the ledger by −£400.00" in second


def test_a_correction_that_cannot_be_made_ends_in_3_or_4(said: Said) -> None:
    reason = ("--reason", "wrong")
    assert said.code("correct", "22", *reason) == 3
    assert "fundtrack reverse 22" in said.complaint()
    assert said.code("reverse", "24", *reason) == 3
    assert said.code("--as", "reviewer", "correct", "24", *reason) == 4
    assert said.code("correct", "99", *reason) == 2
    assert said.code("correct", "24") == 2


def test_a_take_on_file_is_made_taken_in_and_reversed(
    said: Said, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.xlsx"
    assert said.words("ingest", "take-on", "--blank", str(blank)) == [f"made {blank}"]
    row = (*CAPITAL[:5], "2022-23 Q4", *CAPITAL[6:])
    path = workbooks.text_file(tmp_path / "before.csv", [HEADINGS, row])
    lines = said.words("ingest", "take-on", str(path))
    assert lines == [
        "1 rows: 1 accepted, 0 refused, 0 held already",
        "spent £400.00, claimed £380.00, received £100.00; the import is entry 30",
    ]
    again = said.json("ingest", "take-on", str(path))
    assert (again["accepted"], again["already_held"], again["entry"]) == (0, 1, 30)
    assert said.words("reverse", "30", "--reason", "wrong file") == [
        "import 30 is reversed: 4 undone, 4 recorded, the last is entry 37"
    ]
