"""The tables of Outcomes: series, districts, shares, surveys, the annual report."""

from collections.abc import Iterable
from collections.abc import Sequence

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.metrics.breaks import Break
from fundtrack.metrics.crime_months import CountPart
from fundtrack.metrics.crime_months import MonthFile
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import Standing
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.metrics.proportions import ShareChange
from fundtrack.metrics.surveys import SurveyAnswer
from fundtrack.metrics.surveys import WaveShare
from fundtrack.pages.outcomes.standing import OutcomeStanding
from fundtrack.places import districts
from fundtrack.sentences.outcomes import founding_notes
from fundtrack.sentences.outcomes import in_unit
from fundtrack.sentences.outcomes import month_name
from fundtrack.sentences.outcomes import published_said

INTERVAL = (
    Column("low", "95% interval from", Kind.RATE),
    Column("high", "95% interval to", Kind.RATE),
)
NO_PLACE = "No place told, or cut between districts"


def series_table(standing: OutcomeStanding, caption: str) -> Table:
    """Write the series: count, whom it is out of, rate, and how each month stands."""
    columns = (
        Column("label", standing.noun.capitalize()),
        Column("count", "Recorded", Kind.COUNT),
        Column("out_of", _out_of_heading(standing), Kind.COUNT),
        Column("rate", "Rate per 1,000", Kind.FINE_RATE),
        Column("stands", "How it stands"),
        Column("source", "Out of"),
    )
    rows = tuple(
        TableRow(
            {
                "label": at.label if standing.is_quarterly else month_name(at.first),
                "count": at.count,
                "out_of": at.out_of.number if at.out_of else None,
                "rate": at.rate,
                "stands": _stands(at.count, is_provisional=at.is_provisional),
                "source": f"{at.out_of.basis} {at.out_of.year}"
                if at.out_of
                else "none held",
            },
            marks=(at.provenance,) if at.provenance else (),
            presses={"count": press_of(standing, at)},
        )
        for at in standing.series
    )
    return Table(caption, columns, rows)


def press_of(standing: OutcomeStanding, at: PeriodCount) -> str:
    """Name the count of a month or quarter as what a press asks for."""
    if at.count is None:
        return ""
    choice = standing.choice
    return f"{choice.measure}~{choice.place}~{at.first}~{at.last}~{at.count}"


def district_table(standing: OutcomeStanding, caption: str) -> Table:
    """Write the districts: numerator, denominator, rate, and a warning where few."""
    columns = (
        Column("place", "District"),
        Column("count", "Recorded", Kind.COUNT),
        Column("out_of", _out_of_heading(standing), Kind.COUNT),
        Column("rate", "Rate per 1,000", Kind.RATE),
        Column("beware", "Read with"),
        Column("source", "Out of whose figure"),
    )
    rows = tuple(
        TableRow(
            {
                "place": at.name,
                "count": at.count,
                "out_of": at.out_of.number if at.out_of else None,
                "rate": at.rate,
                "beware": "fewer than 30: a few more would move the rate"
                if at.is_small
                else "",
                "source": _whose(at.out_of.basis, at.out_of.year, at.out_of.edition)
                if at.out_of
                else "none held",
            },
            marks=(at.provenance,) if at.provenance else (),
            presses={"count": press_of_district(standing, at)},
        )
        for at in standing.districts
    )
    return Table(caption, columns, rows)


def press_of_district(standing: OutcomeStanding, place: DistrictCount) -> str:
    """Name the year's count of a district as what a press asks for."""
    period = standing.period
    if place.count is None or period is None:
        return ""
    key = f"district:{place.district}"
    months = f"{period.first}~{period.last}"
    return f"{standing.choice.measure}~{key}~{months}~{place.count}"


def break_table(breaks: Sequence[Break], caption: str) -> Table:
    """Write what altered the counts without any change in crime."""
    columns = (
        Column("when", "When"),
        Column("what", "What changed"),
        Column("follows", "What follows"),
        Column("source", "Source"),
    )
    follows = {
        "exclude": "those months are left out of a comparison",
        "bridge": "before and after alone show no effect across it",
        "fail": "the two sides are not compared",
    }
    rows = tuple(
        TableRow(
            {
                "when": month_name(at.first)
                + (f" to {month_name(at.last)}" if at.last else ""),
                "what": at.what,
                "follows": follows[at.action],
                "source": at.source,
            }
        )
        for at in breaks
    )
    return Table(caption, columns, rows)


