"""What an evaluation says of value for money, composed from its figures."""

from collections.abc import Mapping

from fundtrack.evaluation.value.benefits import BenefitCost
from fundtrack.evaluation.value.deliveries import output_efficiencies
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.programmes import ProgrammeValue
from fundtrack.evaluation.value.unit_prices import LEAST
from fundtrack.evaluation.value.unit_prices import Estimability
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.evaluation.value.values import Worth
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

NAMED = {Verdict.REDUCTION, Verdict.INCREASE}
"""The verdicts under which a change is priced in one figure."""
WHOLE_PCT = 100
NEARLY_WHOLE_PCT = 99.5
LACKING: Mapping[Lack, str] = {
    Lack.MONEY: "the books hold no payment for this place",
    Lack.EFFECT: "no effect could be estimated",
    Lack.UNIT_COST: "no unit cost is held for most of these offences",
    Lack.MULTIPLIER: (
        "no figure is held of how many of these offences happen for each recorded"
    ),
}
EQUITY = (
    "Equity: not measured; no deprivation of small areas is held, so spending per "
    "household cannot be set against it."
)


def value_paragraphs(value: ValueForMoney) -> tuple[str, ...]:
    """Say value for money in paragraphs, the costs first.

    The break-even comes next, and before any effect, unless the verdict is a
    reduction: what is not known to have happened is not priced first.
    """
    if not value.spending.years:
        return (cost_sentence(value),)
    even = [break_even_sentence(value)]
    effect = [
        prevented_sentence(value),
        harm_sentence(value),
        per_offence_sentence(value),
    ]
    is_first = value.verdict is not Verdict.REDUCTION
    said = (
        [cost_sentence(value)],
        *((even, effect) if is_first else (effect, even)),
        [social_sentence(value), fiscal_sentence(value)],
        [cause_sentence(value), standing_sentence(value)],
    )
    paragraphs = (" ".join(part for part in parts if part) for parts in said)
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def cost_sentence(value: ValueForMoney) -> str:
    """Say what was paid, in whose prices, and what of it is open."""
    spending = value.spending
    if not spending.years:
        return "The books hold no payment for this place yet, so nothing is weighed."
    years = listed([str(paid.year) for paid in spending.years])
    marks = f" ({', '.join(spending.marks)})" if spending.marks else ""
    said = (
        f"{show_pounds(spending.paid_pence)} was paid in {years}{marks}: "
        f"{show_pounds(value.cost_pence)} in the prices of {spending.price_year}, "
        f"discounted to {spending.start}."
    )
    if spending.not_deflated:
        kept = listed([str(year) for year in spending.not_deflated])
        said += f" Money of {kept} stands in its own prices: no index is held for it."
    return said + _open_money(value)


def break_even_sentence(value: ValueForMoney) -> str:
    """Say how many offences would have had to be prevented to repay the cost."""
    even = value.social.break_even
    if even is None:
        return (
            f"Break-even: not estimable, for {_lacking(value.social)}{_fiscal(value)}."
        )
    share = f", {_share(value, even.recorded)}" if value.baseline > 0 else ""
    return (
        "It would have repaid its cost by preventing "
        f"{_offences(even.recorded)}{share}; or {_number(even.recorded_alone)}, if "
        "offences that nobody recorded are worth nothing."
    )


def prevented_sentence(value: ValueForMoney) -> str:
    """Say how many offences fewer there were than expected; nothing without effect."""
    found = value.prevented
    if found is None:
        return ""
    return (
        f"Against similar places there were {_fewer(found.central)} than expected; "
        f"anything from {_fewer(found.low)} to {_fewer(found.high)} fits."
    )


def per_offence_sentence(value: ValueForMoney) -> str:
    """Say what an offence prevented cost, or why that cannot be said."""
    found = value.per_offence
    if found is None:
        return ""
    said = "Cost of each recorded offence prevented: "
    match found.estimability:
        case Estimability.INTERVAL:
            return (
                f"{said}{show_pounds(found.pence)} "
                f"({show_pounds(found.low_pence)} to {show_pounds(found.high_pence)})."
            )
        case Estimability.FLOOR:
            return (
                f"{said}not estimable: {_why_a_floor(value)}. If any was prevented, "
                f"each cost at least {show_pounds(found.low_pence)}."
            )
        case _ if value.cost_pence <= 0:
            return f"{said}not estimable: {LACKING[Lack.MONEY]}."
        case _:
            return f"{said}not estimable: the interval holds no fall."


