"""The printed return: what stands on which page, in signs that the type has."""

from collections.abc import Sequence
from dataclasses import replace

from fundtrack.money import Pence
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Printing
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_files
from fundtrack.returns.pdf import MOST_ROWS
from fundtrack.returns.pdf import Imprint
from fundtrack.returns.pdf import pdf_bytes
from fundtrack.returns.pdf_type import in_type
from fundtrack.returns.printing import printed
from tests.returns.office import RETURN
from tests.returns.pdf_texts import page_texts
from tests.returns.whole import HOSTILE
from tests.returns.whole import whole_papers
from tests.returns.whole import whole_sheets

IMPRINT = Imprint(
    title="Monitoring return",
    office="Testshire",
    return_id=RETURN,
    program="fundtrack 0.1.0",
    banner="",
    claim_pence=Pence(123_456),
    snapshot="abc123",
    head_seq=42,
    head_hash="f" * 64,
    signers=(("Certified by", "A. Cfo"), ("For the funder", "")),
)
SIGNED = Sheet(
    "Sign sheet",
    "Sign sheet",
    "Read it before you sign.",
    "",
    (Column("Item", "item"), Column("Detail", "detail")),
    (("Claim", "as the sheet Claim works it out"),),
    prints=Printing.SIGN_SHEET,
)


def pages(*sheets: Sheet, imprint: Imprint = IMPRINT) -> list[str]:
    """The words on each page of some printed sheets."""
    return page_texts(pdf_bytes(sheets, imprint))


def whole_pages() -> list[str]:
    """The pages of a whole return, as it is frozen."""
    return page_texts(make_files(whole_papers(), read_layout())[f"{RETURN}.pdf"])


def starts_with(texts: Sequence[str], heading: str) -> int:
    """The number of the page on which a sheet begins."""
    found = [at for at, text in enumerate(texts, 1) if heading in text.split("\n")]
    return found[-1]


def test_a_return_opens_with_its_cover_and_the_sheet_to_sign() -> None:
    cover, signed, contents, *_ = whole_pages()
    assert "£1,139.01" in cover.split("\n")
    assert "Commissioner for Testshire" in cover
    assert "Example, not a return: claim for this quarter" in cover
    assert signed.split("\n").count("Signature") == 2
    assert "Certified by: Cfo" in signed
    assert "Contents" in contents.split("\n")


def test_every_page_names_the_return_the_books_and_its_number() -> None:
    papers, texts = whole_papers(), whole_pages()
    for number, text in enumerate(texts, start=1):
        lines = text.split("\n")
        assert f"Page {number} of {len(texts)}" in lines
        assert "EXAMPLE, not a return: Testshire" in lines
        assert RETURN in lines
        setting = papers.setting
        assert f"Snapshot {setting.snapshot}, last entry {setting.head_seq}" in lines
        assert f"Hash of it {setting.head_hash}" in lines


def test_the_contents_say_where_each_sheet_stands() -> None:
    texts = whole_pages()
    listed = texts[2].split("\n")
    for number, sheet in enumerate(whole_sheets(), start=1):
        where = listed[listed.index(sheet.name) :]
        if sheet.prints is Printing.NO:
            slug = sheet.name.lower().replace(" ", "-")
            assert f"workbook and csv/{number:02d}-{slug}.csv" in where
        elif sheet.prints is Printing.TABLE:
            assert f"page {starts_with(texts, sheet.name)}" in where


def test_the_lines_and_the_lineage_are_left_to_workbook_and_csv() -> None:
    left = {it.name for it in whole_sheets() if it.prints is Printing.NO}
    assert left >= {"Contents", "Transaction listing", "Lineage"}
    printed = "\n".join(whole_pages()[3:]).split("\n")
    assert "Financial table" in printed
    assert not {"Transaction listing", "Lineage"} & set(printed)


def test_the_sheet_to_sign_is_one_page_whatever_it_must_say() -> None:
    rows = tuple((f"Warning {number}", "words " * 30) for number in range(60))
    texts = pages(replace(SIGNED, rows=rows))
    assert len(texts) == 2
    assert texts[0].split("\n").count("Date") == 2
    kept = texts[0].count("\nWarning ")
    assert 10 < kept < 60
    assert f"Of its rows {60 - kept} more stand in the" in texts[0]
    assert "Contents" in texts[1].split("\n")


