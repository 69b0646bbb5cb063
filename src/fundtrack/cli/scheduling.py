"""Verbs of the year's round: calendar, year-end, orders, delivery, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import ANY
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear

if TYPE_CHECKING:
    from datetime import datetime

    from fundtrack.acts.deliveries import Delivery
    from fundtrack.metrics.line_evidence import LineEvidence
    from fundtrack.metrics.obligations import ObligationDue
    from fundtrack.metrics.orders import Order
    from fundtrack.metrics.unit_costs import UnitCost


@click.command("year-end")
@click.argument("year")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def year_end(desk: Desk, *, year: str, as_known: str | None) -> None:
    """List what each grant owes or holds on 31 March, for the year-end journal."""
    from fundtrack.acts.year_ends import year_end as answer

    found = answer(desk.session(), FinancialYear.parse(year), as_known)
    desk.answer(
        found,
        lambda: [
            *(
                f"{line.fund}: earned {show_pence(line.earned_pence)}, "
                f"received {show_pence(line.received_pence)}: "
                f"accrued income {show_pence(line.accrued_income_pence)}, "
                f"receipt in advance {show_pence(line.receipt_in_advance_pence)}"
                for line in found.journal
            ),
            f"as at {found.as_at}, known up to entry {found.as_known}",
        ],
    )


@click.command()
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@pass_desk
def calendar(desk: Desk, file: Path) -> None:
    """Write what is due, and when, into a file that calendar programs take in."""
    from fundtrack.acts.obligations import write_calendar

    made = write_calendar(desk.session(), file)
    desk.answer(
        made,
        lambda: [
            *(
                f"{due.due_on}  {due.state:>8}  {due.fund}: {due.what} ({_whose(due)})"
                for due in made.obligations
            ),
            f"written to {made.file}, as at {made.as_at}",
        ],
    )


@click.group()
def obligation() -> None:
    """Record what was done of what an agreement asks for, or whose it is."""


@obligation.command("done")
@click.argument("entry", type=int)
@click.option("--on", type=DAY, required=True, help="The day it was done.")
@click.option("--reference", required=True, help="What shows it, in a few words.")
@pass_desk
def obligation_done(desk: Desk, *, entry: int, on: datetime, reference: str) -> None:
    """Record that the obligation fixed by an entry was met."""
    from fundtrack.acts.obligations import mark_done

    done = mark_done(desk.session(), entry, on.date(), reference)
    desk.answer(done, lambda: [f"obligation {entry} was met on {on.date()}"])


@obligation.command("owner")
@click.argument("entries", metavar="ENTRY...", type=int, nargs=-1, required=True)
@click.option("--owner", required=True, help="A person of the register, or a role.")
@click.option("--reason", required=True, help="Why, in a few words.")
@pass_desk
def obligation_owner(
    desk: Desk, *, entries: tuple[int, ...], owner: str, reason: str
) -> None:
    """Give obligations to somebody, by the entries that fixed them."""
    from fundtrack.acts.obligations import give_owner

    done = give_owner(desk.session(), entries, owner, reason)
    desk.answer(
        done,
        lambda: [f"obligation {entry} is {done.owner}'s" for entry in done.obligations],
    )


def _whose(due: ObligationDue) -> str:
    held = due.owned_by
    return held.in_words if held and held.person else due.owner


@click.command()
@click.argument("fund")
@click.option("--as-at", type=DAY, default=None, help="The day that counts.")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def delivery(
    desk: Desk, *, fund: str, as_at: datetime | None, as_known: str | None
) -> None:
    """Show what a fund delivered: outputs, milestones, assets, evidence, match."""
    from fundtrack.acts.deliveries import delivery as answer

    found = answer(desk.session(), fund, as_at.date() if as_at else None, as_known)
    desk.answer(found, lambda: _delivery_words(found))


@click.command()
@click.option("--fund", default=ANY, help="One fund, such as SSF5.")
@click.option("--year", default=None, help="One financial year, such as 2023-24.")
@click.option("--area", default=ANY, help="One area, by its id or its full name.")
@click.option("--as-at", type=DAY, default=None, help="The day that counts.")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@click.option("--all", "every", is_flag=True, help="Those drawn to nil as well.")
@pass_desk
def orders(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
    """List the orders that bills have not drawn down yet, the oldest first."""
    from fundtrack.acts.orders import list_orders
    from fundtrack.acts.positions import Question

    question = Question(
        fund=said["fund"],
        area=said["area"],
        financial_year=str(FinancialYear.parse(said["year"])) if said["year"] else ANY,
        as_at=said["as_at"].date() if said["as_at"] else None,
        as_known=said["as_known"],
    )
    found = list_orders(desk.session(), question, every=said["every"])
    total = f"{show_pence(found.open_pence)} open, as at {found.as_at}"
    desk.answer(
        found,
        lambda: [
            *(_order_words(order) for order in found.orders),
            f"{total}, snapshot {found.snapshot}",
        ],
    )


def _order_words(order: Order) -> str:
    named = " ".join(word for word in (order.reference, order.supplier) if word)
    above = f", {show_pence(order.over_pence)} above it" if order.over_pence else ""
    return (
        f"{named or 'no reference'} on {order.cell}: "
        f"ordered {show_pence(order.ordered_pence)}, "
        f"drawn {show_pence(order.drawn_pence)}{above}, "
        f"open {show_pence(order.open_pence)} after {order.age_days} days"
    )


def _delivery_words(found: Delivery) -> list[str]:
    return [
        *(_output_words(output) for output in found.outputs),
        *(
            f"{it.area} {it.project}: {it.milestone}, planned {it.planned_on}, {it.rag}"
            for it in found.milestones
        ),
        *_proof_words(found),
        *_line_words(found.line_evidence),
        f"as at {found.as_at}, snapshot {found.snapshot}",
    ]


def _output_words(output: UnitCost) -> str:
    delivered = "not known" if output.actual is None else f"{output.actual:,}"
    target = "no target" if output.target is None else f"{output.target:,}"
    each = (
        "" if output.unit_pence is None else f", {show_pence(output.unit_pence)} each"
    )
    named = f"{output.area} {output.project}: {output.output}"
    return f"{named}: {delivered} of {target}{each}"


def _proof_words(found: Delivery) -> tuple[str, ...]:
    proof, match = found.evidence, found.match
    is_open = sum(risk.is_open for risk in found.risks)
    back = Pence(sum(grant.to_recover_pence for grant in found.onward_grants))
    kept = proof.keep_until or "not said"
    given, promised = (
        show_pence(match.delivered_pence),
        show_pence(match.promised_pence),
    )
    short = show_pence(match.delivery_shortfall_pence)
    return (
        f"{is_open} open risks, {len(found.assets)} assets",
        f"evidence for {proof.supported} of {proof.needed}, kept until {kept}",
        f"match {given} of {promised} promised, {short} short so far",
        f"{len(found.onward_grants)} onward grants, {show_pence(back)} to recover",
    )


def _line_words(lines: LineEvidence) -> list[str]:
    if lines.over_pence is None:
        return []
    over = show_pence(lines.over_pence)
    return [
        f"{lines.supported} of {lines.needed} lines over {over} have evidence",
        *(
            f"  entry {it.entry}, {it.dated}, {it.area}: {show_pence(it.pence)} "
            f"{it.supplier} {it.reference}".rstrip()
            for it in lines.unsupported
        ),
    ]


@click.group()
def evidence() -> None:
    """Keep the papers that show what was recorded."""


@evidence.command("attach")
@click.argument("entry", type=int)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verified", is_flag=True, help="Somebody compared it with the entry.")
@pass_desk
def evidence_attach(desk: Desk, *, entry: int, file: Path, verified: bool) -> None:
    """Keep a file that shows an entry, such as a line's invoice."""
    from fundtrack.acts.evidence import attach

    done = attach(desk.session(), entry, file, verified=verified)
    words = f"entry {done.entry}: {done.file} is kept and shows entry {done.supports}"
    desk.answer(done, lambda: [words])


VERBS = (year_end, calendar, obligation, orders, delivery, evidence)
