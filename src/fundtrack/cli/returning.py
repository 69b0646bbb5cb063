"""Verbs of the return: prepare, check, review, certify, submit, receive, show ..."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.cli.return_words import diff_words
from fundtrack.cli.return_words import kept_words
from fundtrack.cli.return_words import list_words
from fundtrack.cli.return_words import sheet_words
from fundtrack.cli.return_words import shown_words
from fundtrack.cli.return_words import step_words
from fundtrack.findings import has_blocking
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import Quarter

if TYPE_CHECKING:
    from datetime import datetime

    from fundtrack.acts.return_attachments import Chosen
    from fundtrack.acts.return_files import ReturnStep

ASKING = {"check", "verify"}
"""Verbs that ask whether all is well; the acts refuse by themselves what is blocked."""

WHOLE = "whole return"
PROOF = click.option(
    "--proof", type=click.Path(path_type=Path), help="A file that shows it was sent."
)
SIGNED_COPY = click.option(
    "--signed-copy", type=click.Path(path_type=Path), help="The copy that was signed."
)
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


@monitoring_return.command("list")
@pass_desk
def return_list(desk: Desk) -> None:
    """List where every return stands: who is next, when due, owed, late, changed."""
    from fundtrack.acts.return_standings import list_returns

    found = list_returns(desk.session())
    desk.answer(found, lambda: list_words(found.returns))


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
    ("verify", "Make the frozen files again and compare them."),
):
    _step(_name, _sentence)


@monitoring_return.command("certify")
@RETURN_ID
@pass_desk
def return_certify(desk: Desk, *, return_id: str) -> None:
    """Certify and freeze it: neither preparer nor reviewer may.

    Shows the sign sheet first, then asks the password again, outside an example.
    """
    from fundtrack.acts.return_showing import sign_sheet
    from fundtrack.acts.returns import certify

    session = desk.session()
    if not desk.is_json:
        desk.answer(None, lambda: sheet_words(sign_sheet(session, return_id)))
    _show(desk, certify(session, return_id, desk.password_again(session)))


@monitoring_return.command("sign-sheet")
@RETURN_ID
@pass_desk
def return_sign_sheet(desk: Desk, *, return_id: str) -> None:
    """Show the one page that whoever certifies the return reads first."""
    from fundtrack.acts.return_showing import sign_sheet

    found = sign_sheet(desk.session(), return_id)
    desk.answer(found, lambda: sheet_words(found))


@monitoring_return.command("show")
@RETURN_ID
@pass_desk
def return_show(desk: Desk, *, return_id: str) -> None:
    """Show where the return stands: who signed, papers, money owed, what moved."""
    from fundtrack.acts.return_showing import show

    found = show(desk.session(), return_id)
    desk.answer(
        found,
        lambda: [
            *step_words(found),
            *shown_words(found),
            *findings_in_words(found.findings),
        ],
    )


@monitoring_return.command("attach")
@RETURN_ID
@PROOF
@SIGNED_COPY
@pass_desk
def return_attach(
    desk: Desk, *, return_id: str, proof: Path | None, signed_copy: Path | None
) -> None:
    """Keep a proof of sending or the signed copy with a return, as evidence."""
    from fundtrack.acts.return_attachments import attach

    kept = attach(desk.session(), return_id, _chosen(proof, signed_copy))
    desk.answer({"attachments": kept}, lambda: [kept_words(it) for it in kept])


def _chosen(proof: Path | None, signed_copy: Path | None) -> Chosen:
    from fundtrack.acts.return_attachments import Paper

    given = {Paper.PROOF: proof, Paper.SIGNED_COPY: signed_copy}
    return {paper: path for paper, path in given.items() if path is not None}


@monitoring_return.command("submit")
@RETURN_ID
@click.option("--date", "sent_on", type=DAY, required=True, help="The day it was sent.")
@click.option("--route", required=True, help="How it was sent, such as e-mail.")
@click.option("--recipient", required=True, help="To whom it was sent.")
@click.option("--reference", required=True, help="The funder's or our reference.")
@PROOF
@SIGNED_COPY
@pass_desk
def return_submit(
    desk: Desk,
    *,
    return_id: str,
    sent_on: datetime,
    route: str,
    recipient: str,
    reference: str,
    proof: Path | None,
    signed_copy: Path | None,
) -> None:
    """Record that a person sent the return; the program itself sends nothing."""
    from fundtrack.acts.returns import Submission
    from fundtrack.acts.returns import submit

    said = Submission(sent_on.date(), route, recipient, reference)
    chosen = _chosen(proof, signed_copy)
    _show(desk, submit(desk.session(), return_id, said, chosen))


@monitoring_return.command("receive")
@RETURN_ID
@click.option("--amount", required=True, help="Pounds that arrived.")
@click.option("--on", type=DAY, required=True, help="The day it arrived.")
@click.option("--reference", required=True, help="The payment's reference.")
@click.option("--short-because", default="", help="Why less than the claim arrived.")
@pass_desk
def return_receive(
    desk: Desk,
    *,
    return_id: str,
    amount: str,
    on: datetime,
    reference: str,
    short_because: str,
) -> None:
    """Record what the funder paid of a return's claim, in whole or in part."""
    from fundtrack.acts.receipts import Receipt
    from fundtrack.acts.receipts import receive

    said = Receipt(parse_pounds(amount), on.date(), reference, short_because.strip())
    _show(desk, receive(desk.session(), return_id, said))


