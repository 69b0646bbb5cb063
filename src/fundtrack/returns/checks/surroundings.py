"""What stands in the books beside a return's figures and may block it."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.double_claims import Twice
from fundtrack.domain.virements import Virement
from fundtrack.findings import Finding
from fundtrack.metrics.credits import CreditPair
from fundtrack.metrics.credits import credits_held
from fundtrack.metrics.double_claims import claimed_twice
from fundtrack.metrics.line_evidence import LineEvidence
from fundtrack.metrics.line_evidence import line_evidence
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.virements import waiting
from fundtrack.returns.figures import Figures
from fundtrack.returns.narratives import Narrative
from fundtrack.returns.narratives import read_narratives
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands in the books beside the figures and may block a return.

    `counts` are the outputs to date, quarter by quarter.
    """

    gaps: list[Row]
    suspense: list[Row]
    refused: list[Row]
    twice: Sequence[Twice]
    virements: list[Virement]
    credits: tuple[CreditPair, ...] = ()
    evidence: LineEvidence | None = None
    narratives: tuple[Narrative, ...] = ()
    counts: Sequence[Row] = ()


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
        credits=_credits(books, scope),
        evidence=line_evidence(
            books, Selection(scope.eligible_until, scope.known, scope.fund)
        ),
        narratives=read_narratives(books, scope),
        counts=books.rows("return_counts", as_at=scope.ends, **fund, **known),
    )


def _credits(books: Reader, scope: Scope) -> tuple[CreditPair, ...]:
    """Read the quarter's credits that stand on another year than their bill.

    A credit is told in the return of its own quarter and in no later one.
    """
    found = credits_held(books, Selection(scope.ends, scope.known, scope.fund))
    return tuple(
        pair
        for pair in found.pairs
        if pair.is_on_another_year and pair.credit.dated >= scope.quarter_starts
    )


Check = Callable[[Figures, Surroundings], Iterator[Finding]]
