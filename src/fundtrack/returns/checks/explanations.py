"""Checks of what must be explained in words: variances, totals, silent areas."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import TABLE_SHEET
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.listing import Line
from fundtrack.returns.narratives import About
from fundtrack.returns.narratives import about_row
from fundtrack.returns.rules import finding
from fundtrack.returns.table import TableRow


def variance_explained(figures: Figures, around: Surroundings) -> Iterator[Finding]:
    """Significant variances are highlighted with every claim, and explained in words.

    Source: house template of grant agreements, "Managing the Grant"; the tolerance is
    the agreement's, else local policy, and it says whether a missing one blocks.
    """
    explained = {said.about for said in around.narratives}
    is_needed = figures.scope.terms.narrative_needed
    for row, why in large_variances(figures):
        if about_row(row.cell) not in explained:
            yield finding(
                "variance-explained",
                f"{row.cell.area}, {row.cell.heading}, {row.cell.kind}: {why}",
                severity=Severity.BLOCK if is_needed else None,
                sheet=TABLE_SHEET,
            )


def large_variances(figures: Figures) -> Iterator[tuple[TableRow, str]]:
    """Give the rows whose variance is above the tolerance, each with how far."""
    terms = figures.scope.terms
    for row in figures.table[:-1]:
        variance, share = row.pence("variance"), row.variance_share
        if variance is None:
            continue
        is_large = share is not None and abs(share) * 100 > terms.variance_pct
        if is_large or abs(variance) > terms.variance_pence:
            limits = f"{terms.variance_pct:g}% or {show_pence(terms.variance_pence)}"
            beside = _beside_budget(variance, share)
            yield row, f"the outturn is {beside}; the tolerance is {limits}"


def _beside_budget(variance: Pence, share: float | None) -> str:
    side = "above" if variance > 0 else "below"
    pct = "" if share is None else f" ({abs(share) * 100:.1f}%)"
    return f"{show_pence(Pence(abs(variance)))}{pct} {side} the budget"


def negative_totals_explained(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A total below nought comes from credits or reversals, which are named."""
    claim = figures.reconciliation.claim_pence
    if claim < 0:
        yield finding(
            "negative-totals-explained",
            f"the claim is {show_pence(claim)}: that much of what was claimed before "
            "is owed back, or is set against the next claim",
            sheet="Claim",
        )
    credits_of = _credits_by_row(figures)
    for row in figures.table[:-1]:
        pence = row.pence("eligible")
        if pence is not None and pence < 0:
            cell = row.cell
            named = [
                str(it.entry) for it in credits_of[cell.area, cell.heading, cell.kind]
            ]
            yield finding(
                "negative-totals-explained",
                f"{cell.area}, {cell.heading}, {cell.kind} is {show_pence(pence)} in "
                f"the quarter: credits and reversals are entries {', '.join(named)}",
                sheet=TABLE_SHEET,
            )


def _credits_by_row(figures: Figures) -> Mapping[About, list[Line]]:
    credits_of: dict[About, list[Line]] = defaultdict(list)
    for line in figures.listing.eligible:
        if line.pence < 0 and line.dated >= figures.scope.quarter_starts:
            cell = line.cell
            credits_of[cell.area, cell.heading, cell.kind].append(line)
    return credits_of


def all_areas_reported(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """An area that reports nothing may have been forgotten."""
    has_figures: dict[str, bool] = defaultdict(bool)
    for row in figures.table[:-1]:
        if row.pence("budget"):
            has_figures[row.cell.area] |= bool(row.pence("eligible"))
    for area, has in has_figures.items():
        if not has:
            yield finding(
                "all-areas-reported",
                f"{area} has a budget and no eligible spending in "
                f"{figures.scope.quarter}",
                sheet=TABLE_SHEET,
            )
