"""2,000 funds told at random: every sum by every route is the same.

Each story is a fund of its own in one set of books. What its acts mean is written down
by hand beside it (tests/random_office/ledger_by_hand.py); status, trace, the year-end
journal, receivables, the export and returns must all say the same.
"""

import csv
from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from fundtrack.acts.exporting import export_all
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import by_fund_area_year
from fundtrack.metrics.position import by_heading
from fundtrack.metrics.position import position
from fundtrack.periods import Quarter
from fundtrack.returns.figures import read_figures
from fundtrack.returns.scopes import read_scope
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books
from tests.random_office import player as playing
from tests.random_office.acts import draw_story
from tests.random_office.books import NOON
from tests.random_office.books import VERBS
from tests.random_office.books import Office
from tests.random_office.books import tell
from tests.random_office.checks import ALWAYS
from tests.random_office.checks import YEAR_END
from tests.random_office.checks import by_hand
from tests.random_office.checks import grouped_faults
from tests.random_office.checks import position_faults
from tests.random_office.checks import receivable_faults
from tests.random_office.checks import trace_faults
from tests.random_office.checks import twin_faults
from tests.random_office.checks import year_end_faults
from tests.random_office.ledger_by_hand import add_up
from tests.random_office.shrinking import Check
from tests.random_office.shrinking import new_workspace
from tests.random_office.shrinking import shortest

pytestmark = pytest.mark.xdist_group("random acts")

