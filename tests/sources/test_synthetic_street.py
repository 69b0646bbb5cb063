"""Made-up street files: marked in every row, equal for equal plans, known effects."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

from fundtrack.periods import Month
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import COLUMNS
from fundtrack.sources.synthetic_street import Effect
from fundtrack.sources.synthetic_street import SyntheticPlan
from fundtrack.sources.synthetic_street import write_synthetic_street
from tests.crime_files import ASB
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import BURNLEY
from tests.crime_files import SPLIT_CHORLEY

RECORDED = [
    ("2021-07", BLACKPOOL, BURGLARY, 300),
    ("2021-08", BLACKPOOL, BURGLARY, 100),
    ("2021-07", BURNLEY, ASB, 200),
    ("2021-07", SPLIT_CHORLEY, ASB, 800),
    ("2021-07", "", ASB, 100),
]


def made(path: Path, last: str = "2024-08", seed: int = 1) -> list[dict[str, str]]:
    """Make files whose burglary in Blackpool ends on 1 August 2024; give the rows."""
    plan = SyntheticPlan(
        force="lancashire",
        first=Month(2024, 7),
        last=Month.parse(last),
        recorded=RECORDED,
        effects={BLACKPOOL: Effect(Month(2024, 8), -1.0)},
        seed=seed,
    )
    write_synthetic_street(path, plan)
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    return [row for text in texts for row in csv.DictReader(io.StringIO(text))]


def test_files_have_the_published_form_and_every_row_is_marked(tmp_path: Path) -> None:
    rows = made(tmp_path / "made.zip")
    assert tuple(rows[0]) == COLUMNS[Kind.STREET]
    assert {row["Context"] for row in rows} == {"synthetic"}
    assert {row["Falls within"] for row in rows} == {"Lancashire Constabulary"}
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert archive.namelist() == [
            "2024-07/2024-07-lancashire-street.csv",
            "2024-08/2024-08-lancashire-street.csv",
        ]


def test_equal_plans_give_equal_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 1), ("other", 2)):
        made(tmp_path / name, seed=seed)
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes() != other.read_bytes()


def test_levels_and_seasons_are_those_recorded_and_the_effect_is_known(
    tmp_path: Path,
) -> None:
    rows = made(tmp_path / "made.zip")
    found = Counter((row["Month"], row["Crime type"], row["LSOA code"]) for row in rows)
    assert 200 < found["2024-07", BURGLARY, BLACKPOOL] < 420
    assert found["2024-08", BURGLARY, BLACKPOOL] == 0
    assert 100 < found["2024-07", ASB, BURNLEY] < 200 * 1.5


def test_a_split_areas_crimes_are_shared_among_its_parts(tmp_path: Path) -> None:
    rows = made(tmp_path / "made.zip", last="2024-07")
    codes = {row["LSOA code"] for row in rows if row["LSOA name"] == "Chorley"}
    assert codes == {"E01034340", "E01034341", "E01034342", "E01034343"}


def test_only_crimes_have_an_id_and_each_its_own(tmp_path: Path) -> None:
    rows = made(tmp_path / "made.zip")
    assert {row["Crime ID"] for row in rows if row["Crime type"] == ASB} == {""}
    ids = [row["Crime ID"] for row in rows if row["Crime type"] == BURGLARY]
    assert len(set(ids)) == len(ids)
    assert {len(crime_id) for crime_id in ids} == {64}


def test_some_rows_have_no_location_as_in_the_recorded_year(tmp_path: Path) -> None:
    rows = made(tmp_path / "made.zip", last="2024-07")
    assert any(row["Location"] == "No location" for row in rows)
