"""What was delivered, proved and passed on: taken in from registers, then counted."""

from datetime import date

import pytest

from fundtrack.acts.deliveries import Delivery
from fundtrack.acts.deliveries import delivery
from fundtrack.acts.registers import ingest_registers
from fundtrack.config import Workspace
from fundtrack.domain.figures import FigureId
from fundtrack.errors import FileRefused
from fundtrack.metrics.trace import trace
from tests.histories import history_of
from tests.oracles import deliveries as slow
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

CELL = "SSF5,blackpool,town-centre-cctv"
HEADS = "Fund,Area,Project"
SHEETS = {
    "outputs": (
        f"{HEADS},Output,Unit,Target,Actual,Counts from\n"
        f"{CELL},cameras installed,camera,9,7,01/02/2024\n"
        f"{CELL},columns painted,column,9,,01/02/2024\n"
    ),
    "milestones": (
        f"{HEADS},Milestone,Planned,Forecast,Reached,RAG,Counts from\n"
        f"{CELL},a on time,31/03/2024,,30/03/2024,green,01/02/2024\n"
        f"{CELL},b late,31/03/2024,,02/04/2024,red,01/02/2024\n"
        f"{CELL},c ahead,30/04/2024,,,green,01/02/2024\n"
        f"{CELL},d expected late,30/04/2024,10/05/2024,,amber,01/02/2024\n"
        f"{CELL},e past,31/03/2024,,,red,01/02/2024\n"
    ),
    "risks": (
        "Fund,Area,Risk,Likelihood,Impact,Owner,Closed on,Counts from\n"
        "SSF5,,small,low,medium,Ann,,01/02/2024\n"
        "SSF5,blackpool,large,high,high,Ann,,01/02/2024\n"
        "SSF5,,gone,high,high,Ann,01/03/2024,01/02/2024\n"
    ),
    "assets": (
        f"{HEADS},Asset,Where,Cost,Bought on,Funded,Custodian,Disposed on,Proceeds,"
        "Counts from\n"
        f"{CELL},server,hall,500.00,12/01/2024,,council,,,01/02/2024\n"
        f"{CELL},van,yard,900.00,12/01/2024,50,council,01/04/2024,300.01,01/02/2024\n"
        f"{CELL},mouse,hall,499.99,12/01/2024,,council,,,01/02/2024\n"
    ),
    "match": (
        "Fund,Area,Given by,Cash or in kind,Promised,Delivered,Counts from\n"
        "SSF5,,council,cash,200.00,100.00,01/02/2024\n"
        "SSF5,,council,in kind,150.00,,01/02/2024\n"
    ),
    "onward grants": (
        "Fund,Area,Partner,Granted,Paid,Unspent,Recovered,CFO statement,"
        "Counts from\n"
        "SSF5,blackpool,council,900.00,900.00,120.00,20.00,yes,01/02/2024\n"
        "SSF5,blackpool,trust,50.00,50.00,,,no,01/02/2024\n"
    ),
    "evidence": (
        f"{HEADS},Supports,Which,File,State,Counts from\n"
        f"{CELL},output,cameras installed,a.pdf,verified,01/02/2024\n"
        f"{CELL},asset,van,b.pdf,expired,01/02/2024\n"
        "SSF5,,,entry,30,c.pdf,received,01/02/2024\n"
        "SSF5,,,match,council,,missing,01/02/2024\n"
    ),
}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose terms ask for a fifth of match."""
    office = open_office(workspace)
    office.record(terms(match_pct=20, asset_threshold_pence=50_000, retention_years=6))
    return office


def take_in(office: Office, **sheets: str) -> int:
    """Take in one CSV file for each register."""
    paths = []
    for name, text in sheets.items():
        path = office.workspace.folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return ingest_registers(office.session("finance.officer"), paths).entries


def asked(office: Office) -> Delivery:
    """What the registers of delivery say on the office's day."""
    return delivery(office.session("auditor"), "SSF5", None, None)


def test_each_register_is_taken_in_once(office: Office) -> None:
    # Seven files, the rows in them, and what the terms ask for by day.
    assert take_in(office, **SHEETS) == 7 + 21 + 6
    assert take_in(office, **SHEETS) == 0


