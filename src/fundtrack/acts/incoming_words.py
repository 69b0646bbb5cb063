"""What taking a file in says, in the lines that command line and pages share.

Findings are not among them: each shows those in its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundtrack.money import show_pence

if TYPE_CHECKING:
    from fundtrack.acts.crime import CrimeImport
    from fundtrack.acts.home_office import TableImport
    from fundtrack.acts.partner_claims import ClaimImport
    from fundtrack.acts.populations import PopulationImport
    from fundtrack.acts.quarters import QuarterAnswer
    from fundtrack.acts.registers import RegisterImport
    from fundtrack.acts.spending import SpendImport
    from fundtrack.acts.surveys import SurveyImport
    from fundtrack.ingest.home_office_checks import PartChange


def register_words(taken: RegisterImport) -> list[str]:
    """Say what became of registers."""
    return [f"{taken.rows} rows: {taken.accepted} accepted, {taken.refused} refused"]


def spend_words(taken: SpendImport) -> list[str]:
    """Say what became of files of spending."""
    pence = show_pence(taken.ineligible_pence)
    not_eligible = f"{taken.ineligible_lines} not eligible, {pence}, outside their fund"
    return [
        *(
            f"{file.file}: {file.rows} rows, {show_pence(file.total_pence)}: "
            f"{file.accepted} accepted, {file.refused} refused, "
            f"{file.already_held} held already"
            for file in taken.files
        ),
        *(
            f"{one.rule}: {one.lines:,} lines, {show_pence(one.pence)}, {one.target}"
            for one in taken.by_rule
        ),
        f"{taken.suspense_lines} in suspense, {show_pence(taken.suspense_pence)}",
        *([not_eligible] if taken.ineligible_lines else []),
    ]


def crime_words(taken: CrimeImport) -> list[str]:
    """Say what became of police.uk files."""
    return [
        *(
            f"{file.force} {file.month}: {file.rows:,} rows kept of {file.file}"
            for file in taken.files
        ),
        *(f"no file for {month}" for month in taken.months_missing),
    ]


def claim_words(taken: ClaimImport, *, with_reply: bool = True) -> list[str]:
    """Say what became of partners' claims; the reply is named where it is kept."""
    return [
        f"{each.partner}, {each.quarter}: {each.rows} rows, {each.accepted} "
        f"accepted ({show_pence(each.accepted_pence)}), {each.queried} queried, "
        f"{each.refused} refused, {each.already_held} as held already; paid and "
        f"not supported {show_pence(each.unsupported_pence)}"
        + (f"; reply in {each.reply}" if with_reply else "")
        for each in taken.claims
    ]


def quarter_words(answer: QuarterAnswer) -> list[str]:
    """Say what a quarter's workbook changes."""
    number = len(answer.changes)
    done = "would be recorded" if answer.is_dry_run else "recorded"
    return [
        *(
            f"{change.sheet} {change.cell}: {change.what} {change.id}, "
            f"{change.column}: was {change.was}, becomes {change.becomes}"
            for change in answer.changes
        ),
        f"{number} change{'s' * (number != 1)} {done}",
    ]


def population_words(taken: PopulationImport) -> list[str]:
    """Say what became of a table of people or households."""
    held = ", held already" if taken.is_held_already else ""
    said = (
        f"{taken.rows:,} rows of {taken.kind} ({taken.basis}) of "
        f"{', '.join(taken.periods)} as “{taken.edition}”{held}"
    )
    return [said]


def survey_words(taken: SurveyImport) -> list[str]:
    """Say what became of a perception survey."""
    said = (
        f"{taken.rows:,} rows of {', '.join(taken.surveys)}, "
        f"waves {', '.join(taken.periods)}, in {', '.join(taken.areas)}"
    )
    held = f"{taken.already_held:,} of them held already"
    return [said, *([held] if taken.already_held else [])]


def table_words(taken: TableImport) -> list[str]:
    """Say what became of a table of the Home Office."""
    quarters = f"{taken.periods[0]} to {taken.periods[-1]}"
    said = (
        f"{taken.file}: {taken.rows:,} rows of {len(taken.forces)} forces and bodies, "
        f"{quarters}; {len(taken.changes)} quarters new or changed"
    )
    changes = [_change_words(at) for at in taken.changes if at.figures is not None]
    return [said, *changes]


def _change_words(change: PartChange) -> str:
    return (
        f"{change.part}: {change.figures:,} figures changed, total "
        f"{_shown(change.total_before)} to {_shown(change.total_after)}"
    )


def _shown(total: int | None) -> str:
    return "missing" if total is None else f"{total:,}"
