"""A year of year-to-date extracts, each with journals and recodings, against a twin."""

import random
from dataclasses import replace
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from tests import builders
from tests import workbooks
from tests.oracles.editions import Counts
from tests.oracles.editions import Row
from tests.oracles.editions import Twin

APRIL = Month(2023, 4)
CCTV = workbooks.CELL
HEADINGS = ("cctv", "lighting", "youth-work")
WAITING = ("SSF5", None, None, None, None)
LEDGER = SpendOptions(source="ledger", kind="ledger", is_confirmed=True)


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    cells = [
        Cell(*builders.CELL.parts[:3], heading, *builders.CELL.parts[4:])
        for heading in HEADINGS
    ]
    events = [
        *builders.registers(),
        *(builders.allocation(90_000_000, cell) for cell in cells),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def a_month(chance: random.Random, month: Month) -> list[Row]:
    """Bills, payroll, a recharge, a journal and its reversal, and a row twice."""
    day = month.dates.start + timedelta(days=chance.randrange(28))
    bills = [_row(chance, day, f"INV-{month}-{at}") for at in range(6)]
    payroll = [_row(chance, month.plus(1).dates.start - timedelta(1), "PAYROLL")] * 2
    journal = _row(chance, day, f"JNL-{month}")
    undone = (*journal[:6], -float(str(journal[6])), *journal[7:])
    recharge = _row(chance, day, "RECHARGE", WAITING)
    return [*bills, *payroll, journal, undone, recharge, bills[0]]


def _row(
    chance: random.Random, day: date, reference: str, cell: Row | None = None
) -> Row:
    coding = cell or (*CCTV[:3], chance.choice(HEADINGS), CCTV[4])
    pounds = chance.randint(100, 900_000) / 100
    return tuple(workbooks.coded(pounds, day, coding, reference))


def revised(chance: random.Random, rows: list[Row]) -> list[Row]:
    """Recode some rows, one of several equal ones too, and take some away."""
    rows = chance.sample(rows, len(rows))
    for at in chance.sample(range(len(rows)), min(4, len(rows))):
        heading = chance.choice(HEADINGS)
        rows[at] = (*CCTV[:3], heading, CCTV[4], *rows[at][5:])
    del rows[: chance.randint(0, 3)]
    return rows


def test_the_books_equal_each_edition_of_a_year(
    finance: Session, tmp_path: Path
) -> None:
    chance = random.Random(2023)  # noqa: S311 - a year to play, not secrets
    twin, rows = Twin(), list[Row]()
    for number in range(12):
        rows = [*revised(chance, rows), *a_month(chance, APRIL.plus(number))]
        path = workbooks.workbook(
            tmp_path / f"ytd-{number}.xlsx", {"Year to date": [workbooks.CODED, *rows]}
        )
        total = Pence(sum(round(float(str(row[6])) * 100) for row in rows))
        options = replace(LEDGER, control_total_pence=total)
        file = ingest_spend(finance, [path], options).files[0]
        unchanged = file.already_held - file.recoded
        counts = Counts(file.new, unchanged, file.recoded, file.vanished)
        assert counts == twin.take(rows)
        assert file.difference_pence == 0
        assert booked(finance) == twin.by_heading()
        assert sum(twin.by_heading().values()) == total


def booked(session: Session) -> dict[str, int]:
    """What the books hold by heading, and in suspense under no heading."""
    year_end = FinancialYear.parse("2023-24").quarters[3].dates.end
    with session.reading() as books:
        found = position(books, Selection(year_end - timedelta(1), 10**6))
        waiting = sum(row["pence"] for row in books.rows("suspense", known=10**6))
    by_heading = {"": int(waiting)}
    for line in found.cells:
        by_heading[line.cell.heading] = line.actual_pence
    return {heading: pence for heading, pence in by_heading.items() if pence}
