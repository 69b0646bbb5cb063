"""The check of credits: what came back to another year's budget than it left."""

from collections.abc import Iterator

from fundtrack.findings import Finding
from fundtrack.money import show_pence
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.rules import finding


def credits_in_their_year(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """Money that left one year's budget and came back to another's changes both years.

    Source: annual outturn statements of grant agreements; the year that met the bill
    was reported with it.
    """
    for pair in around.credits:
        credit, bill = pair.credit, pair.bill
        yield finding(
            "credits-in-their-year",
            f"{show_pence(credit.pence)} of {credit.dated} ({credit.supplier}, entry "
            f"{credit.entry}) on {' and '.join(credit.cells)} reverses entry "
            f"{bill.entry} of {bill.dated} on {' and '.join(bill.cells)}",
            file=credit.file,
            sheet=credit.sheet,
            row=credit.row,
        )
