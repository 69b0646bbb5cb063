"""Outcomes opens with what crime did, or with why that cannot be said."""

from dataclasses import replace

import pytest

from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import read_breaks
from fundtrack.metrics.changes import Change
from fundtrack.metrics.changes import Counted
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.denominators import Denominator
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import PublishedFigure
from fundtrack.metrics.founding_report import published_figures
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.outcome_rates import OutcomeSet
from fundtrack.metrics.outcome_rates import find_outcome_set
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.periods import Month
from fundtrack.sentences.outcomes import Story
from fundtrack.sentences.outcomes import break_name
from fundtrack.sentences.outcomes import district_heading
from fundtrack.sentences.outcomes import force_area
from fundtrack.sentences.outcomes import founding_heading
from fundtrack.sentences.outcomes import founding_notes
from fundtrack.sentences.outcomes import in_unit
from fundtrack.sentences.outcomes import made_up_note
from fundtrack.sentences.outcomes import not_held
from fundtrack.sentences.outcomes import outcome_sentence
from fundtrack.sentences.outcomes import perception_sentence
from fundtrack.sentences.outcomes import periods_said
from fundtrack.sentences.outcomes import published_said
from fundtrack.sentences.outcomes import series_heading
from fundtrack.sentences.outcomes import share_heading
from fundtrack.sentences.outcomes import spread_heading

FIRST, LAST = Month(2023, 4), Month(2024, 3)
BREAKS = {each.name: each for each in read_breaks()}
STORY = Story("Burglary", "Lancashire", FIRST, LAST, 3357, ())


def story(earlier: int, later: int, *crossed: str) -> Story:
    """A year against the year before, with the breaks named between."""
    change = Change(
        measure=any_measure("burglary"),
        earlier=Counted(earlier, Month(2022, 4), Month(2023, 3)),
        later=Counted(later, FIRST, LAST),
        ruling=Ruling(tuple(BREAKS[name] for name in crossed), ()),
    )
    return replace(STORY, count=later, change=change)


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (4865, 3357, "fell by 31% in the year to March 2024, from 4,865 to 3,357."),
        (3000, 3357, "rose by 12% in the year to March 2024, from 3,000 to 3,357."),
        (1000, 1001, "hardly changed in the year to March 2024, from 1,000 to 1,001."),
        (7, 7, "stayed at 7 in the year to March 2024."),
        (0, 7, "rose in the year to March 2024, from 0 to 7."),
    ],
)
def test_a_change_is_said_with_both_counts(earlier: int, later: int, said: str) -> None:
    assert outcome_sentence(story(earlier, later)) == f"Burglary in Lancashire {said}"


@pytest.mark.parametrize(
    ("found", "end"),
    [
        (
            story(4865, 3357, "burglary-2023"),
            "changed in April 2023, so part of the fall may not be a fall.",
        ),
        (
            story(3000, 3357, "burglary-2017", "covid-19", "burglary-2023"),
            (
                "changed in April 2017 and April 2023, so part of the rise may "
                "not be a rise."
            ),
        ),
        (
            story(9, 7, "covid-19"),
            (
                "but the restrictions of the pandemic lie within it, so part of "
                "the fall may not be a fall."
            ),
        ),
        (story(7, 7, "burglary-2023"), "the way it is counted changed in April 2023."),
        (story(9, 7, "asb-2020"), "from 9 to 7."),
    ],
)
def test_what_altered_the_counts_besides_crime_is_said(found: Story, end: str) -> None:
    assert outcome_sentence(found).endswith(end)


def test_months_left_out_are_named() -> None:
    found = replace(story(9, 6), left_out=("2022-07", "2022-08", "2023-07", "2023-08"))
    assert "with July to August 2022 and July to August 2023 left out" in (
        outcome_sentence(found)
    )


def test_what_cannot_be_added_up_or_compared_says_why() -> None:
    lost = replace(STORY, count=None, missing=("2022-11",), first=Month(2022, 4))
    assert outcome_sentence(lost) == (
        "Burglary in Lancashire cannot be added up for the 24 months to March 2024: no "
        "file is held for November 2022."
    )
    assert outcome_sentence(replace(lost, missing=(), first=LAST)) == (
        "Burglary in Lancashire cannot be added up for March 2024."
    )
    alone = replace(STORY, missing_before=("2022-23 Q4",))
    assert outcome_sentence(alone).endswith("no file is held for 2022-23 Q4.")
    refused = replace(STORY, refused="the rules changed.")
    assert outcome_sentence(refused).endswith("beside it: the rules changed.")


def test_months_are_said_in_runs() -> None:
    labels = ["2022-07", "2020-06", "2022-08", "2022-09", "2020-12", "2021-01"]
    assert periods_said(labels) == (
        "June 2020, December 2020 to January 2021 and July to September 2022"
    )
    assert not_held([]) == "no month is left to compare"


def test_every_break_has_a_short_name() -> None:
    assert {break_name(each) for each in read_breaks()}.isdisjoint(
        {"counted otherwise"}
    )
    assert break_name(BREAKS["covid-19"]) == "pandemic, to Jul 2021"
    assert break_name(replace(BREAKS["burglary-2023"], name="new")) == (
        "counted otherwise"
    )


def period(
    month: int, count: int | None, *, is_provisional: bool = False
) -> PeriodCount:
    at = Month(2024, month)
    return PeriodCount(str(at), at, at, count, "published", is_provisional)


