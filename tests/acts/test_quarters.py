"""The quarter's workbook as it comes back: each change an act, or nothing at all."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.quarters import quarter_in
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import forecast
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.evidence import evidence_path
from fundtrack.store.evidence import sha256_of
from fundtrack.store.snapshot import current_snapshot
from tests.acts.quarter_offices import NEXT_YEAR
from tests.acts.quarter_offices import Filling
from tests.acts.quarter_offices import entries_since
from tests.acts.quarter_offices import filling
from tests.acts.quarter_offices import last_entry
from tests.acts.quarter_offices import postings_of
from tests.acts.quarter_offices import quarter_office
from tests.acts.quarter_offices import synthetic_row
from tests.conftest import SETTINGS
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import TYPED
from tests.returns.office import Office

LAMPS = ("Lancaster", "lamps")
NEXT = (*LAMPS, "2024-25")
Q1 = Quarter.parse("2024-25 Q1")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """The office of these tests, with its settings."""
    made = quarter_office(workspace)
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return made


@pytest.fixture
def form(office: Office, tmp_path: Path) -> Filling:
    """A form of the quarter in somebody's hands."""
    return filling(office, tmp_path)


def recorded(form: Filling) -> list[dict[str, object]]:
    """What bringing the form recorded, the file itself aside."""
    before = last_entry(form.office)
    form.brought()
    file, *entries = entries_since(form.office, before)
    assert (file["kind"], file["person"]) == ("quarter_import", "finance.officer")
    return entries


def test_an_unchanged_form_records_nothing(form: Filling) -> None:
    before = current_snapshot(form.office.workspace)
    answer = form.brought()
    assert (answer.changes, answer.entries, answer.findings) == ((), 0, ())
    assert current_snapshot(form.office.workspace) == before
    assert not evidence_path(form.office.workspace, sha256_of(form.path)).exists()


def test_a_forecast_becomes_a_version_made_for_the_quarter(form: Filling) -> None:
    form.put("Forecasts", NEXT, Forecast_Q1="(12.50)", Forecast_Q2=300)
    form.put("Forecasts", NEXT, Why="the bill is split", Provenance="synthetic")
    first, second = recorded(form)
    for entry, quarter, pence in ((first, "Q1", -1_250), (second, "Q2", 30_000)):
        assert (entry["kind"], entry["reason"]) == ("forecast", "the bill is split")
        assert entry["effective_on"] == date(2024, 3, 31)
        facts = str(entry["payload"])
        assert '"made_for":"2023-24 Q4"' in facts
        assert f'"quarter":"2024-25 {quarter}"' in facts
        assert f'"pence":{pence}' in facts
    assert (first["sheet"], first["file"]) == ("Forecasts", "quarter.xlsx")


def test_a_profile_needs_no_reason(form: Filling) -> None:
    form.put("Profiles", (*LAMPS, "2023-24"), Profile_Q4=10)
    (entry,) = recorded(form)
    assert entry["kind"] == "profile"
    assert entry["reason"] == "quarter's workbook for 2023-24 Q4"


def test_an_order_is_put_right_as_a_correction_does(form: Filling) -> None:
    form.put("Commitments", ["lamps ordered"], Amount=250.5)
    before = last_entry(form.office)
    undone, anew = recorded(form)
    assert (undone["kind"], anew["kind"]) == ("reversal", "commitment")
    assert postings_of(form.office, before + 2) == {
        "allocated": 20_000,
        "committed": -20_000,
    }
    assert postings_of(form.office, before + 3)["committed"] == 25_050
    assert anew["reason"] == "lamps ordered"


def test_an_order_of_nought_is_taken_back(form: Filling) -> None:
    form.put("Commitments", ["lamps ordered"], Amount=0)
    assert [entry["kind"] for entry in recorded(form)] == ["reversal"]
    again = form.brought()
    assert (again.changes, again.entries) == ((), 0)


def test_a_new_row_is_a_new_order_and_is_told_once(form: Filling) -> None:
    row = form.add("Commitments", *synthetic_row())
    dry = form.brought(is_dry_run=True)
    assert [(it.was, it.becomes, it.row, it.cell) for it in dry.changes] == [
        ("not given", "£150.25", row, f"G{row}")
    ]
    (entry,) = recorded(form)
    assert (entry["kind"], entry["reason"]) == ("commitment", "a camera")
    assert '"reference":"PO-9"' in str(entry["payload"])
    assert form.brought().changes == ()


