"""Verbs that record one act: award ... accrue, virement, code, waive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import Cell
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import Quarter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fundtrack.acts.recording import MoneyAct
    from fundtrack.acts.virements import VirementStep

HELP = {
    "award": "Record money that a funder promises.",
    "allocate": "Record an allocation out of what is unallocated.",
    "profile": "Record what is planned for a quarter.",
    "forecast": "Record what is expected for a quarter to come.",
    "commit": "Record an order placed.",
    "accrue": "Record what is owed and not billed; it reverses itself next quarter.",
}


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

    return verb


def _money_act(said: Mapping[str, Any]) -> MoneyAct:
    from fundtrack.acts.recording import MoneyAct

    return MoneyAct(
        cell=Cell.parse(said["cell"]),
        pence=parse_pounds(said["amount"]),
        on=said["on"].date(),
        reason=said["reason"],
        quarter=Quarter.parse(said["quarter"]) if said["quarter"] else None,
        evidence=said["evidence"],
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
@click.argument("lines", nargs=-1, required=True, type=int, metavar="LINE...")
@click.option("--cell", required=True, help="FUND/AREA/PROJECT/HEADING/KIND/YEAR.")
@pass_desk
def code(desk: Desk, *, lines: tuple[int, ...], cell: str) -> None:
    """Take lines out of suspense and put them on a budget cell."""
    from fundtrack.acts.coding import code_lines

    done = code_lines(desk.session(), lines, Cell.parse(cell))
    desk.answer(done, lambda: [f"{len(lines)} lines coded to {cell}"])


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


VERBS = (*(_money_verb(name) for name in HELP), virement, code, waive)
