"""The example office's workbooks: remade alike, adding up, saying how sure they are."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.session import Session
from fundtrack.acts.workspaces import init_workspace
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.errors import NotMoney
from fundtrack.metrics.position import Position
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.periods import FinancialYear
from fundtrack.sources.dates import parse_date
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
EXTRACTS = ("finance-extract.xlsx", "finance-extract-2025-02.xlsx")
FIRST_EDITION = "finance-extract-2024-11.xlsx"
REGISTERS = ("registers.xlsx", "registers-2024-08.xlsx")
CONTROL = re.compile(r"\| `(\S+)` \| (\d+) \| (\d+) \| (\d+) \| ([\d,.]+) \|")
CUT = {
    "pennine": 394_995_63,
    "blackpool": 221_654_23,
    "west-lancashire": 168_490_31,
    "lancaster": 34_859_83,
}

Line = dict[str, Value]


@cache
def lines_of(name: str) -> tuple[Line, ...]:
    return tuple(_lines(tables(name)))


@cache
def tables(name: str) -> TableFile:
    return read_tables(EXAMPLE / name)


def _lines(file: TableFile) -> Iterator[Line]:
    for sheet in file.sheets[1:]:
        headings = [str(cell).partition(" (")[0] for cell in sheet.rows[0]]
        for row in sheet.rows[1:]:
            yield dict(zip(headings, row, strict=True))


def cell_of(line: Line) -> Cell:
    named = ("Fund", "Area", "Project", "Heading", "Capital or revenue")
    dated = parse_date(line["Date"])
    assert dated is not None
    return Cell.parse(
        "/".join([*(str(line[name]) for name in named), str(FinancialYear.of(dated))])
    )


def spent_by_cell() -> dict[Cell, int]:
    """What the extracts book; a bill that the year before bears is left out."""
    spent: dict[Cell, int] = defaultdict(int)
    for cell, pence in accrued_at_year_end().items():
        later = Cell(*cell.parts[:5], "2024-25")
        spent[later] -= pence
    for name in EXTRACTS:
        for line in lines_of(name):
            if line["Project"] and isinstance(line["Amount"], float | int):
                spent[cell_of(line)] += parse_pounds(line["Amount"])
    return spent


def accrued_at_year_end() -> dict[Cell, int]:
    story = tomllib.loads((EXAMPLE / "story.toml").read_text(encoding="utf-8"))
    return {
        Cell.parse(step["cell"]): parse_pounds(step["amount"])
        for step in story["step"]
        if step["act"] == "accrue" and step["on"] == "2024-03-31"
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example's registers in the books, without its story."""
    workspace = Workspace(tmp_path_factory.mktemp("example") / "office")
    clock = fixed(date(2023, 11, 1))
    init_workspace(workspace, clock, "", example_ends_on=date(2025, 2, 5))
    ingest_registers(Session(workspace, "admin", clock), [EXAMPLE / REGISTERS[0]])
    later = Session(workspace, "finance.officer", fixed(date(2024, 8, 12)))
    ingest_registers(later, [EXAMPLE / REGISTERS[1]])
    return workspace


def fixed(day: date) -> Clock:
    return lambda: datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001


def standing(office: Workspace, day: date, fund: str = "*") -> Position:
    with Session(office, "auditor").reading() as books:
        return position(books, Selection(day, 2**60, fund))


def test_making_the_workbooks_again_gives_the_same_cells(tmp_path: Path) -> None:
    made = [sys.executable, str(EXAMPLE / "builder"), str(tmp_path)]
    subprocess.run(made, check=True)
    for name in (*REGISTERS, *EXTRACTS, FIRST_EDITION):
        again, held = read_tables(tmp_path / name), tables(name)
        assert again.sheets == held.sheets, f"{name}: run make example"


@pytest.mark.parametrize("name", [*REGISTERS, *EXTRACTS, FIRST_EDITION])
def test_every_workbook_says_that_it_is_an_example(name: str) -> None:
    notes = tables(name).sheets[0]
    assert notes.name == "Notes"
    assert "EXAMPLE, not a return" in {row[0] for row in notes.rows}


@pytest.mark.parametrize("name", [*EXTRACTS, FIRST_EDITION])
def test_extracts_meet_the_control_totals_of_the_readme(name: str) -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    told = {found[1]: found for found in CONTROL.finditer(readme)}[name]
    file, lines = tables(name), lines_of(name)
    amounts = [line["Amount"] for line in lines]
    money = [parse_pounds(cell) for cell in amounts if isinstance(cell, float | int)]
    assert (int(told[2]), int(told[3])) == (len(file.sheets) - 1, len(lines))
    assert (int(told[4]), parse_pounds(told[5])) == (len(money), sum(money))


def test_the_second_edition_codes_one_line_otherwise_and_lacks_another() -> None:
    second = Counter(map(str, lines_of(EXTRACTS[1])))
    gone = [line for line in lines_of(FIRST_EDITION) if not second[str(line)]]
    assert len(gone) == 2
    assert {line["Fund"] for line in gone} == {"OPDEF"}
    assert {line["Provenance"] for line in gone} == {"synthetic"}
    references = {str(line["Reference"]) for line in lines_of(EXTRACTS[1])}
    assert [str(line["Reference"]) in references for line in gone] == [True, False]


