"""Verbs that keep the workspace: init, publish, verify, person."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.people import Role
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence

if TYPE_CHECKING:
    from datetime import datetime

EXAMPLES = ("lancashire",)


@click.command()
@click.option(
    "--example",
    type=click.Choice(EXAMPLES),
    default=None,
    help="Make the example office: Lancashire, partly made up, not a return.",
)
@pass_desk
def init(desk: Desk, *, example: str | None) -> None:
    """Make a workspace: settings, blank registers and empty books."""
    from fundtrack.acts.workspaces import init_workspace

    if example:
        from fundtrack.acts.story import begin_example

        begin_example(desk.workspace, say=lambda line: click.echo(line, err=True))
    else:
        init_workspace(desk.workspace, desk.clock, getpass.getuser())
    made = {"workspace": str(desk.workspace.folder)}
    desk.answer(made, lambda: [f"made {desk.workspace.folder}"])


@click.command()
@pass_desk
def publish(desk: Desk) -> None:
    """Make a snapshot of the books and the crime data, and swap it in."""
    from fundtrack.acts.publishing import publish_now

    info = publish_now(desk.session())
    desk.answer(info, lambda: [f"snapshot {info.snapshot}, {info.rows} entries"])


@click.command()
@click.option("--contains", default=None, help="A hash that the books must hold.")
@pass_desk
def verify(desk: Desk, *, contains: str | None) -> None:
    """Recompute the chain of entries, the balances and every copy of the head."""
    from fundtrack.acts.verification import verify as check

    found = check(desk.session(), contains)
    desk.answer(found, found.in_words)
    if not found.is_ok:
        raise click.exceptions.Exit(3)


@click.group()
def person() -> None:
    """Manage people and the roles they hold (administrators)."""


@person.command("add")
@click.argument("person_id", metavar="PERSON")
@click.option("--name", required=True, help="Full name, as returns print it.")
@click.option("--account", default="", help="The computer account that is theirs.")
@pass_desk
def person_add(desk: Desk, *, person_id: str, name: str, account: str) -> None:
    """Add a person, or change their name or account."""
    from fundtrack.acts.people import add_person

    step = add_person(desk.session(), person_id, name, account)
    desk.answer(step, lambda: [f"{person_id} is in the people register"])


@person.command("role")
@click.argument("person_id", metavar="PERSON")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@click.option("--take-away", is_flag=True, help="Take the role away instead.")
@pass_desk
def person_role(desk: Desk, *, person_id: str, role: str, take_away: bool) -> None:
    """Give a role to a person, or take it away."""
    from fundtrack.acts.people import give_role

    step = give_role(desk.session(), person_id, Role(role), is_held=not take_away)
    done = "no longer holds" if take_away else "holds"
    desk.answer(step, lambda: [f"{person_id} {done} the role {role}"])


@person.command("leave")
@click.argument("person_id", metavar="PERSON")
@pass_desk
def person_leave(desk: Desk, *, person_id: str) -> None:
    """Record that a person has left: they can act no more."""
    from fundtrack.acts.people import remove_leaver

    step = remove_leaver(desk.session(), person_id)
    desk.answer(step, lambda: [f"{person_id} has left"])


@person.command("deputy")
@click.argument("person_id", metavar="PERSON")
@click.option("--deputy", required=True, help="Who acts in their place.")
@click.option("--from", "starts", type=DAY, required=True, help="The first day.")
@click.option("--until", "ends", type=DAY, required=True, help="The day it is over.")
@pass_desk
def person_deputy(
    desk: Desk, *, person_id: str, deputy: str, starts: datetime, ends: datetime
) -> None:
    """Name a deputy, who acts under their own name with the person's roles."""
    from fundtrack.acts.people import name_deputy

    step = name_deputy(desk.session(), person_id, deputy, starts.date(), ends.date())
    desk.answer(step, lambda: [f"{deputy} deputises for {person_id}"])


@person.command("authority")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@click.option("--up-to", default=None, help="Pounds; any amount when left out.")
@pass_desk
def person_authority(desk: Desk, *, role: str, up_to: str | None) -> None:
    """Set up to what amount a role may decide (scheme of delegation)."""
    from fundtrack.acts.people import set_authority

    limit = parse_pounds(up_to) if up_to else None
    step = set_authority(desk.session(), Role(role), limit)
    words = f"up to {show_pence(limit)}" if limit is not None else "any amount"
    desk.answer(step, lambda: [f"{role} may decide on {words}"])


@person.command("password")
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--one-time", is_flag=True, help="Make one that must be changed at first sign-in."
)
@pass_desk
def person_password(desk: Desk, *, person_id: str, one_time: bool) -> None:
    """Set a person's password, typed twice or read from --password-file."""
    from fundtrack.acts.people import set_password
    from fundtrack.acts.sign_ins import set_one_time

    if one_time:
        made = set_one_time(desk.session(), [person_id])[0]
        said = "it is shown once, good once, and must be changed at the first sign-in"
        desk.answer(made, lambda: [f"{person_id}: {made.password} ({said})"])
        return
    step = set_password(desk.session(), person_id, desk.new_password(person_id))
    desk.answer(step, lambda: [f"{person_id} has a new password"])


@person.command("sign-ins")
@click.option("--person", "person_id", default=None, help="Of this person alone.")
@click.option("--since", type=DAY, default=None, help="From this day on.")
@pass_desk
def person_sign_ins(
    desk: Desk, *, person_id: str | None, since: datetime | None
) -> None:
    """List who signed in and out of the pages, and what was refused."""
    from fundtrack.acts.sign_ins import signed_in_and_refused

    day = since.date() if since else None
    lines = signed_in_and_refused(desk.session(), person_id, day)
    desk.answer(
        {"sign_ins": lines},
        lambda: [
            f"{line.at}  {line.what:<12}  {line.person or '-':<20}  {line.address}"
            f"  {line.about}".rstrip()
            for line in lines
        ],
    )


VERBS = (init, publish, verify, person)
