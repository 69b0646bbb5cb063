"""Funders' workbooks are read with what filling needs, or refused by name."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from fundtrack.errors import FileRefused
from fundtrack.returns.templates.packing import WORKBOOK
from fundtrack.returns.templates.packing import pack
from fundtrack.returns.templates.pages import column_of
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.reading import read_funder_workbook
from tests.returns.templates import forms
from tests.returns.templates.forms import Drawn

SHEET = "xl/worksheets/sheet1.xml"


def plain(book: Drawn, page: Drawn) -> None:
    page.write("A1", "Fund")
    page.write_blank("B1", None, book.add_format({"locked": False}))


def refused(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_funder_workbook(forms.NAME, content)
    (found,) = caught.value.findings
    assert found.file == forms.NAME
    assert found.fix
    return found.message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old .xls workbook, or one that opens with a pass"),
        (b"PK\x03\x04 cut off", "damaged or no .xlsx workbook"),
        (pack({"mimetype": b"x"}), "it holds no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, why: str) -> None:
    assert why in refused(content)


def test_macros_are_refused() -> None:
    held = forms.drawn_bytes(plain)
    macros = forms.with_parts(held, {"xl/vbaProject.bin": b"x"})
    assert refused(macros).startswith("it holds macros (xl/vbaProject.bin)")


@pytest.mark.parametrize(
    ("part", "xml", "why"),
    [
        (WORKBOOK, b"<workbook", "its inside is damaged"),
        (WORKBOOK, b"<!DOCTYPE a []><workbook/>", "declares a document type"),
        (SHEET, b"<worksheet><sheetData><row r='x'/>", "its inside is damaged"),
    ],
)
def test_damaged_xml_is_refused(part: str, xml: bytes, why: str) -> None:
    assert why in refused(forms.with_parts(forms.drawn_bytes(plain), {part: xml}))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fundtrack.returns.templates.packing.MOST_BYTES", 1_000)
    assert "as no form does" in refused(forms.drawn_bytes(plain))


def test_formats_copied_to_the_last_row_are_refused_by_their_sheet() -> None:
    rows = "".join(f'<row r="{row}"/>' for row in range(998_500, 1_048_577))
    xml = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    with pytest.raises(FileRefused) as caught:
        read_funder_workbook(
            forms.NAME, forms.with_parts(forms.drawn_bytes(plain), {SHEET: xml})
        )
    (found,) = caught.value.findings
    assert (found.sheet, found.found) == ("Form", "50,077 cells, down to row 1,048,576")


def test_a_cell_is_read_with_its_formula_lock_look_and_border() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        page.write("A1", "Fund ")
        page.write("A2", 5)
        page.write("A3", date(2024, 3, 31), book.add_format({"num_format": "d/m/yy"}))
        page.write_formula("A4", "=A2*2")
        look = {"locked": False, "bg_color": "#FFFF00", "border": 1}
        page.write_blank("A5", None, book.add_format(look))
        page.write_blank("A6", None, book.add_format({"bg_color": "#FFFFFF"}))
        page.merge_range("A7:B7", "Both", book.add_format({"pattern": 2}))

    sheet = forms.form(forms.drawn(draw))
    cells = [sheet.cell((row, 1)) for row in range(1, 8)]
    assert [cell.holds for cell in cells[:4]] == ["Fund ", 5, date(2024, 3, 31), None]
    assert [cell.text for cell in cells[:2]] == ["Fund", ""]
    assert (cells[3].formula, cells[3].is_empty) == ("=A2*2", False)
    assert (cells[4].look, cells[4].is_unlocked) == ("FFFFFF00", True)
    assert (cells[4].is_bordered, cells[5].look, cells[6].look) == (True, "", "")
    assert (cells[2].is_day, cells[6].merged, cells[6].is_covered) == (
        True,
        "A7:B7",
        False,
    )
    assert sheet.cell((7, 2)).is_covered
    assert sheet.cell((90, 9)).is_empty


def test_looks_by_theme_and_by_named_style_are_told_apart() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A1"].style = "Input"
    page["A2"].fill = openpyxl.styles.PatternFill(
        "solid", fgColor=openpyxl.styles.Color(theme=4, tint=0.5)
    )
    page["A3"] = openpyxl.worksheet.formula.ArrayFormula("A3", "=SUM(B1:B2)")
    held = io.BytesIO()
    book.save(held)
    sheet = forms.form(read_funder_workbook(forms.NAME, held.getvalue()))
    assert [sheet.cell((row, 1)).look for row in (1, 2)] == ["input", "theme 4 0.500"]
    assert sheet.cell((3, 1)).formula == "=SUM(B1:B2)"


def test_the_words_of_a_list_are_found_wherever_they_stand() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        page, lists = book.add_worksheet("Form"), book.add_worksheet("It's lists")
        lists.write_column("A1", ["Yes", "No", None, 4])
        book.define_name("Answers", "='It''s lists'!$A$1:$A$4")
        for cell, source in (
            ("A1", ["a", "b"]),
            ("A2", "='It''s lists'!$A$1:$A$2"),
            ("A3", "=Answers"),
            ("A4", "=INDIRECT(B1)"),
            ("A5", "=Elsewhere!$A$1"),
            ("A6", "=$C$1"),
        ):
            page.data_validation(cell, {"validate": "list", "source": source})
        page.data_validation("A7", {"validate": "decimal", "criteria": ">", "value": 0})
        page.data_validation("A8", {"validate": "any", "input_title": "Read me"})
        page.data_validation("C1:C9000", {"validate": "list", "source": ["x"]})
        page.write("C1", "here")
    sheet = forms.form(read_funder_workbook(forms.NAME, held.getvalue()))
    assert [sheet.cell((row, 1)).choices for row in range(1, 9)] == [
        ("a", "b"),
        ("Yes", "No"),
        ("Yes", "No", "4"),
        (),
        (),
        ("here",),
        (),
        (),
    ]
    assert [sheet.cell((row, 1)).has_rule for row in (4, 7, 8)] == [True, True, False]
    assert not sheet.cell((1, 3)).has_rule


def test_a_list_kept_beside_the_sheet_is_found_too() -> None:
    rules = (
        '<extLst><ext uri="{C}" xmlns:x14="u"><x14:dataValidations count="2">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>"a,b"</xm:f>'
        "</x14:formula1><xm:sqref>B1</xm:sqref></x14:dataValidation>"
        '<x14:dataValidation type="whole"><x14:formula1><xm:f>1</xm:f>'
        "</x14:formula1><xm:sqref>B2</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst></worksheet>"
    ).replace("<extLst>", '<extLst xmlns:xm="v">')
    held = forms.drawn_bytes(plain)
    part = forms.part_of(held, SHEET).replace(b"</worksheet>", rules.encode())
    sheet = forms.form(
        read_funder_workbook(forms.NAME, forms.with_parts(held, {SHEET: part}))
    )
    assert sheet.cell((1, 2)).choices == ("a", "b")
    assert (sheet.cell((2, 2)).choices, sheet.cell((2, 2)).has_rule) == ((), True)


def test_a_block_of_merged_cells_as_wide_as_the_sheet_is_a_banner() -> None:
    def draw(_book: Drawn, page: Drawn) -> None:
        page.merge_range("A1:XFD1", "Banner")

    sheet = forms.form(forms.drawn(draw))
    assert sheet.cell((1, 1)).text == "Banner"
    assert (sheet.cell((1, 2)).is_covered, sheet.cell((1, 2)).merged) == (True, "")


@pytest.mark.parametrize("address", ["", "12", "A0", "ABCD1", "Form!A1"])
def test_what_is_no_cell_has_no_place(address: str) -> None:
    assert place_of(address) is None


def test_a_cell_has_its_place_with_or_without_dollars() -> None:
    assert (place_of("$aa$12"), column_of("XFD")) == ((12, 27), 16_384)
