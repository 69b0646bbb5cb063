"""What needs somebody, in words: the list on Overview."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.people import Permission
from fundtrack.domain.returns import return_parts
from fundtrack.domain.virements import Virement
from fundtrack.domain.working_days import BankHolidays
from fundtrack.domain.working_days import working_days_left
from fundtrack.metrics.agreements import ReturnDue
from fundtrack.metrics.attention import TieOut
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.attention import Waiver
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import spoken

STOP = "stop"
WARN = "warn"
WAIT = "wait"
GOOD = "good"
SUSPENSE = "suspense"
REFUSED = "refused-rows"
VIREMENTS = "virements-waiting"
DATA_HEALTH = "/data-health"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, or one that is in order: its state and a sentence.

    `table` names the table of Spend that lists it, where one does; `about` is the fund
    and the quarter of the return that the Returns page shows, where it is about one;
    `path` leads to any other place, and `command` is for what no page does.
    Whoever has one of `acts` can do it, or the `people` alone where some are named.
    `rest` are those that a last line only counts.
    """

    tone: str
    state: str
    sentence: str
    marks: tuple[str, ...] = ()
    table: str = ""
    about: tuple[str, str] = ("", "")
    path: str = ""
    command: str = ""
    acts: frozenset[Permission] = frozenset()
    people: frozenset[str] = frozenset()
    rest: tuple["Need", ...] = ()

    def is_for(self, person: str, may: frozenset[Permission]) -> bool:
        """Whether somebody with such permissions can do it."""
        return person in self.people if self.people else bool(self.acts & may)


def suspense_need(lines: Sequence[WaitingLine], on: date) -> Need:
    """Say how many pounds wait for a budget cell, and for how long."""
    if not lines:
        return Need(GOOD, "Coded", "No line waits in suspense.")
    pence = Pence(sum(line.pence or 0 for line in lines))
    oldest = (on - min(line.dated for line in lines)).days
    funds = sorted({line.fund for line in lines if line.fund})
    whose = f" ({', '.join(funds)})" if funds else ""
    return Need(
        WARN,
        show_pounds(pence),
        f"{counted(len(lines), 'line')} in suspense{whose}, oldest "
        f"{counted(max(oldest, 0), 'day')}: say which budget each belongs to.",
        _marks(lines),
        SUSPENSE,
    )


def refused_need(lines: Sequence[WaitingLine]) -> Need | None:
    """Say how many rows were refused and what the first one's trouble is."""
    if not lines:
        return None
    first = lines[0]
    row = f", row {first.row}" if first.row else ""
    return Need(
        STOP,
        f"{len(lines)} refused",
        f"{counted(len(lines), 'row')} of the extract cannot be booked; the first is "
        f"in {first.file}{row}: {first.what}.",
        _marks(lines),
        REFUSED,
    )


def virement_need(
    virement: Virement, names: Mapping[str, str], may: Sequence[str] = ()
) -> Need:
    """Say which virement waits for a decision, and who asked.

    Args:
        may: who may decide on it; whoever asked for it never does.
    """
    source, target = virement.from_cell, virement.to_cell
    return Need(
        WAIT,
        "To approve",
        f"Virement {show_pounds(virement.pence)}, "
        f"{names.get(source.area, source.area)} ({spoken(source.heading)}) to "
        f"{names.get(target.area, target.area)} ({spoken(target.heading)}), asked by "
        f"{virement.asked_by}; somebody else must approve it.",
        table=VIREMENTS,
        people=frozenset(may) - {virement.asked_by},
    )


def return_needs(
    due: Sequence[ReturnDue],
    names: Mapping[str, str],
    on: date,
    holidays: BankHolidays,
) -> list[Need]:
    """Say which returns are not sent, one sentence for each fund."""
    funds = list(dict.fromkeys(each.fund for each in due))
    needs = []
    for fund in funds:
        of_fund = [each for each in due if each.fund == fund]
        left = working_days_left(on, of_fund[0].due_on, holidays)
        needs.append(_fund_returns(of_fund, names[fund], on, left))
    return needs


