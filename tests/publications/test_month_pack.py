"""A month's pack: what each page says, beside the slow sums over the events."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.figures import Measure
from fundtrack.domain.obligations import Obligation
from fundtrack.domain.obligations import Rule
from fundtrack.domain.obligations import obligation_event
from fundtrack.domain.people import Role
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Opening
from fundtrack.domain.underspend_cases import opened_event
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.publications.month_pack import month_pack
from fundtrack.publications.pack_areas import money_quotable
from fundtrack.publications.pack_facts import PackFacts
from fundtrack.publications.pack_parts import Item
from fundtrack.publications.pack_parts import MonthPack
from fundtrack.publications.pack_parts import PackPage
from fundtrack.publications.pack_parts import area_name
from fundtrack.publications.pack_parts import money_figures
from fundtrack.sentences.needs import Need
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books
from tests import builders
from tests import oracle
from tests.builders import CELL
from tests.returns.office import LAMPS
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_outcomes import RUN

MARCH = Month(2024, 3)
NEEDS = [
    Need("stop", "1 overdue", "A return was due."),
    Need("good", "Coded", "No line waits."),
]


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with two areas, in April."""
    return open_office(workspace)


@pytest.fixture
def books(office: Office) -> Iterator[Books]:
    """What it published."""
    with open_books(office.workspace) as opened:
        yield opened


def pack_of(books: Books, month: Month = MARCH, *results: dict[str, Any]) -> MonthPack:
    """The pack of a month, with what evaluations found."""
    runs = [(result["run_id"], result) for result in results]
    facts = PackFacts(books, month, runs, bank_holidays())
    return month_pack(facts, "Testshire", NEEDS, is_example=False)


def page_of(pack: MonthPack, name: str) -> PackPage:
    """One page of it."""
    return next(page for page in pack.pages if page.name == name)


def words_of(page: PackPage) -> list[str]:
    """All that the sections of a page say in sentences."""
    return [
        said
        for section in page.sections
        for said in (*section.words, *(item.sentence for item in section.items))
    ]


def test_there_is_a_page_for_the_office_and_one_for_each_area_with_money(
    books: Books,
) -> None:
    pack = pack_of(books)
    assert [page.name for page in pack.pages] == ["index", "blackpool", "lancaster"]
    assert pack.as_at == date(2024, 3, 31)
    assert page_of(pack, "index").sentence == (
        "£880 of the £2,000 for 2023-24 was not spent by 31 March 2024; over half of "
        "it sits in Lancaster."
    )


def test_no_area_takes_the_offices_page() -> None:
    named = [area_name(area) for area in ("index", "Index", "blackpool")]
    assert named == ["index_area", "Index_area", "blackpool"]


@pytest.mark.parametrize(("area", "cell"), [("blackpool", CELL), ("lancaster", LAMPS)])
def test_an_areas_money_is_what_its_events_come_to(
    office: Office, books: Books, area: str, cell: Cell
) -> None:
    page = page_of(pack_of(books), area)
    (money, *_) = page.sections
    (table,) = money.tables
    known = books.info.head_seq
    asked = (office.history, replace(cell, project="*"), MARCH.dates.last_day, known)
    assert table.total
    assert {key: table.total.cells[key] for key in ("budget", "actual", "owed")} == {
        "budget": oracle.budget(*asked),
        "actual": oracle.actual(*asked),
        "owed": oracle.accrued(*asked),
    }
    assert [row.cells["place"] for row in table.rows] == ["Safer Streets round 5"]


def test_the_offices_money_is_charted_and_tabled_by_area(books: Books) -> None:
    (money, *_) = page_of(pack_of(books), "index").sections
    (drawing,) = money.drawings
    assert [row["place"] for row in drawing.rows] == ["Blackpool", "Lancaster"]
    assert [row.cells["budget"] for row in drawing.table.rows] == [120_000, 80_000]
    assert [row["actual"] for row in drawing.rows] == [100_000, 5_001]


