"""An executed notebook as one HTML page that opens anywhere, offline."""

from collections.abc import Mapping
from html import escape
from typing import Any

import mistune

from fundtrack.charts import theme

SHOWN = ("text/html", "image/svg+xml", "text/markdown")
"""What is shown of an output, the first it holds; a result handed over is not."""

STYLE = f"""
body {{ font: 16px/1.5 {theme.FONT}; color: {theme.LIGHT["ink"]}; margin: 2rem auto;
  max-width: 48rem; padding: 0 1rem; background: {theme.LIGHT["paper"]}; }}
h1 {{ font-size: 27px; line-height: 1.25; }} h2 {{ font-size: 19px; margin-top: 2rem; }}
.notice {{ background: {theme.LIGHT["panel"]}; border-left: 4px solid
  {theme.LIGHT["attention"]}; padding: .6rem 1rem; font-weight: 600; }}
.mark {{ font-size: 13px; color: {theme.LIGHT["attention"]}; }}
figure {{ margin: 1.5rem 0; }} svg {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }}
caption {{ text-align: left; font-weight: 600; padding: .4rem 0; }}
th, td {{ text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid
  {theme.LIGHT["rule"]}; font-weight: normal; }}
thead th, tfoot th, tfoot td {{ font-weight: 600; }} .number {{ text-align: right; }}
code {{ font-size: 14px; overflow-wrap: anywhere; }}
footer {{ font-size: 13px; color: {theme.LIGHT["muted"]}; margin-top: 3rem; }}
@media (max-width: 48rem) {{ figure {{ overflow-x: auto; }}
  figcaption {{ position: sticky; left: 0; }} svg {{ max-width: none; }} }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
"""


def report_html(notebook: Mapping[str, Any], title: str, footer: str) -> str:
    """Write an executed notebook as a page: its words and outputs, without code.

    Args:
        notebook: the executed notebook.
        title: of the page.
        footer: what a reader must know of where it comes from.
    """
    body = "\n".join(part for cell in notebook["cells"] for part in _parts(cell))
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><main>{body}</main><footer>{escape(footer)}</footer></body></html>\n"
    )


def _parts(cell: Mapping[str, Any]) -> list[str]:
    if cell["cell_type"] == "markdown":
        return [_from_markdown(cell["source"])]
    return [
        part
        for output in cell.get("outputs", [])
        if (part := _output(output.get("data", {})))
    ]


def _output(shown: Mapping[str, Any]) -> str:
    for kind in SHOWN:
        if kind in shown:
            text = shown[kind]
            written = text if isinstance(text, str) else "".join(text)
            return _from_markdown(written) if kind == "text/markdown" else written
    return ""


def _from_markdown(written: str) -> str:
    return str(mistune.html(written))
