"""Whatever people try, a claim's versions move along the drawn arrows, hands apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.returns import check_hands
from fundtrack.domain.returns import check_order
from fundtrack.errors import NotAllowed
from fundtrack.errors import OutOfOrder

DAY = date(2024, 4, 16)
ARROWS: Mapping[str, set[str]] = {
    "": {"prepared"},
    "prepared": {"prepared", "reviewed", "certified"},
    "reviewed": {"prepared", "certified"},
    "certified": {"submitted", "reopened"},
    "submitted": {"queried", "resubmitted", "agreed", "paid"},
    "queried": {"queried", "resubmitted", "agreed", "paid"},
    "agreed": {"queried", "resubmitted", "paid", "closed"},
    "paid": {"queried", "resubmitted", "closed"},
    "closed": {"reopened"},
    "reopened": {"queried", "resubmitted", "closed"},
    "resubmitted": set(),
}
"""As the life of a return is drawn: which state may follow which."""

PEOPLE = ("ann", "bob", "cat", "dan")
TRIED = st.tuples(
    st.sampled_from(list(ReturnState)),
    st.sampled_from(PEOPLE),
    st.sampled_from(("", *PEOPLE)),
)


@dataclass
class Claim:
    """Every version of a claim, as people try their hands at it."""

    reviewer_needed: bool
    versions: list[list[StepTaken]] = field(default_factory=list)

    def life(self) -> Life:
        """The version in hand."""
        taken = tuple(self.versions[-1])
        others = tuple(step for it in self.versions[:-1] for step in it)
        return Life("R", taken, self.reviewer_needed, others)

    def try_step(self, state: ReturnState, person: str, acting_for: str) -> None:
        """Take a step if it is allowed: the first, the next, or of a new version."""
        step = StepTaken(state, person, DAY, acting_for)
        is_new = not self.versions or self.life().is_replaced
        try:
            if is_new and state is ReturnState.PREPARED:
                before = tuple(it for each in self.versions for it in each)
                begun = Life("R", (), self.reviewer_needed, before)
                check_hands(begun, state, person, PEOPLE, acting_for)
                self.versions.append([step])
            elif self.versions:
                check_order(self.life(), state)
                check_hands(self.life(), state, person, PEOPLE, acting_for)
                self.versions[-1].append(step)
        except (NotAllowed, OutOfOrder):
            pass


@settings(max_examples=150, deadline=None)
@given(st.lists(TRIED, max_size=60), st.booleans())
def test_states_follow_the_arrows_and_no_hand_is_in_two_steps(
    tried: list[tuple[ReturnState, str, str]], reviewer_needed: bool
) -> None:
    claim = Claim(reviewer_needed)
    for state, person, acting_for in tried:
        claim.try_step(state, person, acting_for)
    for taken in claim.versions:
        states = ["", *(str(step.state) for step in taken)]
        assert all(after in ARROWS[before] for before, after in pairwise(states))
        if reviewer_needed and "certified" in states:
            assert states[states.index("certified") - 1] == "reviewed"
    hands = [hands_of(claim, it) for it in ("prepared", "reviewed", "certified")]
    assert sum(len(it) for it in hands) == len(set().union(*hands))


def hands_of(claim: Claim, state: str) -> set[str]:
    """Who ever took a step of a claim, in any version, for themselves or others."""
    return {
        person
        for taken in claim.versions
        for step in taken
        if step.state == state
        for person in (step.person, step.acting_for)
        if person
    }


def test_each_order_of_the_three_hands_is_refused_to_one_person() -> None:
    prepared, reviewed, certified = (
        StepTaken(state, "ann", DAY)
        for state in (
            ReturnState.PREPARED,
            ReturnState.REVIEWED,
            ReturnState.CERTIFIED,
        )
    )
    for first in (prepared, reviewed, certified):
        for second in (prepared, reviewed, certified):
            for life in (Life("R", (first,)), Life("R", (), elsewhere=(first,))):
                barred = "ann" in life.barred_from(second.state)
                assert barred is (first.state is not second.state)
                by_deputy = replace(first, person="bob", acting_for="ann")
                other = replace(life, taken=(by_deputy,), elsewhere=())
                assert ("ann" in other.barred_from(second.state)) is barred
