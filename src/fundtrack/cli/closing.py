"""Verbs of a grant's year end: Outturn Statement and Statement of Grant Usage."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.returning import monitoring_return
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear

FOLDER = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="A new folder; named after fund, year and statement unless given.",
)
AS_KNOWN = click.option("--as-known", default=None, help="A moment or an entry number.")


@monitoring_return.command("outturn")
@click.argument("fund")
@click.argument("year")
@FOLDER
@AS_KNOWN
@pass_desk
def outturn_statement(
    desk: Desk, *, fund: str, year: str, folder: Path | None, as_known: str | None
) -> None:
    """Write the Outturn Statement of a fund for a financial year that has ended."""
    _write(desk, "outturn-statement", (fund, year, as_known), folder)


@monitoring_return.command("usage")
@click.argument("fund")
@click.argument("year", required=False)
@FOLDER
@AS_KNOWN
@pass_desk
def grant_usage(
    desk: Desk,
    *,
    fund: str,
    year: str | None,
    folder: Path | None,
    as_known: str | None,
) -> None:
    """Write the Statement of Grant Usage, of a YEAR or the whole funding period."""
    _write(desk, "grant-usage", (fund, year, as_known), folder)


def _write(
    desk: Desk,
    statement: str,
    about: tuple[str, str | None, str | None],
    folder: Path | None,
) -> None:
    from fundtrack.acts.statements import Asked
    from fundtrack.acts.statements import write_statement
    from fundtrack.returns.statements import Statement

    fund, year, as_known = about
    of_year = FinancialYear.parse(year) if year else None
    asked = Asked(Statement(statement), fund, of_year, as_known)
    made = write_statement(
        desk.session(), asked, folder or Path(f"{fund}-{asked.suffix}")
    )
    desk.answer(
        made,
        lambda: [
            (
                f"{made.folder}: eligible {show_pence(made.eligible_pence)}, claimed "
                f"{show_pence(made.claimed_pence)}, received "
                f"{show_pence(made.received_pence)}, owed "
                f"{show_pence(made.owed_to_us_pence)}, to be signed"
            )
        ],
    )


VERBS = (monitoring_return,)