def social_sentence(value: ValueForMoney) -> str:
    """Say the benefit-cost ratio with its interval, its name and its odds."""
    found = value.social.benefit_cost
    if found is None:
        return f"Benefit-cost ratio: not estimable, for {_lacking(value.social)}."
    low, high = found.labels
    if value.verdict not in NAMED:
        return (
            "Benefit-cost ratio: none is claimed under this verdict; anything from "
            f"{_signed(found.low)} ({low}) to {_signed(found.high)} ({high}) fits."
        )
    names = found.label if low == high else f"{found.label}, from {low} to {high}"
    return (
        f"Benefit-cost ratio: {_ratio(found)}, {names}; the benefit was above the cost "
        f"in {WHOLE_PCT * found.above_one:.0f}% of {found.draws:,} draws. Net: "
        f"{show_pounds(found.net_pence)} ({show_pounds(found.net_low_pence)} to "
        f"{show_pounds(found.net_high_pence)})."
    )


def fiscal_sentence(value: ValueForMoney) -> str:
    """Say what public bodies saved of it, or that no figure is held."""
    found = value.fiscal.benefit_cost
    if found is None:
        is_held = value.fiscal.lack in {Lack.MONEY, Lack.EFFECT}
        what = "not estimable" if is_held else "missing"
        return f"Fiscal savings: {what}, for {_lacking(value.fiscal)}."
    police = value.police.benefit_cost
    of_it = f", of it the police {_saved(value, police)}" if police else ""
    return (
        f"Fiscal savings: {_saved(value, found)} for each pound{of_it}; a part of the "
        "social worth and never on top of it, and cash only where capacity is closed."
    )


def standing_sentence(value: ValueForMoney) -> str:
    """Say what the prices rest on and what share of the offences has one."""
    worth = value.social
    if worth.break_even is None:
        return ""
    said = (
        "Unit costs are those of Home Office Research Report 99 (2018), for offences "
        "that happen, recorded or not; fiscal ones those of Greater Manchester's unit "
        "cost database. Crime types are parted into kinds as in England and Wales."
    )
    if worth.mix.is_assumed:
        said += " Some of them and the recorded-to-actual multipliers are assumed."
    priced = worth.mix.priced_pct
    if priced < NEARLY_WHOLE_PCT:
        said += (
            f" {priced:.0f}% of such offences have a price; the rest is left out, "
            "which understates the benefit."
        )
    return said + " Nothing is counted beyond the months that were seen."


def cause_sentence(value: ValueForMoney) -> str:
    """Say that the whole change is counted where a gate forbids calling it so."""
    if value.verdict not in NAMED or value.names_cause:
        return ""
    return (
        "These figures count the whole change as the money's, which the gates that are "
        "not passed leave open."
    )


def harm_sentence(value: ValueForMoney) -> str:
    """Say the harm prevented in days of prison; nothing where it is not weighed."""
    found = value.harm
    if found is None:
        return ""
    return (
        f"In the Cambridge Crime Harm Index that is {_number(found.central)} days "
        f"({_number(found.low)} to {_number(found.high)}), at the national mix of "
        "these offences."
    )


def four_es(value: ValueForMoney) -> tuple[str, ...]:
    """Say economy, efficiency, effectiveness and equity, one sentence each."""
    return (
        _economy(value),
        _efficiency(value),
        (
            f"Effectiveness: {value.verdict.replace('_', ' ')}, at level "
            f"{value.maryland} of 5 on the Maryland scale."
        ),
        EQUITY,
    )


