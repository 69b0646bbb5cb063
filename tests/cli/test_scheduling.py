"""Verbs of the year's round on the command line: keys, words, exit codes."""

import json
from pathlib import Path

import pytest

from fundtrack.acts.returns import submit
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.people import Role
from tests.builders import CELL
from tests.cli.test_app import EXAMPLE
from tests.cli.test_returning import typed
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

LATE = (
    "Safer Streets round 5: the funder has not paid £120, expected by 7 June 2024; "
    "sent 47 days ago (SSF5-2023-24-Q4-v1)."
)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office that has sent its claim."""
    office = open_office(workspace)
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


def test_a_receipt_is_recorded_and_status_says_what_is_owed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    paid = ["return", "receive", RETURN, "--on", "2024-05-20", "--reference", "B1"]
    assert typed(office, *paid, "--amount", "2000.00") == 3
    assert typed(office, "--json", *paid, "--amount", "1000.00") == 0
    step = json.loads(capsys.readouterr().out)
    assert (step["state"], step["owed_to_us_pence"]) == ("submitted", 12_001)
    asked = ["status", "--fund", "SSF5", "--as-at", "2024-06-10"]
    assert typed(office, "--json", *asked) == 0
    found = json.loads(capsys.readouterr().out)
    (grant,) = found["receivables"]
    assert {"tone": "warn", "state": "£120", "sentence": LATE} in found["needs"]
    assert (grant["owed_to_us_pence"], grant["is_late"]) == (12_001, True)
    assert typed(office, *asked) == 0
    assert (
        "SSF5: claimed £1,120.01, received £1,000.00, owed to us £120.01 for 47 days, "
        "expected by 2024-06-07, late"
    ) in (words := capsys.readouterr().out.splitlines())
    assert f"        £120  {LATE}" in words
    assert typed(office, *paid, "--amount", "120.01") == 0
    assert "still owed to us" in capsys.readouterr().out
    assert typed(office, *asked) == 0
    assert (
        "SSF5: claimed £1,120.01, received £1,120.01, owed to us £0.00"
    ) in capsys.readouterr().out.splitlines()


def test_orders_are_placed_listed_and_released(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = str(CELL)
    at = ["--cell", cell, "--on", "2024-02-01", "--reason", "lamps"]
    assert typed(office, "commit", *at, "--amount", "30", "--reference", "PO7") == 0
    capsys.readouterr()
    asked = ["orders", "--fund", "SSF5", "--year", "2023-24", "--as-at", "2024-03-31"]
    assert typed(office, *asked) == 0
    line, total = capsys.readouterr().out.splitlines()
    assert line == (
        f"PO7 on {cell}: ordered £30.00, drawn £0.00, open £30.00 after 59 days"
    )
    assert total.startswith("£30.00 open, as at 2024-03-31, snapshot ")
    at[3] = "2024-03-01"
    assert typed(office, "commit", *at, "--amount", "-31", "--reference", "PO7") == 3
    assert typed(office, "commit", *at, "--amount", "-30", "--reference", "PO7") == 0
    capsys.readouterr()
    assert typed(office, "--json", *asked, "--all") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["open_pence"], found["orders"][0]["ordered_pence"]) == (0, 0)


def test_the_year_end_journal_has_its_keys_and_its_words(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(office, "--json", "year-end", "2023-24") == 0
    found = json.loads(capsys.readouterr().out)
    (line,) = found["journal"]
    assert found["as_at"] == "2024-03-31"
    assert line.keys() >= {
        "fund",
        "accrued_income_pence",
        "receipt_in_advance_pence",
        "figures",
    }
    assert line["accrued_income_pence"] == 112_001
    assert typed(office, "year-end", "2023-24") == 0
    assert capsys.readouterr().out.startswith(
        "SSF5: earned £1,120.01, received £0.00: accrued income £1,120.01, "
        "receipt in advance £0.00"
    )


def test_the_calendar_is_written_and_what_was_done_is_recorded(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Obligation(
        "SSF5", Rule.OUTTURN, "2023-24", "outturn", SENT.on, Role.SIGNATORY
    )
    (entry,) = office.record(obligation_event(asked, office.day))
    file = str(tmp_path / "due.ics")
    assert typed(office, "--json", "calendar", file) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["file"] == file
    first = made["obligations"][0]
    assert first["what"] == "outturn"
    assert first.keys() >= {"fund", "what", "due_on", "owner", "state"}
    mine = ["obligation", "owner", str(entry), "--owner", "cfo"]
    assert typed(office, *mine, "--reason", "she signs it") == 0
    told = ["obligation", "done", str(entry), "--on", "2024-04-24"]
    assert typed(office, *told, "--reference", "by post") == 0
    assert typed(office, "calendar", file) == 0
    words = capsys.readouterr().out.splitlines()
    assert f"obligation {entry} was met on 2024-04-24" in words
    assert f"obligation {entry} is cfo's" in words
    assert "2024-04-24      done  SSF5: outturn (Cfo)" in words


def test_delivery_is_told_with_its_keys_and_in_words(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = {"fund": "SSF5", "area": "blackpool", "project": "town-centre-cctv"}
    output = {**facts, "output": "cameras", "unit": "camera", "source": ""}
    reached = {"milestone": "live", "planned_on": "2024-03-31", "rag": "green"}
    office.record(
        NewEvent("output", SENT.on, "said", {**output, "target": 9, "actual": 8}),
        NewEvent("output", SENT.on, "said", {**output, "output": "columns"}),
        NewEvent("milestone", SENT.on, "said", {**facts, **reached}),
    )
    assert typed(office, "--json", "delivery", "SSF5") == 0
    assert json.loads(capsys.readouterr().out).keys() >= {
        "outputs",
        "milestones",
        "risks",
        "assets",
        "evidence",
        "match",
        "onward_grants",
    }
    assert typed(office, "delivery", "SSF5", "--as-at", "2024-04-24") == 0
    assert capsys.readouterr().out.splitlines()[:7] == [
        "blackpool town-centre-cctv: cameras: 8 of 9, £125.00 each",
        "blackpool town-centre-cctv: columns: not known of no target",
        "blackpool town-centre-cctv: live, planned 2024-03-31, green",
        "0 open risks, 0 assets",
        "evidence for 0 of 1, kept until not said",
        "match £0.00 of £0.00 promised, £0.00 short so far",
        "0 onward grants, £0.00 to recover",
    ]


def test_papers_are_attached_and_their_lack_is_listed(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.record(terms(evidence_over_pence=5_001))
    paper = tmp_path / "invoice.pdf"
    paper.write_bytes(b"two cameras")
    assert typed(office, "evidence", "attach", "23", str(paper)) == 0
    assert "invoice.pdf is kept and shows entry 23" in capsys.readouterr().out
    assert typed(office, "evidence", "attach", "23", str(tmp_path / "none")) == 2
    capsys.readouterr()
    assert typed(office, "delivery", "SSF5", "--as-at", "2024-04-24") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "1 of 2 lines over £50.01 have evidence" in lines
    assert (
        "  entry 24, 2024-01-20, blackpool: £600.00 Supplier 1 (synthetic) INV-1"
        in lines
    )
