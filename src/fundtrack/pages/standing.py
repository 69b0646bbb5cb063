"""How the money stands for a choice: read once, shown by every part of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.config import Settings
from fundtrack.domain.cells import ANY
from fundtrack.metrics.agreements import FundTerms
from fundtrack.metrics.agreements import fund_terms
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import add_up
from fundtrack.metrics.position import position
from fundtrack.pages.choice import Choice
from fundtrack.pages.choice import choose
from fundtrack.pages.choice import day_asked
from fundtrack.pages.session import PageSession
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo

WHOLE_FUND = "Whole fund"


@dataclass(frozen=True, slots=True)
class PageStanding:
    """What every page reads: how the workspace runs, the snapshot, and the day."""

    settings: Settings
    info: SnapshotInfo
    today: date

    @property
    def as_at(self) -> date:
        """The day up to which entries count."""
        return self.today

    @property
    def copy_note(self) -> str:
        """What every file saved from a page must say of itself."""
        return copy_note(self.info, is_example=self.settings.example)


@dataclass(frozen=True, slots=True)
class Standing(PageStanding):
    """The money of a choice: its budget cells, and every cell there is for filters."""

    choice: Choice
    funds: Mapping[str, str]
    areas: Mapping[str, str]
    terms: Mapping[str, FundTerms]
    everything: tuple[PositionLine, ...]
    cells: tuple[PositionLine, ...]

    @property
    def as_at(self) -> date:
        """The day up to which entries count."""
        return self.choice.as_at

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        return self.choice.written()

    @property
    def is_nothing_yet(self) -> bool:
        """Whether no money is held now, and not only as at an earlier day."""
        return not self.everything and self.choice.as_at >= self.today

    @property
    def totals(self) -> PositionLine | None:
        """The sum of the chosen cells; None when there are none."""
        return add_up(self.choice.cell, self.cells) if self.cells else None

    @property
    def fund_name(self) -> str:
        """The fund chosen, as people know it."""
        return self.funds.get(self.choice.fund, "All funds")

    @property
    def fund_terms(self) -> FundTerms | None:
        """What is held of the agreement of the fund chosen."""
        return self.terms.get(self.choice.fund)

    def area_name(self, area: str) -> str:
        """An area as people know it."""
        return WHOLE_FUND if area == ANY else self.areas.get(area, area)

    def grouped(self, part: str) -> tuple[PositionLine, ...]:
        """Add the chosen cells up by one part of the cell, such as `area`.

        Areas come in the registers' order, other parts by name.
        """
        members: dict[str, list[PositionLine]] = {}
        for line in self.cells:
            members.setdefault(getattr(line.cell, part), []).append(line)
        order = list(self.areas)
        keys = sorted(
            members, key=lambda key: (order.index(key) if key in order else 99, key)
        )
        return tuple(
            add_up(replace(self.choice.cell, **{part: key}), members[key])
            for key in keys
        )


def read_standing(
    books: Books, settings: Settings, today: date, asked: Mapping[str, str]
) -> Standing:
    """Read how the money stands for what was asked."""
    as_at = day_asked(asked, today)
    found = position(books, Selection(as_at=as_at, known=books.info.head_seq))
    held = [line for line in found.cells if _holds_money(line)]
    terms = fund_terms(books, books.info.head_seq)
    local = {fund for fund, held_terms in terms.items() if held_terms.is_local}
    funds = fund_names(books)
    choice = choose(asked, held, as_at, local, funds)
    return Standing(
        choice=choice,
        today=today,
        settings=settings,
        info=books.info,
        funds=funds,
        areas=area_names(books),
        terms=terms,
        everything=tuple(held),
        cells=tuple(line for line in held if choice.cell.covers(line.cell)),
    )


def standing_for(
    session: PageSession, books: Books, asked: Mapping[str, str]
) -> Standing:
    """Read how the money stands for what a page's address asks."""
    return read_standing(books, session.settings, session.today, asked)


def copy_note(info: SnapshotInfo, *, is_example: bool) -> str:
    """Say which snapshot a copy was made from, and that it is an example's."""
    snapshot = f"snapshot {info.snapshot}"
    return f"EXAMPLE, not a return; {snapshot}" if is_example else snapshot


def _holds_money(line: PositionLine) -> bool:
    return bool(
        line.awarded_pence
        or line.budget_pence
        or line.profile_to_date_pence
        or line.actual_pence
        or line.accrued_pence
        or line.claimed_pence
    )
