"""A funder's workbook is filled whole or not at all, and keeps all that is its own."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from fundtrack.errors import FiguresRefused
from fundtrack.findings import Finding
from fundtrack.returns.layouts import Kind
from fundtrack.returns.templates.filling import Filled
from fundtrack.returns.templates.filling import fill
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.named import NamedFigure
from fundtrack.returns.templates.pages import FunderCell
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.written import LONGEST_TEXT
from fundtrack.returns.templates.written import Number
from fundtrack.returns.templates.written import figure_written
from tests.returns.templates import forms
from tests.returns.templates.forms import Draw
from tests.returns.templates.forms import Drawn
from tests.returns.templates.forms import mapped

CLAIM = 113_901
"""In pence, of the office's return."""


def pounds(book: Drawn, page: Drawn) -> None:
    page.write("A1", "Claim")
    page.write_blank("B1", None, book.add_format({"bg_color": "#FFFFCC"}))
    page.write_formula("B2", "=B1*2", None, 7)


def filled(draw: Draw, *cells: MappedCell) -> Filled:
    return fill(forms.drawn(draw), cells, forms.registry())


def opened(made: Filled) -> Any:  # noqa: ANN401 - openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)["Form"]


def refused(draw: Draw, *cells: MappedCell) -> list[Finding]:
    with pytest.raises(FiguresRefused) as caught:
        filled(draw, *cells)
    return list(caught.value.findings)


def test_money_goes_in_as_a_number_and_sums_are_worked_out_anew() -> None:
    made = filled(pounds, mapped("B1", "claim/now"))
    page = opened(made)
    assert (page["B1"].value, page["B2"].value) == (CLAIM / 100, CLAIM / 50)
    (cell,) = made.cells
    assert (cell.written, cell.figure) == ("1139.01", "claim/now")
    assert cell.figures[0].startswith("eligible:SSF5/")


def test_equal_returns_give_equal_bytes() -> None:
    # A form drawn twice holds the second in which it was drawn.
    form, cells = forms.drawn(pounds), (mapped("B1", "claim/now"),)
    first, second = (fill(form, cells, forms.registry()) for _ in range(2))
    assert first.content == second.content


def test_days_words_and_numbers_find_their_cells_wherever_they_are() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        page.write("A1", "Day")
        page.write("C3", "There")
        page.write_blank("B1", None, book.add_format({"num_format": "d mmm yyyy"}))

    made = filled(
        draw,
        mapped("B1", "identity/quarter-ends"),
        mapped("D1", "identity/quarter-starts"),
        mapped("B3", "narrative/progress"),
        mapped("E3", "identity/version"),
        mapped("A2", "=1+1", Does.FIXED),
        mapped("A9", "@SUM", Does.FIXED),
        mapped("A8", "-12.50", Does.FIXED),
        mapped("A7", "007", Does.FIXED),
        mapped("B9", "risks/7/risk"),
    )
    page = opened(made)
    assert (page["B1"].value.date(), page["D1"].value.date()) == (
        date(2024, 3, 31),
        date(2024, 1, 1),
    )
    assert (page["B3"].value, page["E3"].value) == ("lamps are lit", 1)
    assert (page["A2"].value, page["A9"].value) == ("=1+1", "@SUM")
    assert (page["A8"].value, page["A7"].value) == (-12.5, "007")
    assert (page["A2"].data_type, page["C3"].value) == ("s", "There")
    assert [cell.cell for cell in made.cells][-1] == "A7"


def test_a_cell_is_put_into_an_empty_sheet() -> None:
    made = filled(lambda _book, _page: None, mapped("C4", "claim/now"))
    assert opened(made)["C4"].value == CLAIM / 100


def test_a_moved_cell_is_refused_with_where_its_words_are_now() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        pounds(book, page)
        page.write("A4", "Claim now")
        page.write_blank("B4", None, book.add_format({"bg_color": "#FFFFCC"}))

    near = Labels("Claim now")
    (moved,) = refused(draw, mapped("B1", "claim/now", near=near))
    assert (moved.rule, moved.sheet, moved.row, moved.column) == (
        "template-moved",
        "Form",
        1,
        "B",
    )
    assert moved.message == (
        "B1: “Claim now” is no longer beside it; “Claim” is, and those words are now "
        "beside B4"
    )
    (gone,) = refused(draw, mapped("C9", "claim/now", near=near))
    assert "; no words are, and those words are now beside B4" in gone.message
    (lost,) = refused(draw, mapped("B1", "claim/now", near=Labels("Fund")))
    assert lost.message == "B1: “Fund” is no longer beside it; “Claim” is"


def locked(book: Drawn, page: Drawn) -> None:
    pounds(book, page)
    page.merge_range("A5:B6", "")
    page.protect()


@pytest.mark.parametrize(
    ("cell", "rule", "said"),
    [
        (mapped("B1", "claim/now"), "template-locked", "B1: it is locked"),
        (mapped("B2", "claim/now"), "template-formula", "B2: a formula stands"),
        (mapped("B1", "claim/now", Does.CHECK), "template-formula", "B1: no formula"),
        (mapped("B6", "claim/now"), "template-merged", "within the merged cells A5:B6"),
        (mapped("5B", "claim/now"), "template-cell", "is no cell"),
        (mapped("B1", "x", sheet="Gone"), "template-moved", "has no sheet “Gone”"),
    ],
)
def test_what_cannot_be_filled_is_refused_by_its_address(
    cell: MappedCell, rule: str, said: str
) -> None:
    found = refused(locked, cell)
    assert found[0].rule == rule
    assert said in found[0].message
    assert found[0].fix


