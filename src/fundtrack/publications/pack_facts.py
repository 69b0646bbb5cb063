"""What a pack is made from: the books on the month's last day, read once."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from functools import cached_property
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.working_days import BankHolidays
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import Risk
from fundtrack.metrics.deliveries import milestones
from fundtrack.metrics.deliveries import risks
from fundtrack.metrics.months import MonthToDate
from fundtrack.metrics.months import through_the_year
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.obligations import obligations
from fundtrack.metrics.owners import Owners
from fundtrack.metrics.owners import owners
from fundtrack.metrics.partner_claims import Supported
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import add_up
from fundtrack.metrics.position import position
from fundtrack.metrics.run_freshness import StaleRun
from fundtrack.metrics.run_freshness import stale_runs
from fundtrack.metrics.underspend_cases import open_cases
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.publications.effects import Found
from fundtrack.publications.effects import latest_found
from fundtrack.sentences.packs import days_left
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.register_needs import Named
from fundtrack.sentences.register_needs import whose_it_is
from fundtrack.store.snapshot import Books

AHEAD_DAYS = 92
"""What is due within three months after the month's end is listed."""

DUE = (
    Column("due", "Due", Kind.DAY),
    Column("fund", "Fund"),
    Column("what", "What"),
    Column("whose", "Whose"),
    Column("left", "Working days left"),
)
Results = Sequence[tuple[str, Mapping[str, Any]]]
"""Each evaluation's run id with what it found, the latest last."""


@dataclass(frozen=True, slots=True)
class AreaRun:
    """What the last evaluation of an area found, in its own words.

    `treated_post` counts the offences after the start, None where none were read.
    """

    name: str
    found: Found
    sentence: str
    treated_post: int | None


