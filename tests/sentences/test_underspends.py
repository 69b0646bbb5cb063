"""An underspend is said with both rules, its range and who answers for it."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.outturns import FEWEST_TRIALS
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Opening
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.underspend_cases import ProposalState
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.domain.underspends import Tolerance
from fundtrack.domain.underspends import YearSoFar
from fundtrack.domain.underspends import underspend
from fundtrack.metrics.underspends import Detected
from fundtrack.money import Pence
from fundtrack.sentences.underspends import CAUSES
from fundtrack.sentences.underspends import case_sentence
from fundtrack.sentences.underspends import detected_words
from fundtrack.sentences.underspends import place_of

CELL = Cell.parse("SSF5/west/youth/youth-work/revenue/2023-24")
NAMES = {"west": "West Lancashire"}


def year(*monthly: int, label: str = "2023-24") -> YearCosts:
    """A year with £12,000 of budget."""
    whole = tuple(monthly) + (0,) * (12 - len(monthly))
    return YearCosts("SSF5", "west", label, whole, Pence(1_200_000))


def found(
    costs: YearCosts,
    ended: list[YearCosts],
    profile: tuple[Pence, Pence] | None = None,
    months: int = 6,
    committed: int = 0,
) -> Detected:
    """What both rules say after six months."""
    to_date, whole = profile or (None, None)
    said = YearSoFar(costs, months, 0, Pence(committed), to_date, whole)
    return Detected(
        "SSF5", "west", "2023-24", str(CELL), Tolerance(), underspend(said, ended), 41
    )


def test_the_range_comes_from_past_years_and_the_rest_from_the_rules() -> None:
    past = [year(*[100_000] * 12, label="2022-23")] * FEWEST_TRIALS
    profile = (Pence(200_000), Pence(1_200_000))
    slow = found(year(*[50_000] * 6), past, profile, committed=5_000)
    assert detected_words(slow, NAMES) == [
        (
            "SSF5 West Lancashire (Youth work) 2023-24: at this rate £6,000 of £12,000 "
            "lapses on 31 March 2024 (£6,000 to £6,000 in four of five of 8 past "
            "years); case 41 is open"
        ),
        (
            "  by run-rate: £3,000 spent or owed by month 6 of 12 makes £6,000 by the "
            "year's end; £6,000 lapses"
        ),
        (
            "  by profile: £2,000 was planned by now, £1,000 ahead; with £10,000 still "
            "planned £0 lapses"
        ),
        "  £50 of it is ordered and not come yet",
    ]


def test_where_only_the_profile_finds_it_that_is_the_headline() -> None:
    profile = (Pence(600_000), Pence(1_000_000))
    quick = found(year(*[100_000] * 6), [], profile)
    assert detected_words(quick, NAMES)[0] == (
        "SSF5 West Lancashire (Youth work) 2023-24: £2,000 of £12,000 will not be "
        "spent if the rest goes by profile; case 41 is open"
    )


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (2, "nothing spent in the 2 months ended, too few to tell a rate"),
        (6, "nothing spent in the 6 months ended: a rate of nought"),
    ],
)
def test_nothing_spent_is_said_as_such(months: int, words: str) -> None:
    said = detected_words(found(year(), [], months=months), NAMES)
    assert said[1:] == [f"  by run-rate: {words}", "  by profile: no profile is held"]


def case(*proposals: Proposal) -> Case:
    """A case of £12,000 in West Lancashire."""
    said = Opening(
        replace(CELL, heading="*", project="*", kind="*"),
        Pence(1_200_000),
        Cause.RECRUITMENT,
        "posts are filled late",
        "holder",
        date(2023, 12, 31),
        None,
        None,
    )
    return Case(41, date(2024, 1, 10), "holder", said, proposals)


def test_a_case_says_what_is_left_what_waits_and_whose_it_is() -> None:
    assert case_sentence(case(), NAMES, "J Smith", date(2024, 1, 10)) == (
        "Underspend case 41, SSF5 West Lancashire 2023-24: £12,000 lapses on 31 March "
        "2024 unless it is used (posts filled late); nothing proposed yet. Owner: J "
        "Smith."
    )
    one = Proposal(42, Remedy.RETURN, Pence(500_000), CELL, "why", "holder")
    approved = replace(one, state=ProposalState.APPROVED)
    said = case_sentence(case(approved, one), NAMES, "J Smith", date(2024, 4, 1))
    assert said.endswith(
        "£7,000 lapsed on 31 March 2024 (posts filled late); £5,000 is decided on; "
        "1 proposal to decide on. Owner: J Smith."
    )


def test_every_cause_has_its_words() -> None:
    assert CAUSES.keys() == set(Cause)


def test_a_pattern_over_every_area_says_so() -> None:
    assert place_of(Cell("SSF5", year="2023-24"), {}) == "SSF5 all areas 2023-24"


def test_credits_that_outweigh_the_spending_are_said_without_a_range() -> None:
    past = [year(*[100_000] * 12, label="2022-23")] * FEWEST_TRIALS
    said = detected_words(found(year(-50_000), past), NAMES)[0]
    assert "£12,500 of £12,000 lapses on 31 March 2024; case 41 is open" in said