def share_table(shares: Sequence[OutcomeShare], caption: str) -> Table:
    """Write every set of outcomes on both bases: outcomes, out of how many, share."""
    columns = (
        Column("set", "Set of outcomes"),
        Column("basis", "Basis"),
        Column("count", "Outcomes of the set", Kind.COUNT),
        Column("out_of", "All outcomes", Kind.COUNT),
        Column("pct", "Share, %", Kind.RATE),
        *INTERVAL,
        Column("not_yet", "No outcome so far", Kind.COUNT),
        Column("unknown", "Outcome not known", Kind.COUNT),
    )
    return Table(caption, columns, tuple(_share_row(each) for each in shares))


def _share_row(found: OutcomeShare) -> TableRow:
    share = found.share
    is_shown = share is not None and not share.is_small
    basis = {"recorded": "recorded in these months", "closed": "closed in these months"}
    return TableRow(
        {
            "set": f"{found.of_set.label} ({', '.join(found.of_set.codes)})",
            "basis": basis[found.basis],
            "count": found.numerator,
            "out_of": found.denominator,
            "pct": share.pct if share and is_shown else None,
            "low": share.low_pct if share and is_shown else None,
            "high": share.high_pct if share and is_shown else None,
            "not_yet": found.not_yet,
            "unknown": found.unknown,
        },
        marks=(found.provenance,) if found.provenance else (),
    )


def survey_table(answers: Sequence[SurveyAnswer], caption: str) -> Table:
    """Write each question wave by wave, its change, and that beyond a comparison."""
    columns = (
        Column("question", "Question and answer"),
        Column("area", "Area"),
        Column("wave", "Wave"),
        Column("said", "Said so", Kind.COUNT),
        Column("asked", "Asked", Kind.COUNT),
        Column("pct", "Share, %", Kind.RATE),
        *INTERVAL,
        Column("beware", "Read with"),
        Column("source", "Source"),
    )
    rows = tuple(row for answer in answers for row in _answer_rows(answer))
    return Table(caption, columns, rows)


def _answer_rows(answer: SurveyAnswer) -> Iterable[TableRow]:
    for wave in answer.waves:
        yield _wave_row(answer, wave, answer.area)
    for wave in answer.comparison_waves:
        yield _wave_row(answer, wave, answer.comparison)
    named = (
        (answer.change, answer.area, "change, first wave to last"),
        (answer.comparison_change, answer.comparison, "change, first wave to last"),
        (answer.beyond, answer.area, "change beyond the comparison area"),
    )
    for change, area, what in named:
        if change:
            yield _change_row(answer, change, area, what)


def _wave_row(answer: SurveyAnswer, wave: WaveShare, area: str) -> TableRow:
    share = wave.share
    beware = "fewer than 100 asked: read with care" if share.is_cautious else ""
    if share.is_small:
        beware = "fewer than 30 asked: no share is shown"
    return TableRow(
        {
            "question": f"{answer.question}: {answer.answer}",
            "area": area,
            "wave": wave.wave,
            "said": share.numerator,
            "asked": share.respondents,
            "pct": None if share.is_small else share.pct,
            "low": None if share.is_small else share.low_pct,
            "high": None if share.is_small else share.high_pct,
            "beware": beware,
            "source": wave.source,
        }
    )


def _change_row(
    answer: SurveyAnswer, change: ShareChange, area: str, wave: str
) -> TableRow:
    beware = "percentage points"
    if change.is_small:
        beware = "fewer than 30 asked: no change is shown"
    elif change.low <= 0 <= change.high:
        beware = "percentage points; the interval includes no change"
    return TableRow(
        {
            "question": f"{answer.question}: {answer.answer}",
            "area": area,
            "wave": wave,
            "pct": None if change.is_small else change.points,
            "low": None if change.is_small else change.low,
            "high": None if change.is_small else change.high,
            "beware": beware,
        }
    )


def founding_table(figures: Sequence[FoundingFigure], caption: str) -> Table:
    """Write the annual report's figures beside ours, with what they are made of."""
    columns = (
        Column("what", "Figure"),
        Column("published", "Published", Kind.TEXT),
        Column("ours", "Ours", Kind.TEXT),
        Column("numerator", "Numerator", Kind.COUNT),
        Column("denominator", "Out of", Kind.COUNT),
        Column("standing", "Can it be made again?"),
        Column("read", "Read with"),
        Column("made_of", "What it is made of"),
    )
    return Table(caption, columns, tuple(_founding_row(each) for each in figures))


