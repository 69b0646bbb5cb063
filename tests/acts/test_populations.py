"""Populations come in whole or not at all, and an edition is replaced whole."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fundtrack.acts.populations import ingest_population
from fundtrack.acts.populations import part_of
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.store.tables import read_tables_held
from tests import builders


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    builders.record(workspace, clock, builders.person("officer", Role.FINANCE))
    return Session(workspace, "officer", clock)


def mye(folder: Path, *figures: int) -> Path:
    path = folder / "mye.csv"
    lines = ["lad_code,lad_name,mid_year,population"]
    lines += [
        f"E07000117,Burnley,{2020 + at},{figure}" for at, figure in enumerate(figures)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def held(session: Session) -> Mapping[str, int]:
    parts = read_tables_held(session.workspace).parts.values()
    return {part.part: part.rows for part in parts}


def test_an_edition_is_kept_said_and_replaced_whole(
    officer: Session, tmp_path: Path
) -> None:
    first = ingest_population(officer, mye(tmp_path, 94600, 94649, 95655))
    assert (first.rows, first.forces, first.kind) == (3, ["lancashire"], "people")
    assert first.periods == ["2020", "2021", "2022"]
    assert (first.edition, first.is_held_already) == ("mye", False)
    again = ingest_population(officer, mye(tmp_path, 94600, 94649, 95655))
    assert (again.is_held_already, again.snapshot) == (True, first.snapshot)
    ingest_population(officer, mye(tmp_path, 94700))
    ingest_population(officer, mye(tmp_path, 94800), edition="rebased 2021/census")
    assert held(officer) == {"people mye": 1, "people rebased 2021 census": 1}


def test_a_table_that_is_refused_leaves_everything_as_it_was(
    officer: Session, tmp_path: Path
) -> None:
    before = ingest_population(officer, mye(tmp_path, 94600))
    with pytest.raises(FileRefused) as refused:
        ingest_population(officer, mye(tmp_path, 94600, -1))
    assert [found.rule for found in refused.value.findings] == ["population-figure"]
    assert held(officer) == {"people mye": 1}
    with officer.reading() as books:
        assert books.info.snapshot == before.snapshot


def test_who_may_not_take_in_files_is_refused(
    officer: Session, tmp_path: Path, clock: Clock
) -> None:
    builders.record(officer.workspace, clock, builders.person("auditor", Role.AUDITOR))
    auditor = Session(officer.workspace, "auditor", clock)
    with pytest.raises(NotAllowed):
        ingest_population(auditor, mye(tmp_path, 94600))


def test_a_part_is_named_in_letters_that_a_file_may_have() -> None:
    assert part_of("people", "../MYE (2024): rebased") == "people mye 2024 rebased"
