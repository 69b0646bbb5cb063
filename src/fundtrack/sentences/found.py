"""What a page says of a kept run, written from its result's figures alone.

The report of a run is written from the case itself, by `sentences/evaluations`; a
page holds no more than what the run handed over.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from fundtrack.charts.tables import signed_pct
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

Result = Mapping[str, Any]
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PLAN_KINDS = {
    "prospective": "before any month after the start was held",
    "retrospective": "when months after the start were held already",
}
NO_PLAN = (
    "No plan was registered: the run made its own, when months after the start were "
    "held already, so it is retrospective."
)
MOST = 0.5
NEARLY_ALL = 0.9


def before_sentence(result: Result) -> str:
    """Say what a run's design could have seen at all, and by which plan.

    Args:
        result: of an area's run, as it was kept.
    """
    smallest, before = result.get("mde_pct"), result.get("treated_pre")
    months = len(result.get("months_before") or ())
    if smallest is None:
        facts = _barring(result)
        said = f"nothing could be detected{': ' + listed(facts) if facts else ''}."
    elif before is None:
        held = counted(months, "month")
        said = (
            f"from the {held} held before the start, this design could only have seen "
            f"a fall of {smallest:.0f}% or more."
        )
    else:
        fewer = counted(round(before * smallest / 100), "offence")
        said = (
            f"with {counted(before, 'offence')} in {counted(months, 'month')} before "
            f"the start, this design could only have seen a fall of {smallest:.0f}% or "
            f"more (about {fewer})."
        )
    return f"{said} {plan_words(result)}"


def before_whole_sentence(row: Result, areas: int) -> str:
    """Say what the areas together could have seen."""
    smallest, before = row.get("mde_pct"), row.get("treated_pre")
    if smallest is None or before is None:
        return "what the areas together could have seen was not worked out."
    fewer = counted(round(before * smallest / 100), "offence")
    return (
        f"with {counted(before, 'offence')} before the start in {number(areas)} areas "
        f"together, this design could only have seen a fall of {smallest:.0f}% or more "
        f"(about {fewer})."
    )


def plan_words(result: Result) -> str:
    """Say by which plan a run was made, and how far ahead of its data that was."""
    plan, standing = result.get("plan_id"), str(result.get("standing"))
    if not plan:
        return NO_PLAN
    day = str(result.get("plan_registered_at") or "")[:10]
    when = PLAN_KINDS.get(standing, "and this run does not follow it")
    return f"The plan {plan} was registered on {day}, {when}."


def whole_sentence(
    row: Result, what: str, whose: tuple[str, int], *, is_synthetic: bool
) -> str:
    """Say the verdict on all areas of a fund together, with the interval.

    Args:
        row: the first of the kept table of areas.
        what: the measure, as it stands within a sentence.
        whose: the fund, as people know it, and how many areas it has.
        is_synthetic: whether any count is made up.
    """
    fund, areas = whose
    fits = fits_words(row)
    named = f"{what} in the {number(areas)} areas of {fund} together"
    said = {
        "reduction": f"{named} fell against similar places: {fits}.",
        "increase": f"{named} rose against similar places: {fits}.",
        "no_meaningful_change": f"{named} changed as in similar places: {fits}.",
    }.get(
        str(row["verdict"]),
        f"we cannot tell yet whether {fund} changed {what} in its {number(areas)} "
        f"areas: {fits}.",
    )
    whole = f"on synthetic counts, {said}" if is_synthetic else said
    return whole[0].upper() + whole[1:]


def fits_words(row: Result) -> str:
    """Say the likeliest change and what else fits."""
    low, high = signed_pct(row["ci_low_pct"]), signed_pct(row["ci_high_pct"])
    change = signed_pct(row["effect_pct"])
    return f"the likeliest change is {change}, and anything from {low} to {high} fits"


def not_pooled_sentence(fund: str, areas: int) -> str:
    """Say that a fund's areas give no common effect."""
    return (
        f"{fund} cannot be judged as a whole yet: fewer than two of its "
        f"{number(areas)} areas gave an effect."
    )


def series_heading(place: str, treated: float, compared: float) -> str:
    """Say where both lines stood after the start; 100 is the mean before."""
    return (
        f"After the start {place} stood at {treated:.0f}, similar places at "
        f"{compared:.0f}"
    )


def placebo_heading(as_much: int, sets: int) -> str:
    """Say how many sets of untouched places changed as much, as people count."""
    share = as_much / sets if sets else 0
    if not as_much:
        return "No set of untouched places changed as much"
    if share >= NEARLY_ALL:
        return "Nearly every set of untouched places changed as much"
    if share > MOST:
        return "Most sets of untouched places changed as much"
    whole = round(1 / share)
    return f"One set in {number(whole)} of untouched places changed as much"


def placebo_sub(as_much: int, sets: int, p: float, wards: int) -> str:
    """Say what was counted and how rare that makes the change."""
    who = f" of {counted(wards, 'ward')}" if wards else ""
    return (
        f"{as_much:,} of {sets:,} sets{who} without the money changed as much; "
        f"p = {p:.3f}. Left of 0: fewer offences."
    )


def curve_heading(same: int, estimated: int, *, is_fall: bool) -> str:
    """Say how many ways to ask give the planned answer's direction."""
    side = "fewer" if is_fall else "more"
    if same == estimated:
        return f"All {estimated:,} reasonable choices say {side} offences"
    return (
        f"{same:,} of {estimated:,} reasonable choices say {side} offences, as the "
        "planned one does"
    )


def curve_sub(estimated: int, rare: int, low: float, high: float) -> str:
    """Say what the curve is made of and how wide the answers lie."""
    return (
        f"{counted(estimated, 'combination')} of months, comparison places and method, "
        f"each with its 95% interval; diamond: as planned. {rare:,} with p of 0.05 or "
        f"less. Answers lie between {signed_pct(low)} and {signed_pct(high)}; the "
        "verdict reads the planned one alone."
    )


def rings_heading(rings: Sequence[Result]) -> str:
    """Say whether crime moved next door, from the rings around the treated wards."""
    if any(ring["low_pct"] > 0 for ring in rings):
        return "Crime rose next door, which may be crime that moved"
    if any(ring["high_pct"] < 0 for ring in rings):
        return "Crime fell next door as well, which may be benefit that spread"
    return "Nothing next door tells crime that moved from chance"


def number(whole: int) -> str:
    """Write a small number as a word: `four`, `12`."""
    return SMALL[whole] if 0 <= whole < len(SMALL) else f"{whole:,}"


def _barring(result: Result) -> list[str]:
    """Give the facts of the gates that bar an estimate."""
    gates = result.get("gate_results") or ()
    return [
        gate["fact"]
        for gate in gates
        if gate["state"] == "failed" and gate["bars"] == "estimate"
    ]
