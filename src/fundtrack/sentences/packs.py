"""What a month's pack says: delivery, outcomes, what is unusual, what comes next."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date

from fundtrack.domain.delivery_registers import Rag
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import Risk
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.needs import STOP
from fundtrack.sentences.needs import WAIT
from fundtrack.sentences.needs import WARN
from fundtrack.sentences.needs import Need
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import long_day

FEW = 30
"""Below so many offences one more or less moves a percentage by several points.

Source: the flag for small numbers in tables of recorded crime by small place.
"""
HIGH_SCORE = 6
"""From likelihood times impact of this on, a risk is for people outside to know."""

NO_RUN = "No evaluation has been run here, so nothing is said of its effect."
NOTHING_UNUSUAL = "Nothing is out of order here."
NOTHING_NEXT = "Nothing is due in the next three months."
NO_MILESTONES = "The books hold no milestones here."


def delivery_sentence(place: str, found: Sequence[Milestone]) -> str:
    """Say how many milestones are reached, and which is latest."""
    if not found:
        return NO_MILESTONES
    reached = [it for it in found if it.actual_on]
    late = _late(found)
    said = (
        f"{place} has reached {len(reached)} of {counted(len(found), 'milestone')}"
        if reached
        else f"{place} has reached none of {counted(len(found), 'milestone')}"
    )
    if not late:
        return f"{said}; none of the others is late."
    worst = max(late, key=lambda it: it.days_late or 0)
    days = counted(worst.days_late or 0, "day")
    return f"{said}; {len(late)} late, the most by {days}: {worst.milestone}."


def seen_sentence(mde_pct: float | None) -> str:
    """Say how large a change would have had to be to be seen at all."""
    if mde_pct is None:
        return ""
    return (
        f"A change of less than {abs(mde_pct):.0f}% could not have been seen here, "
        "whichever way it went."
    )


def few_sentence(offences: int | None) -> str:
    """Say that few offences stand behind a percentage, where they do."""
    if offences is None or offences >= FEW:
        return ""
    return (
        f"Only {counted(offences, 'offence')} counted after the start: a few more or "
        "fewer would change the percentage a great deal."
    )


def money_needs(line: PositionLine | None) -> list[Need]:
    """Say what is unusual of a place's money, and what to do about it."""
    if line is None:
        return []
    needs = []
    if line.variance_pence is None:
        needs.append(
            Need(
                WARN,
                "No forecast",
                "Part of the budget has no forecast, so nobody can say what will "
                "lapse: ask whoever holds it for one.",
            )
        )
    elif line.variance_pence:
        needs.append(_variance_need(line.variance_pence, line))
    behind = (line.profile_to_date_pence or 0) - line.actual_pence - line.accrued_pence
    if behind > 0:
        needs.append(
            Need(
                WARN,
                show_pounds(Pence(behind)),
                f"{show_pounds(Pence(behind))} less has been spent or is owed than "
                "the profile says by this day: ask why.",
            )
        )
    return needs


def unsupported_need(pence: Pence) -> Need | None:
    """Say how much was paid to partners that no claim of theirs supports yet."""
    if pence <= 0:
        return None
    return Need(
        WARN,
        show_pounds(pence),
        f"{show_pounds(pence)} paid to partners is supported by no accepted line of "
        "theirs: ask for their claims.",
    )


def milestone_needs(found: Iterable[Milestone], on: date) -> list[Need]:
    """Say of each milestone that is late or red what is known of it."""
    return [
        Need(
            STOP if it.rag == Rag.RED else WARN,
            "Red" if it.rag == Rag.RED else "Late",
            f"{_begun(it.milestone)}, planned for {long_day(it.planned_on)}"
            f"{_how_late(it, on)}{_issue(it)}.",
            _marks(it.provenance),
        )
        for it in found
        if not it.actual_on and (it.rag == Rag.RED or it.days_late)
    ]


def risk_needs(found: Iterable[Risk]) -> list[Need]:
    """Say each open risk that is high, whose it is, and what is done about it."""
    return [
        Need(
            WARN,
            "Risk",
            f"{_begun(risk.risk)} (likelihood {risk.likelihood}, impact {risk.impact})"
            f"{f'; {risk.mitigation}' if risk.mitigation else ''}"
            f"{f'. Owner: {risk.owner}' if risk.owner else ''}.",
            _marks(risk.provenance),
        )
        for risk in found
        if risk.is_open and risk.score >= HIGH_SCORE
    ]


def next_milestone_need(milestone: Milestone) -> Need:
    """Say which milestone comes next, and when."""
    day = milestone.forecast_on or milestone.planned_on
    return Need(
        WAIT,
        "Planned",
        f"{_begun(milestone.milestone)}, expected on {long_day(day)}.",
        _marks(milestone.provenance),
    )


def days_left(working_days: int | None) -> str:
    """Say how many working days are left, or since how many it is overdue."""
    if working_days is None:
        return "not known"
    if working_days < 0:
        return f"overdue by {abs(working_days):,}"
    return f"{working_days:,}"


def changed_sentence(version: int, was: str, now: str) -> str:
    """Say what a sentence said before and says now."""
    if not was:
        return f"New since version {version}: {now}"
    if not now:
        return f"No longer said: {was}"
    return f"Version {version} said: {was} Now: {now}"


def _begun(words: str) -> str:
    """Begin a sentence with words that a register may hold in small letters."""
    return words[:1].upper() + words[1:]


def _late(found: Iterable[Milestone]) -> list[Milestone]:
    return [it for it in found if not it.actual_on and it.days_late]


def _how_late(milestone: Milestone, on: date) -> str:
    if not milestone.days_late:
        return ""
    expected = " expected" if milestone.planned_on >= on else ""
    return f",{expected} {counted(milestone.days_late, 'day')} late"


def _issue(milestone: Milestone) -> str:
    return f" ({milestone.issue})" if milestone.issue else ""


def _variance_need(variance: Pence, line: PositionLine) -> Need:
    if variance > 0:
        return Need(
            STOP,
            show_pounds(variance),
            f"{show_pounds(variance)} more than the budget of "
            f"{show_pounds(line.budget_pence)} is forecast: move money in, or stop "
            "orders.",
        )
    lapses = show_pounds(Pence(-variance))
    return Need(
        WARN,
        lapses,
        f"{lapses} of {show_pounds(line.budget_pence)} would be unspent at year end: "
        "re-profile it, move it, ask to carry it over, or give it back.",
    )


def _marks(provenance: str) -> tuple[str, ...]:
    return (provenance,) if provenance else ()