def test_hostile_names_are_printed_as_they_are() -> None:
    printed = "\n".join(pages(HOSTILE)).split("\n")
    assert "=cmd|' /C calc'!A0" in printed
    assert "</text:p><script>alert(1)</script>" in printed
    assert "<b>Bold</font> & <i>Sons" in printed
    assert "L’Été – “Zoë” £5 − 3 × 2 ≤ 4" in printed
    assert {"−£1,234.56", "−12.5%", "−3.5", "not given", "22 April 2024"} <= set(
        printed
    )


def test_signs_that_the_type_lacks_lose_their_accent_or_are_marked() -> None:
    assert in_type("Tŷ Ŵyn £5 − “x” – y") == "Ty Wyn £5 − “x” – y"
    assert in_type("Bell\x07\ttab\r\nline 中") == "Bell? tab\nline ?"


def test_a_wide_table_goes_on_below_with_its_first_columns_again() -> None:
    columns = tuple(Column(f"Sum{at}", "sum", Kind.POUNDS) for at in range(24))
    rows = (("Lancaster", *range(10_000_000, 10_000_024)),)
    wide = Sheet("Wide", "Wide", "Wide.", "", (Column("Area", "area"), *columns), rows)
    lines = pages(wide)[-1].split("\n")
    assert lines.count("Area") == lines.count("Lancaster") == 3
    assert [it for it in lines if it.startswith("Sum")] == [
        f"Sum{at}" for at in range(24)
    ]
    assert "£100,000.23" in lines


def test_headings_stand_again_on_each_page_of_a_long_table() -> None:
    rows = tuple((f"Item {number}", "words") for number in range(120))
    texts = pages(replace(SIGNED, name="List", rows=rows, prints=Printing.TABLE))
    held = [text for text in texts if "\nwords" in text]
    assert len(held) > 3
    assert all("Item\nDetail" in text for text in held)
    assert "\n".join(held).count("words") == 120


def test_a_list_nobody_reads_on_paper_says_where_it_stands() -> None:
    rows = (("Item", "words"),) * (MOST_ROWS + 1)
    text = pages(replace(SIGNED, name="List", rows=rows, prints=Printing.TABLE))[-1]
    assert "Its 401 rows stand in the workbook and in csv/01-list.csv." in text
    assert "words" not in text


def test_a_long_text_stands_beneath_its_table_and_goes_on_over_pages() -> None:
    story = " ".join(f"w{number}" for number in range(2_500))
    rows = (("Told", story), ("Untold", ""))
    texts = pages(replace(SIGNED, rows=rows, prints=Printing.TABLE))
    lines = "\n".join(texts).split("\n")
    assert "Told: Detail" in lines
    assert "Untold: Detail" not in lines
    words = " ".join(lines).split()
    assert [it for it in words if it.startswith("w") and it[1:].isdigit()] == [
        f"w{number}" for number in range(2_500)
    ]


def test_a_table_of_long_texts_alone_has_them_one_by_one() -> None:
    story = " ".join(["words"] * 500)
    said = replace(SIGNED, columns=SIGNED.columns[1:], rows=((story,),))
    lines = pages(replace(said, prints=Printing.TABLE))[-1].split("\n")
    assert "Detail" in lines
    assert " ".join(lines).count("words") == 500


def test_a_table_a_little_too_wide_is_set_smaller_in_one_part() -> None:
    columns = tuple(Column(f"Sum{at}", "sum", Kind.POUNDS) for at in range(12))
    row = ("Lancaster", *range(-9_999_999, -9_999_987))
    wide = Sheet("W", "W", "W.", "", (Column("Area", "area"), *columns), (row,))
    lines = pages(wide)[-1].split("\n")
    assert lines.count("Area") == 1
    assert "−£99,999.99" in lines


def test_a_second_signature_that_the_agreement_asks_for_has_its_place() -> None:
    papers = whole_papers()
    figures = papers.figures
    terms = replace(figures.scope.terms, second_signature="Monitoring officer")
    scope = replace(figures.scope, terms=terms)
    asked = replace(papers, figures=replace(figures, scope=scope))
    made = printed(asked, whole_sheets())[f"{RETURN}.pdf"]
    signed = page_texts(made)[1].split("\n")
    assert "Monitoring officer" in signed
    assert signed.count("Signature") == 3


def test_the_same_return_is_printed_the_same_and_says_what_it_is() -> None:
    written = pdf_bytes([SIGNED, HOSTILE], IMPRINT)
    assert written == pdf_bytes([SIGNED, HOSTILE], IMPRINT)
    for said in (
        b"/Lang (en-GB)",
        b"/Title (Monitoring return)",
        b"/Author (Testshire)",
    ):
        assert said in written
    assert b"/DisplayDocTitle true" in written
    assert b"/Helvetica" not in written
