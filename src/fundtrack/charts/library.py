"""The drawing library that pages load, written out once from vl-convert."""

from importlib.metadata import version
from pathlib import Path

from vl_convert import javascript_bundle

EXPORTS = "export {vegaEmbed};"
NOTICE = """/* Vega, Vega-Lite and vega-embed, as bundled by vl-convert.
   Copyright University of Washington Interactive Data Lab and contributors,
   under the BSD 3-Clause licence; d3 modules by Mike Bostock under the ISC licence.
   The full texts are in the vl-convert package that wrote this file. */
"""


def vega_library(folder: Path) -> Path:
    """Give the module file with Vega, Vega-Lite and their embedding.

    It is written into `folder` when it is not there yet; its name holds the version
    of vl-convert, so that an upgrade writes another.
    """
    kept = folder / f"vega-{version('vl-convert-python')}.mjs"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(".new")
        aside.write_text(NOTICE + javascript_bundle(EXPORTS), encoding="utf-8")
        aside.replace(kept)
    return kept
