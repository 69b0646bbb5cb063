"""Whether crime moved next door: the rest of the treated wards' districts.

A cross-check, which no verdict reads. Wards beside the treated ones are never
comparators, so that crime that moved there, or fell there too, is not taken for what
happened everywhere.
"""

from dataclasses import dataclass

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.comparators import TREATED
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.methods.displacement import DisplacementQuotient
from fundtrack.evaluation.methods.displacement import QuotientInterval
from fundtrack.evaluation.methods.displacement import WeightedDifference
from fundtrack.evaluation.methods.displacement import wdd
from fundtrack.evaluation.methods.displacement import wdq
from fundtrack.evaluation.methods.displacement import wdq_interval
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.evaluation.schemes import BESIDE


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What happened in the wards beside the treated ones, against the comparators.

    Counts are offences; `expected` is how many there would have been after the start
    had they changed as the comparators did. The quotient has no interval where too few
    draws show a success, and is None where the treated place showed none.
    """

    wards: tuple[str, ...]
    before: int
    after: int
    expected: float
    change_pct: float
    low_pct: float
    high_pct: float
    difference: WeightedDifference
    quotient: DisplacementQuotient
    interval: QuotientInterval


def neighbours_of(case: Case) -> Neighbours | None:
    """Compare the wards beside the treated ones with the comparators.

    Formula: the pooled log rate ratio of the treated place, with the wards of its
        districts that had no money in its stead; weighted displacement difference and
        quotient of the two.

    Returns:
        Nothing where no such ward is held, or a place had no offences to start from.

    Source: Bowers and Johnson (2003); Wheeler and Ratcliffe (2018).
    """
    wards = wards_beside(case)
    chosen = list(case.comparators.wards)
    if not (wards and chosen and case.windows.months and case.has_treated_counts):
        return None
    target, ring, others = (
        (_offences(case, of, case.pre), _offences(case, of, case.post))
        for of in (list(case.treated), list(wards), chosen)
    )
    if not (all(others) and target[0] and ring[0]):
        return None
    # Each is set against comparators scaled to its own level before the start.
    sizes = (1.0, others[0] / target[0], 1.0, others[0] / ring[0])
    ratio = summed_ratio(
        cut_panel(
            case.panel.loc[[*wards, *chosen]],
            list(wards),
            case.pre,
            case.post,
            dict(case.places["district"]),
        ),
        case.plan.alpha,
    )
    return Neighbours(
        wards=wards,
        before=ring[0],
        after=ring[1],
        expected=ring[0] * others[1] / others[0],
        change_pct=as_pct(ratio.log_rr),
        low_pct=as_pct(ratio.ci_low),
        high_pct=as_pct(ratio.ci_high),
        difference=wdd(target, others, ring, others, area_weights=sizes),
        quotient=wdq(target, ring, others),
        interval=wdq_interval(target, ring, others, seed=case.plan.seed),
    )


def wards_beside(case: Case) -> tuple[str, ...]:
    """List the wards without money in the treated wards' districts, held throughout."""
    places = case.places
    districts = set(places.loc[places["standing"] == TREATED, "district"])
    is_beside = (places["standing"] == BESIDE) & places["district"].isin(districts)
    held = set(case.panel.dropna().index)
    return tuple(ward for ward in places.index[is_beside] if ward in held)


def _offences(case: Case, wards: list[str], months: list[str]) -> int:
    return int(case.panel.loc[wards, months].to_numpy().sum())
