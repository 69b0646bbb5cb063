"""The tables of a report's sections around its result."""

from fundtrack import __version__
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.gates import Bars
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.neighbours import Neighbours
from fundtrack.evaluation.plans import parted
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.metrics.bought import Bought
from fundtrack.runs.estimates import effect_figures
from fundtrack.runs.provenance import library_versions
from fundtrack.runs.registry import code_version
from fundtrack.sentences.evaluation_sections import STANDING
from fundtrack.sentences.evaluations import VERDICT_NAMES
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.run_words import GATES

STATES = {State.PASSED: "passed", State.FAILED: "failed", State.OPEN: "open"}
BARRED = {
    Bars.ESTIMATE: "any estimate",
    Bars.CLAIM: "any claim",
    Bars.CAUSE: "naming a cause",
}
MONEY = (
    ("given", "May spend"),
    ("ordered", "Ordered"),
    ("owed", "Owed"),
    ("paid", "Paid"),
    ("proved", "Proved by partners"),
)


def bought_table(bought: Bought) -> Table:
    """List what each heading may spend, ordered, owes, paid, and what is proved."""
    rows: list[dict[str, Shown]] = [
        {
            "heading": spoken(line.heading),
            "given": line.given_pence,
            "ordered": line.ordered_pence,
            "owed": line.owed_pence,
            "paid": line.paid_pence,
            "proved": line.evidenced_pence,
        }
        for line in bought.lines
    ]
    total = {key: sum(int(str(row[key])) for row in rows) for key, _ in MONEY}
    return Table(
        "What was bought, by heading",
        (
            Column("heading", "Heading"),
            *(Column(key, heading, Kind.POUNDS) for key, heading in MONEY),
        ),
        tuple(
            TableRow(row, marks=line.marks)
            for row, line in zip(rows, bought.lines, strict=True)
        ),
        TableRow({"heading": "All", **total}) if rows else None,
    )


def months_table(case: Case, bought: Bought) -> Table:
    """List what was paid and proved month by month, and how far delivery had come."""
    delivery = case.delivery
    is_measured = delivery is not None and delivery.is_measured
    rows = tuple(
        TableRow(
            {
                "month": str(each.month),
                "paid": each.paid_pence,
                "proved": each.evidenced_pence,
                "reached": f"{delivery.reached_pct(each.month):.0f}%"
                if delivery and is_measured
                else None,
            }
        )
        for each in bought.months
    )
    return Table(
        "Paid and proved by month; planned delivery reached by its end",
        (
            Column("month", "Month"),
            Column("paid", "Paid", Kind.POUNDS),
            Column("proved", "Proved by partners", Kind.POUNDS),
            Column("reached", "Planned delivery reached"),
        ),
        rows,
    )


def design_table(case: Case) -> Table:
    """List what the plan fixed before any result."""
    plan, windows = case.plan, case.windows
    treated = case.places.loc[list(case.treated)]
    named = [
        f"{name} ({district})"
        for name, district in zip(treated["name"], treated["district"], strict=True)
    ]
    family = [
        f"{area.replace('-', ' ').title()} ({spoken(measure).lower()})"
        for area, measure in map(parted, plan.family_of)
    ]
    held = {
        "Measure": f"{case.measure.name}, version {plan.measure_version}: "
        f"{', '.join(plan.crime_types)}",
        "Treated places": "; ".join(named),
        "First month after": f"{plan.start} ({plan.start_rule or 'as registered'})",
        "Months compared": f"{len(windows.pre)} of {plan.months}, the same calendar "
        "months on both sides",
        "Estimator": plan.estimator,
        "Comparators": plan.comparator_rule,
        "p-value": f"rank among up to {plan.sets} sets of as many untouched wards, "
        f"each change over its standard error; seed {plan.seed}",
        "Looked at together": f"{plan.family} ({plan.family_rule})"
        + (f": {'; '.join(family)}" if family else ""),
        "Worthwhile change": f"{plan.worthwhile_pct:.0f}% either way",
        "Decision": f"a fall or a rise is named where p after Holm is at most "
        f"{plan.alpha} and the interval excludes no change; no meaningful change where "
        "the interval lies within the worthwhile one; inconclusive otherwise",
        "Standing": STANDING[case.registration.standing],
    }
    return _pairs("What the plan fixed", held, "Fixed at")


