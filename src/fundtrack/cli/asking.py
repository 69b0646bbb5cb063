"""Verbs that ask how the money stands: status, outturn, trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.answers import as_json
from fundtrack.cli.days import Day
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import ANY
from fundtrack.money import show_pence
from fundtrack.money import show_pounds
from fundtrack.periods import FinancialYear

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fundtrack.acts.positions import Status
    from fundtrack.domain.outturns import Outturn
    from fundtrack.metrics.position import PositionLine
    from fundtrack.metrics.receivables import Receivable

DAY = Day(["%Y-%m-%d"])
MEASURES = (
    "budget",
    "profile_to_date",
    "committed",
    "accrued",
    "actual",
    "forecast",
    "variance",
    "claimed",
    "received",
    "owed_to_us",
)


@click.command()
@click.option("--fund", default=ANY, help="One fund, such as SSF5.")
@click.option("--year", default=None, help="One financial year, such as 2023-24.")
@click.option("--area", default=ANY, help="One area, by its id or its full name.")
@click.option("--as-at", type=DAY, default=None, help="The day that counts.")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def status(
    desk: Desk,
    *,
    fund: str,
    year: str | None,
    area: str,
    as_at: datetime | None,
    as_known: str | None,
) -> None:
    """Show the money position, side by side for each fund, area and year."""
    from fundtrack.acts.positions import Question
    from fundtrack.acts.positions import status as answer

    question = Question(
        fund=fund,
        area=area,
        financial_year=str(FinancialYear.parse(year)) if year else ANY,
        as_at=as_at.date() if as_at else None,
        as_known=as_known,
    )
    found = answer(desk.session(), question)
    desk.answer(status_json(found), lambda: _status_words(found))


def status_json(found: Status) -> dict[str, object]:
    """Write a position with the contract's keys; money in whole pence."""
    totals = found.position.totals
    return {
        "lines": [
            {
                **_line_json(line, found.area_names),
                "unsupported_pence": found.unsupported.get(line.cell, 0),
            }
            for line in found.position.lines
        ],
        "totals": {
            **{f"{name}_pence": getattr(totals, f"{name}_pence") for name in MEASURES},
            "unsupported_pence": sum(found.unsupported.values()),
        },
        "receivables": as_json(found.receivables),
        "needs": [
            {"tone": need.tone, "state": need.state, "sentence": need.sentence}
            for need in found.needs
        ],
        "snapshot": found.snapshot,
        "as_at": totals.as_at.isoformat(),
        "as_known": totals.known,
    }


def _line_json(line: PositionLine, area_names: Mapping[str, str]) -> dict[str, object]:
    from fundtrack.domain.figures import Measure

    return {
        "fund": line.cell.fund,
        "area": line.cell.area,
        "area_name": area_names.get(line.cell.area, line.cell.area),
        "year": line.cell.year,
        **{f"{name}_pence": getattr(line, f"{name}_pence") for name in MEASURES},
        "provenance": sorted({*line.budget_marks, *line.actual_marks}),
        "figures": {name: str(line.figure(Measure(name))) for name in MEASURES},
    }


def _status_words(found: Status) -> list[str]:
    heads = ("fund", "area", "year", "budget", "actual", "owed", "forecast", "variance")
    lines = ["  ".join(f"{head:>12}" for head in heads)]
    for line in (*found.position.lines, found.position.totals):
        shown = [
            line.cell.fund,
            line.cell.area,
            line.cell.year,
            show_pounds(line.budget_pence),
            show_pounds(line.actual_pence),
            show_pounds(line.accrued_pence),
            show_pounds(line.forecast_pence),
            show_pounds(line.variance_pence),
        ]
        lines.append("  ".join(f"{figure:>12}" for figure in shown))
    totals = found.position.totals
    lines += [_owed_words(grant) for grant in found.receivables]
    lines += [
        f"{cell.fund} {cell.area} {cell.year}: {show_pence(pence)} paid to partners is "
        "unsupported"
        for cell, pence in found.unsupported.items()
        if pence
    ]
    lines += [f"{need.state:>12}  {need.sentence}" for need in found.needs]
    lines.append(f"as at {totals.as_at}, snapshot {found.snapshot}")
    return lines


def _owed_words(grant: Receivable) -> str:
    said = (
        f"{grant.fund}: claimed {show_pence(grant.claimed_pence)}, "
        f"received {show_pence(grant.received_pence)}, "
        f"owed to us {show_pence(grant.owed_to_us_pence)}"
    )
    if grant.expected_on is None:
        return said
    late = ", late" if grant.is_late else ""
    return f"{said} for {grant.age_days} days, expected by {grant.expected_on}{late}"


@click.command()
@click.option("--fund", default=ANY, help="One fund, such as SSF5.")
@click.option("--area", default=ANY, help="One area, by its id or its full name.")
@click.option("--as-at", type=DAY, default=None, help="The day that counts.")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def outturn(
    desk: Desk, *, fund: str, area: str, as_at: datetime | None, as_known: str | None
) -> None:
    """Project the year's outturn at this rate, and what would lapse on 31 March."""
    from fundtrack.acts.positions import Question
    from fundtrack.acts.positions import outturn_question

    question = Question(
        fund=fund, area=area, as_at=as_at.date() if as_at else None, as_known=as_known
    )
    found = outturn_question(desk.session(), question)
    desk.answer(found, lambda: [_outturn_words(line) for line in found.lines])


def _outturn_words(line: Outturn) -> str:
    said = (
        f"{line.fund} {line.area}: at this rate {show_pounds(line.outturn_pence)} "
        f"of {show_pounds(line.budget_pence)}; "
        f"{show_pounds(line.lapses_pence)} lapses on 31 March"
    )
    if line.outturn_pence <= 0:
        return f"{said} (credits outweigh the spending, which gives no range)"
    if line.lapses_low_pence is None:
        return f"{said} (too few ended years for a range)"
    low, high = show_pounds(line.lapses_low_pence), show_pounds(line.lapses_high_pence)
    return f"{said} ({low} to {high} in four of five of {line.trials} past years)"


@click.command()
@click.argument("figure_id")
@pass_desk
def trace(desk: Desk, figure_id: str) -> None:
    """Trace a figure back to its entries and the cells they were read from."""
    from fundtrack.acts.positions import trace_figure

    found = trace_figure(desk.session(), figure_id)
    desk.answer(
        found,
        lambda: [
            f"{found.figure} = {show_pence(found.pence)}",
            *(
                f"  entry {line.entry}  {show_pence(line.pence):>16}  "
                f"{line.effective_on}  {line.kind}  "
                f"{line.file or 'entered by ' + line.person}"
                f" {line.sheet or ''} {line.row or ''}"
                for line in found.lines
            ),
        ],
    )


VERBS = (status, outturn, trace)
