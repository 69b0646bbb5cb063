"""The files of a return: workbook, CSV and page hold the same, and never differ."""

import csv
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.events import NewEvent
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.spending import spend_event
from fundtrack.money import Pence
from fundtrack.returns.frozen import render
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import Order
from fundtrack.returns.making import make_files
from fundtrack.returns.making import make_papers
from fundtrack.returns.outcomes import found_in_runs
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import sheets
from fundtrack.returns.texts import csv_bytes
from fundtrack.returns.texts import html_bytes
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import narrative
from tests.returns.test_figures import busy_office
from tests.returns.test_outcomes import RUN

DAY = date(2024, 4, 22)
UNFILLED = {
    *("Match", "Milestones", "Risks", "Assets", "Onward grants"),
    *("Virements", "Underspend"),
}
"""Sheets that say in a sentence that the office has none of it."""
PLAIN = Sheet(
    "Plain words",
    "Plain words",
    "every kind of cell",
    "",
    (
        Column("=Text", "text"),
        Column("Pounds", "pounds", Kind.POUNDS),
        Column("Count", "count", Kind.COUNT),
        Column("Share", "share", Kind.SHARE),
        Column("Day", "day", Kind.DAY),
    ),
    (
        ("=1+1", -12_345, 7, -0.125, DAY),
        ("@x", None, None, None, None),
        ("a<b", 5, 0, 0.5, DAY),
    ),
)


def output() -> NewEvent:
    """Lamps fitted for the fund."""
    facts: dict[str, str | int] = {
        "fund": "SSF5",
        "area": "lancaster",
        "project": "lamps",
        "output": "lamps fitted",
        "unit": "lamp",
        "target": 40,
        "actual": 12,
        "source": "contractor",
    }
    return NewEvent("output", builders.START, "counted", facts)


def papers_of(office: Office, *, version: int = 1, is_example: bool = True) -> Papers:
    """The papers of the office's return, certified on a day in April."""
    with open_books(office.workspace) as books:
        order = Order(
            return_id=RETURN,
            fund="SSF5",
            quarter=Q4,
            version=version,
            known=books.info.head_seq,
            on=DAY,
            office="Testshire",
            is_example=is_example,
            last_step=StepTaken(ReturnState.CERTIFIED, "cfo", DAY),
            found=found_in_runs([RUN], "SSF5"),
        )
        return make_papers(books, order)


