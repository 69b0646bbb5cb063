"""What the sections of an evaluation's report say around its result."""

from collections.abc import Sequence

from fundtrack.charts.tables import signed_pct
from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.neighbours import Neighbours
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.metrics.bought import Bought
from fundtrack.metrics.surveys import Perceived
from fundtrack.metrics.surveys import Perceptions
from fundtrack.metrics.surveys import SurveyAnswer
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import spoken

PROSPECTIVE = "before any month after the start was held"
STANDING = {
    Standing.PROSPECTIVE: f"registered {PROSPECTIVE}",
    Standing.RETROSPECTIVE: "retrospective: made when months after the start were held",
    Standing.EXPLORATORY: "exploratory: this run does not follow the plan that stands",
}
NOT_READ = "A gate bars the planned estimate, so no other one is read here either."
NAMED = {Verdict.REDUCTION: "fell", Verdict.INCREASE: "rose"}


def bought_sentence(case: Case, bought: Bought) -> str:
    """Say what was paid of what may be spent, what of it is proved, what claimed."""
    if not bought.lines:
        return "The books hold no money for this place yet."
    given = Pence(sum(line.given_pence for line in bought.lines))
    proved = Pence(sum(line.evidenced_pence for line in bought.lines))
    largest = max(bought.lines, key=lambda line: line.paid_pence)
    marks = sorted({mark for line in bought.lines for mark in line.marks})
    sure = f" ({', '.join(marks)})" if marks else ""
    said = (
        f"{show_pounds(bought.paid_pence)} was paid{sure} of the {show_pounds(given)} "
        f"that {case.site.area_name} may spend, the largest part for "
        f"{spoken(largest.heading)} ({show_pounds(largest.paid_pence)})."
    )
    said += (
        f" Partners' accepted lines prove {show_pounds(proved)} of it."
        if proved
        else " No partner's accepted line proves any of it."
    )
    if bought.claimed_pence:
        said += f" {show_pounds(bought.claimed_pence)} was claimed from the funder."
    return said


def delivery_sentence(case: Case) -> str:
    """Say from when the money could work, by what, and what was never delivered."""
    found = case.delivery
    starts = f"Months from {case.plan.start} on count as after the start"
    if found is None:
        return f"{starts}, as the register of footprints states."
    rule = case.plan.start_rule or found.rule
    said = f"{starts}; the start rests on {rule}."
    if not (found.is_measured and case.windows.post):
        return f"{said} The books hold no plan that delivery could be held against."
    last = case.windows.post[-1]
    reached = found.reached_pct(last)
    said += (
        f" By {last}, the last month compared, {reached:.0f}% of planned delivery "
        f"({show_pounds(found.planned_pence)}) had been reached"
    )
    left = max(0.0, 100 - reached)
    gone = f"; the other {left:.0f}% can have changed nothing" if left >= 1 else ""
    return f"{said}{gone}."


def plan_sentence(case: Case) -> str:
    """Say which plan the run follows, and where it does not."""
    held = case.registration
    if not held.plan:
        said = (
            "No plan was registered for this: the run follows the one it made itself, "
            "after the months after the start were held, so it is retrospective."
        )
    else:
        said = (
            f"The plan is {held.plan}, registered at {held.registered_at[:16]}; it is "
            f"{STANDING[held.standing]}."
        )
    if held.departures:
        said += f" The run departs from it: {'; '.join(held.departures)}."
    return said


def departure_notice(case: Case) -> str:
    """Warn that a run departs from its plan; nothing while it follows it."""
    if case.registration.standing is not Standing.EXPLORATORY:
        return ""
    away = "; ".join(case.registration.departures)
    return f"EXPLORATORY, never the office's answer: {away}."


def gates_sentence(gates: Sequence[GateResult]) -> str:
    """Count the gates that are passed, open and failed."""
    number = {state: sum(each.state is state for each in gates) for state in State}
    if number[State.PASSED] == len(gates):
        return f"All {counted(len(gates), 'gate')} are passed."
    return (
        f"Of {counted(len(gates), 'gate')} in all {number[State.PASSED]} are passed, "
        f"{number[State.OPEN]} open and {number[State.FAILED]} failed. An open gate is "
        "one that the books and the counts cannot settle."
    )


def neighbours_sentence(case: Case, found: Neighbours | None) -> str:
    """Say whether crime rose or fell next door, against the same comparators."""
    if found is None:
        return (
            "Whether crime moved cannot be told: no ward without money beside the "
            "treated ones is held and compared."
        )
    change, low, high = map(
        signed_pct, (found.change_pct, found.low_pct, found.high_pct)
    )
    said = (
        f"In the {counted(len(found.wards), 'ward')} beside {case.site.area_name}'s "
        f"treated ones there were {counted(found.before, 'offence')} before and "
        f"{found.after:,} after, {found.expected:,.0f} expected: {change} against "
        f"comparators, anything from {low} to {high} fits."
    )
    return f"{said} {_quotient_words(found)}"


