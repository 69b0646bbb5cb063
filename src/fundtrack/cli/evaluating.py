"""Verbs of the evaluator: crime counts and decisions, evaluate, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk

if TYPE_CHECKING:
    from fundtrack.metrics.crime_decisions import MonthDecisions
    from fundtrack.runs.batches import AreaRun

DIMENSIONS = ("type", "month", "force", "area", "district", "lsoa")


@click.group()
def crime() -> None:
    """Ask for crime counts."""


@crime.command("counts")
@click.option("--force", default=None, help="One force, as police.uk names its files.")
@click.option("--area", default=None, help="One area, by its id or its full name.")
@click.option("--district", default=None, help="One district, by code or name.")
@click.option("--from", "first", default=None, help="First month, such as 2021-04.")
@click.option("--to", "last", default=None, help="Last month, included.")
@click.option("--by", default="type", help="Comma list of: " + ", ".join(DIMENSIONS))
@click.option(
    "--count",
    "counting",
    type=click.Choice(["distinct", "first", "rows"]),
    default="distinct",
    help="Distinct crimes of a month (unless told), those of them that no earlier "
    "month named, or rows as published.",
)
@pass_desk
def crime_counts(
    desk: Desk,
    *,
    force: str | None,
    area: str | None,
    district: str | None,
    first: str | None,
    last: str | None,
    by: str,
    counting: str,
) -> None:
    """Count recorded crime; a month without a file is missing, not nought."""
    from fundtrack.acts.crime import crime_counts as answer
    from fundtrack.metrics.crime import CountQuestion

    question = CountQuestion(
        force=force,
        area=area,
        district=district,
        first=first,
        last=last,
        by=tuple(part.strip() for part in by.split(",") if part.strip()),
        counting=counting,
    )
    found = answer(desk.session(), question)
    desk.answer(
        found,
        lambda: [
            "  ".join(
                "missing"
                if shown is None
                else f"{shown:,}"
                if isinstance(shown, int)
                else str(shown)
                for shown in row.values()
            )
            for row in found.counts
        ],
    )


@crime.command("decisions")
@click.option("--force", default=None, help="One force, as police.uk names its files.")
@click.option("--from", "first", default=None, help="First month, such as 2021-04.")
@click.option("--to", "last", default=None, help="Last month, included.")
@pass_desk
def crime_decisions(
    desk: Desk, *, force: str | None, first: str | None, last: str | None
) -> None:
    """Show what the imports decided of each month: repeats, places, missing months."""
    from fundtrack.acts.crime import crime_decisions as answer

    found = answer(desk.session(), force=force, first=first, last=last)
    desk.answer(found, lambda: [_decided(month) for month in found.months])


def _decided(month: MonthDecisions) -> str:
    if month.row_count is None or month.offences is None:
        return f"{month.force} {month.month}: no file; missing, not nought"
    told = {
        "repeated id": month.repeated_id,
        "named before": month.named_before,
        "blank id": month.blank_id,
        "no location": month.no_location,
        "outside the force": month.outside_force,
        "unknown LSOA": month.unknown_lsoa,
        "LSOA of another census": month.other_vintage,
    }
    shown = ", ".join(
        f"{name} {'not counted' if count is None else format(count, ',')}"
        for name, count in told.items()
    )
    return (
        f"{month.force} {month.month}: {month.row_count:,} rows, "
        f"{month.offences:,} crimes; {shown}"
    )


@click.command()
@click.option("--fund", default=None, help="One fund; all with a footprint otherwise.")
@click.option("--area", "areas", multiple=True, help="One area; may be repeated.")
@click.option("--measure", default=None, help="What is counted: neighbourhood crime.")
@click.option("--plan", default=None, metavar="ID", help="By this registered plan.")
@click.option("--jobs", type=int, default=2, help="Notebooks run at once; 2 otherwise.")
@click.option("--force-rerun", is_flag=True, help="Run again even if nothing changed.")
@click.option(
    "--repeat", default=None, help="A run: made again as it was, and held to."
)
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="NAME=TEXT",
    help="How it was done: mechanism, moderators or implementation.",
)
@pass_desk
def evaluate(
    desk: Desk,
    *,
    fund: str | None,
    areas: tuple[str, ...],
    measure: str | None,
    plan: str | None,
    jobs: int,
    force_rerun: bool,
    repeat: str | None,
    notes: tuple[str, ...],
) -> None:
    """Run the evaluation notebook for each area of a fund."""
    from fundtrack.acts.evaluations import EvaluationQuestion
    from fundtrack.acts.evaluations import evaluate as act

    if repeat is not None:
        _repeat(desk, repeat)
        return
    question = EvaluationQuestion(
        fund=fund,
        areas=areas,
        measure=measure,
        jobs=jobs,
        force_rerun=force_rerun,
        plan=plan,
        notes={
            name.strip(): text.strip()
            for name, _, text in (note.partition("=") for note in notes)
        },
    )
    done = act(
        desk.session(),
        question,
        lambda run: click.echo(_progress(run), err=True),
    )
    desk.answer(done, done.in_words)
    if any(run.status == "failed" for run in done.runs):
        raise click.exceptions.Exit(3)


@click.command()
@click.argument("first")
@click.argument("second")
@pass_desk
def compare(desk: Desk, first: str, second: str) -> None:
    """Name what moved between two runs: data, plan, code, parameters, result.

    A run is named by its id, or by a beginning that no other run's id has.
    """
    from fundtrack.acts.kept_runs import compare as act

    found = act(desk.session(), first, second)
    desk.answer(found, found.in_words)


def _repeat(desk: Desk, written: str) -> None:
    """Make a kept run again; another result than the kept one is a failed check."""
    from fundtrack.acts.kept_runs import repeat as act

    done = act(desk.session(), written)
    desk.answer(done, done.in_words)
    if not done.is_same:
        raise click.exceptions.Exit(3)


def _progress(run: AreaRun) -> str:
    why = f": {run.message}" if run.message else ""
    return f"{run.fund} {run.area}: {run.status}{why}"


VERBS = (crime, evaluate, compare)
