"""Verbs that show it all: serve, demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.progress import progress_bar
from fundtrack.config import system_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from fundtrack.config import Workspace
    from fundtrack.serving.addresses import Shelter

LOOPBACK = "127.0.0.1"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--port", type=int, default=None, help="Port; the settings' otherwise.")
@click.option("--host", default=LOOPBACK, help="Others than 127.0.0.1 need TLS.")
@click.option("--certificate", type=FILE, default=None, help="TLS certificate (PEM).")
@click.option("--key", type=FILE, default=None, help="The certificate's key (PEM).")
@pass_desk
def serve(
    desk: Desk,
    *,
    port: int | None,
    host: str,
    certificate: Path | None,
    key: Path | None,
) -> None:
    """Serve the dashboards to those who sign in."""
    from fundtrack.serving.addresses import Shelter

    shelter = Shelter(host, certificate, key)
    _serve(desk.workspace, shelter, port, lambda line: click.echo(line, err=True))


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after the job.")
@click.option("--port", type=int, default=None, help="Port of the dashboards.")
@pass_desk
def demo(desk: Desk, *, no_serve: bool, port: int | None) -> None:
    """Make the example office, run the main job on it, and serve the dashboards."""
    from fundtrack.acts.story import run_demo

    done = run_demo(
        desk.workspace, lambda line: click.echo(line, err=True), progress_bar
    )
    answer = {
        "workspace": done.workspace,
        "imports": done.told.imports,
        "snapshot": done.snapshot,
        "runs": done.told.runs,
        "return": done.told.last_return,
    }
    desk.answer(answer, lambda: [f"the example office is in {done.workspace}"])
    if not no_serve:
        _serve_example(desk.workspace, port)


def _serve_example(workspace: Workspace, port: int | None) -> None:
    """Serve the example, and say who can sign in there with which password."""
    from fundtrack.acts.sign_ins import passwords_of_example
    from fundtrack.serving.addresses import Shelter

    made = passwords_of_example(workspace, system_clock)

    def announce(address: str) -> None:
        click.echo("Sign in as one of these people of the example:", err=True)
        for each in made:
            line = f"  {each.person:<18} {each.password}   {each.roles}"
            click.echo(line, err=True)
        click.echo("The passwords hold until the next demo. Open:", err=True)
        click.echo(address, err=True)

    _serve(workspace, Shelter(), port, announce)


def _serve(
    workspace: Workspace,
    shelter: Shelter,
    port: int | None,
    announce: Callable[[str], None],
) -> None:
    from fundtrack.serving.app import serve as serve_pages

    wished = workspace.settings().port if port is None else port
    serve_pages(workspace, shelter, wished, announce)


VERBS = (serve, demo)
