"""What needs somebody is said with pounds, age, place and what to do."""

from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.virements import Virement
from fundtrack.domain.virements import VirementState
from fundtrack.domain.working_days import BankHolidays
from fundtrack.metrics.agreements import ReturnDue
from fundtrack.metrics.attention import TieOut
from fundtrack.metrics.attention import WaitingLine
from fundtrack.metrics.attention import Waiver
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.sentences.needs import Need
from fundtrack.sentences.needs import backup_need
from fundtrack.sentences.needs import refused_need
from fundtrack.sentences.needs import return_needs
from fundtrack.sentences.needs import suspense_need
from fundtrack.sentences.needs import tie_out_need
from fundtrack.sentences.needs import unsent_need
from fundtrack.sentences.needs import virement_need
from fundtrack.sentences.needs import waiver_need

TODAY = date(2024, 2, 29)
NO_PROCLAIMED = BankHolidays({})
"""Good Friday and Easter Monday of 2024 fall on 29 March and 1 April."""

NAMES = {"SSF5": "Safer Streets round 5", "blackpool": "Blackpool", "west": "West"}


def waiting(
    pence: int | None, fund: str = "OPDEF", row: int | None = 44
) -> WaitingLine:
    """A line that waits since 10 February."""
    return WaitingLine(
        entry=5,
        dated=date(2024, 2, 10),
        fund=fund,
        supplier="Supplier 1",
        what="the amount is not money",
        pence=None if pence is None else Pence(pence),
        file="feb.xlsx",
        sheet="Feb",
        row=row,
        provenance="synthetic",
        owner="finance.officer",
        since=date(2024, 2, 20),
    )


def tie_out(control: int | None) -> TieOut:
    """A file of £100 against a control total."""
    pence = None if control is None else Pence(control)
    return TieOut("feb.xlsx", TODAY, 22, 21, 1, Pence(10_000), pence)


def due(quarter: str, on: date, begun: str = "") -> ReturnDue:
    """A return of SSF5 that is not sent."""
    return ReturnDue("SSF5", Quarter.parse(quarter), on, begun)


def test_suspense_is_said_with_pounds_funds_and_age() -> None:
    need = suspense_need([waiting(130_000), waiting(101_000)], TODAY)
    assert need == Need(
        "warn",
        "£2,310",
        "2 lines in suspense (OPDEF), oldest 19 days: say which budget each "
        "belongs to.",
        ("synthetic",),
        "suspense",
    )


def test_a_line_of_no_known_fund_is_counted_without_one() -> None:
    assert "in suspense, oldest" in suspense_need([waiting(1, fund="")], TODAY).sentence


def test_an_empty_suspense_is_good_news() -> None:
    assert suspense_need([], TODAY) == Need(
        "good", "Coded", "No line waits in suspense."
    )


def test_refused_rows_name_the_place_of_the_first() -> None:
    need = refused_need([waiting(None)])
    assert need
    assert need.state == "1 refused"
    assert need.sentence == (
        "1 row of the extract cannot be booked; the first is in feb.xlsx, row 44: the "
        "amount is not money."
    )
    assert refused_need([]) is None


def test_a_refused_row_without_a_number_names_its_file() -> None:
    need = refused_need([waiting(None, row=None)])
    assert need
    assert "is in feb.xlsx: " in need.sentence


def test_a_virement_names_both_places_and_who_asked() -> None:
    virement = Virement(
        number=52,
        from_cell=Cell.parse("SSF5/west/p/youth-work/revenue/2023-24"),
        to_cell=Cell.parse("SSF5/blackpool/q/cctv/revenue/2023-24"),
        pence=Pence(1_400_000),
        asked_by="budget.holder",
        state=VirementState.WAITING,
    )
    assert virement_need(virement, NAMES).sentence == (
        "Virement £14,000, West (Youth work) to Blackpool (CCTV), asked by "
        "budget.holder; somebody else must approve it."
    )


def test_a_tie_out_says_how_far_apart() -> None:
    assert tie_out_need(tie_out(10_000)).state == "Ties out"
    apart = tie_out_need(tie_out(9_950))
    assert (apart.tone, apart.sentence) == (
        "stop",
        "feb.xlsx is £0.50 apart from its control total.",
    )
    assert tie_out_need(tie_out(None)).tone == "warn"
    assert tie_out_need(None).state == "No extract"


def test_a_waiver_is_said_until_its_day() -> None:
    waiver = Waiver("evidence", "SSF5-2023-24-Q4-v1", date(2024, 4, 30), "invoice lost")
    assert waiver_need(waiver).sentence == (
        "evidence for SSF5-2023-24-Q4-v1, until 30 April 2024: invoice lost."
    )


def test_overdue_returns_of_a_fund_are_one_sentence() -> None:
    overdue = [
        due("2023-24 Q2", date(2023, 10, 30)),
        due("2023-24 Q3", date(2024, 1, 30)),
    ]
    assert return_needs(overdue, NAMES, TODAY, NO_PROCLAIMED) == [
        Need(
            "stop",
            "2 overdue",
            "Safer Streets round 5: returns for 2023-24 Q2 and 2023-24 Q3 not sent; "
            "the first was due on 30 October 2023, 122 days ago.",
            about=("SSF5", "2023-24 Q2"),
        )
    ]


def test_a_return_that_is_not_late_says_the_working_days_left() -> None:
    begun = due("2023-24 Q3", date(2024, 4, 2), "SSF5-2023-24-Q3-v1")
    assert return_needs([begun], NAMES, TODAY, NO_PROCLAIMED) == [
        Need(
            "warn",
            "Due",
            "Safer Streets round 5: return for 2023-24 Q3 not sent (SSF5-2023-24-Q3-v1 "
            "is begun); due on 2 April 2024, in 21 working days.",
            about=("SSF5", "2023-24 Q3"),
        )
    ]


def test_a_return_due_on_the_day_says_today() -> None:
    (need,) = return_needs([due("2023-24 Q3", TODAY)], NAMES, TODAY, NO_PROCLAIMED)
    assert need.sentence.endswith("due on 29 February 2024, today.")


def test_a_return_that_is_certified_is_said_not_to_be_sent() -> None:
    quarter = Quarter.parse("2023-24 Q4")
    one = ReturnDue("SSF5", quarter, TODAY, "SSF5-2023-24-Q4-v1", is_certified=True)
    (need,) = return_needs([one], NAMES, TODAY, NO_PROCLAIMED)
    assert "(SSF5-2023-24-Q4-v1 is certified, not sent); due on " in need.sentence
    assert unsent_need("SSF5-2023-24-Q4-v2").sentence == (
        "SSF5-2023-24-Q4-v2 is certified, not sent: record how a person sent it."
    )


def test_a_backup_says_its_age_and_what_is_in_none() -> None:
    made, since = date(2024, 2, 20), date(2024, 2, 24)
    never = backup_need(None, since, TODAY)
    assert (never.tone, never.state) == ("stop", "No backup")
    old = backup_need(made, since, TODAY)
    assert old.sentence == (
        "The last backup was made 9 days ago; entries since 24 February 2024 are in "
        "none; make one with: fundtrack backup."
    )
    assert backup_need(made, None, TODAY).tone == "good"
