"""A file is whole or not there."""

from pathlib import Path

import pytest

from fundtrack.store.files import written_aside


def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    kept = tmp_path / "manifest.json"
    with written_aside(kept) as aside:
        aside.write_text("whole", encoding="utf-8")
        assert not kept.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]
    assert kept.read_text(encoding="utf-8") == "whole"


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    kept = tmp_path / "manifest.json"
    kept.write_text("old", encoding="utf-8")
    with pytest.raises(IsADirectoryError), written_aside(kept) as aside:
        aside.write_text(tmp_path.read_text(), encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]
    assert kept.read_text(encoding="utf-8") == "old"
