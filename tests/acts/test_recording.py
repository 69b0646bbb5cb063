"""Single money acts: what they record, and what they refuse."""

from dataclasses import replace
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest

from fundtrack.acts.corrections import correct
from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.positions import trace_figure
from fundtrack.acts.recording import ACTS
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import accrue
from fundtrack.acts.recording import allocate
from fundtrack.acts.recording import award
from fundtrack.acts.recording import commit
from fundtrack.acts.recording import forecast
from fundtrack.acts.recording import profile
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.people import Role
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from tests import builders

YEAR_END = date(2024, 3, 31)
Q4 = Quarter.parse("2023-24 Q4")
ACT = MoneyAct(builders.CELL, Pence(5_000), date(2024, 1, 20), "because")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    """A finance officer in an office with one fund, one area and one project."""
    people = builders.person("finance.officer", Role.FINANCE)
    auditor = builders.person("auditor", Role.AUDITOR)
    builders.record(workspace, clock, [*builders.registers(), *people, *auditor])
    return Session(workspace, "finance.officer", clock)


def test_money_flows_from_award_to_accrual(finance: Session) -> None:
    award(finance, replace(ACT, cell=builders.FUND_YEAR, pence=Pence(100_000)))
    allocate(finance, replace(ACT, pence=Pence(90_000)))
    commit(finance, ACT)
    accrue(finance, replace(ACT, pence=Pence(700), on=YEAR_END))
    found = status(finance, Question(as_at=YEAR_END)).position
    assert (found.totals.awarded_pence, found.totals.budget_pence) == (100_000, 90_000)
    assert (found.totals.committed_pence, found.totals.accrued_pence) == (5_000, 700)


def test_plans_are_kept_by_quarter(finance: Session) -> None:
    profile(finance, replace(ACT, quarter=Q4))
    forecast(finance, replace(ACT, quarter=Q4, pence=Pence(6_000)))
    line = status(finance, Question(as_at=date(2024, 2, 29))).position.lines[0]
    assert (line.profile_to_date_pence, line.forecast_pence) == (3_332, 2_000)


def test_every_entry_gets_its_number_and_hash(finance: Session) -> None:
    done = commit(finance, ACT)
    figure = f"committed:{builders.CELL}@{YEAR_END}~{done.entry}"
    assert [line.entry for line in trace_figure(finance, figure).lines] == [done.entry]
    assert len(done.event_hash) == 64


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_an_auditor_records_nothing(finance: Session, verb: str) -> None:
    auditor = replace(finance, person="auditor")
    with pytest.raises(NotAllowed, match=r"who can: finance\.officer"):
        ACTS[verb](auditor, replace(ACT, quarter=Q4))


def test_a_plan_needs_a_quarter(finance: Session) -> None:
    with pytest.raises(WrongArgument, match="needs --quarter"):
        profile(finance, ACT)


def test_a_plan_must_be_of_the_cells_year(finance: Session) -> None:
    with pytest.raises(WrongArgument, match="is not a quarter of 2023-24"):
        profile(finance, replace(ACT, quarter=Quarter.parse("2024-25 Q1")))


def test_a_forecast_is_for_quarters_to_come(finance: Session) -> None:
    late = replace(ACT, quarter=Q4, on=date(2024, 4, 1))
    with pytest.raises(WrongArgument, match="had ended"):
        forecast(finance, late)


def test_an_order_needs_the_whole_cell(finance: Session) -> None:
    with pytest.raises(WrongArgument, match="must name the whole cell"):
        commit(finance, replace(ACT, cell=Cell("SSF5", "blackpool")))


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("NONE/*/*/*/*/2023-24", "fund"),
        ("SSF5/atlantis/*/*/*/2023-24", "area"),
        ("SSF5/blackpool/moonbase/*/*/2023-24", "project"),
        ("*/blackpool", "fund"),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_known(
    finance: Session, cell: str, what: str
) -> None:
    with pytest.raises(UnknownName, match=f"there is no {what}"):
        allocate(finance, replace(ACT, cell=Cell.parse(cell)))


def test_an_order_on_a_heading_that_no_budget_has_is_refused(finance: Session) -> None:
    award(finance, replace(ACT, cell=builders.FUND_YEAR))
    allocate(finance, ACT)
    moon = replace(ACT, cell=replace(builders.CELL, heading="moonbase"))
    for act in (commit, accrue):
        with pytest.raises(UnknownName, match="no heading “moonbase”; the books hold"):
            act(finance, moon)


def test_the_same_act_within_the_hour_is_recorded_and_said(
    workspace: Workspace, finance: Session
) -> None:
    first = commit(finance, replace(ACT, reference="PO 1"))
    other = commit(finance, replace(ACT, reference="PO 2"))
    again = commit(finance, replace(ACT, supplier="a firm"))
    assert (first.findings, other.findings) == ((), ())
    (said,) = again.findings
    assert said.message == (
        f"entry {again.entry} records the same commitment of £50.00 from 2024-01-20 "
        f"as entry {other.entry} did within the hour; both count"
    )
    correct(finance, again.entry, Correction("typed twice"))
    correct(finance, first.entry, Correction("typed twice"))
    correct(finance, other.entry, Correction("typed twice"))
    assert commit(finance, ACT).findings == ()
    builders.record(workspace, finance.clock, builders.person("ann", Role.FINANCE))
    assert commit(replace(finance, person="ann"), ACT).findings == ()
    later = finance.clock() + timedelta(minutes=61)
    assert commit(replace(finance, clock=lambda: later), ACT).findings == ()
    assert commit(finance, replace(ACT, on=date(2024, 1, 21))).findings == ()


def test_evidence_is_kept_with_an_act_that_is_allowed(
    finance: Session, tmp_path: Path
) -> None:
    note = tmp_path / "delivery-note.txt"
    note.write_text("two cameras delivered")
    commit(finance, replace(ACT, evidence=note))
    assert len(list(finance.workspace.evidence.iterdir())) == 1


def test_evidence_of_a_refused_act_is_not_kept(
    finance: Session, tmp_path: Path
) -> None:
    note = tmp_path / "delivery-note.txt"
    note.write_text("two cameras delivered")
    with pytest.raises(WrongArgument):
        commit(finance, replace(ACT, cell=Cell("SSF5"), evidence=note))
    assert not finance.workspace.evidence.exists()
