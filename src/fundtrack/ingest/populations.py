"""Check a table of people or households before it is kept, whole or not at all."""

import re
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.periods import YEARS
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import other_district_codes
from fundtrack.places import small_areas
from fundtrack.places import wards
from fundtrack.sources.populations import PopulationFile
from fundtrack.sources.populations import PopulationRow
from fundtrack.sources.tables import Value

LEVELS = {
    "E05": "ward",
    "E06": "district",
    "E07": "district",
    "E08": "district",
    "E09": "district",
    "E01": "small area",
    "E22": "partnership",
    "E23": "police area",
    "W05": "ward",
    "W06": "district",
    "W01": "small area",
    "W14": "partnership",
    "W15": "police area",
}
"""What kind of place a code of England or Wales is of, by its first letters."""

_OFFICIAL = re.compile(r"[EWSNKJ][0-9]{8}")
_WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
_MISSING = re.compile(
    r"|[-–:.*cxu]|\.\.|n/?a\b.*|not available|suppressed", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CheckedPopulation:
    """A place's figure that can be kept."""

    level: str
    place: str
    name: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class CheckedPopulations:
    """What a file holds that can be kept, and everything found in it."""

    rows: tuple[CheckedPopulation, ...]
    findings: tuple[Finding, ...]

    @property
    def years(self) -> list[str]:
        """The years there are figures of, in order."""
        return [str(year) for year in sorted({row.year for row in self.rows})]

    @property
    def forces(self) -> list[str]:
        """The forces in whose areas the places lie, as far as that is known."""
        places = {(row.level, row.place) for row in self.rows}
        areas = {_police_area(level, place) for level, place in places}
        return sorted(
            force.force
            for force in forces().values()
            if force.police_area and force.police_area in areas
        )


def check_populations(read: PopulationFile) -> CheckedPopulations:
    """Look at every row; what blocks is found together, with the first row of each."""
    kept = [row for row in read.rows if level_of(row.code) and not _is_missing(row)]
    findings = [found for check in CHECKS for found in check(read)]
    rows = tuple(
        CheckedPopulation(level_of(row.code), row.code, row.name, row.year, number)
        for row in kept
        if (number := _number(row.written)) is not None
    )
    if not rows and not findings:
        findings = [_finding(read, "population-no-rows", [], _NO_ROWS)]
    return CheckedPopulations(rows, tuple(findings))


def level_of(code: str) -> str:
    """Say what kind of place a code is of; nothing for kinds that are not kept."""
    return LEVELS.get(code[:3], "") if _OFFICIAL.fullmatch(code) else ""


def check_places(read: PopulationFile) -> Iterator[Finding]:
    """Refuse a code that no place has: the table is of something else, or was edited.

    Every small area, district, partnership and police area of England and Wales is
    known; wards change each year and are taken as they come.
    """
    unknown = [row for row in read.rows if not _is_place(row.code)]
    yield from _found(
        read,
        "population-place-unknown",
        unknown,
        (
            "has a code that no place of England and Wales has",
            "correct the code, or take the row out; codes look like E07000117",
        ),
    )


def check_kinds(read: PopulationFile) -> Iterator[Finding]:
    """Tell of places that are not kept: countries, regions, Scotland and the like."""
    others = [
        row
        for row in read.rows
        if _OFFICIAL.fullmatch(row.code) and not level_of(row.code)
    ]
    yield from _found(
        read,
        "population-place-left-out",
        others,
        (
            "is of a kind of place that no crime is counted by, and was left out",
            "nothing to do",
        ),
        Severity.WARN,
    )


def check_wards(read: PopulationFile) -> Iterator[Finding]:
    """Tell of wards that the ward lookup does not have."""
    unlinked = [
        row
        for row in read.rows
        if level_of(row.code) == "ward" and row.code not in wards()
    ]
    yield from _found(
        read,
        "population-ward-unlinked",
        unlinked,
        (
            (
                "is of a ward outside the lookup of 2024 that is held; it is kept, and "
                "no crime is set against it"
            ),
            "nothing to do, or take in a table of the wards of 2024",
        ),
        Severity.WARN,
    )


def check_years(read: PopulationFile) -> Iterator[Finding]:
    """Refuse a row whose year cannot be read."""
    wrong = [row for row in read.rows if row.year not in YEARS]
    yield from _found(
        read,
        "population-year",
        wrong,
        ("has no year that can be read", "write the year like 2022 or mid-2022"),
    )


def check_figures(read: PopulationFile) -> Iterator[Finding]:
    """Refuse what is no whole number; tell of what is not given."""
    placed = [row for row in read.rows if level_of(row.code)]
    missing = [row for row in placed if _is_missing(row)]
    wrong = [
        row for row in placed if not _is_missing(row) and _number(row.written) is None
    ]
    yield from _found(
        read,
        "population-figure",
        wrong,
        (
            "has something else than a whole number of nought or more",
            "write the figure in digits, such as 94649",
        ),
    )
    yield from _found(
        read,
        "population-figure-missing",
        missing,
        ("has no figure; it stays missing and is not nought", "nothing to do"),
        Severity.WARN,
    )


def check_twins(read: PopulationFile) -> Iterator[Finding]:
    """Refuse two rows of one place and year, whether or not they say the same."""
    times = Counter((row.code, row.year) for row in read.rows)
    twins = [row for row in read.rows if times[row.code, row.year] > 1]
    yield from _found(
        read,
        "population-row-twice",
        twins[1:],
        (
            "speaks of a place and year that another row speaks of",
            "keep one row for each place and year",
        ),
    )


def check_whole(read: PopulationFile) -> Iterator[Finding]:
    """Tell of places that lack years which others have; refuse a file cut off there."""
    years: dict[str, set[int]] = defaultdict(set)
    for row in read.rows:
        years[row.code].add(row.year)
    most = max(map(len, years.values()), default=0)
    short = [
        row
        for code, row in {row.code: row for row in read.rows}.items()
        if len(years[code]) < most
    ]
    is_cut = read.ends_openly and bool(short) and read.rows[-1] in short
    yield from _found(
        read,
        "population-cut-off" if is_cut else "population-years-uneven",
        short[-1:] if is_cut else short,
        (
            f"has figures of fewer years than the {most} of other places"
            + (", and the file ends in the middle of a line" if is_cut else ""),
            "download the file again, and take it in whole"
            if is_cut
            else "check that the file is whole; places that are new lack early years",
        ),
        Severity.BLOCK if is_cut else Severity.WARN,
    )


def check_end(read: PopulationFile) -> Iterator[Finding]:
    """Tell that the last figure may be cut, where no other year would show it."""
    if read.ends_openly and len({row.year for row in read.rows}) == 1:
        yield _finding(
            read,
            "population-line-not-ended",
            [read.rows[-1]],
            (
                (
                    "stands last, and its line has no end: if the download broke off "
                    "there, the figure is too small and other places are absent"
                ),
                "compare the last line with the published file",
            ),
            Severity.WARN,
        )


CHECKS: tuple[Callable[[PopulationFile], Iterable[Finding]], ...] = (
    check_places,
    check_years,
    check_figures,
    check_twins,
    check_kinds,
    check_wards,
    check_whole,
    check_end,
)

_NO_ROWS = (
    "the table has no row of all ages and all people",
    "take in the table that has the totals",
)


@cache
def _known(level: str) -> frozenset[str]:
    """Give the codes there are of a kind of place; none of wards, which change."""
    held = districts().values()
    return {
        "small area": frozenset(small_areas()),
        "district": frozenset({*districts(), *other_district_codes()}),
        "partnership": frozenset(district.partnership for district in held),
        "police area": frozenset(district.police_area for district in held),
    }.get(level, frozenset())


def _is_place(code: str) -> bool:
    known = _known(level_of(code))
    return code in known if known else bool(_OFFICIAL.fullmatch(code))


def _police_area(level: str, code: str) -> str | None:
    """Give the police area that a place lies in, nothing where that is not known."""
    if level == "police area":
        return code
    if level == "partnership":
        of_one = (at for at in districts().values() if at.partnership == code)
        return next(of_one).police_area
    district: str | None = other_district_codes().get(code, code)
    if level == "small area":
        district = small_areas()[code].district
    if level == "ward":
        district = wards()[code].district if code in wards() else None
    return districts()[district].police_area if district else None


def _is_missing(row: PopulationRow) -> bool:
    return bool(_MISSING.fullmatch(str(row.written).strip()))


def _number(written: Value) -> int | None:
    text = str(written).strip().removesuffix(".0")
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def _found(
    read: PopulationFile,
    rule: str,
    rows: list[PopulationRow],
    said: tuple[str, str],
    severity: Severity = Severity.BLOCK,
) -> Iterator[Finding]:
    if rows:
        yield _finding(read, rule, rows, said, severity)


def _finding(
    read: PopulationFile,
    rule: str,
    rows: list[PopulationRow],
    said: tuple[str, str],
    severity: Severity = Severity.BLOCK,
) -> Finding:
    """Tell of the first row, and how many there are like it."""
    message, fix = said
    first = rows[0] if rows else None
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    return Finding(
        rule,
        severity,
        f"{first.name or first.code} {message}{more}" if first else message,
        fix,
        file=read.file,
        sheet=(first.sheet or None) if first else None,
        row=first.row if first else None,
        column=first.column if first else None,
        found=f"{first.code} {first.year}: {first.written}" if first else None,
    )
