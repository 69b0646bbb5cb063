"""Checks of what must be explained in words: variances, totals, silent areas."""

from collections.abc import Iterator

from fundtrack.domain.cells import UNSPLIT
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import CLAIM
from fundtrack.returns.checks.places import CLAIM_NOW
from fundtrack.returns.checks.places import TABLE
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import entries_named
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.narratives import About
from fundtrack.returns.narratives import about_row
from fundtrack.returns.table import TableRow

WHOLE_FUND: About = ("", "", "")
"""What words about the variance of the whole fund speak of."""
CLAIMED = Spot(CLAIM, CLAIM_NOW, "pence")


def variance_explained(figures: Figures, around: Surroundings) -> Iterator[Finding]:
    """Variances that matter are highlighted with every claim, and explained in words.

    Source: house template of grant agreements, "Managing the Grant"; the tolerance is
    the agreement's, else local policy, and it says whether a missing one blocks.
    """
    explained = _explained(around)
    for row, why in large_variances(figures):
        if about_row(row.cell) not in explained:
            yield spotted(
                "variance-explained",
                f"{named_row(row)}: {why}",
                Spot(TABLE, row.cell, "variance"),
                severity=_unless_words_are_free(figures),
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
            local = " by local policy" if terms.is_tolerance_local else ""
            beside = _beside_budget(variance, share)
            yield row, f"the outturn is {beside}; the tolerance is {limits}{local}"


def _beside_budget(variance: Pence, share: float | None) -> str:
    side = "above" if variance > 0 else "below"
    pct = "" if share is None else f" ({abs(share) * 100:.1f}%)"
    return f"{show_pence(Pence(abs(variance)))}{pct} {side} the budget"


def negative_totals_explained(
    figures: Figures, around: Surroundings
) -> Iterator[Finding]:
    """A total below nought comes from credits or reversals, which words explain.

    Words about the variance of the whole fund explain a claim below nought.
    """
    explained = _explained(around)
    rows = {about_row(row.cell): row for row in figures.table[:-1]}
    for about, why in negative_totals(figures):
        if about not in explained:
            row = rows.get(about)
            yield spotted(
                "negative-totals-explained",
                f"{named_row(row)} {why}" if row else f"the claim {why}",
                Spot(TABLE, row.cell, "eligible") if row else CLAIMED,
                severity=_unless_words_are_free(figures),
            )


def negative_totals(figures: Figures) -> Iterator[tuple[About, str]]:
    """Give what words must speak of where a total is below nought, and why it is."""
    claim = figures.reconciliation.claim_pence
    if claim < 0:
        owed = "that much of what was claimed before is owed back"
        yield (
            WHOLE_FUND,
            f"is {show_pence(claim)}: {owed}, or is set against the next claim",
        )
    for row in figures.table[:-1]:
        if (row.pence("eligible") or 0) < 0:
            yield about_row(row.cell), _why_negative(figures, row)


def _why_negative(figures: Figures, row: TableRow) -> str:
    """Name the credits and reversals of the quarter that a row is made of."""
    pence, starts = row.pence("eligible"), figures.scope.quarter_starts
    entries = [
        line.entry
        for line in figures.listing.eligible
        if line.pence < 0 and line.dated >= starts and row.cell.covers(line.cell)
    ]
    return (
        f"is {show_pence(pence)} in the quarter: credits and reversals are entries "
        f"{entries_named(entries)}"
    )


def all_areas_reported(figures: Figures, around: Surroundings) -> Iterator[Finding]:
    """An area that reports nothing may have been forgotten; words say that it was not.

    Words of any section that name the area will do.
    """
    spoken_of = {said.area for said in around.narratives}
    for row in silent_areas(figures):
        if row.cell.area not in spoken_of:
            yield spotted(
                "all-areas-reported",
                f"{row.cell.area} {why_silent(figures)}",
                Spot(TABLE, row.cell, "eligible"),
                severity=_unless_words_are_free(figures),
            )


def silent_areas(figures: Figures) -> list[TableRow]:
    """Give a row of each area that has a budget and spent nothing in the quarter."""
    rows = [
        row
        for row in figures.table[:-1]
        if row.pence("budget") and row.cell.area != UNSPLIT
    ]
    busy = {row.cell.area for row in rows if row.pence("eligible")}
    first = {row.cell.area: row for row in reversed(rows)}
    return [row for area, row in sorted(first.items()) if area not in busy]


def why_silent(figures: Figures) -> str:
    """Say what an area without figures lacks."""
    quarter = figures.scope.quarter
    return f"has a budget and no eligible spending in {quarter}"


def named_row(row: TableRow) -> str:
    """Name a row of the financial table: area, heading, capital or revenue."""
    return f"{row.cell.area}, {row.cell.heading}, {row.cell.kind}"


def _explained(around: Surroundings) -> set[About | None]:
    return {said.about for said in around.narratives}


def _unless_words_are_free(figures: Figures) -> Severity | None:
    """Warn instead where the terms say that no narrative is needed."""
    return None if figures.scope.terms.narrative_needed else Severity.WARN
