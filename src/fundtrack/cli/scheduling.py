"""Verbs of the year's round: year-end."""

from __future__ import annotations

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear


@click.command("year-end")
@click.argument("year")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def year_end(desk: Desk, *, year: str, as_known: str | None) -> None:
    """List what each grant owes or holds on 31 March, for the year-end journal."""
    from fundtrack.acts.year_ends import year_end as answer

    found = answer(desk.session(), FinancialYear.parse(year), as_known)
    desk.answer(
        found,
        lambda: [
            *(
                f"{line.fund}: earned {show_pence(line.earned_pence)}, "
                f"received {show_pence(line.received_pence)}: "
                f"accrued income {show_pence(line.accrued_income_pence)}, "
                f"receipt in advance {show_pence(line.receipt_in_advance_pence)}"
                for line in found.journal
            ),
            f"as at {found.as_at}, known up to entry {found.as_known}",
        ],
    )


VERBS = (year_end,)
