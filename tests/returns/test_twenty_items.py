"""The page of a return's content is true of the layouts, item by item."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundtrack.cli.app import command_line
from fundtrack.config import Workspace
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.sections import sheets
from tests.returns.office import open_office
from tests.returns.test_files import papers_of

PAGE = Path(__file__).parents[2] / "docs" / "returns.md"
ROW = re.compile(r"\| (\d+) \| [^|]+ \| ([^|]*?) ?\| ([^|]+) \|")


def items() -> Iterator[tuple[int, str, list[str]]]:
    """Number, sheet and columns of each row of the page's table."""
    for number, sheet, named in ROW.findall(PAGE.read_text(encoding="utf-8")):
        yield int(number), sheet, named.split(", ")


def test_all_twenty_items_have_an_answer() -> None:
    assert sorted({number for number, _, _ in items()}) == list(range(1, 21))


@pytest.mark.parametrize(
    ("sheet", "named"), [(it[1], it[2]) for it in items() if it[1] not in {"", "Cover"}]
)
def test_an_item_is_answered_by_the_sheet_and_columns_that_the_page_names(
    sheet: str, named: list[str]
) -> None:
    layout = next(it for it in read_layout().sheets if it.name == sheet)
    headings = [column.heading for column in layout.columns]
    assert [it for it in named if not any(it in heading for heading in headings)] == []


def test_the_cover_has_the_items_that_the_page_names(workspace: Workspace) -> None:
    cover = sheets(papers_of(open_office(workspace)), read_layout())[0]
    held = {row[0] for row in cover.rows}
    named = {it for _, sheet, names in items() if sheet == "Cover" for it in names}
    assert named - held == set()


def test_the_years_end_is_answered_by_verbs_that_there_are() -> None:
    group = command_line.commands["return"]
    verbs = {it for number, _, names in items() if number == 18 for it in names}
    assert verbs == {"`return outturn`", "`return usage`"}
    assert {"outturn", "usage"} <= set(group.commands)  # type: ignore[attr-defined]
