"""A year of four returns, driven by commands alone, by three people, to the penny.

The first is plain; the second is queried and sent again; the third has a credit for a
bill of the first and a bill that came late; the fourth is paid short. The expected
figures are worked out by hand in `EXPECTED`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date

import pytest

from tests.cli.offices import Said
from tests.cli.offices import TypedOffice
from tests.cli.offices import make_office
from tests.cli.offices import sit_down
from tests.workbooks import CODED
from tests.workbooks import Row
from tests.workbooks import coded
from tests.workbooks import workbook

TIME = ("HVY", "wirral", "safer", "overtime", "revenue")
LIGHTS = ("HVY", "wirral", "safer", "lighting", "revenue")
BEGINS = "01/04/2023"
REGISTERS: dict[str, list[Row]] = {
    "Areas": [("Area", "Name", "Districts"), ("wirral", "Wirral", "Wirral")],
    "Funds": [
        ("Fund", "Name", "Kind", "Funder"),
        ("HVY", "Hotspot response", "grant", "Home Office"),
    ],
    "Terms": [
        (
            *("Fund", "Version", "Counts from", "Recipient", "Funding starts"),
            *("Funding ends", "Narrative needed", "Receipt due (working days)"),
        ),
        ("HVY", 1, BEGINS, "PCC", BEGINS, "31/03/2024", "no", 30),
    ],
    "Projects": [
        ("Project", "Name", "Fund", "Area", "Counts from"),
        ("safer", "Safer", "HVY", "wirral", BEGINS),
    ],
    "Awards": [
        (
            *("Fund", "Version", "State", "Financial year", "Amount (£)"),
            *("Counts from", "Source"),
        ),
        ("HVY", 1, "agreed", "2023-24", "30000.00", BEGINS, "letter 1"),
    ],
    "Allocations": [
        (
            *("Fund", "Area", "Project", "Heading", "Capital or revenue"),
            *("Financial year", "Version", "Amount (£)", "Counts from"),
        ),
        (*TIME, "2023-24", 1, "20000.00", BEGINS),
        (*LIGHTS, "2023-24", 1, "10000.00", BEGINS),
    ],
}
Q1, Q2, Q3, Q4 = (f"HVY-2023-24-Q{number}-v1" for number in (1, 2, 3, 4))
AGAIN = "HVY-2023-24-Q2-v2"
EXPECTED = {
    # 1,000.00 and 2,500.50 of bills, 300.00 owed on 30 June and not billed
    Q1: 3_800_50,
    # 1,200.00 and 750.25 of bills, less the 300.00 that the quarter undid
    Q2: 1_650_25,
    # the same, and a bill of 28 September for 100.00 that was found
    AGAIN: 1_750_25,
    # 2,000.00 of bills, 500.50 back of the 2,500.50 of June, and 80.00 of 15 September
    Q3: 1_579_50,
    # 3,000.00 and 4,000.00 of bills, 250.00 owed on 31 March
    Q4: 7_250_00,
}
CLAIMED = EXPECTED[Q1] + EXPECTED[AGAIN] + EXPECTED[Q3] + EXPECTED[Q4]
SHORT = 40_00
YEAR = ("--fund", "HVY", "--as-at", "2024-03-31")
LATER = ("--fund", "HVY", "--as-at", "2024-06-30")


@dataclass
class Year:
    """The office, its passwords, and what each step of the year answered."""

    office: TypedOffice
    told: dict[str, Said] = field(default_factory=dict)
    owed: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    extracts: int = 0

    def on(self, *day: int) -> None:
        """Let it be a day."""
        self.office.day = date(*day)

    def bills(self, *rows: Row) -> None:
        """Take an extract of the ledger in."""
        self.extracts += 1
        path = self.office.folder / f"extract-{self.extracts}.xlsx"
        workbook(path, {"Bills": [CODED, *rows]})
        said = ("--source", "ledger", "--kind", "ledger")
        self.office.do("f.officer", "ingest", "spend", str(path), *said)

    def accrue(self, amount: str, on: str) -> None:
        """Record what is owed for overtime and not billed."""
        said = ("--amount", amount, "--on", on, "--reason", "not billed yet")
        cell = "/".join((*TIME, "2023-24"))
        self.office.do("f.officer", "accrue", "--cell", cell, *said)

    def prepare(self, quarter: str) -> None:
        """Prepare a return; no narrative is this story's matter."""
        said = self.office.do("f.officer", "return", "prepare", "HVY", quarter)
        self.told[said["return_id"]] = said

    def sign(self, return_id: str, sent: str) -> None:
        """Review, certify and submit a return, each step by its own hand."""
        office, proof = self.office, ("--password-file", str(self.office.folder / "pw"))
        office.do("r.viewer", "return", "review", return_id)
        office.do("c.finance", *proof, "return", "certify", return_id)
        how = ("--route", "e-mail", "--recipient", "grants team", "--reference", "1")
        done = office.do(
            "f.officer", "return", "submit", return_id, "--date", sent, *how
        )
        self.told[f"{return_id} sent"] = done

    def receive(self, return_id: str, amount: str, on: str, why: str = "") -> None:
        """Record what arrived, and what is owed after it."""
        said = ("--amount", amount, "--on", on, "--reference", f"BACS {on}")
        short = ("--short-because", why) if why else ()
        self.office.do("f.officer", "return", "receive", return_id, *said, *short)
        self.look(return_id)

    def look(self, step: str) -> None:
        """Write down what the funder owes."""
        self.owed[step] = self.office.figure("owed_to_us", *LATER)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """The whole year, told once."""
    office = make_office(tmp_path_factory.mktemp("year"), REGISTERS, date(2023, 4, 3))
    with pytest.MonkeyPatch.context() as patch:
        sit_down(office, patch)
        told = Year(office)
        (office.folder / "pw").write_text("correct horse battery", encoding="utf-8")
        proof = ("--password-file", str(office.folder / "pw"))
        office.do("it", "person", "password", "c.finance", *proof)
        first_quarter(told)
        second_quarter(told)
        third_quarter(told)
        fourth_quarter(told)
        yield told


