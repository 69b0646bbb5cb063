"""The drawing library is written once, by the version that is installed."""

from importlib.metadata import version
from pathlib import Path

from fundtrack.charts.library import vega_library


def test_the_library_is_a_module_with_its_notice_and_no_address_to_fetch(
    tmp_path: Path,
) -> None:
    written = vega_library(tmp_path / "cache")
    text = written.read_text(encoding="utf-8")
    assert written.name == f"vega-{version('vl-convert-python')}.mjs"
    assert text.startswith("/* Vega")
    assert "export{" in text.replace("export {", "export{")
    assert "vegaEmbed" in text


def test_a_library_that_stands_there_is_not_written_again(tmp_path: Path) -> None:
    kept = tmp_path / f"vega-{version('vl-convert-python')}.mjs"
    kept.write_text("as it was", encoding="utf-8")
    assert vega_library(tmp_path) == kept
    assert kept.read_text(encoding="utf-8") == "as it was"
