"""As known at: an entry, a moment, a day, or now."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from fundtrack.config import Workspace
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import known_entry
from fundtrack.store.snapshot import open_books
from tests import builders

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def two_days(workspace: Workspace) -> Workspace:
    """One entry recorded at noon on 5 April 2024 and one a day later."""
    builders.record(workspace, lambda: NOON, [builders.award(1)])
    later = NOON + timedelta(days=1)
    builders.record(workspace, lambda: later, [builders.award(1)])
    return workspace


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (None, 2),
        ("now", 2),
        ("1", 1),
        ("2024-04-05", 1),
        ("2024-04-05T12:00:00", 1),
        ("2024-04-05T11:59:59", 0),
        ("2024-04-05T12:00:00Z", 1),
        ("2024-04-06T13:00:00+01:00", 2),
        ("2024-04-06T12:59:59+01:00", 1),
    ],
)
def test_what_was_known_is_the_last_entry_recorded_by_then(
    two_days: Workspace, written: str | None, known: int
) -> None:
    with open_books(two_days) as books:
        assert known_entry(books, written) == known


def test_what_is_no_moment_is_refused_with_an_example(two_days: Workspace) -> None:
    with (
        open_books(two_days) as books,
        pytest.raises(WrongArgument, match="“last week” is neither a moment such as"),
    ):
        known_entry(books, "last week")
