"""What Spend says of payments to partners: what is proved, and what is asked about."""

from collections.abc import Sequence
from datetime import date

from fundtrack.metrics.partner_payments import PartnerPayment
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import long_day

NO_LINE = "nothing yet: unsupported"
TAKEN_BACK = "nothing: taken back"


def payments_heading(payments: Sequence[PartnerPayment]) -> str:
    """Say how much of what partners were paid no accepted line supports."""
    kept = Pence(sum(each.support.kept_pence for each in payments))
    lacking = Pence(sum(each.unsupported_pence for each in payments))
    queried = Pence(sum(each.queried_pence for each in payments))
    if not lacking:
        return f"All {show_pounds(kept)} paid to partners is supported by their claims"
    how_much = "all" if queried == lacking else show_pounds(queried)
    asked = f"; {how_much} of that is queried" if queried else ""
    return (
        f"{show_pounds(lacking)} of the {show_pounds(kept)} paid to partners is "
        f"unsupported{asked}"
    )


def payments_sub(as_at: date) -> str:
    """Say what supports a payment, and what a press shows."""
    return (
        "Payments from the budgets chosen to partners that hold an onward grant, as at "
        f"{long_day(as_at)}, less what was taken back. Accepted lines of a partner's "
        "claims support them, the earliest first; a queried line supports nothing "
        "until the partner answers. Press a figure to see its lines."
    )


def lines_heading(payment: PartnerPayment, count: int, pence: Pence) -> str:
    """Name a payment, how many lines are listed and what they sum to."""
    paid = payment.support.payment
    return (
        f"{paid.partner}, paid {show_pence(paid.pence)} on {long_day(paid.dated)}: "
        f"{counted(count, 'line')}, {show_pence(pence)}"
    )


def lines_sub(pence: Pence) -> str:
    """Say that the lines sum to what was pressed, and that a line may be shared."""
    return (
        f"The lines sum to {show_pence(pence)}, equal to the figure pressed. A line "
        "that is larger than what is left of a payment goes on with the next; “Whole "
        "line” is all of it."
    )
