"""Odd inputs on the command line: refused in words, and nothing changes."""

import shlex
from pathlib import Path

import pytest

from fundtrack.config import SETTINGS_FILE
from tests.cli.offices import TypedOffice
from tests.cli.offices import copy_of
from tests.cli.offices import make_office
from tests.cli.test_year_story import MERSEY
from tests.cli.test_year_story import OVERTIME
from tests.cli.test_year_story import REGISTERS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TypedOffice:
    """An office with its registers, made once."""
    return make_office(tmp_path_factory.mktemp("typed"), REGISTERS)


@pytest.fixture
def office(
    made: TypedOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TypedOffice:
    """The office on the day it begins."""
    return copy_of(made, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"--amount": "0"}, "an amount of nought records nothing"),
        ({"--amount": "1.005"}, "is not an amount"),
        ({"--amount": "99999999999999999"}, "is not an amount"),
        ({"--on": "0203-03-01"}, "is not of the years 1890 to 2199"),
        ({"--on": "9999-12-31"}, "is not of the years 1890 to 2199"),
        ({"--on": "2024-02-30"}, "does not match"),
        ({"--reason": "  "}, "an act needs a reason"),
        ({"--cell": OVERTIME.replace("wirral", "atlantis")}, "there is no area"),
        ({"--cell": OVERTIME.replace("safer", "atlantis")}, "there is no project"),
        ({"--cell": OVERTIME.replace("overtime", "moon")}, "there is no heading"),
        ({"--cell": OVERTIME.replace("wirral", "croydon")}, "project of wirral, not"),
        ({"--cell": OVERTIME.replace("2023-24", "9999-00")}, "not a financial year"),
    ],
)
def test_an_act_that_makes_no_sense_is_a_wrong_call(
    office: TypedOffice, changed: dict[str, str], why: str
) -> None:
    said = {"--cell": OVERTIME, "--amount": "5", "--on": "2024-03-01", "--reason": "x"}
    words = [word for pair in {**said, **changed}.items() for word in pair]
    code, error = office.refused("f.officer", "accrue", *words)
    assert (code, why in error) == (2, True), error


def test_an_allocation_without_a_year_leaves_status_whole(office: TypedOffice) -> None:
    said = ("--amount", "10.00", "--on", "2024-03-01", "--reason", "not split yet")
    office.do("f.officer", "award", "--cell", "MSF5", *said)
    office.do("f.officer", "allocate", "--cell", "MSF5/wirral", *said)
    assert office.figure("budget", *MERSEY) == 912_676_00
    assert office.do("c.finance", "outturn", "--as-at", "2024-03-31")["lines"] == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"--over": "wirral,Wirral"}, "named twice"),
        ({"--weights": "0,0"}, "all weights are nought"),
        ({"--amount": "0"}, "which is not nought"),
    ],
)
def test_a_share_that_gives_nobody_anything_is_refused(
    office: TypedOffice, changed: dict[str, str], why: str
) -> None:
    said = {
        "--cell": "MSF5/*/safer/overtime/revenue/2023-24",
        "--over": "wirral,croydon",
        "--amount": "5",
        "--on": "2024-03-01",
        "--reason": "x",
        "--basis": "weights",
        "--weights": "1,1",
    }
    words = [word for pair in {**said, **changed}.items() for word in pair]
    code, error = office.refused("f.officer", "share", *words)
    assert (code, why in error) == (2, True), error


def test_an_empty_hash_proves_nothing(office: TypedOffice) -> None:
    code, said = office.type("it", "verify", "--contains", "")
    assert (code, said["contains"]) == (3, None)


@pytest.mark.parametrize("is_published", [True, False])
def test_an_edit_of_the_settings_gives_nobody_a_power(
    office: TypedOffice, *, is_published: bool
) -> None:
    settings = office.workspace / SETTINGS_FILE
    example = "\n[example]\nis_example = true\n"
    settings.write_text(settings.read_text(encoding="utf-8") + example)
    if not is_published:
        (office.workspace / "published" / "current.json").unlink()
    code, said = office.type("f.officer", "--as", "c.finance", "publish")
    assert code == 4, said


def test_an_office_whose_pointer_is_gone_publishes_anew(office: TypedOffice) -> None:
    (office.workspace / "published" / "current.json").unlink()
    code, said = office.type("f.officer", "publish")
    assert (code, said["rows"]) == (0, office.do("it", "verify")["entries"])


def test_the_same_act_typed_twice_is_said_with_the_way_back(
    office: TypedOffice,
) -> None:
    words = ("--amount", "5", "--on", "2024-03-01", "--reason", "x", "--cell", OVERTIME)
    first = office.do("f.officer", "commit", *words)
    again = office.do("f.officer", "commit", *words)
    assert (first["findings"], len(again["findings"])) == ([], 1)
    (said,) = again["findings"]
    assert (said["rule"], said["severity"]) == ("said-twice", "warn")
    assert f"as entry {first['entry']} did within the hour" in said["message"]
    back = shlex.split(said["fix"].partition("fundtrack ")[2])
    office.do("f.officer", *back)
    assert office.figure("committed", *MERSEY) == 5_00


def test_a_share_beyond_the_award_and_a_carry_over_are_refused_as_figures(
    office: TypedOffice,
) -> None:
    words = ("--on", "2024-03-01", "--reason", "x", "--amount", "0.01")
    code, _ = office.refused("f.officer", "allocate", "--cell", OVERTIME, *words)
    assert code == 3
    beyond = ("--cell", OVERTIME, "--amount", "1,000,000", "--decision", "HO 3")
    code, error = office.refused("f.officer", "carry-over", *beyond)
    assert (code, "of budget left" in error) == (3, True)


@pytest.mark.parametrize("figure", ["actual:NONE", "actual:MSF5/atlantis"])
def test_a_figure_of_what_no_register_holds_is_not_nil(
    office: TypedOffice, figure: str
) -> None:
    code, error = office.refused("f.officer", "trace", f"{figure}@2024-03-31~99")
    assert (code, "there is no " in error) == (2, True)
    assert office.do("f.officer", "trace", "actual:MSF5/unsplit@2024-03-31~99")


@pytest.mark.parametrize(
    ("part", "near"),
    [
        ("*/safr", "there is no project “safr”; the books hold safer"),
        ("*/*/overtme", "there is no heading “overtme”; the books hold overtime"),
        (
            "*/*/overtim",
            "there is no heading “overtim”; the books hold overtime",
        ),
    ],
)
def test_a_figure_named_wrongly_is_told_what_is_near(
    office: TypedOffice, part: str, near: str
) -> None:
    figure = f"actual:MSF5/{part}@2024-03-31~99"
    code, error = office.refused("f.officer", "trace", figure)
    assert (code, error) == (2, near)
