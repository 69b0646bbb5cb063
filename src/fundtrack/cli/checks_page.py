"""The page of a return's checks, written from their rules: `make docs`."""

import click

from fundtrack.returns.guidance import guidance

if __name__ == "__main__":
    click.echo(guidance(), nl=False)
