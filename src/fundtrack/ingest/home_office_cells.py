"""What the cells of a Home Office table mean; a cell that means nothing is refused."""

import re
from dataclasses import dataclass
from functools import cache

from fundtrack.errors import FundtrackError
from fundtrack.errors import NotAPeriod
from fundtrack.periods import FinancialYear
from fundtrack.sources.home_office import plain
from fundtrack.sources.home_office_names import NamedForce
from fundtrack.sources.home_office_names import find_named_force
from fundtrack.sources.home_office_names import outcome_types

NOT_PROVIDED = frozenset({"", "..", ":", "[x]", "[u]", "n/a - data not provided"})
"""How editions write that a force did not supply a figure."""

NOT_APPLICABLE = frozenset({"[z]", "n/a - offence code expired"})
"""How editions write that there can be no figure."""

EITHER = frozenset({"n/a", "na"})
"""Not applicable where a figure cannot be (code 0 closed, an expired code recorded)."""

WHOLE = re.compile(r"-?[0-9]{1,12}(\.0+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3}){1,3}(\.0+)?")
"""Thousands apart; "1,5" is no fifteen."""

TOTAL = re.compile(r"(grand )?totals?\b.*|all\b.*")
"""How a row begins that adds up others, in plain letters."""

QUARTER = re.compile(r"[Qq]?\s*([1-4])(\.0)?")
CODE = re.compile(r"\d+\.\d{6,}")


class CellError(FundtrackError):
    """A cell that means nothing: what it should be, and what to do."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        self.rule = rule
        self.message = message
        self.fix = fix
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of a cell; `is_missing`: it applies and was not provided."""

    count: int | None
    is_missing: bool


@cache
def year_of(written: str) -> str:
    """Read a financial year, such as 2025/26, as 2025-26.

    Raises:
        CellError: when it is none.
    """
    try:
        return str(FinancialYear.parse(plain(written).replace(" ", "-")))
    except NotAPeriod as error:
        fix = "it should be written like 2025/26"
        raise CellError("year-unknown", str(error), fix) from error


@cache
def quarter_of(written: str) -> int:
    """Read a quarter written 1 to 4 or Q1 to Q4; 1 is April to June.

    Raises:
        CellError: when it is none.
    """
    found = QUARTER.fullmatch(written.strip())
    if not found:
        raise CellError(
            "quarter-unknown",
            f"“{written}” is no quarter",
            "it should be 1 to 4 or Q1 to Q4",
        )
    return int(found[1])


@cache
def force_of(written: str) -> NamedForce:
    """Find the force or body that a table names.

    Raises:
        CellError: when nobody knows it.
    """
    found = find_named_force(written)
    if not found:
        raise CellError(
            "force-unknown",
            f"“{written}” is no force of the reference tables",
            "if it is a new name of one, add it to data/reference/force_names.csv",
        )
    return found


@cache
def code_of(written: str) -> str:
    """Give an offence code as published; a number is written as briefly as it can be.

    Raises:
        CellError: when there is none.
    """
    code = written.strip()
    if not code:
        raise CellError("code-blank", "the row has no offence code", "write it in")
    if is_total(code):
        raise total_error(written)
    return f"{float(code):.10g}" if CODE.fullmatch(code) else code.removesuffix(".0")


@cache
def outcome_of(written: str) -> str:
    """Give an outcome code: 0 to 22, 1a, 2a or 3a.

    Raises:
        CellError: when it is none; it would count in every denominator.
    """
    code = written.strip().lower().removesuffix(".0")
    if code not in outcome_types():
        raise CellError(
            "outcome-unknown",
            f"“{written}” is no outcome code",
            "if it is a new one, add it to data/reference/outcome_types.csv",
        )
    return code


def figure_of(written: str, *, may_not_apply: bool = False) -> Figure:
    """Read a count: whole, below nought where earlier ones were taken back.

    Args:
        written: the cell.
        may_not_apply: whether "N/A" alone means that there can be no figure; else it
            means that none was provided.

    Raises:
        CellError: when it is neither a count nor a known way of saying there is none.
    """
    if WHOLE.fullmatch(written):
        return Figure(int(written.partition(".")[0]), is_missing=False)
    said = " ".join(written.lower().replace("–", "-").split())
    if said in NOT_PROVIDED or (said in EITHER and not may_not_apply):
        return Figure(None, is_missing=True)
    if said in NOT_APPLICABLE or said in EITHER:
        return Figure(None, is_missing=False)
    if not WHOLE.fullmatch(said) and not GROUPED.fullmatch(said):
        raise CellError(
            "count-unknown",
            f"“{written}” is neither a whole number nor a known way of saying that "
            "there is none",
            "download the file again; it should be a count, or N/A with its reason",
        )
    bare = said.replace(",", "").partition(".")[0]
    return Figure(int(bare), is_missing=False)


def is_total(written: str) -> bool:
    """Whether a code or a partnership's name says that its row adds up others."""
    return TOTAL.fullmatch(plain(written)) is not None


def total_error(written: str) -> CellError:
    """Refuse a row of totals: with it, everything would count twice."""
    return CellError(
        "row-of-totals",
        f"“{written}” is a row that adds up others, which would count them twice",
        "take in the file as it was published, or take the row out",
    )
