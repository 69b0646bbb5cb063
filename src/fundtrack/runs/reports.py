"""An executed notebook as one HTML page that opens anywhere, offline."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import mistune

from fundtrack.runs.report_style import STYLE

SHOWN = ("text/html", "image/svg+xml", "text/markdown")
"""What is shown of an output, the first it holds; a result handed over is not."""

SECTION = re.compile(r"<h2>(.*?)</h2>")
FEWEST_LISTED = 3


def report_html(notebook: Mapping[str, Any], title: str, footer: str) -> str:
    """Write an executed notebook as a page: its words and outputs, without code.

    Args:
        notebook: the executed notebook.
        title: of the page.
        footer: what a reader must know of where it comes from.
    """
    body = "\n".join(part for cell in notebook["cells"] for part in _parts(cell))
    sections = SECTION.findall(body)
    body = _with_contents(_with_anchors(body), sections)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        '<body><a class="skip" href="#main">Skip to the report</a>'
        f'<main id="main">{body}</main>'
        f"<footer>{escape(footer)}</footer></body></html>\n"
    )


def _with_anchors(body: str) -> str:
    """Give every section an id that the contents can point at."""
    numbers = iter(range(1, len(SECTION.findall(body)) + 1))
    return SECTION.sub(lambda found: f'<h2 id="s{next(numbers)}">{found[1]}</h2>', body)


def _with_contents(body: str, sections: list[str]) -> str:
    """Put the contents below the top heading; a short report needs none."""
    if len(sections) < FEWEST_LISTED:
        return body
    lines = "".join(
        f'<li><a href="#s{number}">{name}</a></li>'
        for number, name in enumerate(sections, start=1)
    )
    contents = f'<nav aria-label="Contents"><ol>{lines}</ol></nav>'
    first = body.index('<h2 id="s1">')
    return f"{body[:first]}{contents}\n{body[first:]}"


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
