"""The check of credits: what came back to another year's budget than it left."""

from collections.abc import Iterator
from typing import Protocol

from fundtrack.findings import Finding
from fundtrack.metrics.credits import CreditPair
from fundtrack.metrics.credits import credits_held
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import show_pence
from fundtrack.returns.figures import Figures
from fundtrack.returns.rules import finding
from fundtrack.returns.scopes import Scope


def read_credits(books: Reader, scope: Scope) -> tuple[CreditPair, ...]:
    """Read the quarter's credits that stand on another year than their bill.

    A credit is told in the return of its own quarter and in no later one.
    """
    found = credits_held(books, Selection(scope.ends, scope.known, scope.fund))
    return tuple(
        pair
        for pair in found.pairs
        if pair.is_on_another_year and pair.credit.dated >= scope.quarter_starts
    )


class HasCredits(Protocol):
    """What stands beside a return's figures, as far as this check asks."""

    @property
    def credits(self) -> tuple[CreditPair, ...]:
        """The quarter's credits that stand on another year than their bill."""


def credits_in_their_year(_: Figures, around: HasCredits) -> Iterator[Finding]:
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
