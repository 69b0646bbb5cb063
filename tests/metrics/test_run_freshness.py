"""A run is out of date when what it read has moved, and not before."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from fundtrack.acts.evaluation_plans import PlanQuestion
from fundtrack.acts.evaluation_plans import register_plan
from fundtrack.acts.needs import all_needs
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Permission
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.decisions import decision_facts
from fundtrack.evaluation.readings import CaseQuestion
from fundtrack.evaluation.readings import read_case
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Selection
from fundtrack.metrics.run_freshness import counts_hash
from fundtrack.metrics.run_freshness import stale_runs
from fundtrack.sentences.register_needs import Named
from tests.evaluation.offices import footprint
from tests.evaluation.offices import lsoas_of
from tests.evaluation.offices import office

BANK_HALL = lsoas_of("Bank Hall", district="E07000117")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("fresh") / "office"
    folder.mkdir()
    seconds = count()
    return office(
        Workspace(folder),
        lambda: datetime.fromtimestamp(1_700_000_000 + next(seconds), UTC).replace(
            tzinfo=None
        ),
    )


@pytest.fixture(scope="module")
def result(session: Session) -> dict[str, Any]:
    """What a run of Burnley handed over, on the office as it was first."""
    question = CaseQuestion("SSF1", "burnley", "burglary", "lancashire")
    with session.reading() as books:
        case = read_case(books, question)
    return {
        "run_id": "r1",
        "fund": "SSF1",
        "area": "burnley",
        "measure": "burglary",
        "snapshot": case.snapshot,
        **decision_facts(case, assess(case, detectable_effect(case))),
    }


def moved(session: Session, *results: dict[str, Any]) -> list[str]:
    with session.reading() as books:
        found = stale_runs(books, results)
    return [words for run in found for words in run.moved]


def read_otherwise(result: dict[str, Any], **changed: object) -> dict[str, Any]:
    read = {**result["read"], "panel": "an older file", **changed}
    return {**result, "snapshot": "older", "read": read}


def test_run_made_from_the_same_counts_and_places_is_not_out_of_date(
    session: Session, result: dict[str, Any]
) -> None:
    assert moved(session, result) == []
    assert moved(session, {**result, "snapshot": "older"}) == []
    assert moved(session, read_otherwise(result)) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"counts": "0"}, "the crime counts compared have changed"),
        ({"calendar": "0"}, "the calendar of breaks has changed"),
        ({"footprint": "0"}, "the footprint has changed"),
        ({"starts": "2020-01"}, "delivery is now held to have begun in 2021-04"),
        ({"missing": ["2021-01"]}, "months that were missing are held now: 2021-01"),
    ],
)
def test_what_moved_is_said(
    session: Session, result: dict[str, Any], changed: dict[str, Any], said: str
) -> None:
    assert moved(session, read_otherwise(result, **changed)) == [said]


def test_each_measure_of_an_area_is_told_that_its_delivery_moved(
    session: Session, result: dict[str, Any]
) -> None:
    run = read_otherwise(result, starts="2020-01")
    (said,) = moved(session, run)
    other = {**run, "measure": "robbery"}
    assert moved(session, run, other).count(said) == 2


def test_run_out_of_date_is_among_what_needs_somebody(
    session: Session, result: dict[str, Any]
) -> None:
    named, selection = Named({}, {}), Selection(date(2024, 4, 1), LAST_ENTRY)
    with session.reading() as books:
        said, calm = (
            [need.state for need in all_needs(books, selection, named, [run])]
            for run in (read_otherwise(result, counts="0"), result)
        )
    assert "Out of date" in said
    assert "Out of date" not in calm


def test_run_of_an_older_program_cannot_tell(
    session: Session, result: dict[str, Any]
) -> None:
    (said,) = moved(session, {**result, "snapshot": "older", "read": None})
    assert said.startswith("it was made by an older program")
    newer = [{**result, "snapshot": "older", "read": None}, result]
    assert moved(session, *newer) == []


def test_places_without_a_footprint_any_more_have_changed(
    session: Session, result: dict[str, Any]
) -> None:
    gone = read_otherwise({**result, "area": "force-wide"})
    assert moved(session, gone) == ["the footprint has changed"]


def test_a_changed_register_and_a_new_plan_are_what_moved(
    workspace: Workspace, clock: Clock, result: dict[str, Any]
) -> None:
    session = office(workspace, clock)
    event = replace(
        footprint("SSF1", "burnley", BANK_HALL, "2021-05"), reason="put right"
    )
    with session.writing(Permission.EVALUATE) as ledger:
        ledger.append([event], "evaluator")
    register_plan(session, PlanQuestion("SSF1", "burglary"))
    assert moved(session, result) == [
        "SSF1-burglary-1 was registered",
        "the footprint has changed",
    ]


def test_counts_in_another_order_are_the_same_counts() -> None:
    counted = [("W1", "2021-01", 3), ("W2", "2021-01", 0)]
    assert counts_hash(counted) == counts_hash(reversed(counted))
    assert counts_hash(counted) != counts_hash(counted[:1])
