"""Naming a budget cell, and patterns over cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.domain.cells import Cell
from fundtrack.errors import NotAPeriod
from fundtrack.errors import WrongArgument

names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
cells = st.builds(
    Cell,
    names,
    names,
    names,
    names,
    st.sampled_from(["capital", "revenue"]),
    st.integers(1990, 2090).map(lambda year: f"{year}-{(year + 1) % 100:02d}"),
)
CAMERAS = Cell("SSF5", "blackpool", "town-centre-cctv", "cctv", "capital", "2023-24")


def test_a_cell_is_read_from_its_six_parts() -> None:
    written = "SSF5/blackpool/town-centre-cctv/cctv/capital/2023-24"
    assert Cell.parse(written) == CAMERAS
    assert CAMERAS.is_whole


def test_parts_left_out_stand_for_any() -> None:
    cell = Cell.parse("SSF5 / blackpool")
    assert str(cell) == "SSF5/blackpool/*/*/*/*"
    assert not cell.is_whole


def test_a_year_is_read_in_either_form() -> None:
    assert Cell.parse("SSF5/*/*/*/revenue/*").kind == "revenue"
    with pytest.raises(WrongArgument):
        Cell.parse("SSF5/*/*/*/*/2023/24")
    assert Cell.parse("SSF5/*/*/*/*/2023-2024").year == "2023-24"


@given(cells)
def test_a_cell_is_read_back_as_it_is_written(cell: Cell) -> None:
    assert Cell.parse(str(cell)) == cell


@pytest.mark.parametrize("written", ["", "SSF5//cctv", "a/b/c/d/capital/2023-24/g"])
def test_what_is_not_a_cell_is_refused_with_the_form_to_write(written: str) -> None:
    with pytest.raises(WrongArgument, match="FUND/AREA/PROJECT/HEADING/KIND/YEAR"):
        Cell.parse(written)


def test_a_kind_is_capital_or_revenue() -> None:
    with pytest.raises(WrongArgument, match="“both” is neither capital nor revenue"):
        Cell.parse("SSF5/blackpool/cctv/cctv/both")


def test_a_year_must_be_a_financial_year() -> None:
    with pytest.raises(NotAPeriod):
        Cell.parse("SSF5/blackpool/cctv/cctv/capital/2023")


@pytest.mark.parametrize(
    ("pattern", "is_covered"),
    [
        ("*", True),
        ("SSF5", True),
        ("SSF5/blackpool/*/cctv", True),
        ("SSF5/lancaster", False),
        ("SSF5/*/*/*/revenue", False),
    ],
)
def test_a_pattern_covers_the_cells_that_share_its_named_parts(
    pattern: str, *, is_covered: bool
) -> None:
    assert Cell.parse(pattern).covers(CAMERAS) is is_covered
    assert not CAMERAS.covers(Cell.parse("SSF5"))


def test_unsplit_covers_only_what_names_no_part_yet() -> None:
    pattern = Cell.parse("SSF5/unsplit/*/*/unsplit")
    assert pattern.covers(Cell.parse("SSF5"))
    assert not pattern.covers(CAMERAS)


@given(cells)
def test_a_cell_comes_back_from_the_columns_that_hold_it(cell: Cell) -> None:
    assert Cell.of_columns(cell.columns) == cell
    assert cell.columns["spend_kind"] == cell.kind
