"""Verbs for whoever installs the program: bundle, service."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk

MEGABYTE = 1_000_000


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@pass_desk
def bundle(desk: Desk, *, folder: Path) -> None:
    """Gather all that an installation without internet needs into a new folder."""
    from fundtrack.acts.bundles import bundle as act

    made = act(folder)
    desk.answer(
        made,
        lambda: [
            f"{made.folder}: {made.wheels:,} wheels, {made.bytes // MEGABYTE:,} MB",
            f"fundtrack {made.version} for Python {made.python} on {made.platform}",
            f"there, without a network: sh {folder.name}/install.sh /opt/fundtrack",
        ],
    )


VERBS = (bundle,)
