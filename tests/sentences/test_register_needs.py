"""What the registers ask for is said with its figure, its day and its owner."""

from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Opening
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.match import MatchPosition
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.onward_grants import OnwardGrant
from fundtrack.metrics.owners import Owner
from fundtrack.metrics.owners import Owners
from fundtrack.metrics.pressing import OfFund
from fundtrack.metrics.pressing import Pressing
from fundtrack.metrics.receivables import ClaimSent
from fundtrack.metrics.receivables import Receivable
from fundtrack.money import Pence
from fundtrack.sentences.needs import Need
from fundtrack.sentences.register_needs import Named
from fundtrack.sentences.register_needs import calm
from fundtrack.sentences.register_needs import case_need
from fundtrack.sentences.register_needs import milestone_need
from fundtrack.sentences.register_needs import obligation_need
from fundtrack.sentences.register_needs import receivable_need
from fundtrack.sentences.register_needs import recovery_need
from fundtrack.sentences.register_needs import register_needs
from fundtrack.sentences.register_needs import whose_it_is

TODAY = date(2024, 5, 20)
NAMED = Named({"SSF5": "Round 5"}, {"blackpool": "Blackpool"})
ANN = Owner("ann", "ann", ("Ann",))
NOBODY = Owners({"ann": "Ann"}, {}, {}, ())
CELL = Cell.parse("SSF5/blackpool/p/cctv/capital/2024-25")


def due(on: date, left: int = 0, state: DueState = DueState.DUE) -> ObligationDue:
    """An outturn statement of Ann's."""
    return ObligationDue(
        entry=7,
        fund="SSF5",
        what="outturn statement for 2023-24",
        due_on=on,
        owner="ann",
        state=state,
        rule=Rule.OUTTURN,
        period="2023-24",
        working_days_left=left,
        done_on=None,
        owned_by=ANN,
    )


def claim(return_id: str, expected: date, *, is_late: bool) -> ClaimSent:
    """A claim of £10 sent on 1 April."""
    return ClaimSent(
        return_id=return_id,
        fund="SSF5",
        quarter="2023-24 Q4",
        sent_on=date(2024, 4, 1),
        expected_on=expected,
        received_on=None,
        claimed_pence=Pence(1_000),
        received_pence=Pence(0),
        owed_to_us_pence=Pence(1_000),
        age_days=49,
        is_late=is_late,
    )


def receivable(*claims: ClaimSent) -> Receivable:
    """What a funder was asked for."""
    ten = Pence(1_000)
    return Receivable("SSF5", ten, Pence(0), ten, 49, None, True, claims)


def milestone(rag: str = "amber", late: int | None = 80) -> Milestone:
    """A milestone of Blackpool."""
    return Milestone(
        area="blackpool",
        project="p",
        milestone="cameras live",
        planned_on=date(2024, 3, 1),
        forecast_on=None,
        actual_on=None,
        rag=rag,
        issue="",
        days_late=late,
        provenance="synthetic",
    )


def grant(partner: str) -> OnwardGrant:
    """A grant of which £7 is to come back."""
    none = Pence(0)
    return OnwardGrant(
        *("blackpool", "p", partner, "", none, none, none, none, Pence(700)),
        has_cfo_statement=True,
        has_retention_undertaking=True,
        provenance="recorded",
    )


def case(year: str = "2024-25", *proposals: Proposal) -> Case:
    """A case of £5."""
    cell = replace(CELL, year=year)
    said = Opening(cell, Pence(500), Cause.PARTNER, "late", "ann", TODAY, None, None)
    return Case(41, TODAY, "ann", said, proposals)


def test_what_is_overdue_says_since_when_and_whose_it_is() -> None:
    late = due(date(2024, 4, 30), -13, DueState.OVERDUE)
    assert obligation_need([late, late], "Round 5", TODAY) == Need(
        "stop",
        "2 overdue",
        "Round 5: outturn statement for 2023-24 was due on 30 April 2024, 20 days ago; "
        "1 more after it. Owner: Ann.",
        command="fundtrack obligation done 7",
    )


def test_what_is_soon_due_says_the_working_days_left() -> None:
    soon = obligation_need([due(date(2024, 5, 22), 2)], "Round 5", TODAY)
    assert soon == Need(
        "warn",
        "Due",
        "Round 5: outturn statement for 2023-24, due on 22 May 2024, in 2 working "
        "days. Owner: Ann.",
        command="fundtrack obligation done 7",
    )
    today = replace(due(TODAY), owned_by=None)
    said = obligation_need([today], "Round 5", TODAY).sentence
    assert said.endswith("due on 20 May 2024, today.")


def test_money_owed_beyond_its_term_counts_the_late_claims_only() -> None:
    first = claim("A-v1", date(2024, 5, 14), is_late=True)
    later = claim("B-v1", date(2024, 6, 14), is_late=False)
    need = receivable_need(receivable(first, later), NAMED)
    assert (need.tone, need.state, need.sentence) == (
        "warn",
        "£10",
        (
            "Round 5: the funder has not paid £10, expected by 14 May 2024; sent 49 "
            "days ago (A-v1)."
        ),
    )
    both = receivable_need(receivable(first, first), NAMED)
    assert both.sentence.startswith(
        "Round 5: the funder has not paid £20 for 2 claims, expected"
    )


