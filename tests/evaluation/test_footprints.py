"""When work began in the places a fund's money was meant for."""

from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.evaluation.footprints import read_footprints
from fundtrack.periods import Month
from fundtrack.store.snapshot import open_books
from tests.partners import SIX
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with a partner and a footprint that names no start."""
    office = add_partner(open_office(workspace))
    office.record(footprint(None))
    return office


def footprint(starts: str | None) -> NewEvent:
    said = {
        "fund": "SSF5",
        "area": "blackpool",
        "lsoas": ["E01012681"],
        "starts": starts,
        "why": "named in the bid",
    }
    return NewEvent("footprint", date(2024, 1, 1), "named", said)


def starts(office: Office) -> list[Month]:
    with open_books(office.workspace) as books:
        return [found.starts for found in read_footprints(books)]


def test_a_footprint_without_a_start_begins_with_the_first_delivery(
    office: Office,
) -> None:
    assert starts(office) == []
    taken(office, filled(blank(office), [line(on=date(2024, 3, 1))], [SIX]))
    assert starts(office) == [Month(2024, 2)]


def test_a_start_in_the_register_counts_before_any_claim(office: Office) -> None:
    taken(office, filled(blank(office), [line()]))
    office.record(footprint("2023-12"))
    assert starts(office) == [Month(2023, 12)]