def test_a_figure_that_the_program_no_longer_has_is_named() -> None:
    (found,) = refused(pounds, mapped("B1", "claim/whatever"))
    assert (found.rule, found.found) == ("template-figure", "claim/whatever")


def test_cells_left_empty_are_not_looked_at() -> None:
    made = filled(locked, mapped("B1", "", Does.EMPTY, Labels("Gone")))
    assert made.cells == ()


def listed(_book: Drawn, page: Drawn) -> None:
    page.write("A1", "Quarter")
    many = [f"word {number}" for number in range(20)]
    page.data_validation("B1", {"validate": "list", "source": ["q3", "q4 "]})
    page.data_validation("B2", {"validate": "list", "source": ["1", "2"]})
    page.data_validation("B3", {"validate": "list", "source": many})


def test_a_word_is_written_as_the_list_spells_it() -> None:
    page = opened(
        filled(
            listed,
            mapped("B1", "identity/quarter-alone"),
            mapped("B2", "identity/version"),
        )
    )
    assert (page["B1"].value, page["B2"].value) == ("q4", 1)


def test_what_a_list_does_not_offer_is_refused_with_what_it_does() -> None:
    first, second = refused(
        listed,
        mapped("B1", "identity/fund"),
        mapped("B3", "identity/quarter-ends"),
    )
    assert first.message.endswith("“Safer Streets round 5”; it offers q3, q4")
    assert "“2024-03-31”; it offers word 0, " in second.message
    assert second.message.endswith("word 7 and 12 more")


def test_more_words_than_a_cell_holds_are_refused_and_odd_signs_left_out() -> None:
    cell = mapped("B1", "narrative/progress")
    figure = NamedFigure(cell.says, "Progress", Kind.TEXT, "x" * (LONGEST_TEXT + 1))
    written, (found,) = figure_written(cell, FunderCell(), figure, "f.xlsx")
    assert (written, found.rule) == (None, "template-text-fits")
    odd = replace(figure, value="a\x07b")
    assert figure_written(cell, FunderCell(), odd, "f.xlsx") == ("ab", [])
    share = replace(figure, kind=Kind.SHARE, value=0.125)
    assert figure_written(cell, FunderCell(), share, "f.xlsx")[0] == Number("0.125")


def test_a_list_longer_than_its_room_is_refused() -> None:
    (found, *_) = refused(
        lambda _book, page: page.write("A1", "Area"),
        mapped("A2", "financial-table/1/area"),
        mapped("A3", "financial-table/2/area"),
    )
    assert found.message == (
        "A3: the return has 3 rows of financial table, and the workbook has room for 2"
    )


def totals(_book: Drawn, page: Drawn) -> None:
    page.write("A1", "Blackpool")
    page.write("A2", "Total")
    page.write_formula("B2", "=SUM(B1)")
    page.write_formula("B3", "=NOW()")
    page.write_formula("B4", '="a<b"')


def test_a_total_that_comes_to_ours_is_checked() -> None:
    made = filled(
        totals,
        mapped("B1", "table/*/*/*/actual"),
        mapped("B2", "table/*/*/*/actual", Does.CHECK),
    )
    assert [(cell.does, cell.written) for cell in made.cells] == [
        ("fill", "669.01"),
        ("check", "669.01"),
    ]
    page = opened(made)
    assert (page["B3"].value, page["B4"].value) == (None, "a<b")


def test_a_total_that_differs_is_refused_with_both_figures() -> None:
    (found, *_) = refused(
        totals,
        mapped("B1", "table/blackpool/*/*/actual"),
        mapped("B2", "table/*/*/*/actual", Does.CHECK),
    )
    assert found.rule == "template-total"
    assert "B2: the funder's formula comes to " in found.message
    (unknown,) = refused(totals, mapped("B3", "claim/now", Does.CHECK))
    assert "comes to what cannot be worked out" in unknown.message
    (unsaid,) = refused(totals, mapped("B4", "award/capital", Does.CHECK))
    assert unsaid.message.endswith("and Award for capital is nothing")


def test_a_total_is_nought_where_nothing_was_said() -> None:
    made = filled(totals, mapped("B2", "award/capital", Does.CHECK))
    assert made.cells[0].written == "0"


def test_money_that_no_cell_takes_is_told() -> None:
    made = filled(pounds, mapped("B1", "table/blackpool/*/*/actual"))
    (told,) = made.findings
    assert (told.rule, told.severity) == ("template-misses-money", "warn")
    assert (
        told.message == "no mapped cell takes the actual of lancaster lighting revenue"
    )


def test_a_workbook_that_does_not_read_back_is_our_own_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forget(_file: str, members: dict[str, bytes], *_: object, **__: object) -> Any:  # noqa: ANN401
        return members

    monkeypatch.setattr("fundtrack.returns.templates.filling.patched", forget)
    with pytest.raises(ValueError, match="reads None"):
        filled(pounds, mapped("B1", "claim/now"))


def test_all_else_in_the_workbook_stays_as_it_was() -> None:
    blank = forms.drawn_bytes(listed)
    pictured = forms.with_parts(blank, {"xl/media/logo.png": b"logo"})
    workbook = read_funder_workbook(forms.NAME, pictured)
    made = fill(workbook, (mapped("B1", "identity/quarter-alone"),), forms.registry())
    assert forms.part_of(made.content, "xl/media/logo.png") == b"logo"
    sheet = "xl/worksheets/sheet1.xml"
    rules = forms.part_of(blank, sheet).partition(b"<dataValidations")[2]
    assert forms.part_of(made.content, sheet).endswith(rules)
    assert b'fullCalcOnLoad="1"' in forms.part_of(made.content, "xl/workbook.xml")
