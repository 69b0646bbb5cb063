"""Coding on the command line: shares, rules, what waits, credits."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import CELL
from tests.acts.ruled_offices import line
from tests.cli.test_app import EXAMPLE
from tests.cli.test_mending import Said


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path) -> Session:
    """An example office with two rules and three lines waiting."""
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    office = ruled.office(workspace, clock)
    ruled.take_rules(office, ruled.CAMERAS, "late,30,cam,,,outside,ann,x")
    rows = (line(10), line(20), line(30, "Other"))
    ruled.take_ledger(office, tmp_path / "e.xlsx", *rows)
    return office


class Typed(Said):
    """Words typed in an office that has no returns."""

    def __init__(self, office: Session, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = str(office.workspace.folder)
        self._capsys = capsys


@pytest.fixture
def said(office: Session, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The office's command line."""
    return Typed(office, capsys)


def test_lines_are_shared_by_a_share_for_each_cell(
    office: Session, said: Typed
) -> None:
    first = str(ruled.waiting(office)[0])
    shares = (f"--share={CELL}=40%", f"--share={ruled.LIGHTING}=60%")
    assert said.words("code", first, *shares) == ["1 lines shared over 2 cells"]
    assert said.code("code", first) == 2
    assert "either --cell, or --share" in said.complaint()
    second = str(ruled.waiting(office)[0])
    coded = said.words("code", second, "--cell", str(CELL))
    assert coded == [f"1 lines coded to {CELL}"]


def test_lines_are_judged_eligible_or_not_with_a_reason(
    office: Session, said: Typed
) -> None:
    first, second, third = map(str, ruled.waiting(office))
    why = ("--reason", "a meeting of the project")
    coded = said.words("code", first, "--cell", str(CELL), *why)
    assert coded == [f"1 lines coded to {CELL}"]
    out = said.words("code", first, "--ineligible", "--reason", "a party")
    assert out == ["1 lines kept outside their fund, as not eligible"]
    assert said.code("code", first, "--cell", str(CELL), "--rule", "gifts") == 2
    assert "--rule goes with --ineligible" in said.complaint()
    halves = (f"--share={CELL}=50%", f"--share={ruled.LIGHTING}=50%")
    assert said.words("code", second, *halves, *why)
    assert said.code("code", third, "--ineligible", "--rule", "gifts") == 2


def test_an_import_counts_what_is_not_eligible(
    office: Session, said: Typed, tmp_path: Path
) -> None:
    ruled.take_register(
        office, "Fund,Rule,Supplier,Counts from,Reason", "SSF5,x,inn,2023-10-01,no inns"
    )
    file = tmp_path / "inn.csv"
    file.write_text(
        "Fund,Area,Project,Heading,Capital or revenue,Date,Amount,Supplier\n"
        "SSF5,blackpool,town-centre-cctv,cctv,capital,2024-01-15,5,Old Inn\n",
        encoding="utf-8",
    )
    words = said.words("ingest", "spend", str(file), "--source", "inns")
    assert "1 not eligible, £5.00, outside their fund" in words
    assert any("no inns (rule x)" in line for line in words)


def test_a_rule_is_tested_turned_on_and_applied(office: Session, said: Typed) -> None:
    first = str(ruled.waiting(office)[0])
    said.words("code", first, "--cell", "outside")
    assert said.code("rule", "on", "cameras") == 3
    assert "fundtrack rule test cameras" in said.complaint()
    tested = said.words("rule", "test", "cameras")
    assert tested[:2] == [
        (
            "rule cameras (draft) would have coded 2 of 3 lines, "
            "1 otherwise than people did"
        ),
        "  1 waiting in suspense",
    ]
    assert tested[2].startswith(
        f"  otherwise: entry {first}, £10.00 of 2024-01-15, Cam Ltd (200398): {CELL}, "
        "not outside (coded by "
    )
    assert said.words("rule", "on", "cameras") == [
        (
            "rule cameras is on; it fits 1 waiting lines, £20.00: "
            "fundtrack rule apply cameras"
        )
    ]
    late = said.words("rule", "test", "late")
    assert late[1:] == ["  2 more fit, and other rules take"]
    assert said.words("rule", "list") == [
        f"10  cameras  on (tested)  {ruled.ANY_YEAR}  finance.officer  columns",
        "30  late  draft (tested)  outside  ann  x",
    ]
    assert said.words("rule", "apply", "cameras") == ["1 lines coded by rule cameras"]
    assert said.words("rule", "off", "cameras") == ["rule cameras is off"]
    (rule, _) = said.json("rule", "list")["rules"]
    assert (rule["state"], rule["is_tested"]) == ("off", True)


def test_an_import_says_what_each_rule_did(
    office: Session, said: Typed, tmp_path: Path
) -> None:
    said.words("rule", "test", "cameras")
    said.words("rule", "on", "cameras")
    path = tmp_path / "f.xlsx"
    ruled.take_ledger(office, path, line(1), is_dry_run=True)
    words = said.words("ingest", "spend", str(path), "--source", "ledger")
    assert words[1:3] == [f"cameras: 1 lines, £1.00, {CELL}", "0 in suspense, £0.00"]


def test_what_waits_is_listed_with_owner_and_age(office: Session, said: Typed) -> None:
    words = said.words("suspense", "--as-at", "2024-04-15")
    assert words[0] == "3 lines in suspense, £60.00, by 2024-04-15"
    entry = ruled.waiting(office)[0]
    assert words[1] == (
        f"  entry {entry}, £10.00 of 2024-01-15, Cam Ltd (200398), no fund: "
        "finance.officer, 10 days (e.xlsx, sheet Jan, row 2)"
    )
    assert words[4] == "0 refused rows"
    assert said.json("suspense")["suspense_pence"] == 6000


def test_credits_are_listed_with_what_they_reverse(
    office: Session, said: Typed, tmp_path: Path
) -> None:
    later = date(2024, 4, 2)
    rows = (
        line(-10, dated=later),
        line(-7, "Gone", dated=later),
        line(7, "Third Party"),
    )
    ruled.take_ledger(office, tmp_path / "f.xlsx", *rows, line(-7, "Third Party"))
    bill, _, _, credit, gone, third, hidden = sorted(ruled.waiting(office))
    assert said.words("credits", "--as-at", "2024-04-05") == [
        "1 credits reverse a bill; 2 cannot be paired",
        (
            f"  entry {credit}, −£10.00 of 2024-04-02, Cam Ltd (200398) reverses "
            f"entry {bill} of "
            "2024-01-15, of another financial year"
        ),
        (
            f"  entry {hidden}, −£7.00 of 2024-01-15, Third Party is not paired, the "
            f"supplier is not named: entry {third} of 2024-01-15"
        ),
        (
            f"  entry {gone}, −£7.00 of 2024-04-02, Gone is not paired, no equal "
            "bill of this supplier is held"
        ),
    ]
