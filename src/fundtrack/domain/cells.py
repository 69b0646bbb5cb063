"""Budget cells: where in the budget a pound belongs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from fundtrack.errors import WrongArgument
from fundtrack.periods import FinancialYear

ANY = "*"
UNSPLIT = "unsplit"
"""In a pattern: only what names no area, heading ... of its own yet."""
PARTS = 6
COLUMNS = ("fund", "area", "project", "heading", "spend_kind", "financial_year")
"""The columns in which the books hold the parts of a cell."""


class SpendKind(StrEnum):
    """Whether money buys something lasting (capital) or not (revenue)."""

    CAPITAL = "capital"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A budget cell, or a pattern over cells.

    Written `FUND/AREA/PROJECT/HEADING/KIND/YEAR`, for instance
    `SSF5/blackpool/town-centre-cctv/cctv/capital/2023-24`. `*` stands for any (in a
    pattern) or for the whole (an award or allocation that names less than a cell).
    """

    fund: str = ANY
    area: str = ANY
    project: str = ANY
    heading: str = ANY
    kind: str = ANY
    year: str = ANY

    def __str__(self) -> str:
        """Write the cell as users name it."""
        return "/".join(self.parts)

    @property
    def parts(self) -> tuple[str, str, str, str, str, str]:
        """The six parts in order."""
        return (
            self.fund,
            self.area,
            self.project,
            self.heading,
            self.kind,
            self.year,
        )

    @property
    def columns(self) -> dict[str, str]:
        """The parts by the columns in which the books hold them."""
        return dict(zip(COLUMNS, self.parts, strict=True))

    @property
    def is_whole(self) -> bool:
        """Whether every part is named."""
        return ANY not in self.parts

    @classmethod
    def of_columns(cls, row: Mapping[str, Any]) -> "Cell":
        """Give the cell that a row of the books names."""
        return _named(
            row["fund"],
            row["area"],
            row["project"],
            row["heading"],
            row["spend_kind"],
            row["financial_year"],
        )

    @classmethod
    def parse(cls, written: str) -> "Cell":
        """Read a cell; trailing parts may be left out and then stand for any.

        Raises:
            WrongArgument: when it has more than six parts, an empty part, or a kind
                that is neither capital nor revenue.
            NotAPeriod: when the year is not a financial year.
        """
        parts = [part.strip() for part in written.split("/")]
        if len(parts) > PARTS or not all(parts):
            raise WrongArgument(
                f"“{written}” is not a cell; write FUND/AREA/PROJECT/HEADING/KIND/YEAR"
            )
        cell = cls(*parts)
        if cell.kind not in {ANY, UNSPLIT, *SpendKind}:
            raise WrongArgument(f"“{cell.kind}” is neither capital nor revenue")
        if cell.year == ANY:
            return cell
        return cls(*cell.parts[:5], str(FinancialYear.parse(cell.year)))

    def covers(self, other: "Cell") -> bool:
        """Whether every named part of this pattern is the other's too."""
        for mine, theirs in zip(self.parts, other.parts, strict=True):
            if mine not in (ANY, theirs) and (mine, theirs) != (UNSPLIT, ANY):
                return False
        return True


@lru_cache(maxsize=4096)
def _named(*parts: str) -> Cell:
    """Give the cell of six parts; books name few cells, each on many rows."""
    return Cell(*parts)
