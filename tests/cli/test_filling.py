"""Funders' workbooks on the command line: learnt, answered, confirmed and filled."""

from pathlib import Path

from tests.cli.test_mending import Said
from tests.cli.test_mending import office
from tests.cli.test_mending import said
from tests.returns.office import RETURN
from tests.returns.templates import forms
from tests.returns.templates.forms import Drawn

__all__ = ["office", "said"]


def small(book: Drawn, page: Drawn) -> None:
    page.write_column("A1", ["Recipient", "Claim this quarter", "Horses"])
    for cell in ("B1", "B2"):
        page.write_blank(cell, None, book.add_format({"bg_color": "#FFFFCC"}))


def renamed(book: Drawn, page: Drawn) -> None:
    small(book, page)
    page.write("A2", "Amount")


def test_a_workbook_is_learnt_confirmed_filled_and_dropped(
    said: Said, tmp_path: Path
) -> None:
    blank, answers = tmp_path / "small.xlsx", str(tmp_path / "small-answers.xlsx")
    blank.write_bytes(forms.drawn_bytes(small))
    shown = said.words("layout", "learn", str(blank), "--fund", "SSF5")
    assert shown == [
        "Form B1 “Recipient”: identity/recipient",
        "Form B2 “Claim this quarter”: claim/now",
        f"2 cells to fill, 0 of them to be answered: {answers}",
        f"when that is done: layout confirm {answers}",
    ]
    kept = said.json("layout", "confirm", answers)
    assert (kept["layout"], kept["version"], kept["left_empty"]) == ("small", 1, 0)
    words = "are filled by small, version 1: 2 cells of small.xlsx, 0 left empty"
    (line,) = said.words("layout", "confirm", answers)
    assert line == f"returns of SSF5 {words}, entry {kept['entry']}"
    said.words("return", "prepare", "SSF5", "2023-24 Q4")
    to = str(tmp_path / "filled.xlsx")
    words = "2 cells filled, 0 left empty because nothing was said, 0 totals checked"
    (line,) = said.words("return", "fill", RETURN, str(blank), "--to", to)
    assert line == f"{to}: {words}; {RETURN} is prepared"
    (line,) = said.words(
        "layout", "drop", "small", "--fund", "SSF5", "--reason", "asked no more"
    )
    assert line.startswith("SSF5 is no longer filled by small, entry ")
    assert said.code("return", "fill", RETURN) == 3


def test_versions_are_compared_and_packs_listed_and_taken(
    said: Said, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(forms.drawn_bytes(small))
    new.write_bytes(forms.drawn_bytes(renamed))
    shown = said.words("layout", "compare", str(old), str(new))
    counts = "1 same, 0 moved, 1 renamed, 0 added, 0 gone"
    assert shown == ["Form B2 “Amount”: was “Claim this quarter”", counts]
    answers = str(tmp_path / "a.xlsx")
    more = ("--fund", "SSF5", "--answers", answers)
    shown = said.words("layout", "compare", str(old), str(new), *more)
    assert shown[-1] == f"answer in {answers}, then: layout confirm {answers}"
    assert (
        "are filled by hotspot-labour, version 1: 89 cells"
        in (said.words("layout", "adopt", "hotspot-labour", "--fund", "SSF5")[0])
    )
    shown = said.words("layout", "packs")
    assert shown[1].endswith("Our reconstruction, not the Home Office form")
    assert shown[2:] == [
        "SSF5 is filled by hotspot-labour, version 1 (hotspot-labour.xlsx)"
    ]
