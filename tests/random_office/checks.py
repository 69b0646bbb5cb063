"""What the program says of the random stories, set beside what was written by hand."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.working_days import BankHolidays
from fundtrack.metrics.position import Grouping
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.receivables import receivables
from fundtrack.metrics.trace import trace
from fundtrack.metrics.year_ends import year_end_journal
from fundtrack.periods import FinancialYear
from fundtrack.store.snapshot import Books
from tests import oracle
from tests.random_office.books import Office
from tests.random_office.books import funding_of
from tests.random_office.ledger_by_hand import HandLine
from tests.random_office.ledger_by_hand import add_up

ALWAYS = date(2030, 1, 1)
YEAR_END = date(2024, 3, 31)
MOMENTS = (
    (ALWAYS, 1.0),
    (YEAR_END, 1.0),
    (date(2024, 4, 1), 0.7),
    (date(2023, 11, 29), 0.85),
)
"""As at which day, and as known when so much of the books was recorded."""

SHOWN = (
    *("awarded", "budget", "profile_to_date", "committed", "accrued", "actual"),
    *("forecast", "variance", "claimed", "received", "owed_to_us"),
)
Hands = Mapping[Cell, HandLine]


def moments(office: Office) -> list[tuple[date, int]]:
    """The days and entries asked about; every entry ends an act."""
    last = len(office.ends) - 1
    return [(as_at, office.ends[int(last * share)]) for as_at, share in MOMENTS]


def by_hand(office: Office, as_at: date, known: int) -> dict[str, Hands]:
    """Every fund's cells by hand, those of its waiting lines left out."""
    return {
        fund: {
            cell: line
            for cell, line in player.book.by_cell(as_at, known).items()
            if cell.fund == fund
        }
        for fund, player in office.players.items()
    }


def compared(where: str, hand: HandLine, line: PositionLine | None) -> list[str]:
    """Say where a line shows another figure than the hand wrote."""
    said = []
    for measure in SHOWN:
        shown = getattr(line, f"{measure}_pence") if line else None
        wanted = hand.shown(measure)
        if shown != wanted and (shown or wanted):
            said.append(f"{where}: {measure} is {shown}, by hand {wanted}")
    return said


def position_faults(office: Office, books: Books) -> dict[str, list[str]]:
    """Set every cell of the position beside the hand's, as at and as known."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for as_at, known in moments(office):
        found = position(books, Selection(as_at, known)).cells
        lines = {line.cell: line for line in found}
        for fund, hands in by_hand(office, as_at, known).items():
            for cell, hand in hands.items():
                where = f"{cell} as at {as_at}, known at {known}"
                wrong[fund] += compared(where, hand, lines.pop(cell, None))
        nothing = add_up([])
        for cell, line in lines.items():
            where = f"{cell} as at {as_at}, known at {known}"
            wrong[cell.fund] += compared(where, nothing, line)
    return {fund: said for fund, said in wrong.items() if said}


def grouped_faults(
    office: Office, books: Books, grouping: Grouping
) -> dict[str, list[str]]:
    """Set the lines of a position, added up, beside the hand's cells added up."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for as_at, known in moments(office)[1:3]:
        found = position(books, Selection(as_at, known), grouping).lines
        lines = {line.cell: line for line in found}
        for fund, hands in by_hand(office, as_at, known).items():
            groups: dict[Cell, list[HandLine]] = defaultdict(list)
            for cell, hand in hands.items():
                groups[grouping(cell)].append(hand)
            for group, members in groups.items():
                if group in lines:
                    line, hand = lines[group], add_up(members)
                    wrong[fund] += compared(f"{group} as at {as_at}", hand, line)
    return {fund: said for fund, said in wrong.items() if said}


BY_QUARTER = tuple(it for it in Measure if it.startswith("forecast_q"))
MADE_OF = (
    *((it, (it,)) for it in Measure if it not in BY_QUARTER),
    (Measure.STILL_TO_COME, BY_QUARTER),
)
"""Each measure and what is traced for it: quarters to come make what is to come."""