def test_a_case_leads_to_its_virement_and_stops_once_it_lapsed() -> None:
    asked = Proposal(42, Remedy.VIREMENT, Pence(5), CELL, "why", "ann")
    need = case_need(case("2024-25", asked), NAMED, NOBODY, TODAY)
    assert (need.tone, need.state, need.table) == ("warn", "£5", "virements-waiting")
    assert need.sentence.endswith("1 proposal to decide on. Owner: Ann.")
    lapsed = case_need(case("2023-24"), NAMED, NOBODY, TODAY)
    assert (lapsed.tone, lapsed.table) == ("stop", "")


def test_a_milestone_says_how_late_and_what_is_the_matter() -> None:
    need = milestone_need("Round 5", [milestone(), milestone()], NAMED, TODAY)
    assert need == Need(
        "warn",
        "2 late",
        "Round 5, Blackpool: cameras live, planned for 1 March 2024, 80 days late; 1 "
        "more late or red.",
        ("synthetic",),
        command="fundtrack ingest register FILE (sheet Milestones)",
    )
    red = replace(milestone("red", None), issue="no power")
    said = milestone_need("Round 5", [red], NAMED, TODAY)
    assert (said.tone, said.state) == ("stop", "Red")
    assert said.sentence.endswith("planned for 1 March 2024 (no power).")
    ahead = replace(milestone(late=9), planned_on=date(2024, 6, 1))
    said = milestone_need("Round 5", [ahead], NAMED, TODAY)
    assert said.sentence.endswith("planned for 1 June 2024, expected 9 days late.")


def test_partners_are_named_and_the_others_counted() -> None:
    need = recovery_need("Round 5", [grant(name) for name in "abcd"])
    assert (need.state, need.sentence) == (
        "£28",
        "Round 5: £28 unspent to recover from a, b and 2 more.",
    )


def test_all_that_presses_is_said_in_one_order() -> None:
    ten = Pence(1_000)
    match = MatchPosition(
        *(50, ten, Pence(100), Pence(0), Pence(100)),
        *(ten, ten, Pence(0), Pence(400), ("synthetic",)),
    )
    late = claim("A-v1", date(2024, 5, 14), is_late=True)
    every = Pressing(
        obligations=(due(date(2024, 5, 22), 2),),
        receivables=(receivable(late),),
        cases=(case(),),
        deliveries=(
            OfFund("SSF5", (milestone(),), match, (grant("council"),)),
            OfFund("SSF6", (), match, ()),
        ),
        owners=NOBODY,
    )
    needs = register_needs(every, NAMED, TODAY)
    assert [need.state for need in needs] == [
        *("Due", "£10", "£5", "1 late", "£4", "£7", "£4"),
    ]
    assert needs[4].sentence == (
        "Round 5: match funding is £4 behind; £1 delivered, the agreement asks for "
        "50% of the £10 spent."
    )
    assert [need.command.removeprefix("fundtrack ") for need in needs] == [
        "obligation done 7",
        "",
        "underspend show 41",
        *(
            f"ingest register FILE (sheet {sheet})"
            for sheet in ("Milestones", "Match", "Onward grants", "Match")
        ),
    ]
    assert needs[-1].sentence.startswith("SSF6: match funding")
    nothing = OfFund("SSF6", (), None, (grant("council"),))
    only = replace(every, deliveries=(nothing,))
    assert len(register_needs(only, NAMED, TODAY)) == 4


def test_a_long_list_keeps_the_hardest_and_counts_the_rest() -> None:
    needs = [Need("good", "In order", "."), Need("warn", "Later", ".")]
    assert [it.state for it in calm(needs, 2)] == ["Later", "In order"]
    needs += [Need("stop", "Now", "."), Need("wait", "Asked", ".")]
    assert [it.state for it in calm(needs, 3)] == ["Now", "Later", "1 more"]
    assert calm(needs, 3)[-1].sentence == "Asked: fundtrack status lists all of them."
    assert [it.state for it in calm(needs, 3)[-1].rest] == ["Asked"]
    assert [it.state for it in calm(needs[:3], 2)] == ["Now", "1 more"]
    fine = [Need("stop", "Now", "."), *([Need("good", "Fine", ".")] * 2)]
    assert [it.state for it in calm(fine, 2)] == ["Now", "Fine"]


def test_an_owner_is_a_person_or_a_role_with_who_holds_it() -> None:
    many = Owner("finance", "", ("A", "B", "C", "D"))
    assert whose_it_is(many) == "finance (A, B and 2 more)"
    assert whose_it_is(Owner("signatory", "", ())) == "signatory (nobody holds it)"
    assert whose_it_is(Owner("ann", "ann", ())) == "ann, who has left"
