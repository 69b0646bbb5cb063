"""The life of a return: which step may follow which, and who may take it."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.people import Permission
from fundtrack.errors import NotAllowed
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.periods import Quarter

_VERSION = re.compile(r"-v[0-9]+$")


class ReturnState(StrEnum):
    """How far a return has come, named for the step it took last."""

    PREPARED = "prepared"
    REVIEWED = "reviewed"
    CERTIFIED = "certified"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    """The funder asked about it."""
    RESUBMITTED = "resubmitted"
    """A later version takes its place."""
    AGREED = "agreed"
    """The funder agreed the claim."""
    PAID = "paid"
    """The funder has paid the whole claim."""
    CLOSED = "closed"
    REOPENED = "reopened"
    """Its certification was withdrawn before it was sent, or its closing undone."""

    @property
    def event_kind(self) -> str:
        """The kind of the event that brings a return into this state."""
        return f"return_{self}"


VERBS = {
    ReturnState.PREPARED: "prepare",
    ReturnState.REVIEWED: "review",
    ReturnState.CERTIFIED: "certify",
    ReturnState.SUBMITTED: "submit",
    ReturnState.QUERIED: "query",
    ReturnState.RESUBMITTED: "resubmit",
    ReturnState.AGREED: "agree",
    ReturnState.PAID: "receive",
    ReturnState.CLOSED: "close",
    ReturnState.REOPENED: "reopen",
}
"""What a person does to bring a return into a state."""

PERMISSIONS = {
    ReturnState.PREPARED: Permission.PREPARE,
    ReturnState.REVIEWED: Permission.REVIEW,
    ReturnState.CERTIFIED: Permission.CERTIFY,
    ReturnState.SUBMITTED: Permission.SUBMIT,
    ReturnState.QUERIED: Permission.SUBMIT,
    ReturnState.RESUBMITTED: Permission.PREPARE,
    ReturnState.AGREED: Permission.SUBMIT,
    ReturnState.PAID: Permission.RECORD,
    ReturnState.CLOSED: Permission.SUBMIT,
    ReturnState.REOPENED: Permission.CERTIFY,
}
"""What a person must be allowed, to bring a return into a state."""

AFTER_SENDING = {
    ReturnState.SUBMITTED: (
        ReturnState.PAID,
        ReturnState.QUERIED,
        ReturnState.AGREED,
        ReturnState.RESUBMITTED,
    ),
    ReturnState.QUERIED: (
        ReturnState.RESUBMITTED,
        ReturnState.AGREED,
        ReturnState.QUERIED,
        ReturnState.PAID,
    ),
    ReturnState.AGREED: (
        ReturnState.PAID,
        ReturnState.CLOSED,
        ReturnState.QUERIED,
        ReturnState.RESUBMITTED,
    ),
    ReturnState.PAID: (
        ReturnState.CLOSED,
        ReturnState.QUERIED,
        ReturnState.RESUBMITTED,
    ),
    ReturnState.CLOSED: (ReturnState.REOPENED,),
}
"""What may follow once a return was sent, the step that leads on first."""


APART = frozenset({ReturnState.PREPARED, ReturnState.REVIEWED, ReturnState.CERTIFIED})
"""The steps of a claim that different people take.

Source: separation of duties in grant claims; domain rule of this office's funders.
"""

IN_WORDS: Mapping[str, str] = {
    ReturnState.CERTIFIED: "certified, not sent",
    ReturnState.RESUBMITTED: "replaced by a later version",
}
"""What a state is called where its own word would not say enough."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step in the life of a return, as the books hold it.

    `acting_for` is whose deputy took it, empty where nobody's.
    """

    state: ReturnState
    person: str
    on: date
    acting_for: str = ""

    @property
    def people(self) -> frozenset[str]:
        """Who took the step and for whom: both had a hand in it."""
        return frozenset({self.person, self.acting_for} - {""})


@dataclass(frozen=True, slots=True)
class Life:
    """What has been done to one version of a return, oldest first, at least once.

    `elsewhere` are the steps of the other versions of the same claim.
    """

    return_id: str
    taken: tuple[StepTaken, ...]
    reviewer_needed: bool = True
    elsewhere: tuple[StepTaken, ...] = ()

    @property
    def state(self) -> ReturnState:
        """How far the return has come."""
        return self.taken[-1].state

    @property
    def can_become(self) -> tuple[ReturnState, ...]:
        """The states that may follow, the one that leads on first.

        While it is a draft it may always be prepared again, which undoes a review.
        """
        if self.state is ReturnState.PREPARED:
            on = (ReturnState.REVIEWED,)
            skip = () if self.reviewer_needed else (ReturnState.CERTIFIED,)
            return (*on, *skip, ReturnState.PREPARED)
        if self.state is ReturnState.REVIEWED:
            return (ReturnState.CERTIFIED, ReturnState.PREPARED)
        if self.state is ReturnState.CERTIFIED:
            return (ReturnState.SUBMITTED, ReturnState.REOPENED)
        if self.state is ReturnState.REOPENED and self.was_sent:
            return (ReturnState.CLOSED, ReturnState.QUERIED, ReturnState.RESUBMITTED)
        return AFTER_SENDING.get(self.state, ())

    @property
    def was_sent(self) -> bool:
        """Whether somebody recorded that this version was sent."""
        return any(step.state is ReturnState.SUBMITTED for step in self.taken)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its certification was withdrawn before it was sent."""
        return self.state is ReturnState.REOPENED and not self.was_sent

    @property
    def is_replaced(self) -> bool:
        """Whether a later version takes its place."""
        return self.is_withdrawn or self.state is ReturnState.RESUBMITTED

    def barred_from(self, wanted: ReturnState) -> frozenset[str]:
        """Everybody who took another of the steps that different people must take.

        Preparing, reviewing and certifying, at whatever time and in whichever version
        of the claim; a deputy and whoever they acted for both count.
        """
        if wanted not in APART:
            return frozenset()
        steps = (*self.elsewhere, *self.taken)
        others = APART - {wanted}
        return frozenset(
            person for step in steps if step.state in others for person in step.people
        )

    @property
    def preparers(self) -> frozenset[str]:
        """Everybody who prepared it, and for whom: they waive none of its checks."""
        return preparers(self.taken)

    def last(self, state: ReturnState) -> StepTaken | None:
        """The last step into a state that no later preparing has undone."""
        for step in reversed(self.taken):
            if step.state is state:
                return step
            if step.state is ReturnState.PREPARED:
                return None
        return None


