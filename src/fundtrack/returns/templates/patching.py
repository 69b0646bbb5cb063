"""Write values into a workbook's own XML; everything else in it stays as it was.

Pictures, lists, colours, protection and print settings are kept byte by byte. What a
program once worked out is replaced by what the formulas come to now, or taken away
where only a spreadsheet program can tell, and the workbook asks to be worked out anew.
"""

import html
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fundtrack.returns.templates.formulas import Held
from fundtrack.returns.templates.packing import WORKBOOK
from fundtrack.returns.templates.packing import Members
from fundtrack.returns.templates.packing import sheet_parts
from fundtrack.returns.templates.pages import Place
from fundtrack.returns.templates.pages import address_of
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.spans import Element
from fundtrack.returns.templates.spans import elements
from fundtrack.returns.templates.spans import spliced
from fundtrack.returns.templates.spans import without
from fundtrack.returns.templates.styles import DayStyles
from fundtrack.returns.templates.written import Number
from fundtrack.returns.templates.written import Written

STYLES = "xl/styles.xml"
SHEET = frozenset({"sheetData", "row", "c", "f", "dimension"})
BEFORE_CALCULATION = frozenset(
    {"sheets", "functionGroups", "externalReferences", "definedNames", "calcPr"}
)
DAY_NOUGHT = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
Edit = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """What is written into one sheet, and what its formulas come to.

    `worked` has every formula cell; None where only another program can tell. `days`
    are the cells that show dates already.
    """

    writes: Mapping[Place, Written]
    worked: Mapping[Place, Held]
    days: frozenset[Place]


def patched(
    file: str,
    members: Members,
    edits: Mapping[str, SheetEdits],
    *,
    counts_from_1904: bool,
) -> dict[str, bytes]:
    """Give the parts of a workbook with values written into some cells."""
    styles = DayStyles(file, members.get(STYLES, b""))
    nought = DAY_NOUGHT[counts_from_1904]
    made = dict(members)
    for name, part in sheet_parts(file, members).items():
        if name in edits:
            sheet = _Sheet(file, members[part], styles, nought)
            made[part] = sheet.patched(edits[name])
    if STYLES in members:
        made[STYLES] = styles.part
    made[WORKBOOK] = _worked_out_anew(file, members[WORKBOOK])
    return made