def test_published_lines_are_payments_to_councils_and_their_fund_is_inferred() -> None:
    lines = [
        line
        for name in EXTRACTS
        for line in lines_of(name)
        if line["Provenance"] == "published"
    ]
    assert len(lines) == 21
    assert {line["Attribution"] for line in lines} == {"inferred"}
    assert all("COUNCIL" in str(line["Supplier"]) for line in lines)
    round_5 = [line for line in lines if line["Fund"] == "SSF5"]
    assert (
        sum(parse_pounds(float(str(line["Amount"]))) for line in round_5) == 760_051_00
    )


def test_made_up_lines_are_about_1500_and_say_so_in_the_suppliers_name() -> None:
    lines = [
        line
        for name in EXTRACTS
        for line in lines_of(name)
        if line["Provenance"] == "synthetic"
    ]
    assert 1400 < len(lines) < 1600
    assert all("(synthetic)" in str(line["Supplier"]) for line in lines)


def test_what_is_accrued_at_the_year_end_is_billed_to_the_penny() -> None:
    billed = {
        Cell(*cell_of(line).parts[:5], "2023-24"): parse_pounds(str(line["Amount"]))
        for line in lines_of(EXTRACTS[1])
        if str(line["Description"]).endswith("in March 2024")
    }
    assert billed == accrued_at_year_end()
    assert sum(billed.values()) == 5_450_50


def test_lines_that_cannot_be_booked_are_operation_defenders() -> None:
    odd = []
    for line in lines_of(EXTRACTS[0]):
        try:
            parse_pounds(line["Amount"])  # type: ignore[arg-type]
            is_money = True
        except NotMoney:
            is_money = False
        if not is_money or not line["Project"]:
            odd.append((line["Fund"], bool(line["Project"]), is_money))
    assert odd == [("OPDEF", False, True), ("OPDEF", True, False)]


def test_the_blackpool_payment_is_reversed_across_the_year_end() -> None:
    cell = "SSF5/blackpool/town-centre-cctv/cctv/capital"
    both = [
        (parse_date(line["Date"]), line["Amount"])
        for name in EXTRACTS
        for line in lines_of(name)
        if line["Amount"] in {109066.40, -109066.40}
        and str(cell_of(line)).startswith(cell)
    ]
    assert both == [
        (date(2024, 3, 5), 109066.40),
        (date(2024, 6, 17), -109066.40),
    ]


def test_round_5_stands_in_two_versions(office: Workspace) -> None:
    before = standing(office, date(2024, 8, 5), "SSF5").totals
    after = standing(office, date(2024, 8, 6), "SSF5").totals
    assert (before.awarded_pence, before.budget_pence) == (999_000_00, 999_000_00)
    assert (after.awarded_pence, after.budget_pence) == (820_000_00, 820_000_00)
    assert after.budget_marks == ("assumed",)


def test_the_cut_is_shared_to_the_penny_and_loses_no_area_what_it_was_paid(
    office: Workspace,
) -> None:
    shared: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for line in standing(office, date(2025, 1, 31), "SSF5").lines:
        shared[line.cell.area] += line.budget_pence
    for cell, pence in spent_by_cell().items():
        if cell.fund == "SSF5":
            paid[cell.area] += pence
    assert shared == CUT
    assert all(paid[area] <= shared[area] for area in CUT)


def test_no_cell_is_spent_beyond_its_budget(office: Workspace) -> None:
    budgets = {
        line.cell: line.budget_pence
        for line in standing(office, date(2025, 1, 31)).cells
    }
    over = [
        str(cell)
        for cell, pence in spent_by_cell().items()
        if pence > budgets.get(cell, Pence(0))
    ]
    assert over == []


@pytest.mark.parametrize(
    "day", ["2023-11-01", "2024-03-31", "2024-04-16", "2024-08-12", "2025-02-05"]
)
def test_no_forecast_is_missing_on_a_day_of_the_story(
    office: Workspace, day: str
) -> None:
    found = standing(office, date.fromisoformat(day))
    missing = [str(line.cell) for line in found.cells if line.forecast_pence is None]
    assert missing == []


@pytest.mark.parametrize("name", REGISTERS)
def test_every_money_row_of_the_registers_says_how_sure_it_is(name: str) -> None:
    money = {"Awards", "Allocations", "Profiles", "Forecasts", "Footprints", "Outputs"}
    unsaid = []
    for sheet in tables(name).sheets:
        headings = [str(cell) for cell in sheet.rows[0]]
        if sheet.name in money:
            at = headings.index("Provenance")
            rows = [
                row for row in sheet.rows[1:] if not str(row[0]).startswith("e.g. ")
            ]
            unsaid += [row for row in rows if not row[at]]
    assert unsaid == []
