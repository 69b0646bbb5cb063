"""Answer the questions `status` and `trace` put to the current snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from fundtrack.acts.needs import all_needs
from fundtrack.acts.session import Session
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.errors import UnknownName
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.outturns import Outturns
from fundtrack.metrics.outturns import outturns
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Position
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.receivables import Receivable
from fundtrack.metrics.receivables import receivables
from fundtrack.metrics.trace import Trace
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.runs.registry import planned_results
from fundtrack.sentences.needs import Need
from fundtrack.sentences.register_needs import Named
from fundtrack.sources.bank_holidays import bank_holidays

END_OF_TIME = date(2199, 3, 31)
"""After everything that anybody plans."""


@dataclass(frozen=True, slots=True)
class Question:
    """What `status` was asked; None for as at means the office's today."""

    fund: str = ANY
    area: str = ANY
    financial_year: str = ANY
    as_at: date | None = None
    as_known: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A position and the snapshot it was read from.

    `unsupported` is what of the payments to partners no accepted line supports, by
    fund, area and year.
    """

    position: Position
    snapshot: str
    area_names: Mapping[str, str]
    receivables: tuple[Receivable, ...] = ()
    needs: tuple[Need, ...] = ()
    unsupported: Mapping[Cell, Pence] = field(default_factory=dict)


def status(session: Session, question: Question) -> Status:
    """Work out the money position asked for."""
    with session.reading() as books:
        selection = Selection(
            as_at=_day_asked(session, question),
            known=known_entry(books, question.as_known),
            fund=fund_id(books, question.fund),
            area=area_id(books, question.area),
            financial_year=question.financial_year,
        )
        found = position(books, selection)
        owed = receivables(books, selection, bank_holidays())
        areas = area_names(books)
        named = Named(fund_names(books), areas)
        needs = all_needs(books, selection, named, planned_results(session.workspace))
        return Status(
            position=found,
            snapshot=books.info.snapshot,
            area_names=areas,
            receivables=owed,
            needs=tuple(needs),
            unsupported=supported(books, selection).by_fund_area_year(),
        )


def trace_figure(session: Session, figure: str) -> Trace:
    """Trace a figure id to its entries and source cells.

    Raises:
        WrongArgument: when it is not a figure id.
        UnknownName: when the books hold no such fund, area or project, or a heading
            is almost one of theirs; nothing found of what is not there is not nil.
    """
    named = FigureId.parse(figure)
    with session.reading() as books:
        asked = replace(named, cell=_held_cell(books, named.cell))
        found = trace(books, asked)
        if not found.lines:
            _require_parts(books, asked.cell)
        return found


def _require_parts(books: Reader, cell: Cell) -> None:
    """Refuse a project that is not held, and a heading typed almost as one that is.

    A heading is opened by the first money on it: one that is like no other may be one
    that was never given any, which is nil.
    """
    held = position(books, Selection(END_OF_TIME, LAST_ENTRY, cell.fund)).cells
    opened = {row["project"] for row in books.rows("projects")}
    projects = sorted(opened | {line.cell.project for line in held} - {ANY})
    if cell.project not in {ANY, UNSPLIT, *projects}:
        near = get_close_matches(cell.project, projects) or projects
        raise UnknownName("project", cell.project, near)
    headings = sorted({line.cell.heading for line in held} - {ANY})
    near = get_close_matches(cell.heading, headings)
    if near and cell.heading not in {ANY, UNSPLIT, *headings}:
        raise UnknownName("heading", cell.heading, near)


def _held_cell(books: Reader, cell: Cell) -> Cell:
    """Name a cell as the registers do: nothing said of it is not nil."""
    is_one_area = cell.area != UNSPLIT
    area = area_id(books, cell.area) if is_one_area else cell.area
    return replace(cell, fund=fund_id(books, cell.fund), area=area)


def outturn_question(session: Session, question: Question) -> Outturns:
    """Project the outturn of the year that the day asked for lies in."""
    with session.reading() as books:
        return outturns(
            books,
            _day_asked(session, question),
            known_entry(books, question.as_known),
            fund_id(books, question.fund),
            area_id(books, question.area),
        )


def _day_asked(session: Session, question: Question) -> date:
    return question.as_at or session.workspace.settings().today(session.clock)
