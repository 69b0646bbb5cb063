"""Plans are fixed before the later months are read, and runs follow them."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from itertools import count

import pandas as pd
import pytest

from fundtrack.acts.evaluation_plans import PlanQuestion
from fundtrack.acts.evaluation_plans import register_plan
from fundtrack.acts.evaluation_plans import show_plan
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.evaluation_plans import PlanVersion
from fundtrack.domain.evaluation_plans import registration_event
from fundtrack.domain.people import Permission
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.planning import BROKEN
from fundtrack.evaluation.plans import PlanRefused
from fundtrack.evaluation.plans import Programme
from fundtrack.evaluation.plans import programme_of_text
from fundtrack.evaluation.readings import CaseQuestion
from fundtrack.evaluation.readings import read_case
from fundtrack.evaluation.ward_counts import ward_counts
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.periods import Month
from fundtrack.store.snapshot import Books
from tests.acts.test_evaluations import SKELMERSDALE
from tests.evaluation.offices import DAY
from tests.evaluation.offices import footprint
from tests.evaluation.offices import fund
from tests.evaluation.offices import office

BURGLARY = PlanQuestion("ssf1", "burglary")
DAMAGE = "criminal-damage-and-arson"
LATER = replace(BURGLARY, measure="robbery", start="2022-07")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """An office with crime counts to June 2022, read by every test of this file."""
    folder = tmp_path_factory.mktemp("plans") / "office"
    folder.mkdir()
    seconds = count()
    return office(
        Workspace(folder),
        lambda: datetime.fromtimestamp(1_700_000_000 + next(seconds), UTC).replace(
            tzinfo=None
        ),
        *SKELMERSDALE,
        fund("LOCAL"),
        fund("NOWHERE"),
        footprint("NOWHERE", "burnley", ["E01999999"], "2021-04"),
    )


def read(session: Session, area: str, measure: str, plan: str = "") -> Case:
    question = CaseQuestion("SSF1", area, measure, "lancashire", plan)
    with session.reading() as books:
        return read_case(books, question)


def test_plan_made_while_the_later_months_are_held_is_retrospective(
    session: Session,
) -> None:
    found = register_plan(session, BURGLARY)
    assert (found.plan, found.version) == ("SSF1-burglary-1", 1)
    assert found.retrospective
    assert [each.area for each in found.areas] == ["burnley", "skelmersdale"]
    assert found.family == 2
    again = register_plan(session, BURGLARY)
    assert (again.entry, again.hash) == (found.entry, found.hash)
    assert show_plan(session, "ssf1-BURGLARY-1") == found
    said = list(found.in_words())
    assert said[0].startswith("SSF1-burglary-1 (retrospective), registered 2023-11-")
    assert said[1].startswith("months after the start were held already")
    assert said[-1].startswith("  skelmersdale: burglary: from 2021-04 (the register")


def test_plan_made_before_any_later_month_is_held_is_prospective(
    session: Session,
) -> None:
    found = register_plan(session, LATER)
    assert not found.retrospective
    assert len(list(found.in_words())) == 4
    first = found.areas[0]
    assert (first.start, first.start_rule) == ("2022-07", "the plan itself")
    assert (first.months_before[0], first.months_after[-1]) == ("2021-07", "2023-06")
    assert first.mde_pct is not None
    assert 20 < first.mde_pct < 100
    case = read(session, "burnley", "robbery")
    assert case.registration.plan == "SSF1-robbery-1"
    assert case.registration.standing == "prospective"
    assert case.registration.registered_at == found.registered_at.isoformat(
        timespec="microseconds"
    )
    assert case.windows.months == ()


def test_no_month_after_the_start_is_read_to_make_a_plan(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_months: list[str] = []

    def watched(
        books: Books,
        types: Sequence[str],
        months: Sequence[Month],
        among: Iterable[tuple[str, str, str]],
    ) -> pd.DataFrame:
        read_months.extend(str(month) for month in months)
        return ward_counts(books, types, months, among)

    monkeypatch.setattr("fundtrack.evaluation.planning.ward_counts", watched)
    register_plan(session, replace(BURGLARY, measure="shoplifting"))
    assert max(read_months) == "2021-03"


def test_run_follows_the_plan_that_stands(session: Session) -> None:
    question = replace(
        BURGLARY, measure="vehicle-crime", worthwhile_pct=15.0, alpha=0.1
    )
    found = register_plan(session, question)
    case = read(session, "burnley", "vehicle-crime")
    assert case.plan.hash == found.areas[0].hash
    assert (case.plan.worthwhile_pct, case.plan.alpha) == (15.0, 0.1)
    assert case.registration.standing == "retrospective"
    assert case.comparators.wards == found.areas[0].comparators
    assert set(case.family_ps) == {"skelmersdale: vehicle-crime"}


def test_changed_plan_is_a_new_version_and_the_old_one_stays(session: Session) -> None:
    first = register_plan(session, replace(BURGLARY, measure=DAMAGE))
    changed = replace(BURGLARY, measure=DAMAGE, worthwhile_pct=20.0, reason="agreed")
    second = register_plan(session, changed)
    assert (second.version, second.reason) == (2, "agreed")
    old = show_plan(session, first.plan)
    assert (old.hash, old.newest) == (first.hash, second.plan)
    assert f"replaced by {second.plan}" in " ".join(old.in_words())
    by_old = read(session, "burnley", DAMAGE, first.plan)
    assert by_old.registration.standing == "exploratory"
    assert by_old.registration.departures == (
        f"{first.plan} was replaced by {second.plan}",
    )
    by_new = read(session, "burnley", DAMAGE, second.plan)
    assert by_new.registration.departures == ()


def test_what_no_plan_covers_is_exploratory_once_one_is_registered(
    session: Session,
) -> None:
    register_plan(session, BURGLARY)
    case = read(session, "burnley", "theft-from-the-person")
    assert case.registration.standing == "exploratory"
    (said,) = case.registration.departures
    assert said.endswith("does not cover burnley: theft-from-the-person")
    question = CaseQuestion("SSF9", "burnley", "burglary", "lancashire")
    with session.reading() as books:
        other = read_case(books, question)
    assert other.registration.standing == "retrospective"
    assert other.registration.plan == ""


def test_several_measures_and_areas_are_one_family(session: Session) -> None:
    question = PlanQuestion(
        "SSF1", "neighbourhood-crime", also=("burglary",), areas=("Burnley",)
    )
    found = register_plan(session, question)
    assert found.family == 2
    assert {(each.area, each.measure) for each in found.areas} == {
        ("burnley", "neighbourhood-crime"),
        ("burnley", "burglary"),
    }


def test_plan_that_the_program_or_the_calendar_left_behind_is_departed_from(
    session: Session,
) -> None:
    register_plan(session, replace(BURGLARY, measure="violence-and-sexual-offences"))
    name = "SSF1-violence-and-sexual-offences"
    with session.reading() as books:
        known = registered_plans(books, books.info.head_seq)
    kept = next(plan for plan in known if plan.plan == f"{name}-1")
    programme = programme_of_text(kept.text)
    aged = replace(
        programme.plans[0],
        estimator="before and after",
        breaks=(),
        comparators=(*programme.plans[0].comparators, "W99999999"),
    )
    moved = Programme("SSF1", programme.measures, (aged, programme.plans[1]))
    version = PlanVersion(
        "SSF1",
        2,
        moved.measures,
        moved.areas,
        moved.text,
        moved.hash,
        is_retrospective=True,
    )
    with session.writing(Permission.EVALUATE) as ledger:
        ledger.append([registration_event(version, DAY, "by hand")], "evaluator")
    case = read(session, "burnley", "violence-and-sexual-offences")
    assert case.registration.standing == "exploratory"
    estimator, calendar, unheld = case.registration.departures
    assert estimator.endswith("before and after")
    assert "covid-19" in calendar
    assert unheld.startswith("1 of the plan's 61 comparators have no counts")
    assert case.unheld == ("W99999999",)


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (replace(BURGLARY, start="2030-01"), PlanRefused, "no month from 2029-01"),
        (replace(BURGLARY, fund="NOWHERE"), PlanRefused, "no ward holds a small area"),
        (replace(BURGLARY, fund="LOCAL"), WrongArgument, "Footprints sheet"),
        (replace(BURGLARY, fund="SSF77"), UnknownName, "SSF77"),
        (replace(BURGLARY, measure="happiness"), UnknownName, "happiness"),
        (replace(BURGLARY, areas=("force-wide",)), UnknownName, "footprint of SSF1"),
    ],
)
def test_plan_that_cannot_be_made_is_refused_and_nothing_is_kept(
    session: Session, question: PlanQuestion, error: type[Exception], said: str
) -> None:
    with session.reading() as books:
        before = books.info.head_seq
    with pytest.raises(error, match=said):
        register_plan(session, question)
    with session.reading() as books:
        assert books.info.head_seq == before


def test_plan_is_asked_for_by_its_name(session: Session) -> None:
    register_plan(session, BURGLARY)
    with pytest.raises(UnknownName, match="SSF1-burglary-1"):
        show_plan(session, "nothing")
    with pytest.raises(PlanRefused, match="does not cover burnley: robbery"):
        read(session, "burnley", "robbery", "SSF1-burglary-1")
    question = CaseQuestion(
        "SSF9", "burnley", "burglary", "lancashire", "SSF1-burglary-1"
    )
    with session.reading() as books, pytest.raises(PlanRefused, match="of SSF1, not"):
        read_case(books, question)


def test_who_may_not_evaluate_registers_nothing(session: Session) -> None:
    with pytest.raises(NotAllowed):
        register_plan(replace(session, person="auditor"), BURGLARY)


def test_history_reaches_three_years_back_as_far_as_it_is_held(
    session: Session,
) -> None:
    history = read(session, "burnley", "burglary").history
    assert isinstance(history, pd.DataFrame)
    assert history.columns[0] == "2019-12"
    assert "2020-10" not in history.columns
    assert history.notna().all().all()


def test_wards_whose_counts_broke_alone_are_no_comparators(session: Session) -> None:
    """In autumn 2020 Burnley had restrictions that West Lancashire had not."""
    case = read(session, "skelmersdale", "burglary")
    compared = case.places.loc[list(case.comparators.wards), "district"]
    restricted = {"Burnley", "Pendle", "Preston", "Hyndburn", "Blackburn with Darwen"}
    assert not {*compared} & restricted
    assert case.comparators.excluded[BROKEN] > 50
    assert case.windows.excluded == ()
    assert "north-of-england-2020" in read(session, "burnley", "burglary").plan.breaks