@monitoring_return.command("query")
@RETURN_ID
@click.option("--reason", "text", required=True, help="What the funder asked.")
@click.option("--section", default=WHOLE, help="The sheet it is about.")
@click.option("--on", type=DAY, default=None, help="The day it was asked; today.")
@pass_desk
def return_query(
    desk: Desk, *, return_id: str, text: str, section: str, on: datetime | None
) -> None:
    """Record what the funder asked about a return that was sent."""
    from fundtrack.acts.return_answers import Question
    from fundtrack.acts.return_answers import query

    session = desk.session()
    asked = Question(section, text, on.date() if on else session.today)
    _show(desk, query(session, return_id, asked))


@monitoring_return.command("answer")
@RETURN_ID
@click.argument("query", type=int)
@click.option("--reason", "text", required=True, help="What was answered.")
@pass_desk
def return_answer(desk: Desk, *, return_id: str, query: int, text: str) -> None:
    """Record what was answered to a query, named by its entry."""
    from fundtrack.acts.return_answers import answer

    done = answer(desk.session(), return_id, query, text)
    desk.answer(done, lambda: [f"entry {done.entry}: query {query} answered"])


@monitoring_return.command("agree")
@RETURN_ID
@click.option("--on", type=DAY, default=None, help="The day it was agreed; today.")
@click.option("--reference", required=True, help="The funder's letter or reference.")
@pass_desk
def return_agree(
    desk: Desk, *, return_id: str, on: datetime | None, reference: str
) -> None:
    """Record that the funder agreed the claim; queries must be answered first."""
    from fundtrack.acts.return_answers import agree

    session = desk.session()
    agreed_on = on.date() if on else session.today
    _show(desk, agree(session, return_id, agreed_on, reference))


@monitoring_return.command("resubmit")
@RETURN_ID
@click.option("--reason", required=True, help="Why a new version is sent.")
@click.option("--as-known", default=None, help="A moment or an entry number.")
@pass_desk
def return_resubmit(
    desk: Desk, *, return_id: str, reason: str, as_known: str | None
) -> None:
    """Prepare a new version of a return that was sent; it takes the old one's place."""
    from fundtrack.acts.return_answers import resubmit

    _show(desk, resubmit(desk.session(), return_id, reason, as_known))


@monitoring_return.command("close")
@RETURN_ID
@click.option("--reason", default="claim settled", help="Why it is closed.")
@pass_desk
def return_close(desk: Desk, *, return_id: str, reason: str) -> None:
    """Close a return on whose claim nothing is owed."""
    from fundtrack.acts.return_answers import close

    _show(desk, close(desk.session(), return_id, reason))


@monitoring_return.command("reopen")
@RETURN_ID
@click.option("--reason", required=True, help="Why it is opened again.")
@pass_desk
def return_reopen(desk: Desk, *, return_id: str, reason: str) -> None:
    """Withdraw a certification that was not sent, or open a closed return again."""
    from fundtrack.acts.return_answers import reopen

    _show(desk, reopen(desk.session(), return_id, reason))


@monitoring_return.command("diff")
@RETURN_ID
@click.option("--against", default=None, help="An earlier version, or now.")
@pass_desk
def return_diff(desk: Desk, *, return_id: str, against: str | None) -> None:
    """List what changed since the version before, and which entries caused it."""
    from fundtrack.acts.return_diffs import diff

    found = diff(desk.session(), return_id, against)
    desk.answer(found, lambda: diff_words(found))


@monitoring_return.command("audit-pack")
@RETURN_ID
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--size", default=25, show_default=True, help="How many draws.")
@click.option("--seed", default=1, show_default=True, help="Gives the same sample.")
@pass_desk
def return_audit_pack(
    desk: Desk, *, return_id: str, folder: Path | None, size: int, seed: int
) -> None:
    """Write an auditor's folder: the lines, a sample, its papers, who decided.

    FOLDER is audit-RETURN_ID here unless another is named.
    """
    from fundtrack.acts.audit_packs import Draw
    from fundtrack.acts.audit_packs import audit_pack

    named = folder or Path(f"audit-{return_id}")
    made = audit_pack(desk.session(), return_id, named, Draw(size, seed))
    desk.answer(
        made,
        lambda: [
            (
                f"{made.folder}: {made.sampled} of {made.lines} lines drawn "
                f"({show_pence(made.sampled_pence)}), {made.missing} papers missing, "
                f"{made.backdated} entries recorded after the period"
            )
        ],
    )


def _show(desk: Desk, step: ReturnStep) -> None:
    desk.answer(step, lambda: step_words(step) + findings_in_words(step.findings))


VERBS = (monitoring_return,)
