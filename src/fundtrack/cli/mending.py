"""Verbs that look back and put right: history, correct, reverse, ingest take-on."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.ingesting import ingest
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fundtrack.acts.corrections import Corrected
    from fundtrack.acts.take_on import TakeOnImport
    from fundtrack.metrics.history import HistoryEntry

REASON = click.option("--reason", required=True, help="Why, in a few words.")


@click.command()
@click.option("--cell", default=ANY, help="FUND/AREA/PROJECT/HEADING/KIND/YEAR.")
@click.option("--person", "whose", default=ANY, help="Only what this person did.")
@click.option("--since", default=None, help="A day, a moment or an entry number.")
@pass_desk
def history(desk: Desk, *, cell: str, whose: str, since: str | None) -> None:
    """Show who changed what, when and why, and what it was before."""
    from fundtrack.acts.history import show_history

    found = show_history(desk.session(), Cell.parse(cell), whose, since)
    desk.answer(found, lambda: _history_words(found.entries))


def _history_words(entries: tuple[HistoryEntry, ...]) -> Iterator[str]:
    for _, lines in groupby(entries, key=lambda line: line.entry):
        first, *others = lines
        changes = [_change(line) for line in (first, *others)]
        yield "  ".join(
            [
                f"entry {first.entry}",
                f"{first.recorded_at:%Y-%m-%d %H:%M}",
                first.person,
                first.kind.replace("_", " "),
                "; ".join(change for change in changes if change) or "recorded",
                f"from {first.effective_on}",
                first.reason,
            ]
        ) + _place(first)


def _change(line: HistoryEntry) -> str:
    if line.new_pence is not None:
        before = (
            "nothing said" if line.old_pence is None else show_pence(line.old_pence)
        )
        return f"{line.cell} {line.measure} {before} to {show_pence(line.new_pence)}"
    said = [line.about or line.cell] if line.about or line.cell else []
    said += [
        f"{it.field} {it.old or 'empty'} to {it.new or 'empty'}" for it in line.changed
    ]
    if line.pence is not None:
        said.append(show_pence(line.pence))
    return ", ".join(said)


def _place(line: HistoryEntry) -> str:
    parts = [
        f"corrects entry {line.corrects}" if line.corrects else "",
        line.file or "",
        f"sheet {line.sheet}" if line.sheet else "",
        f"row {line.row}" if line.row else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


@click.command()
@click.argument("entry", type=int)
@REASON
@click.option("--amount", default=None, help="The right amount in pounds.")
@click.option("--cell", default=None, help="The right cell.")
@click.option("--on", type=DAY, default=None, help="The right day.")
@pass_desk
def correct(
    desk: Desk,
    *,
    entry: int,
    reason: str,
    amount: str | None,
    cell: str | None,
    on: datetime | None,
) -> None:
    """Undo an entry by new ones, and record the right facts if they are given."""
    from fundtrack.acts.corrections import correct as act
    from fundtrack.domain.corrections import Correction

    said = Correction(
        reason,
        parse_pounds(amount) if amount is not None else None,
        Cell.parse(cell) if cell is not None else None,
        on.date() if on else None,
    )
    done = act(desk.session(), entry, said)
    desk.answer(done, lambda: _corrected_words(f"entry {entry} is corrected", done))


@click.command()
@click.argument("entry", type=int, metavar="IMPORT")
@REASON
@pass_desk
def reverse(desk: Desk, *, entry: int, reason: str) -> None:
    """Undo all that one file of spending, or a take-on file, brought."""
    from fundtrack.acts.corrections import reverse as act

    done = act(desk.session(), entry, reason)
    desk.answer(done, lambda: _corrected_words(f"import {entry} is reversed", done))


def _corrected_words(what: str, done: Corrected) -> list[str]:
    counts = f"{len(done.undone)} undone, {len(done.entries)} recorded"
    said = f"{what}: {counts}, the last is entry {done.entry}"
    return [said, *findings_in_words(done.findings)]


@ingest.command("take-on")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--blank", is_flag=True, help="Write the workbook to fill in instead.")
@pass_desk
def ingest_take_on(desk: Desk, *, file: Path, blank: bool) -> None:
    """Take in what was spent, claimed and received before the books began."""
    from fundtrack.acts.take_on import ingest_take_on as act
    from fundtrack.acts.take_on import write_blank_take_on

    if blank:
        write_blank_take_on(file)
        desk.answer({"file": str(file)}, lambda: [f"made {file}"])
        return
    taken = act(desk.session(), file)
    desk.answer(taken, lambda: _take_on_words(taken))


def _take_on_words(taken: TakeOnImport) -> list[str]:
    rows = f"{taken.rows} rows: {taken.accepted} accepted, {taken.refused} refused"
    sums = (
        f"spent {show_pence(taken.spent_pence)}",
        f"claimed {show_pence(taken.claimed_pence)}",
        f"received {show_pence(taken.received_pence)}",
    )
    return [
        f"{rows}, {taken.already_held} held already",
        f"{', '.join(sums)}; the import is entry {taken.entry}",
        *findings_in_words(taken.findings),
    ]


VERBS = (history, correct, reverse)
