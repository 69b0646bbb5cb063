"""What Outcomes says: what happened to crime here, and whether it may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fundtrack.metrics.breaks import Action
from fundtrack.metrics.breaks import Break
from fundtrack.metrics.changes import Change
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import PublishedFigure
from fundtrack.metrics.founding_report import Standing
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

MONTHS_IN_YEAR = 12
HARDLY = 1.0
"""Below this many per cent a count hardly changed."""

USUAL_SET = "positive_excl_22"
"""The set of outcomes that forces usually report as positive."""

NOTHING_HELD = "No recorded crime is held yet, so there is nothing to show of it."
FIRST = (
    "Fetch the street files of your force from data.police.uk: choose the force and "
    "the months, include crime data and outcomes data, and keep the zip"
)
SECOND = "Take the zip in as it is: fundtrack ingest crime FILE.zip"
THIRD = "See the figures here: reload this page"
NEXT_STEPS = (FIRST, SECOND, THIRD)

BREAK_NAMES = {
    "burglary": "burglary rules changed",
    "residential-burglary": "burglary rules changed",
    "public-order": "counting rules revised",
    "lancashire-recording": "recording put right",
    "lancashire-connect": "new records system",
    "greater-manchester": "new records system",
    "greater-manchester-tables": "new records system",
    "devon-and-cornwall": "new records system",
    "covid": "pandemic",
    "asb": "lockdown reports",
    "leicester": "local restrictions",
    "north-of-england": "local restrictions",
    "outcome-22": "outcome 22 compulsory",
    "lsoa": "small areas redrawn",
}
CIRCUMSTANCES = {"covid", "leicester", "north-of-england", "asb"}


@dataclass(frozen=True, slots=True)
class Story:
    """What a measure came to in months, and how that compares with a year before.

    `missing` names the months or quarters that keep it from being added up, and
    `missing_before` those that keep it from being compared; `left_out` the months of
    both years that a break keeps out of the change; `refused` says why the break
    calendar lets it not be compared; `is_newest` that no later months were asked for.
    """

    measure: str
    place: str
    first: Month
    last: Month
    count: int | None
    missing: tuple[str, ...]
    change: Change | None = None
    missing_before: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: str = ""
    is_newest: bool = True

    @property
    def when(self) -> str:
        """The months in words: `the year to March 2024`."""
        months = len(months_between(self.first, self.last))
        if months == 1:
            return month_name(self.last)
        if months == MONTHS_IN_YEAR:
            return f"the year to {month_name(self.last)}"
        return f"the {months} months to {month_name(self.last)}"


def outcome_sentence(story: Story) -> str:
    """Say how a measure changed, or why that cannot be said."""
    if story.count is None:
        lacking = f": {not_held(story.missing)}" if story.missing else ""
        return (
            f"{story.measure} in {story.place} cannot be added up for "
            f"{story.when}{lacking}."
        )
    if story.change is None:
        why = story.refused or not_held(story.missing_before)
        return (
            f"{story.measure} in {story.place} came to {story.count:,} in "
            f"{_when(story)}; the year before is not set beside it: {why.rstrip('.')}."
        )
    return f"{_changed(story, story.change)}{_but(story.change)}."


def not_held(labels: Sequence[str]) -> str:
    """Say of which months or quarters no file is held."""
    if not labels:
        return "no month is left to compare"
    return f"no file is held for {periods_said(labels)}"


def periods_said(labels: Sequence[str]) -> str:
    """Write months as runs: `June 2020 and July to September 2022`.

    Quarters, and whatever else is no month, are listed as they are.
    """
    months = [Month.parse(label) for label in labels if len(label) == len("2024-01")]
    others = [label for label in labels if len(label) != len("2024-01")]
    return listed([*(_run_said(run) for run in _runs(sorted(set(months)))), *others])


def month_name(month: Month) -> str:
    """Write a month as `November 2022`."""
    return f"{month.dates.start:%B %Y}"


def break_name(found: Break) -> str:
    """Name a break in the few words that a chart has room for."""
    stem = found.name.rpartition("-")[0]
    name = BREAK_NAMES.get(stem, "counted otherwise")
    return f"{name}, to {found.last.dates.start:%b %Y}" if found.last else name


def force_area(name: str) -> str:
    """Name the area of a force: `Lancashire` of `Lancashire Constabulary`."""
    return name.removesuffix(" Constabulary").removesuffix(" Police")


def months_said(first: Month, last: Month) -> str:
    """Write a range of months: `June 2022`, `April 2021 to March 2024`."""
    if first == last:
        return month_name(first)
    return f"{month_name(first)} to {month_name(last)}"


def series_heading(series: Sequence[PeriodCount], noun: str) -> str:
    """Say how much of a series is missing, and what may still be revised.

    Args:
        series: the months or quarters drawn.
        noun: `month` or `quarter`.
    """
    missing = sum(each.count is None for each in series)
    provisional = sum(each.is_provisional for each in series)
    held = (
        f"No file is held for {counted(missing, noun)} of {len(series)}"
        if missing
        else f"Every {noun} is held"
    )
    if not provisional:
        return held
    newest = f"newest {provisional}" if provisional > 1 else "newest"
    return f"{held}; the {newest} may still be revised"


def district_heading(places: Sequence[DistrictCount], per: str) -> str:
    """Say which districts are highest, by rate where there is one.

    Args:
        places: the districts drawn, each with its count.
        per: what a rate is per: `1,000 households`.
    """
    if not any(place.count for place in places):
        return "None was recorded in any district"
    rated = [place for place in places if place.rate is not None]
    if not rated:
        top = max(places, key=lambda place: place.count or 0)
        return f"{top.name} had the most, {top.count:,}; no rate can be given"
    first, *rest = sorted(rated, key=lambda place: -(place.rate or 0))
    also = f", then {rest[0].name}" if rest else ""
    return f"{first.name} is highest, {first.rate:,.1f} per {per}{also}"


def spread_heading(places: Sequence[DistrictCount]) -> str:
    """Say how far apart the districts' rates lie, or why that cannot be said.

    Args:
        places: the districts drawn, each with its count.
    """
    rated = sorted(
        (place for place in places if place.rate is not None),
        key=lambda place: place.rate or 0,
    )
    if len(rated) <= 1:
        return "Districts by count: there are no rates to set side by side"
    low, high = rated[0], rated[-1]
    if not low.rate or not high.rate:
        return f"None in {low.name}, {high.count:,} in {high.name}"
    return f"{high.name} has {high.rate / low.rate:.1f} times the rate of {low.name}"


def made_up_note(provenances: Sequence[str | None]) -> str:
    """Say where counts are made up: bars and colours can bear no mark themselves."""
    said = set(provenances)
    if said == {"synthetic"}:
        return " The crime counts are synthetic."
    if said & {"synthetic", "mixed"}:
        return " Some of the crime counts are synthetic."
    return ""


def share_heading(shares: Sequence[OutcomeShare], when: str) -> str:
    """Say what the usual set of outcomes comes to, and what the others would say."""
    recorded = [each for each in shares if each.basis == "recorded"]
    usual = next((each for each in recorded if each.of_set.name == USUAL_SET), None)
    if usual is None:
        return "Outcomes are known by force alone: choose the force to see them"
    if usual.numerator is None:
        return f"Outcomes cannot be added up: {not_held(usual.missing)}"
    if usual.share is None:
        waiting = usual.not_yet or 0
        return f"None of {counted(waiting, 'crime')} has an outcome so far"
    if usual.share.is_small:
        return f"Only {counted(usual.share.respondents, 'outcome')}: too few for a rate"
    rates = [each.share.pct for each in recorded if each.share]
    low, high = min(rates), max(rates)
    return (
        f"{usual.share.pct:.1f}% of outcomes in {when} were positive by the usual set; "
        f"other sets say {low:.1f}% to {high:.1f}%"
    )


def founding_heading(figures: Sequence[FoundingFigure]) -> str:
    """Say how many of the report's figures could be made again."""
    printed = [each for each in figures if each.standing is not Standing.NO_FIGURE]
    same = sum(each.standing is Standing.REPRODUCED for each in printed)
    differs = sum(each.standing is Standing.DIFFERS for each in printed)
    lacking = len(printed) - same - differs
    parts = [f"{same} of {len(printed)} figures of the annual report made again"]
    if differs:
        parts.append(f"{differs} differ" if differs > 1 else "1 differs")
    if lacking:
        needs = "need" if lacking > 1 else "needs"
        parts.append(f"{lacking} {needs} data that are not held")
    return ", ".join(parts)


