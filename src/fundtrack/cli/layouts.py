"""Verbs for the headings of finance extracts: layout learn, layout confirm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fundtrack.ingest.spend_layouts import HeadingLearnt

FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
SOURCE = click.option("--source", default=None, help="Name of the system it is from.")
SAID = click.option(
    "--heading",
    "said",
    multiple=True,
    metavar="HEADING=FIELD",
    help="What a heading means, such as “Paid out=amount”; “=nothing” leaves it out.",
)


@click.group()
def layout() -> None:
    """Say once for each source what its headings mean."""


@layout.command("learn")
@FILE
@SOURCE
@SAID
@pass_desk
def learn(desk: Desk, *, file: Path, source: str | None, said: tuple[str, ...]) -> None:
    """Show how each heading of an extract is understood, and record nothing."""
    from fundtrack.acts.spend_layouts import learn_layout

    learnt = learn_layout(desk.session(), file, source, said)
    confirm = f"layout confirm {file} --source {learnt.source}"
    desk.answer(
        learnt,
        lambda: [
            *_in_words(learnt.headings),
            *findings_in_words(learnt.findings),
            f"if this is right, confirm it once: {confirm}"
            if not learnt.findings
            else f"then say what is missing: {confirm} --heading HEADING=FIELD",
        ],
    )


@layout.command("confirm")
@FILE
@SOURCE
@SAID
@pass_desk
def confirm(
    desk: Desk, *, file: Path, source: str | None, said: tuple[str, ...]
) -> None:
    """Record what the headings mean, as learn shows it; later files are read by it."""
    from fundtrack.acts.spend_layouts import confirm_layout

    done = confirm_layout(desk.session(), file, source, said)
    desk.answer(
        done,
        lambda: [
            *_in_words(done.headings),
            f"source “{done.source}” is read so from now on, entry {done.entry}",
        ],
    )


def _in_words(headings: Iterable[HeadingLearnt]) -> list[str]:
    return [_one_in_words(one) for one in headings]


def _one_in_words(one: HeadingLearnt) -> str:
    place = f"{one.sheet} {one.column}{one.row}".strip()
    example = f" (such as {one.example})" if one.example else ""
    return f"{place} “{one.heading}”: {one.field or 'no field'}, {one.how}{example}"


VERBS = (layout,)
