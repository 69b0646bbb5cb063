"""The offices that several tests of Evaluation look at."""

import pytest

from fundtrack.config import Workspace
from tests.pages.evaluated import placed_in
from tests.pages.evaluated import ran_in


@pytest.fixture
def placed(workspace: Workspace) -> Workspace:
    """An office whose fund has two areas with a footprint, and an evaluator."""
    return placed_in(workspace)


@pytest.fixture
def ran(workspace: Workspace) -> Workspace:
    """The same with a run of both areas, one of which could not be estimated."""
    return ran_in(workspace)
