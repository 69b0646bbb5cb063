"""An unseen workbook is learnt, answered and confirmed, or refused cell by cell."""

from pathlib import Path

import pytest

from fundtrack.acts.return_templates import confirm_template
from fundtrack.acts.return_templates import layout_name
from fundtrack.acts.return_templates import learn_template
from fundtrack.acts.template_packs import compare_workbooks
from fundtrack.errors import FileRefused
from fundtrack.errors import FileStands
from fundtrack.errors import WrongArgument
from fundtrack.returns.templates.answered import is_answers
from tests.acts.template_offices import FIGURE
from tests.acts.template_offices import FIXED
from tests.acts.template_offices import OPEN
from tests.acts.template_offices import answer
from tests.acts.template_offices import blank
from tests.acts.template_offices import confirmed
from tests.acts.template_offices import edit
from tests.acts.template_offices import findings
from tests.acts.template_offices import head
from tests.acts.template_offices import learnt
from tests.acts.template_offices import office
from tests.returns.office import Office
from tests.returns.templates import forms
from tests.returns.templates.forms import Drawn

__all__ = ["blank", "office"]


def test_a_workbook_is_learnt_with_what_its_words_propose(
    office: Office, blank: Path
) -> None:
    before = head(office)
    told = learnt(office, blank)
    assert {cell.cell: cell.figure for cell in told.cells} == {
        "B4": "identity/recipient",
        "B5": "identity/quarter-alone",
        "B6": "identity/year-with-stroke",
        "B7": "identity/prepared-on",
        "B12": "table/blackpool/*/*/actual",
        "C12": "table/blackpool/*/*/eligible",
        "D12": "table/blackpool/*/*/budget",
        "B14": "table/lancaster/*/*/actual",
        "C14": "table/lancaster/*/*/eligible",
        "D14": "table/lancaster/*/*/budget",
        "B15": "table/*/*/*/actual",
        "C15": "table/*/*/*/eligible",
        "D15": "table/*/*/*/budget",
        "A18": "narrative/progress",
        "B22": "claim/now",
    }
    assert (told.layout, told.confirmed, head(office)) == ("unseen-form", None, before)
    with pytest.raises(FileStands):
        learnt(office, blank)


def test_nothing_is_confirmed_until_each_cell_is_answered(
    office: Office, blank: Path
) -> None:
    path = learnt(office, blank).answers

    def change(page: Drawn) -> None:
        answer(B4="", B5="claim/nwo", B6="'2022/23", D12="horses/1/x")(page)
        answer(B15="narrative/progress", C14="narrative/progress - claim/now")(page)
        for row in page.iter_rows(min_row=5):
            if row[1].value == "B12":
                row[FIXED].value = "x"
            if row[1].value == "B7":
                row[1].value = "B14"

    before = head(office)
    found = findings(office, edit(path, change))
    assert [(it.rule, it.column) for it in found] == [
        ("answer-one", "Figure"),
        ("answer-figure", "Figure"),
        ("template-choice", "Fixed text"),
        ("answer-one", "Figure"),
        ("answer-figure", "Figure"),
        ("answer-twice", "Figure"),
        ("answer-sum", "Figure"),
        ("answer-sum", "Figure"),
        ("answer-missing", None),
    ]
    assert (
        found[0].place == "unseen form-answers.xlsx, sheet Cells, row 5, column Figure"
    )
    assert found[1].fix.startswith("did you mean: claim/now")
    assert "both a figure and a fixed text" in found[3].message
    assert found[-1].message.startswith("B7 of Return (Community safety grant")
    assert head(office) == before


def test_a_cell_that_was_missed_may_be_added_and_must_be_unlocked(
    office: Office, blank: Path
) -> None:
    path = learnt(office, blank).answers
    row = ["Return", "E30", *[None] * (FIGURE - 2), "claim/now"]
    edit(path, answer(**OPEN))
    (found,) = findings(office, edit(path, lambda page: page.append(row)))
    assert (found.rule, found.sheet, found.row) == ("template-locked", "Return", 30)


@pytest.mark.parametrize("sheet", ["Nowhere", "Guidance"])
def test_an_added_cell_is_looked_for_on_its_sheet(
    office: Office, blank: Path, sheet: str
) -> None:
    path = learnt(office, blank).answers
    row = [sheet, "E3", *[None] * (FIGURE - 2), "claim/now"]
    edit(path, answer(**OPEN, B6="identity/year-with-stroke"))
    note = [sheet, "F9", *[None] * (FIXED - 2), 0]
    answers = edit(path, lambda page: page.append(row) or page.append(note))
    if sheet == "Guidance":
        kept = confirm_template(office.session("finance.officer"), answers)
        assert kept.cells == 17
        return
    (found,) = findings(office, answers)
    assert (found.rule, found.sheet) == ("template-moved", "Nowhere")


def test_a_heading_without_a_budget_is_told_and_taken(
    office: Office, blank: Path
) -> None:
    kept = confirmed(office, blank, B22="table/*/horses/*/actual")
    (told,) = kept.findings
    assert (told.severity, told.message) == (
        "warn",
        "B22: the fund has no budget for “horses”",
    )


def test_a_formula_that_cannot_be_worked_out_here_is_left_unchecked(
    office: Office, tmp_path: Path
) -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        page.write_column("A1", ["Fund", "Total"])
        page.write_blank("B1", None, book.add_format({"bg_color": "#FFFFCC"}))
        page.write_formula("B2", "=COUNTA(B1)")

    path = tmp_path / "odd.xlsx"
    path.write_bytes(forms.drawn_bytes(draw))
    answers = edit(learnt(office, path).answers, answer(B2="claim/now"))
    (found,) = findings(office, answers)
    assert found.message == "B2: =COUNTA(B1) cannot be worked out here"


def test_answers_of_another_workbook_or_none_are_refused(
    office: Office, blank: Path, tmp_path: Path
) -> None:
    session = office.session("finance.officer")
    with pytest.raises(FileRefused, match="it is no spreadsheet of answers"):
        confirm_template(session, blank)
    path = Path(learnt(office, blank).answers)
    assert (is_answers(path), is_answers(blank), is_answers(tmp_path)) == (
        True,
        False,
        False,
    )
    blank.write_bytes(forms.drawn_bytes(lambda _book, _page: None))
    with pytest.raises(FileRefused, match="it is not the workbook that these answers"):
        confirm_template(session, path)
    with pytest.raises(FileRefused, match="cannot be opened"):
        confirm_template(session, path, tmp_path / "gone.xlsx")
    with pytest.raises(FileRefused, match="no cell to fill was found"):
        learn_template(session, blank, "SSF5", "other", tmp_path / "a.xlsx")
    with pytest.raises(WrongArgument, match="cannot name a layout"):
        layout_name("…")


def test_answers_whose_table_is_gone_or_headed_twice_are_refused(
    office: Office, blank: Path
) -> None:
    path = learnt(office, blank).answers

    def change(page: Drawn) -> None:
        page["M4"] = "Figure"

    (found,) = findings(office, edit(path, change))
    assert found.rule == "form-heading-twice"


def test_versions_are_compared_for_a_fund_that_has_no_such_layout(
    office: Office, blank: Path
) -> None:
    session = office.session("finance.officer")
    alone = compare_workbooks(session, (blank, blank))
    assert (alone.changes, alone.answers) == ((), "")
    told = compare_workbooks(session, (blank, blank), "SSF5")
    assert told.answers.endswith("unseen form-answers.xlsx")
    assert is_answers(Path(told.answers))
