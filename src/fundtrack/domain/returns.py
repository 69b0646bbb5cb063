"""The life of a return: which step may follow which, and who may take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.people import Permission
from fundtrack.errors import NotAllowed
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.periods import Quarter


class ReturnState(StrEnum):
    """How far a return has come, named for the step it took last."""

    PREPARED = "prepared"
    REVIEWED = "reviewed"
    CERTIFIED = "certified"
    SUBMITTED = "submitted"
    PAID = "paid"
    """The funder has paid the whole claim."""

    @property
    def event_kind(self) -> str:
        """The kind of the event that brings a return into this state."""
        return f"return_{self}"


VERBS = {
    ReturnState.PREPARED: "prepare",
    ReturnState.REVIEWED: "review",
    ReturnState.CERTIFIED: "certify",
    ReturnState.SUBMITTED: "submit",
    ReturnState.PAID: "receive",
}
"""What a person does to bring a return into a state."""

PERMISSIONS = {
    ReturnState.PREPARED: Permission.PREPARE,
    ReturnState.REVIEWED: Permission.REVIEW,
    ReturnState.CERTIFIED: Permission.CERTIFY,
    ReturnState.SUBMITTED: Permission.SUBMIT,
    ReturnState.PAID: Permission.RECORD,
}
"""What a person must be allowed, to bring a return into a state."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step in the life of a return, as the books hold it."""

    state: ReturnState
    person: str
    on: date


@dataclass(frozen=True, slots=True)
class Life:
    """What has been done to one version of a return, oldest first, at least once."""

    return_id: str
    taken: tuple[StepTaken, ...]
    reviewer_needed: bool = True

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
            return (ReturnState.SUBMITTED,)
        return ()

    def hands_in(self) -> frozenset[str]:
        """Everybody who prepared this version or reviewed it, at whatever time."""
        hands = {ReturnState.PREPARED, ReturnState.REVIEWED}
        return frozenset(step.person for step in self.taken if step.state in hands)

    def last(self, state: ReturnState) -> StepTaken | None:
        """The last step into a state that no later preparing has undone."""
        for step in reversed(self.taken):
            if step.state is state:
                return step
            if step.state is ReturnState.PREPARED:
                return None
        return None


def return_id(fund: str, quarter: Quarter, version: int) -> str:
    """Name a return: `SSF5-2023-24-Q4-v1`."""
    return f"{fund}-{quarter.year}-Q{quarter.number}-v{version}"


def check_order(life: Life, wanted: ReturnState) -> None:
    """Refuse a step that does not follow.

    Raises:
        OutOfOrder: saying what comes next.
    """
    if wanted not in life.can_become:
        following = [VERBS[state] for state in life.can_become[:1]]
        raise OutOfOrder(life.return_id, life.state, wanted, following)


def check_hands(
    life: Life, wanted: ReturnState, person: str, holders: Sequence[str]
) -> None:
    """Refuse somebody who would judge their own work.

    Whoever prepared may neither review nor certify, whoever reviewed not certify.

    Args:
        holders: the people whose role gives the permission.

    Raises:
        NotAllowed: naming who could.

    Source: separation of duties in grant claims; domain rule of this office's funders.
    """
    if wanted not in {ReturnState.REVIEWED, ReturnState.CERTIFIED}:
        return
    barred = life.hands_in()
    if wanted is ReturnState.REVIEWED:
        prepared = [step for step in life.taken if step.state is ReturnState.PREPARED]
        barred = frozenset(step.person for step in prepared)
    if person in barred:
        others = [holder for holder in holders if holder not in barred]
        act = f"{VERBS[wanted]} {life.return_id}, having had a hand in it"
        raise NotAllowed(person, act, others)


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
