"""The filters of the Evaluation page: fund or round, what is counted, and the area."""

from fundtrack.domain.cells import ANY
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import ward_measures
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Option

NO_PLACES = " (no places named)"
NOT_RUN = " (not run yet)"


def evaluation_filters(standing: EvaluationStanding) -> tuple[Filter, ...]:
    """Offer the funds, the measures known by ward, and the fund's areas."""
    return _funds(standing), _measures(standing), _areas(standing)


def _funds(standing: EvaluationStanding) -> Filter:
    options = [
        Option(fund, name, "" if fund in standing.areas_of else NO_PLACES)
        for fund, name in standing.funds.items()
    ]
    return Filter("fund", "Fund or round", tuple(options))


def _measures(standing: EvaluationStanding) -> Filter:
    options = [
        Option(found.measure, found.name, _note(found.measure in standing.measured))
        for found in ward_measures().values()
    ]
    return Filter("measure", "Outcome", tuple(options))


def _areas(standing: EvaluationStanding) -> Filter:
    options = [
        Option(area, standing.area_name(area), _note(area in standing.latest))
        for area in standing.places
    ]
    whole = Option(ANY, "All areas together", _note(standing.together is not None))
    return Filter("area", "Area", (whole, *options))


def _note(is_run: object) -> str:
    return "" if is_run else NOT_RUN
