"""What the ledger did beneath a certified return, set against its slow twin."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_standings import moved_since
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.money import Pence
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.later_moves import later_findings
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.builders import CELL
from tests.builders import START
from tests.histories import history_of
from tests.oracles.later_moves import moved
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

NOTHING = LaterMoves(Pence(0), ())
DAYS = (START, Q4.dates.last_day)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return is certified."""
    office = open_office(workspace)
    office.certified()
    return office


def found_now(office: Office) -> LaterMoves:
    """What moved since the return was known, by the books as they are."""
    with open_books(office.workspace) as books:
        filed = read_filed(books, RETURN)
        found = moved_since(books, filed, books.info.head_seq)
    assert found is not None
    history = history_of(office.workspace.ledger)
    pence, entries = moved(history, "SSF5", DAYS, filed.known)
    assert (found.pence, [it.entry for it in found.moves]) == (pence, entries)
    return found


def undone(event: NewEvent, entry: int) -> NewEvent:
    """The same money the other way."""
    sides = tuple(replace(it, pence=Pence(-it.pence)) for it in event.postings)
    return replace(event, postings=sides, corrects=entry)


def test_nothing_moved_is_nil_and_says_nothing(office: Office) -> None:
    found = found_now(office)
    assert (found, later_findings(RETURN, found)) == (NOTHING, ())


def test_a_late_line_is_named_with_its_person_and_pence(office: Office) -> None:
    entry = office.record(builders.actual(2_500, date(2024, 3, 28), row=9))[0]
    office.record(builders.actual(999, date(2024, 4, 2), row=10))
    (move,) = found_now(office).moves
    assert (move.entry, move.person, move.pence) == (entry, "finance.officer", 2_500)
    (said,) = later_findings(RETURN, found_now(office))
    assert said.message == (
        "certified figures no longer match the ledger: £25.00, because of entry "
        f"{entry} (actual of £25.00 on 2024-03-28, by finance.officer: "
        "Supplier 1 (synthetic))"
    )


def test_what_came_and_went_again_leaves_the_figures_true(office: Office) -> None:
    line = builders.actual(2_500, date(2024, 3, 28), row=9)
    entry = office.record(line)[0]
    office.record(undone(line, entry))
    assert found_now(office) == NOTHING


def test_money_moved_between_cells_is_told_though_the_sum_stands(
    office: Office,
) -> None:
    away = builders.actual(-2_500, date(2024, 3, 28), CELL, row=9)
    to = builders.actual(2_500, date(2024, 3, 28), LAMPS, row=10)
    both = replace(away, postings=(*away.postings, *to.postings))
    office.record(both)
    found = found_now(office)
    assert (found.pence, [it.pence for it in found.moves]) == (0, [0])


def test_many_entries_are_counted_and_five_named(office: Office) -> None:
    lines = [builders.actual(1, date(2024, 3, 1), row=20 + it) for it in range(7)]
    office.record(*lines)
    (said,) = later_findings(RETURN, found_now(office))
    assert said.message.endswith(" and 2 more")
    assert said.message.count("entry ") == 5


def test_random_lines_agree_with_the_slow_twin(office: Office) -> None:
    draw = Random(20_240)  # noqa: S311 - the same lines again
    for _ in range(3):
        lines = [
            builders.actual(
                draw.choice([-700, 700, 1_300]),
                date(2024, draw.randint(2, 4), draw.randint(1, 28)),
                draw.choice([CELL, LAMPS]),
                row=draw.randint(30, 9_999),
            )
            for _ in range(6)
        ]
        with open_ledger(office.workspace, office.now) as ledger:
            ledger.append(lines, "finance.officer")
        office.record(builders.actual(1, date(2024, 4, 1), row=7))
        found_now(office)
