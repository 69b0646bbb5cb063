"""Underspend on the command line: a reallocation between areas, keys and words.

Source: MOPAC decision PCD 1614: two boroughs could not spend their share of a duty's
money, which could be neither carried over nor claimed later, so that it moved to those
that could; domain 2.4a.
"""

import json
from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from fundtrack.cli import app
from fundtrack.cli import main
from fundtrack.cli.desk import Desk
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Role
from fundtrack.domain.plans import PlanKind
from tests import builders
from tests.cli.test_app import EXAMPLE

AREAS = ("blackpool", "lancaster", "pennine")
SHARES = {"blackpool": 600_000, "lancaster": 300_000, "pennine": 900_000}
SPENT = {"blackpool": 150_000, "lancaster": 60_000, "pennine": 675_000}
Asked = Callable[..., Any]


def cell(area: str) -> Cell:
    """An area's share."""
    return Cell.parse(f"SSF5/{area}/town-centre-cctv/staff/revenue/2023-24")


@pytest.fixture
def office(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three areas with nine months gone; two have spent a quarter or a fifth."""
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    moment = datetime(2024, 1, 10, 9, tzinfo=UTC).replace(tzinfo=None)
    monkeypatch.setattr(app, "Desk", partial(Desk, clock=lambda: moment))
    shares = [builders.allocation(SHARES[area], cell(area)) for area in AREAS]
    spent = [
        builders.actual(SPENT[area] // 3, date(2023, month, 20), cell(area), row)
        for row, area in enumerate(AREAS, start=2)
        for month in (10, 11, 12)
    ]
    planned = [
        builders.plan(PlanKind.PROFILE, SHARES[area] // 2, f"2023-24 {quarter}", it)
        for area, it in ((area, cell(area)) for area in AREAS)
        for quarter in ("Q3", "Q4")
    ]
    people = [
        *builders.person("finance.officer", Role.FINANCE),
        *builders.person("budget.holder", Role.BUDGET_HOLDER),
        *builders.person("cfo", Role.SIGNATORY),
    ]
    projects = [builders.project(area=area) for area in AREAS[1:]]
    registers = [*builders.registers(*AREAS), *projects]
    events = [*registers, *people, *shares, *planned, *spent]
    builders.record(workspace, lambda: moment, events)
    return workspace


@pytest.fixture
def asked(office: Workspace, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Type a command and give its JSON with its exit code."""

    def ask(person: str, *words: str) -> tuple[int, Any]:
        where = ["--workspace", str(office.folder), "--json", "--as", person]
        code = main([*where, *words])
        return code, json.loads(capsys.readouterr().out)

    return ask


def budgets(asked: Asked) -> dict[str, int]:
    """Each area's budget and the fund's, as status gives them."""
    _, found = asked("cfo", "status", "--fund", "SSF5", "--as-at", "2024-03-31")
    by_area = {line["area"]: line["budget_pence"] for line in found["lines"]}
    return {**by_area, "total": found["totals"]["budget_pence"]}


def move(asked: Asked, area: str, amount: str) -> tuple[int, int]:
    """Open a case about an area and propose to move its money to Pennine."""
    where = ["--fund", "SSF5", "--area", area, "--year", "2023-24"]
    why = ["--cause", "partner", "--reason", "cannot recruit before April"]
    _, case = asked(
        *("finance.officer", "underspend", "open", *where, *why),
        *("--owner", "budget.holder", "--as-at", "2023-12-31"),
    )
    number = str(case["underspend"])
    sent = ["--cell", str(cell(area)), "--to", str(cell("pennine"))]
    _, step = asked(
        *("finance.officer", "underspend", "propose", number, "--remedy", "virement"),
        *(*sent, "--amount", amount, "--reason", "Pennine can deliver in time"),
    )
    return case["underspend"], step["proposal"]


def test_what_two_areas_cannot_spend_moves_to_one_that_can(asked: Asked) -> None:
    code, found = asked("cfo", "underspend", "list", "--as-at", "2023-12-31")
    lapsing = {it["area"]: it["found"]["lapses_pence"] for it in found["detected"]}
    assert (code, lapsing) == (0, {"blackpool": 300_000, "lancaster": 180_000})
    assert budgets(asked) == {**SHARES, "total": 1_800_000}
    for area, amount in (("blackpool", "3,000"), ("lancaster", "1,800.00")):
        case, _ = move(asked, area, amount)
        decision = ["underspend", "decide", str(case), "--approve"]
        said = ["--reference", "PCD 9", "--reason", "agreed at quarter 3"]
        code, refusal = asked("finance.officer", *decision, *said)
        assert (code, "who can: budget.holder, cfo" in refusal["error"]) == (4, True)
        code, step = asked("cfo", *decision, *said)
        assert (code, step["state"], step["left_pence"]) == (0, "settled", 0)
    assert budgets(asked) == {
        "blackpool": 300_000,
        "lancaster": 120_000,
        "pennine": 1_380_000,
        "total": 1_800_000,
    }
    _, shown = asked("cfo", "underspend", "show", str(case))
    assert shown["proposals"][0]["reference"] == "PCD 9"
    assert [
        (it["cell"].split("/")[1], it["before_pence"], it["after_pence"])
        for it in shown["proposals"][0]["changes"]
    ] == [("lancaster", 300_000, 120_000), ("pennine", 1_200_000, 1_380_000)]


def test_a_virement_is_not_approved_beyond_what_is_left_by_then(asked: Asked) -> None:
    case, _ = move(asked, "blackpool", "3,000")
    order = ["--cell", str(cell("blackpool")), "--amount", "2,000", "--reason", "vans"]
    assert asked("finance.officer", "commit", "--on", "2024-01-09", *order)[0] == 0
    decision = ["underspend", "decide", str(case), "--reason", "agreed"]
    code, refusal = asked("cfo", *decision, "--approve", "--reference", "PCD 9")
    assert (code, "has £2,500.00 of budget left" in refusal["error"]) == (3, True)
    assert asked("cfo", *decision, "--reject")[0] == 0
    assert budgets(asked) == {**SHARES, "total": 1_800_000}


def test_history_names_every_step_with_its_case(asked: Asked) -> None:
    case, proposal = move(asked, "blackpool", "3,000")
    decision = ["underspend", "decide", str(case), "--reject", "--reason", "not now"]
    asked("cfo", *decision)
    asked("finance.officer", "underspend", "close", str(case), "--reason", "spent")
    _, found = asked("cfo", "history", "--since", str(case))
    assert [(it["kind"], it["about"]) for it in found["entries"]] == [
        ("underspend_opened", f"underspend case {case}"),
        ("virement_request", ""),
        ("underspend_proposed", f"underspend case {case}"),
        ("underspend_rejected", f"underspend case {case}"),
        ("virement_rejection", ""),
        ("underspend_closed", f"underspend case {case}"),
    ]
    assert found["entries"][2]["entry"] == proposal
    assert found["entries"][0]["cell"] == "SSF5/blackpool/*/*/*/2023-24"
    assert found["entries"][0]["pence"] == 300_000


@pytest.fixture
def said(office: Workspace, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Type an underspend command and give its words."""

    def say(*words: str, person: str = "finance.officer") -> str:
        where = ["--workspace", str(office.folder), "--as", person, "underspend"]
        assert main([*where, *words]) == 0
        return capsys.readouterr().out

    return say


DAY = ["--as-at", "2023-12-31"]


def test_both_rules_are_said_with_their_figures(said: Asked) -> None:
    assert said("list", *DAY).splitlines()[:3] == [
        (
            "SSF5 blackpool 2023-24: at this rate £3,000 of £6,000 lapses on 31 March "
            "2024 (too few ended years for a range)"
        ),
        (
            "  by run-rate: £1,500 spent or owed by month 9 of 12 makes £3,000 by the "
            "year's end; £3,000 lapses"
        ),
        (
            "  by profile: £3,000 was planned by now, £1,500 behind; with £3,000 still "
            "planned £1,500 lapses"
        ),
    ]
    nothing = said("list", "--area", "pennine", *DAY)
    assert nothing.startswith("no underspend is above its agreement's tolerance\n")


def test_every_step_is_said_in_words(said: Asked) -> None:
    about = ["--cell", str(cell("blackpool")), "--owner", "finance", *DAY]
    why = ["--cause", "recruitment", "--reason", "posts are filled late"]
    opened = said("open", *about, *why)
    case = opened.split()[2]
    assert opened == f"underspend case {case} is open, £3,000.00 left; entry {case}\n"
    asks = ["--remedy", "re-profile", "--cell", str(cell("blackpool"))]
    plan = ["--quarter", "2023-24 Q4=4,500.00", "--reason", "from February"]
    assert "is open, £3,000.00 left; proposal " in said("propose", case, *asks, *plan)
    words = ["--approve", "--reference", "D/2", "--reason", "posts are filled"]
    assert "£1,500.00 left" in said("decide", case, *words, person="cfo")
    shown = said("show", case).splitlines()
    assert "left of £3,000.00, recruitment, owner finance: Finance.Officer" in shown[0]
    assert shown[2].endswith(
        "run-rate £3,000.00, by profile £1,500.00 would lapse on 2024-03-31"
    )
    assert shown[3].endswith("from February; approved, by cfo D/2")
    assert shown[4].endswith("2023-24 Q4: from £3,000.00 to £4,500.00")
    listed = said("list", "--by", "cell", *DAY)
    assert f"; case {case} is open" in listed
    assert f"case {case} (open): {cell('blackpool')}, £1,500.00 left" in listed
    assert "is closed; entry" in said("close", case, "--reason", "spent after all")
    assert "  closed by finance.officer: spent after all" in said("show", case)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["open", "--cause", "other", "--reason", "x", "--owner", "cfo"], "either"),
        (
            [
                *("open", "--fund", "SSF5", "--cause", "other"),
                *("--reason", "x", "--owner", "cfo"),
            ],
            "needs its --year",
        ),
        (
            [
                *("propose", "1", "--remedy", "re-profile"),
                *("--quarter", "2023-24 Q4", "--reason", "x"),
            ],
            "write it like 2024-25 Q4=1,000.00",
        ),
        (["decide", "1", "--reason", "x"], "--approve"),
    ],
)
def test_what_was_typed_wrong_is_said(asked: Asked, words: list[str], why: str) -> None:
    code, refusal = asked("cfo", "underspend", *words)
    assert (code, why in refusal["error"]) == (2, True)
