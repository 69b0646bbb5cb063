"""Verbs of the quarter's workbook: out to be filled, in to be recorded."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.findings import has_blocking
from fundtrack.periods import Quarter

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def quarter() -> None:
    """Write the quarter's workbook for people to fill, and take it back."""


@quarter.command("out")
@click.argument("fund")
@click.argument("quarter")
@FILE
@pass_desk
def quarter_out(desk: Desk, *, fund: str, quarter: str, file: Path) -> None:
    """Write all that is typed for a fund each quarter, as the books hold it."""
    from fundtrack.acts.quarter_forms import quarter_out as act

    made = act(desk.session(), fund, Quarter.parse(quarter), file)
    words = f"{made.file} holds {made.rows} rows of {made.fund} for {made.quarter}"
    desk.answer(made, lambda: [words])


@quarter.command("in")
@FILE
@click.option("--dry-run", is_flag=True, help="List the changes, record nothing.")
@pass_desk
def quarter_in(desk: Desk, *, file: Path, dry_run: bool) -> None:
    """List what a filled workbook changes, and record it in your name."""
    from fundtrack.acts.incoming_words import quarter_words
    from fundtrack.acts.quarters import quarter_in as act

    answer = act(desk.session(), file, is_dry_run=dry_run)
    desk.answer(
        answer, lambda: [*quarter_words(answer), *findings_in_words(answer.findings)]
    )
    if has_blocking(answer.findings):
        raise click.exceptions.Exit(3)


VERBS = (quarter,)
