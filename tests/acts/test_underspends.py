"""An underspend is worked as a case: opened, proposed on, decided by somebody else."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from fundtrack.acts.corrections import correct
from fundtrack.acts.history import show_history
from fundtrack.acts.people import set_authority
from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.session import Session
from fundtrack.acts.underspend_remedies import Proposing
from fundtrack.acts.underspends import CaseShown
from fundtrack.acts.underspends import Sought
from fundtrack.acts.underspends import Starting
from fundtrack.acts.underspends import close
from fundtrack.acts.underspends import decide
from fundtrack.acts.underspends import list_underspends
from fundtrack.acts.underspends import open_underspend
from fundtrack.acts.underspends import propose
from fundtrack.acts.underspends import show_underspend
from fundtrack.acts.virements import decide_virement
from fundtrack.acts.virements import request_virement
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.people import Role
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Decision
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.domain.underspend_cases import UnderspendRefused
from fundtrack.domain.virements import Move
from fundtrack.errors import NotAllowed
from fundtrack.errors import Refused
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.underspend_cases import Change
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from tests import builders
from tests.conftest import SETTINGS

SLOW = builders.CELL
ABLE = replace(SLOW, heading="lighting")
AREA = Cell("SSF5", "blackpool", year="2023-24")
Q4 = "2023-24 Q4"
DECEMBER = date(2023, 12, 31)
YES = Decision(is_approved=True, reference="D/14", reason="agreed at the board")
NO = Decision(is_approved=False, reference="", reason="wait for the recruits")


def office(workspace: Workspace) -> Session:
    """A budget holder on 10 January, £3,000 of whose £9,000 is planned by then."""
    events = [
        *builders.registers(),
        *builders.person("holder", Role.BUDGET_HOLDER),
        *builders.person("cfo", Role.SIGNATORY),
        *builders.person("admin", Role.ADMIN),
        *builders.person("auditor", Role.AUDITOR),
        builders.allocation(900_000),
        builders.plan(PlanKind.PROFILE, 300_000, "2023-24 Q3"),
        builders.plan(PlanKind.PROFILE, 600_000, Q4),
        builders.actual(100_000, date(2023, 10, 20)),
    ]
    moment = datetime(2024, 1, 10, 9, tzinfo=UTC).replace(tzinfo=None)
    builders.record(workspace, lambda: moment, events)
    return Session(workspace, "holder", lambda: moment)


@pytest.fixture
def holder(workspace: Workspace) -> Session:
    """The budget holder of an office of its own."""
    return office(workspace)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, int]:
    """An office with a case, for acts that are refused and so change nothing."""
    folder = tmp_path_factory.mktemp("refusing")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    session = office(Workspace(folder))
    return session, opened(session, cell=SLOW)


@pytest.fixture
def cfo(holder: Session) -> Session:
    """Somebody else with authority."""
    return replace(holder, person="cfo")


def opened(session: Session, pence: int | None = 200_000, cell: Cell = AREA) -> int:
    """A case, of so much unless the rules are to say."""
    said = Starting(
        cell=cell,
        cause=Cause.RECRUITMENT,
        reason="wardens start in February",
        owner="holder",
        pence=None if pence is None else Pence(pence),
        as_at=DECEMBER,
    )
    return open_underspend(session, said).underspend


def proposing(remedy: Remedy, pence: int | None = 150_000, **more: object) -> Proposing:
    """A proposal about the slow cell."""
    said = Proposing(
        remedy, "use it in time", SLOW, None if pence is None else Pence(pence)
    )
    return replace(said, **more)  # type: ignore[arg-type]


def budgets(session: Session) -> dict[str, int]:
    """The budget of each cell, by its name."""
    found = status(session, Question(as_at=date(2024, 12, 31))).position
    return {str(line.cell): line.budget_pence for line in found.cells}


def shown(session: Session, number: int) -> CaseShown:
    """A case as it stands."""
    return show_underspend(session, number)


def test_a_case_takes_its_sum_from_the_rules_and_keeps_what_both_said(
    holder: Session,
) -> None:
    case = shown(holder, opened(holder, None))
    # £1,000 in three months since the first makes £2,000; behind profile by £2,000.
    assert case.rate_lapses_pence == 700_000
    assert case.profile_lapses_pence == 200_000
    assert (case.pence, case.left_pence, case.state) == (700_000, 700_000, "open")
    assert (case.owner, case.owned_by.people) == ("holder", ("Holder",))
    assert (case.cause, case.lapses_on) == ("recruitment", date(2024, 3, 31))


def test_an_approved_virement_moves_in_the_same_act_and_leaves_the_rest_open(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder, 200_000)
    asked = propose(holder, case, proposing(Remedy.VIREMENT, to_cell=ABLE))
    assert budgets(holder)[str(SLOW)] == 900_000
    done = decide(cfo, case, YES)
    assert (done.proposal, done.state) == (asked.proposal, "open")
    assert (shown(holder, case).settled_pence, done.left_pence) == (150_000, 50_000)
    assert budgets(holder)[str(SLOW)] == 750_000
    assert budgets(holder)[str(ABLE)] == 150_000
    (proposal,) = shown(holder, case).proposals
    assert (proposal.state, proposal.decided_by, proposal.reference) == (
        "approved",
        "cfo",
        "D/14",
    )
    assert proposal.changes == [
        Change(str(SLOW), "budget", Pence(900_000), Pence(750_000)),
        Change(str(ABLE), "budget", Pence(0), Pence(150_000)),
    ]


def test_a_re_profile_plans_the_quarters_to_come(holder: Session, cfo: Session) -> None:
    case = opened(holder, 200_000)
    quarters = ((Quarter.parse(Q4), Pence(800_000)),)
    propose(holder, case, proposing(Remedy.RE_PROFILE, None, quarters=quarters))
    waiting = shown(holder, case).proposals[0]
    assert (waiting.pence, waiting.changes) == (
        200_000,
        [Change(str(SLOW), Q4, Pence(600_000), Pence(800_000))],
    )
    assert decide(cfo, case, YES).state == "settled"
    assert shown(holder, case).proposals[0].changes == waiting.changes
    found = list_underspends(holder, Sought(as_at=date(2024, 1, 10)))
    profile = found.detected[0].found.by_profile
    assert profile
    assert (profile.still_planned_pence, profile.lapses_pence) == (800_000, 0)


def test_a_quarter_without_a_plan_had_none_before(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder, 10_000)
    builders.record(holder.workspace, holder.clock, [builders.allocation(10_000, ABLE)])
    quarters = ((Quarter.parse(Q4), Pence(10_000)),)
    said = proposing(Remedy.RE_PROFILE, None, cell=ABLE, quarters=quarters)
    propose(holder, case, said)
    decide(cfo, case, YES)
    (proposal,) = shown(holder, case).proposals
    assert proposal.changes == [Change(str(ABLE), Q4, None, Pence(10_000))]


def test_a_carry_over_moves_the_budget_into_the_next_year(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder)
    propose(holder, case, proposing(Remedy.CARRY_OVER, 200_000))
    assert decide(cfo, case, YES).state == "settled"
    later = replace(SLOW, year="2024-25")
    assert budgets(holder)[str(later)] == 200_000
    (proposal,) = shown(holder, case).proposals
    assert [change.after_pence for change in proposal.changes] == [700_000, 200_000]
    last = show_history(holder, SLOW).entries[-1]
    assert (last.kind, last.reason) == ("carry_over", "carried over, D/14")


def test_what_goes_back_to_the_funder_leaves_the_cell_until_it_is_corrected(
    holder: Session, cfo: Session
) -> None:
    builders.record(
        holder.workspace,
        holder.clock,
        builders.person("finance", Role.FINANCE),
    )
    case = opened(holder, 200_000)
    propose(holder, case, proposing(Remedy.RETURN, 200_000))
    step = decide(cfo, case, YES)
    assert budgets(holder)[str(SLOW)] == 700_000
    finance = replace(holder, person="finance")
    correct(finance, step.entry + 1, Correction("the funder lets us keep it"))
    assert budgets(holder)[str(SLOW)] == 900_000
    found = shown(holder, case)
    assert (found.state, found.left_pence) == ("open", 200_000)
    assert found.proposals[0].state == "undone"


def test_whoever_proposed_cannot_decide_and_is_told_who_can(holder: Session) -> None:
    case = opened(holder)
    propose(holder, case, proposing(Remedy.RETURN))
    with pytest.raises(NotAllowed, match="having made it; who can: cfo"):
        decide(holder, case, YES)


def test_a_sum_above_a_limit_goes_to_more_authority(
    holder: Session, cfo: Session
) -> None:
    set_authority(replace(holder, person="admin"), Role.SIGNATORY, Pence(1_000))
    case = opened(holder)
    propose(holder, case, proposing(Remedy.RETURN))
    with pytest.raises(NotAllowed, match=r"£1,500\.00, which is above their limit"):
        decide(cfo, case, YES)


def test_a_rejected_proposal_changes_nothing_and_ends_its_virement(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder)
    first = propose(holder, case, proposing(Remedy.VIREMENT, to_cell=ABLE))
    propose(holder, case, proposing(Remedy.CARRY_OVER))
    with pytest.raises(WrongArgument, match=r"waiting in case \d+: \d+, \d+"):
        decide(cfo, case, NO)
    decide(cfo, case, NO, first.proposal)
    assert decide(cfo, case, NO).left_pence == 200_000
    assert budgets(holder)[str(SLOW)] == 900_000
    assert {it.state for it in shown(holder, case).proposals} == {"rejected"}
    with pytest.raises(UnderspendRefused, match="is rejected already"):
        decide(cfo, case, YES, first.proposal)


def test_a_virement_that_waits_already_is_named_and_may_be_decided_by_itself(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder, 150_000)
    move = Move(SLOW, ABLE, Pence(150_000))
    asked = request_virement(holder, move, "late wardens").virement
    said = proposing(Remedy.VIREMENT, None, cell=None, virement=asked)
    propose(holder, case, said)
    with pytest.raises(UnderspendRefused, match="proposed about a case already"):
        propose(holder, case, said)
    decided = decide_virement(cfo, asked, is_approved=True)
    found = shown(holder, case)
    assert (found.state, found.proposals[0].decided_by) == ("settled", "cfo")
    assert found.proposals[0].changes[0].after_pence == 750_000
    assert decided.state == found.proposals[0].state
    other = opened(holder, 5)
    with pytest.raises(UnderspendRefused, match=r"virement \d+ is approved"):
        propose(holder, other, said)


def test_a_case_is_closed_with_a_reason_once_nothing_waits(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder)
    propose(holder, case, proposing(Remedy.RETURN))
    with pytest.raises(UnderspendRefused, match="waits for a decision"):
        close(holder, case, "spent after all")
    decide(cfo, case, NO)
    with pytest.raises(WrongArgument, match="why it is closed"):
        close(holder, case, " ")
    assert close(holder, case, "spent after all").state == "closed"
    found = shown(holder, case)
    assert (found.closed_by, found.left_pence) == ("holder", 0)
    with pytest.raises(UnderspendRefused, match="is closed already"):
        propose(holder, case, proposing(Remedy.RETURN))
    assert list_underspends(holder, Sought(as_at=DECEMBER)).cases == []


def test_two_open_cases_never_share_a_cell(holder: Session) -> None:
    other = opened(holder, cell=replace(AREA, year="2024-25"))
    case = opened(holder)
    with pytest.raises(UnderspendRefused, match=f"case {case} is open"):
        opened(holder, cell=SLOW)
    found = list_underspends(holder, Sought("SSF5", "blackpool", as_at=DECEMBER))
    assert [it.case for it in found.detected] == [case]
    assert [it.underspend for it in found.cases] == [other, case]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cell": Cell("SSF5")}, "needs a fund and a year"),
        ({"owner": "nobody"}, "there is no person or role “nobody”"),
        ({"reason": " "}, "why it is not spent"),
        ({"cell": Cell("SSF5", year="2025-26"), "pence": None}, "neither rule finds"),
        ({"pence": Pence(0)}, "neither rule finds"),
    ],
)
def test_a_case_without_what_it_needs_is_refused(
    refusing: tuple[Session, int], change: dict[str, object], why: str
) -> None:
    said = Starting(AREA, Cause.OTHER, "late", "holder", Pence(5), DECEMBER)
    with pytest.raises((WrongArgument, UnknownName), match=why):
        open_underspend(refusing[0], replace(said, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (proposing(Remedy.RETURN, cell=None), "name the cell with --cell"),
        (proposing(Remedy.VIREMENT), "name the cell with --to"),
        (proposing(Remedy.RETURN, None), "how much with --amount"),
        (proposing(Remedy.RETURN, 0), "more than nothing"),
        (
            proposing(Remedy.VIREMENT, 800_001, to_cell=ABLE),
            r"has £8,000\.00 of budget left to move",
        ),
        (proposing(Remedy.RETURN, 800_001), r"has £8,000\.00 of budget left"),
        (proposing(Remedy.RETURN, reason=""), "in a few words why"),
        (proposing(Remedy.RE_PROFILE), "name each quarter"),
        (
            proposing(
                Remedy.RE_PROFILE,
                quarters=((Quarter.parse("2023-24 Q3"), Pence(5)),),
            ),
            "2023-24 Q3 has ended",
        ),
        (
            proposing(
                Remedy.RE_PROFILE,
                quarters=((Quarter.parse("2024-25 Q1"), Pence(5)),),
            ),
            "2024-25 Q1 is not a quarter of 2023-24",
        ),
        (
            proposing(Remedy.VIREMENT, cell=replace(SLOW, heading="x"), to_cell=SLOW),
            "name a whole cell of it",
        ),
    ],
)
def test_a_proposal_that_lacks_something_is_refused(
    refusing: tuple[Session, int], said: Proposing, why: str
) -> None:
    with pytest.raises((WrongArgument, Refused), match=why):
        propose(*refusing, said)


def test_a_decision_needs_its_reference_and_its_reason(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder)
    propose(holder, case, proposing(Remedy.RETURN))
    with pytest.raises(WrongArgument, match="needs the decision's reference"):
        decide(cfo, case, replace(YES, reference=""))
    with pytest.raises(WrongArgument, match="say in a few words why"):
        decide(cfo, case, replace(YES, reason=""))
    with pytest.raises(UnknownName, match="there is no proposal “7”"):
        decide(cfo, case, YES, 7)
    with pytest.raises(UnknownName, match="there is no underspend case “7”"):
        decide(cfo, 7, YES)
    with pytest.raises(NotAllowed, match="work on an underspend"):
        opened(replace(holder, person="auditor"))
    with pytest.raises(NotAllowed, match="decide on an underspend; who can: cfo, "):
        decide(replace(holder, person="auditor"), case, YES)


def test_a_re_profile_that_came_too_late_is_refused(
    holder: Session, cfo: Session
) -> None:
    case = opened(holder)
    quarters = ((Quarter.parse(Q4), Pence(800_000)),)
    propose(holder, case, proposing(Remedy.RE_PROFILE, None, quarters=quarters))
    april = datetime(2024, 4, 2, 9, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(WrongArgument, match="2023-24 Q4 has ended"):
        decide(replace(cfo, clock=lambda: april), case, YES)
