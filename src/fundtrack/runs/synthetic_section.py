"""The synthetic place in an evaluation's report: in words, drawn, with its weights."""

from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import figure_html
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.synthetic_places import SyntheticPlace
from fundtrack.evaluation.synthetic_places import synthetic_place
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.runs.showing import Drawn
from fundtrack.runs.showing import from_markdown
from fundtrack.runs.showing import pictures
from fundtrack.runs.showing import shown_together
from fundtrack.runs.showing import table
from fundtrack.sentences.phrases import counted

LEAST_WEIGHT = 0.005
"""A comparator that weighs less is not listed: it rounds to nothing."""

LABEL_GAP = 0.08
LAST_MONTHS = 4


def synthetic_shown(case: Case, assessment: Assessment) -> Drawn:
    """Show the treated place against its synthetic one, or why it is not shown.

    Where a gate bars the planned estimate nothing is shown: that was said before.
    """
    if assessment.effect is None:
        return Drawn("")
    found = synthetic_place(case)
    return shown_together(
        from_markdown(synthetic_sentence(case, found)),
        pictures(synthetic_figure(case, found)),
    )


def synthetic_sentence(case: Case, found: SyntheticPlace | None) -> str:
    """Say what a synthetic place gives; a poor fit is said and not shown."""
    place = case.site.area_name
    if found is None:
        return (
            "No synthetic place is made: too few months before the start, or too few "
            "comparators, are held throughout."
        )
    if found.is_poor_fit:
        return (
            f"No mix of comparators ran as {place} did before the start, so a "
            "synthetic place is not shown."
        )
    used = int((found.weights >= LEAST_WEIGHT).sum())
    return (
        f"Cross-check: against a mix of {counted(used, 'comparator')} that ran as "
        f"{place} did before, offences stood at {signed_pct(found.change_pct)} after "
        f"the start (p = {found.p:.3f} by rank among {len(found.weights) + 1} places). "
        "No verdict reads it."
    )


def synthetic_figure(case: Case, found: SyntheticPlace | None) -> str:
    """Draw actual and synthetic offences month by month."""
    if found is None or found.is_poor_fit:
        return ""
    place = case.site.area_name
    title = f"{place} against a synthetic {place}"
    subtitle = (
        f"{case.measure.name} by month, offences in the treated wards; dashed: the mix "
        "of comparators; shaded: from the month the money could work; gaps: months not "
        "compared"
    )
    drawn = chart_pictures("treated_against_comparators", synthetic_rows(case, found))
    spoken = synthetic_sentence(case, found)
    return figure_html(
        drawn, title, subtitle, spoken, table(weights_table(case, found)).html
    )


def synthetic_rows(case: Case, found: SyntheticPlace) -> list[dict[str, object]]:
    """Give the data of `treated_against_comparators`, in offences."""
    levels = {
        str(month): {"treated_index": row.actual, "comparators_index": row.synthetic}
        for month, row in zip(
            found.months.index, found.months.itertuples(index=False), strict=True
        )
    }
    first, last = (Month.parse(str(found.months.index[at])) for at in (0, -1))
    rows: list[dict[str, object]] = [
        {**levels.get(str(month), {}), "month": f"{month}-01"}
        for month in months_between(first, last)
    ]
    rows[0] |= {
        "shaded_from": f"{case.plan.start}-01",
        "shaded_to": f"{last}-01",
        "shade_name": "money at work",
    }
    rows[-1] |= _labels(case, found)
    return rows


def weights_table(case: Case, found: SyntheticPlace) -> Table:
    """List the comparators that are in the mix, the heaviest first."""
    heavy = found.weights[found.weights >= LEAST_WEIGHT].sort_values(ascending=False)
    places = case.places.loc[list(heavy.index)]
    rows = zip(places["name"], places["district"], heavy, strict=True)
    return Table(
        "The mix of comparators",
        (
            Column("ward", "Ward"),
            Column("district", "District"),
            Column("weight", "Weight", Kind.PERCENT),
        ),
        tuple(
            TableRow(
                {"ward": name, "district": district, "weight": f"{100 * part:.0f}%"}
            )
            for name, district, part in rows
        ),
    )


def _labels(case: Case, found: SyntheticPlace) -> dict[str, object]:
    """Place the two names at the right edge, clear of both lines."""
    lines = found.months[["actual", "synthetic"]]
    gap = LABEL_GAP * float(lines.to_numpy().max() - lines.to_numpy().min())
    last = lines.iloc[-LAST_MONTHS:]
    high, low = float(last.to_numpy().max()) + gap, float(last.to_numpy().min()) - gap
    is_above = bool(last["actual"].mean() > last["synthetic"].mean())
    return {
        "treated_name": case.site.area_name,
        "treated_label_at": high if is_above else low,
        "comparators_name": "synthetic",
        "comparators_label_at": low if is_above else high,
    }
