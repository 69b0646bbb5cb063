"""What is said when a funder's workbook, its map or an answer cannot be used."""

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.templates.pages import Address


def unreadable(file: str, why: str, fix: str) -> FileRefused:
    """Refuse a workbook whole."""
    return FileRefused(
        [Finding("funder-workbook-read", Severity.BLOCK, why, fix, file=file)]
    )


def too_wide(file: str, sheet: str, found: str) -> FileRefused:
    """Refuse a sheet whose formats were copied to its end."""
    finding = Finding(
        rule="funder-workbook-read",
        severity=Severity.BLOCK,
        message="formats were copied over cells that belong to no form",
        fix=(
            "delete the rows and columns beyond the form (not their contents alone) "
            "and save it again, or ask the funder for a fresh copy"
        ),
        file=file,
        sheet=sheet,
        found=found,
    )
    return FileRefused([finding])


def at_cell(  # noqa: PLR0913 - a finding about one cell has as many parts
    rule: str,
    at: Address,
    message: str,
    fix: str,
    *,
    file: str | None = None,
    found: str | None = None,
    severity: Severity = Severity.BLOCK,
) -> Finding:
    """Say something of one cell, by its sheet and address."""
    sheet, address = at
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return Finding(
        rule=rule,
        severity=severity,
        message=f"{address}: {message}",
        fix=fix,
        file=file,
        sheet=sheet or None,
        row=int(digits) if digits.isdigit() else None,
        column=address[: len(address) - len(digits)] or None,
        found=found,
    )
