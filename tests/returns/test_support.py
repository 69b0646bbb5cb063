"""Payments to partners in a return: shown by accepted lines, and what lacks said."""

from datetime import date

import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.positions import trace_figure
from fundtrack.cli.asking import status_json
from fundtrack.config import Workspace
from fundtrack.findings import Severity
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Selection
from fundtrack.pages.money_tables import line_table
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.sections import sheets
from tests import builders
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles import partners as slow
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_checks import rules_found
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of
from tests.returns.test_files import papers_of

END = date(2024, 3, 31)
BACK = builders.actual(-60_000, date(2024, 2, 20), row=8)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that paid its partner £400.00 in December and £600.00 in January."""
    return add_partner(open_office(workspace))


def listed(office: Office) -> list[tuple[object, ...]]:
    """Entry, supplier, pounds, day of delivery, evidence, what supports it."""
    made = sheets(papers_of(office), read_layout())
    rows = next(sheet for sheet in made if sheet.name == "Transaction listing").rows
    return [(row[0], row[2], row[11], *row[17:20]) for row in rows]


def test_a_payment_is_listed_by_the_lines_that_support_it(office: Office) -> None:
    lines = [line(net=350), line(net=100, evidence="INV-2", on=date(2024, 2, 1))]
    before = figures_of(office)
    first, second = (it.entry for it in before.listing.eligible if it.cell == CELL)
    taken(office, filled(blank(office), lines))
    payer, says = "Supplier 1 (synthetic)", "Town Council, 2023-24 Q4, line"
    one, two = date(2024, 1, 30), date(2024, 2, 1)
    found = listed(office)
    assert [row for row in found if row[0] in {first, second}] == [
        (first, "Lamps A", 35_000, one, "INV-1", f"{says} 1"),
        (first, "Lamps A", 5_000, two, "INV-2", f"{says} 2"),
        (second, "Lamps A", 5_000, two, "INV-2", f"{says} 2"),
        (second, payer, 55_000, None, "", "nothing yet: unsupported"),
    ]
    after = figures_of(office)
    assert after.reconciliation == before.reconciliation
    assert sum(int(str(row[2])) for row in found) == after.listing.eligible_pence


def test_what_a_partner_was_paid_and_did_not_deliver_yet_is_paid_ahead(
    office: Office,
) -> None:
    taken(office, filled(blank(office), [line(net=350)]))
    made = sheets(papers_of(office), read_layout())
    rows = next(sheet for sheet in made if sheet.name == "Accruals").rows
    found = [row[10] for row in rows if row[9] == "paid ahead"]
    args = ("Supplier 1 (synthetic)", str(CELL), END, 10**9)
    twin = slow.unsupported(history_of(office.workspace.ledger), *args)
    assert found == twin == [5_000, 60_000]


def test_a_payment_taken_back_is_listed_as_such(office: Office) -> None:
    office.record(BACK)
    rows = [(row[2], row[5]) for row in listed(office) if abs(int(str(row[2]))) > 9999]
    assert rows == [
        (40_000, "nothing yet: unsupported"),
        (60_000, "nothing: taken back"),
        (-60_000, ""),
    ]


def test_unsupported_warns_and_blocks_where_the_terms_ask_for_claims(
    office: Office,
) -> None:
    assert rules_found(office) == {"payments-supported"}
    (warned,) = [it for it in findings_of(office) if it.rule == "payments-supported"]
    assert warned.severity is Severity.WARN
    assert warned.message.startswith("£1,000.00 paid to Town Council is supported by")
    add_partner(office, claims_needed=True)
    (found,) = [it for it in findings_of(office) if it.rule == "payments-supported"]
    assert found.severity is Severity.BLOCK
    taken(office, filled(blank(office), [line(net=1000)]))
    assert rules_found(office) == set()


def test_the_cover_says_what_was_paid_to_partners_and_is_unsupported(
    office: Office,
) -> None:
    taken(office, filled(blank(office), [line(net=999)]))
    cover = sheets(papers_of(office), read_layout())[0].rows
    assert ("Paid to partners", "£1,000.00") in cover
    assert ("Of it unsupported", "£1.00") in cover


def test_the_cover_of_an_office_without_partners_says_nothing_of_them(
    workspace: Workspace,
) -> None:
    made = sheets(papers_of(open_office(workspace)), read_layout())
    assert "Paid to partners" not in {row[0] for row in made[0].rows}


def test_status_says_what_is_unsupported_by_fund_area_and_year(
    office: Office,
) -> None:
    office.record(BACK)
    taken(office, filled(blank(office), [line(net=123)]))
    found = status(office.session("finance.officer"), Question(as_at=END))
    shown = status_json(found)
    pool = str(CELL).removesuffix("/2023-24")
    args = ("Supplier 1 (synthetic)", pool, END, 10**6)
    expected = sum(slow.unsupported(history_of(office.workspace.ledger), *args))
    by_area = {it["area"]: it["unsupported_pence"] for it in shown["lines"]}  # type: ignore[attr-defined]
    assert by_area == {"blackpool": expected, "lancaster": 0}
    assert (expected, shown["totals"]["unsupported_pence"]) == (27_700, 27_700)  # type: ignore[index]


def test_the_entries_of_a_figure_say_what_of_each_is_unsupported(
    office: Office,
) -> None:
    taken(office, filled(blank(office), [line(net=450)]))
    session = office.session("finance.officer")
    known = len(history_of(office.workspace.ledger))
    trace = trace_figure(session, f"actual:SSF5/*/*/*/*/*@{END}~{known}")
    with session.reading() as books:
        lacking = supported(books, Selection(END, known, "SSF5")).by_entry()
    table = line_table(trace, "Entries", str, lacking)
    assert [column.key for column in table.columns][3:5] == ["pence", "unsupported"]
    assert [row.cells["unsupported"] for row in table.rows] == [0, 55_000, None]
    assert table.total is not None
    assert table.total.cells["unsupported"] == 55_000
    plain = line_table(trace, "Entries", str, {})
    assert "unsupported" not in {column.key for column in plain.columns}
