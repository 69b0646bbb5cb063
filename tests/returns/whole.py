"""A return with something on every kind of sheet, made once for all that only read."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import sheets
from tests.conftest import SETTINGS
from tests.returns.test_files import DAY
from tests.returns.test_files import full_office
from tests.returns.test_files import papers_of

SUPPLIERS = (
    "=cmd|' /C calc'!A0",
    "+44 1632 960000",
    "-5+7",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "</text:p><script>alert(1)</script>",
    '<a href="https://example.test">x</a> & "sons"',
    "Bell\x07 and \ufffe sons",
    "  two  spaces and a\nline ",
    "_x0041_ Ltd",
    "<b>Bold</font> & <i>Sons",
    "L’Été – “Zoë” £5 − 3 × 2 ≤ 4",
    "",
)
"""Names that a spreadsheet, a browser or a typesetter would take for orders."""
HOSTILE = Sheet(
    "Hostile names",
    "Hostile <names> & sums",
    "Names that would be orders, and sums below nought.",
    "",
    (
        Column("=Supplier", "supplier", width=40),
        Column("Pounds", "pence", Kind.POUNDS),
        Column("Blank or pounds", "sum", Kind.SUM),
        Column("Count", "count", Kind.COUNT),
        Column("Share", "share", Kind.SHARE),
        Column("Per cent", "pct", Kind.PERCENT),
        Column("Day", "day", Kind.DAY),
        Column("Entry", "entry", Kind.NUMBER),
    ),
    (
        *((name, -123_456, None, 7, -0.125, -3.5, DAY, 1) for name in SUPPLIERS),
        ("nothing given", None, 5, None, None, None, None, None),
    ),
)


@cache
def whole_papers() -> Papers:
    """The papers of a return of an office in which everything happened."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return papers_of(full_office(Workspace(folder)))


@cache
def whole_sheets() -> tuple[Sheet, ...]:
    """The sheets of that return."""
    return sheets(whole_papers(), read_layout())
