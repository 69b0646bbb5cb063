"""Acts on crime data: all of a call or nothing; the books say what is held."""

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts.crime import crime_counts
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.crime import keep_reference_counts
from fundtrack.acts.session import Session
from fundtrack.acts.synthetic_crime import SyntheticRequest
from fundtrack.acts.synthetic_crime import make_synthetic_street
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.crime_types import NEIGHBOURHOOD_CRIME
from fundtrack.domain.people import Role
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.metrics.crime import CountQuestion
from fundtrack.periods import Month
from fundtrack.places import reference_file
from fundtrack.places import small_areas
from fundtrack.sources.synthetic_street import Effect
from fundtrack.store.lake import read_lake
from fundtrack.store.snapshot import current_snapshot
from tests import builders
from tests.crime_files import BURGLARY
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.crime_files import street_text
from tests.crime_files import zip_of

JANUARY = "2024-01-lancashire-street.csv"
MARCH = "2024-03-lancashire-street.csv"


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    """A finance officer, who may take in files."""
    builders.record(workspace, clock, builders.person("officer", Role.FINANCE))
    return Session(workspace, "officer", clock)


def state(session: Session) -> Mapping[str, bytes]:
    """Everything in the workspace but the books' own file, which opening touches."""
    folder = session.workspace.folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("ledger.", "lake."))
    }


def test_taking_in_says_what_was_kept_and_which_months_are_missing(
    officer: Session, tmp_path: Path
) -> None:
    january = street_file(tmp_path, JANUARY, Crime("a", BURGLARY), Crime(lsoa=""))
    march = street_file(tmp_path, MARCH, Crime(month="2024-03"))
    taken = ingest_crime(officer, [january, march])
    told = [
        (at.file, at.force, at.month, at.rows, at.kept, at.no_location)
        for at in taken.files
    ]
    assert told == [
        (JANUARY, "lancashire", "2024-01", 2, 2, 1),
        (MARCH, "lancashire", "2024-03", 1, 1, 0),
    ]
    assert taken.months_missing == ["2024-02"]
    assert taken.months_missing_by_force == {"lancashire": ["2024-02"]}


def test_the_books_say_what_the_lake_holds_and_evidence_keeps_the_file(
    officer: Session, tmp_path: Path
) -> None:
    path = zip_of(tmp_path / "january.zip", {JANUARY: street_text([Crime()])})
    ingest_crime(officer, [path])
    con = duckdb.connect(str(officer.workspace.ledger), read_only=True)
    payload, evidence = con.execute(
        "SELECT payload, evidence FROM event WHERE kind = 'crime_import'"
    ).fetchall()[0]
    con.close()
    facts = json.loads(payload)
    assert facts["months"] == ["lancashire 2024-01 street"]
    assert facts["lake"] == read_lake(officer.workspace).sha256
    kept = officer.workspace.evidence / evidence
    assert kept.read_bytes() == path.read_bytes()


def test_taking_in_twice_equals_taking_in_once(
    officer: Session, tmp_path: Path
) -> None:
    path = street_file(tmp_path, JANUARY, Crime())
    once = ingest_crime(officer, [path])
    before = state(officer)
    again = ingest_crime(officer, [path])
    assert (again.snapshot, again.files) == (once.snapshot, once.files)
    after = state(officer)
    pointer = "published/current.json"
    assert {**after, pointer: b""} == {**before, pointer: b""}


def test_a_later_call_replaces_the_month_and_evidence_keeps_both(
    officer: Session, tmp_path: Path
) -> None:
    ingest_crime(officer, [street_file(tmp_path, JANUARY, Crime())])
    ingest_crime(officer, [street_file(tmp_path, JANUARY, Crime(), Crime())])
    found = crime_counts(officer, CountQuestion(by=("month",)))
    assert [line["offences"] for line in found.counts] == [2]
    assert len(list(officer.workspace.evidence.iterdir())) == 2
    assert len(list(officer.workspace.lake.rglob("*.parquet"))) == 1


