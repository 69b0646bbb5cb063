"""Evaluation shows what could be seen before what was, from kept runs alone."""

from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.evaluation_plans import PlanVersion
from fundtrack.domain.evaluation_plans import registration_event
from fundtrack.pages.screens.first import first_screen
from fundtrack.pages.widgets.view import VegaView
from tests import builders
from tests.pages import screens
from tests.pages.evaluated import NOON
from tests.pages.evaluated import drawn
from tests.pages.evaluated import page_of
from tests.pages.made_runs import AREA_RUN
from tests.pages.made_runs import VALUE
from tests.pages.made_runs import WHOLE_RUN
from tests.pages.made_runs import Facts
from tests.pages.made_runs import keep_area
from tests.pages.made_runs import keep_whole
from tests.pages.offices import office


def test_what_could_be_seen_stands_before_what_was_seen(
    ran: Workspace, clock: Clock
) -> None:
    said = screens.words(page_of(ran, clock, area="blackpool"))
    assert (
        "Before looking at results: with 200 offences in 2 months before the start, "
        "this design could only have seen a fall of 15% or more (about 30 offences). "
        "No plan was registered: the run made its own"
    ) in said
    sentence = "Neighbourhood crime in Blackpool fell against similar places."
    assert said.index("Before looking") < said.index(sentence)
    assert f"Run {AREA_RUN} of 20 February 2024, snapshot 01234567. synthetic" in said
    for figure in (
        "Likeliest change −26% anything from −39% to −10% fits (95%) synthetic",
        "Could have seen −15% or a larger fall",
        "Untouched sets that changed as much 1 of 3 p = 0.250; 0.500 after Holm",
        "Delivered 72% of what was planned, by February 2024",
        "Strength of evidence 2 of 5",
        "1 of 2 checks between the figure and a claim are passed",
        "Open Breaks of the series: a break, so no cause may be named.",
        "Read with care: 1 caveat CAV-SYNTHETIC: Every count is synthetic.",
    ):
        assert figure in said


def test_all_areas_together_open_the_page(ran: Workspace, clock: Clock) -> None:
    page = page_of(ran, clock)
    said = screens.words(page)
    assert "with 2,005 offences before the start in two areas together" in said
    assert "could only have seen a fall of 10% or more (about 198 offences)" in said
    assert (
        "On synthetic counts, neighbourhood crime in the two areas of Safer Streets "
        "round 5 together fell against similar places: the likeliest change is −18%, "
        "and anything from −25% to −11% fits."
    ) in said
    assert "Areas that show a change 1 of 2" in said
    assert "Untouched places – none was drawn for this run" in said
    assert "To repay its cost not estimable" in said
    assert drawn(page, "effects") == [
        ["All areas together", "2,005", "150", "−18%", "−25% to −11%"],
        ["Blackpool", "200", "150", "−26%", "−39% to −10%"],
        ["Lancaster", "–", "–", "–", "–"],
    ]
    assert screens.chart(page, "effects").data["note"] == ["", "", "not evaluable"]
    names = [it.name for it in screens.widgets(page) if isinstance(it, VegaView)]
    assert names == ["effects", "placebos", "areas-over-time", "worth"]
    for name in ("placebos", "areas-over-time"):
        assert "run all areas again" in screens.chart(page, name).words["empty"]


def test_every_area_stands_in_one_table_with_its_run(
    ran: Workspace, clock: Clock
) -> None:
    page = page_of(ran, clock)
    table = screens.table(page, "areas")
    assert screens.cells(dict(table.table)) == [
        [
            *("All areas together", "−18%", "−25% to −11%", "−10%"),
            *("Fewer offences", "", "c3c3c3c3"),
        ],
        [
            *("Blackpool", "−26%", "−39% to −10%", "−15%"),
            *("Fewer offences", "none registered", "a1a1a1a1"),
        ],
        [
            *("Lancaster", "–", "–", "–"),
            *("Not evaluable", "none registered", "b2b2b2b2"),
        ],
    ]
    links = table.table["rows"][1]["links"][-1]
    assert links == [["Report", f"/files/run/{AREA_RUN}/report.html?keep=yes"]]
    screens.press(table, "lancaster")
    said = screens.words(page)
    assert "cannot be evaluated: 2 months." in said
    assert screens.filters(page).chosen["area"] == "lancaster"
    screens.press(table, "*")
    assert f"Run {WHOLE_RUN}" in screens.words(page)