def gates_table(gates: tuple[GateResult, ...], caption: str) -> Table:
    """List gates with the fact each rests on, and what it bars while not passed."""
    return Table(
        caption,
        (
            Column("gate", "Gate"),
            Column("state", "State"),
            Column("fact", "Fact"),
            Column("bars", "Bars"),
        ),
        tuple(
            TableRow(
                {
                    "gate": GATES[each.gate],
                    "state": STATES[each.state],
                    "fact": each.fact,
                    "bars": "" if each.state is State.PASSED else BARRED[each.bars],
                }
            )
            for each in gates
        ),
    )


def later_gates_table(assessment: Assessment) -> Table:
    """List the gates that follow the estimate; those before it stand further up."""
    before = len(assessment.detectable.results)
    return gates_table(assessment.gates[before:], "Gates after the result")


def estimate_table(case: Case, assessment: Assessment, value: ValueForMoney) -> Table:
    """List the effect in every form it is asked for, with what it rests on."""
    effect, detectable = assessment.effect, assessment.detectable
    held: dict[str, str] = {"Verdict": VERDICT_NAMES[assessment.verdict]}
    if effect:
        found = effect_figures(effect)
        level = f"{100 * (1 - case.plan.alpha):.0f}% interval"
        low, high = signed_pct(effect.ci_low_pct), signed_pct(effect.ci_high_pct)
        held |= {
            "Change against comparators": f"{signed_pct(effect.effect_pct)} "
            f"({level} {low} to {high})",
            "Offences fewer than expected": f"{_whole(found['prevented'])} "
            f"({_whole(found['prevented_low'])} to {_whole(found['prevented_high'])}), "
            f"of {found['expected']:,.0f} expected",
            "Log rate ratio": f"{effect.ratio.log_rr:.3f}".replace("-", "−")
            + f", standard error {effect.ratio.se:.3f}, variance between places "
            f"{effect.ratio.tau2:.4f}",
            "p from placebo places": f"{effect.p:.3f}",
            "p after Holm": f"{assessment.p_family or 0:.3f}, within "
            f"{case.plan.family} looked at together",
        }
    if detectable.smallest_pct is not None:
        held["Smallest fall it could see"] = f"{detectable.smallest_pct:.0f}%"
    held["Maryland scale"] = f"level {value.maryland} of 5"
    return _pairs("The estimate, and what it rests on", held)


def neighbours_table(found: Neighbours | None) -> Table:
    """List what happened next door, by each of the usual measures."""
    held: dict[str, str] = {}
    if found:
        both = found.difference
        held = {
            "Offences beside, before and after": f"{found.before:,} and "
            f"{found.after:,}, {found.expected:,.0f} expected",
            "Change beside, against comparators": f"{signed_pct(found.change_pct)} "
            f"({signed_pct(found.low_pct)} to {signed_pct(found.high_pct)})",
            "Weighted displacement difference": f"{_whole(both.estimate)} offences "
            f"({_whole(both.ci_low)} to {_whole(both.ci_high)} by chance alone), both "
            "together; below 0 means fewer",
            "Total net effect": f"{_whole(found.quotient.total_net_effect)} offences "
            "prevented in both together",
        }
    return _pairs("Next door: cross-checks, which no verdict reads", held)


def versions_table() -> Table:
    """List the versions of the program and of the libraries behind the figures."""
    held = {"fundtrack": f"{__version__}, code {code_version()}", **library_versions()}
    return _pairs("Versions", held, "Version")


def _pairs(caption: str, held: dict[str, str], said: str = "Figure") -> Table:
    rows = tuple(TableRow({"what": name, "is": told}) for name, told in held.items())
    return Table(caption, (Column("what", "What"), Column("is", said)), rows)


def _whole(figure: float) -> str:
    whole = round(figure)
    return f"{'−' if whole < 0 else ''}{abs(whole):,}"
