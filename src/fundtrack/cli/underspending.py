"""Verbs of underspend: list, open, propose, decide, close, show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.errors import WrongArgument
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fundtrack.acts.underspend_remedies import Proposing
    from fundtrack.acts.underspends import CaseShown
    from fundtrack.acts.underspends import ProposalShown
    from fundtrack.acts.underspends import Underspends
    from fundtrack.acts.underspends import UnderspendStep
    from fundtrack.money import Pence

CAUSE = click.Choice([str(cause) for cause in Cause])
REMEDY = click.Choice([str(remedy) for remedy in Remedy])


@click.group()
def underspend() -> None:
    """Find what will not be spent by 31 March, and work it as a case."""


@underspend.command("list")
@click.option("--fund", default=ANY, help="One fund, such as SSF5.")
@click.option("--area", default=ANY, help="One area, by its id or its full name.")
@click.option(
    "--by", type=click.Choice(["area", "cell"]), default="area", help="How finely."
)
@click.option("--as-at", type=DAY, default=None, help="The day that counts.")
@click.option("--as-known", default=None, help="What was known at a moment or entry.")
@pass_desk
def underspend_list(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
    """List what two rules find above the agreement's tolerance, and the open cases."""
    from fundtrack.acts.underspends import Sought
    from fundtrack.acts.underspends import list_underspends
    from fundtrack.metrics.underspends import Level

    sought = Sought(
        fund=said["fund"],
        area=said["area"],
        level=Level(said["by"]),
        as_at=_day(said["as_at"]),
        as_known=said["as_known"],
    )
    found = list_underspends(desk.session(), sought)
    desk.answer(found, lambda: _list_words(found))


