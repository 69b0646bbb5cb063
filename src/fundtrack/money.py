"""Money as whole pence: read at the door, shared out exactly, shown at the end."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NewType

from fundtrack.errors import NotMoney

Pence = NewType("Pence", int)
"""A whole number of pence. Never a float, never pounds."""

LARGEST_PENCE = 10**15
"""Above £10 trillion a figure is a slip of the keyboard, and BIGINT sums stay exact."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_SIGNED = re.compile(
    r"(?P<open>\()?\s*(?P<before>-)?\s*£?\s*(?P<inside>-)?\s*"
    r"(?P<digits>[\d,.]+)\s*(?P<close>\))?\s*(?P<after>-|CR|DR)?",
    re.ASCII,
)
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_DUST = Decimal("0.000001")


def parse_pounds(written: str | float | Decimal) -> Pence:
    """Read an amount of pounds as finance staff type it or a spreadsheet stores it.

    Args:
        written: text such as `£1,234.50`, `(45.00)`, `1234.5 CR` or `-12`, or a
            number from a spreadsheet cell, whose float dust (8678.119999999999) is
            cleared. `CR` and brackets mean a credit, which is negative here.

    Raises:
        NotMoney: for anything else, a fraction of a penny among them.
    """
    if isinstance(written, bool):
        raise NotMoney(str(written))
    if isinstance(written, int | float | Decimal):
        return _whole_pence(Decimal(str(written)), str(written), from_cell=True)
    sign, digits = _sign_and_digits(written)
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        raise NotMoney(written)
    pounds = Decimal(digits.replace(",", ""))
    return Pence(sign * _whole_pence(pounds, written, from_cell=False))


def share_out(total: Pence, weights: Sequence[int | Fraction]) -> list[Pence]:
    """Share an amount in proportion to weights, so that the parts add to the whole.

    The largest remainders take the spare pennies; equal remainders are served in
    order, so the same call always gives the same parts.

    Args:
        weights: at least one, none negative, not all nought.

    Source: largest remainder (Hamilton) method.
    """
    whole = sum(Fraction(weight) for weight in weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be zero or more and not all zero")
    sign = -1 if total < 0 else 1
    exact = [abs(total) * Fraction(weight) / whole for weight in weights]
    parts = [int(part) for part in exact]
    spare = abs(total) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in by_remainder[:spare]:
        parts[at] += 1
    return [Pence(sign * part) for part in parts]


def show_pounds(pence: Pence | None) -> str:
    """Show whole pounds, halves away from zero: `£1,235`, `−£15`, `not given`."""
    if pence is None:
        return "not given"
    pounds = (abs(pence) + 50) // 100
    return f"{'−' if pence < 0 and pounds else ''}£{pounds:,}"


def show_pence(pence: Pence | None) -> str:
    """Show pounds and pence for reconciling: `£1,234.50`, `−£45.00`, `not given`."""
    if pence is None:
        return "not given"
    pounds, odd = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{pounds:,}.{odd:02d}"


def plain_pounds(pence: Pence) -> str:
    """Write pounds for a program to read: `1234.50`, `-45.00`."""
    pounds, odd = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds}.{odd:02d}"


def _sign_and_digits(written: str) -> tuple[int, str]:
    text = _SPACES.sub(" ", written).strip().upper().replace("−", "-")
    found = _SIGNED.fullmatch(text)
    if not found:
        raise NotMoney(written)
    marks = [found["open"], found["before"], found["inside"], found["after"]]
    signs = [mark for mark in marks if mark]
    if len(signs) > 1 or bool(found["open"]) != bool(found["close"]):
        raise NotMoney(written)
    is_credit = bool(signs) and signs != ["DR"]
    return (-1 if is_credit else 1), found["digits"]


def _whole_pence(pounds: Decimal, written: str, *, from_cell: bool) -> Pence:
    if not pounds.is_finite() or abs(pounds) * 100 > LARGEST_PENCE:
        raise NotMoney(written)
    pence = pounds * 100
    whole = pence.to_integral_value()
    allowed = _DUST if from_cell else Decimal(0)
    if abs(pence - whole) > allowed:
        raise NotMoney(written)
    return Pence(int(whole))
