"""What is written into a funder's cell: numbers, days and words, never a formula."""

import re
from dataclasses import dataclass
from datetime import date

from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.money import plain_pounds
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.templates import messages
from fundtrack.returns.templates.labels import plain
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.named import NamedFigure
from fundtrack.returns.templates.pages import FunderCell

LONGEST_TEXT = 32_767
"""Letters that a cell can hold."""
SHOWN_CHOICES = 8
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the file: `1234.50`."""

    digits: str


Written = Number | date | str


def figure_written(
    mapped: MappedCell, cell: FunderCell, figure: NamedFigure, file: str
) -> tuple[Written | None, list[Finding]]:
    """Give what is written for a figure, and why it cannot be if it cannot.

    Nothing is written where nothing was said.
    """
    value = figure.value
    if value is None or value == "":
        return None, []
    if isinstance(value, str):
        return text_written(mapped, cell, value, file)
    if cell.choices:
        digits = value.isoformat() if isinstance(value, date) else _digits(figure)
        return text_written(mapped, cell, digits, file)
    return (value if isinstance(value, date) else Number(_digits(figure))), []


def fixed_written(
    mapped: MappedCell, cell: FunderCell, file: str
) -> tuple[Written | None, list[Finding]]:
    """Give fixed words; what is a plain number is written as one."""
    if not cell.choices and _PLAIN_NUMBER.fullmatch(mapped.says):
        return Number(mapped.says), []
    return text_written(mapped, cell, mapped.says, file)


def text_written(
    mapped: MappedCell, cell: FunderCell, text: str, file: str
) -> tuple[Written | None, list[Finding]]:
    """Give the words as the cell's list spells them; refuse what the list lacks."""
    kept = _NO_XML.sub("", text)
    if len(kept) > LONGEST_TEXT:
        said = f"its words have {len(kept):,} letters; a cell holds {LONGEST_TEXT:,}"
        fix = "shorten the narrative, and attach the whole as evidence"
        return None, [_refused("template-text-fits", mapped, (said, fix), file)]
    if not cell.choices:
        return kept, []
    spelt = {plain(choice): choice for choice in cell.choices}
    if plain(kept) in spelt:
        return _as_listed(spelt[plain(kept)]), []
    offered = ", ".join(cell.choices[:SHOWN_CHOICES])
    more = len(cell.choices) - SHOWN_CHOICES
    offered += f" and {more} more" if more > 0 else ""
    said = f"the cell's list does not offer “{kept}”; it offers {offered}"
    fix = "map a figure or fixed text that the list offers, with layout confirm"
    return None, [_refused("template-choice", mapped, (said, fix), file)]


def _as_listed(choice: str) -> Written:
    """Write a number where the list holds numbers."""
    return Number(choice) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", choice) else choice


def _digits(figure: NamedFigure) -> str:
    value = figure.value
    if figure.kind in MONEY and isinstance(value, int):
        return plain_pounds(Pence(value))
    return repr(value)


def _refused(
    rule: str, mapped: MappedCell, said: tuple[str, str], file: str
) -> Finding:
    return messages.at_cell(rule, mapped.at, *said, file=file, found=mapped.says)
