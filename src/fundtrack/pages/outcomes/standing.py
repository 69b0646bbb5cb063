"""What Outcomes shows: one measure of one place over some months, read once."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.errors import NotAPeriod
from fundtrack.metrics.breaks import AcrossBreak
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_places import by_district
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.crime_series import crime_series
from fundtrack.metrics.crime_series import months_held
from fundtrack.metrics.measured import Measured
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import forces_around
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measures import DEFAULT_MEASURE
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.measures import read_measures
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.metrics.outcome_shares import outcome_shares
from fundtrack.metrics.position import Reader
from fundtrack.metrics.year_changes import YearChange
from fundtrack.metrics.year_changes import change_on_year_before
from fundtrack.pages.remembered import RememberedBooks
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import PageStanding
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.periods import months_between
from fundtrack.places import districts
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.sentences.outcomes import Story
from fundtrack.sentences.outcomes import force_area
from fundtrack.store.snapshot import Books

COUNT, RATE = "count", "rate"
MONTHS_IN_YEAR = 12
ASKS = frozenset({"measure", "place", "from", "to", "show"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place that can be chosen: a force, one of the office's areas or a district.

    `key` is what the address holds, such as `district:E06000009`.
    """

    key: str
    name: str
    is_held: bool = True

    def question(self, measure: str, first: Month, last: Month) -> MeasureQuestion:
        """Ask for a measure here."""
        kind, _, code = self.key.partition(":")
        return MeasureQuestion(
            measure,
            first,
            last,
            force=code if kind == "force" else None,
            area=code if kind == "area" else None,
            district=code if kind == "district" else None,
        )


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """What the filters say, as it could be answered."""

    measure: str
    place: str
    first: Month
    last: Month
    show: str


@dataclass(frozen=True, slots=True)
class Period:
    """The newest whole year held of the months asked, or the last of them.

    `is_newest` says that it ends with the months asked.
    """

    first: Month
    last: Month
    found: Measured
    change: YearChange | None
    refused: str
    shares: tuple[OutcomeShare, ...]
    is_newest: bool = True


