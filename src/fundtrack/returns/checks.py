"""The checks of a return: one small function a rule; what each found, in words."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.cells import SpendKind
from fundtrack.domain.double_claims import Twice
from fundtrack.domain.virements import Virement
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.credits import CreditPair
from fundtrack.metrics.double_claims import claimed_twice
from fundtrack.metrics.line_evidence import LineEvidence
from fundtrack.metrics.line_evidence import line_evidence
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.virements import waiting
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.credit_checks import credits_in_their_year
from fundtrack.returns.credit_checks import read_credits
from fundtrack.returns.figures import Figures
from fundtrack.returns.figures import lineage_sums
from fundtrack.returns.limits import capital_limit
from fundtrack.returns.line_checks import LINE_CHECKS
from fundtrack.returns.listing import Line
from fundtrack.returns.listing import total
from fundtrack.returns.narratives import Narrative
from fundtrack.returns.narratives import about_row
from fundtrack.returns.narratives import read_narratives
from fundtrack.returns.rules import finding
from fundtrack.returns.support import claimed_payments
from fundtrack.returns.support import unsupported_by_partner
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.table import TableRow
from fundtrack.store.connection import Row

TABLE_SHEET = "Financial table"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands in the books beside the figures and may block a return."""

    gaps: list[Row]
    suspense: list[Row]
    refused: list[Row]
    twice: Sequence[Twice]
    virements: list[Virement]
    credits: tuple[CreditPair, ...] = ()
    evidence: LineEvidence | None = None
    narratives: tuple[Narrative, ...] = ()


def read_surroundings(books: Reader, figures: Figures) -> Surroundings:
    """Read what may block a return.

    Refused rows count whenever they came in, since they may hold what is missing; all
    else counts as it was known for the return.
    """
    scope = figures.scope
    period = {"start": scope.starts, "as_at": scope.ends}
    fund = {"fund": scope.fund}
    known = {"known": scope.known}
    return Surroundings(
        gaps=books.rows("return_gaps", **period, **known),
        suspense=books.rows("return_suspense", **fund, **period, **known),
        refused=books.rows("return_refused", **fund, **period),
        twice=claimed_twice(books, Selection(scope.ends, scope.known, scope.fund)),
        virements=[
            virement
            for virement in waiting(books, scope.known)
            if virement.from_cell.fund == scope.fund
        ],
        credits=read_credits(books, scope),
        evidence=line_evidence(
            books, Selection(scope.eligible_until, scope.known, scope.fund)
        ),
        narratives=read_narratives(books, scope),
    )


Check = Callable[[Figures, Surroundings], Iterator[Finding]]


def check_figures(figures: Figures, around: Surroundings) -> tuple[Finding, ...]:
    """Run every check, in the order of the rules."""
    whole = (found for check in CHECKS for found in check(figures, around))
    return (*whole, *(found for check in LINE_CHECKS for found in check(figures)))