def test_a_month_before_any_money_has_a_page_that_says_so(books: Books) -> None:
    pack = pack_of(books, Month(2022, 6))
    (page,) = pack.pages
    assert page.sentence == "No budget is held for this choice."
    assert (page.figures, page.quotables) == ([], [])
    assert words_of(page)[0] == "The books hold no money of this year."
    assert "The books hold no milestones here." in words_of(page)


def test_only_what_is_out_of_order_is_said_to_be_unusual(books: Books) -> None:
    pack = pack_of(books)
    assert pack.unusual == [Item("stop", "1 overdue", "A return was due.")]
    calm = replace(pack, unusual=[])
    assert calm.digest != pack.digest


def test_an_evaluation_is_told_with_its_interval_and_what_it_could_see(
    books: Books,
) -> None:
    run = RUN | {"treated_post": 12}
    pack = pack_of(books, MARCH, run)
    page = page_of(pack, "blackpool")
    effect = next(s for s in page.sections if s.heading == "Did it change crime")
    assert "\n".join(effect.words) == (
        "We cannot tell. A change of less than 32% could not have been seen here, "
        "whichever way it went. Only 12 offences counted after the start: a few more "
        "or fewer would change the percentage a great deal."
    )
    (row,) = effect.tables[0].rows
    assert (row.cells["low"], row.cells["high"], row.marks) == (
        -40.04,
        3.0,
        ("synthetic",),
    )
    (drawing,) = page_of(pack, "index").sections[2].drawings
    assert drawing.heading == "No area can yet show an effect, in synthetic counts"


def test_an_area_without_a_run_says_that_nothing_is_said_of_its_effect(
    books: Books,
) -> None:
    for page in pack_of(books).pages:
        assert (
            "No evaluation has been run here, so nothing is said of its effect."
            in words_of(page)
        )


def test_what_was_found_where_no_money_is_now_is_quoted_by_the_office(
    books: Books,
) -> None:
    elsewhere = RUN | {"area": "burnley", "provenance": "published"}
    pack = pack_of(books, MARCH, elsewhere)
    keys = [each.key for each in page_of(pack, "index").quotables]
    assert keys == ["money/office", "effect/SSF5/burnley/asb"]
    assert [each.key for each in pack.sentences if each.is_cleared] == keys[1:]


def test_a_stale_run_is_unusual_where_it_is_of(books: Books) -> None:
    pack = pack_of(books, MARCH, RUN)
    said = [it for it in words_of(page_of(pack, "blackpool")) if "is older than" in it]
    assert "\n".join(said) == (
        "The evaluation of Safer Streets round 5 here is older than what it was read "
        "from (it was made by an older program, which did not say what it read): run "
        "it again."
    )


def test_a_sentence_of_money_names_the_figures_it_is_made_of(books: Books) -> None:
    office, area, *_ = pack_of(books).sentences
    known = books.info.head_seq
    assert [source.partition(":")[0] for source in office.sources] == [
        "budget",
        "forecast",
        "variance",
    ]
    assert f"actual:*/blackpool/*/*/*/2023-24@2024-03-31~{known}" in area.sources


def test_a_figure_is_marked_by_what_is_beneath_it(books: Books) -> None:
    line = marked(books)
    assert [(it.label, it.marks) for it in money_figures(line, "2023-24")] == [
        ("Budget 2023-24", ("recorded",)),
        ("Spent", ("published",)),
        ("Owed", ("assumed",)),
        ("Forecast to 31 March", ("published", "synthetic")),
        ("Would be unspent", ("published", "recorded", "synthetic")),
    ]


@pytest.mark.parametrize(
    ("measures", "marks", "is_cleared"),
    [
        ([Measure.ACTUAL, Measure.COMMITTED], ["assumed", "published"], True),
        ([Measure.FORECAST], ["published", "synthetic"], False),
    ],
)
def test_a_sentence_on_a_made_up_forecast_is_not_for_quotation(
    books: Books, measures: list[Measure], marks: list[str], is_cleared: bool
) -> None:
    line = marked(books)
    (said,) = money_quotable("money/office", "So it stands.", line, measures)
    assert (said.marks, said.is_cleared) == (sorted([*marks, "recorded"]), is_cleared)


