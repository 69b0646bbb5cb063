"""Verbs that record one act: award ... accrue, virement, waive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import Cell
from fundtrack.errors import WrongArgument
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import Quarter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import datetime

    from fundtrack.acts.recording import MoneyAct
    from fundtrack.acts.sharing import ShareOut
    from fundtrack.acts.virements import VirementStep
    from fundtrack.findings import Finding

HELP = {
    "award": "Record money that a funder promises.",
    "allocate": "Record an allocation out of what is unallocated.",
    "profile": "Record what is planned for a quarter.",
    "forecast": "Record what is expected for a quarter to come.",
    "commit": "Record an order placed; below nought releases what is open of it.",
    "accrue": "Record what is owed and not billed; it reverses itself next quarter.",
}


OF_ORDERS = (
    click.option("--supplier", default="", help="Whom it was ordered from."),
    click.option(
        "--reference",
        default="",
        help="The order's number; bills that carry it draw the order down.",
    ),
)


def _money_verb(name: str) -> click.Command:
    @click.command(name, help=HELP[name])
    @click.option("--cell", required=True, help="FUND/AREA/PROJECT/HEADING/KIND/YEAR.")
    @click.option("--amount", required=True, help="Pounds, such as 1,234.50.")
    @click.option("--on", type=DAY, required=True, help="The day from which it counts.")
    @click.option("--reason", required=True, help="Why, in a few words.")
    @click.option(
        "--evidence", type=click.Path(path_type=Path), help="File that supports it."
    )
    @click.option("--quarter", default=None, help="For a plan: such as 2023-24 Q4.")
    @pass_desk
    def verb(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
        from fundtrack.acts.recording import ACTS

        act = _money_act(said)
        done = ACTS[name](desk.session(), act)
        words = f"entry {done.entry}: {name} {show_pence(act.pence)} on {act.cell}"
        desk.answer(done, lambda: [words])
        _warn(done.findings)

    for option in OF_ORDERS if name in {"commit", "accrue"} else ():
        verb = option(verb)
    return verb


def _warn(findings: Iterable[Finding]) -> None:
    """Say what is odd of an act that was recorded, on standard error."""
    for line in findings_in_words(findings):
        click.echo(line, err=True)


def _money_act(said: Mapping[str, Any]) -> MoneyAct:
    from fundtrack.acts.recording import MoneyAct

    return MoneyAct(
        cell=Cell.parse(said["cell"]),
        pence=parse_pounds(said["amount"]),
        on=said["on"].date(),
        reason=said["reason"],
        quarter=Quarter.parse(said["quarter"]) if said["quarter"] else None,
        evidence=said["evidence"],
        reference=said.get("reference", ""),
        supplier=said.get("supplier", ""),
    )


@click.group()
def virement() -> None:
    """Ask for budget to move within a fund, or decide on it."""


@virement.command("request")
@click.option("--from", "from_cell", required=True, help="The cell that gives.")
@click.option("--to", "to_cell", required=True, help="The cell that gets.")
@click.option("--amount", required=True, help="Pounds to move.")
@click.option("--reason", required=True, help="Why, in a few words.")
@click.option(
    "--funder-approval",
    default="",
    help="Reference of the funder's approval, for capital into revenue.",
)
@pass_desk
def virement_request(
    desk: Desk,
    *,
    from_cell: str,
    to_cell: str,
    amount: str,
    reason: str,
    funder_approval: str,
) -> None:
    """Ask for a virement; somebody else approves it."""
    from fundtrack.acts.virements import request_virement
    from fundtrack.domain.virements import Move

    move = Move(
        Cell.parse(from_cell),
        Cell.parse(to_cell),
        parse_pounds(amount),
        funder_approval,
    )
    _show_step(desk, request_virement(desk.session(), move, reason))


@virement.command("approve")
@click.argument("number", metavar="ID", type=int)
@pass_desk
def virement_approve(desk: Desk, *, number: int) -> None:
    """Approve a virement; the budgets change at once."""
    from fundtrack.acts.virements import decide_virement

    _show_step(desk, decide_virement(desk.session(), number, is_approved=True))


@virement.command("reject")
@click.argument("number", metavar="ID", type=int)
@pass_desk
def virement_reject(desk: Desk, *, number: int) -> None:
    """Reject a virement; nothing moves."""
    from fundtrack.acts.virements import decide_virement

    _show_step(desk, decide_virement(desk.session(), number, is_approved=False))


def _show_step(desk: Desk, step: VirementStep) -> None:
    desk.answer(step, lambda: [f"virement {step.virement} is {step.state}"])


@click.command()
@click.option("--cell", required=True, help="The cell, its area left open: FUND/*/...")
@click.option("--over", required=True, help="Areas, separated by commas.")
@click.option("--amount", required=True, help="Pounds to share out.")
@click.option("--on", type=DAY, required=True, help="The day from which it counts.")
@click.option("--reason", required=True, help="Why, in a few words.")
@click.option(
    "--basis",
    type=click.Choice(["equal", "population", "pro-rata", "weights"]),
    required=True,
    help="How it is shared; each part is a whole penny and they add to the whole.",
)
@click.option("--weights", default="", help="Whole numbers, in the order of the areas.")
@pass_desk
def share(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
    """Allocate an amount over areas by a stated basis."""
    from fundtrack.acts.sharing import share_over_areas

    done = share_over_areas(desk.session(), _share_out(said))
    words = [f"{part.area}: {show_pence(part.pence)}" for part in done.parts]
    desk.answer(done, lambda: [f"shared {done.basis}", *words])
    _warn(done.findings)


def _share_out(said: Mapping[str, Any]) -> ShareOut:
    from fundtrack.acts.sharing import Basis
    from fundtrack.acts.sharing import ShareOut

    weights = [part.strip() for part in said["weights"].split(",") if part.strip()]
    if not all(weight.isdecimal() for weight in weights):
        raise WrongArgument("write the weights as whole numbers, such as 3,2,1")
    return ShareOut(
        cell=Cell.parse(said["cell"]),
        areas=[area.strip() for area in said["over"].split(",") if area.strip()],
        pence=parse_pounds(said["amount"]),
        on=said["on"].date(),
        reason=said["reason"],
        basis=Basis(said["basis"]),
        weights=[int(weight) for weight in weights],
    )


@click.command("carry-over")
@click.option("--cell", required=True, help="The cell whose budget was not spent.")
@click.option("--amount", required=True, help="Pounds to carry into the next year.")
@click.option("--decision", required=True, help="Reference of the funder's decision.")
@pass_desk
def carry_over(desk: Desk, *, cell: str, amount: str, decision: str) -> None:
    """Carry unspent budget over 31 March, which the funder approved."""
    from fundtrack.acts.sharing import carry_over as act

    done = act(desk.session(), Cell.parse(cell), parse_pounds(amount), decision)
    words = f"{show_pence(done.pence)} carried from {done.from_cell} to {done.to_cell}"
    desk.answer(done, lambda: [words])


@click.command()
@click.argument("rule")
@click.option("--return", "return_id", required=True, help="The one return it is for.")
@click.option("--until", type=DAY, required=True, help="The day it ends.")
@click.option("--reason", required=True, help="Why, as the return will print it.")
@pass_desk
def waive(
    desk: Desk, *, rule: str, return_id: str, until: datetime, reason: str
) -> None:
    """Waive a check for one return, with a reason and an end."""
    from fundtrack.acts.returns import waive as act

    done = act(desk.session(), rule, return_id, until.date(), reason)
    desk.answer(
        done, lambda: [f"{rule} is waived for {return_id} until {until.date()}"]
    )


VERBS = (
    *(_money_verb(name) for name in HELP),
    share,
    carry_over,
    virement,
    waive,
)
