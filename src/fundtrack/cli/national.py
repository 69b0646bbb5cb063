"""Verbs of the Home Office's tables: recorded crime, outcomes, and asking them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.evaluating import crime
from fundtrack.cli.ingesting import ingest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence


FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
FIRST = click.option("--from", "first", default=None, help="First: 2021-22 Q1.")
LAST = click.option("--to", "last", default=None, help="Last quarter, included.")
FORCE = click.option("--force", default=None, help="One force, by slug or name.")
CODES = click.option(
    "--code", "codes", multiple=True, help="An offence code; may be repeated."
)
SUBGROUPS = click.option(
    "--subgroup", "subgroups", multiple=True, help="A subgroup; may be repeated."
)


@ingest.command("recorded-crime")
@FILE
@pass_desk
def ingest_recorded_crime(desk: Desk, *, file: Path) -> None:
    """Take in the Home Office's recorded crime by force or partnership."""
    from fundtrack.acts.home_office import ingest_recorded_crime as act
    from fundtrack.acts.incoming_words import table_words

    taken = act(desk.session(), file)
    desk.answer(
        taken, lambda: [*table_words(taken), *findings_in_words(taken.findings)]
    )


@ingest.command("outcomes")
@FILE
@pass_desk
def ingest_outcomes(desk: Desk, *, file: Path) -> None:
    """Take in the Home Office's outcomes of recorded crime, on both count bases."""
    from fundtrack.acts.home_office import ingest_outcomes as act
    from fundtrack.acts.incoming_words import table_words

    taken = act(desk.session(), file)
    desk.answer(
        taken, lambda: [*table_words(taken), *findings_in_words(taken.findings)]
    )


@crime.command("recorded")
@click.option(
    "--level",
    type=click.Choice(["force", "csp"]),
    default="force",
    help="The force table, or that of community safety partnerships.",
)
@FORCE
@click.option("--csp", default=None, help="One partnership, as published.")
@click.option("--district", default=None, help="One district, by code or name.")
@FIRST
@LAST
@CODES
@SUBGROUPS
@click.option(
    "--by",
    default="force,quarter",
    help="Comma list of: force, csp, district, year, quarter, subgroup, code",
)
@pass_desk
def crime_recorded(
    desk: Desk,
    *,
    level: str,
    force: str | None,
    csp: str | None,
    district: str | None,
    first: str | None,
    last: str | None,
    codes: tuple[str, ...],
    subgroups: tuple[str, ...],
    by: str,
) -> None:
    """Count recorded crime by quarter; what was not provided is missing, not nought."""
    from fundtrack.acts.home_office import ask_recorded_crime
    from fundtrack.metrics.recorded_crime import RecordedQuestion

    question = RecordedQuestion(
        level=level,
        force=force,
        csp=csp,
        district=district,
        first=first,
        last=last,
        by=_names(by),
        codes=codes,
        subgroups=subgroups,
    )
    found = ask_recorded_crime(desk.session(), question)
    desk.answer(found, lambda: _lines(found.counts))


@crime.command("outcomes")
@click.option("--set", "outcome_set", required=True, help="Set of outcomes: charge.")
@click.option("--version", type=int, default=None, help="Of the set; else the latest.")
@click.option(
    "--basis",
    type=click.Choice(["recorded", "closed"]),
    required=True,
    help="Offences recorded in the quarter, or investigations closed in it.",
)
@FORCE
@FIRST
@LAST
@CODES
@SUBGROUPS
@click.option(
    "--by",
    default="force,year",
    help="Comma list of: force, year, quarter, subgroup, code",
)
@pass_desk
def crime_outcomes(
    desk: Desk,
    *,
    outcome_set: str,
    version: int | None,
    basis: str,
    force: str | None,
    first: str | None,
    last: str | None,
    codes: tuple[str, ...],
    subgroups: tuple[str, ...],
    by: str,
) -> None:
    """Rate outcomes of a named set, with numerator and denominator."""
    from fundtrack.acts.home_office import ask_outcome_rates
    from fundtrack.metrics.outcome_rates import OutcomeQuestion

    question = OutcomeQuestion(
        outcome_set=outcome_set,
        version=version,
        basis=basis,
        force=force,
        first=first,
        last=last,
        by=_names(by),
        codes=codes,
        subgroups=subgroups,
    )
    found = ask_outcome_rates(desk.session(), question)
    chosen = found.outcome_set
    said = (
        f"{chosen.label} ({chosen.name}, version {chosen.version}: "
        f"{', '.join(chosen.codes)}), {found.basis} basis"
    )
    desk.answer(found, lambda: [said, *_lines(found.rates)])


def _names(by: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in by.split(",") if part.strip())


def _lines(rows: Sequence[Mapping[str, str | int | float | None]]) -> list[str]:
    return ["  ".join(_shown(shown) for shown in row.values()) for row in rows]


def _shown(shown: str | float | None) -> str:
    if shown is None:
        return "missing"
    if isinstance(shown, str):
        return shown
    return f"{shown:,}" if isinstance(shown, int) else f"{shown:.1f}%"


VERBS = ()
