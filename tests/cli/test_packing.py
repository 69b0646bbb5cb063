"""`pack` on the command line: keys, words, exit codes."""

import json

import pytest

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests.cli.test_app import EXAMPLE
from tests.cli.test_returning import typed
from tests.returns.office import Office
from tests.returns.office import open_office

KEYS = {
    "month",
    "state",
    "version",
    "entry",
    "as_at",
    "snapshot",
    "drafted_by",
    "released_by",
    "folder",
    "files",
    "sentences",
    "unusual",
    "changes",
}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office in April."""
    office = open_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


def test_a_pack_is_drafted_by_one_and_released_by_another(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(office, "pack", "2024-03") == 0
    assert "3 pages in" in capsys.readouterr().out
    assert typed(office, "pack", "2024-03", "--release") == 4
    assert "who can: all.hands, cfo" in capsys.readouterr().err
    assert typed(office, "--as", "cfo", "--json", "pack", "2024-03", "--release") == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == KEYS
    assert (said["state"], said["version"], said["as_at"]) == (
        "released",
        1,
        "2024-03-31",
    )
    assert {"key", "sentence", "sources", "marks", "why_not"} == (
        said["sentences"][0].keys()
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2024-13",), 2, "is not a month such as 2023-10"),
        (("2031-01",), 2, "has not ended"),
        (("2024-03", "--release"), 3, "nobody has drafted a pack of 2024-03"),
        (("2024-03", "--hold-back", "x"), 2, "--hold-back goes with --release"),
    ],
)
def test_a_pack_that_cannot_be_made_is_refused_in_words(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    assert typed(office, "--as", "all.hands", "pack", *words) == code
    assert said in capsys.readouterr().err
