"""Street files in police.uk's form for the whole country: made up, the same each time.

Run from the clone's folder: python -m benchmarks.street_files FOLDER FORCES MONTHS
43 forces over 36 months come to about 20 million rows and 4 GB. Every figure of a row
is carved out of a hash of its force, month and number, so equal calls write equal
bytes on every engine. Levels, blank ids, repeated ids, ids that come again a month
later and rows without location are about as often as in the published files.
"""

import sys
from pathlib import Path

import duckdb

from fundtrack.domain.crime_types import CrimeType
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import Force
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import reference_file

FIRST = Month(2021, 1)
ALL_FORCES = 43
ALL_MONTHS = 36
ROWS_PER_LSOA = 15.6
"""Crimes a month in a small area, so that the whole comes to 20 million."""

WITHOUT_AREA = {"btp"}
OUTCOMES = (
    "Unable to prosecute suspect",
    "Investigation complete; no suspect identified",
    "Status update unavailable",
    "Under investigation",
    "Local resolution",
    "Court result unavailable",
    "Offender given a caution",
    "Awaiting court outcome",
)
PLACES = """
CREATE OR REPLACE TEMP TABLE place AS
SELECT
    row_number() OVER (ORDER BY p.lsoa_2011) - 1 AS at,
    p.lsoa_2011 AS lsoa,
    d.name || ' ' || lpad(CAST(row_number() OVER (
        PARTITION BY d.district ORDER BY p.lsoa_2011
    ) // 5 + 1 AS VARCHAR), 3, '0') || 'A' AS lsoa_name
FROM (
    SELECT lsoa_2011, min(district) AS district
    FROM read_csv($lsoas, header = TRUE, all_varchar = TRUE) GROUP BY lsoa_2011
) AS p
INNER JOIN read_csv($districts, header = TRUE, all_varchar = TRUE) AS d
    ON p.district = d.district
WHERE d.police_area = $police_area
"""
ROWS = """
COPY (
    WITH drawn AS (
        SELECT
            i,
            md5_number_lower($month || $force || CAST(i AS VARCHAR)) AS one,
            md5_number_upper($month || $force || CAST(i AS VARCHAR)) AS two
        FROM range($rows) AS r (i)
    ),

    carved AS (
        SELECT
            i,
            (one % 65536) / 65536.0 AS where_,
            list_extract($types, CAST((one // 65536) % len($types) + 1 AS INTEGER))
                AS crime_type,
            (one // 16777216) % 1000 AS chance,
            (one // 17179869184) % 100000 AS east,
            two % 100000 AS north,
            (two // 131072) % 200 AS street,
            list_extract($outcomes, CAST((two // 33554432) % 8 + 1 AS INTEGER))
                AS outcome
        FROM drawn
    )

    SELECT
        CASE
            WHEN c.crime_type = 'Anti-social behaviour' THEN NULL
            WHEN c.chance < 2 THEN sha256($month || $force || CAST(c.i // 9 AS VARCHAR))
            WHEN c.chance < 7 THEN sha256($before || $force || CAST(c.i AS VARCHAR))
            ELSE sha256($month || $force || CAST(c.i AS VARCHAR))
        END AS "Crime ID",
        $month AS "Month",
        $name AS "Reported by",
        $name AS "Falls within",
        CASE WHEN c.chance < 985 THEN printf('%.6f', -3 + c.east / 100000.0) END
            AS "Longitude",
        CASE WHEN c.chance < 985 THEN printf('%.6f', 53 + c.north / 100000.0) END
            AS "Latitude",
        CASE
            WHEN c.chance < 985
                THEN 'On or near Number ' || CAST(c.street AS VARCHAR) || ' Street'
            ELSE 'No location'
        END AS "Location",
        CASE WHEN c.chance < 985 THEN p.lsoa END AS "LSOA code",
        CASE WHEN c.chance < 985 THEN p.lsoa_name END AS "LSOA name",
        c.crime_type AS "Crime type",
        CASE WHEN c.crime_type <> 'Anti-social behaviour' THEN c.outcome END
            AS "Last outcome category",
        NULL AS "Context"
    FROM carved AS c
    INNER JOIN place AS p
        ON CAST(floor(c.where_ * c.where_ * $places) AS BIGINT) = p.at
    ORDER BY c.i
) TO $path (FORMAT CSV, HEADER)
"""
MIX = (
    *[CrimeType.ANTI_SOCIAL_BEHAVIOUR] * 6,
    *[CrimeType.VIOLENCE_AND_SEXUAL_OFFENCES] * 7,
    *[CrimeType.CRIMINAL_DAMAGE_AND_ARSON] * 2,
    *[CrimeType.SHOPLIFTING] * 2,
    *[CrimeType.OTHER_THEFT] * 2,
    *(crime_type for crime_type in CrimeType),
)
"""Types about as often as they are recorded."""


def chosen_forces(count: int) -> list[Force]:
    """Give forces of England and Wales that have an area, spread over the alphabet."""
    areas = {district.police_area for district in districts().values()}
    held = [force for force in forces().values() if force.police_area in areas]
    return [held[at * len(held) // count] for at in range(count)]


def write_street_files(folder: Path, force_count: int, month_count: int) -> int:
    """Write a file for each force and month, in folders by month.

    Returns:
        The rows written.
    """
    months = list(months_between(FIRST, FIRST.plus(month_count - 1)))
    con = duckdb.connect()
    rows = 0
    for force in chosen_forces(force_count):
        places = _place(con, force)
        for month, before in zip(months, [months[0], *months], strict=False):
            rows += _write_month(con, folder, force, (month, before), places)
    con.close()
    return rows


def _place(con: duckdb.DuckDBPyConnection, force: Force) -> int:
    """Lay out a force's small areas and count them."""
    con.execute(
        PLACES,
        {
            "lsoas": str(reference_file("lsoas.csv.gz")),
            "districts": str(reference_file("districts.csv")),
            "police_area": force.police_area,
        },
    )
    return int(con.execute("SELECT count(*) FROM place").fetchall()[0][0])


def _write_month(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    force: Force,
    months: tuple[Month, Month],
    places: int,
) -> int:
    month, before = months
    path = folder / str(month) / f"{month}-{force.force}-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = round(places * ROWS_PER_LSOA)
    con.execute(
        ROWS,
        {
            "month": str(month),
            "before": str(before),
            "force": force.force,
            "name": force.name,
            "rows": rows,
            "places": places,
            "types": [str(crime_type) for crime_type in MIX],
            "outcomes": list(OUTCOMES),
            "path": str(path),
        },
    )
    return rows


if __name__ == "__main__":
    _, into, forces_asked, months_asked = sys.argv
    written = write_street_files(Path(into), int(forces_asked), int(months_asked))
    print(f"{written:,} rows")