def first_quarter(year: Year) -> None:
    """A plain return, paid in full."""
    year.on(2023, 7, 3)
    year.bills(
        coded("1000.00", date(2023, 5, 10), TIME, "T-1"),
        coded("2500.50", date(2023, 6, 20), LIGHTS, "L-1"),
    )
    year.accrue("300.00", "2023-06-30")
    year.prepare("2023-24 Q1")
    for hand in ("f.officer", "c.finance"):
        year.refused[hand] = year.office.type(hand, "return", "review", Q1)[0]
    year.sign(Q1, "2023-07-03")
    year.look("Q1 sent")
    year.on(2023, 8, 10)
    year.receive(Q1, "3800.50", "2023-08-10")


def second_quarter(year: Year) -> None:
    """A return that the funder asks about, sent again with a bill that was found."""
    office = year.office
    year.on(2023, 10, 5)
    year.bills(
        coded("1200.00", date(2023, 8, 5), TIME, "T-2"),
        coded("750.25", date(2023, 9, 1), LIGHTS, "L-2"),
    )
    year.prepare("2023-24 Q2")
    year.sign(Q2, "2023-10-05")
    year.look("Q2 sent")
    year.on(2023, 10, 20)
    for section in ("Transaction listing", "Claim"):
        asked = ("--section", section, "--reason", f"what is in {section}?")
        office.do("f.officer", "return", "query", Q2, *asked)
    year.bills(coded("100.00", date(2023, 9, 28), LIGHTS, "L-3"))
    open_queries = office.do("f.officer", "return", "show", Q2)["queries"]
    year.told["queries"] = {"queries": open_queries}
    for query in open_queries:
        said = (str(query["entry"]), "--reason", "a bill was found")
        office.do("f.officer", "return", "answer", Q2, *said)
    why = ("--reason", "a bill of September was found")
    year.told[AGAIN] = office.do("f.officer", "return", "resubmit", Q2, *why)
    year.sign(AGAIN, "2023-10-20")
    year.told["diff"] = office.do("c.finance", "return", "diff", AGAIN)
    year.look("Q2 sent again")
    year.on(2023, 11, 20)
    year.receive(AGAIN, "1750.25", "2023-11-20")


def third_quarter(year: Year) -> None:
    """A return with a credit for a bill of the first quarter and a line come late."""
    year.on(2024, 1, 4)
    year.bills(
        coded("2000.00", date(2023, 11, 14), TIME, "T-3"),
        coded("-500.50", date(2023, 12, 12), LIGHTS, "L-1"),
        coded("80.00", date(2023, 9, 15), TIME, "T-4"),
    )
    year.prepare("2023-24 Q3")
    year.sign(Q3, "2024-01-04")
    year.on(2024, 2, 2)
    year.receive(Q3, "1579.50", "2024-02-02")


