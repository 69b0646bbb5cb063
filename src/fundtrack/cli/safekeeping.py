"""Verbs that keep the books safe: backup, restore, doctor, export."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk

FILE = click.Path(path_type=Path)
WRONG = 3


@click.command()
@click.argument("file", type=FILE)
@pass_desk
def backup(desk: Desk, *, file: Path) -> None:
    """Write books, evidence, returns, runs and settings into one new file."""
    from fundtrack.acts.backups import backup as act

    made = act(desk.session(), file)
    desk.answer(
        made,
        lambda: [
            f"{made.file}: {made.members:,} files in {made.bytes:,} bytes",
            f"{made.entries:,} entries, snapshot {made.snapshot}",
            f"head {made.head}",
            "keep the head apart from the file: fundtrack verify --contains HEAD",
        ],
    )


@click.command()
@click.argument("file", type=FILE)
@pass_desk
def restore(desk: Desk, *, file: Path) -> None:
    """Check a backup and put it into an empty workspace folder."""
    from fundtrack.acts.restoring import restore as act

    done = act(desk.workspace, file, desk.clock)
    desk.answer(
        done,
        lambda: [
            f"{done.workspace} is as it was on {done.made_at} (UTC)",
            f"{done.entries:,} entries, head {done.head}: they verify",
            f"{len(done.returns)} certified returns were made again alike",
            *findings_in_words(done.findings),
        ],
    )
    if done.findings:
        raise click.exceptions.Exit(WRONG)


@click.command()
@pass_desk
def doctor(desk: Desk) -> None:
    """Say what is wrong with the workspace and what to do about it."""
    from fundtrack.acts.doctor import examine

    found = examine(desk.workspace, desk.clock, desk.wait_seconds)
    desk.answer(found, found.in_words)
    if not found.is_ok:
        raise click.exceptions.Exit(WRONG)


@click.command()
@click.argument("folder", metavar="DIR", type=FILE)
@pass_desk
def export(desk: Desk, *, folder: Path) -> None:
    """Write all records as CSV and Parquet, with a dictionary, into a new folder."""
    from fundtrack.acts.exporting import export_all

    made = export_all(desk.session(), folder)
    desk.answer(
        made,
        lambda: [
            *(f"{file.name}: {file.rows:,} rows" for file in made.files if file.rows),
            f"{made.folder} holds snapshot {made.snapshot}",
        ],
    )


VERBS = (backup, restore, doctor, export)
