"""How a return's claim is worked out and tied to the ledger, row by row."""

from collections.abc import Iterable

from fundtrack.returns.covers import day_in_words
from fundtrack.returns.layouts import Value
from fundtrack.returns.limits import capital_limit
from fundtrack.returns.papers import Papers
from fundtrack.returns.table import EARLIER
from fundtrack.returns.table import NOW

Rows = list[dict[str, Value]]
BEFORE = "Claimed before"
LESS_BEFORE = "Less: claimed before"
OF_IT_REPLACED = "Of it by the version that this one replaces"
PUT_BACK = "Add: claimed by the version that this one replaces"
OF_VERSIONS = frozenset({BEFORE, LESS_BEFORE, OF_IT_REPLACED, PUT_BACK})
"""Rows that differ between versions of a return by what each replaces; they cancel
out, and what earlier quarters claimed is seen in the balance before the claim."""


def claim_rows(papers: Papers) -> Rows:
    """Work out the claim, step by step, on the sheet Claim."""
    figures = papers.figures
    tied, limits, scope = figures.reconciliation, figures.limits, figures.scope
    before, earlier = tied.claimed_before_pence, tied.claimed_earlier_pence
    spent = marks(figures.table[-1].actual_marks)
    return [
        *_maximum_sums(papers),
        _sum(BEFORE, before, str(figures.claimed_before.id)),
        *_replaced(papers, OF_IT_REPLACED),
        _sum(
            "Balance before this claim",
            limits.total_pence - earlier,
            "the award less what earlier quarters claimed",
        ),
        _sum(
            f"Eligible spending since {day_in_words(scope.starts)}",
            tied.eligible_pence,
            str(figures.eligible.id),
            marks=spent,
        ),
        _sum(
            "Less: above the maximum sum",
            -tied.above_maximum_pence,
            "spending of each year less its maximum sum",
        ),
        _sum(LESS_BEFORE, -before, str(figures.claimed_before.id)),
        *_replaced(papers, PUT_BACK),
        _sum(
            "Claim for this quarter", tied.claim_pence, _claim_id(papers), marks=spent
        ),
        *_made_of(papers, spent),
        *_so_far(papers),
    ]


def _so_far(papers: Papers) -> Rows:
    tied, limits = papers.figures.reconciliation, papers.figures.limits
    claimed = tied.claim_pence + tied.claimed_earlier_pence
    return [
        _sum(
            "Claimed so far, this claim included",
            claimed,
            "what earlier quarters claimed, and this claim",
        ),
        _sum(
            "Remaining of the award",
            limits.total_pence - claimed,
            "the award less what is claimed so far",
        ),
    ]


def _maximum_sums(papers: Papers) -> Rows:
    figures = papers.figures
    limits, year = figures.limits, figures.scope.year
    award = marks(row["provenance"] for row in papers.awards)
    unnamed = "" if limits.names_a_year else " (the award names no year)"
    return [
        _sum(
            f"Maximum sum for {year}{unnamed}",
            limits.of_year(year),
            str(figures.awarded_in_year or "worked out"),
            marks=award,
        ),
        _sum(
            "Maximum sum of the award",
            limits.total_pence,
            str(figures.awarded),
            marks=award,
        ),
        *_capital(papers),
    ]


def _made_of(papers: Papers, spent: str) -> Rows:
    """Part the claim into the quarter's own spending and what came late."""
    figures = papers.figures
    quarter, earlier, now = (
        figures.table[-1].figures[name] for name in ("eligible", EARLIER, NOW)
    )
    rows = [
        _sum(
            f"Of it spending of {figures.scope.quarter}",
            quarter.pence or 0,
            str(quarter.id),
            marks=spent,
        ),
        _sum(
            "Of it spending of earlier quarters, in no return before",
            earlier.pence or 0,
            str(earlier.id),
            marks=spent,
        ),
    ]
    rest = figures.reconciliation.claim_pence - (now.pence or 0)
    if rest:
        what = "Of it put off by earlier returns, less what is above the maximum sum"
        rows.append(_sum(what, rest, "worked out"))
    return rows


def _replaced(papers: Papers, what: str) -> Rows:
    """Say what earlier versions of this return claimed, if there were any."""
    replaced = papers.figures.reconciliation.replaced_pence
    return [_sum(what, replaced, "the claim of that version")] if replaced else []


def _claim_id(papers: Papers) -> str:
    tied = papers.figures.reconciliation
    if tied.claimed_before_pence or tied.above_maximum_pence:
        return "the rows above"
    return str(papers.figures.eligible.id)


def _capital(papers: Papers) -> Rows:
    limit = capital_limit(papers.figures.scope, papers.figures.limits)
    return [] if limit is None else [_sum("Of it at most capital", limit, "agreement")]


def _sum(
    what: str, pence: int, figure: str, why: str = "", *, marks: str = ""
) -> dict[str, Value]:
    return {"what": what, "pence": pence, "figure": figure, "why": why, "marks": marks}


def marks(provenances: Iterable[str]) -> str:
    """Name every provenance once, in the order of their names."""
    return ", ".join(sorted(set(provenances)))


def reconciliation_rows(papers: Papers) -> Rows:
    """Set the ledger against the claim down to nil, on the sheet Reconciliation."""
    figures = papers.figures
    tied = figures.reconciliation
    spent = marks(figures.table[-1].actual_marks)
    return [
        _sum(
            "Ledger: spent and accrued in the period",
            tied.spent_pence,
            str(figures.spent.id),
            marks=spent,
        ),
        _sum(
            LESS_BEFORE,
            -tied.claimed_before_pence,
            str(figures.claimed_before.id),
        ),
        *_replaced(papers, PUT_BACK),
        _sum("Ledger for this claim", tied.ledger_pence, "the rows above"),
        *(
            _sum(f"Less: {it.item}", -it.pence, it.figure or "worked out", it.reason)
            for it in tied.items
        ),
        _sum(
            "Less: claim, from the transaction listing",
            -tied.claim_pence,
            "the sheet Transaction listing",
            marks=spent,
        ),
        _sum("Difference", tied.difference_pence, "must be nil"),
    ]
