"""The command line: what is typed becomes an act, and its answer is shown."""

from fundtrack.cli.app import main

__all__ = ["main"]
