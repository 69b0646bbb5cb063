"""What a return says once in pounds: the award, the claim and the ledger beside it."""

from collections.abc import Callable

from fundtrack.domain.cells import SpendKind
from fundtrack.domain.figures import FigureId
from fundtrack.money import Pence
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Value
from fundtrack.returns.limits import capital_limit
from fundtrack.returns.papers import Papers
from fundtrack.returns.templates.named import Said


def _claimed_so_far(papers: Papers) -> Pence:
    tied = papers.figures.reconciliation
    return Pence(tied.claim_pence + tied.claimed_earlier_pence)


def _of_award(papers: Papers) -> tuple[FigureId, ...]:
    return (papers.figures.awarded,)


def _of_year(papers: Papers) -> tuple[FigureId, ...]:
    named = papers.figures.awarded_in_year
    return (named,) if named else ()


def _of_before(papers: Papers) -> tuple[FigureId, ...]:
    return (papers.figures.claimed_before.id,)


def _of_eligible(papers: Papers) -> tuple[FigureId, ...]:
    return (papers.figures.eligible.id,)


def _of_claim(papers: Papers) -> tuple[FigureId, ...]:
    return (*_of_eligible(papers), *_of_before(papers))


def _limit(kind: SpendKind) -> Callable[[Papers, Layout], Value]:
    return lambda papers, _: papers.figures.limits.of_kind(kind)


SUMS = (
    Said(
        "award/total",
        "Maximum sum of the award",
        Kind.POUNDS,
        lambda it, _: it.figures.limits.total_pence,
        _of_award,
    ),
    Said(
        "award/year",
        "Maximum sum for the financial year",
        Kind.POUNDS,
        lambda it, _: it.figures.limits.of_year(it.figures.scope.year),
        _of_year,
    ),
    Said(
        "award/capital",
        "Award for capital",
        Kind.POUNDS,
        _limit(SpendKind.CAPITAL),
    ),
    Said(
        "award/revenue",
        "Award for revenue",
        Kind.POUNDS,
        _limit(SpendKind.REVENUE),
    ),
    Said(
        "award/capital-limit",
        "Most that may be capital",
        Kind.POUNDS,
        lambda it, _: capital_limit(it.figures.scope, it.figures.limits),
    ),
    Said(
        "claim/before",
        "Claimed by the returns of earlier quarters",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.claimed_earlier_pence,
        _of_before,
    ),
    Said(
        "claim/balance",
        "Award left before this claim",
        Kind.POUNDS,
        lambda it, _: Pence(
            it.figures.limits.total_pence
            - it.figures.reconciliation.claimed_earlier_pence
        ),
        lambda it: (*_of_award(it), *_of_before(it)),
    ),
    Said(
        "claim/eligible",
        "Eligible spending since the funding period began",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.eligible_pence,
        _of_eligible,
    ),
    Said(
        "claim/above-maximum",
        "Eligible spending above the maximum sum",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.above_maximum_pence,
    ),
    Said(
        "claim/now",
        "Claim for this quarter",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.claim_pence,
        _of_claim,
    ),
    Said(
        "claim/so-far",
        "Claimed so far, this claim included",
        Kind.POUNDS,
        lambda it, _: _claimed_so_far(it),
        _of_eligible,
    ),
    Said(
        "claim/remaining",
        "Award left after this claim",
        Kind.POUNDS,
        lambda it, _: Pence(it.figures.limits.total_pence - _claimed_so_far(it)),
        lambda it: (*_of_award(it), *_of_eligible(it)),
    ),
    Said(
        "reconciliation/spent",
        "Ledger: spent and accrued since the funding period began",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.spent_pence,
    ),
    Said(
        "reconciliation/ledger",
        "Ledger for this claim",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.ledger_pence,
    ),
    Said(
        "reconciliation/items",
        "Reconciling items, all together",
        Kind.POUNDS,
        lambda it, _: Pence(sum(i.pence for i in it.figures.reconciliation.items)),
    ),
    Said(
        "reconciliation/difference",
        "Difference between ledger and claim",
        Kind.POUNDS,
        lambda it, _: it.figures.reconciliation.difference_pence,
    ),
)
