"""Partners' claims on the command line: keys, words, exit codes."""

import json

import openpyxl
import pytest

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests.cli.test_app import EXAMPLE
from tests.cli.test_returning import typed
from tests.partners import add_partner
from tests.partners import filled
from tests.partners import line
from tests.returns.office import Office
from tests.returns.office import open_office

KEYS = {
    "partner",
    "rows",
    "accepted",
    "queried",
    "refused",
    "unsupported_pence",
    "findings",
    "reply",
}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office that pays a partner."""
    office = add_partner(open_office(workspace))
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


def test_a_claim_goes_out_and_comes_back_with_the_contracts_keys(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.workspace.folder / "claim.xlsx"
    out = ["claim", "out", "town council", "2023-24 Q4", str(path)]
    assert typed(office, "--json", *out) == 0
    sent = json.loads(capsys.readouterr().out)
    assert (sent["partner"], sent["changes"]) == ("Town Council", [])
    filled(path, [line(), line(evidence=None, net=5)])
    assert typed(office, "--json", "ingest", "claim", str(path)) == 0
    taken = json.loads(capsys.readouterr().out)
    assert taken.keys() >= KEYS
    assert (taken["rows"], taken["accepted"], taken["unsupported_pence"]) == (
        2,
        1,
        70_000,
    )


def test_a_claim_is_told_in_words(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.workspace.folder / "claim.xlsx"
    out = ["claim", "out", "town council", "2023-24 Q4", str(path)]
    assert typed(office, *out) == 0
    assert "form of Town Council, 2023-24 Q4" in capsys.readouterr().out
    assert typed(office, *out) == 3
    filled(path, [line(evidence=None)])
    assert typed(office, "ingest", "claim", str(path)) == 0
    said = capsys.readouterr().out
    assert "Town Council, 2023-24 Q4: 1 rows, 0 accepted (£0.00), 1 queried" in said
    assert "H6: queried: there is no evidence reference" in said
    assert typed(office, "claim", "out", "Nobody", "2023-24 Q4", "x.xlsx") == 2


def test_an_example_office_says_example_on_every_sheet_it_sends(
    office: Office,
) -> None:
    path = office.workspace.folder / "claim.xlsx"
    assert typed(office, "claim", "out", "town council", "2023-24 Q4", str(path)) == 0
    book = openpyxl.load_workbook(path)
    titles = {page["A1"].value for page in book.worksheets if page.title != "Lists"}
    assert all(title.startswith("EXAMPLE, not a claim. ") for title in titles)
