"""Code several lines at once, each in its own year, and see first what it would do."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.coding import Coded
from fundtrack.acts.coding import Coding
from fundtrack.acts.coding import made_codings
from fundtrack.acts.coding import record_codings
from fundtrack.acts.coding import require_known
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import known_spending
from fundtrack.domain.apportioning import Share
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.line_conditions import Compare
from fundtrack.domain.people import Permission
from fundtrack.domain.rule_history import Replay
from fundtrack.domain.rule_history import replay
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.metrics.coding_rules import held_rules
from fundtrack.metrics.coding_rules import past_lines
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

NEW_RULE = "new-rule"
ORDER_STEP = 10


@dataclass(frozen=True, slots=True)
class CellCoding:
    """What coding would do to one cell: its cost, and what is free before and after."""

    cell: Cell
    lines: int
    cost_pence: Pence
    free_pence: Pence
    free_after: Pence


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The rule that such a coding would make, held against every line of the books."""

    rule: CodingRule
    found: Replay


@dataclass(frozen=True, slots=True)
class CodingPreview:
    """What coding some lines to one budget would do.

    `outside_pence` is what no fund would pay of them; `rule` is None where no line
    names a supplier by which a rule could tell it.
    """

    entries: tuple[int, ...]
    pence: Pence
    cells: tuple[CellCoding, ...]
    outside_pence: Pence
    findings: tuple[Finding, ...]
    rule: RulePreview | None


def preview_coding(
    session: Session, entries: Sequence[int], target: Cell
) -> CodingPreview:
    """Work out what coding lines that wait would do, and record nothing.

    Args:
        target: a cell without its year, which is each line's own, or outside.

    Raises:
        WrongArgument: when no line is named, one does not wait, or the cell does not
            fit it.
        UnknownName: when the registers do not hold a part of the cell.
    """
    with session.reading() as books:
        codings = _codings(session, books, entries, target)
        made = made_codings(books, codings)
        rows = books.rows("spend_lines", entries=list(entries))
        return CodingPreview(
            entries=tuple(entries),
            pence=Pence(sum(row["pence"] for row in rows)),
            cells=tuple(_cells(books, made.events)),
            outside_pence=_moved(made.events, Account.OUTSIDE),
            findings=made.findings,
            rule=_rule(books, entries, target),
        )


def code_each_year(session: Session, entries: Sequence[int], target: Cell) -> Coded:
    """Take lines out of suspense and put each on the cell of its own year.

    Raises:
        WrongArgument, UnknownName: as `preview_coding` does.
    """
    with session.writing(Permission.RECORD) as ledger:
        codings = _codings(session, ledger, entries, target)
        return record_codings(session, ledger, codings)


def _codings(
    session: Session, books: Reader, entries: Sequence[int], target: Cell
) -> dict[int, Coding]:
    if not entries:
        raise WrongArgument("tick at least one line in suspense first")
    names = known_spending(books).names
    rows = books.rows("spend_lines", entries=list(entries))
    dated = {int(row["entry"]): row["effective_on"] for row in rows}
    codings = {}
    for entry in entries:
        if entry not in dated:
            raise WrongArgument(f"entry {entry} is not a line of spending")
        cell = target
        if target != OUTSIDE:
            cell = Cell(*target.parts[:5], str(FinancialYear.of(dated[entry])))
        require_known(cell, names)
        codings[entry] = Coding((Share(cell),), f"coded by {session.person}")
    return codings


def _cells(books: Reader, events: Iterable[NewEvent]) -> list[CellCoding]:
    made = list(events)
    touched = {
        side.cell
        for event in made
        for side in event.postings
        if side.account is Account.SPENT
    }
    return [_cell_coding(books, cell, made) for cell in sorted(touched)]


def _cell_coding(books: Reader, cell: Cell, events: Sequence[NewEvent]) -> CellCoding:
    on_cell = [event for event in events if _has(event, cell)]
    free = Pence(books.rows("allocated_left", **cell.columns)[0]["pence"])
    return CellCoding(
        cell=cell,
        lines=len(on_cell),
        cost_pence=_moved(events, Account.SPENT, cell),
        free_pence=free,
        free_after=Pence(free + _moved(events, Account.ALLOCATED, cell)),
    )


def _has(event: NewEvent, cell: Cell) -> bool:
    return any(
        side.account is Account.SPENT and side.cell == cell for side in event.postings
    )


def _moved(
    events: Iterable[NewEvent], account: Account, cell: Cell | None = None
) -> Pence:
    return Pence(
        sum(
            side.pence
            for event in events
            for side in event.postings
            if side.account is account and cell in {None, side.cell}
        )
    )


def _rule(books: Reader, entries: Sequence[int], target: Cell) -> RulePreview | None:
    """Make the rule that knows the lines by their suppliers, and try it on history."""
    lines = list(past_lines(books))
    wanted = set(entries)
    suppliers = {past.line.texts["supplier"] for past in lines if past.entry in wanted}
    named = tuple(sorted(suppliers - {""}))
    if not named:
        return None
    held = [one.rule for one in held_rules(books, LAST_ENTRY)]
    rule = CodingRule(
        id=NEW_RULE,
        order=max((one.order for one in held), default=0) + ORDER_STEP,
        target=target if target == OUTSIDE else Cell(*target.parts[:5], ANY),
        words={"supplier": named},
        compare=Compare.EXACT,
    )
    others = [one for one in held if one.state is RuleState.ON]
    return RulePreview(rule, replay(rule, others, lines))
