"""Verbs for whoever installs the program: bundle, service."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk

MEGABYTE = 1_000_000
PATH = click.Path(path_type=Path, exists=True, dir_okay=False)


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


@click.command()
@click.option("--account", default=None, help="Who it runs as; yours unless told.")
@click.option("--port", type=int, default=None, help="As serve takes it.")
@click.option("--host", default=None, help="As serve takes it.")
@click.option("--certificate", type=PATH, default=None, help="As serve takes it.")
@click.option("--key", type=PATH, default=None, help="As serve takes it.")
@pass_desk
def service(desk: Desk, /, *, account: str | None, **given: object) -> None:
    """Print a systemd unit that serves this workspace with this installation."""
    from fundtrack.acts.services import service_unit

    told = [
        word
        for name, value in given.items()
        if value is not None
        for word in (f"--{name}", _in_full(value))
    ]
    unit = service_unit(desk.workspace, account or getpass.getuser(), told)
    desk.answer({"unit": unit}, lambda: [unit.rstrip("\n")])


def _in_full(value: object) -> str:
    """Write an option's value so that it holds in whatever folder it is read."""
    return str(value.resolve() if isinstance(value, Path) else value)


VERBS = (bundle, service)
