"""Verbs for what headings and cells mean: layout learn, confirm, compare, packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fundtrack.acts.return_templates import TemplateConfirmed
    from fundtrack.acts.return_templates import TemplateLearnt
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
PATH = click.Path(path_type=Path)
LAYOUT = click.option("--layout", "name", default=None, help="The layout's name.")
ANSWERS = click.option(
    "--answers", default=None, type=PATH, help="Where to write the answers."
)

FORM = "if it is a funder's workbook to be filled, name the fund"


@click.group()
def layout() -> None:
    """Say once what headings of an extract or cells of a funder's workbook mean."""


@layout.command("learn")
@FILE
@SOURCE
@SAID
@click.option("--fund", default=None, help="The fund whose return fills this workbook.")
@LAYOUT
@ANSWERS
@pass_desk
def learn(
    desk: Desk,
    *,
    file: Path,
    source: str | None,
    said: tuple[str, ...],
    fund: str | None,
    name: str | None,
    answers: Path | None,
) -> None:
    """Show what a file's headings mean, or with --fund what a workbook asks for.

    Nothing is recorded. With --fund, FILE is a funder's blank workbook: its cells to
    fill are written into a spreadsheet, with the words near them and what is proposed.
    """
    if fund is not None:
        from fundtrack.acts.return_templates import learn_template

        asked = learn_template(desk.session(), file, fund, name, answers)
        desk.answer(asked, lambda: _asked_in_words(asked))
        return
    from fundtrack.acts.spend_layouts import learn_layout

    learnt = learn_layout(desk.session(), file, source, said)
    confirm = f"layout confirm {file} --source {learnt.source}"
    desk.answer(
        learnt,
        lambda: [
            *_in_words(learnt.headings),
            *findings_in_words(learnt.findings),
            *([f"{FORM}: layout learn {file} --fund FUND"] if learnt.findings else []),
            f"if this is right, confirm it once: {confirm}"
            if not learnt.findings
            else f"then say what is missing: {confirm} --heading HEADING=FIELD",
        ],
    )


@layout.command("confirm")
@FILE
@SOURCE
@SAID
@click.option(
    "--workbook", default=None, type=PATH, help="The funder's workbook of the answers."
)
@pass_desk
def confirm(
    desk: Desk,
    *,
    file: Path,
    source: str | None,
    said: tuple[str, ...],
    workbook: Path | None,
) -> None:
    """Record what learn shows: headings of an extract, or answers for a workbook.

    FILE is the extract, or the spreadsheet of answers that learn wrote for a funder's
    workbook and a person filled.
    """
    from fundtrack.acts.return_templates import confirm_template
    from fundtrack.returns.templates.answered import is_answers

    if is_answers(file):
        kept = confirm_template(desk.session(), file, workbook)
        desk.answer(kept, lambda: _kept_in_words(kept))
        return
    from fundtrack.acts.spend_layouts import confirm_layout

    done = confirm_layout(desk.session(), file, source, said)
    desk.answer(
        done,
        lambda: [
            *_in_words(done.headings),
            f"source “{done.source}” is read so from now on, entry {done.entry}",
        ],
    )


@layout.command("compare")
@click.argument("old", metavar="OLD", type=PATH)
@click.argument("new", metavar="NEW", type=PATH)
@click.option("--fund", default=None, help="Carry this fund's answers over to NEW.")
@ANSWERS
@pass_desk
def compare(
    desk: Desk, *, old: Path, new: Path, fund: str | None, answers: Path | None
) -> None:
    """List the cells added, moved, renamed or gone between two versions."""
    from fundtrack.acts.template_packs import compare_workbooks

    found = compare_workbooks(desk.session(), (old, new), fund, answers)
    counts = ", ".join(f"{count} {kind}" for kind, count in found.counts.items())
    lines = [
        f"{it.sheet or it.old_sheet} {it.cell or it.old_cell} "
        f"“{it.words or it.old_words}”: {it.in_words}"
        for it in found.changes
    ]
    then = [f"answer in {found.answers}, then: layout confirm {found.answers}"]
    desk.answer(found, lambda: [*lines, counts, *(then if found.answers else [])])


@layout.command("packs")
@pass_desk
def packs(desk: Desk) -> None:
    """List the template packs there are, and the layouts that funds have."""
    from fundtrack.acts.template_packs import list_layouts

    held = list_layouts(desk.session())
    desk.answer(
        held,
        lambda: [
            *(f"{it.pack}: {it.title}. {it.about}" for it in held.packs),
            *(
                f"{it.fund} is filled by {it.layout}, version {it.version} ({it.file})"
                for it in held.layouts
            ),
        ],
    )


@layout.command("adopt")
@click.argument("pack")
@click.option("--fund", required=True, help="The fund whose return fills it.")
@LAYOUT
@pass_desk
def adopt(desk: Desk, *, pack: str, fund: str, name: str | None) -> None:
    """Fill a fund's returns by a template pack from now on."""
    from fundtrack.acts.template_packs import adopt_pack

    kept = adopt_pack(desk.session(), pack, fund, name)
    desk.answer(kept, lambda: _kept_in_words(kept))


@layout.command("drop")
@click.argument("name", metavar="LAYOUT")
@click.option("--fund", required=True, help="The fund whose layout it is.")
@click.option("--reason", required=True, help="Why it is filled no longer.")
@pass_desk
def drop(desk: Desk, *, name: str, fund: str, reason: str) -> None:
    """Fill a fund's returns by a layout no longer; what is frozen stays."""
    from fundtrack.acts.return_templates import drop_template

    done = drop_template(desk.session(), fund, name, reason)
    words = f"{done.fund} is no longer filled by {done.layout}, entry {done.entry}"
    desk.answer(done, lambda: [words])


def _asked_in_words(asked: TemplateLearnt) -> list[str]:
    cells = [
        f"{it.sheet} {it.cell} "
        f"“{' | '.join(filter(None, (it.section, it.label, it.heading)))}”: "
        f"{it.figure or it.fixed or 'to be answered'}"
        for it in asked.cells
        if not it.is_total
    ]
    open_ = sum(not (it.figure or it.fixed or it.is_total) for it in asked.cells)
    return [
        *cells,
        f"{len(cells)} cells to fill, {open_} of them to be answered: {asked.answers}",
        f"when that is done: layout confirm {asked.answers}",
    ]


def _kept_in_words(kept: TemplateConfirmed) -> list[str]:
    words = (
        f"returns of {kept.fund} are filled by {kept.layout}, version {kept.version}: "
        f"{kept.cells} cells of {kept.file}, {kept.left_empty} left empty, "
        f"entry {kept.entry}"
    )
    return [*findings_in_words(kept.findings), words]


def _in_words(headings: Iterable[HeadingLearnt]) -> list[str]:
    return [_one_in_words(one) for one in headings]


def _one_in_words(one: HeadingLearnt) -> str:
    place = f"{one.sheet} {one.column}{one.row}".strip()
    example = f" (such as {one.example})" if one.example else ""
    return f"{place} “{one.heading}”: {one.field or 'no field'}, {one.how}{example}"


VERBS = (layout,)
