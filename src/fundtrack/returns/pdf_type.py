"""The type that a return's PDF is set in: its fonts, sizes, colours and signs."""

import unicodedata
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

PLAIN, BOLD = "Vera", "VeraBd"
INK, QUIET, RULE = HexColor("#17191c"), HexColor("#50565e"), HexColor("#c6cad0")
UNKNOWN = "?"
"""What stands for a sign that the fonts lack."""


@cache
def register_fonts() -> dict[str, Any]:
    """Make the fonts known to the typesetter, and give them by name."""
    made = {name: TTFont(name, f"{name}.ttf") for name in (PLAIN, BOLD)}
    for font in made.values():
        pdfmetrics.registerFont(font)
    return made


def style(size: float, font: str = PLAIN, *, at_right: bool = False) -> Any:  # noqa: ANN401 - reportlab has no types
    """Give a style of text of some size in points."""
    register_fonts()
    return ParagraphStyle(
        f"{font}-{size}-{at_right}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=INK,
        alignment=TA_RIGHT if at_right else 0,
        splitLongWords=True,
    )


def in_type(text: str) -> str:
    """Write text with the signs the fonts have, accents dropped that they lack."""
    return "".join(map(_sign, text.replace("\r\n", "\n").replace("\r", "\n")))


@cache
def _sign(sign: str) -> str:
    known = register_fonts()[PLAIN].face.charToGlyph
    if sign in "\n\t":
        return sign if sign == "\n" else " "
    bare = unicodedata.normalize("NFKD", sign)[0]
    return next((it for it in (sign, bare) if _is_printed(it, known)), UNKNOWN)


def _is_printed(sign: str, known: dict[int, int]) -> bool:
    return unicodedata.category(sign)[0] != "C" and ord(sign) in known


def paragraph(text: str, size: float, font: str = PLAIN, **how: bool) -> Any:  # noqa: ANN401 - reportlab has no types
    """Set text as a paragraph; what looks like markup is printed as it is."""
    return Paragraph(_marked(text), style(size, font, **how))


def labelled(label: str, text: str, size: float) -> Any:  # noqa: ANN401 - reportlab has no types
    """Set a text behind its label, which is bold and stands on a line of its own."""
    lines = f'<font name="{BOLD}">{_marked(label)}</font><br/>{_marked(text)}'
    told = style(size)
    told.spaceAfter = size
    return Paragraph(lines, told)


def _marked(text: str) -> str:
    return escape(in_type(text)).replace("\n", "<br/>")


def width_of(text: str, size: float, font: str = PLAIN) -> float:
    """Measure a line of text in points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(in_type(text), font, size))
