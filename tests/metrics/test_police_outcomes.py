"""Outcomes of police.uk by place: of a set, among those that are known."""

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import pytest

from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.metrics.measured import Measured
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import measured
from fundtrack.metrics.outcome_rates import find_outcome_set
from fundtrack.metrics.police_outcomes import Stands
from fundtrack.metrics.police_outcomes import published_outcomes
from fundtrack.periods import Month
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import STREET
from tests.crime_files import Crime
from tests.evaluation.offices import office
from tests.evaluation.offices import person
from tests.evaluation.offices import role

POSITIVE = find_outcome_set("positive_excl_22").codes
MONTH = Month(2024, 1)
Place = dict[str, str]
FORCE: Place = {"force": "lancashire"}
CRIMES = (
    (BURGLARY, BURNLEY, "Suspect charged"),
    (BURGLARY, BURNLEY, "Offender given a caution"),
    (BURGLARY, BURNLEY, "Unable to prosecute suspect"),
    (BURGLARY, BURNLEY, "Further action is not in the public interest"),
    (BURGLARY, BURNLEY, "Under investigation"),
    (BURGLARY, BURNLEY, "Status update unavailable"),
    (BURGLARY, BURNLEY, "Words that are new"),
    (BURGLARY, BLACKPOOL, "Local resolution"),
    (BURGLARY, "", "Investigation complete; no suspect identified"),
    ("Robbery", BURNLEY, "Suspect charged"),
)


def street(folder: Path, crimes: Sequence[tuple[str, str, str]]) -> Path:
    path = folder / "2024-01-lancashire-street.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(STREET)
        for number, (crime_type, lsoa, outcome) in enumerate(crimes):
            cells = list(Crime(f"id-{number}", crime_type, lsoa).cells)
            cells[STREET.index("Last outcome category")] = outcome
            writer.writerow(cells)
    return path


def an_office(folder: Path) -> Session:
    """An office whose officer may take in files."""
    (folder / "office").mkdir()
    start = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
    looks = iter(range(1_000_000))
    workspace = Workspace(folder / "office")
    finance = [person("officer"), role("officer", "finance")]
    made = office(workspace, lambda: start + timedelta(seconds=next(looks)), *finance)
    return Session(workspace, "officer", made.clock, is_example=True)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("outcomes")
    made = an_office(folder)
    ingest_crime(made, [street(folder, CRIMES)])
    return made


def asked(
    session: Session, place: Place, first: Month = MONTH, last: Month = MONTH
) -> Measured:
    question = MeasureQuestion("burglary-outcomes", first, last, **place)
    with session.reading() as books:
        return measured(books, question)


@pytest.mark.parametrize(
    ("place", "numerator", "denominator", "unknown"),
    [
        ({"force": "lancashire"}, 3, 6, 2),
        ({"district": "Burnley"}, 2, 4, 2),
        ({"area": "burnley"}, 2, 4, 2),
        ({"district": "Blackpool"}, 1, 1, 0),
        ({"district": "Preston"}, 0, 0, 0),
    ],
)
def test_a_rate_is_of_known_outcomes_with_the_others_beside(
    session: Session,
    place: Place,
    numerator: int,
    denominator: int,
    unknown: int,
) -> None:
    found = asked(session, place)
    assert (found.count, found.out_of, found.unknown) == (
        numerator,
        denominator,
        unknown,
    )
    rate = 100 * numerator / denominator if denominator else None
    assert found.rate == rate
    assert found.provenance == "published"


def test_crimes_under_investigation_are_counted_apart(session: Session) -> None:
    assert asked(session, {"district": "Burnley"}).not_yet == 1


def test_a_month_without_its_files_is_missing(session: Session) -> None:
    found = asked(session, FORCE, MONTH, MONTH.plus(1))
    assert (found.count, found.out_of, found.missing) == (None, None, ("2024-02",))
    # Months of the reference counts have no outcomes.
    assert asked(session, FORCE, Month(2021, 4), Month(2021, 4)).missing


def test_every_outcome_stands_for_codes_of_the_framework() -> None:
    for words, known in published_outcomes().items():
        assert bool(known.codes) == (known.stands is not Stands.UNKNOWN), words
        assert (known.codes == {"0"}) == (known.stands is Stands.NOT_YET), words


def test_outcomes_of_the_held_files_are_those_of_their_rows(
    shared: Path, tmp_path: Path
) -> None:
    path = (
        shared
        / "data"
        / "police_uk_lancashire"
        / "lancashire-street-2024-01_2024-02.zip"
    )
    made = an_office(tmp_path)
    ingest_crime(made, [path])
    found = asked(made, FORCE)
    with ZipFile(path) as archive:
        (name,) = [each for each in archive.namelist() if "2024-01-lan" in each]
        with archive.open(name) as member:
            rows = csv.DictReader(TextIOWrapper(member, "utf-8"))
            last = {
                row["Crime ID"]: row["Last outcome category"]
                for row in rows
                if row["Crime type"] == BURGLARY
            }
    counted = Counter(last.values())
    known = published_outcomes()
    assert set(counted) <= set(known)
    positive = [words for words in counted if known[words].codes <= set(POSITIVE)]
    outcomes = [words for words in counted if known[words].stands is Stands.OUTCOME]
    positive = [words for words in positive if words in outcomes]
    assert found.count == sum(counted[words] for words in positive)
    assert found.out_of == sum(counted[words] for words in outcomes)
    assert found.not_yet == counted["Under investigation"]
