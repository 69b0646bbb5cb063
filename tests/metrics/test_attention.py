"""What waits for somebody is what the books hold and no later entry has answered."""

from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.spending import spend_event
from fundtrack.metrics.attention import last_tie_out
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.attention import waivers
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.pages.offices import office

DAY = date(2024, 2, 29)


def test_suspense_holds_pounds_fund_and_source_cell(
    workspace: Workspace, clock: Clock
) -> None:
    with open_books(office(workspace, clock)) as books:
        (line,) = suspense(books, LAST_ENTRY)
    assert (line.dated, line.fund, line.pence) == (date(2024, 2, 10), "OPDEF", 231_000)
    assert (line.sheet, line.row, line.provenance) == ("Jan", 44, "synthetic")
    assert line.what == "camera columns"


def test_a_line_that_has_been_answered_waits_no_longer(
    workspace: Workspace, clock: Clock
) -> None:
    line = builders.spend_line(500, cell=Cell())
    builders.record(workspace, clock, [spend_event(line, import_entry=1)])
    builders.record(workspace, clock, [NewEvent("coding", DAY, "coded", corrects=1)])
    with open_books(workspace) as books:
        assert suspense(books, LAST_ENTRY) == []
        assert [each.fund for each in suspense(books, known=1)] == [""]


def test_refused_rows_say_what_was_found(workspace: Workspace, clock: Clock) -> None:
    with open_books(office(workspace, clock)) as books:
        (row,) = refused(books, LAST_ENTRY)
    assert row.what == "the amount is not money (found “see invoice”)"
    assert (row.pence, row.file) == (None, "extract-feb.xlsx")


def test_a_refused_row_in_which_nothing_was_found_says_only_what_is_wrong(
    workspace: Workspace, clock: Clock
) -> None:
    facts = {"rule": "gap", "message": "the date is missing", "file": "a.xlsx"}
    builders.record(workspace, clock, [NewEvent("refused_line", DAY, "refused", facts)])
    with open_books(workspace) as books:
        assert refused(books, LAST_ENTRY)[0].what == "the date is missing"


def test_a_refused_row_of_a_list_without_funds_waits_for_nobody(
    workspace: Workspace, clock: Clock
) -> None:
    def refused_row(fund: str) -> NewEvent:
        facts = {"rule": "gap", "message": "no date", "file": "a.csv", "fund": fund}
        return NewEvent("refused_line", DAY, "refused", facts)

    builders.record(workspace, clock, [refused_row("outside"), refused_row("*")])
    with open_books(workspace) as books:
        assert [row.fund for row in refused(books, LAST_ENTRY)] == [""]


def test_the_last_extract_is_compared_with_its_control_total(
    workspace: Workspace, clock: Clock
) -> None:
    def taken(file: str, control: int | None) -> NewEvent:
        facts: Payload = {
            "file": file,
            "rows": 2,
            "accepted": 2,
            "refused": 0,
            "total_pence": 900,
            "control_total_pence": control,
        }
        return NewEvent("import", DAY, "taken in", facts)

    builders.record(
        workspace, clock, [taken("jan.xlsx", 900), taken("feb.xlsx", 1_000)]
    )
    builders.record(workspace, clock, [taken("mar.xlsx", None)])
    with open_books(workspace) as books:
        february = last_tie_out(books, known=2)
        march = last_tie_out(books, LAST_ENTRY)
        assert last_tie_out(books, known=0) is None
    assert february
    assert (february.file, february.difference_pence) == ("feb.xlsx", Pence(-100))
    assert march
    assert march.difference_pence is None


def test_only_waivers_that_still_hold_are_listed(
    workspace: Workspace, clock: Clock
) -> None:
    def waiver(until: str) -> NewEvent:
        facts = {"rule": "evidence", "return_id": "SSF5-2023-24-Q4-v1", "until": until}
        return NewEvent("waiver", DAY, "invoice lost", facts)

    builders.record(workspace, clock, [waiver("2024-02-28"), waiver("2024-04-30")])
    with open_books(workspace) as books:
        (held,) = waivers(books, LAST_ENTRY, DAY)
    assert (held.until, held.reason) == (date(2024, 4, 30), "invoice lost")
