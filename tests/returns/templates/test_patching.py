"""Values go into XML as any program may have written it."""

from datetime import date
from decimal import Decimal

import pytest

from fundtrack.errors import FileRefused
from fundtrack.returns.templates.packing import WORKBOOK
from fundtrack.returns.templates.patching import STYLES
from fundtrack.returns.templates.patching import SheetEdits
from fundtrack.returns.templates.patching import patched
from fundtrack.returns.templates.spans import elements
from fundtrack.returns.templates.styles import DayStyles
from fundtrack.returns.templates.written import Number

BOOK = (
    b'<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets>%s</workbook>'
)
RELATIONS = (
    b'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
    b"</Relationships>"
)
STYLE = b'<styleSheet><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'
PART = "xl/worksheets/sheet1.xml"


def made(sheet: bytes, edits: SheetEdits, after: bytes = b"") -> dict[str, bytes]:
    members = {
        WORKBOOK: BOOK % after,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        PART: b"<worksheet>" + sheet + b"</worksheet>",
        STYLES: STYLE,
    }
    return patched("f.xlsx", members, {"S": edits}, counts_from_1904=False)


def edited(sheet: bytes, **writes: Number | date | str) -> bytes:
    places = {(int(at[1:]), ord(at[0]) - 96): held for at, held in writes.items()}
    part = made(sheet, SheetEdits(places, {}, frozenset()))[PART]
    return part.removeprefix(b"<worksheet>").removesuffix(b"</worksheet>")


def test_rows_and_cells_are_added_in_their_order() -> None:
    sheet = (
        b'<dimension ref="A1"/><sheetData><row r="2" spans="1:1"><c r="B2"><v>5</v>'
        b'</c></row><row r="4" spans="1:1"/></sheetData>'
    )
    found = edited(
        sheet,
        a1=Number("1"),
        a2=Number("2"),
        c2=Number("3"),
        b4=Number("4"),
        a9=Number("9"),
        b9=Number("10"),
    )
    assert found == (
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="2" spans="1:1"><c r="A2"><v>2</v></c><c r="B2"><v>5</v></c>'
        b'<c r="C2"><v>3</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>'
        b'<row r="9"><c r="A9"><v>9</v></c><c r="B9"><v>10</v></c></row></sheetData>'
    )


def test_cells_without_addresses_are_counted_and_prefixes_kept() -> None:
    sheet = (
        b'<x:sheetData><x:row><x:c s="3"/><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>'
    )
    assert edited(sheet, a1="£ & <a>\r") == (
        b'<x:sheetData><x:row><x:c r="A1" s="3" t="inlineStr"><x:is>'
        b'<x:t xml:space="preserve">&#163; &amp; &lt;a&gt;&#13;</x:t></x:is></x:c>'
        b"<x:c><x:v>1</x:v></x:c></x:row></x:sheetData>"
    )


def test_an_empty_sheet_is_opened() -> None:
    assert edited(b"<sheetData/>", a1=Number("1")) == (
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    )


def test_what_formulas_came_to_is_replaced_or_taken_away() -> None:
    sheet = (
        b'<sheetData><row r="1"><c r="A1" s="2"><f>1+1</f><v>9</v></c>'
        b'<c r="B1" t="str"><f a=">">NOW()</f><v>old</v></c>'
        b'<c r="C1"><f>A1</f></c></row></sheetData>'
    )
    worked = {(1, 1): Decimal("2.50"), (1, 2): None, (1, 3): "a & b"}
    part = made(sheet, SheetEdits({}, worked, frozenset()))[PART]
    assert part.removeprefix(b"<worksheet>").removesuffix(b"</worksheet>") == (
        b'<sheetData><row r="1"><c r="A1" s="2"><f>1+1</f><v>2.5</v></c>'
        b'<c r="B1"><f a=">">NOW()</f></c>'
        b'<c r="C1" t="str"><f>A1</f><v>a &amp; b</v></c></row></sheetData>'
    )


def test_a_day_gets_a_format_that_shows_a_day_once() -> None:
    day = date(2024, 3, 31)
    sheet = b"<sheetData/>"
    writes = {(1, 1): day, (1, 2): day, (1, 3): day}
    parts = made(sheet, SheetEdits(writes, {}, frozenset({(1, 3)})))
    assert b'<c r="A1" s="1"><v>45382</v></c><c r="B1" s="1">' in parts[PART]
    assert b'<c r="C1"><v>45382</v></c>' in parts[PART]
    assert parts[STYLES] == (
        b'<styleSheet><cellXfs count="2"><xf numFmtId="0"/>'
        b'<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )


def test_a_format_with_parts_of_its_own_keeps_them() -> None:
    part = (
        b'<a><cellXfs count="1"><xf numFmtId="0"><alignment a="b"/></xf></cellXfs></a>'
    )
    styles = DayStyles("f.xlsx", part)
    assert styles.dated("0") == "1"
    assert b'applyNumberFormat="1"><alignment a="b"/></xf></cellXfs>' in styles.part
    assert (styles.dated("7"), DayStyles("f.xlsx", b"").dated("0")) == ("7", "0")


@pytest.mark.parametrize(
    ("after", "becomes"),
    [
        (b"", b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        (
            b"<definedNames/><calcPr calcId='1' fullCalcOnLoad='0'/>",
            b"<definedNames/><calcPr calcId='1' fullCalcOnLoad=\"1\"/></workbook>",
        ),
        (b"<calcPr></calcPr>", b'<calcPr fullCalcOnLoad="1"></calcPr></workbook>'),
    ],
)
def test_a_workbook_asks_to_be_worked_out_anew(after: bytes, becomes: bytes) -> None:
    nothing = SheetEdits({}, {}, frozenset())
    assert made(b"<sheetData/>", nothing, after)[WORKBOOK].endswith(becomes)


def test_sheets_without_edits_and_books_without_formats_stay() -> None:
    members = {
        WORKBOOK: BOOK % b"",
        "xl/_rels/workbook.xml.rels": RELATIONS,
        PART: b"<worksheet/>",
    }
    found = patched("f.xlsx", members, {}, counts_from_1904=True)
    assert (found[PART], STYLES in found) == (b"<worksheet/>", False)


def test_parts_in_another_lettering_are_refused() -> None:
    wide = "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")
    with pytest.raises(FileRefused, match="UTF-16"):
        elements("f.xlsx", wide, frozenset({"a"}))
    with pytest.raises(FileRefused, match="damaged"):
        elements("f.xlsx", b"<a>", frozenset({"a"}))
