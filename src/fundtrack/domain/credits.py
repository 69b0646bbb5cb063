"""Credits: which bill each reverses, across the ends of financial years too.

No file says which payment a credit reverses. The rule: an equal and opposite line of
the same supplier and source; one that bears the same reference, else an earlier one,
else a later one. Several that would do are listed and left to a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

_NUMBERED = re.compile(r"[(\[]\s*\d+\s*[)\]]")
_NOT_A_WORD = re.compile(r"[\W_]+")
UNNAMED = frozenset(
    {
        "",
        "ndors trainer",
        "redacted",
        "redacted personal data",
        "third party",
        "third party supplier",
    }
)
"""What publishers write where the payee is a person; two such lines may be two people.

Source: supplier names of the Lancashire spending lists, 2018-19 to 2024-25.
"""


class Doubt(StrEnum):
    """Why a credit is not paired."""

    SEVERAL = "several bills would do"
    UNNAMED = "the supplier is not named"
    NONE = "no equal bill of this supplier is held"


@dataclass(frozen=True, slots=True)
class Payment:
    """A line as far as pairing looks at it; a credit is below nought.

    `cells` is where it stands: nothing for lines outside the funds and in suspense.
    """

    entry: int
    dated: date
    pence: Pence
    supplier: str
    reference: str
    source_name: str
    cells: tuple[Cell, ...] = ()

    @property
    def year(self) -> str:
        """The financial year it is dated in."""
        return str(FinancialYear.of(self.dated))

    @property
    def cell_years(self) -> set[str]:
        """The financial years of the budget cells it stands on."""
        return {cell.year for cell in self.cells} - {ANY}


@dataclass(frozen=True, slots=True)
class Pair:
    """A credit, and the bill that it reverses."""

    credit: Payment
    bill: Payment

    @property
    def crosses_year_end(self) -> bool:
        """Whether the bill is dated in another financial year than its credit."""
        return self.credit.year != self.bill.year

    @property
    def is_on_another_year(self) -> bool:
        """Whether both stand on budget cells, and those are of different years."""
        credit, bill = self.credit.cell_years, self.bill.cell_years
        return bool(credit and bill and credit != bill)


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A credit that no one bill can be named for, and those that would do."""

    credit: Payment
    doubt: Doubt
    candidates: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class Credits:
    """Every credit: paired, or not; in the order of their days."""

    pairs: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]


@dataclass(slots=True)
class _Group:
    """Lines of one supplier, source and amount, either sign."""

    is_named: bool
    bills: list[Payment] = field(default_factory=list)
    credits: list[Payment] = field(default_factory=list)


def pair_credits(lines: Iterable[Payment]) -> Credits:
    """Find the bill that each credit reverses; no bill is reversed twice."""
    groups: dict[tuple[str, str, int], _Group] = {}
    for line in sorted(lines, key=_by_day):
        if line.pence:
            name = supplier_key(line.supplier)
            key = (line.source_name, name, abs(line.pence))
            group = groups.setdefault(key, _Group(name not in UNNAMED))
            (group.bills if line.pence > 0 else group.credits).append(line)
    pairs: list[Pair] = []
    unpaired: list[Unpaired] = []
    for group in groups.values():
        _pair_group(group, pairs, unpaired)
    return Credits(
        tuple(sorted(pairs, key=lambda it: _by_day(it.credit))),
        tuple(sorted(unpaired, key=lambda it: _by_day(it.credit))),
    )


def supplier_key(name: str) -> str:
    """Bring a supplier's name to the form in which names are compared.

    Vendor numbers in brackets, a closing INACTIVE, marks and capitals do not count.
    """
    bare = _NUMBERED.sub(" ", name)
    words = _NOT_A_WORD.sub(" ", bare).strip().casefold()
    return words.removesuffix(" inactive").strip()


def _pair_group(group: _Group, pairs: list[Pair], unpaired: list[Unpaired]) -> None:
    if not group.is_named:
        unpaired.extend(
            Unpaired(credit, Doubt.UNNAMED, tuple(group.bills))
            for credit in group.credits
        )
        return
    for credit in _by_reference(group, pairs):
        candidates = _candidates(credit, group.bills)
        if len(candidates) == 1:
            pairs.append(Pair(credit, candidates[0]))
            group.bills.remove(candidates[0])
        else:
            doubt = Doubt.SEVERAL if candidates else Doubt.NONE
            unpaired.append(Unpaired(credit, doubt, tuple(candidates)))


def _by_reference(group: _Group, pairs: list[Pair]) -> list[Payment]:
    """Pair what bears one reference, and give the credits that are left."""
    of_reference: dict[str, list[Payment]] = defaultdict(list)
    for line in (*group.bills, *group.credits):
        if line.reference:
            of_reference[line.reference].append(line)
    for lines in of_reference.values():
        lower = [line for line in lines if line.pence < 0]
        upper = [line for line in lines if line.pence > 0]
        if len(lower) == len(upper) == 1:
            pairs.append(Pair(lower[0], upper[0]))
            group.bills.remove(upper[0])
            group.credits.remove(lower[0])
    return group.credits


def _candidates(credit: Payment, bills: Iterable[Payment]) -> list[Payment]:
    open_bills = list(bills)
    earlier = [bill for bill in open_bills if bill.dated <= credit.dated]
    return earlier or open_bills


def _by_day(line: Payment) -> tuple[date, int]:
    return line.dated, line.entry
