"""Checks of one crime file: its rows against its name and the published words."""

from collections.abc import Callable
from collections.abc import Iterator

from fundtrack.domain.crime_types import CrimeType
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import CrimeFile
from fundtrack.store.crime_rows import Expected
from fundtrack.store.crime_rows import RowFacts

FIRST_MONTH_WITH_2021_CODES = "2023-01"
"""Taken where no row tells: the held files up to 2022-10 carry codes of 2011."""

FEWEST_IDS = 100
"""Rows below which no share of them is judged."""

OFTEN_PCT = 5
TWICE_PCT = 40
"""Of rows with an id; in the four worst published months held it is about a tenth."""

UNCHANGED = "download the file again and take it in unchanged"

Check = Callable[[CrimeFile, RowFacts], Iterator[Finding]]


def expected_rows(file: CrimeFile) -> Expected:
    """Say what the file's rows should be of."""
    force = find_force(file.force)
    # The railway police publish no id at all.
    is_nameless = file.kind is not Kind.STREET or force.force == "btp"
    return Expected(
        month=file.month,
        other_forces=[
            other.name
            for other in forces().values()
            if other is not force and not (file.is_from_api and other.force == "btp")
        ],
        crime_types=[str(crime_type) for crime_type in CrimeType],
        unnamed_types=[] if is_nameless else [CrimeType.ANTI_SOCIAL_BEHAVIOUR],
    )


def check_rows(file: CrimeFile, facts: RowFacts) -> list[Finding]:
    """Check the file's rows: every finding, in the order of CHECKS."""
    return [finding for check in CHECKS for finding in check(file, facts)]


def vintage_of(file: CrimeFile, facts: RowFacts) -> str:
    """Tell which census's LSOAs a file uses, from codes that only one of them has.

    The vintage follows the release and not the crime's month, so the rows decide.
    """
    if facts.only_2011 != facts.only_2021:
        return "2011" if facts.only_2011 > facts.only_2021 else "2021"
    return "2021" if file.month >= FIRST_MONTH_WITH_2021_CODES else "2011"


def check_end(file: CrimeFile, _facts: RowFacts) -> Iterator[Finding]:
    """Refuse a file that stops within its last row, though that row could be read."""
    if not file.is_whole:
        yield Finding(
            rule="crime-file-cut",
            severity=Severity.BLOCK,
            message="the last row does not end: the file was only downloaded in part",
            fix="download it again and take in the whole file",
            file=file.shown,
        )


