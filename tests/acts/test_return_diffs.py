"""What changed between two versions of a return, and which entries caused it."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.return_answers import resubmit
from fundtrack.acts.return_diffs import NOW
from fundtrack.acts.return_diffs import ReturnDiff
from fundtrack.acts.return_diffs import diff
from fundtrack.acts.returns import submit
from fundtrack.config import Workspace
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.returns.diffs import changed_fields
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.layouts import read_layout
from tests import builders
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

LATE = 2_500
SECOND = "SSF5-2023-24-Q4-v2"
CLAIM = 40_000 + 60_000 + 5_001 + 7_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return was sent, and a line of its quarter that came late."""
    made = open_office(workspace)
    made.certified()
    submit(made.session("finance.officer"), RETURN, SENT)
    made.day = date(2024, 5, 10)
    made.record(builders.actual(LATE, date(2024, 3, 28), row=9))
    return made


def second(office: Office) -> ReturnDiff:
    """The second version, compared with the first."""
    resubmit(office.session("finance.officer"), RETURN, "a late invoice")
    return diff(office.session("auditor"), SECOND)


def test_a_new_version_says_what_changed_and_which_entry_caused_it(
    office: Office,
) -> None:
    found = second(office)
    assert (found.earlier, found.change_pence) == (RETURN, LATE)
    assert (found.earlier_claim_pence, found.claim_pence) == (CLAIM, CLAIM + LATE)
    assert [(it.kind, it.person, it.pence) for it in found.causes] == [
        ("actual", "finance.officer", LATE)
    ]
    listed = [it for it in found.changes if it.sheet == "Transaction listing"]
    assert [(it.before, it.after, it.change_pence) for it in listed] == [
        (None, LATE, LATE)
    ]


def test_sums_that_moved_are_named_by_row_and_field(office: Office) -> None:
    changes = second(office).changes
    found = {(it.sheet, it.row.split(",")[0], it.field): it for it in changes}
    claim = found["Claim", "Claim for this quarter", "Pounds"]
    assert (claim.before, claim.after) == (CLAIM, CLAIM + LATE)
    total = found["Financial table", "Total", "Actual in 2023-24 Q4"]
    assert total.change_pence == LATE


def test_a_certified_return_is_compared_with_what_the_books_say_now(
    office: Office,
) -> None:
    found = diff(office.session("auditor"), RETURN)
    assert (found.earlier, found.return_id) == (RETURN, RETURN)
    assert found.change_pence == LATE
    assert found == diff(office.session("auditor"), RETURN, NOW)


def test_a_version_is_compared_with_another_that_there_is(office: Office) -> None:
    with pytest.raises(UnknownName, match="now"):
        diff(office.session("auditor"), RETURN, "SSF5-2023-24-Q4-v7")
    with pytest.raises(WrongArgument, match="the same version"):
        diff(office.session("auditor"), RETURN, RETURN)
    found = second(office)
    assert diff(office.session("auditor"), RETURN, SECOND) == replace(
        found, return_id=RETURN
    )


def sheet(*rows: tuple[Value, ...], name: str = "Claim") -> Sheet:
    """A sheet of one text, one figure id and one sum."""
    columns = (
        Column("Step", "what"),
        Column("Figure", "figure"),
        Column("Pounds", "pence", Kind.POUNDS),
    )
    return Sheet(name, name, "", "", columns, rows)


def test_a_figure_known_later_is_the_same_figure() -> None:
    before = sheet(("Sum", "actual:F@2024~7", 1))
    after = sheet(("Sum", "actual:F@2024~9", 1))
    assert changed_fields(read_layout(), [before], [after]) == ()


def test_rows_of_equal_names_are_matched_in_their_order() -> None:
    before = sheet(("Sum", "a", 1), ("Sum", "a", 2))
    after = sheet(("Sum", "a", 1), ("Sum", "a", 5))
    changes = changed_fields(read_layout(), [before], [after])
    assert [(it.before, it.after, it.change_pence) for it in changes] == [(2, 5, 3)]


def test_a_text_that_changed_is_one_change_of_its_row() -> None:
    columns = tuple(Column(it, it) for it in ("a", "b", "c", "text"))
    before = Sheet("Narratives", "", "", "", columns, (("x", "y", "z", "was"),))
    after = replace(before, rows=(("x", "y", "z", "is"),))
    changes = changed_fields(read_layout(), [before], [after])
    assert [(it.field, it.before, it.after) for it in changes] == [
        ("text", "was", "is")
    ]


def test_a_sheet_that_came_or_went_is_told_row_by_row() -> None:
    gone = sheet(("Sum", "a", 3))
    assert changed_fields(read_layout(), [gone], [])[0].change_pence == -3
    assert changed_fields(read_layout(), [], [gone])[0].change_pence == 3
