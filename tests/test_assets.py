"""Finding what travels with the program."""

from pathlib import Path

import pytest

from fundtrack import assets
from fundtrack.assets import asset
from tests.source_tree import ROOT


def test_in_a_clone_assets_are_the_folders_at_the_top() -> None:
    assert asset("data", "example") == ROOT / "data" / "example"


def test_in_the_wheel_assets_are_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_IN_WHEEL", tmp_path)
    assert asset("notebooks") == tmp_path / "notebooks"
