"""The sheets that lead from figures to entries: which figures there are, and beneath.

An entry counts in many figures: in its row of the table and in the total, in the
quarter and in the year. It is listed once, with the marks of all of them, so that a
large return stays within what a spreadsheet holds.
"""

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.domain.figures import FigureId
from fundtrack.returns.layouts import Value
from fundtrack.returns.lineage import Lineage
from fundtrack.returns.lineage import SharedLine

Rows = list[dict[str, Value]]


def figure_rows(
    lineage: Lineage, lines: Sequence[SharedLine], places: Mapping[FigureId, str]
) -> Rows:
    """List every figure once: its mark, its id, where it stands, what it comes to."""
    together = Counter(line.figures for line in lines)
    counts: dict[int, int] = defaultdict(int)
    for figures, times in together.items():
        for number in figures:
            counts[number] += times
    marked = zip(marks_of(lineage), lineage.sums.items(), strict=True)
    return [
        {
            "mark": mark,
            "figure": str(figure),
            "place": places.get(figure, "Reconciliation"),
            "pence": pence,
            "lines": counts[number],
        }
        for number, (mark, (figure, pence)) in enumerate(marked)
    ]


def lineage_rows(lineage: Lineage, lines: Sequence[SharedLine]) -> Rows:
    """List every entry with the marks of the figures that it is beneath."""
    marks = marks_of(lineage)
    named: dict[tuple[int, ...], str] = {}
    for line in lines:
        if line.figures not in named:
            named[line.figures] = " ".join(marks[number] for number in line.figures)
    return [_row(line, named[line.figures]) for line in lines]


def marks_of(lineage: Lineage) -> list[str]:
    """Give each figure a mark of one length, so that none is found within another."""
    width = len(str(len(lineage.beneath)))
    return [f"F{number:0{width}}" for number in range(1, len(lineage.beneath) + 1)]


def _row(line: SharedLine, marks: str) -> dict[str, Value]:
    origin = line.origin
    return {
        "marks": marks,
        "entry": origin.entry,
        "pence": line.pence,
        "on": origin.on,
        "kind": origin.kind.replace("_", " "),
        "about": origin.about,
        "provenance": origin.provenance,
        "file": origin.file,
        "sheet": origin.sheet,
        "row": origin.row,
        "column": origin.column,
    }