@dataclass(frozen=True, slots=True)
class OutcomeStanding(PageStanding):
    """Everything the page draws from; `period` is nothing where no month is held."""

    measures: tuple[Measure, ...]
    places: tuple[Place, ...]
    place: Place
    force: str
    codes: tuple[str, ...]
    measure: Measure
    choice: OutcomeChoice
    held: tuple[Month, ...]
    has_tables: bool
    period: Period | None
    series: tuple[PeriodCount, ...] = ()
    districts: tuple[DistrictCount, ...] = ()

    @property
    def is_nothing_yet(self) -> bool:
        """Never: what may be imported, and the annual report, are shown without."""
        return False

    @property
    def holds_nothing(self) -> bool:
        """Whether no crime of any force is held."""
        return not self.has_tables and not any(place.is_held for place in self.places)

    @property
    def is_quarterly(self) -> bool:
        """Whether the measure is published by quarter."""
        return self.measure.counts_from is CountsFrom.HOME_OFFICE

    @property
    def noun(self) -> str:
        """What a point of the series is of: `month` or `quarter`."""
        return "quarter" if self.is_quarterly else "month"

    @property
    def has_rate(self) -> bool:
        """Whether a rate can be given for the period."""
        return self.period is not None and self.period.found.out_of is not None

    @property
    def months(self) -> tuple[Month, ...]:
        """The months asked for."""
        return months_between(self.choice.first, self.choice.last)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The months asked for that no file is held of."""
        held = set(self.held)
        return tuple(str(month) for month in self.months if month not in held)

    @property
    def story(self) -> Story | None:
        """What the opening sentence is written from."""
        if self.period is None:
            return None
        found, change = self.period.found, self.period.change
        return Story(
            measure=self.measure.name,
            place=self.place.name,
            first=self.period.first,
            last=self.period.last,
            count=found.count,
            missing=found.missing,
            change=change.change if change else None,
            missing_before=change.missing if change else (),
            left_out=tuple(str(at) for at in change.left_out) if change else (),
            refused=self.period.refused,
            is_newest=self.period.is_newest,
        )

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        said = {name: str(chosen) for name, chosen in asdict(self.choice).items()}
        said["from"], said["to"] = str(self.choice.first), str(self.choice.last)
        return {name: said[name] for name in ("measure", "place", "from", "to", "show")}


def read_outcomes(
    session: PageSession, books: Books | RememberedBooks, asked: Mapping[str, str]
) -> OutcomeStanding:
    """Read what is asked for, with everything that the page draws."""
    standing = read_opening(session, books, asked)
    if standing.period is None:
        return standing
    choice, period = standing.choice, standing.period
    place = standing.place
    whole = place.question(choice.measure, choice.first, choice.last)
    year = place.question(choice.measure, period.first, period.last)
    return replace(
        standing,
        series=crime_series(books, whole),
        districts=by_district(books, year, standing.force),
    )


def read_opening(
    session: PageSession, books: Books | RememberedBooks, asked: Mapping[str, str]
) -> OutcomeStanding:
    """Read as much as the sentence and the key figures need."""
    settings = session.settings
    measures = _measures()
    known = {each.measure for each in measures}
    name = asked.get("measure", "")
    measure = any_measure(name if name in known else DEFAULT_MEASURE)
    places = places_offered(books, settings.force)
    place = find_place(books, asked.get("place", ""), places)
    counted = counted_place(books, place.question(measure.measure, *_ANY_MONTHS))
    held = months_held(books, measure, counted)
    choice = _choice(measure, place, held, asked)
    return OutcomeStanding(
        settings=settings,
        info=books.info,
        today=session.today,
        measures=measures,
        places=places,
        place=place,
        force=(*forces_around(counted), FALLBACK)[0],
        codes=() if counted.force else counted.districts,
        measure=measure,
        choice=choice,
        held=held,
        has_tables=bool(books.rows("recorded_coverage", level="force")),
        period=_period(books, choice, place, held) if held else None,
    )


def places_offered(books: Reader, own: str) -> tuple[Place, ...]:
    """List the forces held, the office's own first, its areas and its districts.

    An area of one district is left to the district, which is the same place.
    """
    held = {row["force"] for row in books.rows("crime_coverage")}
    slugs = [own, *sorted(held - {own})] if own in forces() else sorted(held)
    named = [_force_place(at, is_held=at in held) for at in slugs]
    areas = [
        Place(f"area:{row['area']}", row["name"])
        for row in books.rows("areas")
        if len(row["districts"]) > 1
    ]
    inside = districts_of(find_force(slugs[0])) if slugs else ()
    return (
        *named,
        *areas,
        *(Place(f"district:{each.code}", each.name) for each in inside),
    )


FALLBACK = "lancashire"
NOWHERE = Place(f"force:{FALLBACK}", "Lancashire", is_held=False)
"""The place of an office whose force is not known and that holds nothing."""

_ANY_MONTHS = (Month(2020, 1), Month(2020, 1))
"""Months for a question of which only the place is looked up."""


def _measures() -> tuple[Measure, ...]:
    """Give every measure that counts crimes, in its last version."""
    names = dict.fromkeys(at.measure for at in read_measures() if not at.outcome_set)
    return tuple(any_measure(name) for name in names)


def find_place(books: Reader, asked: str, places: Sequence[Place]) -> Place:
    """Find the place asked for; one that is none of them gives the first."""
    by_key = {place.key: place for place in places}
    if asked in by_key:
        return by_key[asked]
    kind, _, code = asked.partition(":")
    if kind == "area":
        for row in books.rows("areas"):
            if row["area"] == code and row["districts"]:
                return Place(asked, row["name"])
    if kind == "district" and code in districts():
        return Place(asked, districts()[code].name)
    return places[0] if places else NOWHERE


def _force_place(slug: str, *, is_held: bool) -> Place:
    return Place(f"force:{slug}", force_area(find_force(slug).name), is_held)


def _choice(
    measure: Measure, place: Place, held: Sequence[Month], asked: Mapping[str, str]
) -> OutcomeChoice:
    earliest, latest = (held[0], held[-1]) if held else _ANY_MONTHS
    first = _month_asked(asked.get("from", ""), earliest)
    last = _month_asked(asked.get("to", ""), latest)
    first, last = sorted((first, last))
    first = min(max(first, earliest), latest)
    last = max(min(last, latest), first)
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        first = Month.of(Quarter.of(first.dates.start).dates.start)
        last = Month.of(Quarter.of(last.dates.start).dates.last_day)
    show = RATE if asked.get("show") == RATE else COUNT
    return OutcomeChoice(measure.measure, place.key, first, last, show)


def _month_asked(written: str, otherwise: Month) -> Month:
    try:
        return Month.parse(written)
    except NotAPeriod:
        return otherwise


def _period(
    books: Reader, choice: OutcomeChoice, place: Place, held: Sequence[Month]
) -> Period:
    first, last = _months_added(choice, held)
    question = place.question(choice.measure, first, last)
    change, refused = None, ""
    try:
        change = change_on_year_before(books, question)
    except AcrossBreak as error:
        refused = str(error)
    return Period(
        first=first,
        last=last,
        found=measured(books, question),
        change=change,
        refused=refused,
        shares=outcome_shares(books, question),
        is_newest=last == choice.last,
    )


def _months_added(choice: OutcomeChoice, held: Sequence[Month]) -> tuple[Month, Month]:
    """Give the newest twelve months held in a row, else the last of those asked."""
    inside = {at for at in held if choice.first <= at <= choice.last}
    for last in sorted(inside, reverse=True):
        first = last.plus(1 - MONTHS_IN_YEAR)
        if inside.issuperset(months_between(first, last)):
            return first, last
    return max(choice.first, choice.last.plus(1 - MONTHS_IN_YEAR)), choice.last
