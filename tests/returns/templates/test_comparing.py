"""Two versions of a funder's workbook: what stayed, moved, was renamed, added, went."""

from fundtrack.returns.templates.comparing import carried
from fundtrack.returns.templates.comparing import compare
from tests.returns.templates import forms
from tests.returns.templates.forms import Draw
from tests.returns.templates.forms import Drawn
from tests.returns.templates.forms import mapped

Told = tuple[str, str, str]


def version(*labels: str, start: int = 1) -> Draw:
    def draw(book: Drawn, page: Drawn) -> None:
        ours = book.add_format({"bg_color": "#FFFFCC"})
        for row, label in enumerate(labels, start=start):
            page.write(f"A{row}", label)
            page.write_blank(f"B{row}", None, ours)

    return draw


def told(old: Draw, new: Draw, sheet: str = "Form") -> list[Told]:
    changes = compare(forms.drawn(old), forms.drawn(new, sheet))
    return [(str(it.change), it.cell or it.old_cell, it.in_words) for it in changes]


def test_equal_versions_are_the_same() -> None:
    found = told(version("Fund", "Year"), version("FUND:", "Year *"))
    assert found == [("same", "B1", ""), ("same", "B2", "")]


def test_what_moved_was_renamed_added_or_went_is_told() -> None:
    old = version("Fund", "Year", "Claim", "Signed")
    new = version("Year", "Fund", "Claim this quarter", "Dated", "Extra")
    assert told(old, new) == [
        ("moved", "B1", "moved from Form B2"),
        ("moved", "B2", "moved from Form B1"),
        ("renamed", "B3", "was “Claim”"),
        ("renamed", "B4", "was “Signed”"),
        ("added", "B5", "added"),
    ]
    assert told(version("Fund", "Year"), version("Fund")) == [
        ("same", "B1", ""),
        ("gone", "B2", "gone"),
    ]


def test_words_are_found_on_a_sheet_of_another_name() -> None:
    found = told(version("Fund"), version("Fund", start=3), "Form 2")
    assert found == [("moved", "B3", "moved from Form B1")]


def test_rows_of_a_list_with_equal_words_keep_their_places() -> None:
    def rows(count: int) -> Draw:
        def draw(book: Drawn, page: Drawn) -> None:
            page.write_row("A1", ["Risk", "Owner"])
            for row in range(1, count + 1):
                page.write_blank(row, 0, None, book.add_format({"border": 1}))

        return draw

    assert told(rows(2), rows(3)) == [
        ("same", "A2", ""),
        ("same", "A3", ""),
        ("added", "A4", "added"),
    ]


def test_answers_are_carried_over_but_not_to_renamed_cells() -> None:
    old = version("Fund", "Year", "Claim")
    new = version("Year", "Fund", "Amount")
    changes = compare(forms.drawn(old), forms.drawn(new))
    fund, claim = mapped("B1", "identity/fund"), mapped("B3", "claim/now")
    assert carried(changes, (fund, claim)) == {
        ("Form", "B2"): (fund, "moved from Form B1")
    }
