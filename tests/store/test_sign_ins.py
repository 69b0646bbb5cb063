"""Who is signed in is kept as hashes, runs out, and ends when its file goes."""

from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from fundtrack.config import Workspace
from fundtrack.store.sign_ins import SignIns
from fundtrack.store.sign_ins import sign_ins_of

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def signed_in(workspace: Workspace) -> SignIns:
    """The sign-ins of an office, at noon."""
    return sign_ins_of(workspace, lambda: NOON)


def later(signed_in: SignIns, **by: float) -> SignIns:
    """Look at the same sign-ins at a later time."""
    return replace(signed_in, clock=lambda: NOON + timedelta(**by))


def key_of(signed_in: SignIns, token: str) -> str:
    """The key of a sign-in that is live."""
    found = signed_in.of_browser(token)
    assert found
    return found.key


def test_a_token_stands_for_its_person_and_no_other_token_does(
    signed_in: SignIns,
) -> None:
    found = signed_in.of_browser(signed_in.begin("cfo"))
    assert found
    assert (found.person, found.began_at, found.seen_at) == ("cfo", NOON, NOON)
    assert signed_in.of_browser("guessed") is None
    assert signed_in.of_browser("") is None


def test_what_is_kept_is_private_and_holds_no_token(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    page = signed_in.open_page(key_of(signed_in, token), "page-1")
    kept = [path for path in signed_in.workspace.sign_ins.rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    assert signed_in.workspace.sign_ins.stat().st_mode & 0o077 == 0
    written = "".join(path.name + path.read_text("utf-8") for path in kept)
    assert token not in written
    assert page.token not in written


def test_it_runs_out_without_a_step_and_a_step_keeps_it(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    assert later(signed_in, minutes=29).of_browser(token)
    assert later(signed_in, minutes=30).of_browser(token) is None
    later(signed_in, minutes=20).seen(key_of(signed_in, token))
    assert later(signed_in, minutes=49).of_browser(token)


def test_it_runs_out_in_the_end_whatever_is_done(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    later(signed_in, hours=11, minutes=50).seen(key_of(signed_in, token))
    assert later(signed_in, hours=11, minutes=59).of_browser(token)
    assert later(signed_in, hours=12).of_browser(token) is None


def test_the_limits_are_those_of_the_settings(workspace: Workspace) -> None:
    with workspace.settings_file.open("a", encoding="utf-8") as file:
        file.write("[serve]\nidle_minutes = 5\nlongest_hours = 1\n")
    limits = sign_ins_of(workspace, lambda: NOON)
    assert (limits.idle, limits.longest) == (timedelta(minutes=5), timedelta(hours=1))


def test_a_sign_in_that_ended_stays_ended(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    key = key_of(signed_in, token)
    signed_in.end(key)
    signed_in.seen(key)
    assert signed_in.of_browser(token) is None
    signed_in.end(key)


def test_every_sign_in_of_a_person_ends_and_nobody_else_s(signed_in: SignIns) -> None:
    tokens = [signed_in.begin(person) for person in ("cfo", "cfo", "reviewer")]
    assert signed_in.end_all_of("cfo") == 2
    assert [bool(signed_in.of_browser(token)) for token in tokens] == [
        False,
        False,
        True,
    ]


def test_a_page_acts_for_its_sign_in_until_that_ends(signed_in: SignIns) -> None:
    key = key_of(signed_in, signed_in.begin("cfo"))
    token = signed_in.open_page(key, "page-1").token
    assert signed_in.person_of_page(token) == "cfo"
    assert signed_in.page_of(token) == "page-1"
    signed_in.end(key)
    assert signed_in.person_of_page(token) is None


def test_the_token_of_a_browser_is_none_of_a_page(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    assert signed_in.person_of_page(token) is None
    assert signed_in.page_of("") is None


def test_a_page_that_closes_takes_its_files_along(signed_in: SignIns) -> None:
    key = key_of(signed_in, signed_in.begin("cfo"))
    page = signed_in.open_page(key, "page-1")
    (page.spool / "sheet.csv").write_text("a,b", encoding="utf-8")
    signed_in.close_page(page.token, "page-1")
    assert not page.spool.exists()
    assert signed_in.page_of(page.token) is None


def test_what_ran_out_is_removed_when_somebody_signs_in(signed_in: SignIns) -> None:
    key = key_of(signed_in, signed_in.begin("cfo"))
    spool = signed_in.open_page(key, "page-1").spool
    later(signed_in, minutes=20).begin("reviewer")
    assert spool.exists()
    later(signed_in, minutes=40).begin("reviewer")
    assert not spool.exists()
    browsers = signed_in.workspace.sign_ins / "browsers"
    assert len(list(browsers.iterdir())) == 2


def test_a_folder_of_no_page_goes_and_one_of_an_open_page_stays(
    signed_in: SignIns,
) -> None:
    key = key_of(signed_in, signed_in.begin("kit"))
    stays = signed_in.open_page(key, "page-1").spool
    goes = signed_in.open_page(key, "page-2")
    signed_in.close_page(goes.token, "page-2")
    (goes.spool / "uploads").mkdir(parents=True)
    signed_in.begin("ana")
    assert (stays.exists(), goes.spool.exists()) == (True, False)


def test_a_damaged_file_signs_nobody_in(signed_in: SignIns) -> None:
    token = signed_in.begin("cfo")
    path = next((signed_in.workspace.sign_ins / "browsers").iterdir())
    path.write_text("{", encoding="utf-8")
    assert signed_in.of_browser(token) is None
    signed_in.begin("reviewer")
    assert signed_in.end_all_of("cfo") == 0
