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
from fundtrack.returns.checks.belonging import lines_in_their_year
from fundtrack.returns.checks.belonging import no_refused_rows
from fundtrack.returns.checks.belonging import no_suspense
from fundtrack.returns.checks.credits import credits_in_their_year
from fundtrack.returns.checks.explanations import all_areas_reported
from fundtrack.returns.checks.explanations import large_variances
from fundtrack.returns.checks.explanations import negative_totals
from fundtrack.returns.checks.explanations import negative_totals_explained
from fundtrack.returns.checks.explanations import silent_areas
from fundtrack.returns.checks.explanations import variance_explained
from fundtrack.returns.checks.explanations import why_silent
from fundtrack.returns.checks.lines import eligible_lines
from fundtrack.returns.checks.lines import vat_known
from fundtrack.returns.checks.lines import vat_rule_applied
from fundtrack.returns.checks.surroundings import Check
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.checks.surroundings import read_surroundings
from fundtrack.returns.checks.usual import usual_line
from fundtrack.returns.checks.usual import usual_output
from fundtrack.returns.checks.usual import usual_quarter
from fundtrack.returns.figures import Figures

__all__ = [
    "CHECKS",
    "Surroundings",
    "check_figures",
    "large_variances",
    "negative_totals",
    "read_surroundings",
    "silent_areas",
    "why_silent",
]


def check_figures(figures: Figures, around: Surroundings) -> tuple[Finding, ...]:
    """Run every check, in the order of the rules."""
    return tuple(found for check in CHECKS for found in check(figures, around))


CHECKS: tuple[Check, ...] = (
    lines_sum_to_claim,
    claim_ties_to_ledger,
    cells_sum_to_lines,
    claim_within_maximum,
    capital_within_cap,
    inside_funding_period,
    lines_in_their_year,
    claimed_once,
    imports_tie_out,
    no_suspense,
    no_refused_rows,
    vat_known,
    vat_rule_applied,
    eligible_lines,
    no_waiting_virement,
    payments_supported,
    evidence_held,
    variance_explained,
    negative_totals_explained,
    credits_in_their_year,
    all_areas_reported,
    usual_quarter,
    usual_line,
    usual_output,
)
"""The check of every rule of `rules.toml`, by its name and in its order."""