def _fund_returns(due: Sequence[ReturnDue], name: str, on: date, left: int) -> Need:
    first = due[0]
    late = [each for each in due if each.due_on < on]
    quarters = listed([str(each.quarter) for each in due])
    about = (first.fund, str(first.quarter))
    what = f"{name}: {'return' if len(due) == 1 else 'returns'} for {quarters} not sent"
    how_far = "certified, not sent" if first.is_certified else "begun"
    begun = f" ({first.begun} is {how_far})" if first.begun else ""
    if late:
        days = counted((on - first.due_on).days, "day")
        when = f"the first was due on {long_day(first.due_on)}, {days} ago"
        said = f"{what}{begun}; {when}."
        return Need(STOP, f"{len(late)} overdue", said, about=about)
    when = "today" if first.due_on == on else f"in {counted(left, 'working day')}"
    said = f"{what}{begun}; due on {long_day(first.due_on)}, {when}."
    return Need(WARN, "Due", said, about=about)


def unsent_need(return_id: str) -> Need:
    """Say that a version is certified which nobody sent."""
    return Need(
        WARN,
        "Not sent",
        f"{return_id} is certified, not sent: record how a person sent it.",
        about=return_parts(return_id),
    )


def tie_out_need(tie_out: TieOut | None) -> Need:
    """Say whether the last extract agrees with what finance says it holds."""
    if tie_out is None:
        return Need(WAIT, "No extract", "No file of spending has been taken in yet.")
    difference = tie_out.difference_pence
    if difference is None:
        return Need(
            WARN,
            "No total",
            f"{tie_out.file} was taken in without a control total to agree with.",
        )
    if difference:
        return Need(
            STOP,
            show_pounds(difference),
            f"{tie_out.file} is {show_pence(difference)} apart from its control total.",
        )
    return Need(
        GOOD,
        "Ties out",
        f"{tie_out.file} agrees with its control total, £0.00 apart.",
    )


def waiver_need(waiver: Waiver) -> Need:
    """Say which rule is set aside, for which return, until when."""
    return Need(
        WARN,
        "Waiver",
        f"{waiver.rule} for {waiver.return_id}, until {long_day(waiver.until)}: "
        f"{waiver.reason}.",
        about=return_parts(waiver.return_id),
    )


def sign_need(return_id: str, claim: Pence) -> Need:
    """Say which return waits to be signed, and for how much."""
    return Need(
        WARN,
        "To sign",
        f"{return_id} claims {show_pence(claim)} and waits for your signature.",
        about=return_parts(return_id),
    )


def review_need(return_id: str, claim: Pence) -> Need:
    """Say which return waits to be reviewed, and how much it claims."""
    return Need(
        WARN,
        "To review",
        f"{return_id} claims {show_pence(claim)} and waits for your review.",
        about=return_parts(return_id),
    )


def backup_need(made: date | None, unsaved_since: date | None, on: date) -> Need:
    """Say how old the last backup is, and since when entries are in none."""
    says = "make one with: fundtrack backup"
    if made is None:
        said = f"No backup of these books was ever made; {says}."
        return Need(STOP, "No backup", said, path=DATA_HEALTH)
    age = f"{counted((on - made).days, 'day')} ago"
    if unsaved_since is None:
        said = f"The last backup, {age}, holds every entry."
        return Need(GOOD, "Backed up", said, path=DATA_HEALTH)
    said = (
        f"The last backup was made {age}; entries since {long_day(unsaved_since)} are "
        f"in none; {says}."
    )
    return Need(WARN, "Backup", said, path=DATA_HEALTH)


def _marks(lines: Sequence[WaitingLine]) -> tuple[str, ...]:
    return tuple(sorted({line.provenance for line in lines}))