def programme_sentence(found: ProgrammeValue, verdict: Verdict) -> str:
    """Say a fund's value for money in its areas together, the break-even first."""
    said = (
        f"Together the areas cost {show_pounds(found.cost_pence)} in constant prices, "
        f"discounted, which preventing "
        f"{_offences(found.break_even)} of {_number(found.baseline)} expected would "
        f"have repaid, or {_number(found.break_even_alone)} if offences that nobody "
        f"recorded are worth nothing"
    )
    if verdict not in NAMED:
        return f"{said}; no benefit-cost ratio is claimed under this verdict."
    low, high = found.social.labels
    names = low if low == high else f"{found.social.label}, from {low} to {high}"
    return f"{said}. Benefit-cost ratio: {_ratio(found.social)}, {names}."


def _economy(value: ValueForMoney) -> str:
    outputs = value.delivered.outputs if value.delivered else ()
    prices = [
        f"{show_pence(each.unit_pence)} a {each.unit} ({each.output}"
        + (", its project's other outputs in it)" if each.is_shared else ")")
        for each in outputs
        if each.unit_pence is not None
    ]
    if not prices:
        return "Economy: not measured; no output is recorded as delivered."
    return f"Economy: {listed(prices)}."


def _efficiency(value: ValueForMoney) -> str:
    outputs = value.delivered.outputs if value.delivered else ()
    said = [
        (
            f"{each.delivered:,} of {each.target:,} {each.output} "
            f"({each.delivered_pct:.0f}%)"
        )
        for each in output_efficiencies(outputs)
        if each.delivered_pct is not None
    ]
    if not said:
        return "Efficiency: not measured; no output has both a target and a count."
    return f"Efficiency: delivered were {listed(said)}."


def _open_money(value: ValueForMoney) -> str:
    """Say what of the budget is unspent and what of the spending is unsupported."""
    if value.delivered is None:
        return ""
    open_sums: tuple[tuple[Pence | None, str], ...] = (
        (value.delivered.unspent_pence, "of its budget is neither paid nor owed"),
        (value.delivered.unsupported_pence, "paid to partners is not supported"),
        (value.delivered.unshown_pence, "of payments is shown by no paper"),
    )
    said = [
        f"{show_pounds(pence)} {what}"
        for pence, what in open_sums
        if pence is not None and pence > 0
    ]
    return f" {listed(said)}." if said else ""


def _fiscal(value: ValueForMoney) -> str:
    """Say the break-even of public bodies, where the social one is not estimable."""
    even = value.fiscal.break_even
    if even is None:
        return ""
    return (
        "; public bodies alone would have been repaid by preventing "
        f"{_offences(even.recorded)}"
    )


def _share(value: ValueForMoney, recorded: float) -> str:
    when = "expected" if value.prevented else "before the start"
    of = f"the {_number(value.baseline)} {when}"
    share_pct = WHOLE_PCT * recorded / value.baseline
    if share_pct > WHOLE_PCT:
        return f"which is more than {of}"
    return f"{max(1, round(share_pct))}% of {of}"


def _why_a_floor(value: ValueForMoney) -> str:
    if value.prevented and value.prevented.low >= LEAST:
        return "untouched places changed as much too often"
    return "the interval includes no effect"


def _lacking(worth: Worth) -> str:
    return LACKING[worth.lack or Lack.EFFECT]


def _ratio(found: BenefitCost) -> str:
    low, high = _signed(found.low), _signed(found.high)
    return f"{_signed(found.ratio)} ({low} to {high})"


def _saved(value: ValueForMoney, found: BenefitCost) -> str:
    if value.verdict in NAMED:
        return _ratio(found)
    return f"anything from {_signed(found.low)} to {_signed(found.high)}"


def _signed(ratio: float) -> str:
    shown = f"{abs(ratio):.1f}"
    return f"−{shown}" if ratio < 0 and shown != "0.0" else shown


def _number(offences: float) -> str:
    whole = round(offences)
    return f"{'−' if whole < 0 else ''}{abs(whole):,}"


def _offences(offences: float) -> str:
    return counted(max(1, round(offences)), "recorded offence")


def _fewer(prevented: float) -> str:
    whole = round(prevented)
    which = "more" if whole < 0 else "fewer"
    return f"{counted(abs(whole), f'{which} offence', f'{which} offences')}"
