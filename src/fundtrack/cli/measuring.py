"""Verbs about what is counted and what it is out of: populations, surveys, measures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.evaluating import crime
from fundtrack.cli.ingesting import ingest
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month

if TYPE_CHECKING:
    from fundtrack.acts.measures import ChangeAnswer
    from fundtrack.acts.measures import FoundingLine
    from fundtrack.acts.measures import MeasureAnswer

FORCE = click.option("--force", default=None, help="One force, by slug or name.")
AREA = click.option("--area", default=None, help="One area, by id or full name.")
DISTRICT = click.option("--district", default=None, help="One district.")
FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@ingest.command("population")
@FILE
@click.option(
    "--of",
    "kind",
    type=click.Choice(["people", "households"]),
    default=None,
    help="What is counted, where the file does not say it.",
)
@click.option("--year", type=int, default=None, help="The year, where none is told.")
@click.option("--edition", default="", help="Name of the estimates, else the file's.")
@pass_desk
def ingest_population(
    desk: Desk, *, file: Path, kind: str | None, year: int | None, edition: str
) -> None:
    """Take in how many people or households places have, by year."""
    from fundtrack.acts.incoming_words import population_words
    from fundtrack.acts.populations import ingest_population as act
    from fundtrack.sources.populations import PopulationHints

    taken = act(desk.session(), file, PopulationHints(year, kind), edition)
    desk.answer(
        taken, lambda: [*population_words(taken), *findings_in_words(taken.findings)]
    )


@ingest.command("survey")
@FILE
@click.option("--blank", is_flag=True, help="Write the form there instead.")
@pass_desk
def ingest_survey(desk: Desk, *, file: Path, blank: bool) -> None:
    """Take in a perception survey: what was answered, by question, area and wave."""
    from fundtrack.acts.incoming_words import survey_words
    from fundtrack.acts.surveys import ingest_survey as act
    from fundtrack.acts.surveys import write_blank_survey

    if blank:
        write_blank_survey(file)
        desk.answer({"file": str(file)}, lambda: [f"made {file}"])
        return
    taken = act(desk.session(), file)
    desk.answer(
        taken, lambda: [*survey_words(taken), *findings_in_words(taken.findings)]
    )


@crime.command("measures")
@pass_desk
def crime_measures(desk: Desk) -> None:
    """List what can be counted, by version, and the calendar of breaks."""
    from fundtrack.acts.measures import list_measures

    found = list_measures()
    desk.answer(
        found,
        lambda: [
            *(
                f"{each['measure']} {each['version']}: {each['counts']} "
                f"({each['from']}, per {each['per']})"
                for each in found.measures
            ),
            *(
                f"{each['first']} {each['break']}: {each['action']}; {each['what']}"
                for each in found.breaks
            ),
        ],
    )


@crime.command("measure")
@click.argument("measure")
@FORCE
@AREA
@DISTRICT
@click.option("--from", "first", required=True, help="First month, such as 2021-04.")
@click.option("--to", "last", required=True, help="Last month, included.")
@pass_desk
def crime_measure(
    desk: Desk,
    *,
    measure: str,
    force: str | None,
    area: str | None,
    district: str | None,
    first: str,
    last: str,
) -> None:
    """Count a measure in a place, with its rate and what that is out of."""
    from fundtrack.acts.measures import ask_measure
    from fundtrack.metrics.measured import MeasureQuestion

    question = MeasureQuestion(
        measure, Month.parse(first), Month.parse(last), force, area, district
    )
    found = ask_measure(desk.session(), question)
    desk.answer(found, lambda: _measure_words(found))


@crime.command("change")
@click.argument("measure")
@FORCE
@AREA
@DISTRICT
@click.option("--year", required=True, help="A financial year, such as 2023-24.")
@click.option("--against", required=True, help="The year it is set against.")
@pass_desk
def crime_change(
    desk: Desk,
    *,
    measure: str,
    force: str | None,
    area: str | None,
    district: str | None,
    year: str,
    against: str,
) -> None:
    """Set a year of a measure against another, unless its rules changed between."""
    from fundtrack.acts.measures import ask_change
    from fundtrack.metrics.year_changes import YearsQuestion

    question = YearsQuestion(
        measure,
        FinancialYear.parse(year),
        FinancialYear.parse(against),
        force,
        area,
        district,
    )
    found = ask_change(desk.session(), question)
    desk.answer(found, lambda: _change_words(found))


@crime.command("founding")
@pass_desk
def crime_founding(desk: Desk) -> None:
    """List the founding annual report's figures beside ours, or why there are none."""
    from fundtrack.acts.measures import list_founding

    found = list_founding(desk.session())
    desk.answer(
        found, lambda: [word for line in found.figures for word in _founding(line)]
    )


def _measure_words(found: MeasureAnswer) -> list[str]:
    said = f"{found.name}, {found.first} to {found.last}"
    if found.count is None:
        what = ", ".join(found.missing) or "every month"
        return [f"{said}: missing ({what})"]
    rate = f"; {found.rate:,.1f} {found.per}" if found.rate is not None else ""
    out_of = f" of {found.denominator or f'{found.out_of:,}'}" if found.out_of else ""
    beside = [
        f"{number:,} {what}"
        for number, what in (
            (found.not_yet, "without an outcome so far"),
            (found.unknown, "whose outcome is not known"),
        )
        if number
    ]
    return [f"{said}: {found.count:,}{out_of}{rate}", *beside, *found.breaks]


def _change_words(found: ChangeAnswer) -> list[str]:
    said = f"{found.measure}, {found.year} against {found.against}"
    out = f"left out on both sides: {', '.join(found.left_out)}"
    told = [*([out] if found.left_out else []), *found.breaks]
    if found.earlier is None:
        what = ", ".join(found.missing) or "no month is left to compare"
        return [f"{said}: missing ({what})", *told]
    pct = "" if found.pct is None else f" ({found.pct:+.1f} %)"
    return [
        f"{said}: {found.earlier:,} to {found.later:,}, {found.difference:+,}{pct}",
        *told,
    ]


def _founding(line: FoundingLine) -> list[str]:
    shown = "" if line.published is None else f": {line.published:,g} {line.unit}"
    ours = "" if line.ours is None else f", ours {line.ours:,.1f}"
    return [
        f"{line.what}{shown}{ours}: {line.standing}",
        f"    made of: {line.made_of}",
        f"    {line.because}",
        *(f"    {word}" for word in line.beware),
    ]


VERBS: tuple[click.Command, ...] = ()
