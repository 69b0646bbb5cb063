"""A control total that is missed blocks the months of its file until one is met."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.corrections import reverse
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.money import Pence
from tests import builders
from tests import workbooks
from tests.workbooks import coded

LEDGER = SpendOptions(source="ledger", kind="ledger")
JANUARY, FEBRUARY = date(2024, 1, 15), date(2024, 2, 15)
PERIOD = {"start": date(2024, 1, 1), "as_at": date(2024, 1, 31), "known": 10**6}


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    events = [
        *builders.registers(),
        builders.allocation(900_000),
        *builders.person("finance.officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take(
    session: Session, path: Path, control: int, *rows: workbooks.Row
) -> int | None:
    workbooks.workbook(path, {"Lines": [workbooks.CODED, *rows]})
    options = replace(LEDGER, control_total_pence=Pence(control), is_confirmed=True)
    return ingest_spend(session, [path], options).files[0].difference_pence


def gaps(session: Session, **other: object) -> list[tuple[str, int]]:
    with session.reading() as books:
        return [
            (row["file"], row["total_pence"] - row["control_total_pence"])
            for row in books.rows("return_gaps", **{**PERIOD, **other})
        ]


def test_a_gap_stands_in_the_months_of_its_file_alone(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    assert take(finance, path, 1_300, coded(10, JANUARY), coded(2, FEBRUARY)) == -100
    assert gaps(finance) == [("e.xlsx", -100)]
    assert gaps(finance, start=FEBRUARY, as_at=FEBRUARY) == [("e.xlsx", -100)]
    march = date(2024, 3, 1)
    assert gaps(finance, start=march, as_at=march) == []


def test_a_right_control_total_given_later_frees_the_file(
    finance: Session, tmp_path: Path
) -> None:
    path = tmp_path / "e.xlsx"
    take(finance, path, 1_300, coded(10))
    with finance.reading() as books:
        before = books.info.head_seq
    take(finance, path, 1_000, coded(10))
    assert gaps(finance) == []
    assert gaps(finance, known=before) == [("e.xlsx", -300)]
    take(finance, path, 900, coded(10))
    assert gaps(finance) == [("e.xlsx", 100)]


def test_a_later_edition_that_ties_out_answers_for_the_earlier_one(
    finance: Session, tmp_path: Path
) -> None:
    first, second = coded(10, JANUARY), coded(3, JANUARY, reference="INV-2")
    take(finance, tmp_path / "a.xlsx", 1_300, first)
    assert take(finance, tmp_path / "b.xlsx", 1_300, first, second) == 0
    assert gaps(finance) == []


def test_a_later_edition_that_brings_nothing_new_can_have_a_gap(
    finance: Session, tmp_path: Path
) -> None:
    first, second = coded(10, JANUARY), coded(3, JANUARY, reference="INV-2")
    take(finance, tmp_path / "a.xlsx", 1_300, first, second)
    take(finance, tmp_path / "b.xlsx", 1_300, first)
    assert gaps(finance) == [("b.xlsx", -300)]


def test_a_file_that_repeats_part_of_the_days_answers_for_nothing(
    finance: Session, tmp_path: Path
) -> None:
    january, february = coded(10, JANUARY), coded(3, FEBRUARY)
    take(finance, tmp_path / "a.xlsx", 1_700, january, february)
    take(finance, tmp_path / "b.xlsx", 300, february)
    assert gaps(finance) == [("a.xlsx", -400)]


def test_a_file_without_a_readable_day_stands_in_every_period(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, tmp_path / "a.xlsx", 1_000, coded(10, "soon"))
    assert gaps(finance) == [("a.xlsx", -1_000)]


def test_a_reversed_file_has_no_gap(finance: Session, tmp_path: Path) -> None:
    take(finance, tmp_path / "a.xlsx", 1_300, coded(10))
    with finance.reading() as books:
        (row,) = books.rows("return_gaps", **PERIOD)
    reverse(finance, row["entry"], "wrong file")
    assert gaps(finance) == []
