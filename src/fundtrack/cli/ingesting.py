"""Verbs that take files in: ingest register, spend, crime."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.errors import WrongArgument
from fundtrack.money import parse_pounds

FILES = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)


@click.group()
def ingest() -> None:
    """Take files in: registers, spending, crime."""


@ingest.command("register")
@FILES
@pass_desk
def ingest_register(desk: Desk, *, files: tuple[Path, ...]) -> None:
    """Take in registers: funds, awards, terms, areas, projects, people ..."""
    from fundtrack.acts.incoming_words import register_words
    from fundtrack.acts.registers import ingest_registers

    taken = ingest_registers(desk.session(), files)
    desk.answer(
        taken, lambda: [*register_words(taken), *findings_in_words(taken.findings)]
    )


@ingest.command("spend")
@FILES
@click.option("--source", default=None, help="Name of the system the lines come from.")
@click.option("--control-total", default=None, help="Pounds the one file must add to.")
@click.option(
    "--kind",
    type=click.Choice(["ledger", "published"]),
    default=None,
    help="A ledger extract, or a published list, which is evidence.",
)
@click.option("--dry-run", is_flag=True, help="Read and check, record nothing.")
@click.option("--strict", is_flag=True, help="Refuse the file on any refused row.")
@click.option("--confirm", is_flag=True, help="Book recoded and vanished lines too.")
@pass_desk
def ingest_spend(
    desk: Desk,
    *,
    files: tuple[Path, ...],
    source: str | None,
    control_total: str | None,
    kind: str | None,
    dry_run: bool,
    strict: bool,
    confirm: bool,
) -> None:
    """Take in payments or ledger lines from xlsx, ods or csv."""
    from fundtrack.acts.incoming_words import spend_words
    from fundtrack.acts.spending import SpendOptions
    from fundtrack.acts.spending import ingest_spend as act

    if control_total is not None and len(files) > 1:
        raise WrongArgument("--control-total belongs to one file; give one file only")
    options = SpendOptions(
        source=source,
        control_total_pence=parse_pounds(control_total) if control_total else None,
        kind=kind,
        is_dry_run=dry_run,
        is_strict=strict,
        is_confirmed=confirm,
    )
    taken = act(desk.session(), files, options)
    desk.answer(
        taken, lambda: [*spend_words(taken), *findings_in_words(taken.findings)]
    )


@ingest.command("crime")
@FILES
@pass_desk
def ingest_crime(desk: Desk, *, files: tuple[Path, ...]) -> None:
    """Take in police.uk files: zips, folders, csv, or the API's JSON."""
    from fundtrack.acts.crime import ingest_crime as act
    from fundtrack.acts.incoming_words import crime_words

    taken = act(desk.session(), files)
    desk.answer(
        taken, lambda: [*crime_words(taken), *findings_in_words(taken.findings)]
    )


VERBS = (ingest,)
