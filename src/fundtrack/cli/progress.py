"""Progress of what takes time, drawn on standard error."""

import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress_bar(label: str, steps: int) -> Iterator[Callable[[], None]]:
    """Draw a bar and give what moves it on by one; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=steps, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