def check_month(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Refuse a row of another month than the file's: a renamed or a merged file."""
    if facts.other_month_row is not None:
        yield Finding(
            rule="crime-month-differs",
            severity=Severity.BLOCK,
            message=f"the file is of {file.month}, this row is not",
            fix="take in the files as they were published, one month in each",
            file=file.shown,
            row=facts.other_month_row,
            column="Month",
            found=facts.other_month,
        )


def check_force(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Refuse a row that another force reported: a renamed or a merged file."""
    if facts.other_force_row is not None:
        yield Finding(
            rule="crime-force-differs",
            severity=Severity.BLOCK,
            message=f"the file is of the force {file.force}, this row is not",
            fix="take in the files as they were published, one force in each",
            file=file.shown,
            row=facts.other_force_row,
            column="Reported by",
            found=facts.other_force,
        )


def check_type(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Refuse a row without a type; tell of a type that was never published so far."""
    column = "Crime type" if file.kind is Kind.STREET else "Outcome type"
    if facts.no_type_row is not None:
        yield Finding(
            rule="crime-type-missing",
            severity=Severity.BLOCK,
            message=f"this row has no {column.lower()}",
            fix=UNCHANGED,
            file=file.shown,
            row=facts.no_type_row,
            column=column,
        )
    if file.kind is Kind.STREET and facts.new_types:
        is_most = _is_most(facts.new_types, facts)
        yield Finding(
            rule="crime-type-new",
            severity=Severity.BLOCK if is_most else Severity.WARN,
            message="this crime type is not one of the fourteen published ones"
            + (f", nor are those of {facts.new_types:,} rows" if is_most else ""),
            fix=UNCHANGED if is_most else "nothing to do: it is counted as it is named",
            file=file.shown,
            row=facts.new_type_row,
            column=column,
            found=facts.new_type,
        )


def check_synthetic(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Refuse a file of which only some rows are marked synthetic."""
    if 0 < facts.synthetic < facts.row_count:
        yield Finding(
            rule="crime-provenance-mixed",
            severity=Severity.BLOCK,
            message=f"{facts.synthetic} of {facts.row_count} rows are marked synthetic",
            fix="keep published and synthetic rows in files of their own",
            file=file.shown,
            column="Context",
        )


def check_places(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Tell of LSOA codes that neither census has: their rows lie in no district."""
    if facts.unknown_lsoa_row is not None:
        is_most = _is_most(facts.unknown_lsoas, facts)
        yield Finding(
            rule="crime-lsoa-unknown",
            severity=Severity.BLOCK if is_most else Severity.WARN,
            message=f"{facts.unknown_lsoas} rows carry an LSOA code that England and "
            "Wales did not have in 2011 or 2021; they count for the force, not for a "
            "district",
            fix=UNCHANGED
            if is_most
            else "check the code if the file was edited, else nothing to do",
            file=file.shown,
            row=facts.unknown_lsoa_row,
            column="LSOA code",
            found=facts.unknown_lsoa,
        )


def check_coordinates(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Tell of points outside the kingdom; refuse a file of which most are."""
    if facts.abroad_row is not None:
        is_most = _is_most(facts.abroad, facts)
        yield Finding(
            rule="crime-place-abroad",
            severity=Severity.BLOCK if is_most else Severity.WARN,
            message=f"the coordinates of {facts.abroad:,} rows lie outside the United "
            "Kingdom",
            fix=UNCHANGED if is_most else "nothing to do: the LSOA code places a row",
            file=file.shown,
            row=facts.abroad_row,
            column="Longitude",
        )


def check_ids(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Tell of ids that repeat often or are blank; refuse rows that stand twice."""
    with_id = facts.row_count - facts.blank_id
    if file.kind is Kind.STREET and with_id >= FEWEST_IDS:
        share = 100 * facts.repeated_id / with_id
        if share >= TWICE_PCT:
            yield _repeated(file, "crime-rows-twice", facts, with_id)
        elif share >= OFTEN_PCT:
            yield _repeated(file, "crime-ids-repeated", facts, with_id)
    if facts.nameless and not file.is_from_api:
        yield Finding(
            rule="crime-ids-blank",
            severity=Severity.WARN,
            message=f"{facts.nameless:,} rows other than anti-social behaviour have no "
            "id: each counts as a crime of its own",
            fix="download the file again if ids were taken out, else nothing to do",
            file=file.shown,
            row=facts.nameless_row,
            column="Crime ID",
        )


def _repeated(file: CrimeFile, rule: str, facts: RowFacts, with_id: int) -> Finding:
    is_twice = rule == "crime-rows-twice"
    return Finding(
        rule=rule,
        severity=Severity.BLOCK if is_twice else Severity.WARN,
        message=f"{facts.repeated_id:,} of {with_id:,} rows with an id name a crime "
        "that another row named"
        + (": the file holds its rows twice" if is_twice else "; it counts once"),
        fix=UNCHANGED if is_twice else "count by --count distinct, as usual",
        file=file.shown,
        column="Crime ID",
        found=f"{facts.repeated_id}",
    )


def _is_most(rows: int, facts: RowFacts) -> bool:
    """Whether it is so of most rows of a file that is not tiny: columns mixed up."""
    return facts.row_count >= FEWEST_IDS and 2 * rows > facts.row_count


def check_api(file: CrimeFile, facts: RowFacts) -> Iterator[Finding]:
    """Tell what the API's list leaves open."""
    if file.is_from_api:
        yield Finding(
            rule="crime-api-list",
            severity=Severity.WARN,
            message=f"the API gives no LSOA: the {facts.row_count} rows count for "
            f"{file.force} in {file.month}, not for a district, and hold no more than "
            "what the API was asked for",
            fix="take in the month's street file when it is published",
            file=file.shown,
        )


CHECKS: tuple[Check, ...] = (
    check_end,
    check_month,
    check_force,
    check_type,
    check_synthetic,
    check_places,
    check_coordinates,
    check_ids,
    check_api,
)