def preparers(steps: Iterable[StepTaken]) -> frozenset[str]:
    """Name everybody who prepared a return by these steps, and for whom."""
    return frozenset(
        person
        for step in steps
        if step.state is ReturnState.PREPARED
        for person in step.people
    )


def return_id(fund: str, quarter: Quarter, version: int) -> str:
    """Name a return: `SSF5-2023-24-Q4-v1`."""
    return f"{fund}-{quarter.year}-Q{quarter.number}-v{version}"


def claim_name(return_id: str) -> str:
    """Name what all versions of a return claim together: `SSF5-2023-24-Q4`."""
    return _VERSION.sub("", return_id)


def return_parts(return_id: str) -> tuple[str, str]:
    """Give the fund and the quarter that a return's name holds."""
    fund, year, year_end, quarter, _ = return_id.rsplit("-", 4)
    return fund, f"{year}-{year_end} {quarter}"


def check_order(life: Life, wanted: ReturnState) -> None:
    """Refuse a step that does not follow.

    Raises:
        OutOfOrder: saying what comes next.
    """
    if wanted not in life.can_become:
        following = [VERBS[state] for state in life.can_become[:1]]
        raise OutOfOrder(life.return_id, life.state, wanted, following)


def check_hands(
    life: Life,
    wanted: ReturnState,
    person: str,
    holders: Sequence[str],
    acting_for: str = "",
) -> None:
    """Refuse somebody who would judge their own work, or change what they judged.

    Args:
        holders: the people whose role gives the permission.
        acting_for: whose deputy the person is in this, empty where nobody's.

    Raises:
        NotAllowed: naming who could.
    """
    barred = life.barred_from(wanted)
    if not {person, acting_for} & barred:
        return
    others = [holder for holder in holders if holder not in {person, *barred}]
    deputy = f" for {acting_for}" if acting_for else ""
    act = f"{VERBS[wanted]} {life.return_id}{deputy}, having had a hand in it"
    raise NotAllowed(person, act, others)


def check_waived_by(
    life: Life, person: str, holders: Sequence[str], principals: Sequence[str] = ()
) -> None:
    """Refuse somebody who would set aside a check of what they prepared themselves.

    Args:
        holders: the people whose role lets them waive.
        principals: those as whose deputy the person would; empty in their own right.

    Raises:
        NotAllowed: naming who could.
    """
    barred = life.preparers
    is_deputy_of_them = bool(principals) and set(principals) <= barred
    if person in barred or is_deputy_of_them:
        others = [it for it in holders if it not in {person, *barred}]
        act = f"waive a check of {life.return_id}, having had a hand in it"
        raise NotAllowed(person, act, others)


def state_in_words(state: str) -> str:
    """Say how far a return has come: what is certified is not sent yet."""
    return IN_WORDS.get(state, state)


def check_sent_on(sent_on: date, certified_on: date, today: date) -> None:
    """Refuse a day on which a return cannot have been sent.

    Raises:
        WrongArgument: when it lies before certification or in the future.
    """
    if sent_on < certified_on:
        raise WrongArgument(
            f"it was certified on {certified_on}, so it was not sent on {sent_on}"
        )
    if sent_on > today:
        raise WrongArgument(
            f"{sent_on} is still to come; record the submission when it is sent"
        )
