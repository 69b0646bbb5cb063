"""The colours of charts and pages are the same, and every one of them can be read."""

import re

import pytest

from fundtrack.charts import theme
from tests.source_tree import PACKAGE

STYLES = PACKAGE / "serving" / "template" / "static" / "fundtrack.css"
READ_AS_TEXT = ("ink", "muted", "bad", "attention", "good", "link")
SEEN_AS_SHAPES = ("actual", "owed", "budget-edge", "forecast-edge", "focus", "axis")
FROM_PAGES_NOTE = {
    "ink": "#0b1f33",
    "muted": "#47586a",
    "actual": "#12436d",
    "owed": "#28a197",
    "forecast": "#c5b3e6",
    "budget": "#dbe2e8",
    "bad": "#801650",
    "attention": "#a8480d",
    "good": "#1f6f43",
}


def luminance(colour: str) -> float:
    """Give a colour's relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def written_tokens(block: str) -> dict[str, str]:
    """Read the custom properties that a block of the style sheet sets."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def test_the_style_sheet_holds_the_same_colours_by_day_and_night() -> None:
    day, night = STYLES.read_text(encoding="utf-8").split(
        "@media (prefers-color-scheme: dark)", maxsplit=1
    )
    assert written_tokens(day) == theme.LIGHT
    assert written_tokens(night) == theme.DARK


def test_the_colours_are_those_agreed_for_the_pages() -> None:
    assert {name: theme.LIGHT[name] for name in FROM_PAGES_NOTE} == FROM_PAGES_NOTE


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["day", "night"])
@pytest.mark.parametrize("name", READ_AS_TEXT)
@pytest.mark.parametrize("behind", ["paper", "panel"])
def test_words_can_be_read_against_what_is_behind_them(
    tokens: dict[str, str], name: str, behind: str
) -> None:
    assert contrast(tokens[name], tokens[behind]) >= 4.5


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["day", "night"])
@pytest.mark.parametrize("name", SEEN_AS_SHAPES)
def test_bars_or_their_outlines_stand_out_from_the_paper(
    tokens: dict[str, str], name: str
) -> None:
    assert contrast(tokens[name], tokens["paper"]) >= 3


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["day", "night"])
def test_the_bar_s_white_words_can_be_read(tokens: dict[str, str]) -> None:
    assert contrast("#ffffff", tokens["brand"]) >= 4.5
    assert contrast("#c9d9e8", tokens["brand"]) >= 4.5


def test_every_colour_of_a_chart_has_its_counterpart_at_night() -> None:
    night = theme.night()
    assert night[theme.LIGHT["paper"]] == theme.DARK["paper"]
    assert night[theme.LIGHT["actual"]] == theme.DARK["actual"]
    assert len(night) == len({*theme.LIGHT.values()})