def test_a_series_says_what_it_lacks_and_what_may_change() -> None:
    whole = [period(1, 5), period(2, 0)]
    assert series_heading(whole, "month") == "Every month is held"
    lacking = [period(1, None), period(2, 6, is_provisional=True)]
    assert series_heading(lacking, "month") == (
        "No file is held for 1 month of 2; the newest may still be revised"
    )


def district(name: str, count: int, people: int = 0) -> DistrictCount:
    out_of = Denominator("people", people, 2023, "mid-year", "x") if people else None
    return DistrictCount(name, name, count, out_of, "published")


@pytest.mark.parametrize(
    ("places", "heading"),
    [
        ([district("A", 0, 9)], "None was recorded in any district"),
        ([district("A", 3), district("B", 5)], "B had the most, 5; no rate can be"),
        (
            [district("A", 10, 5000), district("B", 9, 1000)],
            "B is highest, 9.0 per 1,000 people, then A",
        ),
        ([district("A", 10, 5000)], "A is highest, 2.0 per 1,000 people"),
    ],
)
def test_the_highest_districts_are_named(
    places: list[DistrictCount], heading: str
) -> None:
    assert district_heading(places, "1,000 people").startswith(heading)


@pytest.mark.parametrize(
    ("places", "heading"),
    [
        ([district("A", 10, 5000)], "Districts by count: there are no rates to set"),
        (
            [district("A", 10, 5000), district("B", 9, 1000), district("C", 9)],
            "B has 4.5 times the rate of A",
        ),
        ([district("A", 7, 5000), district("B", 0, 1000)], "None in B, 7 in A"),
    ],
)
def test_it_is_said_how_far_apart_districts_lie(
    places: list[DistrictCount], heading: str
) -> None:
    assert spread_heading(places).startswith(heading)


def share(name: str, numerator: int | None, denominator: int | None) -> OutcomeShare:
    chosen: OutcomeSet = find_outcome_set(name)
    missing = ("2024-01",) if numerator is None else ()
    counts = (numerator, denominator, 7, 0)
    return OutcomeShare(chosen, "recorded", *counts, missing, "published")


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([], "Outcomes are known by force alone: choose the force to see them"),
        ([("positive_excl_22", None, None)], "cannot be added up: no file is held for"),
        ([("positive_excl_22", 0, 0)], "None of 7 crimes has an outcome so far"),
        ([("positive_excl_22", 4, 20)], "Only 20 outcomes: too few for a rate"),
        (
            [("positive_excl_22", 40, 200), ("charge", 20, 200)],
            (
                "20.0% of outcomes in 2024 were positive by the usual set; other "
                "sets say 10.0% to 20.0%"
            ),
        ),
    ],
)
def test_a_share_is_said_among_the_others(
    shares: list[tuple[str, int | None, int | None]], said: str
) -> None:
    assert said in share_heading([share(*each) for each in shares], "2024")


def figure(published: float | None, ours: float | None) -> FoundingFigure:
    said = replace(published_figures()[1], published=published)
    return FoundingFigure(said, ours, None, None, "how", ())


def test_the_report_is_summed_up() -> None:
    none, same, more = figure(None, None), figure(5, 5), figure(5, 9)
    lacking = figure(5, None)
    assert founding_heading([none, same]) == (
        "1 of 1 figures of the annual report made again"
    )
    assert founding_heading([same, more, lacking]) == (
        "1 of 3 figures of the annual report made again, 1 differs, 1 needs data that "
        "are not held"
    )
    assert founding_heading([more, more, lacking, lacking]).endswith(
        "2 differ, 2 need data that are not held"
    )


def test_notes_of_the_report_name_what_lies_between() -> None:
    found = replace(figure(5, 9), crossed=(BREAKS["burglary-2023"],))
    assert founding_notes(found).startswith("How. Operation Defender began")
    assert founding_notes(found).endswith(
        "Burglary rules changed (April 2023) lies between."
    )


def printed(name: str) -> PublishedFigure:
    return next(each for each in published_figures() if each.figure == name)


def test_a_figure_is_written_as_the_report_prints_it() -> None:
    assert published_said(printed("round-five-money")) == "£820,000"
    assert published_said(printed("residential-burglary-change")) == "−31%"
    assert published_said(printed("personal-robbery-outcomes-2023-24")) == "over 13%"
    assert published_said(printed("op-defender")) == "not printed"
    assert in_unit(1507.6, printed("residential-burglary-fewer")) == "1,508"


def test_funds_that_mean_people_to_feel_safer_are_named() -> None:
    assert perception_sentence([]).startswith("No survey of what people feel is held.")
    assert "Fund A means people to feel safer" in perception_sentence(["Fund A"])
    assert "A and B mean people to feel safer" in perception_sentence(["A", "B"])


def test_the_area_of_a_force_has_its_own_name() -> None:
    assert force_area("Lancashire Constabulary") == "Lancashire"
    assert force_area("Leicestershire Police") == "Leicestershire"


@pytest.mark.parametrize(
    ("provenances", "said"),
    [
        (["synthetic", "synthetic"], " The crime counts are synthetic."),
        (["published", "synthetic"], " Some of the crime counts are synthetic."),
        (["mixed"], " Some of the crime counts are synthetic."),
        (["published", None], ""),
        ([], ""),
    ],
)
def test_counts_that_are_made_up_are_said_to_be(
    provenances: list[str | None], said: str
) -> None:
    assert made_up_note(provenances) == said
