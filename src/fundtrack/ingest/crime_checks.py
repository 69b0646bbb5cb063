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

Check = Callable[[CrimeFile, RowFacts], Iterator[Finding]]


def expected_rows(file: CrimeFile) -> Expected:
    """Say what the file's rows should be of."""
    force = find_force(file.force)
    return Expected(
        month=file.month,
        police_area=force.police_area,
        other_forces=[
            other.name
            for other in forces().values()
            if other is not force and not (file.is_from_api and other.force == "btp")
        ],
        crime_types=[str(crime_type) for crime_type in CrimeType],
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
            fix="download the file again and take it in unchanged",
            file=file.shown,
            row=facts.no_type_row,
            column=column,
        )
    if file.kind is Kind.STREET and facts.new_type_row is not None:
        yield Finding(
            rule="crime-type-new",
            severity=Severity.WARN,
            message="this crime type is not one of the fourteen published ones",
            fix="nothing to do: it is counted under its own name",
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
        yield Finding(
            rule="crime-lsoa-unknown",
            severity=Severity.WARN,
            message=f"{facts.unknown_lsoas} rows carry an LSOA code that England and "
            "Wales did not have in 2011 or 2021; they count for the force, not for a "
            "district",
            fix="check the code if the file was edited, else nothing to do",
            file=file.shown,
            row=facts.unknown_lsoa_row,
            column="LSOA code",
            found=facts.unknown_lsoa,
        )


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
    check_month,
    check_force,
    check_type,
    check_synthetic,
    check_places,
    check_api,
)
