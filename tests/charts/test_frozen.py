"""The specs that pages load are those that the chart functions draw."""

import json
import re
from collections.abc import Iterator

import pytest

from fundtrack.charts import freeze
from fundtrack.charts import theme
from fundtrack.charts.frozen import both_widths
from fundtrack.charts.frozen import frozen_spec

NAMES = [chart.__name__ for chart in freeze.CHARTS]


def hex_colours(text: str) -> set[str]:
    """Find every colour a spec names."""
    return set(re.findall(r"#[0-9a-fA-F]{6}\b", text))


def marks(spec: object) -> Iterator[dict[str, object]]:
    """Walk to every layer that draws."""
    if isinstance(spec, dict):
        if "mark" in spec:
            yield spec
        for part in spec.values():
            yield from marks(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from marks(part)


def test_a_frozen_spec_is_what_its_chart_function_draws_now() -> None:
    drawn = freeze.frozen_texts()
    kept = {
        path.name: path.read_text(encoding="utf-8")
        for path in freeze.SPECS.glob("*.json")
        if path.name in drawn
    }
    assert kept == drawn


def test_freezing_writes_every_spec(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freeze, "SPECS", tmp_path / "specs")  # type: ignore[operator]
    freeze.main()
    written = {path.name for path in freeze.SPECS.iterdir()}
    assert written == set(freeze.frozen_texts())


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_takes_the_width_there_is_and_its_data_by_name(name: str) -> None:
    for spec in both_widths(name).values():
        assert spec["width"] == "container"
        assert spec["data"] == {"name": "table"}
        assert "datasets" not in spec


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_uses_no_colour_outside_the_theme(name: str) -> None:
    used = hex_colours(json.dumps(both_widths(name)))
    assert used <= {*theme.LIGHT.values()}


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_british(name: str) -> None:
    locale = frozen_spec(name)["config"]["locale"]["number"]
    assert locale["currency"] == ["£", ""]
    assert locale["minus"] == "−"


@pytest.mark.parametrize(
    "name", ["money_by_area", "money_by_heading", "effect_by_area"]
)
def test_names_stand_above_their_bars_on_a_phone(name: str) -> None:
    wide, narrow = both_widths(name).values()
    assert "names" not in {layer.get("name") for layer in marks(wide)}
    above = [layer for layer in marks(narrow) if layer.get("name") == "names"]
    assert len(above) == 1
