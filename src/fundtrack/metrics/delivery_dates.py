"""When a fund's work in an area began, and how much of it is proved by now.

The first month with a fifth of planned delivery begins the period after: from the
accepted lines of partners' claims, from outputs they delivered, from the register, or
from money paid, the best that the books hold; which of them is always said.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from fundtrack.domain.cells import ANY
from fundtrack.domain.partner_claims import DELIVERY_KIND
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.metrics.partner_claims import held_rows
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.store.connection import Row

BEGUN_PCT = 20.0
"""From this share of planned delivery on, money can have worked (evaluation notes)."""

Reached = tuple[tuple[Month, float], ...]
Output = tuple[str, str]


class DeliveryRule(StrEnum):
    """What a delivery date rests on, the best evidence first."""

    CLAIM_LINES = "accepted lines of partners' claims"
    OUTPUTS = "outputs that partners delivered"
    REGISTER = "the register of footprints"
    PAID = "money paid"
    PLAN = "the plan itself"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How delivery went in one area, and when it began.

    `reached` holds the share of planned delivery, in per cent, reached by the end of
    each month in which some was; empty where the books hold no plan to hold it
    against. `starts` is None while nothing says that work began; `rule` says what it
    rests on. `planned_pence` is what the area may spend by now; `awarded` the month
    in which it was first given money.
    """

    rule: DeliveryRule
    starts: Month | None
    reached: Reached
    planned_pence: Pence
    paid_pence: Pence
    partner_pence: Pence
    unsupported_pence: Pence
    awarded: Month | None

    @property
    def is_measured(self) -> bool:
        """Whether the books hold what delivery is measured by."""
        return bool(self.reached)

    def reached_pct(self, by: Month) -> float:
        """Give the share of planned delivery reached by the end of a month."""
        return max((pct for month, pct in self.reached if month <= by), default=0.0)

    @property
    def unsupported_pct(self) -> float:
        """The share of what partners were paid that no accepted line supports."""
        return 100 * self.unsupported_pence / max(1, self.partner_pence)


def delivery_of(
    books: Reader, fund: str, area: str, known: int, stated: Month | None
) -> Delivery:
    """Find when delivery began in an area and how far it came.

    Formula: the first month by whose end delivered over planned is at least 20 %.
        Delivered is the net cost of accepted claim lines by their day of delivery,
        over what the area may spend; without lines, the mean over outputs of
        delivered over target, each at most 100 %. Where neither came to 20 %, it is
        the month that the register states; without that, money paid over what the
        area may spend.

    Args:
        known: entry up to which the books are read.
        stated: the month that the register of footprints names, if it does.

    Source: design of the evaluation, delivery date from evidenced delivery.
    """
    selection = Selection(date.max, known, fund, area)
    money = books.rows("delivery_money", fund=fund, area=area)
    rule, starts, reached = _begun(books, selection, stated, money)
    given = [Month.of(row["month_starts"]) for row in money if row["given_pence"] > 0]
    payments = supported(books, selection).payments
    return Delivery(
        rule=rule,
        starts=starts,
        reached=reached,
        planned_pence=Pence(sum(row["given_pence"] for row in money)),
        paid_pence=Pence(sum(row["paid_pence"] for row in money)),
        partner_pence=Pence(sum(each.payment.pence for each in payments)),
        unsupported_pence=Pence(sum(each.unsupported_pence for each in payments)),
        awarded=min(given, default=None),
    )


def delivery_starts(
    books: Reader, fund: str, area: str, known: int, stated: Month | None
) -> Month | None:
    """Find when delivery began in an area, as `delivery_of` does, and no more."""
    selection = Selection(date.max, known, fund, area)
    money = books.rows("delivery_money", fund=fund, area=area)
    return _begun(books, selection, stated, money)[1]


def _begun(
    books: Reader, selection: Selection, stated: Month | None, money: Sequence[Row]
) -> tuple[DeliveryRule, Month | None, Reached]:
    planned = sum(row["given_pence"] for row in money)
    paid = {Month.of(row["month_starts"]): row["paid_pence"] for row in money}
    accepted = _accepted(books, selection)
    lines = _by_month((row, row.pence) for row in accepted if row.kind == LINE_KIND)
    outputs = _outputs_reached(books, accepted, selection)
    rule, reached = DeliveryRule.PAID, _reached(paid, planned)
    if lines and planned > 0:
        rule, reached = DeliveryRule.CLAIM_LINES, _reached(lines, planned)
    elif outputs:
        rule, reached = DeliveryRule.OUTPUTS, outputs
    starts = next((month for month, pct in reached if pct >= BEGUN_PCT), None)
    if stated and (rule is DeliveryRule.PAID or not starts):
        rule, starts = DeliveryRule.REGISTER, stated
    return rule, starts, reached


def _accepted(books: Reader, selection: Selection) -> list[HeldRow]:
    return [
        row
        for row in held_rows(books, selection, ANY)
        if row.answer is Answer.ACCEPTED
        and (row.cell.fund, row.cell.area) == (selection.fund, selection.area)
    ]


def _by_month(rows: Iterable[tuple[HeldRow, int]]) -> dict[Month, int]:
    found: Counter[Month] = Counter()
    for row, number in rows:
        found[Month.of(row.dated)] += number
    return dict(found)


def _reached(by_month: Mapping[Month, int], planned: int) -> Reached:
    """Give the share reached by the end of each month; nothing without a plan."""
    if planned <= 0:
        return ()
    months = sorted(by_month)
    sums = accumulate(by_month[month] for month in months)
    return tuple(
        (month, 100 * so_far / planned)
        for month, so_far in zip(months, sums, strict=True)
    )


def _outputs_reached(
    books: Reader, accepted: Sequence[HeldRow], selection: Selection
) -> Reached:
    """Give the mean share of targets reached by the end of each month."""
    asked = {"as_at": selection.as_at, "known": selection.known}
    targets = {
        (row["project"], row["output"]): row["target"]
        for row in books.rows("return_outputs", fund=selection.fund, **asked)
        if row["area"] == selection.area and row["target"]
    }
    counted = [(row, _output_of(row)) for row in accepted if row.kind == DELIVERY_KIND]
    counted = [(row, output) for row, output in counted if output in targets]
    months = sorted({Month.of(row.dated) for row, _ in counted})
    return tuple((month, _mean_share(counted, targets, month)) for month in months)


def _mean_share(
    counted: Iterable[tuple[HeldRow, Output]], targets: Mapping[Output, int], by: Month
) -> float:
    so_far: Counter[Output] = Counter()
    for row, output in counted:
        if Month.of(row.dated) <= by:
            so_far[output] += int(row.facts["count"])
    shares = [min(1.0, so_far[output] / target) for output, target in targets.items()]
    return 100 * sum(shares) / len(shares)


def _output_of(row: HeldRow) -> Output:
    """Give the project and the output that a row names, as the form lists them."""
    return row.cell.project, row.text("output").partition(": ")[2]
