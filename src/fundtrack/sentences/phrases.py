"""Small words that several sentences are made of."""

from collections.abc import Sequence
from datetime import date

from fundtrack.money import Pence

HALF = 0.5
NEARLY_ALL = 0.9


def listed(names: Sequence[str]) -> str:
    """Write names as people list them: `Blackpool, Lancaster and Preston`."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: `1 line`, `1,204 lines`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent_of(part: Pence, whole: Pence) -> str:
    """Write a share as a whole percentage, halves away from zero."""
    if not whole:
        return "none"
    tenths = abs(part) * 1000 // abs(whole)
    sign = "−" if (part < 0) != (whole < 0) and tenths >= 5 else ""  # noqa: PLR2004
    return f"{sign}{(tenths + 5) // 10}%"


def how_much_of_it(part: Pence, whole: Pence) -> str:
    """Say how large a share is: `all`, `nearly all`, `over half` or nothing."""
    share = part / whole if whole else 0
    if share >= 1:
        return "all"
    if share >= NEARLY_ALL:
        return "nearly all"
    return "over half" if share > HALF else ""


def long_day(day: date) -> str:
    """Write a day as `29 February 2024`."""
    return f"{day.day} {day:%B %Y}"


ACRONYMS = {"cctv": "CCTV", "anpr": "ANPR", "asb": "ASB", "vawg": "VAWG"}
ENTRY_KINDS = {
    "accrual": "Owed",
    "accrual_reversal": "Owed, reversed",
    "actual": "Payment",
    "allocation": "Allocation",
    "award": "Award",
    "claim": "Claim",
    "commitment": "Order",
    "drawdown": "Order, drawn down",
    "forecast": "Forecast",
    "profile": "Profile",
    "receipt": "Receipt",
    "virement_approval": "Virement",
}


def spoken(name: str) -> str:
    """Write an id of the books as words: `town-link-radio` is `Town link radio`."""
    words = [ACRONYMS.get(word, word) for word in name.replace("_", "-").split("-")]
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def entry_kind(kind: str) -> str:
    """Name an act of the books as finance staff do."""
    return ENTRY_KINDS.get(kind) or spoken(kind)
