"""Value for money of a case: costs, break-even, and what the effect allows beyond."""

from dataclasses import dataclass
from dataclasses import replace

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.maryland import design_facts
from fundtrack.evaluation.maryland import level_of
from fundtrack.evaluation.value.benefits import DRAWS
from fundtrack.evaluation.value.benefits import Appraisal
from fundtrack.evaluation.value.benefits import BenefitCost
from fundtrack.evaluation.value.benefits import BreakEven
from fundtrack.evaluation.value.benefits import benefit_cost
from fundtrack.evaluation.value.benefits import break_even
from fundtrack.evaluation.value.benefits import central_scenario
from fundtrack.evaluation.value.benefits import shares_by_year
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.changes import change_of
from fundtrack.evaluation.value.changes import prevented_offences
from fundtrack.evaluation.value.deliveries import Delivered
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.mixes import Mix
from fundtrack.evaluation.value.mixes import Purse
from fundtrack.evaluation.value.mixes import harm_per_offence
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.sensitivities import Sensitivity
from fundtrack.evaluation.value.sensitivities import break_even_sensitivities
from fundtrack.evaluation.value.sensitivities import sensitivities
from fundtrack.evaluation.value.spendings import Spending
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.evaluation.value.unit_prices import CostPerOffence
from fundtrack.evaluation.value.unit_prices import cost_per_offence
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True)
class Worth:
    """What one purse saved against the cost; `lack` says why a figure is missing.

    `priced_pct` is the share of the measure's recorded offences that have a price;
    the rest is left out, which understates the worth.
    """

    mix: Mix
    lack: Lack | None
    benefit_cost: BenefitCost | None
    break_even: BreakEven | None


@dataclass(frozen=True, slots=True)
class ValueForMoney:
    """What a case cost and, as far as its verdict allows, what that bought.

    `baseline` is how many offences the break-even is a share of: those expected
    without the money, or those before it where no effect is estimated. `harm` is in
    days of prison, at the effect and at its interval's ends; `names_cause` says
    whether every gate is passed, so that the change may be called the money's.
    """

    verdict: Verdict
    spending: Spending
    cost_pence: Pence
    baseline: float
    social: Worth
    fiscal: Worth
    police: Worth
    delivered: Delivered | None = None
    prevented: Prevented | None = None
    per_offence: CostPerOffence | None = None
    harm: Prevented | None = None
    sensitivities: tuple[Sensitivity, ...] = ()
    break_even_sensitivities: tuple[Sensitivity, ...] = ()
    maryland: int = 1
    names_cause: bool = False


def value_for_money(
    case: Case,
    assessment: Assessment,
    delivered: Delivered | None = None,
    price_year: FinancialYear | None = None,
    draws: int = DRAWS,
) -> ValueForMoney:
    """Weigh what a case cost against what it prevented.

    Without an effect only the costs and the break-even are given.

    Args:
        case: what was compared, and what was paid.
        assessment: its effect and verdict.
        delivered: what the books say was delivered; none where nobody read it.
        price_year: in whose prices; the last year whose index is held unless given.
        draws: of the Monte Carlo; their seed is the plan's.

    Source: HM Treasury, The Green Book (2026); Manning cost-benefit tool (College of
        Policing) for the split of fiscal from social.
    """
    years = [FinancialYear.of(month.dates.start) for month in _months_seen(case)]
    spending = spending_of(case.purchases, min(years), price_year)
    seen = shares_by_year([year.start - spending.start.start for year in years])
    effect = assessment.effect
    change = change_of(effect, case.plan.alpha) if effect else None
    weighed = {
        purse: Appraisal(spending, mix_of(_counted(case), purse), seen)
        for purse in Purse
    }
    worths = {
        purse: _worth(appraisal, change, draws, case.plan.seed)
        for purse, appraisal in weighed.items()
    }
    social = weighed[Purse.SOCIAL]
    value = ValueForMoney(
        verdict=assessment.verdict,
        spending=spending,
        cost_pence=spending.present_pence(central_scenario().schedule),
        baseline=change.expected if change else assessment.detectable.offences,
        social=worths[Purse.SOCIAL],
        fiscal=worths[Purse.FISCAL],
        police=worths[Purse.POLICE],
        delivered=delivered,
        break_even_sensitivities=break_even_sensitivities(social)
        if worths[Purse.SOCIAL].break_even
        else (),
        maryland=maryland_level(case, assessment),
        names_cause=assessment.names_cause,
    )
    return _with_change(value, change, case, social) if change else value


def maryland_level(case: Case, assessment: Assessment) -> int:
    """Give the strength of the design on the Maryland scale, from 1 to 4.

    Source: the versioned table that `fundtrack.evaluation.maryland` reads.
    """
    return level_of(design_facts(case, assessment)).level


def _with_change(
    value: ValueForMoney, change: Change, case: Case, social: Appraisal
) -> ValueForMoney:
    prevented = prevented_offences(change)
    days = harm_per_offence(_counted(case))
    is_weighed = value.social.benefit_cost is not None
    return replace(
        value,
        prevented=prevented,
        per_offence=cost_per_offence(
            value.cost_pence, prevented, is_named=value.verdict is Verdict.REDUCTION
        ),
        harm=_harm(prevented, days) if days is not None else None,
        sensitivities=sensitivities(social, change) if is_weighed else (),
    )


def _worth(appraisal: Appraisal, change: Change | None, draws: int, seed: int) -> Worth:
    lack = appraisal.mix.lack
    if appraisal.cost(central_scenario()) <= 0:
        lack = Lack.MONEY
    if lack:
        return Worth(appraisal.mix, lack, None, None)
    even = break_even(appraisal)
    if change is None:
        return Worth(appraisal.mix, Lack.EFFECT, None, even)
    weighed = benefit_cost(appraisal, change, draws, seed)
    return Worth(appraisal.mix, None, weighed, even)


def _harm(prevented: Prevented, days: float) -> Prevented:
    return Prevented(
        prevented.central * days, prevented.low * days, prevented.high * days
    )


def _months_seen(case: Case) -> tuple[Month, ...]:
    """Give the months after; the first planned one where none is compared."""
    return case.windows.post or (Month.parse(case.plan.start),)


def _counted(case: Case) -> tuple[str, ...]:
    return case.measure.crime_types or case.measure.subgroups
