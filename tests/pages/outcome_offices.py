"""An office with recorded crime of two years, one month of it never taken in."""

import csv
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.store.ledger import open_ledger
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import STREET
from tests.crime_files import Crime
from tests.evaluation.offices import area
from tests.evaluation.offices import person
from tests.evaluation.offices import role

SETTINGS = """
[office]
name = "Commissioner's Office"
force = "lancashire"
"""
FIRST, LAST = Month(2021, 11), Month(2024, 3)
LOST = Month(2022, 11)
START = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)


def crimes_of(month: Month) -> list[tuple[Crime, str]]:
    """A month's crimes with their last outcome: more in winter, a few without place."""
    many = 6 + month.number % 3 - (month > Month(2023, 11))
    kinds = [
        *[(BURGLARY, BURNLEY, "Suspect charged")] * 2,
        *[(BURGLARY, BURNLEY, "Under investigation")] * many,
        *[(BURGLARY, BLACKPOOL, "Unable to prosecute suspect")] * 2,
        (BURGLARY, "", "Investigation complete; no suspect identified"),
        ("Robbery", BLACKPOOL, "Suspect charged"),
    ]
    return [
        (Crime(f"{month}-{number}", crime_type, lsoa, str(month)), outcome)
        for number, (crime_type, lsoa, outcome) in enumerate(kinds)
    ]


def street_files(folder: Path) -> list[Path]:
    """Write the months' files, all but one."""
    folder.mkdir()
    paths = []
    for month in months_between(FIRST, LAST):
        if month == LOST:
            continue
        path = folder / f"{month}-lancashire-street.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(STREET)
            for crime, outcome in crimes_of(month):
                cells = list(crime.cells)
                cells[STREET.index("Last outcome category")] = outcome
                writer.writerow(cells)
        paths.append(path)
    return paths


def crime_office(folder: Path) -> Session:
    """Make the office in a folder; its files stand beside it in `files`."""
    workspace = Workspace(folder / "office")
    workspace.folder.mkdir()
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    looks = iter(range(1_000_000))
    session = Session(
        workspace, "officer", lambda: START + timedelta(seconds=next(looks))
    )
    events = [
        person("officer"),
        role("officer", "finance"),
        area("pennine", "E07000117", "E07000122"),
        area("blackpool", "E06000009"),
        area("nowhere"),
    ]
    with open_ledger(workspace, session.clock) as ledger:
        ledger.append(events, "admin")
    ingest_crime(session, street_files(folder / "files"))
    return session