def _quotient_words(found: Neighbours) -> str:
    wdq, interval = found.quotient.wdq, found.interval
    if wdq is None:
        return (
            "The treated wards did no better than the comparators, so there is no "
            "benefit that could have moved or spread, and no displacement quotient."
        )
    if interval.ci_low is None or interval.ci_high is None:
        return (
            "The displacement quotient is not estimable: by chance alone the treated "
            "wards' gain could be none."
        )
    return (
        f"Displacement quotient: anything from {_signed(interval.ci_low)} to "
        f"{_signed(interval.ci_high)} fits (above 0 the gain spread, below 0 crime "
        "moved), by chance alone and so too narrow."
    )


def perceptions_sentence(found: Perceptions) -> str:
    """Say whether people felt safer, or that nobody measured it."""
    match found.status:
        case Perceived.NOT_AIMED:
            return ""
        case Perceived.NOT_MEASURED:
            return (
                "Feeling safer: not measured. The fund is meant to change it "
                f"(“{found.purpose}”), and no survey of this place is held."
            )
        case Perceived.ONE_WAVE:
            return "Feeling safer: asked in one wave only, so no change is measured."
    return " ".join(_answer_words(answer) for answer in found.answers if answer.change)


def _answer_words(answer: SurveyAnswer) -> str:
    first, last = answer.waves[0], answer.waves[-1]
    asked = f"{answer.survey}, “{answer.question}”, “{answer.answer}”"
    if answer.change is None or answer.change.is_small:
        return f"{asked}: too few were asked for a percentage."
    said = (
        f"{asked}: {first.share.pct:.0f}% of {first.share.respondents:,} in "
        f"{first.wave}, {last.share.pct:.0f}% of {last.share.respondents:,} in "
        f"{last.wave}"
    )
    beyond = answer.beyond
    if beyond is None or beyond.is_small:
        return f"{said}; no comparison area was asked in the same waves."
    return (
        f"{said}; {_signed(beyond.points)} points beyond {answer.comparison}, anything "
        f"from {_signed(beyond.low)} to {_signed(beyond.high)} fits."
    )


def strength_sentence(assessment: Assessment, maryland: int) -> str:
    """Say how strong the evidence is: the design's level, and what is open."""
    return (
        f"Strength of the evidence: level {maryland} of 5 on the Maryland scale; "
        f"confidence in the verdict is {confidence(assessment)}."
    )


def confidence(assessment: Assessment) -> str:
    """Give the confidence in a verdict: high, medium, low, or none.

    high: a change is named and every gate is green. medium: one is named, or none was
    found, with gates open. low: nothing could be told, or a gate failed.
    """
    if assessment.effect is None:
        return "none"
    if any(each.state is State.FAILED for each in assessment.gates):
        return "low"
    if assessment.verdict is Verdict.INCONCLUSIVE:
        return "low"
    return "high" if assessment.names_cause else "medium"


def cause_sentence(case: Case, assessment: Assessment) -> str:
    """Say whether the change may be put down to the money, and what stands against.

    It names a cause only where the verdict is a reduction and every gate is green.
    """
    fund = case.site.fund_name
    if assessment.verdict is Verdict.NO_MEANINGFUL_CHANGE:
        return (
            f"A change of {case.plan.worthwhile_pct:.0f}% or more either way is ruled "
            "out; a smaller one may be there."
        )
    if assessment.verdict not in NAMED:
        return (
            f"So nothing is put down to {fund}; that it changed nothing is not shown."
        )
    fell = NAMED[assessment.verdict]
    if assessment.verdict is Verdict.REDUCTION and assessment.names_cause:
        return (
            f"Every gate is green, so we may say that crime {fell} because of {fund}."
        )
    against = [each.fact for each in assessment.gates if each.state is not State.PASSED]
    why = f": {'; '.join(against)}" if against else ""
    return f"Crime {fell}; whether {fund} is why cannot be said{why}."


def notes_sentence(heading: str, note: str) -> str:
    """Give what somebody wrote of how it was done, or ask for it."""
    return f"**{heading}** {note.strip() or 'Nobody has written this down yet.'}"


def _signed(figure: float) -> str:
    shown = f"{abs(figure):.1f}"
    return f"−{shown}" if figure < 0 and shown != "0.0" else f"+{shown}"
