"""What is counted for an evaluation: named sums of police.uk crime types."""

import csv
from dataclasses import dataclass

from fundtrack.errors import UnknownName
from fundtrack.places import reference_file

DEFAULT_MEASURE = "neighbourhood-crime"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and the version of its definition."""

    measure: str
    version: str
    name: str
    crime_types: tuple[str, ...]
    note: str
    source: str


def read_measures() -> tuple[Measure, ...]:
    """Read the measures that travel with the program."""
    text = reference_file("measures.csv").read_text(encoding="utf-8")
    return tuple(
        Measure(
            measure=row["measure"],
            version=row["version"],
            name=row["name"],
            crime_types=tuple(row["crime_types"].split("|")),
            note=row["note"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def find_measure(written: str) -> Measure:
    """Find a measure by its id or its name, capitals aside.

    Raises:
        UnknownName: listing the measures there are.
    """
    measures = read_measures()
    wanted = written.strip().casefold()
    for measure in measures:
        if wanted in {measure.measure, measure.name.casefold()}:
            return measure
    raise UnknownName("measure", written, [measure.measure for measure in measures])