def test_an_accrual_brings_its_reversal(form: Filling) -> None:
    row = form.row("Accruals", "owed, not billed", "Lancaster", None)
    number = form.row("Accruals", "owed, not billed") + 1
    assert row <= number
    form.at("Accruals", number, "Amount (£)").value = 33.1
    form.at("Accruals", number, "Received on").value = date(2024, 3, 30)
    accrual, reversal = recorded(form)
    assert (accrual["kind"], reversal["kind"]) == ("accrual", "accrual_reversal")
    assert reversal["effective_on"] == date(2024, 4, 1)
    assert reversal["corrects"] == accrual["entry"]


def test_register_rows_are_recorded_whole(form: Filling) -> None:
    form.put("Outputs", ["lamps fitted"], Actual=31, Provenance="synthetic")
    form.put("Milestones", ["lamps lit"], Reached=date(2024, 3, 20), RAG="Green")
    form.put("Risks", ["supplier fails"], Impact="low")
    output, milestone, risk = recorded(form)
    assert [it["kind"] for it in (output, milestone, risk)] == [
        "output",
        "milestone",
        "risk",
    ]
    said = str(output["payload"])
    for fact in (
        '"actual":31',
        '"target":40',
        '"source":"site visit"',
        '"unit":"lamp"',
    ):
        assert fact in said
    assert '"target_provenance":"recorded"' in said
    assert '"actual_on":"2024-03-20"' in str(milestone["payload"])
    assert '"rag":"green"' in str(milestone["payload"])
    assert '"owner":"J Smith"' in str(risk["payload"])


def test_a_new_row_of_a_register_is_a_new_thing(form: Filling) -> None:
    form.add("Risks", "Blackpool", "rain", "high", "low", "A Jones")
    form.add("Outputs", "Lancaster", "lamps", "posts", "post", 3, 2)
    output, risk = recorded(form)
    assert '"output":"posts"' in str(output["payload"])
    assert '"area":"blackpool"' in str(risk["payload"])


def test_a_narrative_goes_into_the_return(form: Filling) -> None:
    form.put("Narratives", ["variance", "Lancaster"], Text="the bill is late")
    form.put("Narratives", ["progress"], Text="lamps\nare lit")
    recorded(form)
    step = prepare(form.office.session("finance.officer"), "SSF5", Q4)
    told = [it.message for it in step.findings if it.rule == "variance-explained"]
    assert len(told) == 1
    assert told[0].startswith("blackpool, cctv, capital")


def test_bringing_the_same_file_again_changes_nothing(form: Filling) -> None:
    form.put(
        "Commitments", ["lamps ordered"], Amount=250.5, Ordered_on=date(2024, 2, 3)
    )
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    form.put("Outputs", ["lamps fitted"], Actual=31)
    form.put("Narratives", ["underspend"], Text="none")
    assert form.brought().entries == 6
    before = current_snapshot(form.office.workspace)
    again = form.brought()
    assert (again.changes, again.entries, again.findings) == ((), 0, ())
    assert current_snapshot(form.office.workspace) == before


def test_a_dry_run_lists_and_records_nothing(form: Filling) -> None:
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    before = current_snapshot(form.office.workspace)
    dry = form.brought(is_dry_run=True)
    (change,) = dry.changes
    assert (change.what, change.was, change.becomes) == ("forecast", "£20.00", "£50.00")
    assert change.id == f"{NEXT_YEAR}, {Q1}"
    assert (change.sheet, change.cell, dry.entries) == ("Forecasts", "H7", 0)
    assert current_snapshot(form.office.workspace) == before
    assert form.brought().changes == dry.changes


def test_what_somebody_else_changed_meanwhile_is_refused_whole(form: Filling) -> None:
    office = form.office
    act = MoneyAct(NEXT_YEAR, Pence(4_000), date(2024, 4, 5), "news", quarter=Q1)
    forecast(office.session("all.hands"), act)
    form.put("Forecasts", NEXT, Forecast_Q1=50, Forecast_Q2=60)
    before = last_entry(office)
    with pytest.raises(FileRefused) as refused:
        form.brought()
    (found,) = refused.value.findings
    assert found.rule == "quarter-changed-meanwhile"
    assert "H7: Forecast Q1 (£) was changed by all.hands" in found.message
    assert "it is £40.00 now" in found.message
    assert (found.sheet, found.row, found.found) == ("Forecasts", 7, "50.0")
    assert last_entry(office) == before


