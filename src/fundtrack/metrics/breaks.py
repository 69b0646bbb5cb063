"""The break calendar: what altered counts without any change in crime.

A comparison across a break says so, leaves out the months of a spell, or is refused,
as the calendar's action tells.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from functools import cache

from fundtrack.errors import Refused
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import reference_file

EVERYTHING = "*"
"""What stands in the calendar where every type, or every place, is touched."""


class CountsFrom(StrEnum):
    """Whose counts are compared; a break may touch one and spare another."""

    POLICE_UK = "police.uk"
    POLICE_UK_OUTCOMES = "police.uk-outcomes"
    HOME_OFFICE = "home-office"
    HOME_OFFICE_OUTCOMES = "home-office-outcomes"


class Action(StrEnum):
    """What a comparison across a break must do, the mildest first.

    exclude: leave out the months of the spell, and say so; bridge: say so, and read
    no effect from before and after alone, only against places under the same change;
    fail: be refused, for the two sides are not counts of the same thing.
    """

    EXCLUDE = "exclude"
    BRIDGE = "bridge"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted on both sides of a comparison.

    `names` are police.uk crime types or the Home Office's offence subgroups;
    `places` slugs of forces and codes of districts, empty where any place may be
    meant, so that only what touched every place is found.
    """

    names: tuple[str, ...]
    counts_from: CountsFrom = CountsFrom.POLICE_UK
    places: tuple[str, ...] = ()
    is_by_small_area: bool = True


@dataclass(frozen=True, slots=True)
class Break:
    """A change that alters counts without any change in crime.

    `last` is the last month of a spell that ended, nothing for a lasting change that
    begins in `first`; `crime_types` holds `*` where every type is touched, and also
    names of the Home Office's subgroups; `instead` is a measure that is counted alike
    on both sides, where there is one.
    """

    name: str
    first: Month
    last: Month | None
    crime_types: tuple[str, ...]
    what: str
    source: str
    action: Action = Action.BRIDGE
    counts_from: tuple[str, ...] = tuple(CountsFrom)
    places: tuple[str, ...] = (EVERYTHING,)
    is_of_small_areas: bool = False
    instead: str = ""

    def touches(self, crime_types: Iterable[str]) -> bool:
        """Whether it alters counts of any of these types."""
        return EVERYTHING in self.crime_types or bool(
            set(crime_types) & set(self.crime_types)
        )

    def concerns(self, series: Series) -> bool:
        """Whether it alters these counts: by their type, source and place."""
        # Outcomes are of the offences that the Home Office's tables count, too.
        own = series.counts_from.value
        return (
            self.touches(series.names)
            and bool({own, own.removesuffix("-outcomes")} & set(self.counts_from))
            and bool({EVERYTHING, *series.places} & set(self.places))
            and (series.is_by_small_area or not self.is_of_small_areas)
        )

    def is_between(self, first: Month, last: Month) -> bool:
        """Whether it parts these months, or months of its spell are among them."""
        if self.last is None:
            return first < self.first <= last
        return self.first <= last and self.last >= first


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the calendar says of a comparison from one month to another.

    `action` is the hardest of the breaks crossed, nothing where none is; `excluded`
    lists the months that have to be left out.
    """

    crossed: tuple[Break, ...]
    excluded: tuple[Month, ...]

    @property
    def action(self) -> Action | None:
        """What the comparison must do."""
        found = {each.action for each in self.crossed}
        return next((each for each in reversed(Action) if each in found), None)

    @property
    def says(self) -> tuple[str, ...]:
        """A sentence for each break crossed, with its month and source."""
        return tuple(_said(each) for each in self.crossed)


class AcrossBreak(Refused):
    """A comparison was asked for whose two sides are counts of different things."""

    def __init__(self, asked: str, crossed: Break) -> None:
        self.crossed = crossed
        instead = f": compare {crossed.instead} instead" if crossed.instead else ""
        super().__init__(
            f"{asked} is not compared across {crossed.first}: {crossed.what} "
            f"({crossed.source}){instead}"
        )


@cache
def read_breaks() -> tuple[Break, ...]:
    """Read the calendar of breaks that travels with the program, earliest first."""
    text = reference_file("breaks.csv").read_text(encoding="utf-8")
    return tuple(_break(row) for row in csv.DictReader(text.splitlines()))


def rule_on(series: Series, first: Month, last: Month) -> Ruling:
    """Say which breaks a comparison of these counts crosses, and what follows.

    Args:
        series: what is counted.
        first: the first month of the earlier side.
        last: the last month of the later side.
    """
    crossed = tuple(
        _as_met_by(series, each)
        for each in read_breaks()
        if each.concerns(series) and each.is_between(first, last)
    )
    spells = {
        month
        for each in crossed
        if each.action is Action.EXCLUDE
        for month in months_between(each.first, each.last or last)
    }
    return Ruling(crossed, tuple(sorted(spells & {*months_between(first, last)})))


def refuse_across(asked: str, ruling: Ruling) -> None:
    """Refuse a comparison whose ruling is to fail.

    Raises:
        AcrossBreak: naming what is asked, the break and what to compare instead.
    """
    for each in ruling.crossed:
        if each.action is Action.FAIL:
            raise AcrossBreak(asked, each)


def _as_met_by(series: Series, crossed: Break) -> Break:
    """Let those counts across that hold all which a new rule moved about.

    Even so they may step, as all burglary of London did by 1.26 in April 2017, so the
    break is still said.

    Source: evaluation notes, section 1.3.
    """
    moved = set(crossed.crime_types)
    if crossed.action is Action.FAIL and moved <= set(series.names):
        return replace(crossed, action=Action.BRIDGE)
    return crossed


def _said(crossed: Break) -> str:
    until = f" to {crossed.last}" if crossed.last else ""
    follows = {
        Action.EXCLUDE: "those months are left out",
        Action.BRIDGE: "before and after alone show no effect across it",
        Action.FAIL: "the two sides are not compared",
    }[crossed.action]
    return f"{crossed.first}{until}: {crossed.what}; {follows} ({crossed.source})."


def _break(row: dict[str, str]) -> Break:
    return Break(
        name=row["break"],
        first=Month.parse(row["first_month"]),
        last=Month.parse(row["last_month"]) if row["last_month"] else None,
        crime_types=tuple(row["crime_types"].split("|")),
        what=row["what"],
        source=row["source"],
        action=Action(row["action"]),
        counts_from=tuple(row["sources"].split("|")),
        places=tuple(row["places"].split("|")),
        is_of_small_areas=row["small_areas_only"] == "yes",
        instead=row["instead"],
    )
