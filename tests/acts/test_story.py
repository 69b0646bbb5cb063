"""The example office, told from end to end: every figure has its twin and its trace."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.positions import trace_figure
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import show
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.acts.story import begin_example
from fundtrack.acts.verification import verify
from fundtrack.assets import asset
from fundtrack.cli import main
from fundtrack.config import Workspace
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.trace import trace
from fundtrack.periods import Quarter
from fundtrack.store.lake import read_lake
from fundtrack.store.snapshot import open_books
from tests import oracle
from tests.histories import history_of

pytestmark = pytest.mark.xdist_group("told")

RETURN = "SSF5-2023-24-Q4-v1"
YEAR_END = date(2024, 3, 31)
STORY_END = date(2025, 2, 5)
MEASURES = ("budget", "profile_to_date", "accrued", "actual", "claimed")


def office(told: Workspace, person: str = "finance.officer") -> Session:
    """A person at work in the example office."""
    return Session(told, person, is_example=True)


@pytest.mark.parametrize("as_at", [YEAR_END, STORY_END])
def test_every_figure_of_every_line_agrees_with_its_twin_and_traces(
    told: Workspace, as_at: date
) -> None:
    history = history_of(told.ledger)
    with open_books(told) as books:
        known = known_entry(books, None)
        lines = position(books, Selection(as_at, known)).lines
        assert len(lines) > 10
        for line in lines:
            for measure in (
                "budget",
                "profile_to_date",
                "accrued",
                "actual",
                "claimed",
            ):
                shown = getattr(line, f"{measure}_pence")
                twin = oracle.TWINS[measure](history, line.cell, as_at, known)
                figure = FigureId(Measure(measure), line.cell, as_at, known)
                assert shown == twin
                assert trace(books, figure).pence == (shown or 0)


def test_the_award_known_in_april_is_not_the_award_known_in_august(
    told: Workspace,
) -> None:
    april = status(office(told), Question(fund="SSF5", as_known="2024-04-30"))
    now = status(office(told), Question(fund="SSF5"))
    assert april.position.totals.awarded_pence == 999_000_00
    assert now.position.totals.awarded_pence == 820_000_00


def test_what_was_submitted_is_owed_to_us(told: Workspace) -> None:
    certified = show(office(told), RETURN)
    totals = status(office(told), Question(fund="SSF5")).position.totals
    assert certified.state == "submitted"
    assert certified.difference_pence == 0
    assert totals.owed_to_us_pence == certified.claim_pence > 0


def test_the_credit_across_year_end_nets_to_nothing(told: Workspace) -> None:
    with open_books(told) as books:
        known = known_entry(books, None)
        found = position(books, Selection(STORY_END, known, fund="SSF5"))
        cells = {
            line.cell.year: line.cell
            for line in found.cells
            if line.cell.area == "blackpool" and line.cell.project == "town-centre-cctv"
        }
        lines = [
            line.pence
            for cell in cells.values()
            for line in trace(
                books, FigureId(Measure.ACTUAL, cell, STORY_END, known)
            ).lines
        ]
    assert {10_906_640, -10_906_640} <= set(lines)


def test_the_books_verify_from_end_to_end(told: Workspace) -> None:
    found = verify(office(told))
    assert (found.chain_ok, found.balanced, found.snapshot_ok) == (True, True, True)
    assert found.returns_ok


def test_runs_on_recorded_and_on_synthetic_crime_say_which(told: Workspace) -> None:
    results = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in told.runs.glob("*/result.json")
    ]
    by_fund = {(found["fund"], found["provenance"]) for found in results}
    assert by_fund == {
        ("SSF1", "published"),
        ("SSF2", "published"),
        ("SSF5", "synthetic"),
    }


def test_months_made_again_in_2025_replace_none_of_those_held(told: Workspace) -> None:
    kept: dict[str, list[str]] = {}
    for part in read_lake(told).partitions.values():
        kept.setdefault(part.evidence, []).append(part.month)
    spans = sorted((min(months), max(months)) for months in kept.values())
    assert spans == [("2022-10", "2024-03"), ("2024-04", "2024-12")]


def test_the_return_says_what_the_evaluations_of_april_2024_could_tell(
    told: Workspace,
) -> None:
    rows = _table(told.returns / RETURN / "csv" / "10-outcomes.csv")
    assert [row["Area"] for row in rows] == [
        "Blackpool",
        "Lancaster",
        "Pennine Lancashire",
        "West Lancashire",
    ]
    assert {row["Verdict"] for row in rows} <= {"inconclusive", "not evaluable"}
    assert {row["Counts"] for row in rows} == {"synthetic"}
    assert all(row["Caveats"] for row in rows)


def test_pennies_of_the_listing_sum_to_the_claim(told: Workspace) -> None:
    listings = list((told.returns / RETURN / "csv").glob("*isting*.csv"))
    assert len(listings) == 1
    rows = _table(listings[0])
    claim = show(office(told), RETURN).claim_pence
    assert sum(_pence(row) for row in rows) == claim


def test_an_auditor_reads_and_changes_nothing(told: Workspace) -> None:
    at = ["--workspace", str(told.folder), "--as", "auditor"]
    assert main([*at, "status", "--json"]) == 0
    assert main([*at, "publish"]) == 4


def test_the_story_waits_with_a_virement_and_lines_in_suspense(
    told: Workspace,
) -> None:
    with open_books(told) as books:
        steps = [row["steps"] for row in books.rows("virements", known=10**9)]
    assert steps == [[]]


def test_an_example_begun_holds_the_story_without_the_main_job(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "begun")
    begin_example(workspace, say=lambda _: None)
    session = replace(office(workspace))
    assert status(session, Question()).position.totals.actual_pence == 0
    assert not any(workspace.returns.iterdir())


def test_a_penny_more_on_one_line_moves_status_trace_and_return_alike(
    tmp_path: Path,
) -> None:
    figures = []
    for added in (0, 1):
        workspace = Workspace(tmp_path / f"office-{added}")
        begin_example(workspace, say=lambda _: None)
        session = office(workspace)
        ingest_spend(session, [_extract(tmp_path, added)], SpendOptions("ledger"))
        line = status(session, Question("SSF5", "lancaster", "2023-24", YEAR_END))
        figure = line.position.lines[0].figure(Measure.ACTUAL)
        prepared = prepare(session, "SSF5", Quarter.parse("2023-24 Q4"))
        figures.append(
            (
                line.position.lines[0].actual_pence,
                trace_figure(session, str(figure)).pence,
                prepared.claim_pence,
            )
        )
    assert [after - before for before, after in zip(*figures, strict=True)] == [1, 1, 1]


def _extract(folder: Path, added_pence: int) -> Path:
    workbook = openpyxl.load_workbook(asset("data", "example", "finance-extract.xlsx"))
    sheet = workbook["Jan 2024"]
    heads = [cell.value for cell in sheet[1]]
    at = {name: heads.index(name) for name in ("Fund", "Area", "Amount (£)")}
    line = next(
        row
        for row in sheet.iter_rows(min_row=2)
        if (row[at["Fund"]].value, row[at["Area"]].value) == ("SSF5", "lancaster")
    )
    amount = line[at["Amount (£)"]]
    amount.value = round(amount.value * 100 + added_pence) / 100
    path = folder / f"extract-{added_pence}.xlsx"
    workbook.save(path)
    return path


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > 3]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _pence(row: dict[str, str]) -> int:
    return round(float(row["Pounds"]) * 100)