def founding_notes(found: FoundingFigure) -> str:
    """Say in a few words why a figure is not made again, and what to beware of."""
    said = found.said
    notes = [said.beware, *(f"{change} lies between" for change in _between(found))]
    return " ".join(_as_sentence(note) for note in (found.because, *notes) if note)


def perception_sentence(aimed: Sequence[str]) -> str:
    """Say that no survey is held, and which funds are meant to change what it asks."""
    said = "No survey of what people feel is held."
    if aimed:
        means = "means" if len(aimed) == 1 else "mean"
        said += f" {listed(aimed)} {means} people to feel safer, and nobody was asked."
    return (
        f"{said} Take one in: fundtrack ingest survey FILE (--blank writes the form)."
    )


def published_said(said: PublishedFigure) -> str:
    """Write a figure as the report prints it: `over 13%`, `£820,000`, `1,508`."""
    if said.published is None:
        return "not printed"
    return f"{'over ' if said.is_floor else ''}{in_unit(said.published, said)}"


def in_unit(figure: float, said: PublishedFigure) -> str:
    """Write a figure in the unit, and as far, as the report prints its own."""
    sign = "−" if figure < 0 else ""
    number = f"{abs(figure):,.{max(said.decimals, 0)}f}"
    if said.unit == "pounds":
        return f"{sign}£{number}"
    return f"{sign}{number}{'%' if said.unit == 'per cent' else ''}"


