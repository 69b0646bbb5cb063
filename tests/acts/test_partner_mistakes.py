"""Claims with mistakes: each is named by sheet and cell, and nothing is half-taken."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from fundtrack.acts.partner_claims import ingest_claims
from fundtrack.config import Workspace
from fundtrack.domain.partner_claims import PARTNER as PARTNER_LABEL
from fundtrack.domain.partner_claims import QUARTER as QUARTER_LABEL
from fundtrack.domain.partner_claims import VERSION as VERSION_LABEL
from fundtrack.domain.partner_claims import WORKBOOK as WORKBOOK_LABEL
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.periods import Quarter
from tests.builders import CELL
from tests.partners import OTHER
from tests.partners import SIGNED
from tests.partners import SIX
from tests.partners import add_partner
from tests.partners import beside
from tests.partners import blank
from tests.partners import changed
from tests.partners import entries
from tests.partners import filled
from tests.partners import line
from tests.partners import said
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that paid its partner £400.00 in December and £600.00 in January."""
    return add_partner(open_office(workspace))


def test_nothing_is_accepted_while_the_statement_is_not_signed(office: Office) -> None:
    form = filled(blank(office), [line()], [SIX], signed=("A Treasurer", None, "soon"))
    found = taken(office, form)
    assert (found.accepted, found.queried) == (0, 2)
    assert [each.message for each in found.findings][:2] == [
        "B4: Finance officer's role is empty",
        "B5: “soon” is not a date",
    ]
    signed = filled(Path(found.reply), signed=SIGNED)
    again = taken(office, signed)
    assert (again.accepted, again.already_held) == (2, 0)


def test_a_statement_before_the_quarters_end_is_named(office: Office) -> None:
    signed = ("A Treasurer", "s151", date(2024, 3, 1))
    found = taken(office, filled(blank(office), [line()], signed=signed))
    assert [(each.rule, each.column) for each in found.findings] == [
        ("claim-signed-early", "B")
    ]


def test_a_quarter_that_runs_is_named(office: Office) -> None:
    office.day = date(2024, 3, 20)
    found = taken(office, filled(blank(office), [line()]))
    assert "claim-quarter-runs" in {each.rule for each in found.findings}


def test_a_bill_twice_in_a_form_or_in_another_claim_counts_once(
    office: Office,
) -> None:
    q3 = Quarter.parse("2023-24 Q3")
    taken(office, filled(blank(office), [line(), line()]))
    found = taken(office, filled(blank(office, q3), [line()]))
    assert [each.rule for each in found.findings] == [
        "claim-outside-quarter",
        "claim-line-before",
    ]
    assert (found.refused, found.unsupported_pence) == (1, 70_000)


RUINED = [
    (PARTNER_LABEL, "Nobody", "claim-partner-unknown"),
    (PARTNER_LABEL, OTHER, "claim-form-of-another"),
    (PARTNER_LABEL, None, "claim-form-unknown"),
    (QUARTER_LABEL, "2023-24 Q3", "claim-form-of-another"),
    (QUARTER_LABEL, "spring", "claim-quarter-unreadable"),
    (VERSION_LABEL, "0", "claim-form-version"),
    (WORKBOOK_LABEL, "C-0", "claim-form-of-another"),
]


def test_a_form_of_another_partner_quarter_or_version_is_refused_whole(
    office: Office,
) -> None:
    form = filled(blank(office), [line()])
    whole, count = form.read_bytes(), entries(office)
    for label, value, rule in RUINED:
        form.write_bytes(whole)
        changed(form, partial(_relabel, label, value))
        with pytest.raises(FileRefused) as refused:
            taken(office, form)
        assert refused.value.findings[0].rule == rule
    assert entries(office) == count
    assert not list(office.workspace.folder.glob("*-reply*"))


def _relabel(label: str, value: str | None, book: Workbook) -> None:
    beside(book["Start"], label).value = value


def test_one_bad_file_of_a_call_refuses_them_all(office: Office) -> None:
    good = filled(blank(office), [line()])
    empty = blank(office, partner=OTHER)
    count = entries(office)
    with pytest.raises(FileRefused, match="no row is filled in"):
        taken(office, good, empty)
    assert entries(office) == count
    assert not list(office.workspace.folder.glob("*-reply*"))


def test_a_form_without_one_of_its_tables_is_refused(office: Office) -> None:
    form = filled(blank(office), [line()])
    changed(form, lambda book: book.remove(book["Delivery of outputs"]))
    with pytest.raises(FileRefused) as refused:
        taken(office, form)
    assert [each.rule for each in refused.value.findings] == ["form-table-missing"]


def test_an_auditor_takes_in_no_claim(office: Office) -> None:
    with pytest.raises(NotAllowed):
        ingest_claims(office.session("reviewer"), [blank(office)])


def _tangle(book: Workbook) -> None:
    page = book["Spend lines"]
    page.title = "Our spending"
    page.move_range("B4:B6", cols=20)
    page["E7"], page["V7"] = "=SUM(E6:E6)", "Total"
    page.row_dimensions[6].hidden = True
    page.merge_cells("J6:J7")
    page["I6"] = str(CELL).removesuffix("/2023-24")
    page["M4"] = "Our note"


def test_tangled_forms_are_read_and_what_was_done_to_them_is_named(
    office: Office,
) -> None:
    form = changed(filled(blank(office), [line()]), _tangle)
    found = taken(office, form)
    assert (found.rows, found.accepted) == (1, 1)
    assert said(found) == [
        ("form-unknown-heading", "Our spending", 4, "M"),
        ("form-formula", "Our spending", 7, "E"),
        ("form-hidden-row", "Our spending", 6, None),
        ("form-merged-cells", "Our spending", 6, "J"),
        ("claim-total-row", "Our spending", 7, None),
    ]


def test_cells_that_cannot_be_read_are_named_by_sheet_row_and_heading(
    office: Office,
) -> None:
    lines = [
        line(cell="cameras"),
        line(cell=None, supplier=None),
        line(cell="SSF5/x/y/z/neither/2023-24"),
    ]
    found = taken(office, filled(blank(office), lines, [("lamps", "six", "x")], ["?"]))
    assert (found.refused, found.rows) == (5, 5)
    assert [(each.rule, each.row, each.column) for each in found.findings] == [
        ("claim-cell-unreadable", 6, "Budget cell"),
        ("claim-cell-empty", 7, "Supplier"),
        ("claim-cell-empty", 7, "Budget cell"),
        ("claim-cell-unreadable", 8, "Budget cell"),
        ("claim-cell-unreadable", 6, "How many"),
        ("claim-cell-unreadable", 6, "From"),
        ("claim-cell-empty", 6, "Budget cell"),
        ("claim-cell-empty", 6, "In quarter"),
        ("claim-cell-unreadable", 6, "Expected (£)"),
    ]
    assert found.findings[0].message == "I6: refused: “cameras” is not a budget cell"
