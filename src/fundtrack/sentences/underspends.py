"""Underspends in words: what each rule says and why, what a case asks for."""

from collections.abc import Mapping
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.outturns import Outturn
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspends import ByProfile
from fundtrack.domain.underspends import Underspend
from fundtrack.metrics.underspends import Detected
from fundtrack.metrics.underspends import year_ends_on
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import spoken

CAUSES = {
    "recruitment": "posts filled late",
    "procurement": "ordered or contracted late",
    "late-delivery": "delivered late",
    "late-award": "money confirmed late",
    "late-billing": "work done and not billed",
    "partner": "a partner cannot spend it",
    "lower-cost": "cost less than planned",
    "lower-demand": "less was asked for",
    "other": "other causes",
}


def place_of(cell: Cell, names: Mapping[str, str]) -> str:
    """Name what a pattern covers: area and heading, or the whole fund."""
    area = names.get(cell.area, cell.area) if cell.area != ANY else "all areas"
    heading = f" ({spoken(cell.heading)})" if cell.heading != ANY else ""
    return f"{cell.fund} {area}{heading} {cell.year}"


def detected_words(found: Detected, names: Mapping[str, str]) -> list[str]:
    """Say what lapses at this rate, then each rule with the figures that made it."""
    said = found.found
    cell = Cell.parse(found.cell)
    place = place_of(cell, names)
    case = f"; case {found.case} is open" if found.case else ""
    return [
        f"{place}: {_headline(said, cell)}{case}",
        f"  by run-rate: {_rate_words(said)}",
        f"  by profile: {_profile_words(said.by_profile)}",
        *_ordered(said),
    ]


def case_sentence(case: Case, names: Mapping[str, str], owner: str, on: date) -> str:
    """Say in one sentence what a case still asks for, why, and who answers for it."""
    cell = case.said.cell
    ends = year_ends_on(cell.year)
    when = f"on 31 March {ends.year}"
    fate = f"lapses {when} unless it is used" if on <= ends else f"lapsed {when}"
    waits = counted(len(case.waiting), "proposal")
    asks = f"{waits} to decide on" if case.waiting else "nothing proposed yet"
    if case.settled_pence:
        asks = f"{show_pounds(case.settled_pence)} is decided on; {asks}"
    return (
        f"Underspend case {case.number}, {place_of(cell, names)}: "
        f"{show_pounds(case.left_pence)} {fate} ({CAUSES[case.said.cause]}); {asks}. "
        f"Owner: {owner}."
    )


def _headline(said: Underspend, cell: Cell) -> str:
    if said.by_rate is not None and said.by_rate.lapses_pence:
        ends = year_ends_on(cell.year).year
        return (
            f"at this rate {show_pounds(said.by_rate.lapses_pence)} of "
            f"{show_pounds(said.budget_pence)} lapses on 31 March {ends}"
            f"{_range(said.by_rate)}"
        )
    return (
        f"{show_pounds(said.lapses_pence)} of {show_pounds(said.budget_pence)} will "
        "not be spent if the rest goes by profile"
    )


def _range(found: Outturn) -> str:
    low, high = found.lapses_low_pence, found.lapses_high_pence
    if found.outturn_pence <= 0:
        return ""
    if low is None:
        return " (too few ended years for a range)"
    return (
        f" ({show_pounds(low)} to {show_pounds(high)} in four of five of "
        f"{found.trials} past years)"
    )


def _rate_words(said: Underspend) -> str:
    months = counted(said.months_ended, "month")
    if said.by_rate is None:
        return f"nothing spent in the {months} ended, too few to tell a rate"
    if not said.cost_pence:
        return f"nothing spent in the {months} ended: a rate of nought"
    return (
        f"{show_pounds(said.cost_pence)} spent or owed by month {said.months_ended} of "
        f"12 makes {show_pounds(said.by_rate.outturn_pence)} by the year's end; "
        f"{show_pounds(said.by_rate.lapses_pence)} lapses"
    )


def _profile_words(found: ByProfile | None) -> str:
    if found is None:
        return "no profile is held"
    behind = found.behind_pence
    how = "behind" if behind >= 0 else "ahead"
    return (
        f"{show_pounds(found.profile_to_date_pence)} was planned by now, "
        f"{show_pounds(Pence(abs(behind)))} {how}; with "
        f"{show_pounds(found.still_planned_pence)} still planned "
        f"{show_pounds(found.lapses_pence)} lapses"
    )


def _ordered(said: Underspend) -> tuple[str, ...]:
    if not said.committed_pence:
        return ()
    return (f"  {show_pounds(said.committed_pence)} of it is ordered and not come yet",)
