"""Learn what a funder's workbook asks for, and record what goes into its cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.people import Permission
from fundtrack.domain.return_templates import ReturnTemplate
from fundtrack.domain.return_templates import dropped_event
from fundtrack.domain.return_templates import template_event
from fundtrack.errors import FileRefused
from fundtrack.errors import FileStands
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.templates.answered import answered
from fundtrack.returns.templates.answered import read_answers
from fundtrack.returns.templates.answers import Question
from fundtrack.returns.templates.answers import questions
from fundtrack.returns.templates.answers import write_answers
from fundtrack.returns.templates.comparing import carried
from fundtrack.returns.templates.comparing import compare
from fundtrack.returns.templates.confirmed import ConfirmedTemplate
from fundtrack.returns.templates.confirmed import confirmed_template
from fundtrack.returns.templates.confirmed import confirmed_templates
from fundtrack.returns.templates.confirmed import last_version
from fundtrack.returns.templates.frozen import blank_of
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.maps import map_text
from fundtrack.returns.templates.messages import unreadable
from fundtrack.returns.templates.pages import Address
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import Ledger

ENDING = ".xlsx"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class CellAsked:
    """One cell of a funder's workbook, the words near it and what is proposed."""

    sheet: str
    cell: str
    section: str
    label: str
    heading: str
    is_total: bool
    figure: str
    fixed: str
    others: tuple[str, ...]
    changed: str


@dataclass(frozen=True, slots=True)
class TemplateLearnt:
    """What a funder's workbook asks for, and the spreadsheet to answer in.

    `confirmed` is the entry of the layout of this name so far, None where there is
    none.
    """

    file: str
    sha256: str
    fund: str
    layout: str
    answers: str
    confirmed: int | None
    cells: tuple[CellAsked, ...]


@dataclass(frozen=True, slots=True)
class TemplateConfirmed:
    """A layout that a fund's returns are filled by from now on."""

    fund: str
    layout: str
    version: int
    file: str
    sha256: str
    cells: int
    left_empty: int
    entry: int
    event_hash: str
    findings: tuple[Finding, ...] = ()


def learn_template(
    session: Session,
    file: Path,
    fund: str,
    layout: str | None = None,
    answers: Path | None = None,
) -> TemplateLearnt:
    """Write the spreadsheet in which a person says what goes into a workbook.

    Nothing is recorded. Where the fund has a layout of that name, its answers are
    carried over to the cells whose words are the same.

    Args:
        layout: its name; the file's name unless given.
        answers: where to write; beside the workbook unless given.

    Raises:
        FileRefused: when the workbook cannot be filled safely.
        FileStands: when a file stands where the answers would be written.
    """
    workbook = read_workbook(file)
    name = layout_name(layout or file.stem)
    path = answers or file.with_name(f"{file.stem}-answers{ENDING}")
    if path.exists():
        raise FileStands(path)
    with session.reading() as books:
        named = fund_id(books, fund)
        catalogue = catalogue_of(session, books, named)
        held = _held(books, named, name)
        asked = questions(
            inputs_of(workbook), catalogue, earlier_answers(session, held, workbook)
        )
    if not asked:
        raise unreadable(
            workbook.file,
            "no cell to fill was found beside or below words",
            "see that it is the form to fill, and not its guidance",
        )
    write_answers(path, workbook, (named, name), asked, catalogue)
    return TemplateLearnt(
        file=workbook.file,
        sha256=workbook.sha256,
        fund=named,
        layout=name,
        answers=str(path),
        confirmed=held.entry if held else None,
        cells=tuple(_cell_asked(each) for each in asked),
    )


def confirm_template(
    session: Session, answers: Path, workbook: Path | None = None
) -> TemplateConfirmed:
    """Record what goes into a funder's workbook, as a spreadsheet of answers says.

    Args:
        workbook: where the funder's workbook is; beside the answers unless given.

    Raises:
        FileRefused: with every answer that is missing or cannot stand.
    """
    said = read_answers(answers)
    if not said.is_whole:
        raise unreadable(
            answers.name,
            "it is no spreadsheet of answers",
            "make one with: fundtrack layout learn FILE --fund FUND",
        )
    path = workbook or answers.with_name(said.workbook)
    held = read_workbook(path)
    if held.sha256 != said.sha256:
        raise unreadable(
            held.file,
            "it is not the workbook that these answers were written for",
            "name the right one with --workbook, or learn this one",
        )
    with session.writing(Permission.PREPARE) as ledger:
        fund = fund_id(ledger, said.fund)
        cells, found = answered(said, held, catalogue_of(session, ledger, fund))
        if has_blocking(found):
            raise FileRefused(found)
        name = layout_name(said.layout)
        template = _next_version(ledger, (fund, name), held, cells)
        return record_template(session, ledger, template, path, tuple(found))