def trace_faults(office: Office, books: Books) -> dict[str, list[str]]:
    """Trace every measure of all funds at once, and share its lines out to them."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for pattern, (as_at, known) in zip(
        (Cell(), Cell(area="blackpool", year="2023-24"), Cell(kind="revenue")),
        moments(office)[1:],
        strict=True,
    ):
        hands = by_hand(office, as_at, known)
        for measure, parts in MADE_OF:
            traced: dict[str, int] = defaultdict(int)
            for part in parts:
                for line in trace(books, FigureId(part, pattern, as_at, known)).lines:
                    traced[office.owners[line.entry - 1]] += line.pence
            for fund, cells in hands.items():
                wanted = sum(
                    hand.figures[measure]
                    for cell, hand in cells.items()
                    if pattern.covers(cell)
                )
                if traced[fund] != wanted:
                    said = f"{measure}:{pattern}@{as_at}~{known} traces to"
                    wrong[fund].append(f"{said} {traced[fund]}, by hand {wanted}")
    return wrong


def twin_faults(office: Office, books: Books) -> dict[str, list[str]]:
    """Set the oracle over the events themselves beside the position of each fund."""
    wrong: dict[str, list[str]] = defaultdict(list)
    as_at, known = moments(office)[2]
    hands = by_hand(office, as_at, known)
    for fund, history in office.histories().items():
        hand = add_up(hands[fund].values())
        for measure, twin in oracle.TWINS.items():
            found = twin(history, Cell(fund), as_at, known) or 0
            if found != hand.figures[measure]:
                said = f"the oracle's {measure} of the events is {found}"
                wrong[fund].append(f"{said}, by hand {hand.figures[measure]}")
    assert books.info.head_seq == len(office.events)
    return wrong


def year_end_faults(office: Office, books: Books) -> dict[str, list[str]]:
    """Set the year-end journal beside what each grant earned and got by hand."""
    wrong: dict[str, list[str]] = defaultdict(list)
    known = moments(office)[2][1]
    for year in ("2023-24", "2024-25"):
        last = FinancialYear.parse(year).dates.last_day
        for line in year_end_journal(books, FinancialYear.parse(year), known):
            earned, received, outside = _earned(office, line.fund, last, known)
            net = line.accrued_income_pence - line.receipt_in_advance_pence
            shown = (line.earned_pence, line.received_pence, line.outside_pence, net)
            wanted = (earned, received, outside, earned - received)
            if shown != wanted:
                wrong[line.fund].append(f"{year}: journal {shown}, by hand {wanted}")
    return wrong


def _earned(office: Office, fund: str, last: date, known: int) -> tuple[int, int, int]:
    starts, ends = funding_of(fund) or ("2000-01-01", "2099-12-31")
    sums: dict[str, int] = defaultdict(int)
    for effect in office.players[fund].book.counted(last, known):
        if effect.what in {"spent", "accrued", "reversed"}:
            is_within = starts <= effect.day.isoformat() <= ends
            sums["earned" if is_within else "not earned"] += effect.pence
        sums[effect.what] += effect.pence
    earned = max(0, min(sums["earned"], sums["awarded"]))
    return earned, sums["received"], sums["not earned"]


def receivable_faults(office: Office, books: Books) -> dict[str, list[str]]:
    """Set each claim's money and age beside what was sent and came by hand."""
    wrong: dict[str, list[str]] = defaultdict(list)
    holidays = BankHolidays({})
    for as_at, known in moments(office):
        found = receivables(books, Selection(as_at, known), holidays)
        shown = {
            claim.return_id: (claim.claimed_pence, claim.received_pence)
            for grant in found
            for claim in grant.claims
        }
        for fund, player in office.players.items():
            sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
            for step in player.book.claims:
                is_known = step.known <= known and step.day <= as_at
                if is_known and not (step.undone_by and step.undone_by <= known):
                    sums[step.claim][step.what] += step.pence
            for name, money in sums.items():
                wanted = (money["sent"], money["received"])
                if shown.pop(name, None) != wanted:
                    wrong[fund].append(f"{name} as at {as_at} is not {wanted}")
        for name in shown:
            wrong[name[:5]].append(f"{name} as at {as_at} is not by hand")
    return wrong
