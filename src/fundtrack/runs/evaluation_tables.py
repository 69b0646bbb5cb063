"""The tables of an evaluation's report."""

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.sentences.evaluations import VERDICT_NAMES


def effect_table(case: Case, assessment: Assessment) -> Table:
    """List the counts and the effect with its interval."""
    effect = assessment.effect
    counts = (
        [
            ("treated", effect.treated_pre, effect.treated_post),
            ("comparators", effect.comparators_pre, effect.comparators_post),
        ]
        if effect
        else []
    )
    rows = [
        TableRow({"what": f"Offences, {name}", "before": before, "after": after})
        for name, before, after in counts
    ]
    if effect:
        rows.append(
            TableRow(
                {
                    "what": "Change against comparators",
                    "change": signed_pct(effect.effect_pct),
                    "interval": (
                        f"{signed_pct(effect.ci_low_pct)} to "
                        f"{signed_pct(effect.ci_high_pct)}"
                    ),
                    "p": f"{effect.p:.3f}",
                }
            )
        )
    return Table(
        f"Verdict: {VERDICT_NAMES[assessment.verdict]}; {case.measure.name.lower()}",
        (
            Column("what", "What"),
            Column("before", "Before", Kind.COUNT),
            Column("after", "After", Kind.COUNT),
            Column("change", "Change"),
            Column("interval", f"{100 * (1 - case.plan.alpha):.0f}% interval"),
            Column("p", "p (placebo)"),
        ),
        tuple(rows),
    )


def comparators_table(case: Case) -> Table:
    """List the comparators with their offences before and after."""
    chosen = case.panel.loc[list(case.comparators.wards)]
    return Table(
        "Comparators",
        (
            Column("ward", "Ward"),
            Column("district", "District"),
            Column("before", "Before", Kind.COUNT),
            Column("after", "After", Kind.COUNT),
        ),
        tuple(
            TableRow(
                {
                    "ward": case.places.loc[ward, "name"],
                    "district": case.places.loc[ward, "district"],
                    "before": int(chosen.loc[ward, case.pre].sum()),
                    "after": int(chosen.loc[ward, case.post].sum()),
                }
            )
            for ward in chosen.index
        ),
    )