def _when(story: Story) -> str:
    return story.when + ("" if story.is_newest else ", the newest whole year held")


def _changed(story: Story, change: Change) -> str:
    earlier, later = change.earlier.offences, change.later.offences
    what = f"{story.measure} in {story.place}"
    if earlier == later:
        return f"{what} stayed at {later:,} in {_when(story)}"
    between = f"in {_when(story)}, from {earlier:,} to {later:,}"
    if story.left_out:
        between += f", with {periods_said(story.left_out)} left out"
    pct = change.pct
    if pct is None:
        return f"{what} rose {between}"
    if abs(pct) < HARDLY:
        return f"{what} hardly changed {between}"
    return f"{what} {'rose' if pct > 0 else 'fell'} by {abs(pct):.0f}% {between}"


def _but(change: Change) -> str:
    """Say what altered the counts besides crime, and what follows for the change."""
    bridged = [at for at in change.ruling.crossed if at.action is Action.BRIDGE]
    rules = [at for at in bridged if _stem(at) not in CIRCUMSTANCES]
    moved = "rise" if change.difference > 0 else "fall"
    is_moved = change.difference != 0
    so = f", so part of the {moved} may not be a {moved}" if is_moved else ""
    if rules:
        when = listed(list(dict.fromkeys(month_name(at.first) for at in rules)))
        return f", but the way it is counted changed in {when}{so}"
    if bridged:
        return f", but the restrictions of the pandemic lie within it{so}"
    return ""


def _between(found: FoundingFigure) -> list[str]:
    """Name the breaks that lie between the two years of a compared figure."""
    return [f"{break_name(at)} ({month_name(at.first)})" for at in found.crossed]


def _as_sentence(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if said.endswith(".") else f"{said}."


def _stem(found: Break) -> str:
    return found.name.rpartition("-")[0]


def _runs(months: Sequence[Month]) -> list[list[Month]]:
    runs: list[list[Month]] = [[month] for month in months[:1]]
    for before, month in pairwise(months):
        if before.plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _run_said(run: Sequence[Month]) -> str:
    first, last = run[0], run[-1]
    if first != last and first.year == last.year:
        return f"{first.dates.start:%B} to {month_name(last)}"
    return months_said(first, last)
