"""The verb that fills a funder's workbook: return fill."""

from __future__ import annotations

from pathlib import Path

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.returning import RETURN_ID
from fundtrack.cli.returning import monitoring_return

PATH = click.Path(path_type=Path)


@monitoring_return.command("fill")
@RETURN_ID
@click.argument("file", required=False, type=PATH)
@click.option("--layout", default=None, help="Which of the fund's layouts.")
@click.option("--to", default=None, type=PATH, help="Where to write the workbook.")
@pass_desk
def return_fill(
    desk: Desk,
    *,
    return_id: str,
    file: Path | None,
    layout: str | None,
    to: Path | None,
) -> None:
    """Fill the funder's own workbook with the return's figures.

    FILE is the funder's blank workbook, which must be the version confirmed; without
    it the one kept is filled. It is never changed: a filled copy is written.
    """
    from fundtrack.acts.return_filling import fill_return

    made = fill_return(desk.session(), return_id, layout, file, to)
    words = (
        f"{made.file}: {made.filled} cells filled, {made.left_empty} left empty "
        f"because nothing was said, {made.checked} totals checked; {return_id} is "
        f"{made.state}"
    )
    desk.answer(made, lambda: [words, *findings_in_words(made.findings)])


VERBS = (monitoring_return,)