@underspend.command("open")
@click.option("--cell", default=None, help="A cell, or a pattern such as SSF5/*/...")
@click.option("--fund", default=None, help="With --area and --year: a whole area.")
@click.option("--area", default=ANY, help="One area's id; every area otherwise.")
@click.option("--year", default=None, help="The financial year, such as 2024-25.")
@click.option("--cause", type=CAUSE, required=True, help="Why it is not spent.")
@click.option("--reason", required=True, help="The same in a few words of your own.")
@click.option("--owner", required=True, help="Who answers: a person or a role.")
@click.option("--amount", default=None, help="Pounds; what the rules find otherwise.")
@click.option("--as-at", type=DAY, default=None, help="The day the rules are put to.")
@pass_desk
def underspend_open(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
    """Open a case about an underspend, with its cause and owner."""
    from fundtrack.acts.underspends import Starting
    from fundtrack.acts.underspends import open_underspend

    starting = Starting(
        cell=_about(said),
        cause=Cause(said["cause"]),
        reason=said["reason"],
        owner=said["owner"],
        pence=_pounds(said["amount"]),
        as_at=_day(said["as_at"]),
    )
    _show_step(desk, open_underspend(desk.session(), starting))


@underspend.command("propose")
@click.argument("number", metavar="ID", type=int)
@click.option("--remedy", type=REMEDY, required=True, help="What to do about it.")
@click.option("--cell", default=None, help="The cell whose budget is not used.")
@click.option("--to", "to_cell", default=None, help="For a virement: who gets it.")
@click.option("--amount", default=None, help="Pounds; a re-profile adds up its own.")
@click.option(
    "--quarter",
    "quarters",
    multiple=True,
    help='For a re-profile: a quarter\'s profile, "2024-25 Q4=1,000.00".',
)
@click.option("--virement", type=int, default=None, help="One that waits already.")
@click.option(
    "--funder-approval",
    default="",
    help="Reference of the funder's approval, for capital into revenue.",
)
@click.option("--reason", required=True, help="Why, in a few words.")
@pass_desk
def underspend_propose(desk: Desk, /, **said: Any) -> None:  # noqa: ANN401 - click names them
    """Propose what to do about a case; somebody else decides."""
    from fundtrack.acts.underspends import propose

    _show_step(desk, propose(desk.session(), said["number"], _proposing(said)))


@underspend.command("decide")
@click.argument("number", metavar="ID", type=int)
@click.option("--approve/--reject", "is_approved", default=None, help="Which it is.")
@click.option("--proposal", type=int, default=None, help="Which, where several wait.")
@click.option("--reference", default="", help="The decision's reference.")
@click.option("--reason", required=True, help="Why, in a few words.")
@pass_desk
def underspend_decide(
    desk: Desk,
    *,
    number: int,
    is_approved: bool | None,
    proposal: int | None,
    reference: str,
    reason: str,
) -> None:
    """Decide on a proposal; what an approval changes happens at once."""
    from fundtrack.acts.underspends import decide
    from fundtrack.domain.underspend_cases import Decision

    if is_approved is None:
        raise WrongArgument("say which it is: --approve or --reject")
    decision = Decision(is_approved, reference, reason)
    _show_step(desk, decide(desk.session(), number, decision, proposal))


@underspend.command("close")
@click.argument("number", metavar="ID", type=int)
@click.option("--reason", required=True, help="Why nothing is left to decide.")
@pass_desk
def underspend_close(desk: Desk, *, number: int, reason: str) -> None:
    """Close a case that needs no decision any more."""
    from fundtrack.acts.underspends import close

    _show_step(desk, close(desk.session(), number, reason))


@underspend.command("show")
@click.argument("number", metavar="ID", type=int)
@pass_desk
def underspend_show(desk: Desk, *, number: int) -> None:
    """Show a case: its figures, proposals and decisions, before and after."""
    from fundtrack.acts.underspends import show_underspend

    found = show_underspend(desk.session(), number)
    desk.answer(found, lambda: _case_words(found))


def _about(said: Mapping[str, Any]) -> Cell:
    if bool(said["cell"]) == bool(said["fund"]):
        raise WrongArgument("name either --cell, or --fund with --year")
    if said["cell"]:
        return Cell.parse(said["cell"])
    if not said["year"]:
        raise WrongArgument("a case about a fund needs its --year")
    year = str(FinancialYear.parse(said["year"]))
    return Cell(fund=said["fund"], area=said["area"], year=year)


def _proposing(said: Mapping[str, Any]) -> Proposing:
    from fundtrack.acts.underspend_remedies import Proposing

    return Proposing(
        remedy=Remedy(said["remedy"]),
        reason=said["reason"],
        cell=Cell.parse(said["cell"]) if said["cell"] else None,
        pence=_pounds(said["amount"]),
        to_cell=Cell.parse(said["to_cell"]) if said["to_cell"] else None,
        quarters=tuple(_planned(written) for written in said["quarters"]),
        virement=said["virement"],
        funder_approval=said["funder_approval"],
    )


def _planned(written: str) -> tuple[Quarter, Pence]:
    quarter, is_given, pounds = written.partition("=")
    if not is_given:
        raise WrongArgument(f"“{written}”: write it like 2024-25 Q4=1,000.00")
    return Quarter.parse(quarter), parse_pounds(pounds)


def _day(moment: datetime | None) -> Any:  # noqa: ANN401 - click gives a moment
    return moment.date() if moment else None


def _pounds(written: str | None) -> Pence | None:
    return parse_pounds(written) if written else None


def _show_step(desk: Desk, step: UnderspendStep) -> None:
    left = f", {show_pence(step.left_pence)} left" if step.state == "open" else ""
    named = f"; entry {step.entry}" if step.proposal is None else ""
    about = f"; proposal {step.proposal}" if step.proposal else named
    words = f"underspend case {step.underspend} is {step.state}{left}{about}"
    desk.answer(step, lambda: [words])


def _list_words(found: Underspends) -> list[str]:
    from fundtrack.sentences.underspends import detected_words

    lines = [line for each in found.detected for line in detected_words(each, {})]
    if not found.detected:
        lines.append("no underspend is above its agreement's tolerance")
    lines += [_case_line(case) for case in found.cases]
    return [*lines, f"as at {found.as_at}, snapshot {found.snapshot}"]


def _case_line(case: CaseShown) -> str:
    return (
        f"case {case.underspend} ({case.state}): {case.cell}, "
        f"{show_pence(case.left_pence)} left of {show_pence(case.pence)}, "
        f"{case.cause}, owner {case.owned_by.in_words}"
    )


def _case_words(case: CaseShown) -> list[str]:
    closed = f"closed by {case.closed_by}: {case.closing}" if case.closed_by else ""
    return [
        _case_line(case),
        f"  {case.words} (opened {case.opened_on} by {case.opened_by})",
        _rules_line(case),
        *(line for each in case.proposals for line in _proposal_words(each)),
        *([f"  {closed}"] if closed else []),
    ]


def _proposal_words(each: ProposalShown) -> list[str]:
    decided = f", by {each.decided_by} {each.reference}" if each.decided_by else ""
    return [
        _proposal_line(each, decided),
        *(
            f"    {change.cell} {change.measure}: from "
            f"{show_pence(change.before_pence)} to {show_pence(change.after_pence)}"
            for change in each.changes
        ),
    ]


def _rules_line(case: CaseShown) -> str:
    return (
        f"  as at {case.as_at}: by run-rate {show_pence(case.rate_lapses_pence)}, "
        f"by profile {show_pence(case.profile_lapses_pence)} would lapse on "
        f"{case.lapses_on}"
    )


def _proposal_line(each: ProposalShown, decided: str) -> str:
    return (
        f"  proposal {each.proposal}: {each.remedy} {show_pence(each.pence)}, "
        f"asked by {each.proposed_by}: {each.reason}; {each.state}{decided}"
    )


VERBS = (underspend,)
