"""A return names what is claimed twice, both places, and nothing that is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.double_claims import claimed_twice
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.builders import CELL
from tests.builders import START
from tests.oracles.double_claims import Bill
from tests.oracles.double_claims import invoices_twice
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import coded
from tests.returns.office import open_office
from tests.returns.test_figures import findings_of

OPDEF = Cell.parse("OPDEF/blackpool/patrols/staff/revenue/2023-24")
Q3_DAY, DAY = date(2023, 11, 20), date(2024, 2, 20)
LAST = 10**6


def bill(
    pence: int, dated: date, reference: str = "INV-77", cell: Cell = CELL, row: int = 9
) -> NewEvent:
    """A line of an extract with an invoice number."""
    made = builders.spend_line(pence, dated, cell, row=row)
    about = f"bill of {dated}"
    lamps = replace(made, supplier="Lamps Ltd", description=about, reference=reference)
    return spend_event(lamps, 1)


def match(reference: str = "", pence: int = 0, giver: str = "Lamps Ltd") -> NewEvent:
    facts: Payload = {
        "fund": "SSF5",
        "area": "",
        "giver": giver,
        "match_kind": "cash",
        "promised_pence": pence,
        "delivered_pence": pence,
        "evidence": reference or None,
    }
    return NewEvent("match", START, "given", facts)


def paper(supports: str, which: str, file: str = "lamps.pdf") -> NewEvent:
    facts = {
        "fund": "SSF5",
        "supports": supports,
        "which": which,
        "file": file,
        "state": "received",
    }
    return NewEvent("evidence", START, "kept", facts)


def twice(office: Office) -> list[Finding]:
    return [it for it in findings_of(office) if it.rule == "claimed-once"]


def test_an_invoice_of_an_earlier_quarter_is_named_with_both_places(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    first, later = office.record(
        bill(900, Q3_DAY, row=8), bill(900, DAY, "inv-77 ", row=9)
    )
    (found,) = twice(office)
    assert found.message == (
        f"entry {first} (SSF5, 2023-24 Q3) and entry {later} (SSF5, 2023-24 Q4) are "
        "the same invoice INV-77 of Lamps Ltd"
    )
    assert (found.severity, found.found) == (Severity.BLOCK, "£9.00")


@pytest.mark.parametrize(
    "others",
    [
        [bill(900, date(2024, 1, 5), row=9)],
        [bill(901, Q3_DAY, row=9)],
        [bill(900, Q3_DAY, "INV-78", row=9)],
        [builders.actual(900, Q3_DAY, row=9)],
        [bill(900, Q3_DAY, row=9), bill(-900, date(2023, 12, 1), row=10)],
        [
            bill(900, Q3_DAY, row=9),
            commitment_event(
                Booking(CELL, Pence(5_000), START, "ordered", reference="INV-77")
            ),
        ],
    ],
)
def test_one_quarter_a_credit_an_order_or_another_bill_is_no_double_claim(
    workspace: Workspace, others: Sequence[NewEvent]
) -> None:
    office = open_office(workspace)
    office.record(bill(900, DAY, row=8), *others)
    assert twice(office) == []


def test_a_sum_that_comes_every_quarter_is_said_and_does_not_block(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    days = (Q3_DAY, date(2023, 12, 20), DAY)
    office.record(*(bill(900, day, row=8 + at) for at, day in enumerate(days)))
    assert [it.severity for it in twice(office)] == [Severity.WARN] * 2


def test_an_invoice_of_another_fund_is_found_on_another_day_and_by_coding(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    waits = bill(900, DAY, cell=Cell(fund="SSF5"), row=8)
    (entry,) = office.record(waits)
    office.record(bill(900, Q3_DAY, cell=OPDEF, row=9))
    assert [it.rule for it in twice(office)] == []
    (told,) = office.record(coded(entry, 900))
    (found,) = twice(office)
    assert found.message.startswith(f"entry {told} (SSF5, 2023-24 Q4) and entry")
    assert "(OPDEF, 2023-24 Q3)" in found.message


def test_invoices_are_found_as_told_slowly(workspace: Workspace) -> None:
    office = open_office(workspace)
    made = [
        bill(pence, day, reference, cell, row=20 + at)
        for at, (pence, day, reference, cell) in enumerate(
            product((900, -900, 70), (Q3_DAY, DAY), ("A-1", "B-2", ""), (CELL, OPDEF))
        )
        if at % 5 not in {1, 3}
    ]
    entries = office.record(*made)
    bills: list[Bill] = [
        (
            entry,
            event.postings[-1].cell.fund,
            str(event.payload["supplier"]),
            str(event.payload["reference"]),
            event.postings[-1].pence,
            event.effective_on,
        )
        for entry, event in zip(entries, made, strict=True)
    ]
    with open_books(workspace) as books:
        found = claimed_twice(books, Selection(date(2024, 3, 31), LAST, "SSF5"))
    slow = invoices_twice([it for it in bills if it[3]], "SSF5")
    assert sorted((it.entry, it.other_entry) for it in found) == slow
    assert slow


@pytest.mark.parametrize(
    ("given", "severity"),
    [
        (match("INV-76; inv-77"), Severity.BLOCK),
        (match(pence=900, giver="LAMPS LTD (200)"), Severity.WARN),
        (match("INV-78", 901), None),
    ],
)
def test_what_is_given_as_match_is_not_claimed(
    workspace: Workspace, given: NewEvent, severity: Severity | None
) -> None:
    office = open_office(workspace)
    office.record(bill(900, DAY, row=8))
    (entry,) = office.record(given)
    found = twice(office)
    assert [it.severity for it in found] == ([severity] if severity else [])
    assert all(f"and entry {entry} (SSF5, match of" in it.message for it in found)


def test_match_of_one_fund_that_another_claims_is_found_and_others_are_left(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(bill(900, DAY, cell=OPDEF, row=8), match("INV-77"))
    (found,) = twice(office)
    assert "(OPDEF, 2023-24 Q4)" in found.message
    with open_books(workspace) as books:
        asked = Selection(date(2024, 3, 31), LAST, "SSF9")
        assert claimed_twice(books, asked) == ()


def test_a_paper_that_shows_a_line_and_a_match_is_named(workspace: Workspace) -> None:
    office = open_office(workspace)
    (entry,) = office.record(bill(900, DAY, row=8))
    office.record(match(pence=5), paper("match", "Lamps Ltd"))
    office.record(paper("entry", str(entry)), paper("entry", "no number"))
    (found,) = twice(office)
    assert found.message.endswith(
        "(SSF5, match Lamps Ltd) are shown by one paper, lamps.pdf"
    )


def test_a_partners_line_that_is_match_is_named(workspace: Workspace) -> None:
    office = add_partner(open_office(workspace))
    taken(office, filled(blank(office), [line(net=350)]))
    assert twice(office) == []
    office.record(match("INV-1"))
    claims = [it for it in twice(office) if "claim of Town Council" in it.message]
    assert [it.found for it in claims] == ["£350.00"]
