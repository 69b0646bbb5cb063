"""Lines that an agreement does not pay: kept outside their fund, and judged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.coding import share_lines
from fundtrack.acts.coding_rules import apply_rule
from fundtrack.acts.corrections import correct
from fundtrack.acts.corrections import reverse
from fundtrack.acts.judging import judge_eligible
from fundtrack.acts.judging import judge_ineligible
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import commit
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.apportioning import parse_share
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.corrections import HeldEntry
from fundtrack.errors import FileRefused
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.entries import read_entries
from fundtrack.money import Pence
from tests import workbooks
from tests.acts import ruled_offices as ruled
from tests.acts.ruled_offices import LIGHTING
from tests.acts.ruled_offices import WAITING
from tests.builders import CELL

CCTV = workbooks.CELL
LIGHTS = (*workbooks.CELL[:3], "lighting", "capital")
HEADINGS = "Fund,Rule,Supplier,Description,Heading,Counts from,Reason,Source"
GIFTS = "SSF5,gifts,hotel,,,2023-10-01,hospitality is not paid,clause 8.3"
SSF5 = Cell(fund="SSF5")
Balances = Mapping[tuple[str, str], int]


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    """An office whose agreement pays no hotels."""
    session = ruled.office(workspace, clock)
    rules(session, GIFTS)
    return session


def rules(session: Session, *rows: str) -> None:
    ruled.take_register(session, HEADINGS, *rows)


def take(session: Session, *rows: workbooks.Row, confirm: bool = False) -> SpendImport:
    path = session.workspace.folder / "extract.xlsx"
    workbooks.workbook(path, {"Jan": [workbooks.CODED, *rows]})
    options = SpendOptions("ledger", kind="ledger", is_confirmed=confirm)
    return ingest_spend(session, [path], options)


def hotel(pounds: object = 10, cell: workbooks.Row = CCTV) -> workbooks.Row:
    return ruled.line(pounds, "Grand Hotel", cell)


def held(session: Session) -> list[HeldEntry]:
    with session.reading() as books:
        last = books.rows("last_entry")[0]["known"]
        return read_entries(books, range(1, last + 1))


def stands(session: Session) -> Balances:
    """What stands where: by account and cell, awards and budgets left out."""
    found: dict[tuple[str, str], int] = {}
    for one in held(session):
        for side in one.event.postings:
            if side.account in {"spent", "suspense", "outside", "committed"}:
                key = (str(side.account), str(side.cell))
                found[key] = found.get(key, 0) + side.pence
    return {key: pence for key, pence in found.items() if pence}


def entries(session: Session, kind: str) -> list[int]:
    return [one.entry for one in held(session) if one.event.kind == kind]


def entry_of(session: Session, number: int) -> HeldEntry:
    return held(session)[number - 1]


REFUSED = {("outside", str(SSF5)): 1_000}
BOOKED = {("spent", str(CELL)): 1_000}
OTHERS = tuple(ruled.line(pounds, "Tax Ltd", CCTV) for pounds in (1, 2, 4))
OTHER_SPENT = {("spent", str(CELL)): 700}
BOOKED_TOO = {("spent", str(CELL)): 1_700}


def test_a_line_that_a_rule_refuses_is_kept_outside_its_fund_and_said(
    finance: Session,
) -> None:
    taken = take(finance, hotel(), ruled.line(2, cell=CCTV))
    assert stands(finance) == REFUSED | {("spent", str(CELL)): 200}
    assert (taken.ineligible_lines, taken.ineligible_pence) == (1, 1_000)
    (found,) = (it for it in taken.findings if it.rule == "line-ineligible")
    assert (found.row, found.found, found.severity) == (2, "£10.00", "warn")
    assert "hospitality is not paid (rule gifts), clause 8.3" in found.message
    assert "fundtrack code LINE --cell CELL --reason WHY" in found.fix
    assert (taken.files[0].accepted, taken.files[0].total_pence) == (2, 1_200)
    (entry,) = entries(finance, "ineligible")
    said = entry_of(finance, entry).said
    assert said["refused_cell"] == str(CELL)
    assert said["refused_by"] == "gifts"


def test_the_same_file_again_changes_nothing_and_no_other_fund_is_refused(
    finance: Session,
) -> None:
    take(finance, hotel(), hotel(3, WAITING))
    again = take(finance, hotel(), hotel(3, WAITING))
    assert (again.files[0].already_held, again.ineligible_lines) == (2, 0)
    assert stands(finance) == REFUSED | {("suspense", str(SSF5)): 300}


def test_lines_that_are_no_budgets_are_not_judged(finance: Session) -> None:
    path = finance.workspace.folder / "list.xlsx"
    rows = (workbooks.PUBLISHED, ("x", date(2024, 1, 15), 10, "Grand Hotel"))
    workbooks.workbook(path, {"Jan": rows})
    taken = ingest_spend(finance, [path], SpendOptions("pcc", kind="published"))
    assert taken.ineligible_lines == 0
    assert stands(finance) == {("outside", str(Cell())): 1_000}


def test_a_coding_rule_and_a_recoded_line_are_held_against_the_agreement(
    finance: Session,
) -> None:
    any_year = str(CELL).replace("2023-24", "*")
    ruled.take_rules(finance, f"hotels,10,hotel,,,{any_year},finance.officer,why")
    ruled.turn_on(finance, "hotels")
    first = take(finance, hotel(10, ruled.NO_FUND), *OTHERS)
    assert [(it.rule, it.target) for it in first.by_rule] == [
        ("hotels", "ineligible for SSF5")
    ]
    changed = take(finance, hotel(10, LIGHTS), *OTHERS, confirm=True)
    assert (changed.files[0].recoded, changed.ineligible_lines) == (1, 1)
    assert stands(finance) == REFUSED | OTHER_SPENT
    gone = take(finance, *OTHERS, confirm=True)
    assert gone.files[0].vanished == 1
    assert stands(finance) == OTHER_SPENT


def test_a_coding_that_a_rule_refuses_keeps_the_line_outside(finance: Session) -> None:
    take(finance, hotel(10, WAITING), hotel(0, WAITING))
    coded = code_lines(finance, entries(finance, "suspense"), CELL)
    assert stands(finance) == REFUSED
    (found,) = coded.findings
    assert "is kept outside the fund of SSF5/blackpool" in found.message
    kept, nil = (entry_of(finance, entry) for entry in coded.entries)
    assert kept.said["refused_cell"] == str(CELL)
    assert (nil.said["cell"], kept.said.get("cell")) == (str(CELL), None)
    correct(finance, coded.entries[0], Correction("not coded"))
    assert stands(finance) == {("suspense", str(SSF5)): 1_000}


def test_rules_applied_to_what_waits_refuse_as_well(finance: Session) -> None:
    take(finance, hotel(10, ruled.NO_FUND))
    any_year = str(CELL).replace("2023-24", "*")
    ruled.take_rules(finance, f"hotels,10,hotel,,,{any_year},finance.officer,why")
    ruled.turn_on(finance, "hotels")
    assert len(apply_rule(finance, "hotels").findings) == 1
    assert stands(finance) == REFUSED


def test_a_part_that_is_refused_stops_the_sharing_unless_judged(
    finance: Session,
) -> None:
    rules(finance, GIFTS.replace(",,,", ",,cctv,"))
    take(finance, hotel(10, WAITING))
    (line,) = entries(finance, "suspense")
    shares = [parse_share(f"{CELL}=50%"), parse_share(f"{LIGHTING}=50%")]
    with pytest.raises(WrongArgument, match="SSF5 does not pay its part: hospitality"):
        share_lines(finance, [line], shares)
    share_lines(finance, [line], shares, "agreed by the funder on 3 May")
    assert stands(finance) == {
        ("spent", str(CELL)): 500,
        ("spent", LIGHTING): 500,
    }
    with pytest.raises(WrongArgument, match="name that cell, or move"):
        judge_eligible(finance, [line], CELL, "why")
    judge_ineligible(finance, [line], "a party after all")
    assert stands(finance) == REFUSED
    judge_eligible(finance, [line], CELL, "no party")
    assert stands(finance) == BOOKED


def test_a_person_judges_otherwise_and_takes_it_back(finance: Session) -> None:
    take(finance, hotel())
    (line,) = entries(finance, "ineligible")
    with pytest.raises(WrongArgument, match="give a --reason to judge otherwise"):
        code_lines(finance, [line], CELL)
    done = judge_eligible(finance, [line], CELL, "a meeting of the project")
    assert stands(finance) == BOOKED
    made = entry_of(finance, done.entry)
    assert made.event.reason == (
        "judged eligible by finance.officer: a meeting of the project"
    )
    assert (made.said["judged_rule"], made.said["line"]) == ("gifts", line)
    with pytest.raises(CorrectionRefused, match="judged a line; take it back"):
        correct(finance, done.entry, Correction("why", cell=CELL))
    correct(finance, done.entry, Correction("it was a party"))
    assert stands(finance) == REFUSED


def test_a_booked_line_is_judged_ineligible_by_rule_or_reason_and_back(
    finance: Session,
) -> None:
    take(finance, ruled.line(10, cell=CCTV), *OTHERS)
    line = entries(finance, "actual")[0]
    by_rule = judge_ineligible(finance, [line], "", "Gifts")
    assert stands(finance) == REFUSED | OTHER_SPENT
    said = entry_of(finance, by_rule.entry).said
    assert said["refused_because"] == "hospitality is not paid"
    assert said["refused_cell"] == str(CELL)
    with pytest.raises(WrongArgument, match="stands in no fund that could pay it"):
        judge_ineligible(finance, [line], "again")
    judge_eligible(finance, [by_rule.entry], CELL, "it was a camera")
    assert stands(finance) == BOOKED_TOO
    own = judge_ineligible(finance, [line], "our own words", "gifts")
    why = entry_of(finance, own.entry).event.reason
    assert "our own words (rule gifts), clause 8.3" in why
    take(finance, *OTHERS, confirm=True)
    assert stands(finance) == OTHER_SPENT


def test_a_booked_line_judged_eligible_stays_where_it_is(finance: Session) -> None:
    take(finance, ruled.line(10, cell=CCTV), *OTHERS)
    line = entries(finance, "actual")[0]
    judge_eligible(finance, [line], CELL, "asked the funder")
    assert stands(finance) == BOOKED_TOO
    rules(finance, GIFTS.replace("hotel", "cam"))
    take(finance, ruled.line(10, cell=LIGHTS), *OTHERS, confirm=True)
    assert stands(finance) == REFUSED | OTHER_SPENT


@pytest.mark.parametrize(
    ("cell", "reason", "said"),
    [
        (CELL, " ", "a judgement needs a reason"),
        (OUTSIDE, "why", "a line outside the funds is not judged"),
        (replace(CELL, year="2024-25"), "why", "name a cell of 2023-24"),
        (replace(CELL, heading="moon"), "why", "moon"),
    ],
)
def test_a_judgement_needs_a_reason_and_a_cell_of_the_line(
    finance: Session, cell: Cell, reason: str, said: str
) -> None:
    take(finance, hotel())
    (line,) = entries(finance, "ineligible")
    with pytest.raises((WrongArgument, UnknownName), match=said):
        judge_eligible(finance, [line], cell, reason)
    assert stands(finance) == REFUSED


def test_what_cannot_be_judged_is_said(finance: Session) -> None:
    take(finance, hotel(), hotel(2, WAITING), hotel(3, ruled.NO_FUND))
    (line,) = entries(finance, "ineligible")
    waits, unknown = entries(finance, "suspense")
    with pytest.raises(WrongArgument, match="is not a line of spending"):
        judge_eligible(finance, [1], CELL, "why")
    with pytest.raises(WrongArgument, match="needs a reason"):
        judge_ineligible(finance, [waits], "")
    with pytest.raises(WrongArgument, match="at least one line"):
        judge_ineligible(finance, [], "why")
    with pytest.raises(WrongArgument, match="stands in no fund"):
        judge_ineligible(finance, [unknown], "why")
    with pytest.raises(UnknownName, match="eligibility rule of SSF5"):
        judge_ineligible(finance, [waits], "", "moon")
    judge_ineligible(finance, [waits], "a party")
    judge_eligible(finance, [unknown], CELL, "a meeting")
    assert stands(finance) == {
        ("outside", str(SSF5)): 1_200,
        ("spent", str(CELL)): 300,
    }
    correct(finance, line, Correction("read wrongly"))
    with pytest.raises(WrongArgument, match="counts no more"):
        judge_eligible(finance, [line], CELL, "why")


def test_a_line_outside_the_funds_or_of_another_fund_is_not_judged(
    finance: Session,
) -> None:
    take(finance, hotel(10, ruled.NO_FUND), hotel(2, WAITING))
    unknown, waits = entries(finance, "suspense")
    code_lines(finance, [unknown], OUTSIDE)
    with pytest.raises(WrongArgument, match="lies outside the funds"):
        judge_eligible(finance, [unknown], CELL, "why")
    funds = ("Fund,Name,Kind,Funder", "OPDEF,Op Defender,local,PCC")
    ruled.take_register(finance, *funds, name="funds.csv")
    projects = ("Fund,Area,Project,Name", "OPDEF,blackpool,patrols,Patrols")
    ruled.take_register(finance, *projects, name="projects.csv")
    other = Cell.parse("OPDEF/blackpool/patrols/cctv/capital/2023-24")
    with pytest.raises(WrongArgument, match="belongs to SSF5; name a cell of it"):
        judge_eligible(finance, [waits], other, "why")
    halves = [parse_share(f"{CELL}=50%"), parse_share(f"{other}=50%")]
    take(finance, hotel(10, ruled.NO_FUND), hotel(2, WAITING), hotel(6, ruled.NO_FUND))
    last = entries(finance, "suspense")[-1]
    share_lines(finance, [last], halves, "why")
    with pytest.raises(WrongArgument, match="shared over OPDEF and SSF5"):
        judge_ineligible(finance, [last], "why")


def test_a_refused_line_is_corrected_in_amount_and_day_and_reversed_with_its_file(
    finance: Session,
) -> None:
    take(finance, hotel())
    (line,) = entries(finance, "ineligible")
    with pytest.raises(CorrectionRefused, match="judge otherwise with: fundtrack code"):
        correct(finance, line, Correction("why", cell=CELL))
    right = Correction("read wrongly", pence=Pence(700), on=date(2024, 4, 2))
    done = correct(finance, line, right)
    assert stands(finance) == {("outside", str(SSF5)): 700}
    said = entry_of(finance, done.entry).said
    assert said["refused_cell"] == str(CELL).replace("2023-24", "2024-25")
    later = Cell.parse(str(said["refused_cell"]))
    judge_eligible(finance, [done.entry], later, "a meeting")
    assert stands(finance) == {("spent", str(later)): 700}
    reverse(finance, entries(finance, "import")[0], "wrong file")
    assert stands(finance) == {}
    take(finance, hotel())
    assert stands(finance) == REFUSED


def test_the_vat_that_the_fund_does_not_pay_stays_outside_the_funds(
    finance: Session,
) -> None:
    headings = (*workbooks.CODED[:6], "Gross", *workbooks.CODED[7:])
    vat = ("Recoverable VAT", "Irrecoverable VAT")
    path = finance.workspace.folder / "vat.xlsx"
    row = (*ruled.line(10, "Cam Ltd", CCTV), 1.5, 0)
    workbooks.workbook(path, {"Jan": [(*headings, *vat), row]})
    ingest_spend(finance, [path], SpendOptions("ledger", kind="ledger"))
    booked = stands(finance)
    (line,) = entries(finance, "actual")
    done = judge_ineligible(finance, [line], "a party")
    assert entry_of(finance, done.entry).said["recoverable_vat_pence"] == -150
    moved = {("outside", str(SSF5)): 850}
    rest = {key: pence for key, pence in booked.items() if key[0] != "spent"}
    assert stands(finance) == moved | rest
    judge_eligible(finance, [line], CELL, "no party")
    assert stands(finance) == booked


def test_orders_are_drawn_down_by_what_is_judged(finance: Session) -> None:
    day = date(2024, 1, 2)
    commit(finance, MoneyAct(CELL, Pence(5_000), day, "ordered", reference="INV-1"))
    take(finance, ruled.line(10, cell=CCTV))
    ordered = ("committed", str(CELL))
    assert stands(finance)[ordered] == 4_000
    (line,) = entries(finance, "actual")
    judge_ineligible(finance, [line], "a party")
    assert stands(finance)[ordered] == 5_000
    judge_eligible(finance, [line], CELL, "no party")
    assert stands(finance)[ordered] == 4_000


def test_a_row_that_is_no_rule_is_refused(finance: Session) -> None:
    with pytest.raises(FileRefused) as refused:
        rules(finance, "SSF5,all,,,,2023-10-01,nothing is paid,")
    assert [it.rule for it in refused.value.findings] == ["rule-without-condition"]
    rules(finance, "SSF5,staff,,,staff,2023-10-01,no staff is paid,")
    with pytest.raises(CorrectionRefused, match="take in the register"):
        correct(finance, entries(finance, "eligibility_rule")[0], Correction("why"))
