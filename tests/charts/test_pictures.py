"""Pictures of charts stand in a page as the living charts will."""

import re
from copy import deepcopy
from typing import Any

import pytest

from fundtrack.charts import theme
from fundtrack.charts.frozen import both_widths
from fundtrack.charts.pictures import TOKENS
from fundtrack.charts.pictures import page_picture

STAGES: dict[str, list[Any]] = {
    "stage": ["Allocated", "Spent"],
    "pence": [20_000_00, 5_000_00],
    "label": ["£20,000", "£5,000"],
    "label_narrow": ["£20k", "£5k"],
}


@pytest.fixture(scope="module")
def drawn() -> str:
    """A picture of two stages."""
    return page_picture(both_widths("money_by_stage")["wide"], STAGES, 600, "stages")


def test_it_is_as_wide_as_its_room_and_keeps_its_height(drawn: str) -> None:
    width, height = re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn)[0]
    assert width == "600"
    assert f'style="width:100%;height:{height}px"' in drawn


def test_it_shows_the_figures(drawn: str) -> None:
    assert {">£20,000<", ">£5,000<", ">Allocated<", ">Spent<"} <= set(
        re.findall(r">[^<>]+<", drawn)
    )


def test_its_colours_are_the_pages_so_that_night_is_night(drawn: str) -> None:
    assert 'fill="var(--actual)"' in drawn
    assert not set(re.findall("#[0-9a-f]{6}", drawn)) & set(theme.night())


def test_every_colour_that_turns_at_night_has_its_token() -> None:
    for light, dark in theme.night().items():
        assert theme.LIGHT[TOKENS[light]] == light
        assert theme.DARK[TOKENS[light]] == dark


def test_two_pictures_share_no_name() -> None:
    cut = deepcopy(both_widths("money_by_stage")["wide"])
    for layer in cut["layer"]:
        layer["mark"]["clip"] = True
    drawn = page_picture(cut, STAGES, 600, "stages")
    names = re.findall(r'\bid="([^"]+)"', drawn)
    assert names
    assert all(name.startswith("stages-") for name in names)
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) == set(names)


def test_it_holds_nothing_that_reads_like_an_address(drawn: str) -> None:
    assert "://" not in drawn
    assert drawn.startswith("<svg ")
