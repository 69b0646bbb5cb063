"""What the books say was delivered for the money, and what of it nothing supports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.line_evidence import line_evidence
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.unit_costs import UnitCost
from fundtrack.metrics.unit_costs import unit_costs
from fundtrack.money import Pence

WHOLE_PCT = 100
THOUSAND_POUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Delivered:
    """The budget, what of it is neither paid nor owed, and what nothing supports.

    `unsupported_pence` is what partners were paid and no accepted line supports;
    `unshown_pence` are lines above the agreement's sum without a paper, None where
    the agreement names no sum.
    """

    budget_pence: Pence
    unspent_pence: Pence
    unsupported_pence: Pence
    unshown_pence: Pence | None
    outputs: tuple[UnitCost, ...]


@dataclass(frozen=True, slots=True)
class OutputEfficiency:
    """How much of an output was delivered, against its target and its cost.

    A percentage is None without a target, `per_1000_pounds` without a cost, both
    where nothing was said to be delivered.
    """

    output: str
    unit: str
    delivered: int | None
    target: int | None
    delivered_pct: float | None
    per_1000_pounds: float | None


def read_delivered(books: Reader, fund: str, area: str) -> Delivered:
    """Read what one fund delivered in one area, from everything the books hold."""
    every = Selection(as_at=date.max, known=LAST_ENTRY, fund=fund, area=area)
    totals = position(books, every).totals
    evidence = line_evidence(books, every)
    unshown = sum(line.pence for line in evidence.unsupported if line.area == area)
    payments = supported(books, every).payments
    return Delivered(
        budget_pence=totals.budget_pence,
        unspent_pence=Pence(
            totals.budget_pence - totals.actual_pence - totals.accrued_pence
        ),
        unsupported_pence=Pence(
            sum(
                each.unsupported_pence
                for each in payments
                if each.payment.cell.fund == fund and each.payment.cell.area == area
            )
        ),
        unshown_pence=None if evidence.over_pence is None else Pence(unshown),
        outputs=tuple(each for each in unit_costs(books, every) if each.area == area),
    )


def output_efficiencies(outputs: Sequence[UnitCost]) -> tuple[OutputEfficiency, ...]:
    """Give what was delivered of each output, of its target and for its money."""
    return tuple(
        OutputEfficiency(
            output=each.output,
            unit=each.unit,
            delivered=each.actual,
            target=each.target,
            delivered_pct=_pct(each.actual, each.target),
            per_1000_pounds=_per_1000_pounds(each.actual, each.cost_pence),
        )
        for each in outputs
    )


def _pct(delivered: int | None, target: int | None) -> float | None:
    if delivered is None or not target:
        return None
    return WHOLE_PCT * delivered / target


def _per_1000_pounds(delivered: int | None, cost: Pence) -> float | None:
    if delivered is None or cost <= 0:
        return None
    return THOUSAND_POUNDS * delivered / cost