def drop_template(
    session: Session, fund: str, layout: str, reason: str
) -> TemplateConfirmed:
    """Record that a fund's returns are no longer filled by a layout.

    Raises:
        UnknownName: listing the layouts that the fund has.
    """
    with session.writing(Permission.PREPARE) as ledger:
        held = confirmed_template(ledger, fund_id(ledger, fund), layout)
        event = dropped_event(held.template, session.today, reason)
        (entry,) = ledger.append([event], session.person)
        return _said(ledger, held.template, entry)


def record_template(
    session: Session,
    ledger: Ledger,
    template: ReturnTemplate,
    path: Path,
    findings: tuple[Finding, ...] = (),
) -> TemplateConfirmed:
    """Keep the workbook and record its map; nothing where neither is new."""
    held = _held(ledger, template.fund, template.layout)
    if held and _is_same(held.template, template):
        return _said(ledger, held.template, held.entry, findings)
    keep(session.workspace, path)
    event = template_event(template, session.today)
    (entry,) = ledger.append([event], session.person)
    return _said(ledger, template, entry, findings)


def read_workbook(path: Path) -> FunderWorkbook:
    """Read a funder's workbook from a file.

    Raises:
        FileRefused: when there is none, or it cannot be filled safely.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        said = f"the file cannot be opened ({error.strerror})"
        raise unreadable(path.name, said, "check its name and folder") from error
    return read_funder_workbook(path.name, content)


def layout_name(written: str) -> str:
    """Make a layout's name, by which its files are named.

    Raises:
        WrongArgument: when nothing is left of it.
    """
    name = re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-")
    if not _NAME.fullmatch(name):
        raise WrongArgument(
            f"“{written}” cannot name a layout; name it with letters and figures"
        )
    return name


def catalogue_of(session: Session, books: Reader, fund: str) -> Catalogue:
    """Say which figures a fund's layouts may name."""
    now = Selection(session.today, _last(books), fund)
    cells = [line.cell for line in position(books, now).cells]
    used = {cell.area for cell in cells}
    headings = {cell.heading for cell in cells} - {"*", "unsplit"}
    areas = {area: name for area, name in area_names(books).items() if area in used}
    return Catalogue(read_layout(), areas, tuple(sorted(headings)))


def earlier_answers(
    session: Session, held: ConfirmedTemplate | None, workbook: FunderWorkbook
) -> Mapping[Address, tuple[MappedCell, str]]:
    """Carry over what was answered for the version before."""
    if held is None:
        return {}
    blank = blank_of(held, session.workspace.evidence)
    before = read_funder_workbook(held.template.file, blank)
    return carried(compare(before, workbook), held.cells)


def _last(books: Reader) -> int:
    return int(books.rows("last_entry")[0]["known"])


def _held(books: Reader, fund: str, layout: str) -> ConfirmedTemplate | None:
    found = [
        it for it in confirmed_templates(books, fund) if it.template.layout == layout
    ]
    return found[0] if found else None


def _next_version(
    ledger: Ledger,
    named: tuple[str, str],
    workbook: FunderWorkbook,
    cells: TemplateMap,
) -> ReturnTemplate:
    return ReturnTemplate(
        fund=named[0],
        layout=named[1],
        version=last_version(ledger, *named) + 1,
        file=workbook.file,
        sha256=workbook.sha256,
        map_text=map_text(cells),
    )


def _is_same(one: ReturnTemplate, other: ReturnTemplate) -> bool:
    return (one.sha256, one.map_text) == (other.sha256, other.map_text)


def _said(
    ledger: Ledger,
    template: ReturnTemplate,
    entry: int,
    findings: tuple[Finding, ...] = (),
) -> TemplateConfirmed:
    cells = ConfirmedTemplate(template, entry).cells
    return TemplateConfirmed(
        fund=template.fund,
        layout=template.layout,
        version=template.version,
        file=template.file,
        sha256=template.sha256,
        cells=len(cells),
        left_empty=sum(cell.does is Does.EMPTY for cell in cells),
        entry=entry,
        event_hash=ledger.rows("event_hash", seq=entry)[0]["hash"],
        findings=findings,
    )


def _cell_asked(question: Question) -> CellAsked:
    asked = question.asked
    return CellAsked(
        *asked.address,
        section=asked.labels.section,
        label=asked.labels.row,
        heading=asked.labels.column,
        is_total=asked.is_total,
        figure=question.figure,
        fixed=question.fixed,
        others=question.others,
        changed=question.changed,
    )
