"""Whether the money would have paid, said from a kept run's figures."""

from collections.abc import Mapping
from typing import Any

from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted

Value = Mapping[str, Any]
NAMED = {"reduction", "increase"}
LACKING = {
    "money": "the books hold no payment for this place",
    "effect": "no effect could be estimated",
    "unit-cost": "no unit cost is held for most of these offences",
    "multiplier": (
        "no figure is held of how many of these offences happen for each recorded"
    ),
}
NOT_WEIGHED = (
    "Not estimable: the books hold no payment for this place, or no price of these "
    "offences is held."
)
NOT_ESTIMABLE = "not estimable"


def worth_heading(value: Value, verdict: str, prevented_low: float | None) -> str:
    """Say whether it would have paid, as far as the verdict and interval allow.

    Args:
        value: the run's value for money, as it was kept.
        verdict: on the change; only a reduction is priced as one.
        prevented_low: the fewest offences prevented that still fit.
    """
    even = value.get("break_even")
    if even is None:
        return "Would it have paid? Not estimable"
    if verdict == "reduction" and prevented_low is not None and prevented_low >= even:
        return "It paid for itself, if the whole change was the money's"
    offences = counted(round(even), "offence")
    return f"It would have paid for itself from {offences} prevented"


def even_sentence(value: Value) -> str:
    """Say how many offences prevented would have repaid the cost."""
    even = value.get("break_even")
    cost = value.get("cost_pence")
    if even is None or cost is None:
        return NOT_WEIGHED
    alone = value.get("break_even_recorded_alone")
    also = (
        f", or {counted(round(alone), 'offence')} if those that nobody recorded are "
        "worth nothing"
        if alone is not None
        else ""
    )
    return (
        f"At {show_pounds(Pence(cost))} in constant prices it repays its cost if at "
        f"least {counted(round(even), 'recorded offence')} would have been "
        f"prevented{also}."
    )


def price_figure(value: Value) -> tuple[str, str]:
    """Give the cost of an offence prevented, and what makes it mean something."""
    kind = value.get("cost_per_prevented")
    low, high = (
        value.get(f"cost_per_prevented_{end}_pence") for end in ("low", "high")
    )
    pence = value.get("cost_per_prevented_pence")
    if kind == "interval" and None not in {pence, low, high}:
        return _pounds(pence), f"anything from {_pounds(low)} to {_pounds(high)} fits"
    if kind == "floor" and low is not None:
        why = "the interval includes no effect"
        return NOT_ESTIMABLE, f"{why}; at least {_pounds(low)} each, if any was"
    why = _why(value) or "the interval holds no fall"
    return NOT_ESTIMABLE, why


def odds_figure(value: Value) -> tuple[str, str]:
    """Give the chance that the benefit exceeded the cost, and what it rests on."""
    odds = value.get("bcr_above_one")
    if odds is None:
        return NOT_ESTIMABLE, _why(value) or "no effect could be estimated"
    low, high = value.get("bcr_p025"), value.get("bcr_p975")
    return f"{100 * odds:.0f}%", f"benefit over cost: {_ratio(low)} to {_ratio(high)}"


def caution(verdict: str, *, names_cause: bool) -> str:
    """Say what the figures may not be taken for."""
    if verdict not in NAMED:
        return "Under this verdict no benefit is claimed: these are what would fit."
    if names_cause:
        return ""
    return (
        "These figures count the whole change as the money's, which the checks that "
        "are not passed leave open."
    )


def _why(value: Value) -> str:
    return LACKING.get(str(value.get("bcr_lack") or ""), "")


def _ratio(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.1f}".replace("-", "−")


def _pounds(pence: float | None) -> str:
    return show_pounds(Pence(round(pence or 0)))
