"""The verb that drafts and releases a month's pack."""

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.periods import Month


@click.command()
@click.argument("month")
@click.option(
    "--release",
    "is_release",
    is_flag=True,
    help="Release the draft as it was shown; somebody else than who drafted it.",
)
@click.option(
    "--hold-back",
    "held_back",
    multiple=True,
    metavar="KEY",
    help="With --release: a sentence that may not be quoted.",
)
@pass_desk
def pack(
    desk: Desk, *, month: str, is_release: bool, held_back: tuple[str, ...]
) -> None:
    """Draft the pack of a month, such as 2024-12, or release the draft.

    A pack is one page for the office and one for each area: money, delivery, effect,
    what is unusual, what is due, and sentences that may be quoted. It opens by a
    double-click and needs no program.
    """
    from fundtrack.acts.packs import draft_pack
    from fundtrack.acts.packs import release_pack

    of = Month.parse(month)
    if held_back and not is_release:
        raise click.UsageError("--hold-back goes with --release")
    session = desk.session()
    done = (
        release_pack(session, of, held_back) if is_release else draft_pack(session, of)
    )
    desk.answer(done, done.in_words)


VERBS = (pack,)
