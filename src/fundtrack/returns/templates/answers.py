"""The spreadsheet in which a finance officer says what goes into each cell."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.returns.templates.inputs import Input
from fundtrack.returns.templates.maps import LEAVE_EMPTY
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.proposals import propose
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.sources.form_workbook import FormFactRow
from fundtrack.sources.form_workbook import FormPage
from fundtrack.sources.form_workbook import FormSheet
from fundtrack.sources.form_workbook import write_form

START_SHEET = "Layout"
FUND, LAYOUT = "Fund", "Layout"
WORKBOOK, HASH = "Funder's workbook", "Hash of the workbook"
LABELS = (FUND, LAYOUT, WORKBOOK, HASH)
TO_FILL, TOTAL = "to fill", "worked out by the workbook"
SHOWN_CHOICES = 12
HOW_TO = (
    "Say for each row of the sheet Cells what goes into that cell of the workbook.",
    "Figure: a name from the sheet Figures, or a sum: claim/so-far - claim/now.",
    "Begin with the word less to turn the sign. Or write: leave empty.",
    "Fixed text: what stands there every quarter. Write only one of the two.",
    "Several headings: table/*/staff+overtime/*/actual.",
    "A row of a list by its number: milestones/3/planned_on is the third one's day.",
    "For what the workbook works out itself, name the figure that it must come to, or",
    "leave both empty to have it unchecked.",
    "A cell that is missing here may be added in a row of its own: its sheet and cell.",
    "Then: fundtrack layout confirm with this file. Nothing is filled until then.",
)


def _column(heading: str, key: str, meaning: str, *, required: bool = False) -> Column:
    return Column(heading, key, Reads.TEXT, meaning, "", is_required=required)


CELLS = Register(
    "Cells",
    "One row for each cell of the funder's workbook; fill what is yellow",
    (
        _column("Sheet", "sheet", "The sheet of the workbook", required=True),
        _column("Cell", "cell", "The cell, such as D12", required=True),
        _column("Section", "section", "The heading above"),
        _column("Label", "label", "The words beside it"),
        _column("Column heading", "heading", "The words above it"),
        _column("Is", "is", "Whether it is to be filled or a formula"),
        _column("Holds now", "holds", "What stands in it"),
        _column("Offers", "offers", "The words of its list"),
        _column("Figure", "figure", "A figure's name, or: leave empty"),
        _column("Fixed text", "fixed", "Words that stand there every quarter"),
        _column("Could also be", "others", "Other figures that come near"),
        _column("Changed", "changed", "What differs from the version before"),
    ),
)
FIGURES = Register(
    "Figures",
    "Every figure that may be named on the sheet Cells",
    (
        _column("Name", "name", "What to write"),
        _column("Meaning", "meaning", "What it is"),
        _column("Written as", "kind", "Pounds, a count, a day or words"),
    ),
)
GIVEN = frozenset(
    column.key for column in CELLS.columns if column.key not in {"figure", "fixed"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """A cell of the workbook and what is proposed for it."""

    asked: Input
    figure: str = ""
    fixed: str = ""
    others: tuple[str, ...] = ()
    changed: str = ""


def questions(
    inputs: Iterable[Input],
    catalogue: Catalogue,
    earlier: Mapping[tuple[str, str], tuple[MappedCell, str]] | None = None,
) -> tuple[Question, ...]:
    """Ask about each cell, with what was answered before or its words propose.

    Args:
        earlier: by sheet and cell, the mapped cell of the version before that it
            answers to, and what changed of it.
    """
    return tuple(_question(each, catalogue, earlier or {}) for each in inputs)


def _question(
    asked: Input,
    catalogue: Catalogue,
    earlier: Mapping[tuple[str, str], tuple[MappedCell, str]],
) -> Question:
    if asked.address in earlier:
        before, changed = earlier[asked.address]
        if before.does is Does.FIXED:
            return Question(asked, fixed=before.says, changed=changed)
        says = LEAVE_EMPTY if before.does is Does.EMPTY else before.says
        return Question(asked, says, changed=changed)
    found = propose(asked.labels, catalogue, asked.cell.choices)
    others = found.others if found.is_sure else (found.figure, *found.others)
    figure = found.figure if found.is_sure else ""
    changed = "new in this version" if earlier else ""
    return Question(asked, figure, "", tuple(filter(None, others)), changed)


def write_answers(
    path: Path,
    workbook: FunderWorkbook,
    named: tuple[str, str],
    asked: Sequence[Question],
    catalogue: Catalogue,
) -> None:
    """Write the spreadsheet.

    Args:
        named: the fund's id and the layout's name.
    """
    start = FormPage(
        START_SHEET,
        f"What goes into {workbook.file}",
        HOW_TO,
        [
            FormFactRow(FUND, named[0], "whose returns it is filled from"),
            FormFactRow(LAYOUT, named[1], "the layout's name", is_to_fill=True),
            FormFactRow(WORKBOOK, workbook.file, "as the funder sent it"),
            FormFactRow(HASH, workbook.sha256, "by which it is known again"),
        ],
    )
    cells = FormSheet(
        CELLS,
        [_row(question) for question in asked],
        blank_rows=20,
        given=GIVEN,
    )
    figures = FormSheet(
        FIGURES,
        [
            {
                "name": name,
                "meaning": catalogue.label(name),
                "kind": str(catalogue.kind(name)),
            }
            for name in catalogue.names()
        ],
        blank_rows=0,
        given=frozenset({"name", "meaning", "kind"}),
    )
    write_form(path, f"What goes into {workbook.file}", [start, cells, figures])


def _row(question: Question) -> dict[str, str]:
    asked = question.asked
    sheet, address = asked.address
    offers = asked.cell.choices
    more = f", and {len(offers) - SHOWN_CHOICES} more"
    return {
        "sheet": sheet,
        "cell": address,
        "section": asked.labels.section,
        "label": asked.labels.row,
        "heading": asked.labels.column,
        "is": TOTAL if asked.is_total else TO_FILL,
        "holds": asked.cell.formula or str(asked.cell.holds or ""),
        "offers": ", ".join(offers[:SHOWN_CHOICES])
        + (more if len(offers) > SHOWN_CHOICES else ""),
        "figure": question.figure,
        "fixed": question.fixed,
        "others": "; ".join(question.others),
        "changed": question.changed,
    }
