"""Fill a funder's workbook with a return's figures, for a person to look at or send."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_templates import read_workbook
from fundtrack.acts.session import Session
from fundtrack.errors import FileRefused
from fundtrack.errors import FileStands
from fundtrack.errors import NotCounted
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_papers
from fundtrack.returns.sections import sheets
from fundtrack.returns.templates.comparing import Change
from fundtrack.returns.templates.comparing import compare
from fundtrack.returns.templates.confirmed import ConfirmedTemplate
from fundtrack.returns.templates.confirmed import confirmed_template
from fundtrack.returns.templates.confirmed import confirmed_templates
from fundtrack.returns.templates.filling import Filled
from fundtrack.returns.templates.filling import FilledCell
from fundtrack.returns.templates.filling import fill
from fundtrack.returns.templates.frozen import FOLDER
from fundtrack.returns.templates.frozen import blank_of
from fundtrack.returns.templates.messages import at_cell
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.registry import Registry
from fundtrack.store.evidence import sha256_of
from fundtrack.store.files import written_aside
from fundtrack.store.snapshot import Books

MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class ReturnFilled:
    """A funder's workbook as it was filled: the file, and what went into each cell.

    `left_empty` counts cells whose figure nobody gave, which is not nought. `state` is
    the return's: only a certified one may be sent.
    """

    return_id: str
    state: str
    layout: str
    version: int
    file: str
    sha256: str
    filled: int
    left_empty: int
    checked: int
    cells: tuple[FilledCell, ...]
    findings: tuple[Finding, ...]


def fill_return(
    session: Session,
    return_id: str,
    layout: str | None = None,
    workbook: Path | None = None,
    to: Path | None = None,
) -> ReturnFilled:
    """Fill a funder's workbook with the figures of a return.

    Args:
        layout: which of the fund's layouts; may be left out where there is one.
        workbook: the funder's workbook, which must be the version that was
            confirmed; the one kept as evidence unless given.
        to: where to write; `RETURN_ID-LAYOUT.xlsx` here unless given.

    Raises:
        FileRefused: for another version of the workbook, saying what differs.
        FiguresRefused: when a cell cannot be filled; nothing is then written.
        FileStands: when a file stands where it would be written.
    """
    with session.reading() as books:
        filed = read_filed(books, return_id)
        held = _layout(books, filed.fund, layout)
        path = to or Path(f"{return_id}-{held.template.layout}.xlsx")
        if path.exists():
            raise FileStands(path)
        blank = blank_of(held, session.workspace.evidence)
        template = read_funder_workbook(held.template.file, blank)
        if workbook is not None:
            _require_version(held, template, read_workbook(workbook))
        made = _filled(session, books, filed, (held, template))
    with written_aside(path) as aside:
        aside.write_bytes(_frozen(session, filed, held) or made.content)
    return _said(filed, held, path, made)


def _filled(
    session: Session,
    books: Books,
    filed: Filed,
    by: tuple[ConfirmedTemplate, FunderWorkbook],
) -> Filled:
    papers = make_papers(books, order_for(session, filed))
    layout = read_layout()
    registry = Registry(papers, layout, sheets(papers, layout))
    return fill(by[1], by[0].cells, registry)


def _layout(books: Books, fund: str, name: str | None) -> ConfirmedTemplate:
    if name is not None:
        return confirmed_template(books, fund, name)
    held = confirmed_templates(books, fund)
    if not held:
        raise NotCounted(
            f"{fund} has no layout of a funder's workbook; learn one with: fundtrack "
            f"layout learn FILE --fund {fund}, or take a pack: fundtrack layout packs"
        )
    if len(held) > 1:
        names = ", ".join(each.template.layout for each in held)
        raise NotCounted(f"{fund} has several layouts ({names}); name one: --layout")
    return held[0]


def _frozen(session: Session, filed: Filed, held: ConfirmedTemplate) -> bytes | None:
    """Give the workbook that the return froze, None where it froze none."""
    folder = session.workspace.returns / filed.return_id / FOLDER
    path = folder / f"{held.template.layout}.xlsx"
    blank = folder / "blank" / held.template.sha256
    return path.read_bytes() if path.is_file() and blank.is_file() else None


def _require_version(
    held: ConfirmedTemplate, confirmed: FunderWorkbook, given: FunderWorkbook
) -> None:
    """Refuse a workbook that is not the one confirmed, cell by cell.

    Raises:
        FileRefused: naming what moved, was renamed, added or taken away.
    """
    if given.sha256 == confirmed.sha256:
        return
    named = f"{held.template.layout}, version {held.template.version}"
    finding = Finding(
        rule="template-version",
        severity=Severity.BLOCK,
        message=f"it is not the workbook confirmed as {named}",
        fix=(
            "leave the file out to fill the one confirmed, or learn this one: "
            f"fundtrack layout learn FILE --fund {held.template.fund} --layout "
            f"{held.template.layout}"
        ),
        file=given.file,
        found=given.sha256[:12],
    )
    raise FileRefused([finding, *list(_differences(confirmed, given))[:MOST_TOLD]])


def _differences(confirmed: FunderWorkbook, given: FunderWorkbook) -> Iterator[Finding]:
    for each in compare(confirmed, given):
        if each.change is Change.SAME:
            continue
        at = (each.sheet or each.old_sheet, each.cell or each.old_cell)
        words = each.words or each.old_words
        said = f"“{words}” is {each.change}"
        if each.change in {Change.MOVED, Change.RENAMED}:
            said = f"“{words}” {each.in_words}"
        fix = "confirm this version before it is filled"
        yield at_cell("template-version", at, said, fix, file=given.file)


def _said(
    filed: Filed, held: ConfirmedTemplate, path: Path, made: Filled
) -> ReturnFilled:
    written = [each for each in made.cells if each.does != "check"]
    return ReturnFilled(
        return_id=filed.return_id,
        state=str(filed.life.state),
        layout=held.template.layout,
        version=held.template.version,
        file=str(path),
        sha256=sha256_of(path),
        filled=sum(bool(each.written) for each in written),
        left_empty=sum(not each.written for each in written),
        checked=len(made.cells) - len(written),
        cells=made.cells,
        findings=made.findings,
    )