def test_what_one_changed_oneself_may_be_changed_again(form: Filling) -> None:
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    form.put("Commitments", ["lamps ordered"], Amount=210)
    form.brought()
    form.put("Forecasts", NEXT, Forecast_Q1=60)
    form.put("Commitments", ["lamps ordered"], Amount=220)
    assert [it.was for it in form.brought().changes] == ["£50.00", "£210.00"]
    form.put("Forecasts", NEXT, Forecast_Q1=20)
    answer = form.brought()
    assert answer.changes == ()
    (found,) = answer.findings
    assert (found.rule, found.severity) == ("quarter-moved-on", Severity.WARN)
    assert "the books hold £60.00 by now" in found.message


def test_the_person_needs_the_permission_of_each_change(form: Filling) -> None:
    form.put("Milestones", ["lamps lit"], RAG="red")
    with pytest.raises(NotAllowed, match="take in files"):
        form.brought("watcher")
    assert form.brought("evaluator").entries == 2
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    before = last_entry(form.office)
    with pytest.raises(NotAllowed, match="record money acts"):
        form.brought("evaluator")
    assert last_entry(form.office) == before


def test_what_an_act_refuses_is_named_in_its_row(form: Filling) -> None:
    row = form.add("Commitments", *synthetic_row())
    form.at("Commitments", row, "Amount (£)").value = -5
    form.put("Outputs", ["lamps fitted"], Actual=31)
    before = last_entry(form.office)
    with pytest.raises(FileRefused) as refused:
        form.brought()
    (found,) = refused.value.findings
    assert (found.rule, found.row) == ("quarter-change-refused", row)
    assert "£5.00 is more than the £0.00 still open" in found.message
    assert last_entry(form.office) == before


def test_an_entry_taken_back_meanwhile_is_not_taken_back_again(form: Filling) -> None:
    form.put("Commitments", ["lamps ordered"], Amount=0)
    form.brought()
    form.put("Commitments", ["lamps ordered"], Amount=200, What_was_ordered="posts")
    with pytest.raises(FileRefused, match="the entry was taken back already"):
        form.brought()


def test_the_file_is_kept_and_every_entry_names_its_cell(form: Filling) -> None:
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    (entry,) = recorded(form)
    assert (entry["file"], entry["sheet"], entry["row"]) == (
        "quarter.xlsx",
        "Forecasts",
        7,
    )
    kept = evidence_path(form.office.workspace, sha256_of(form.path))
    assert kept.read_bytes() == form.path.read_bytes()


def test_a_form_of_a_certified_return_comes_too_late(form: Filling) -> None:
    office = form.office
    prepare(office.session("finance.officer"), "SSF5", Q4)
    assert form.brought().findings == ()
    review(office.session("reviewer"), RETURN)
    certify(office.session("cfo"), RETURN, TYPED)
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    with pytest.raises(FileRefused) as refused:
        form.brought()
    assert f"the return {RETURN} is certified already" in str(refused.value)
    assert "take out the form of 2024-25 Q1" in str(refused.value)


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not on the path")
def test_a_form_saved_by_libreoffice_says_what_was_typed(
    form: Filling, tmp_path: Path
) -> None:
    form.put("Forecasts", NEXT, Forecast_Q1="=10+5.5")
    form.put("Commitments", ["lamps ordered"], Ordered_on=date(2024, 2, 3))
    row = form.row("Forecasts", *NEXT)
    form.saved()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path / "saved"),
            str(form.path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    session = form.office.session("finance.officer")
    answer = quarter_in(session, tmp_path / "saved" / "quarter.ods", is_dry_run=True)
    assert [(it.was, it.becomes) for it in answer.changes] == [
        ("£20.00", "£15.50"),
        ("2024-02-01", "2024-02-03"),
    ]
    (found,) = answer.findings
    assert (found.rule, found.severity, found.row) == ("form-formula", "warn", row)
