"""One served office for all the tests that only look at it from outside."""

from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

import pytest

from fundtrack.acts.people import set_password
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from tests import builders
from tests.pages.offices import office
from tests.serving.servers import House
from tests.serving.servers import Inside
from tests.serving.servers import served
from tests.serving.servers import signed_in

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
PASSWORD = "correct horse battery"  # noqa: S105 - of people made up here
PEOPLE = {
    "admin": Role.ADMIN,
    "finance.officer": Role.FINANCE,
    "cfo": Role.SIGNATORY,
    "leaver": Role.REVIEWER,
}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A served office whose people have one password, all the same."""
    workspace = office(Workspace(tmp_path_factory.mktemp("served")), lambda: NOON)
    people = [
        event
        for person, role in PEOPLE.items()
        for event in builders.person(person, role, account=person)
    ]
    builders.record(workspace, lambda: NOON, people)
    admin = Session(workspace, "admin", lambda: NOON)
    for person in ("finance.officer", "leaver"):
        set_password(admin, person, PASSWORD)
    with served(workspace) as url:
        yield House(workspace, url)


@pytest.fixture(scope="session")
def inside(house: House) -> Inside:
    """Somebody signed in to it."""
    return signed_in(house.workspace, house.address)