class _Sheet:
    def __init__(self, file: str, part: bytes, styles: DayStyles, nought: date) -> None:
        self._part = part
        self._styles = styles
        self._nought = nought
        self._found = elements(file, part, SHEET)
        self._body = next(it for it in self._found if it.name == "sheetData")
        self._rows = _numbered_rows(self._found)
        self._cells = _numbered_cells(self._found, self._rows)
        self._formulas = {
            id(it.within): it for it in self._found if it.name == "f" and it.within
        }

    def patched(self, edits: SheetEdits) -> bytes:
        made: list[Edit] = []
        for place, cell in self._cells.items():
            if place in edits.writes:
                new = self._cell(place, cell, edits)
                made.append((cell.start, cell.end, new))
            elif formula := self._formulas.get(id(cell)):
                worked = edits.worked.get(place)
                made.append(
                    (cell.start, cell.end, self._cached(place, cell, formula, worked))
                )
        absent = sorted(set(edits.writes) - set(self._cells))
        made += self._inserted(absent, edits)
        if absent:
            made += [
                (it.start, it.end, b"") for it in self._found if it.name == "dimension"
            ]
        return spliced(self._part, made)

    def _cell(self, place: Place, cell: Element | None, edits: SheetEdits) -> bytes:
        written = edits.writes[place]
        style = cell.said.get("s", "") if cell else ""
        if isinstance(written, date) and place not in edits.days:
            style = self._styles.dated(style or "0")
        return self._element(place, style, self._inner(written))

    def _inner(self, written: Written) -> tuple[str, str]:
        p = self._body.prefix
        if isinstance(written, Number):
            return "", f"<{p}v>{written.digits}</{p}v>"
        if isinstance(written, date):
            return "", f"<{p}v>{(written - self._nought).days}</{p}v>"
        text = html.escape(written, quote=False).replace("\r", "&#13;")
        is_ = f'<{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is>'
        return "inlineStr", is_

    def _element(self, place: Place, style: str, inner: tuple[str, str]) -> bytes:
        p, (kind, within) = self._body.prefix, inner
        said = f' r="{address_of(place)}"'
        said += f' s="{style}"' if style else ""
        said += f' t="{kind}"' if kind else ""
        made = f"<{p}c{said}>{within}</{p}c>"
        return made.encode("ascii", "xmlcharrefreplace")

    def _cached(
        self, place: Place, cell: Element, formula: Element, worked: Held
    ) -> bytes:
        p = self._body.prefix
        kept = self._part[formula.start : formula.end]
        style = cell.said.get("s", "")
        kind = "str" if isinstance(worked, str) else ""
        empty = self._element(place, style, (kind, "@"))
        value = "" if worked is None else f"<{p}v>{_shown(worked)}</{p}v>"
        inner = kept + value.encode("ascii", "xmlcharrefreplace")
        return empty.replace(b">@<", b">" + inner + b"<", 1)

    def _inserted(self, places: Iterable[Place], edits: SheetEdits) -> list[Edit]:
        """Add cells that the file does not hold yet, and rows where none are."""
        p = self._body.prefix
        made: list[Edit] = []
        new_rows: dict[int, bytes] = {}
        for place in places:
            cell = self._cell(place, None, edits)
            row = self._rows.get(place[0])
            if row is None:
                new_rows[place[0]] = new_rows.get(place[0], b"") + cell
            else:
                made.append(self._into_row(row, place, cell))
        rows = b""
        for number, cells in sorted(new_rows.items()):
            tag = f'<{p}row r="{number}">'.encode() + cells + f"</{p}row>".encode()
            following = [row.start for at, row in self._rows.items() if at > number]
            if following:
                made.append((min(following), min(following), tag))
            else:
                rows += tag
        return _joined([*made, *self._at_the_end(rows)])

    def _into_row(self, row: Element, place: Place, cell: bytes) -> Edit:
        if row.is_closed_at_once:
            opened = without(self._part[row.start : row.end], "spans")
            closing = f"</{row.tag}>".encode()
            return row.start, row.end, opened[:-2].rstrip() + b">" + cell + closing
        after = [
            it.start
            for at, it in self._cells.items()
            if at[0] == place[0] and at[1] > place[1]
        ]
        at = min(after, default=row.inner_end)
        return at, at, cell

    def _at_the_end(self, rows: bytes) -> list[Edit]:
        body = self._body
        if not rows:
            return []
        if body.is_closed_at_once:
            opened = f"<{body.tag}>".encode()
            whole = opened + rows + f"</{body.tag}>".encode()
            return [(body.start, body.end, whole)]
        return [(body.inner_end, body.inner_end, rows)]


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """Put together what goes into one place, in the order given."""
    found: dict[tuple[int, int], bytes] = {}
    for start, end, new in edits:
        found[start, end] = found.get((start, end), b"") + new
    return [(start, end, new) for (start, end), new in found.items()]


def _numbered_rows(found: Iterable[Element]) -> dict[int, Element]:
    rows: dict[int, Element] = {}
    number = 0
    for element in found:
        if element.name == "row":
            number = int(element.said.get("r", number + 1))
            rows[number] = element
    return rows


def _numbered_cells(
    found: Iterable[Element], rows: Mapping[int, Element]
) -> dict[Place, Element]:
    numbers = {id(row): number for number, row in rows.items()}
    cells: dict[Place, Element] = {}
    last = (0, 0)
    for element in found:
        if element.name != "c":
            continue
        row = numbers[id(element.within)]
        counted = (row, last[1] + 1 if last[0] == row else 1)
        last = place_of(element.said.get("r", "")) or counted
        cells[last] = element
    return cells


def _shown(worked: Decimal | str) -> str:
    if isinstance(worked, Decimal):
        return format(worked.normalize() if worked else Decimal(0), "f")
    return html.escape(worked, quote=False)


def _worked_out_anew(file: str, part: bytes) -> bytes:
    """Ask whichever program opens the workbook to work out its formulas."""
    found = elements(file, part, BEFORE_CALCULATION)
    asked = [it for it in found if it.name == "calcPr"]
    if asked:
        tag = without(part[asked[0].start : asked[0].inner], "fullCalcOnLoad")
        end = b"/>" if tag.endswith(b"/>") else b">"
        new = tag[: -len(end)].rstrip() + b' fullCalcOnLoad="1"' + end
        return spliced(part, [(asked[0].start, asked[0].inner, new)])
    last = max(found, key=lambda it: it.end)
    new = f'<{last.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
    return spliced(part, [(last.end, last.end, new)])
