"""An owner is a person or a role; deputies answer on the days named."""

from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.errors import UnknownName
from fundtrack.metrics.owners import Owners
from fundtrack.metrics.owners import owner_id
from fundtrack.metrics.owners import owners
from fundtrack.store.snapshot import open_books
from tests import builders

BEFORE, DURING, LATER = date(2024, 2, 1), date(2024, 2, 12), date(2024, 6, 1)


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """Ann holds finance and is away for a week in February; Bob leaves in May."""
    left = {"person": "bob", "name": "Bob", "account": "", "left_on": "2024-05-01"}
    deputy = {
        "person": "ann",
        "deputy": "bob",
        "starts": "2024-02-12",
        "ends": "2024-02-19",
    }
    events = [
        *builders.person("ann", Role.FINANCE),
        *builders.person("bob"),
        NewEvent("deputy", builders.START, "away", deputy),
        NewEvent("person", builders.START, "left", left),
    ]
    builders.record(workspace, clock, events)
    return workspace


def on(office: Workspace, day: date) -> Owners:
    """Who answers on a day."""
    with open_books(office) as books:
        return owners(books, day)


@pytest.mark.parametrize(
    ("owner", "day", "words"),
    [
        ("ann", BEFORE, "Ann"),
        ("ann", DURING, "Ann, Bob"),
        ("finance", BEFORE, "finance: Ann"),
        ("finance", DURING, "finance: Ann, Bob"),
        ("signatory", BEFORE, "signatory: nobody holds it"),
        ("bob", BEFORE, "Bob"),
        ("bob", LATER, "bob, who has left"),
    ],
)
def test_who_answers_depends_on_the_day(
    office: Workspace, owner: str, day: date, words: str
) -> None:
    assert on(office, day).of(owner, day).in_words == words


@pytest.mark.parametrize(
    ("written", "owner"),
    [("Ann", "ann"), ("bob", "bob"), ("finance", "finance"), (" Finance ", "finance")],
)
def test_an_owner_is_found_by_id_name_or_role(
    office: Workspace, written: str, owner: str
) -> None:
    with open_books(office) as books:
        assert owner_id(books, written, BEFORE) == owner


def test_who_has_left_owns_nothing_new(office: Workspace) -> None:
    with open_books(office) as books, pytest.raises(UnknownName, match="hold ann, fin"):
        owner_id(books, "bob", LATER)