@dataclass(frozen=True)
class PackFacts:
    """The books as at the last day of a month, as known when the pack is drafted."""

    books: Books
    month: Month
    results: Results
    holidays: BankHolidays

    @property
    def as_at(self) -> date:
        """The day up to which entries count."""
        return self.month.dates.last_day

    @property
    def known(self) -> int:
        """The last entry known."""
        return self.books.info.head_seq

    @property
    def year(self) -> str:
        """The financial year that the month lies in."""
        return str(FinancialYear.of(self.as_at))

    @cached_property
    def named(self) -> Named:
        """The names of funds and areas."""
        return Named(fund_names(self.books), area_names(self.books))

    @cached_property
    def cells(self) -> Sequence[PositionLine]:
        """The budget cells of the year that hold money."""
        chosen = Selection(self.as_at, self.known, financial_year=self.year)
        return [line for line in position(self.books, chosen).cells if _holds(line)]

    @cached_property
    def areas(self) -> Sequence[str]:
        """The areas that have a page, in the registers' order."""
        held = {line.cell.area for line in self.cells}
        held |= {it.area for _, it in self._milestones}
        return [area for area in self.named.areas if area in held]

    def of_area(self, area: str) -> list[PositionLine]:
        """Give the budget cells of an area."""
        return [line for line in self.cells if line.cell.area == area]

    def grouped(self, lines: Sequence[PositionLine], part: str) -> list[PositionLine]:
        """Add lines up by one part of the cell, such as `fund`, in registers' order."""
        members: dict[str, list[PositionLine]] = {}
        for line in lines:
            members.setdefault(getattr(line.cell, part), []).append(line)
        order = [*self.named.funds, *self.named.areas]
        first = Cell(year=self.year)
        if part == "fund" and len({line.cell.area for line in lines}) == 1:
            first = replace(first, area=lines[0].cell.area)
        keys = sorted(
            members, key=lambda key: order.index(key) if key in order else len(order)
        )
        return [add_up(replace(first, **{part: key}), members[key]) for key in keys]

    def months(self, cell: Cell) -> Sequence[MonthToDate]:
        """Add the year up month by month."""
        return through_the_year(self.books, cell, self.as_at, self.known)

    def milestones_of(self, area: str) -> list[tuple[str, Milestone]]:
        """Give the milestones of an area, each with its fund."""
        return [(fund, it) for fund, it in self._milestones if it.area == area]

    @property
    def milestones(self) -> Sequence[tuple[str, Milestone]]:
        """Every milestone with its fund."""
        return self._milestones

    def risks_of(self, area: str) -> list[Risk]:
        """Give the risks of an area, the worst first."""
        return [it for it in self._risks if it.area == area]

    @cached_property
    def runs(self) -> Sequence[AreaRun]:
        """What the last evaluation of each area, fund and measure found."""
        by_id = dict(self.results)
        return [
            AreaRun(
                self.named.area(found.area),
                found,
                str(by_id[found.run_id].get("sentence", "")),
                by_id[found.run_id].get("treated_post"),
            )
            for found in latest_found(self.results)
        ]

    def runs_of(self, area: str) -> list[AreaRun]:
        """Give what evaluations of an area found."""
        return [run for run in self.runs if run.found.area == area]

    @cached_property
    def stale(self) -> Sequence[StaleRun]:
        """The evaluations that are older than what they were read from."""
        return stale_runs(self.books, [result for _, result in self.results])

    @cached_property
    def cases(self) -> Sequence[Case]:
        """The underspend cases of which something is left to answer."""
        return open_cases(self.books, self.known)

    def owner(self, owner: str) -> str:
        """Say who answers for something, a role with who holds it."""
        return whose_it_is(self._owners.of(owner, self.as_at))

    def unsupported(self, area: str) -> Pence:
        """What was paid to partners in an area that no accepted line supports."""
        paid = self._supported.payments
        return Pence(
            sum(it.unsupported_pence for it in paid if it.payment.cell.area == area)
        )

    def due_table(self, funds: set[str] | None = None) -> list[Table]:
        """Table what is overdue or due in three months; no table where nothing is.

        Args:
            funds: those asked for; None for every fund.
        """
        rows = tuple(
            self._due_row(due)
            for due in self._due
            if funds is None or due.fund in funds
        )
        until = self.as_at + timedelta(AHEAD_DAYS)
        return [Table(f"Due by {long_day(until)}", DUE, rows)] if rows else []

    def _due_row(self, due: ObligationDue) -> TableRow:
        whose = whose_it_is(due.owned_by) if due.owned_by else due.owner
        return TableRow(
            {
                "due": due.due_on,
                "fund": self.named.fund(due.fund),
                "what": due.what,
                "whose": whose,
                "left": days_left(due.working_days_left),
            }
        )

    @cached_property
    def _due(self) -> list[ObligationDue]:
        until = self.as_at + timedelta(AHEAD_DAYS)
        found = obligations(self.books, self.as_at, self.known, self.holidays)
        return [
            due
            for due in found
            if due.state in {DueState.DUE, DueState.OVERDUE}
            and due.due_on <= until
            and due.rule is not Rule.RETENTION
        ]

    @cached_property
    def _owners(self) -> Owners:
        return owners(self.books, self.as_at, self.known)

    @cached_property
    def _funds_of_delivery(self) -> list[str]:
        rows = self.books.rows("delivery_funds", as_at=self.as_at, known=self.known)
        return sorted({row["fund"] for row in rows})

    @cached_property
    def _milestones(self) -> list[tuple[str, Milestone]]:
        return [
            (fund, it)
            for fund in self._funds_of_delivery
            for it in milestones(self.books, self._selection(fund))
        ]

    @cached_property
    def _risks(self) -> list[Risk]:
        found = [
            it
            for fund in self._funds_of_delivery
            for it in risks(self.books, self._selection(fund))
        ]
        return sorted(found, key=lambda risk: -risk.score)

    @cached_property
    def _supported(self) -> Supported:
        return supported(self.books, self._selection(ANY))

    def _selection(self, fund: str) -> Selection:
        return Selection(self.as_at, self.known, fund)


def _holds(line: PositionLine) -> bool:
    return bool(
        line.budget_pence
        or line.profile_to_date_pence
        or line.actual_pence
        or line.accrued_pence
        or line.committed_pence
    )
