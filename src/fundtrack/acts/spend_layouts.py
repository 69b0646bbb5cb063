"""Learn and confirm what the headings of a source of spending mean."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.layouts import ConfirmedLayout
from fundtrack.domain.layouts import layout_event
from fundtrack.domain.people import Permission
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.ingest import spend_messages
from fundtrack.ingest.source_names import source_name
from fundtrack.ingest.spend_layouts import HeadingLearnt
from fundtrack.ingest.spend_layouts import Proposal
from fundtrack.ingest.spend_layouts import propose
from fundtrack.ingest.spend_layouts import said_headings
from fundtrack.metrics.position import Reader
from fundtrack.sources.extract_headings import NO_LAYOUT
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Layout
from fundtrack.sources.finance_extract import Extract
from fundtrack.sources.finance_extract import extract_from
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import read_tables
from fundtrack.store.evidence import keep


@dataclass(frozen=True, slots=True)
class LayoutLearnt:
    """What each heading of a file means for its source.

    `confirmed` is the entry of the layout confirmed for the source so far, None where
    there is none; `findings` say what must be told before this one can be confirmed.
    """

    file: str
    sha256: str
    source: str
    headings: tuple[HeadingLearnt, ...]
    confirmed: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LayoutConfirmed:
    """The layout that files of a source are read by from now on, and its entry."""

    file: str
    sha256: str
    source: str
    headings: tuple[HeadingLearnt, ...]
    entry: int
    event_hash: str


def learn_layout(
    session: Session, file: Path, source: str | None = None, said: Sequence[str] = ()
) -> LayoutLearnt:
    """Say how each heading is understood; nothing is recorded.

    Args:
        source: the source's name, as the file's name says it unless given.
        said: `HEADING=FIELD`, what a person says a heading means.
    """
    asked, tables = said_headings(said), read_tables(file)
    with session.reading() as books:
        name = _source(books, file, tables, source)
        layout = layouts_of(books).get(name, NO_LAYOUT)
    found = propose(tables, layout, asked)
    return LayoutLearnt(
        file=tables.file,
        sha256=tables.sha256,
        source=name,
        headings=found.headings,
        confirmed=layout.entry or None,
        findings=found.findings,
    )


def confirm_layout(
    session: Session, file: Path, source: str | None = None, said: Sequence[str] = ()
) -> LayoutConfirmed:
    """Record what the headings of a file mean, as `learn_layout` shows it.

    What was confirmed before stays, but for the headings that are said anew; when
    nothing is new nothing is recorded.

    Raises:
        FileRefused: when a sheet of payments lacks a date or amount heading.
    """
    asked, tables = said_headings(said), read_tables(file)
    with session.writing(Permission.INGEST) as ledger:
        name = _source(ledger, file, tables, source)
        before = layouts_of(ledger).get(name, NO_LAYOUT)
        found = propose(tables, before, asked)
        if found.findings:
            raise FileRefused(found.findings)
        entry = before.entry
        if list(found.layout.items()) != list(before.headings.items()):
            keep(session.workspace, file)
            event = layout_event(_confirmed(name, tables, found), session.today)
            (entry,) = ledger.append([event], session.person)
        event_hash = ledger.rows("event_hash", seq=entry)[0]["hash"]
    return LayoutConfirmed(
        tables.file, tables.sha256, name, found.headings, entry, event_hash
    )


def layouts_of(books: Reader) -> dict[str, Layout]:
    """Read the layout last confirmed for each source."""
    return {
        row["source"]: Layout(
            {
                heading: Field(field) if field else None
                for heading, field in zip(row["headings"], row["fields"], strict=True)
            },
            row["entry"],
        )
        for row in books.rows("layouts")
    }


def extracts_of(
    books: Reader,
    read: list[tuple[Path, TableFile | FileRefused]],
    sources: Mapping[str, str],
    source: str | None,
) -> list[tuple[Path, Extract]]:
    """Find the lines in files that were read, each by the layout of its source.

    Args:
        read: each file, or why it cannot be read; used up, as both tables and lines
            of a large file would fill the memory.
        sources: the source of every file taken in before, by its sha256.

    Raises:
        FileRefused: with what is wrong in any of them.
    """
    layouts = layouts_of(books)
    extracts: list[tuple[Path, Extract]] = []
    refused: list[Finding] = []
    while read:
        path, tables = read.pop(0)
        if isinstance(tables, FileRefused):
            refused.extend(tables.findings)
            continue
        name = source or sources.get(tables.sha256) or source_name(path)
        try:
            extract = extract_from(tables, layouts.get(name, NO_LAYOUT))
        except FileRefused as error:
            refused.extend(error.findings)
            continue
        extracts.append((path, extract))
        if not any(sheet.rows for sheet in extract.sheets):
            refused.append(spend_messages.no_rows(extract.file))
    if refused:
        raise FileRefused(refused)
    return extracts


def _source(books: Reader, file: Path, tables: TableFile, source: str | None) -> str:
    held = {row["sha256"]: row["source"] for row in books.rows("import_sources")}
    return source or held.get(tables.sha256) or source_name(file)


def _confirmed(name: str, tables: TableFile, found: Proposal) -> ConfirmedLayout:
    headings = {heading: field or "" for heading, field in found.layout.items()}
    return ConfirmedLayout(name, tables.file, tables.sha256, headings)
