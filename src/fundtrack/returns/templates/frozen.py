"""The filled workbooks that a certified return freezes, and how they are made again.

Beside each filled workbook stand what went into its cells, and the funder's workbook
as it was, so that a return is made again from its own folder and its snapshot.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

from fundtrack.errors import BooksUnreadable
from fundtrack.findings import Finding
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import sheets
from fundtrack.returns.templates.confirmed import ConfirmedTemplate
from fundtrack.returns.templates.confirmed import confirmed_templates
from fundtrack.returns.templates.filling import Filled
from fundtrack.returns.templates.filling import check_fill
from fundtrack.returns.templates.filling import fill
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.registry import Registry
from fundtrack.returns.texts import csv_bytes
from fundtrack.store.snapshot import Books

FOLDER = "funder"
BLANKS = f"{FOLDER}/blank"
COLUMNS = (
    Column("Sheet", "sheet"),
    Column("Cell", "cell"),
    Column("Done", "does"),
    Column("Figure", "figure"),
    Column("Meaning", "label"),
    Column("Written", "written"),
    Column("Figure ids", "figures"),
)


def filled_files(books: Books, papers: Papers, blanks: Path) -> dict[str, bytes]:
    """Fill the workbook of every layout confirmed for a return's fund.

    Args:
        blanks: the folder that holds the funders' workbooks by their sha256: the
            workspace's evidence, or that of a frozen return.

    Raises:
        FiguresRefused: when one cannot be filled; no file is then made.
        BooksUnreadable: when a funder's workbook is gone.
    """
    files: dict[str, bytes] = {}
    for held, workbook, registry in _to_fill(books, papers, blanks):
        files |= _files(held, fill(workbook, held.cells, registry))
        files[f"{BLANKS}/{held.template.sha256}"] = workbook.content
    return files


def fill_findings(books: Books, papers: Papers, blanks: Path) -> tuple[Finding, ...]:
    """List what would stop the workbooks of a fund's layouts from being filled.

    Raises:
        BooksUnreadable: when a funder's workbook is gone.
    """
    return tuple(
        found
        for held, workbook, registry in _to_fill(books, papers, blanks)
        for found in check_fill(workbook, held.cells, registry)
    )


def _to_fill(
    books: Books, papers: Papers, blanks: Path
) -> Iterator[tuple[ConfirmedTemplate, FunderWorkbook, Registry]]:
    confirmed = confirmed_templates(books, papers.figures.scope.fund)
    if not confirmed:
        return
    layout = read_layout()
    registry = Registry(papers, layout, sheets(papers, layout))
    for held in confirmed:
        blank = blank_of(held, blanks)
        yield held, read_funder_workbook(held.template.file, blank), registry


def filled_facts(books: Books, fund: str) -> Mapping[str, object]:
    """Say by which layouts a return was filled, for its manifest."""
    held = confirmed_templates(books, fund)
    return {"funder_layouts": [each.as_facts() for each in held]} if held else {}


def blank_of(held: ConfirmedTemplate, blanks: Path) -> bytes:
    """Read a funder's workbook as it was confirmed.

    Raises:
        BooksUnreadable: when it is gone.
    """
    path = blanks / held.template.sha256
    try:
        return path.read_bytes()
    except OSError as error:
        raise BooksUnreadable(path, "the funder's workbook is gone") from error


def _files(held: ConfirmedTemplate, made: Filled) -> dict[str, bytes]:
    name = f"{FOLDER}/{held.template.layout}"
    return {f"{name}.xlsx": made.content, f"{name}.csv": csv_bytes(_lineage(made))}


def _lineage(made: Filled) -> Sheet:
    rows = tuple(
        (
            cell.sheet,
            cell.cell,
            cell.does,
            cell.figure,
            cell.label,
            cell.written,
            "; ".join(cell.figures),
        )
        for cell in made.cells
    )
    return Sheet("Cells", "Cells", "", "", COLUMNS, rows)
