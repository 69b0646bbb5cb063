"""The checks of a return: one small function a rule; what each found, in words."""

from fundtrack.findings import Finding
from fundtrack.returns.checks.approvals import evidence_held
from fundtrack.returns.checks.approvals import no_waiting_virement
from fundtrack.returns.checks.approvals import payments_supported
from fundtrack.returns.checks.arithmetic import capital_within_cap
from fundtrack.returns.checks.arithmetic import cells_sum_to_lines
from fundtrack.returns.checks.arithmetic import claim_ties_to_ledger
from fundtrack.returns.checks.arithmetic import claim_within_maximum
from fundtrack.returns.checks.arithmetic import lines_sum_to_claim
from fundtrack.returns.checks.belonging import claimed_once
from fundtrack.returns.checks.belonging import imports_tie_out
from fundtrack.returns.checks.belonging import inside_funding_period
from fundtrack.returns.checks.belonging import no_refused_rows
from fundtrack.returns.checks.belonging import no_suspense
from fundtrack.returns.checks.explanations import all_areas_reported
from fundtrack.returns.checks.explanations import large_variances
from fundtrack.returns.checks.explanations import negative_totals_explained
from fundtrack.returns.checks.explanations import variance_explained
from fundtrack.returns.checks.surroundings import Check
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.checks.surroundings import read_surroundings
from fundtrack.returns.credit_checks import credits_in_their_year
from fundtrack.returns.figures import Figures
from fundtrack.returns.line_checks import LINE_CHECKS

__all__ = [
    "CHECKS",
    "Surroundings",
    "check_figures",
    "large_variances",
    "read_surroundings",
]


def check_figures(figures: Figures, around: Surroundings) -> tuple[Finding, ...]:
    """Run every check, in the order of the rules."""
    whole = (found for check in CHECKS for found in check(figures, around))
    return (*whole, *(found for check in LINE_CHECKS for found in check(figures)))


CHECKS: tuple[Check, ...] = (
    lines_sum_to_claim,
    claim_ties_to_ledger,
    cells_sum_to_lines,
    claim_within_maximum,
    inside_funding_period,
    claimed_once,
    capital_within_cap,
    imports_tie_out,
    no_suspense,
    no_refused_rows,
    no_waiting_virement,
    payments_supported,
    variance_explained,
    negative_totals_explained,
    credits_in_their_year,
    all_areas_reported,
    evidence_held,
)
