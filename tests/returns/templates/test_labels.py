"""The words near a cell: beside it, above it in one row or two, and of its section."""

import pytest

from fundtrack.errors import FileRefused
from fundtrack.returns.templates.inputs import input_places
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.pages import address_of
from fundtrack.returns.templates.reading import read_funder_workbook
from tests.returns.templates import forms
from tests.returns.templates.forms import Draw
from tests.returns.templates.forms import Drawn


def labels(draw: Draw) -> dict[str, tuple[str, str, str]]:
    found = inputs_of(forms.drawn(draw))
    return {each.address[1]: each.labels.parts for each in found}


def places(draw: Draw) -> list[str]:
    return [address_of(place) for place in input_places(forms.form(forms.drawn(draw)))]


def test_the_unseen_workbook_is_read_with_the_words_near_each_cell() -> None:
    found = inputs_of(read_funder_workbook(forms.NAME, forms.unseen_bytes()))
    assert {each.sheet for each in found} == {"Return"}
    assert {each.address[1]: each.labels.words for each in found} == {
        "B4": "Community safety grant: return | Organisation:",
        "B5": "Community safety grant: return | Quarter *",
        "B6": "Community safety grant: return | Financial year",
        "B7": "Community safety grant: return | Date prepared",
        "B12": "Spending | Blackpool | This quarter / Actual",
        "C12": "Spending | Blackpool | This quarter / Eligible",
        "D12": "Spending | Blackpool | Year / Budget",
        "B14": "Spending | Lancaster | This quarter / Actual",
        "C14": "Spending | Lancaster | This quarter / Eligible",
        "D14": "Spending | Lancaster | Year / Budget",
        "B15": "Spending | Total | This quarter / Actual",
        "C15": "Spending | Total | This quarter / Eligible",
        "D15": "Spending | Total | Year / Budget",
        "A18": "Describe progress in the quarter",
        "B22": "Describe progress in the quarter | Total claimed this quarter",
    }
    assert [each.address[1] for each in found if each.is_total] == ["B15", "C15", "D15"]


def test_words_behind_a_gap_and_answers_belong_to_another_table() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFF00"})
        page.write_row("A1", ["Costs", "Spent", None, "Output", "Count"])
        page.write_column("A2", ["Pay", "Travel"])
        for cell in ("B2", "B3", "D2", "D3", "E2"):
            page.write_blank(cell, None, ours)

    found = labels(draw)
    assert found["B2"] == ("Pay", "Spent", "")
    assert (found["D2"], found["E2"]) == (("", "Output", ""), ("", "Count", ""))


def test_a_heading_above_another_section_is_not_of_a_lone_cell() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFF00"})
        page.write_row("A1", ["Heading", "Budget"])
        page.write("A2", "Pay")
        page.write_blank("B2", None, ours)
        page.write("A4", "Declaration")
        page.write("A5", "Signed")
        page.write_blank("B5", None, ours)

    found = labels(draw)
    assert found["B2"] == ("Pay", "Budget", "")
    assert found["B5"] == ("Signed", "", "Declaration")


def test_long_words_beside_or_above_are_notes() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFF00"})
        page.write_row("A1", ["Area", "Spent"])
        page.write_row("A2", ["x", forms.NOTE])
        page.write("A3", "n" * 400)
        page.write_blank("B3", None, ours)

    assert labels(draw)["B3"] == ("", "Spent", "")


def test_a_heading_of_many_rows_is_cut_and_a_lone_word_far_above_is_none() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFF00"})
        for row, words in enumerate(("One", "Two", "Three", "Four")):
            page.write_row(row, 0, ["Side", words])
        page.write("A5", "Pay")
        page.write_blank("B5", None, ours)
        page.write("D1", "Far")
        page.write("C9", "Note")
        page.write_blank("D9", None, ours)
        page.write("C10", "Other")
        page.write("F3", "Alone")
        page.write_blank("F9", None, ours)

    found = labels(draw)
    assert found["B5"][1] == "Two / Three / Four"
    assert found["F9"][1] == "Alone"


def test_labels_are_the_same_whatever_their_capitals_and_colons() -> None:
    assert Labels("Fund: *").is_same(Labels("fund"))
    assert not Labels("Fund").is_same(Labels("", "Fund"))
    assert (Labels("a", "b", "c").words, Labels().any) == ("c | a | b", False)


def test_an_unprotected_sheet_shows_its_inputs_by_the_surest_sign_it_has() -> None:
    def unlocked(book: Drawn, page: Drawn) -> None:
        page.write_column("A1", ["Fund", "Year", "Quarter"])
        page.write_blank("B1", None, book.add_format({"locked": False}))
        page.write_blank("B2", None, book.add_format({"bg_color": "#FFFF00"}))
        page.data_validation("B3", {"validate": "list", "source": ["Q1"]})

    def coloured(book: Drawn, page: Drawn) -> None:
        band = book.add_format({"bg_color": "#003078"})
        ours = book.add_format({"bg_color": "#FFFFCC"})
        page.write_row("A1", ["Fund", "Year"], band)
        page.write_blank("C1", None, band)
        page.write_column("A2", ["Fund", "Year"])
        page.write("B2", "Please select", ours)
        page.write_number("B3", 0, ours)

    def bordered(book: Drawn, page: Drawn) -> None:
        page.write_column("A1", ["Fund", "Year"])
        page.write_blank("B1", None, book.add_format({"border": 1}))
        page.write_formula("B2", "=1", book.add_format({"border": 1}))

    def bare(_book: Drawn, page: Drawn) -> None:
        page.write_column("A1", ["Fund", "Year"])
        page.write("B2", "2023-24")

    assert places(unlocked) == ["B1", "B3"]
    assert places(coloured) == ["B2", "B3"]
    assert places(bordered) == ["B1"]
    assert places(bare) == ["B1"]


def test_styles_copied_over_a_sheet_are_refused_and_not_listed() -> None:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFF00"})
        page.write_row("A1", ["Area", "Spent"])
        for row in range(1, 3_102):
            page.write_blank(row, 0, None, ours)

    with pytest.raises(FileRefused) as caught:
        inputs_of(forms.drawn(draw))
    (found,) = caught.value.findings
    assert found.found == "3,101 cells that look like inputs, down to row 3,102"
    assert (found.sheet, found.message) == (
        "Form",
        "formats were copied over cells that belong to no form",
    )
