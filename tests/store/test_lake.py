"""The lake: seen before an import or after it, never between."""

from dataclasses import replace
from pathlib import Path

import pytest

from fundtrack.config import Workspace
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition
from fundtrack.store.lake import parquet_files
from fundtrack.store.lake import read_lake
from fundtrack.store.lake import replaced_lake
from fundtrack.store.lake import staging_folder

JANUARY = Partition(
    kind="street",
    force="lancashire",
    month="2024-01",
    file="2024-01-lancashire-street.csv",
    content="a" * 64,
    evidence="b" * 64,
    rows=3,
    repeated_id=1,
    no_location=1,
    outside_force=0,
    vintage="2021",
    provenance="published",
)
REVISED = replace(JANUARY, content="c" * 64, rows=4)


def put(workspace: Workspace, partition: Partition) -> Lake:
    """Put one month into the lake."""
    lake = read_lake(workspace).with_partitions([partition])
    with staging_folder(workspace, 1.0) as staging:
        staged = staging / "rows"
        staged.write_text(partition.content)
        with replaced_lake(workspace, lake, {partition.key: staged}):
            pass
    return lake


def files_of(workspace: Workspace) -> list[str]:
    """Every Parquet file on disk, below the lake."""
    found = workspace.lake.rglob("*.parquet")
    return sorted(path.relative_to(workspace.lake).as_posix() for path in found)


def test_a_workspace_without_a_lake_holds_nothing(workspace: Workspace) -> None:
    assert read_lake(workspace) == Lake()


def test_a_month_is_held_as_one_file_and_read_back(workspace: Workspace) -> None:
    lake = put(workspace, JANUARY)
    assert read_lake(workspace) == lake
    assert files_of(workspace) == ["street/lancashire/2024-01-aaaaaaaaaaaa.parquet"]
    assert [Path(path).read_text() for path in parquet_files(workspace, [JANUARY])] == [
        "a" * 64
    ]


def test_a_revised_month_replaces_its_file(workspace: Workspace) -> None:
    before = put(workspace, JANUARY)
    after = put(workspace, REVISED)
    assert read_lake(workspace).partitions == {REVISED.key: REVISED}
    assert files_of(workspace) == ["street/lancashire/2024-01-cccccccccccc.parquet"]
    assert before.sha256 != after.sha256


def test_a_lake_whose_import_failed_is_as_it_was(workspace: Workspace) -> None:
    before = put(workspace, JANUARY)
    staged = workspace.folder / "rows"
    staged.write_text("new")
    after = before.with_partitions([REVISED])
    with (
        pytest.raises(RuntimeError, match="the books said no"),
        replaced_lake(workspace, after, {REVISED.key: staged}),
    ):
        raise RuntimeError("the books said no")
    assert read_lake(workspace) == before
    assert files_of(workspace) == ["street/lancashire/2024-01-aaaaaaaaaaaa.parquet"]


def test_staging_is_empty_at_the_start_and_gone_at_the_end(
    workspace: Workspace,
) -> None:
    left_by_a_crash = workspace.lake / ".staging" / "half.parquet"
    left_by_a_crash.parent.mkdir(parents=True)
    left_by_a_crash.write_text("half")
    with staging_folder(workspace, 1.0) as staging:
        assert list(staging.iterdir()) == []
    assert not staging.exists()


def test_reference_counts_stand_behind_the_lake(workspace: Workspace) -> None:
    lake = put(workspace, JANUARY).with_reference("d" * 64)
    with replaced_lake(workspace, lake, {}):
        pass
    assert read_lake(workspace).reference == "d" * 64
    assert read_lake(workspace).partitions == {JANUARY.key: JANUARY}
