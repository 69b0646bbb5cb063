"""The choice a page shows: which money, in which year, as at which day."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import PositionLine
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters say; `*` means all of them."""

    fund: str
    year: str
    as_at: date
    area: str = ANY
    heading: str = ANY
    kind: str = ANY

    @property
    def cell(self) -> Cell:
        """The pattern of budget cells chosen."""
        return Cell(self.fund, self.area, ANY, self.heading, self.kind, self.year)

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        return {name: str(chosen) for name, chosen in asdict(self).items()}


def only(asked: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """Keep what a page has filters for; the rest, from another page's link, goes."""
    return {name: said for name, said in asked.items() if name in names}


def day_asked(asked: Mapping[str, str], today: date) -> date:
    """Read the day asked for; none, or one still to come, means today."""
    try:
        day = date.fromisoformat(asked.get("as_at", ""))
    except ValueError:
        return today
    return min(day, today)


def choose(
    asked: Mapping[str, str],
    cells: list[PositionLine],
    as_at: date,
    local: Collection[str] = (),
    funds: Collection[str] = (),
) -> Choice:
    """Turn what the address asks for into a choice that the books can answer.

    A fund that is not one of the registered `funds` and has no money, or none named,
    becomes the one with the largest budget of the year the day falls in, a grant
    before a `local` fund: money of a grant is what can lapse. A registered fund stays,
    with or without money. A year without money becomes the fund's nearest with some.
    """
    known = {*funds, *(line.cell.fund for line in cells)}
    fund = _held(asked.get("fund"), known) or _largest(cells, as_at, local)
    years = {line.cell.year for line in cells if fund in {ANY, line.cell.fund}}
    year = asked.get("year", "")
    if year not in years | {ANY}:
        year = _nearest(years, as_at)
    return Choice(
        fund=fund,
        year=year,
        as_at=as_at,
        area=_held(asked.get("area"), {line.cell.area for line in cells}) or ANY,
        heading=_held(asked.get("heading"), {line.cell.heading for line in cells})
        or ANY,
        kind=_held(asked.get("kind"), {line.cell.kind for line in cells}) or ANY,
    )


def _held(asked: str | None, held: set[str]) -> str | None:
    return asked if asked in held | {ANY} else None


def _largest(cells: list[PositionLine], as_at: date, local: Collection[str]) -> str:
    year = str(FinancialYear.of(as_at))
    budgets: dict[str, int] = {}
    for line in cells:
        weight = line.budget_pence if line.cell.year == year else 0
        budgets[line.cell.fund] = budgets.get(line.cell.fund, 0) + weight
    grants = {fund: weight for fund, weight in budgets.items() if fund not in local}
    weights = grants if any(grants.values()) else budgets
    return max(sorted(weights), key=lambda fund: weights[fund], default=ANY)


def _nearest(years: set[str], as_at: date) -> str:
    wanted = str(FinancialYear.of(as_at))
    named = sorted(years - {ANY})
    earlier = [year for year in named if year <= wanted]
    return (earlier or named or [wanted])[-1 if earlier else 0]