def lines_sum_to_claim(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A claim is its lines and nothing else."""
    tied = figures.reconciliation
    listed = total(figures.listing.eligible) - tied.above_maximum_pence
    listed -= tied.claimed_earlier_pence
    if listed != tied.claim_pence:
        yield finding(
            "lines-sum-to-claim",
            f"the lines add up to {show_pence(Pence(listed))}, "
            f"the claim is {show_pence(tied.claim_pence)}",
        )


def claim_ties_to_ledger(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """Two roads, one figure.

    Source: annual reconciliation, grants standard GovS 015, requirement 9.
    """
    tied = figures.reconciliation
    if tied.difference_pence:
        yield finding(
            "claim-ties-to-ledger",
            f"the ledger holds {show_pence(tied.ledger_pence)}, the claim is "
            f"{show_pence(tied.claim_pence)}: "
            f"{show_pence(tied.difference_pence)} is not explained",
            sheet="Reconciliation",
        )


def cells_sum_to_lines(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A figure that cannot be traced to its lines may not be sent."""
    sums = lineage_sums(figures.lineage)
    for number, row in enumerate(figures.table, start=1):
        for name in COLUMNS:
            figure = row.figures[name]
            traced = sums.get(figure.id, Pence(0))
            if figure.pence is not None and figure.pence != traced:
                yield finding(
                    "cells-sum-to-lines",
                    f"{figure.id} is {show_pence(figure.pence)}, "
                    f"its lines add up to {show_pence(traced)}",
                    sheet=TABLE_SHEET,
                    row=number,
                    column=name,
                )


def claim_within_maximum(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """No claim may exceed the maximum sum.

    Source: model grant funding agreement, "Maximum Sum".
    """
    tied = figures.reconciliation
    claimed = tied.claim_pence + tied.claimed_earlier_pence
    if claimed > figures.limits.total_pence:
        yield finding(
            "claim-within-maximum",
            f"{show_pence(Pence(claimed))} would be claimed of an award of "
            f"{show_pence(figures.limits.total_pence)}",
            sheet="Claim",
        )


def inside_funding_period(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """Costs outside the period are not eligible; they are left out of the claim."""
    terms = figures.scope.terms
    outside = (
        (figures.listing.before_period, f"before {terms.funding_starts}"),
        (figures.listing.after_period, f"after {terms.funding_ends}"),
    )
    for lines, when in outside:
        if lines:
            yield finding(
                "inside-funding-period",
                f"{len(lines)} lines, {show_pence(total(lines))}, are dated {when} "
                "and left out of the claim",
            )


def claimed_once(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A cost is claimed once, whatever fund, quarter or file it stands in."""
    for twice in around.twice:
        yield finding(
            "claimed-once",
            twice.said,
            severity=None if twice.is_sure else Severity.WARN,
            found=show_pence(twice.pence),
        )


def capital_within_cap(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """The funder fixes how much may be capital."""
    limit = capital_limit(figures.scope, figures.limits)
    spent = sum(
        line.pence
        for line in figures.listing.eligible
        if line.cell.kind == SpendKind.CAPITAL
    )
    if limit is not None and spent > limit:
        yield finding(
            "capital-within-cap",
            f"capital is {show_pence(Pence(spent))} and may be {show_pence(limit)}",
            sheet=TABLE_SHEET,
        )


def imports_tie_out(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A file that does not tie out may lack lines of this fund.

    Where rows of it were refused, those are what is missing, and block by themselves.
    """
    for row in around.gaps:
        gap = Pence(row["control_total_pence"] - row["total_pence"])
        yield finding(
            "imports-tie-out",
            f"the file is {show_pence(gap)} from its control total"
            + (
                f", {row['refused']} of its rows were refused" if row["refused"] else ""
            ),
            severity=Severity.WARN if row["refused"] else None,
            file=row["file"],
            found=show_pence(row["total_pence"]),
        )


def no_suspense(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """Money that may belong to the claim must be coded first."""
    for row in around.suspense:
        yield finding(
            "no-suspense",
            f"entry {row['entry']} to {row['supplier']} of {row['effective_on']} "
            "waits in suspense",
            file=row["file"],
            sheet=row["sheet"],
            row=row["source_row"],
            found=show_pence(row["pence"]),
        )


def no_refused_rows(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A row that could not be read may belong to the claim."""
    for row in around.refused:
        yield finding(
            "no-refused-rows",
            f"entry {row['entry']}, a refused row: {row['message']}",
            file=row["file"],
            sheet=row["sheet"],
            row=row["source_row"],
            column=row["source_column"],
            found=row["found"],
        )


def no_waiting_virement(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A budget that somebody asked to change is not settled."""
    for virement in around.virements:
        yield finding(
            "no-waiting-virement",
            f"virement {virement.number} of {show_pence(virement.pence)} from "
            f"{virement.from_cell} to {virement.to_cell} waits for a decision",
        )


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
    credits_of: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in figures.listing.eligible:
        if line.pence < 0 and line.dated >= figures.scope.quarter_starts:
            cell = line.cell
            credits_of[cell.area, cell.heading, cell.kind].append(line)
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


def evidence_held(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """Every pound claimed is supported; the agreement says from which sum and how hard.

    Source: records clause of the house template; the sum is the agreement's own.
    """
    found = around.evidence
    if found is None or found.over_pence is None:
        return
    if found.unsupported:
        named = ", ".join(str(line.entry) for line in found.unsupported)
        yield finding(
            "evidence-held",
            f"{found.supported} of {found.needed} lines over "
            f"{show_pence(found.over_pence)} have a paper; none is held for entries "
            f"{named}",
            severity=Severity.BLOCK if found.is_blocking else Severity.WARN,
        )


def payments_supported(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A payment is not yet proof of spending; the terms say whether that blocks.

    Source: statement by the partner's finance officer, clause "Records to be kept".
    """
    needed = figures.scope.terms.claims_needed
    paid = claimed_payments(figures.listing, figures.supported)
    for partner, lacking in unsupported_by_partner(paid).items():
        pence = Pence(sum(each.unsupported_pence for each in lacking))
        entries = ", ".join(str(each.payment.entry) for each in lacking)
        yield finding(
            "payments-supported",
            f"{show_pence(pence)} paid to {partner} is supported by no accepted line "
            f"of its claims: entries {entries}",
            severity=Severity.BLOCK if needed else None,
            sheet="Transaction listing",
        )


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