def workbook_of(made: dict[str, bytes]) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Open the workbook among the files."""
    return openpyxl.load_workbook(io.BytesIO(made[f"{RETURN}.xlsx"]))


EARLIER = "SSF5-2023-24-Q4-v0"
SINCE = "Eligible since 1 October 2023"


def full_office(workspace: Workspace) -> Office:
    """The busy office, with an output, words, a waiver, a query and a line refused."""
    office = busy_office(workspace)
    question = "Which invoice?"
    query = {"return_id": EARLIER, "section": "Claim", "question": question}
    asked = office.record(NewEvent("return_queried", DAY, "asked", query))[0]
    office.record(
        NewEvent(
            "return_answer",
            DAY,
            "answered",
            {"return_id": EARLIER, "query": asked, "answer": "Invoice 12"},
        )
    )
    waiver = {"rule": "no-suspense", "return_id": RETURN, "until": "2024-04-30"}
    office.record(output(), NewEvent("waiver", DAY, "known to all", waiver), by="cfo")
    office.record(narrative("progress", "lamps are lit"))
    gift = replace(builders.spend_line(700, row=12), refusal=Refusal("a gift"))
    office.record(spend_event(gift, 1))
    return office


def test_what_was_said_in_words_has_a_sheet_of_its_own(workspace: Workspace) -> None:
    office = full_office(workspace)
    lamps = ("lancaster", "lighting", "revenue")
    office.record(narrative("variance", "the bill is late", *lamps))
    book = workbook_of(make_files(papers_of(office), read_layout()))
    rows = [[cell.value for cell in row[:6]] for row in book["Narratives"].iter_rows()]
    by = "Finance.Officer"
    assert rows[4:] == [
        ["progress", "", "", "", "lamps are lit", by],
        ["variance", "Lancaster", "lighting", "revenue", "the bill is late", by],
    ]
    listed = [row[0].value for row in book["Contents"].iter_rows()]
    assert "Narratives" in listed


def test_what_the_funder_asked_of_earlier_versions_is_printed_with_its_answer(
    workspace: Workspace,
) -> None:
    book = workbook_of(make_files(papers_of(full_office(workspace)), read_layout()))
    rows = [[cell.value for cell in row[:7]] for row in book["Queries"].iter_rows()]
    day = datetime.combine(DAY, time())
    question = [EARLIER, "Claim", "Which invoice?", day]
    assert rows[4:] == [[*question, "Invoice 12", day, "Finance.Officer"]]


def test_a_return_without_narratives_has_no_sheet_of_them(
    workspace: Workspace,
) -> None:
    book = workbook_of(make_files(papers_of(busy_office(workspace)), read_layout()))
    assert "Narratives" not in book.sheetnames
    assert "Outputs" in book.sheetnames


def test_the_same_papers_always_give_the_same_bytes(workspace: Workspace) -> None:
    papers = papers_of(full_office(workspace))
    layout = read_layout()
    assert make_files(papers, layout) == make_files(papers, layout)


def test_the_workbook_is_one_table_a_sheet_with_real_money(
    workspace: Workspace,
) -> None:
    book = workbook_of(make_files(papers_of(full_office(workspace)), read_layout()))
    assert book.sheetnames == [sheet.name for sheet in read_layout().sheets]
    for page in book.worksheets:
        assert page["A1"].value == f"EXAMPLE, not a return: {page.title}"
        refs = [table.ref[:3] for table in page.tables.values()]
        assert refs == ([] if page.title in UNFILLED else ["A4:"])
        assert page.merged_cells.ranges == set()
    table = book["Financial table"]
    assert (table["D4"].value, table["D5"].value) == ("Budget 2023-24", 1200)
    assert table["D5"].number_format == "£#,##0.00;−£#,##0.00"
    assert (table["A8"].value, table["L8"].value) == ("Total", 1139.01)
    assert book.properties.title.startswith("EXAMPLE, not a return: Monitoring return")


def test_every_sheet_says_what_it_must(workspace: Workspace) -> None:
    book = workbook_of(make_files(papers_of(full_office(workspace)), read_layout()))
    said = {
        page.title: [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
        for page in book.worksheets
    }
    assert ["Certified by", "Cfo (cfo), 22 April 2024"] in said["Cover"]
    assert ["Claim for this quarter", "£1,139.01"] in said["Cover"]
    assert ["Declaration", read_layout().declaration] in said["Cover"]
    assert ["Reviewed by", "nobody"] in said["Cover"]
    assert said["Claim"][7][:2] == ["Claim for this quarter", 1139.01]
    assert said["Award position"][0][1:5] == [
        "agreed",
        "yes",
        openpyxl.utils.datetime.from_excel(45200),
        "all",
    ]
    assert [row[10] for row in said["Accruals"]] == [-30, 70]
    assert said["Reconciliation"][-1][:2] == ["Difference", 0]
    assert said["Outcomes"][0][3] == pytest.approx(31.5)
    assert said["Outcomes"][0][9:13] == [
        "no meaningful change",
        "We cannot tell.",
        "Few comparators. Plain words.",
        "synthetic",
    ]
    assert said["Outputs"][0][2:6] == ["lamps fitted", "lamp", 40, 12]
    assert said["Waivers"][0][:2] == ["no-suspense", "cfo"]
    assert len(said["Transaction listing"]) == 8


def test_no_wrapped_line_is_cut_off_and_no_figure_runs_into_words(
    workspace: Workspace,
) -> None:
    book = workbook_of(make_files(papers_of(full_office(workspace)), read_layout()))
    table, claim = book["Financial table"], book["Claim"]
    assert table.row_dimensions[4].height == 60
    assert claim["B4"].alignment.horizontal == "right"
    assert (claim["B5"].alignment.horizontal, claim["B5"].alignment.indent) == (
        "right",
        1,
    )
    assert {page.page_setup.paperSize for page in book.worksheets} == {9}


def test_an_accrual_says_who_entered_it_and_each_figure_the_heading_it_has(
    workspace: Workspace,
) -> None:
    made = sheets(papers_of(full_office(workspace)), read_layout())
    rows = {sheet.name: sheet.rows for sheet in made}
    coded = {row[10]: row[16] for row in rows["Transaction listing"]}
    assert coded["accrual"] == "entered by Finance.Officer"
    places = {str(row[2]) for row in rows["Figures"]}
    assert "Financial table: Total, all, all: Eligible since 1 October 2023" in places


def test_members_are_stored_in_a_fixed_order_with_fixed_times(
    workspace: Workspace,
) -> None:
    made = make_files(papers_of(full_office(workspace)), read_layout())
    with zipfile.ZipFile(io.BytesIO(made[f"{RETURN}.xlsx"])) as packed:
        members = packed.infolist()
    names = [member.filename for member in members]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert not any("vba" in name or "externalLink" in name for name in names)


def test_a_first_claim_names_its_figure_and_a_later_one_its_rows(
    workspace: Workspace,
) -> None:
    office = full_office(workspace)
    papers = papers_of(office)
    tied = replace(papers.figures.reconciliation, claimed_before_pence=Pence(100))
    later = replace(papers, figures=replace(papers.figures, reconciliation=tied))
    layout = read_layout()
    first, second = (
        next(sheet for sheet in sheets(it, layout) if sheet.name == "Claim").rows
        for it in (papers, later)
    )
    assert str(first[7][2]).startswith("eligible:SSF5/*")
    assert second[7][2] == "the rows above"


def test_a_revised_return_of_a_real_office_says_so(workspace: Workspace) -> None:
    office = full_office(workspace)
    papers = papers_of(office, version=2, is_example=False)
    made = sheets(papers, read_layout())
    assert ("Return", f"{RETURN}, revised, version 2") in made[0].rows
    assert made[0].title == "Cover"


def test_a_maximum_that_can_only_be_worked_out_says_so(workspace: Workspace) -> None:
    office = full_office(workspace)
    office.record(builders.award(1_000, Cell(fund="SSF5")))
    made = sheets(papers_of(office), read_layout())
    claim = next(sheet for sheet in made if sheet.name == "Claim")
    assert claim.rows[0][:3] == ("Maximum sum for 2023-24", 201_000, "worked out")


def test_csv_text_cannot_become_a_formula() -> None:
    written = csv_bytes(PLAIN)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert rows == [
        ["'=Text", "Pounds", "Count", "Share", "Day"],
        ["'=1+1", "-123.45", "7", "-0.125", "2024-04-22"],
        ["'@x", "not given", "not given", "not given", ""],
        ["a<b", "0.05", "0", "0.5", "2024-04-22"],
    ]


def test_the_workbook_keeps_text_as_text() -> None:
    made = render(RETURN, [PLAIN], "Testshire", "")
    page = workbook_of(made).worksheets[0]
    assert (page["A5"].value, page["A5"].data_type) == ("=1+1", "s")
    assert [cell.value for cell in page[6]] == ["@x", *["not given"] * 3, None]


def test_the_page_has_captions_scopes_and_shown_money() -> None:
    empty = replace(PLAIN, name="Empty", rows=(), empty="Nothing was said.")
    page = html_bytes([PLAIN, empty], "A <return>").decode()
    assert "<h1>A &lt;return&gt;</h1>" in page
    assert '<th scope="row">a&lt;b</th><td class="number">£0.05</td>' in page
    assert "−£123.45" in page
    assert "−12.5%" in page
    assert "<caption>every kind of cell</caption>" in page
    assert "<p>Nothing was said.</p>" in page


def test_an_empty_sheet_holds_a_sentence_and_no_table() -> None:
    empty = replace(PLAIN, rows=(), empty="Nothing was said.")
    page = workbook_of(render(RETURN, [empty], "Testshire", "")).worksheets[0]
    assert page["A2"].value == "Nothing was said."
    assert page.tables == {}


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not on the path")
def test_libreoffice_opens_the_workbook_without_an_error_cell(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = make_files(papers_of(full_office(workspace)), read_layout())
    (tmp_path / f"{RETURN}.xlsx").write_bytes(made[f"{RETURN}.xlsx"])
    every_sheet = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            every_sheet,
            "--outdir",
            str(tmp_path / "opened"),
            str(tmp_path / f"{RETURN}.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    opened = {
        path.stem.removeprefix(f"{RETURN}-"): path.read_text(encoding="utf-8")
        for path in (tmp_path / "opened").glob("*.csv")
    }
    assert opened.keys() == {sheet.name for sheet in read_layout().sheets}
    assert not any("#" in text or "Err:" in text for text in opened.values())
    table = list(csv.reader(io.StringIO(opened["Financial table"])))
    eligible = [row[table[3].index(SINCE)] for row in table[4:]]
    assert eligible == ["£1,044.00", "£0.00", "£95.01", "£1,139.01"]
