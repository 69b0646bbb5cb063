"""Verbs of partners' claims: claim out, ingest claim."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.ingesting import FILES
from fundtrack.cli.ingesting import ingest
from fundtrack.periods import Quarter


@click.group()
def claim() -> None:
    """Send partners the forms of their claims."""


@claim.command("out")
@click.argument("partner")
@click.argument("quarter")
@click.argument("file", type=click.Path(path_type=Path))
@pass_desk
def claim_out(desk: Desk, *, partner: str, quarter: str, file: Path) -> None:
    """Write the form in which a partner claims for a quarter."""
    from fundtrack.acts.partner_claims import send_claim

    sent = send_claim(desk.session(), partner, Quarter.parse(quarter), file)
    desk.answer(
        sent,
        lambda: [
            f"{sent.file}: form of {sent.partner}, {sent.quarter}",
            f"{len(sent.cells)} budget cells, {sent.rows} rows held already",
        ],
    )


@ingest.command("claim")
@FILES
@pass_desk
def ingest_claim(desk: Desk, *, files: tuple[Path, ...]) -> None:
    """Take in partners' filled claim forms, and write a reply to each."""
    from fundtrack.acts.incoming_words import claim_words
    from fundtrack.acts.partner_claims import ingest_claims

    taken = ingest_claims(desk.session(), files)
    desk.answer(
        taken, lambda: [*claim_words(taken), *findings_in_words(taken.findings)]
    )


VERBS = (claim,)