def _founding_row(found: FoundingFigure) -> TableRow:
    said = found.said
    standing = str(found.standing)
    if found.standing is Standing.DIFFERS and found.difference is not None:
        more = "more" if found.difference > 0 else "less"
        size = in_unit(abs(found.difference), said)
        standing = f"differs: {size} {more}"
    return TableRow(
        {
            "what": said.what,
            "published": published_said(said),
            "ours": in_unit(found.ours, said) if found.ours is not None else None,
            "numerator": found.numerator,
            "denominator": found.denominator,
            "standing": standing[:1].upper() + standing[1:],
            "read": founding_notes(found),
            "made_of": said.made_of,
        },
        marks=("published",),
    )


def part_table(parts: Sequence[CountPart], caption: str, types: Sequence[str]) -> Table:
    """Write the districts that a count is made of, a column for each of its types.

    What no district can be told of stands last, so that the rows sum to the count.
    """
    told = types if len(types) > 1 else ()
    columns = (
        Column("place", "District"),
        *(Column(name, name, Kind.COUNT) for name in told),
        Column("count", "Recorded", Kind.COUNT),
    )
    codes = dict.fromkeys(part.district for part in parts)
    rows = [
        TableRow({"place": _district_name(code), **_counts_of(parts, told, code)})
        for code in codes
    ]
    total = TableRow({"place": "All", **_counts_of(parts, told)})
    return Table(caption, columns, tuple(rows), total)


def offence_table(parts: Sequence[CountPart], caption: str) -> Table:
    """Write the offences of the Home Office's tables that a count is made of."""
    columns = (
        Column("place", "District"),
        Column("offence", "Offence"),
        Column("count", "Recorded", Kind.COUNT),
    )
    rows = tuple(
        TableRow(
            {
                "place": _district_name(at.district, "Whole force"),
                "offence": at.crime_type,
                "count": at.count,
            }
        )
        for at in parts
    )
    total = TableRow({"place": "All", **_counts_of(parts, ())})
    return Table(caption, columns, rows, total)


def _district_name(code: str, otherwise: str = NO_PLACE) -> str:
    return districts()[code].name if code else otherwise


def _counts_of(
    parts: Sequence[CountPart], types: Sequence[str], district: str | None = None
) -> dict[str, int]:
    """Add up parts by type and together, those of one district or all."""
    mine = [at for at in parts if district in {None, at.district}]
    by_type = {
        name: sum(at.count for at in mine if at.crime_type == name) for name in types
    }
    return {**by_type, "count": sum(at.count for at in mine)}


def file_table(files: Sequence[MonthFile], caption: str) -> Table:
    """Write the files a count was made from: their rows, and what these lack."""
    columns = (
        Column("month", "Month"),
        Column("file", "Source file"),
        Column("entry", "Taken in by entry", Kind.COUNT),
        Column("times", "Times taken in", Kind.COUNT),
        Column("row_count", "Rows, all types", Kind.COUNT),
        Column("repeated_id", "Repeat an id", Kind.COUNT),
        Column("no_location", "Without location", Kind.COUNT),
        Column("outside_force", "Outside the force", Kind.COUNT),
    )
    rows = tuple(
        TableRow(
            {
                "month": at.month,
                "file": at.file or "counts that travel with the program",
                "entry": at.entry,
                "times": at.times or None,
                "row_count": at.row_count,
                "repeated_id": at.repeated_id,
                "no_location": at.no_location,
                "outside_force": at.outside_force,
            },
            marks=(at.provenance,),
        )
        for at in files
    )
    return Table(caption, columns, rows)


def _out_of_heading(standing: OutcomeStanding) -> str:
    kind = str(standing.measure.denominator)
    return kind.capitalize() if kind in {"people", "households"} else "Out of"


def _whose(basis: str, year: int, edition: str) -> str:
    return edition if edition == f"{basis} of {year}" else f"{basis} {year}, {edition}"


def _stands(count: int | None, *, is_provisional: bool) -> str:
    if count is None:
        return "no file held"
    return "may still be revised" if is_provisional else "held"