def test_counts_made_up_are_marked_in_the_view_of_one_area(
    ran: Workspace, clock: Clock
) -> None:
    page = page_of(ran, clock, area="blackpool")
    for name, at in (("areas", 1), ("displacement", 0)):
        row = screens.table(page, name).table["rows"][at]
        assert row["marks"] == ["synthetic"]
    said = screens.words(page)
    assert "larger fall, four times in five synthetic" in said
    assert "0.500 after Holm synthetic" in said


def test_nothing_estimated_is_said_and_not_drawn(ran: Workspace, clock: Clock) -> None:
    page = page_of(ran, clock, area="lancaster")
    said = screens.words(page)
    assert "nothing could be detected: 2 of 12 months are held." in said
    assert "Likeliest change not estimable a check bars an estimate" in said
    assert "Could have seen nothing" in said
    assert "Untouched places –" in said
    assert "Delivered not known" in said
    assert "Strength of evidence none" in said
    assert "Whether crime moved next door cannot be told Displacement is not" in said
    gate = "Failed Months held: 2 of 12 months are held, so nothing may be estimated."
    assert gate in said
    empty = {
        "over-time": "No line is drawn: a check bars the estimate",
        "placebos": "No set of untouched places was drawn",
        "other-ways": "Nothing was estimated",
        "worth": "Would it have paid? Not estimable",
    }
    for name, words in empty.items():
        assert words in screens.chart(page, name).words["empty"]


def test_areas_run_since_they_were_put_together_are_said(
    ran: Workspace, clock: Clock
) -> None:
    keep_area(ran, "d4" * 8)
    page = page_of(ran, clock)
    said = screens.table(page, "areas").words["sub"]
    assert "All areas together is of earlier runs than those listed" in said


def test_areas_that_cannot_be_pooled_say_so(placed: Workspace, clock: Clock) -> None:
    first = keep_area(placed)
    keep_whole(placed, first)
    result = placed.runs / WHOLE_RUN / "result.json"
    held = result.read_text("utf-8").replace('"run": ""', '"run": "e5"')
    result.write_text(held, "utf-8")
    said = screens.words(page_of(placed, clock))
    assert "cannot be judged as a whole yet: fewer than two of its two areas" in said
    assert "the areas are not put together" in said


def test_a_run_older_than_what_it_read_is_out_of_date(
    ran: Workspace, clock: Clock
) -> None:
    said = screens.words(page_of(ran, clock))
    assert (
        "Out of date: run a1a1a1a1 of Blackpool: it was made by an older program, "
        "which did not say what it read."
    ) in said
    assert "Run again to read what is held now." in said
    auditor = screens.words(page_of(ran, clock, "nobody"))
    assert "Run again to read" not in auditor
    assert "Eve can plan and run evaluations." in auditor


def test_an_office_in_which_nobody_may_run_says_so(
    workspace: Workspace, clock: Clock
) -> None:
    said = screens.words(page_of(office(workspace, clock), clock))
    assert "Nobody holds a role that may plan and run evaluations." in said


def test_a_run_that_says_little_of_itself_is_shown_all_the_same(
    placed: Workspace, clock: Clock
) -> None:
    few: Facts = {
        "start": None,
        "caveats": [],
        "plan_id": "P-1",
        "standing": "prospective",
    }
    keep_area(placed, facts={**few, "prevented": None, "provenance": "published"})
    page = page_of(placed, clock, area="blackpool")
    chart = screens.chart(page, "over-time")
    assert chart.data["shaded_from"][0] == "2024-01-01"
    assert chart.words["source"] == "Source: police.uk counts; run a1a1a1a1"
    assert drawn(page, "worth") == [["To repay the cost", "12", "12", "31"]]
    assert "Read with care" not in screens.words(page)