def marked(books: Books) -> PositionLine:
    """The office's money, each figure as sure as no other."""
    found = position(books, Selection(MARCH.dates.last_day, books.info.head_seq))
    return replace(
        found.totals,
        budget_marks=("recorded",),
        actual_marks=("published",),
        committed_marks=("assumed",),
        accrued_marks=("assumed",),
        still_to_come_marks=("synthetic",),
    )


def test_what_would_be_overspent_is_called_so(books: Books) -> None:
    found = position(books, Selection(MARCH.dates.last_day, books.info.head_seq))
    over = replace(found.totals, forecast_pence=Pence(210_000))
    figure = money_figures(over, "2023-24")[-1]
    assert (figure.label, figure.figure) == ("Would be overspent", "£100")
    silent = money_figures(replace(over, forecast_pence=None), "2023-24")[-1]
    assert (silent.figure, silent.meaning) == (
        "not given",
        "no forecast for part of the budget",
    )


def test_the_same_books_say_the_same(books: Books) -> None:
    assert pack_of(books, MARCH, RUN).digest == pack_of(books, MARCH, RUN).digest


def test_what_has_no_one_form_is_not_hashed(books: Books) -> None:
    odd = replace(pack_of(books), unusual=[frozenset({"a"})])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="frozenset has no one form"):
        _ = odd.digest


def test_money_moved_on_a_later_day_is_not_in_the_month(office: Office) -> None:
    office.record(builders.actual(9_999, date(2024, 4, 2), CELL, row=9))
    with open_books(office.workspace) as books:
        (money, *_) = page_of(pack_of(books), "blackpool").sections
    total = money.tables[0].total
    assert total
    assert total.cells["actual"] == 100_000


def test_what_is_due_in_three_months_is_listed_with_whose_it_is(
    office: Office,
) -> None:
    days = {"late": date(2024, 3, 1), "soon": date(2024, 5, 1), "far": date(2024, 9, 1)}
    office.record(
        *(
            obligation_event(
                Obligation("SSF5", Rule.OUTTURN, what, what, day, Role.SIGNATORY),
                date(2024, 2, 1),
            )
            for what, day in days.items()
        )
    )
    with open_books(office.workspace) as books:
        pack = pack_of(books)
    (table,) = page_of(pack, "lancaster").sections[-1].tables
    rows = [(row.cells["what"], row.cells["left"]) for row in table.rows]
    assert rows == [("late", "overdue by 19"), ("soon", "22")]
    assert table.rows[0].cells["whose"] == "signatory (All.Hands and Cfo)"
    assert table.caption == "Due by 1 July 2024"
    (same,) = page_of(pack, "index").sections[-1].tables
    assert [row.cells["what"] for row in same.rows] == ["late", "soon"]


def test_an_open_underspend_case_is_unusual_where_it_is_of(office: Office) -> None:
    cell = Cell.parse("SSF5/lancaster/*/*/*/2023-24")
    opening = Opening(
        *(cell, Pence(20_000), Cause.LATE_DELIVERY, "lamps come late", "cfo"),
        *(date(2024, 3, 1), Pence(20_000), None),
    )
    office.record(opened_event(opening, date(2024, 3, 1), []))
    with open_books(office.workspace) as books:
        pack = pack_of(books)
    (said,) = [it for it in words_of(page_of(pack, "lancaster")) if "case" in it]
    assert "£200 lapses on 31 March 2024 unless it is used" in said
    assert not [it for it in words_of(page_of(pack, "blackpool")) if "case" in it]


def test_an_area_with_milestones_alone_has_a_page(office: Office) -> None:
    facts: Payload = {
        "fund": "SSF5",
        "area": "lancaster",
        "project": "lamps",
        "milestone": "lamps lit",
        "planned_on": "2022-08-01",
        "rag": "green",
    }
    office.record(NewEvent("milestone", date(2022, 6, 1), "planned", facts))
    with open_books(office.workspace) as books:
        pack = pack_of(books, Month(2022, 6))
    page = page_of(pack, "lancaster")
    said = words_of(page)
    assert said[0] == "The books hold no money of this year here."
    assert "Lamps lit, expected on 1 August 2022." in said
    assert [each.key for each in page.quotables] == ["delivery/lancaster"]
