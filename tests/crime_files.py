"""Builders of crime files, and their counts again in slow and obvious Python."""

import csv
import zipfile
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import COLUMNS

STREET = COLUMNS[Kind.STREET]
ASB = "Anti-social behaviour"
BURGLARY = "Burglary"
BLACKPOOL = "E01012737"
BURNLEY = "E01024855"
WIGAN = "E01006202"
SPLIT_CHORLEY = "E01024919"
PART_CHORLEY = "E01034340"


@dataclass(frozen=True, slots=True)
class Crime:
    """A row of a street file; a blank `lsoa` has no location."""

    crime_id: str = ""
    crime_type: str = ASB
    lsoa: str = BLACKPOOL
    month: str = "2024-01"
    reported_by: str = "Lancashire Constabulary"
    context: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as published."""
        at = ("-3.04", "53.81", "On or near Parker Street") if self.lsoa else ("", "")
        place = at if self.lsoa else (*at, "No location")
        reporter = (self.reported_by, self.reported_by)
        outcome = "Under investigation" if self.crime_id else ""
        return (
            *(self.crime_id, self.month, *reporter, *place, self.lsoa, ""),
            *(self.crime_type, outcome, self.context),
        )


def street_text(crimes: Iterable[Crime], columns: Sequence[str] = STREET) -> str:
    """The text of a street file, with its columns in any order."""
    lines = [",".join(columns)]
    for crime in crimes:
        named = dict(zip(STREET, crime.cells, strict=True))
        lines.append(",".join(named[column] for column in columns))
    return "\r\n".join(lines) + "\r\n"


def street_file(folder: Path, name: str, *crimes: Crime) -> Path:
    """Write a street file."""
    path = folder / name
    path.write_text(street_text(crimes), encoding="utf-8", newline="")
    return path


def zip_of(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read_street(path: Path) -> list[dict[str, str]]:
    """Read a street file's rows by plain means."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def counted_rows(rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Keep the rows that count as crimes: one per month, type and id, all without id.

    Of the rows that share an id the first with a location stands, else the first.
    """
    first: dict[tuple[str, str, str], Mapping[str, str]] = {}
    kept = []
    for row in rows:
        key = (row["Month"], row["Crime type"], row["Crime ID"])
        if not row["Crime ID"]:
            kept.append(row)
        elif key not in first or (row["LSOA code"] and not first[key]["LSOA code"]):
            first[key] = row
    return [*kept, *first.values()]


def counts_by(
    rows: Iterable[Mapping[str, str]], *columns: str
) -> Counter[tuple[str, ...]]:
    """Count rows by the columns named."""
    return Counter(tuple(row[column] for column in columns) for row in rows)
