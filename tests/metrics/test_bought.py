from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.partner_claims import DELIVERY_KIND
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.metrics.bought import Bought
from fundtrack.metrics.bought import BoughtLine
from fundtrack.metrics.bought import BoughtMonth
from fundtrack.metrics.bought import bought_in
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from tests.evaluation.offices import office
from tests.evaluation.offices import spent

GATES = Cell("SSF1", "burnley", "project", "alley-gates", "capital", "2021-22")
LIGHTS = Cell("SSF1", "burnley", "project", "lighting", "capital", "2021-22")


def moved(day: date, *sides: tuple[Account, Cell, int]) -> NewEvent:
    postings = tuple(Posting(account, cell, Pence(p)) for account, cell, p in sides)
    return NewEvent("actual", day, "test", {}, postings)


def accepted(cell: Cell, day: date, pence: int, **other: str | Answer) -> HeldRow:
    kind, answer = other.get("kind", LINE_KIND), other.get("answer", Answer.ACCEPTED)
    return HeldRow(
        entry=1,
        kind=str(kind),
        partner="Burnley",
        quarter=Quarter.parse("2021-22 Q1"),
        number=1,
        answer=Answer(answer),
        said=(),
        cell=cell,
        dated=day,
        pence=Pence(pence),
    )


JUNE = date(2021, 6, 20)
ELSEWHERE = Cell("SSF1", "pendle", "project", "alley-gates", "capital", "2021-22")
CLAIM = Cell("SSF1", "burnley", "*", "*", "capital", "*")
MOVED = (
    moved(
        JUNE,
        (Account.UNALLOCATED, GATES, -100_000),
        (Account.ALLOCATED, LIGHTS, 60_000),
        (Account.COMMITTED, LIGHTS, 30_000),
        (Account.ACCRUED, LIGHTS, 10_000),
    ),
    moved(JUNE, (Account.PROMISED, CLAIM, 400), (Account.CLAIMED, CLAIM, -400)),
    moved(JUNE, (Account.CLAIMED, CLAIM, 400), (Account.RECEIVED, CLAIM, -400)),
    spent("SSF1", "burnley", "2021-22", 1_000, date(2021, 6, 30)),
)
PAID = Pence(55_701_000)
NONE = Pence(0)


def test_bought_goes_from_budget_to_proof_by_heading_and_month(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        accepted(GATES, date(2021, 5, 9), 30_000),
        accepted(GATES, JUNE, 5, answer=Answer.QUERIED),
        accepted(GATES, JUNE, 5, kind=DELIVERY_KIND),
        accepted(ELSEWHERE, JUNE, 7),
    ]
    monkeypatch.setattr("fundtrack.metrics.bought.held_rows", lambda *_: rows)
    session = office(workspace, clock, *MOVED)
    with session.reading() as books:
        found = bought_in(books, "SSF1", "burnley")
    gates = (NONE, NONE, NONE, PAID, Pence(30_000), ("published",))
    lights = (Pence(100_000), Pence(30_000), Pence(10_000), NONE, NONE, ())
    assert found == Bought(
        lines=(BoughtLine("alley-gates", *gates), BoughtLine("lighting", *lights)),
        months=(
            BoughtMonth(Month(2021, 5), NONE, Pence(30_000)),
            BoughtMonth(Month(2021, 6), PAID, NONE),
        ),
        claimed_pence=Pence(400),
    )
    assert found.paid_pence == PAID