def test_a_refused_file_leaves_everything_as_it_was(
    officer: Session, tmp_path: Path
) -> None:
    ingest_crime(officer, [street_file(tmp_path, JANUARY, Crime())])
    before = state(officer)
    revised = street_file(tmp_path, JANUARY, Crime(), Crime())
    page = tmp_path / MARCH
    page.write_text("<html>")
    with pytest.raises(FileRefused, match="web page"):
        ingest_crime(officer, [revised, page])
    assert state(officer) == before


def test_whoever_may_not_take_in_files_changes_nothing(
    officer: Session, tmp_path: Path
) -> None:
    stranger = Session(officer.workspace, "auditor", officer.clock)
    before = state(officer)
    with pytest.raises(NotAllowed, match="officer"):
        ingest_crime(stranger, [street_file(tmp_path, JANUARY, Crime())])
    assert state(officer) == before


def test_reference_counts_stand_behind_the_lake(
    officer: Session, tmp_path: Path
) -> None:
    keep_reference_counts(officer, reference_file("crime_counts.parquet"))
    question = CountQuestion(
        force="lancashire", first="2022-05", last="2022-06", by=("month",)
    )
    before = [line["offences"] for line in crime_counts(officer, question).counts]
    may = street_file(tmp_path, "2022-05-lancashire-street.csv", Crime(month="2022-05"))
    taken = ingest_crime(officer, [may])
    after = [line["offences"] for line in crime_counts(officer, question).counts]
    assert after == [1, before[1]]
    assert before[0] == 18_184
    assert taken.months_missing == ["2020-06", "2020-08", "2020-09"]


def test_a_synthetic_month_is_known_as_such_and_has_the_effect_it_was_given(
    officer: Session, tmp_path: Path
) -> None:
    keep_reference_counts(officer, reference_file("crime_counts.parquet"))
    blackpool = {
        area.code: Effect(Month(2024, 1), -0.9)
        for area in small_areas().values()
        if area.district == "E06000009"
    }
    wanted = SyntheticRequest(
        "lancashire", Month(2023, 12), Month(2024, 1), blackpool, seed=1
    )
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    make_synthetic_street(officer, one, wanted)
    make_synthetic_street(officer, two, wanted)
    assert one.read_bytes() == two.read_bytes()
    taken = ingest_crime(officer, [one])
    assert {at.provenance for at in taken.files} == {"synthetic"}
    found = crime_counts(
        officer,
        CountQuestion(district="Blackpool", first="2023-12", by=("month", "type")),
    )
    nearby = [
        sum(
            int(line["offences"] or 0)
            for line in found.counts
            if line["month"] == month and line["type"] in NEIGHBOURHOOD_CRIME
        )
        for month in ("2023-12", "2024-01")
    ]
    assert nearby[1] < nearby[0] / 5
    assert {line["provenance"] for line in found.counts} == {"synthetic"}


def test_nothing_is_made_up_without_a_recorded_year_to_be_like(
    officer: Session, tmp_path: Path
) -> None:
    wanted = SyntheticRequest("lancashire", Month(2024, 1), Month(2024, 1), {}, 1)
    with pytest.raises(WrongArgument, match="keep the reference counts first"):
        make_synthetic_street(officer, tmp_path / "made.zip", wanted)


def test_verify_notices_a_panel_that_is_not_what_it_is_named_for(
    officer: Session, tmp_path: Path
) -> None:
    first = ingest_crime(officer, [street_file(tmp_path, JANUARY, Crime())])
    named = current_snapshot(officer.workspace).panel
    assert verify(officer).snapshot_ok
    ingest_crime(officer, [street_file(tmp_path, JANUARY, Crime(), Crime())])
    published = officer.workspace.published
    other = current_snapshot(officer.workspace).panel
    (published / other).write_bytes((published / named).read_bytes())
    assert not verify(officer).snapshot_ok
    assert first.snapshot != current_snapshot(officer.workspace).snapshot
