"""The words near a cell: beside it, above it, and of the section it stands in."""

from bisect import bisect_left
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import Place

LONGEST_HEADING = 80
"""Letters; longer words above a column are a note, not its heading."""
LONGEST_LABEL = 300
MOST_HEADING_ROWS = 3
LEFT_COLUMNS = 2
"""A section's heading begins in one of the first columns."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words near a cell, each empty where there are none."""

    row: str = ""
    column: str = ""
    section: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Beside, above, of the section."""
        return self.row, self.column, self.section

    @property
    def any(self) -> bool:
        """Whether words stand near."""
        return any(self.parts)

    @property
    def words(self) -> str:
        """All of them on one line, the section first."""
        return " | ".join(
            word for word in (self.section, self.row, self.column) if word
        )

    def is_same(self, other: "Labels") -> bool:
        """Whether they are the same words, capitals, colons and stars aside."""
        return self.key == other.key

    @property
    def key(self) -> tuple[str, str, str]:
        """What they are compared by."""
        return plain(self.row), plain(self.column), plain(self.section)


NO_LABELS = Labels()


def plain(words: str) -> str:
    """Write words for comparing: small letters, single spaces, no marks at the end."""
    return " ".join(words.casefold().split()).strip(" :*.")


class SheetLabels:
    """Finds the labels of any cell of one sheet.

    Args:
        inputs: cells that hold an answer, whose words are nobody's label.
    """

    def __init__(self, sheet: FunderSheet, inputs: Iterable[Place] = ()) -> None:
        answers = {place for place, cell in sheet.cells.items() if cell.formula}
        answers.update(inputs)
        texts = {
            place: cell.text
            for place, cell in sheet.cells.items()
            if cell.text and place not in answers
        }
        self._answers = Counter(row for row, _ in answers)
        self._sections = _section_rows(texts, self._answers)
        self._texts = texts | _spread(sheet, texts, self._sections)
        self._rows = _by(self._texts, 0)
        self._columns = _by(self._texts, 1)
        self._section_rows = sorted(self._sections)
        self._places = answers
        covered = {place for place, cell in sheet.cells.items() if cell.is_covered}
        self._used = _by({*self._texts, *answers, *covered}, 0)

    def of(self, place: Place) -> Labels:
        """Give the labels of a cell."""
        section_row = self._section_row(place[0])
        column, top = self._above(place)
        if top < section_row and self._answers[place[0]] == 1:
            column = ""
        row = self._beside(place, is_headed=bool(column))
        if not row and section_row == place[0] - 1:
            column = ""
        section = self._sections.get(self._section_row(place[0]), "")
        return Labels(row, column, section)

    def _beside(self, place: Place, *, is_headed: bool) -> str:
        """Give the words at the left.

        Another table's words are not meant: those behind a gap and answers of theirs.
        """
        row, column = place
        was = column
        is_behind_gap = False
        for at in reversed([it for it in self._used.get(row, []) if it < column]):
            text = self._texts.get((row, at), "")
            is_behind_gap = is_behind_gap or at < was - 1
            was = at
            if text and len(text) <= LONGEST_LABEL:
                return text
            if is_headed and is_behind_gap and (row, at) in self._places:
                return ""
        return ""

    def _above(self, place: Place) -> tuple[str, int]:
        """Give the heading of a cell's column, and the row where it begins."""
        rows = self._columns.get(place[1], [])
        above = [
            row
            for row in reversed(rows[: bisect_left(rows, place[0])])
            if row not in self._sections
            and len(self._texts[row, place[1]]) <= LONGEST_HEADING
        ]
        is_heading = above and (
            len(self._rows[above[0]]) > 1 or above[0] == place[0] - 1
        )
        if not is_heading:
            return "", place[0]
        taken = [above[0]]
        for row in above[1:MOST_HEADING_ROWS]:
            if row != taken[-1] - 1:
                break
            taken.append(row)
        words = [self._texts[row, place[1]] for row in reversed(taken)]
        return " / ".join(dict.fromkeys(words)), taken[-1]

    def _section_row(self, row: int) -> int:
        """Give the row of the section that a row stands in, nought before any."""
        at = bisect_left(self._section_rows, row)
        return self._section_rows[at - 1] if at else 0


def _section_rows(texts: Mapping[Place, str], answers: Counter[int]) -> dict[int, str]:
    """Find rows whose only words stand at the left: headings of what follows.

    Longer words are a heading only where a box for the answer stands right below.
    """
    rows = _by(texts, 0)
    found = {
        row: texts[row, columns[0]]
        for row, columns in rows.items()
        if len(columns) == 1 and columns[0] <= LEFT_COLUMNS and not answers[row]
    }
    return {
        row: text
        for row, text in found.items()
        if len(text) <= LONGEST_HEADING
        or (len(text) <= LONGEST_LABEL and answers[row + 1] and row + 1 not in rows)
    }


def _spread(
    sheet: FunderSheet, texts: Mapping[Place, str], sections: Mapping[int, str]
) -> dict[Place, str]:
    """Give the words of a merged block to each of its cells, banners aside."""
    blocks = {
        sheet.cells[place].merged: text
        for place, text in texts.items()
        if sheet.cells[place].merged and place[0] not in sections
    }
    return {
        place: blocks[cell.merged]
        for place, cell in sheet.cells.items()
        if cell.is_covered and cell.merged in blocks
    }


def _by(places: Iterable[Place], part: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for place in places:
        found[place[part]].append(place[1 - part])
    return {key: sorted(values) for key, values in found.items()}
