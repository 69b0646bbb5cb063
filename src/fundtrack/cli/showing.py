"""Verbs that show it all: serve, demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.progress import progress_bar

if TYPE_CHECKING:
    from fundtrack.config import Workspace

LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--port", type=int, default=None, help="Port; the settings' otherwise.")
@click.option("--host", default=LOOPBACK, help="Only 127.0.0.1 until sign-in exists.")
@pass_desk
def serve(desk: Desk, *, port: int | None, host: str) -> None:
    """Serve the dashboards on this machine."""
    _serve(desk.workspace, host, port)


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
        _serve(desk.workspace, LOOPBACK, port)


def _serve(workspace: Workspace, host: str, port: int | None) -> None:
    from fundtrack.serving.app import serve as serve_pages

    settings = workspace.settings()
    serve_pages(
        workspace,
        host,
        settings.port if port is None else port,
        lambda line: click.echo(line, err=True),
    )


VERBS = (serve, demo)