def fourth_quarter(year: Year) -> None:
    """A return of the year's end that the funder does not pay in full."""
    year.on(2024, 4, 8)
    year.bills(
        coded("3000.00", date(2024, 2, 9), TIME, "T-5"),
        coded("4000.00", date(2024, 3, 11), LIGHTS, "L-4"),
    )
    year.accrue("250.00", "2024-03-31")
    year.prepare("2023-24 Q4")
    year.sign(Q4, "2024-04-08")
    year.told["year end"] = year.office.do("f.officer", "year-end", "2023-24")
    year.on(2024, 5, 13)
    year.receive(Q4, "7210.00", "2024-05-13", "one bill is disputed")


@pytest.mark.parametrize("return_id", EXPECTED)
def test_each_claim_is_what_was_worked_out_by_hand(year: Year, return_id: str) -> None:
    done = year.told[return_id]
    assert done["claim_pence"] == done["ledger_pence"] == EXPECTED[return_id]
    assert (done["difference_pence"], done["reconciling"]) == (0, [])
    assert year.told[f"{return_id} sent"]["claim_pence"] == EXPECTED[return_id]


@pytest.mark.parametrize("return_id", EXPECTED)
def test_each_frozen_return_is_made_again_at_the_years_end(
    year: Year, return_id: str
) -> None:
    done = year.office.do("c.finance", "return", "verify", return_id)
    assert done["findings"] == []


def test_nobody_takes_a_step_that_is_anothers(year: Year) -> None:
    assert year.refused == {"f.officer": 4, "c.finance": 4}


def test_the_claims_of_the_year_are_the_ledger_of_the_year(year: Year) -> None:
    spent, owing = (year.office.figure(it, *YEAR) for it in ("actual", "accrued"))
    assert (spent + owing, owing) == (CLAIMED, 250_00)
    assert year.office.figure("claimed", *LATER) == CLAIMED == 14_380_25


def test_what_is_owed_is_right_at_each_step(year: Year) -> None:
    assert year.owed == {
        "Q1 sent": EXPECTED[Q1],
        Q1: 0,
        "Q2 sent": EXPECTED[Q2],
        "Q2 sent again": EXPECTED[AGAIN],
        AGAIN: 0,
        Q3: 0,
        Q4: SHORT,
    }
    assert year.office.figure("received", *LATER) == CLAIMED - SHORT


def test_the_funders_questions_stand_by_the_sheet_they_are_about(year: Year) -> None:
    asked = year.told["queries"]["queries"]
    assert [it["section"] for it in asked] == ["Transaction listing", "Claim"]
    assert year.office.do("c.finance", "return", "show", Q2)["queries"] == []


def test_the_second_version_says_what_changed_and_which_bill_caused_it(
    year: Year,
) -> None:
    said = year.told["diff"]
    assert (said["claim_pence"], said["change_pence"]) == (EXPECTED[AGAIN], 100_00)
    caused = [it for it in said["causes"] if it["pence"]]
    assert [(it["pence"], it["person"]) for it in caused] == [(100_00, "f.officer")]


def test_a_line_that_came_late_is_claimed_once_and_shown_apart(year: Year) -> None:
    figure = "eligible:HVY/*/*/*/*/*@2023-04-01..2023-09-30~1000000"
    traced = year.office.do("c.finance", "trace", figure)["lines"]
    assert 80_00 in [line["pence"] for line in traced]
    listing = next(
        (year.office.workspace / "returns" / Q3 / "csv").glob("*transaction-listing*")
    )
    (late,) = (
        line
        for line in listing.read_text(encoding="utf-8-sig").splitlines()
        if "came late" in line
    )
    assert "80.00" in late


def test_the_years_end_lists_what_is_owed_to_and_by_the_office(year: Year) -> None:
    (line,) = year.told["year end"]["journal"]
    assert line["earned_pence"] == CLAIMED
    assert line["accrued_income_pence"] == EXPECTED[Q4]
    assert line["received_pence"] == CLAIMED - EXPECTED[Q4]
    assert year.office.do("c.finance", "verify")["returns_ok"] is True
