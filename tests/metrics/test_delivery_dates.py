"""When delivery began, and what says so."""

from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.metrics.delivery_dates import DeliveryRule
from fundtrack.metrics.delivery_dates import delivery_of
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.store.snapshot import open_books
from tests.partners import OUTPUT
from tests.partners import Line
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office

STATED = Month(2023, 12)
CELL = Cell("SSF8", "lancaster", "lamps", "lighting", "capital", "2023-24")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose partner may claim; blackpool's share of SSF5 is £1,500."""
    return add_partner(open_office(workspace))


def delivered(
    office: Office, fund: str, area: str, stated: Month | None = STATED
) -> Delivery:
    with open_books(office.workspace) as books:
        return delivery_of(books, fund, area, books.info.head_seq, stated)


def moved(day: date, given: int, spent: int) -> list[NewEvent]:
    """Give an area money on a day, or spend some of it."""
    postings = [
        (Account.UNALLOCATED, -given),
        (Account.ALLOCATED, given - spent),
        (Account.SPENT, spent),
    ]
    return [
        NewEvent(
            "moved",
            day,
            "told",
            postings=tuple(Posting(a, CELL, Pence(p)) for a, p in postings if p),
        )
    ]


def test_first_month_with_a_fifth_of_planned_delivery_begins_the_period_after(
    office: Office,
) -> None:
    planned = delivered(office, "SSF5", "blackpool").planned_pence
    small, large = planned // 100 * 15 // 100, planned // 100 * 10 // 100
    lines = [
        line(on=date(2024, 1, 30), net=small, evidence="INV-1"),
        line(on=date(2024, 2, 14), net=large, evidence="INV-2", what="four columns"),
    ]
    taken(office, filled(blank(office), lines))
    found = delivered(office, "SSF5", "blackpool")
    assert (found.rule, found.starts) == (DeliveryRule.CLAIM_LINES, Month(2024, 2))
    reached = {month: 10_000 * pounds / planned for month, pounds in found_sums(lines)}
    assert dict(found.reached) == pytest.approx(reached)
    assert found.reached_pct(Month(2024, 1)) == pytest.approx(15, abs=0.1)
    assert found.reached_pct(Month(2023, 12)) == 0


def found_sums(lines: list[Line]) -> list[tuple[Month, float]]:
    """The slow twin: what was delivered by the end of each month, in pounds."""
    dated = [(Month.of(each["on"]), each["net"]) for each in lines]
    return [
        (month, sum(net for when, net in dated if when <= month)) for month, _ in dated
    ]


def test_less_than_a_fifth_leaves_the_month_of_the_register(office: Office) -> None:
    taken(office, filled(blank(office), [line(net=1)]))
    found = delivered(office, "SSF5", "blackpool")
    assert (found.rule, found.starts) == (DeliveryRule.REGISTER, STATED)
    assert 0 < found.reached_pct(Month(2024, 3)) < 20


def test_outputs_tell_where_no_line_does(office: Office) -> None:
    rows = [
        (OUTPUT, 3, date(2024, 2, 1), date(2024, 2, 2), "High Street"),
        (OUTPUT, 6, date(2024, 3, 1), date(2024, 3, 2), "High Street"),
    ]
    taken(office, filled(blank(office), [], rows))
    found = delivered(office, "SSF5", "blackpool")
    assert (found.rule, found.starts) == (DeliveryRule.OUTPUTS, Month(2024, 3))
    assert dict(found.reached) == pytest.approx(
        {Month(2024, 2): 100 * 3 / 18, Month(2024, 3): 100 * 9 / 18}
    )


def test_money_paid_tells_where_nothing_better_does(office: Office) -> None:
    office.record(
        *moved(date(2023, 11, 2), 10_000, 0),
        *moved(date(2024, 1, 5), 0, 1_000),
        *moved(date(2024, 2, 5), 0, 2_000),
    )
    found = delivered(office, "SSF8", "lancaster", None)
    assert (found.rule, found.starts) == (DeliveryRule.PAID, Month(2024, 2))
    assert (found.planned_pence, found.paid_pence) == (10_000, 3_000)
    assert found.awarded == Month(2023, 11)
    assert delivered(office, "SSF8", "lancaster").rule is DeliveryRule.REGISTER


def test_nothing_held_says_nothing(office: Office) -> None:
    found = delivered(office, "SSF8", "lancaster", None)
    assert (found.starts, found.awarded, found.is_measured) == (None, None, False)
    assert found.unsupported_pct == 0
