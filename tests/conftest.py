"""What tests of every room share: a clock, an empty workspace, the held data."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings

from fundtrack.acts.story import run_demo
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

SETTINGS = """
[office]
name = "Testshire"
force = "testshire"
"""


@pytest.fixture
def shared() -> Path:
    """The folder of real data held beside a developer's clone; absent elsewhere."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the real data held beside a developer's clone are not here")
    return SHARED


@pytest.fixture
def clock() -> Clock:
    """A clock that starts at noon on 5 April 2024 and ticks a second at each look."""
    moment = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
    looks = iter(range(1_000_000))
    return lambda: moment + timedelta(seconds=next(looks))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with settings and no books yet; the first writer makes them."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return Workspace(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the example office on one worker: its story is told once."""
    for item in items:
        if "told" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("told"))


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example office after its whole story; read only, told once a session."""
    workspace = Workspace(tmp_path_factory.mktemp("example") / "office")
    run_demo(workspace, lambda _: None)
    return workspace
