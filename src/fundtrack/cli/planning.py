"""Verbs of evaluation plans: plan register, plan show."""

from __future__ import annotations

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk


@click.group()
def plan() -> None:
    """Fix what an evaluation compares, before what happened is read."""


@plan.command("register")
@click.option("--fund", required=True, help="The fund whose money is evaluated.")
@click.option("--measure", required=True, help="What is counted first of all.")
@click.option("--also", multiple=True, help="A measure beside it; may be repeated.")
@click.option(
    "--area", "areas", multiple=True, help="One area; all with a footprint otherwise."
)
@click.option(
    "--start",
    default=None,
    metavar="YYYY-MM",
    help="First month after; from evidence of delivery otherwise.",
)
@click.option(
    "--worthwhile",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    default=10.0,
    help="The smallest change worth having, in per cent; 10 otherwise.",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 0.5, min_open=True),
    default=0.05,
    help="How often a change may be seen where there is none; 0.05 otherwise.",
)
@click.option(
    "--reason", default="plan of the evaluation", help="Why it is made, or changed."
)
@pass_desk
def plan_register(
    desk: Desk,
    *,
    fund: str,
    measure: str,
    also: tuple[str, ...],
    areas: tuple[str, ...],
    start: str | None,
    worthwhile: float,
    alpha: float,
    reason: str,
) -> None:
    """Fix and hash the plan of a fund's evaluation; a changed one is a new version.

    Registered while no month after the start is held, it is prospective; later it is
    retrospective, and every report says so.
    """
    from fundtrack.acts.evaluation_plans import PlanQuestion
    from fundtrack.acts.evaluation_plans import register_plan

    question = PlanQuestion(
        fund=fund,
        measure=measure,
        also=also,
        areas=areas,
        start=start,
        worthwhile_pct=worthwhile,
        alpha=alpha,
        reason=reason,
    )
    done = register_plan(desk.session(), question)
    desk.answer(done, done.in_words)


@plan.command("show")
@click.argument("plan_id", metavar="ID")
@pass_desk
def plan_show(desk: Desk, plan_id: str) -> None:
    """Show what a plan fixed, its hash and when it was registered."""
    from fundtrack.acts.evaluation_plans import show_plan

    found = show_plan(desk.session(), plan_id)
    desk.answer(found, found.in_words)


VERBS = (plan,)