STORIES = 2_000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace for all the stories."""
    return new_workspace(tmp_path_factory.mktemp("random") / "office")


@pytest.fixture(scope="module")
def office(workspace: Workspace) -> Office:
    """All the stories, told once."""
    return tell(workspace, {f"F{at:04d}": draw_story(at) for at in range(STORIES)})


@pytest.fixture
def books(workspace: Workspace, office: Office) -> Iterator[Books]:
    """The snapshot of all the stories."""
    assert len(office.players) == STORIES
    with open_books(workspace) as opened:
        yield opened


def require_right(office: Office, books: Books, check: Check, folder: Path) -> None:
    """Fail with the shortest story of the first fund about which a check is wrong."""
    wrong = check(office, books)
    if wrong:
        fund = min(wrong)
        story = shortest(folder, check, fund, office.players[fund].acts)
        pytest.fail(f"{len(wrong)} stories are wrong; {fund}, made short:\n{story}")


CHECKS: dict[str, Check] = {
    "position": position_faults,
    "by area and year": partial(grouped_faults, grouping=by_fund_area_year),
    "by heading": partial(grouped_faults, grouping=by_heading),
    "trace": trace_faults,
    "oracle": twin_faults,
    "year end": year_end_faults,
    "receivables": receivable_faults,
}


@pytest.mark.parametrize("route", CHECKS)
def test_every_route_says_what_the_acts_mean(
    office: Office, books: Books, route: str, tmp_path: Path
) -> None:
    require_right(office, books, CHECKS[route], tmp_path)


def test_every_act_of_the_vocabulary_is_told_often(office: Office) -> None:
    told = Counter(event.kind for event in office.events)
    asked = Counter(
        act.verb for player in office.players.values() for act in player.acts
    )
    assert set(asked) == set(VERBS)
    assert min(told.values()) > 100
    assert {"coding", "vanished_line", "return_received", "reversal"} <= set(told)


def test_the_totals_are_the_sum_of_all_stories(office: Office, books: Books) -> None:
    known = office.ends[-1]
    totals = position(books, Selection(YEAR_END, known)).totals
    hands = by_hand(office, YEAR_END, known)
    hand = add_up(line for cells in hands.values() for line in cells.values())
    assert totals.budget_pence == hand.figures["budget"]
    assert totals.actual_pence == hand.figures["actual"]
    assert totals.awarded_pence == hand.figures["awarded"]
    assert totals.owed_to_us_pence == hand.figures["owed_to_us"]


def test_a_question_about_one_fund_area_or_year_gives_those_cells(
    office: Office, books: Books
) -> None:
    known = office.ends[-1]
    every = position(books, Selection(YEAR_END, known)).cells
    for selection in (
        Selection(YEAR_END, known, fund="F0007"),
        Selection(YEAR_END, known, area="blackpool"),
        Selection(YEAR_END, known, financial_year="2024-25"),
        Selection(YEAR_END, known, "F0008", "lancaster", "2023-24"),
    ):
        wanted = Cell(selection.fund, selection.area, year=selection.financial_year)
        among = tuple(line for line in every if wanted.covers(line.cell))
        assert position(books, selection).cells == among


def test_the_books_themselves_say_what_their_snapshot_says(
    office: Office, books: Books, workspace: Workspace
) -> None:
    asked = Selection(YEAR_END, office.ends[-1])
    with open_ledger(workspace, lambda: NOON) as ledger:
        assert position(ledger, asked) == position(books, asked)


def test_the_books_of_all_stories_verify(office: Office, workspace: Workspace) -> None:
    found = verify(Session(workspace, "tester", lambda: NOON))
    assert (found.chain_ok, found.balanced, found.snapshot_ok) == (True, True, True)
    assert found.entries == len(office.events)


def test_exported_postings_add_up_to_what_the_acts_mean(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "few")
    office = tell(workspace, {f"F{at:04d}": draw_story(at) for at in range(100)})
    export_all(Session(workspace, "tester", lambda: NOON), tmp_path / "all")
    sums: dict[str, dict[str, int]] = {
        fund: defaultdict(int) for fund in office.players
    }
    with (tmp_path / "all" / "posting.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            fund = office.owners[int(row["seq"]) - 1]
            sums[fund][row["account"]] += int(row["pence"])
    for fund, player in office.players.items():
        lines = player.book.by_cell(ALWAYS, len(office.events)).values()
        hand, mine = add_up(lines).figures, sums[fund]
        assert mine["promised"] == hand["claimed"] - hand["awarded"]
        assert mine["unallocated"] == hand["awarded"] - hand["budget"]
        assert mine["unfunded"] == -hand["suspense"] - hand["outside"]
        assert (mine["spent"], mine["committed"]) == (hand["actual"], hand["committed"])
        assert sum(mine.values()) == 0


def test_the_returns_of_random_stories_explain_every_penny(
    office: Office, books: Books
) -> None:
    known, quarter = office.ends[-1], Quarter.parse("2023-24 Q4")
    for fund in [f"F{at:04d}" for at in range(0, 48, 3)]:
        scope = read_scope(books, (fund, fund), quarter, known)
        figures = read_figures(books, scope)
        book = office.players[fund].book
        spent = sum(
            effect.pence
            for effect in book.counted(YEAR_END, known)
            if effect.what in {"spent", "accrued", "reversed"}
            and effect.day >= scope.starts
        )
        asked = sum(book.standing("claimed").values())
        assert figures.reconciliation.ledger_pence == spent - asked, fund
        assert figures.reconciliation.difference_pence == 0, fund
        assert figures.eligible.pence == spent, fund


def test_a_lost_reversal_is_found_and_told_as_short_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(booking: Booking, following: int) -> tuple[NewEvent, NewEvent]:
        accrual, back = accrual_events(booking, following)
        return accrual, replace(back, postings=())

    monkeypatch.setattr(playing, "accrual_events", lost)
    stories = {f"F{at:04d}": draw_story(at) for at in range(8)}
    workspace = new_workspace(tmp_path / "broken")
    office = tell(workspace, stories)
    with open_books(workspace) as books:
        wrong = position_faults(office, books)
    fund = min(wrong, key=lambda it: len(stories[it]))
    story = shortest(tmp_path, position_faults, fund, stories[fund])
    told = [line for line in story.splitlines() if line.startswith("entry")]
    assert [line.split(":")[1].strip() for line in told] == [
        "accrual",
        "accrual reversal",
    ]
    assert "accrued is 1, by hand 0" in story