def test_a_unit_costs_what_its_project_cost_over_what_was_delivered(
    office: Office,
) -> None:
    take_in(office, outputs=SHEETS["outputs"])
    installed, painted = asked(office).outputs
    history = history_of(office.workspace.ledger)
    wanted = slow.unit_cost(history, "cameras installed", office.day)
    assert (installed.cost_pence, installed.unit_pence) == (100_000, 14_286)
    assert installed.unit_pence == wanted
    assert installed.is_shared
    assert painted.unit_pence is None
    with office.session("auditor").reading() as books:
        assert trace(books, FigureId.parse(installed.figure)).pence == 100_000


def test_a_milestone_is_late_by_what_it_was_reached_or_will_be(office: Office) -> None:
    take_in(office, milestones=SHEETS["milestones"])
    late = {it.milestone: it.days_late for it in asked(office).milestones}
    assert late == {
        "a on time": -1,
        "b late": 2,
        "c ahead": None,
        "d expected late": 10,
        "e past": 16,
    }


def test_the_worst_open_risk_comes_first(office: Office) -> None:
    take_in(office, risks=SHEETS["risks"])
    found = [(it.risk, it.score, it.is_open) for it in asked(office).risks]
    assert found == [("large", 9, True), ("small", 2, True), ("gone", 9, False)]


def test_an_asset_is_listed_from_the_threshold_and_clawed_back_by_share(
    office: Office,
) -> None:
    take_in(office, assets=SHEETS["assets"])
    found = {it.asset: (it.is_listed, it.clawback_pence) for it in asked(office).assets}
    assert found == {
        "server": (True, 0),
        "van": (True, 15_001),
        "mouse": (False, 0),
    }


def test_match_is_held_against_the_award_and_against_what_was_spent(
    office: Office,
) -> None:
    take_in(office, match=SHEETS["match"])
    found = asked(office).match
    assert (found.promised_pence, found.cash_pence, found.in_kind_pence) == (
        35_000,
        10_000,
        0,
    )
    short = (found.promise_shortfall_pence, found.delivery_shortfall_pence)
    history = history_of(office.workspace.ledger)
    assert short == slow.match_short(history, 20, office.day)
    # A fifth of £2,000 less £350; a fifth of £1,050.01, its accrual reversed, rounded
    # up to £210.01, less £100.
    assert short == (5_000, 11_001)


def test_without_terms_no_match_is_asked_for(workspace: Workspace) -> None:
    office = open_office(workspace)
    found = asked(office)
    assert found.match.asked_pct is None
    assert found.match.delivery_shortfall_pence == 0
    assert found.evidence.keep_until is None


def test_what_a_partner_has_not_spent_nor_paid_back_is_to_recover(
    office: Office,
) -> None:
    take_in(office, **{"onward grants": SHEETS["onward grants"]})
    council, trust = asked(office).onward_grants
    assert (council.to_recover_pence, trust.to_recover_pence) == (10_000, 0)
    assert (council.has_cfo_statement, trust.has_cfo_statement) == (True, False)
    assert not council.has_retention_undertaking


def test_evidence_is_complete_for_what_has_papers_that_hold(office: Office) -> None:
    one_output = SHEETS["outputs"].replace("painted,column,9,,", "painted,column,9,4,")
    listed = SHEETS["assets"].replace("499.99", "500.00")
    take_in(office, outputs=one_output, assets=listed, evidence=SHEETS["evidence"])
    found = asked(office).evidence
    history = history_of(office.workspace.ledger)
    assert (found.supported, found.needed) == slow.supported(history, office.day)
    assert (found.supported, found.needed, found.verified) == (2, 7, 1)
    assert {it.which for it in found.unsupported} == {
        "columns painted",
        "server",
        "van",
        "mouse",
        "council",
    }
    assert found.keep_until == date(2031, 3, 31)


def test_what_was_not_delivered_or_listed_needs_no_evidence(office: Office) -> None:
    take_in(office, outputs=SHEETS["outputs"], assets=SHEETS["assets"])
    assert {it.which for it in asked(office).evidence.unsupported} == {
        "cameras installed",
        "server",
        "van",
    }


def test_the_newest_word_on_a_thing_counts(office: Office) -> None:
    take_in(office, evidence=SHEETS["evidence"])
    later = SHEETS["evidence"].replace("expired,01/02", "verified,02/02")
    take_in(office, evidence=later)
    assert asked(office).evidence.verified == 2


def test_evidence_for_a_project_nobody_knows_is_refused(office: Office) -> None:
    wrong = SHEETS["evidence"].replace("town-centre-cctv", "moon")
    with pytest.raises(FileRefused, match="no project “moon”"):
        take_in(office, evidence=wrong)