def test_a_fund_not_run_yet_says_what_to_do(placed: Workspace, clock: Clock) -> None:
    page = page_of(placed, clock)
    said = screens.words(page)
    assert "What Safer Streets round 5 changed in neighbourhood crime has not" in said
    assert "Press “Run all areas”, or run: fundtrack evaluate --fund SSF5" in said
    assert screens.cells(dict(screens.table(page, "areas").table))[1] == [
        *("Blackpool", "–", "–", "–", "not run yet", "–", "–")
    ]
    one = screens.words(page_of(placed, clock, area="blackpool"))
    assert "in Blackpool has not been evaluated yet. Better first" in one


def test_an_office_without_footprints_says_what_to_import(
    workspace: Workspace, clock: Clock
) -> None:
    said = screens.words(page_of(office(workspace, clock), clock))
    assert "Nothing of Safer Streets round 5 can be evaluated yet." in said
    assert "fundtrack ingest register registers.xlsx" in said


def test_what_is_chosen_is_in_the_address(ran: Workspace, clock: Clock) -> None:
    page = page_of(ran, clock, area="nowhere", measure="burglary", fund="SSF9")
    assert screens.filters(page).chosen == {
        "fund": "SSF5",
        "measure": "burglary",
        "area": "*",
    }
    assert screens.options(page, "area") == {
        "*": "All areas together (not run yet)",
        "blackpool": "Blackpool (not run yet)",
        "lancaster": "Lancaster (not run yet)",
    }
    assert screens.options(page, "measure")["burglary"].endswith("(not run yet)")


def test_the_only_area_of_a_fund_is_shown_by_itself(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    keep_area(workspace, measure="burglary", value=VALUE)
    page = page_of(workspace, clock)
    chosen = screens.filters(page).chosen
    assert (chosen["area"], chosen["measure"]) == ("blackpool", "burglary")


def test_the_first_screen_says_the_same_before_the_page_lives(ran: Workspace) -> None:
    drawn_first = first_screen(ran, "evaluation", "fund=SSF5&area=blackpool&year=x")
    assert "Neighbourhood crime in Blackpool fell" in drawn_first
    assert "0.500 after Holm" in drawn_first


def test_the_files_of_the_run_are_a_press_away(ran: Workspace, clock: Clock) -> None:
    page = page_of(ran, clock, area="blackpool")
    shown = "".join(w.value for w in screens.widgets(page) if hasattr(w, "value"))
    report = f"/files/run/{AREA_RUN}/report.html"
    assert f'href="{report}" target="_blank"' in shown
    assert f'href="{report}?keep=yes" download=""' in shown
    assert f"/files/run/{AREA_RUN}/panel.csv" in shown
    assert f"fundtrack evaluate --repeat {AREA_RUN}" in shown


def test_the_plans_registered_are_listed_with_their_hash(
    ran: Workspace, clock: Clock
) -> None:
    assert screens.table(page_of(ran, clock), "plans").table == {}
    for number, is_late in ((1, False), (2, True)):
        version = PlanVersion(
            fund="SSF5",
            version=number,
            measures=["neighbourhood-crime"],
            areas=["blackpool", "lancaster"],
            text="{}",
            hash=str(number) * 64,
            is_retrospective=is_late,
        )
        event = registration_event(version, date(2024, 2, 1), "why")
        builders.record(ran, lambda: NOON, [event])
    table = screens.table(page_of(ran, clock), "plans")
    assert table.words["heading"] == "Plans registered: 2 versions"
    rows = screens.cells(dict(table.table))
    assert [row[0] for row in rows] == [
        "SSF5-neighbourhood-crime-2",
        "SSF5-neighbourhood-crime-1",
    ]
    assert rows[1][1:5] == [
        *("5 Apr 2024", "prospective", "neighbourhood crime"),
        "Blackpool and Lancaster",
    ]
    assert rows[0][-1] == "2" * 16
