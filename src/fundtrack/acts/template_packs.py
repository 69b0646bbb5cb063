"""List the template packs, take one for a fund, and compare versions of a workbook."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.return_templates import TemplateConfirmed
from fundtrack.acts.return_templates import catalogue_of
from fundtrack.acts.return_templates import layout_name
from fundtrack.acts.return_templates import read_workbook
from fundtrack.acts.return_templates import record_template
from fundtrack.acts.session import Session
from fundtrack.domain.people import Permission
from fundtrack.domain.return_templates import ReturnTemplate
from fundtrack.errors import FileStands
from fundtrack.metrics.names import fund_id
from fundtrack.returns.templates.answers import questions
from fundtrack.returns.templates.answers import write_answers
from fundtrack.returns.templates.comparing import CellChange
from fundtrack.returns.templates.comparing import Change
from fundtrack.returns.templates.comparing import carried
from fundtrack.returns.templates.comparing import compare
from fundtrack.returns.templates.confirmed import ConfirmedTemplate
from fundtrack.returns.templates.confirmed import confirmed_templates
from fundtrack.returns.templates.confirmed import last_version
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.maps import map_text
from fundtrack.returns.templates.packs import find_pack
from fundtrack.returns.templates.packs import packs
from fundtrack.returns.templates.pages import FunderWorkbook


@dataclass(frozen=True, slots=True)
class PackListed:
    """A pack that travels with the program."""

    pack: str
    title: str
    about: str
    cells: int


@dataclass(frozen=True, slots=True)
class LayoutListed:
    """A layout that stands for a fund."""

    fund: str
    layout: str
    version: int
    file: str
    sha256: str
    entry: int
    pack: str


@dataclass(frozen=True, slots=True)
class Layouts:
    """The packs there are, and the layouts that funds have."""

    packs: tuple[PackListed, ...]
    layouts: tuple[LayoutListed, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from one version of a workbook to the next.

    `changes` leaves out what is the same; `counts` has every kind. `answers` is the
    spreadsheet for the new version, empty where none was asked for.
    """

    old: str
    new: str
    changes: tuple[CellChange, ...]
    counts: Mapping[str, int]
    answers: str = ""


def list_layouts(session: Session) -> Layouts:
    """List the packs, and the layouts that stand for each fund."""
    with session.reading() as books:
        held = confirmed_templates(books, "*")
    return Layouts(
        tuple(
            PackListed(pack.name, pack.title, pack.about, len(pack.cells))
            for pack in packs()
        ),
        tuple(
            LayoutListed(
                fund=each.template.fund,
                layout=each.template.layout,
                version=each.template.version,
                file=each.template.file,
                sha256=each.template.sha256,
                entry=each.entry,
                pack=each.template.pack,
            )
            for each in held
        ),
    )


def adopt_pack(
    session: Session, name: str, fund: str, layout: str | None = None
) -> TemplateConfirmed:
    """Fill a fund's returns by a pack's workbook from now on.

    Raises:
        UnknownName: when there is no such pack or fund.
    """
    pack = find_pack(name)
    workbook = read_workbook(pack.workbook)
    with session.writing(Permission.PREPARE) as ledger:
        named = fund_id(ledger, fund), layout_name(layout or name)
        template = ReturnTemplate(
            fund=named[0],
            layout=named[1],
            version=last_version(ledger, *named) + 1,
            file=f"{name}.xlsx",
            sha256=workbook.sha256,
            map_text=map_text(pack.cells),
            pack=name,
        )
        return record_template(session, ledger, template, pack.workbook)


def compare_workbooks(
    session: Session,
    files: tuple[Path, Path],
    fund: str | None = None,
    answers: Path | None = None,
) -> Compared:
    """List what was added, moved, renamed or taken away between two versions.

    Args:
        files: the old and the new workbook.
        fund: whose layout of the old one is carried over to the new one, in a
            spreadsheet of answers beside it.

    Raises:
        FileRefused: when either cannot be filled safely.
        FileStands: when a file stands where the answers would be written.
    """
    old, new = (read_workbook(file) for file in files)
    changes = compare(old, new)
    counts = Counter(str(each.change) for each in changes)
    written = ""
    if fund is not None:
        path = answers or files[1].with_name(f"{files[1].stem}-answers.xlsx")
        _write_answers(session, (old, new), changes, (fund, path))
        written = str(path)
    return Compared(
        old.file,
        new.file,
        tuple(each for each in changes if each.change is not Change.SAME),
        {str(change): counts[str(change)] for change in Change},
        written,
    )


def _write_answers(
    session: Session,
    versions: tuple[FunderWorkbook, FunderWorkbook],
    changes: tuple[CellChange, ...],
    where: tuple[str, Path],
) -> None:
    old, new = versions
    if where[1].exists():
        raise FileStands(where[1])
    with session.reading() as books:
        fund = fund_id(books, where[0])
        held = _of_workbook(confirmed_templates(books, fund), old)
        catalogue = catalogue_of(session, books, fund)
    name = held.template.layout if held else layout_name(Path(new.file).stem)
    earlier = carried(changes, held.cells) if held else {}
    asked = questions(inputs_of(new), catalogue, earlier)
    write_answers(where[1], new, (fund, name), asked, catalogue)


def _of_workbook(
    held: tuple[ConfirmedTemplate, ...], old: FunderWorkbook
) -> ConfirmedTemplate | None:
    found = [each for each in held if each.template.sha256 == old.sha256]
    return found[0] if found else None
