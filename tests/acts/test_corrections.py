"""An entry is put right by new ones: its money is as if it had never been."""

from datetime import date

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import Corrected
from fundtrack.acts.corrections import correct
from fundtrack.acts.returns import prepare
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.events import NewEvent
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from tests import builders
from tests import oracle
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles.mending import as_if_never
from tests.oracles.mending import eligible_change
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

AWARD, ALLOCATION, PROFILE, IMPORT, PAID, ACCRUAL = 16, 17, 20, 22, 24, 26
HELD = 29
"""The last entry of the office."""
LAST = 10**6
YEAR_END = date(2024, 3, 31)
DAYS = (date(2024, 2, 5), YEAR_END, date(2024, 4, 30))
MEASURES = ("awarded", "budget", "committed", "accrued", "actual")
OF_SSF5 = Cell(fund="SSF5")
OTHER = Cell.parse("SSF5/lancaster/town-centre-cctv/lighting/revenue/2023-24")
IN_LANCASTER = builders.project(area="lancaster")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose quarter is booked."""
    return open_office(workspace)


def put_right(
    office: Office,
    entry: int,
    pence: int | None = None,
    cell: Cell | None = None,
    on: date | None = None,
) -> Corrected:
    """Correct an entry as the finance officer."""
    right = None if pence is None else Pence(pence)
    said = Correction("typed wrongly", right, cell, on)
    return correct(office.session("finance.officer"), entry, said)


def measured(office: Office, measure: Measure, on: date, cell: Cell = OF_SSF5) -> int:
    """Trace a figure of the fund as it is known now."""
    with office.session("auditor").reading() as books:
        return trace(books, FigureId(measure, cell, on, LAST)).pence


def assert_as_if_never(office: Office) -> None:
    """Compare every measure with a history that lacks what was undone."""
    history = as_if_never(history_of(office.workspace.ledger))
    with office.session("auditor").reading() as books:
        for day in DAYS:
            totals = position(books, Selection(day, LAST, "SSF5")).totals
            for name in MEASURES:
                twin = oracle.TWINS[name](history, OF_SSF5, day, LAST)
                assert getattr(totals, f"{name}_pence") == twin, (name, day)


def test_an_entry_undone_counts_on_no_day_and_both_are_traced(office: Office) -> None:
    known = history_of(office.workspace.ledger)[-1][0]
    done = put_right(office, PAID)
    assert (done.undone, done.entries, done.entry) == ((PAID,), (HELD + 1,), HELD + 1)
    assert measured(office, Measure.ACTUAL, YEAR_END) == 40_000 + 5_001
    with office.session("auditor").reading() as books:
        named = FigureId(Measure.ACTUAL, CELL, YEAR_END, LAST)
        lines = trace(books, named).lines
        before = trace(books, FigureId(Measure.ACTUAL, CELL, YEAR_END, known))
        (kept,) = books.rows("event_hash", seq=HELD + 1)
    assert [(line.entry, line.pence, line.row) for line in lines] == [
        (23, 40_000, 2),
        (PAID, 60_000, 3),
        (HELD + 1, -60_000, 3),
    ]
    assert (before.pence, done.event_hash) == (100_000, kept["hash"])
    assert_as_if_never(office)


def test_the_right_facts_are_recorded_in_the_same_act(office: Office) -> None:
    done = put_right(office, PAID, 61_000, on=date(2024, 3, 2))
    assert (done.undone, done.entries) == ((PAID,), (HELD + 1, HELD + 2))
    (_, first), (_, second) = history_of(office.workspace.ledger)[-2:]
    assert (first.kind, second.kind) == ("reversal", "actual")
    assert second.payload["replaces"] == PAID
    assert second.payload["supplier"] == first.payload["supplier"]
    assert measured(office, Measure.ACTUAL, date(2024, 3, 1)) == 40_000
    assert measured(office, Measure.ACTUAL, YEAR_END) == 40_000 + 61_000 + 5_001
    assert_as_if_never(office)


def test_a_return_made_since_ties_out_and_lists_both(office: Office) -> None:
    put_right(office, PAID, 61_000)
    put_right(office, ACCRUAL)
    done = prepare(office.session("finance.officer"), "SSF5", Q4)
    assert done.claim_pence == done.ledger_pence == 40_000 + 61_000 + 5_001
    assert done.difference_pence == 0
    assert {found.rule for found in done.findings} <= {
        "variance-explained",
        "negative-totals-explained",
    }
    with office.session("auditor").reading() as books:
        asked = {"fund": "SSF5", "as_at": YEAR_END, "known": LAST}
        lines = books.rows("return_lines", **asked)
    of_paid = [line for line in lines if line["source_row"] == 3]
    assert [line["pence"] for line in of_paid] == [60_000, -60_000, 61_000]
    assert {line["supplier"] for line in of_paid} == {"Supplier 1 (synthetic)"}


def test_a_payment_moves_to_another_cell_of_its_year(office: Office) -> None:
    put_right(office, 25, cell=CELL)
    assert measured(office, Measure.ACTUAL, YEAR_END, CELL) == 105_001
    with pytest.raises(CorrectionRefused, match="name a cell of 2023-24"):
        put_right(office, 23, cell=Cell(*CELL.parts[:5], "2024-25"))


def test_an_accrual_is_corrected_with_its_reversal(office: Office) -> None:
    done = put_right(office, ACCRUAL, 6_000)
    assert (done.undone, done.entries) == ((26, 27), tuple(range(HELD + 1, HELD + 5)))
    kinds = [event.kind for _, event in history_of(office.workspace.ledger)[-4:]]
    assert kinds == ["reversal", "accrual_reversal", "accrual", "accrual_reversal"]
    assert measured(office, Measure.ACCRUED, YEAR_END) == 6_000
    assert measured(office, Measure.ACCRUED, date(2024, 4, 1)) == 0
    assert measured(office, Measure.REVERSALS, date(2024, 4, 1)) == -6_000
    assert measured(office, Measure.ACCRUALS_MADE, date(2024, 4, 1)) == 6_000
    assert_as_if_never(office)


def test_an_accrual_undone_leaves_no_reversal_behind(office: Office) -> None:
    put_right(office, ACCRUAL)
    later = date(2024, 4, 30)
    assert measured(office, Measure.REVERSALS, later) == 0
    assert measured(office, Measure.ACCRUALS_MADE, later) == 0


def test_an_order_moves_to_another_cell_and_day(office: Office) -> None:
    booking = Booking(CELL, Pence(9_000), date(2024, 2, 1), "ordered")
    entry, _ = office.record(commitment_event(booking), IN_LANCASTER)
    put_right(office, entry, cell=OTHER, on=date(2024, 2, 9))
    assert measured(office, Measure.COMMITTED, date(2024, 2, 8)) == 0
    assert measured(office, Measure.COMMITTED, YEAR_END, OTHER) == 9_000
    assert_as_if_never(office)


def test_award_and_allocation_figures_are_corrected(office: Office) -> None:
    put_right(office, AWARD, 210_000)
    put_right(office, ALLOCATION, 125_000)
    assert measured(office, Measure.AWARDED, YEAR_END) == 210_000
    assert measured(office, Measure.BUDGET, YEAR_END) == 205_000
    with office.session("auditor").reading() as books:
        awards = books.rows("return_awards", fund="SSF5", known=LAST)
        (stands,) = books.rows("standing_awards", fund="SSF5")
        held = [row["seq"] for row in books.rows("register_entries")]
    assert [row["pence"] for row in awards] == [210_000]
    assert stands["pence"] == 210_000
    assert AWARD not in held
    assert_as_if_never(office)


def test_an_award_may_be_corrected_to_another_kind_of_spending(office: Office) -> None:
    put_right(office, AWARD, cell=Cell("SSF5", kind="capital", year="2023-24"))
    with office.session("auditor").reading() as books:
        (stands,) = books.rows("standing_awards", fund="SSF5")
    assert stands["spend_kind"] == "capital"


def test_a_figure_of_a_version_replaced_is_not_corrected(office: Office) -> None:
    office.record(builders.award(1, version=2))
    with pytest.raises(CorrectionRefused, match="which version 2 replaced"):
        put_right(office, AWARD, 5)


def test_a_plan_figure_is_corrected_to_what_is_said_or_was_said_before(
    office: Office,
) -> None:
    (entry,) = office.record(builders.plan(PlanKind.PROFILE, 75_000, "2023-24 Q4"))
    with pytest.raises(CorrectionRefused, match=f"entry {entry} counts in place"):
        put_right(office, PROFILE)
    put_right(office, entry)
    assert measured(office, Measure.PROFILE_TO_DATE, YEAR_END) == 120_000
    put_right(office, entry + 1, 71_000)
    assert measured(office, Measure.PROFILE_TO_DATE, YEAR_END) == 121_000
    office.record(IN_LANCASTER)
    with pytest.raises(CorrectionRefused, match="only its --amount"):
        put_right(office, entry + 2, 1, OTHER)


def test_a_plan_figure_that_was_the_first_is_not_left_unsaid(office: Office) -> None:
    with pytest.raises(CorrectionRefused, match=r"--amount, 0 for nought"):
        put_right(office, PROFILE)


def test_a_coding_undone_puts_the_line_back_to_wait(office: Office) -> None:
    waits = builders.spend_line(300, cell=OF_SSF5, row=9)
    (line,) = office.record(spend_event(waits, IMPORT))
    finance = office.session("finance.officer")
    coded = code_lines(finance, [line], CELL)
    with pytest.raises(CorrectionRefused, match=rf"entry {coded.entry} \(coding\)"):
        put_right(office, line)
    put_right(office, coded.entry)
    with finance.reading() as books:
        found = [row["entry"] for row in books.rows("suspense", known=LAST)]
        then = books.rows("suspense", known=coded.entry)
    assert (found, then) == ([line], [])
    again = code_lines(finance, [line], CELL)
    with pytest.raises(WrongArgument, match="is a project of blackpool, not of lanc"):
        put_right(office, again.entry, cell=OTHER)
    office.record(IN_LANCASTER)
    moved = put_right(office, again.entry, cell=OTHER)
    assert measured(office, Measure.ACTUAL, YEAR_END, OTHER) == 300
    with pytest.raises(CorrectionRefused, match="only its --cell"):
        put_right(office, moved.entry, 5)
    with pytest.raises(CorrectionRefused, match="name a cell of both"):
        put_right(office, moved.entry, cell=Cell(*CELL.parts[:5], "2024-25"))
    assert_as_if_never(office)


def test_lines_in_suspense_or_outside_are_corrected_where_they_are(
    office: Office,
) -> None:
    waits = spend_event(builders.spend_line(300, cell=OF_SSF5, row=9), IMPORT)
    outside = builders.spend_line(70, cell=Cell(), row=10, is_outside=True)
    line, other = office.record(waits, spend_event(outside, IMPORT))
    with pytest.raises(CorrectionRefused, match=f"fundtrack code {line}"):
        put_right(office, line, cell=CELL)
    put_right(office, line, 310)
    put_right(office, other, 80)
    with office.session("auditor").reading() as books:
        found = [row["pence"] for row in books.rows("suspense", known=LAST)]
    assert found == [310]
    put_right(office, other + 4, cell=CELL)
    assert measured(office, Measure.ACTUAL, YEAR_END, CELL) == 100_080


def test_a_line_of_nought_needs_its_cell(office: Office) -> None:
    (entry,) = office.record(builders.actual(0, row=9))
    with pytest.raises(CorrectionRefused, match="name its --cell"):
        put_right(office, entry, 5)
    put_right(office, entry, 5, CELL)
    assert measured(office, Measure.ACTUAL, YEAR_END, CELL) == 100_005


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (1, "take in the register as it should be"),
        (5, "take in the people register as it should be"),
        (IMPORT, "fundtrack reverse 22"),
        (27, "correct entry 26"),
    ],
)
def test_what_cannot_be_corrected_says_what_to_do(
    office: Office, entry: int, said: str
) -> None:
    with pytest.raises(CorrectionRefused, match=said):
        put_right(office, entry)
    assert history_of(office.workspace.ledger)[-1][0] == HELD


def test_what_others_decided_is_not_corrected_by_one_entry(
    office: Office,
) -> None:
    request = NewEvent("virement_request", YEAR_END, "better lit", {})
    waiver = NewEvent("waiver", YEAR_END, "once", {})
    step = NewEvent("return_reviewed", YEAR_END, "seen", {"return_id": RETURN})
    asked, waived, reviewed = office.record(request, waiver, step)
    with pytest.raises(CorrectionRefused, match="goes into a later return"):
        put_right(office, reviewed)
    with pytest.raises(CorrectionRefused, match="virement reject"):
        put_right(office, asked)
    with pytest.raises(CorrectionRefused, match="undone by acts of its own"):
        put_right(office, waived)


def test_an_entry_is_corrected_once_and_then_its_correction(office: Office) -> None:
    done = put_right(office, PAID, 1_000)
    with pytest.raises(CorrectionRefused, match="correct that one"):
        put_right(office, PAID)
    with pytest.raises(CorrectionRefused, match="record anew what it undid"):
        put_right(office, done.entries[0])
    put_right(office, done.entry, 2_000)
    with pytest.raises(CorrectionRefused, match="correct that one"):
        put_right(office, done.entry)
    last = put_right(office, done.entry + 2)
    with pytest.raises(
        CorrectionRefused, match=f"undone already, by entry {last.entry}"
    ):
        put_right(office, done.entry + 2)
    assert measured(office, Measure.ACTUAL, YEAR_END) == 45_001
    assert_as_if_never(office)


def test_a_correction_needs_a_reason_a_right_and_an_entry(office: Office) -> None:
    finance, auditor = office.session("finance.officer"), office.session("reviewer")
    with pytest.raises(WrongArgument, match="needs a reason"):
        correct(finance, PAID, Correction(" "))
    with pytest.raises(NotAllowed):
        correct(auditor, PAID, Correction("wrong"))
    with pytest.raises(UnknownName, match=f"the entries 1 to {HELD}"):
        put_right(office, 99)
    with pytest.raises(UnknownName, match="there is no area"):
        put_right(office, PAID, cell=Cell("SSF5", "moon", *CELL.parts[2:]))
    with pytest.raises(UnknownName, match="there is no fund"):
        put_right(office, AWARD, cell=Cell("SSF9"))


def test_a_certified_return_is_named_and_stays_as_it_is(office: Office) -> None:
    office.certified()
    manifest = office.workspace.returns / RETURN / "manifest.json"
    frozen = manifest.read_bytes()
    done = put_right(office, PAID, 61_500)
    (touched,) = done.returns_touched
    events = [event for _, event in history_of(office.workspace.ledger)[-2:]]
    change = eligible_change(events, "SSF5", "2023-10-01", "2024-03-31")
    assert (touched.return_id, touched.state) == (RETURN, "certified")
    assert touched.pence == change == 1_500
    assert "no longer match the ledger by £15.00" in done.findings[0].message
    assert manifest.read_bytes() == frozen


def test_a_return_whose_budget_alone_is_touched_is_named_with_nil(
    office: Office,
) -> None:
    office.certified()
    (touched,) = put_right(office, ALLOCATION, 130_000).returns_touched
    assert (touched.return_id, touched.pence) == (RETURN, 0)
    done = put_right(office, PROFILE, 130_000)
    assert [it.return_id for it in done.returns_touched] == [RETURN]
    assert "in budget or plan alone" in done.findings[0].message


def test_what_no_certified_return_holds_touches_none(office: Office) -> None:
    office.certified()
    later = builders.actual(500, date(2024, 4, 10), LAMPS, row=30)
    (entry,) = office.record(later)
    done = put_right(office, entry)
    assert (done.returns_touched, done.findings) == ((), ())
    fund = NewEvent("fund", builders.START, "opens", {"fund": "SSF4"})
    award = builders.award(5, Cell("SSF4", year="2023-24"))
    office.record(fund, award)
    assert put_right(office, entry + 3).returns_touched == ()
