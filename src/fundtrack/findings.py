"""What is wrong in a user's file, said with its place and its remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops what was asked for."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a file or in the figures.

    `file`, `sheet`, `row` and `column` say where, as far as it has a place; `row` is
    numbered as a spreadsheet shows it. `found` is what stands there and `fix` what
    the user can do about it.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None

    @property
    def place(self) -> str:
        """The place in words: `extract.xlsx, sheet Apr, row 12, column Amount`."""
        parts = [
            self.file,
            self.sheet and f"sheet {self.sheet}",
            self.row and f"row {self.row}",
            self.column and f"column {self.column}",
        ]
        return ", ".join(str(part) for part in parts if part)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that stop what was asked for."""
    return [found for found in findings if found.severity is Severity.BLOCK]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Put what stops before what warns, each in the order found."""
    return sorted(findings, key=lambda found: found.severity is not Severity.BLOCK)


def has_blocking(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings stops what was asked for."""
    return bool(blocking(findings))
