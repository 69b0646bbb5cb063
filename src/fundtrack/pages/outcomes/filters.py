"""The filters of Outcomes: measure, place, months, count or rate."""

from collections.abc import Iterable

from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.measures import Measure
from fundtrack.pages.outcomes.standing import COUNT
from fundtrack.pages.outcomes.standing import RATE
from fundtrack.pages.outcomes.standing import OutcomeStanding
from fundtrack.pages.outcomes.standing import Place
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Option
from fundtrack.periods import Month
from fundtrack.sentences.outcomes import month_name
from fundtrack.sentences.phrases import counted

APRIL, MARCH = 4, 3


def outcome_filters(standing: OutcomeStanding) -> tuple[Filter, ...]:
    """Offer the measures, the places, the months and how to count."""
    if standing.holds_nothing:
        return ()
    return (
        Filter("measure", "Measure", tuple(_measures(standing))),
        Filter("place", "Place", tuple(_places(standing))),
        Filter("from", "From", _months(standing, standing.choice.first, APRIL, 0)),
        Filter("to", "To", _months(standing, standing.choice.last, MARCH, -1)),
        Filter(
            "show",
            "Show",
            (
                Option(COUNT, "Count"),
                Option(
                    RATE, "Rate", "" if standing.has_rate else " (nothing to divide by)"
                ),
            ),
        ),
    )


def _measures(standing: OutcomeStanding) -> Iterable[Option]:
    for each in standing.measures:
        yield Option(each.measure, each.name, _measure_note(standing, each))


def _measure_note(standing: OutcomeStanding, measure: Measure) -> str:
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        return " (by quarter)" if standing.has_tables else " (0 quarters held)"
    return ""


def _places(standing: OutcomeStanding) -> Iterable[Option]:
    offered = [*standing.places]
    if standing.place.key not in {place.key for place in offered}:
        offered.append(standing.place)
    return (Option(at.key, at.name, _place_note(standing, at)) for at in offered)


def _place_note(standing: OutcomeStanding, place: Place) -> str:
    if not place.is_held:
        return " (0 months held)"
    _, _, code = place.key.partition(":")
    few = [at for at in standing.districts if at.district == code and at.is_small]
    return f" ({counted(few[0].count or 0, 'crime')})" if few else ""


def _months(
    standing: OutcomeStanding, chosen: Month, month: int, end: int
) -> tuple[Option, ...]:
    """Offer a month of each year, the first or last held, and the one chosen."""
    if not standing.held:
        return (Option(str(chosen), "None held"),)
    held = standing.held
    years = range(held[0].year, held[-1].year + 1)
    named = {Month(year, month) for year in years}
    inside = {at for at in named if held[0] <= at <= held[-1]}
    offered = sorted({*inside, held[end], chosen})
    return tuple(
        Option(str(at), month_name(at), "" if at in held else " (no file)")
        for at in offered
    )
