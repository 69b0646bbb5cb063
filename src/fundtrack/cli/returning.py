"""Verbs of the return: prepare, check, review, certify, submit, receive, show ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.findings import has_blocking
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import Quarter

if TYPE_CHECKING:
    from datetime import datetime

    from fundtrack.acts.returns import ReturnStep

ASKING = {"check", "verify"}
"""Verbs that ask whether all is well; the acts refuse by themselves what is blocked."""

RETURN_ID = click.argument("return_id", metavar="RETURN_ID")


@click.group("return")
def monitoring_return() -> None:
    """Make the funder's return, from draft to paid."""


@monitoring_return.command("prepare")
@click.argument("fund")
@click.argument("quarter")
@click.option("--as-known", default=None, help="A moment or an entry number.")
@pass_desk
def return_prepare(
    desk: Desk, *, fund: str, quarter: str, as_known: str | None
) -> None:
    """Prepare the return of a fund for a quarter, such as SSF5 "2023-24 Q4"."""
    from fundtrack.acts.returns import prepare

    _show(desk, prepare(desk.session(), fund, Quarter.parse(quarter), as_known))


def _step(name: str, sentence: str) -> click.Command:
    @monitoring_return.command(name, help=sentence)
    @RETURN_ID
    @pass_desk
    def verb(desk: Desk, *, return_id: str) -> None:
        from fundtrack.acts import returns

        step = getattr(returns, name)(desk.session(), return_id)
        _show(desk, step)
        if name in ASKING and has_blocking(step.findings):
            raise click.exceptions.Exit(3)

    return verb


for _name, _sentence in (
    ("check", "Check the return and list what blocks it."),
    ("review", "Record that somebody other than the preparer reviewed it."),
    ("certify", "Certify and freeze it: neither preparer nor reviewer may."),
    ("show", "Show where the return stands."),
    ("verify", "Make the frozen files again and compare them."),
):
    _step(_name, _sentence)


@monitoring_return.command("submit")
@RETURN_ID
@click.option("--date", "sent_on", type=DAY, required=True, help="The day it was sent.")
@click.option("--route", required=True, help="How it was sent, such as e-mail.")
@click.option("--recipient", required=True, help="To whom it was sent.")
@click.option("--reference", required=True, help="The funder's or our reference.")
@pass_desk
def return_submit(
    desk: Desk,
    *,
    return_id: str,
    sent_on: datetime,
    route: str,
    recipient: str,
    reference: str,
) -> None:
    """Record that a person sent the return; the program itself sends nothing."""
    from fundtrack.acts.returns import Submission
    from fundtrack.acts.returns import submit

    said = Submission(sent_on.date(), route, recipient, reference)
    _show(desk, submit(desk.session(), return_id, said))


@monitoring_return.command("receive")
@RETURN_ID
@click.option("--amount", required=True, help="Pounds that arrived.")
@click.option("--on", type=DAY, required=True, help="The day it arrived.")
@click.option("--reference", required=True, help="The payment's reference.")
@pass_desk
def return_receive(
    desk: Desk, *, return_id: str, amount: str, on: datetime, reference: str
) -> None:
    """Record what the funder paid of a return's claim, in whole or in part."""
    from fundtrack.acts.receipts import Receipt
    from fundtrack.acts.receipts import receive

    said = Receipt(parse_pounds(amount), on.date(), reference)
    _show(desk, receive(desk.session(), return_id, said))


def _show(desk: Desk, step: ReturnStep) -> None:
    figures = (
        f"claim {show_pence(step.claim_pence)}, "
        f"ledger {show_pence(step.ledger_pence)}, "
        f"difference {show_pence(step.difference_pence)}"
    )
    words = [f"{step.return_id} is {step.state}: {figures}"]
    words += [step.note] if step.note else []
    desk.answer(step, lambda: words + findings_in_words(step.findings))


VERBS = (monitoring_return,)
