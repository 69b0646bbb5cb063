"""Verbs about what is counted and what it is out of: populations, surveys, measures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.ingesting import ingest

if TYPE_CHECKING:
    from fundtrack.acts.populations import PopulationImport
    from fundtrack.acts.surveys import SurveyImport

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
    from fundtrack.acts.populations import ingest_population as act
    from fundtrack.sources.populations import PopulationHints

    taken = act(desk.session(), file, PopulationHints(year, kind), edition)
    desk.answer(taken, lambda: _population_words(taken))


def _population_words(taken: PopulationImport) -> list[str]:
    held = ", held already" if taken.is_held_already else ""
    said = (
        f"{taken.rows:,} rows of {taken.kind} ({taken.basis}) of "
        f"{', '.join(taken.periods)} as “{taken.edition}”{held}"
    )
    return [
        said,
        *findings_in_words(taken.findings),
    ]


@ingest.command("survey")
@FILE
@click.option("--blank", is_flag=True, help="Write the form there instead.")
@pass_desk
def ingest_survey(desk: Desk, *, file: Path, blank: bool) -> None:
    """Take in a perception survey: what was answered, by question, area and wave."""
    from fundtrack.acts.surveys import ingest_survey as act
    from fundtrack.acts.surveys import write_blank_survey

    if blank:
        write_blank_survey(file)
        desk.answer({"file": str(file)}, lambda: [f"made {file}"])
        return
    taken = act(desk.session(), file)
    desk.answer(taken, lambda: _survey_words(taken))


def _survey_words(taken: SurveyImport) -> list[str]:
    said = (
        f"{taken.rows:,} rows of {', '.join(taken.surveys)}, "
        f"waves {', '.join(taken.periods)}, in {', '.join(taken.areas)}"
    )
    held = f"{taken.already_held:,} of them held already"
    return [
        said,
        *([held] if taken.already_held else []),
        *findings_in_words(taken.findings),
    ]


VERBS: tuple[click.Command, ...] = ()
