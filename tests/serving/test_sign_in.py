"""Nobody sees anything without signing in, and whoever does comes where they meant."""

import http.client
from urllib.parse import urlencode

import pytest

from fundtrack.acts.people import remove_leaver
from fundtrack.acts.session import Session
from fundtrack.acts.sign_ins import set_one_time
from fundtrack.charts.library import vega_library
from fundtrack.config import system_clock
from fundtrack.serving.app import CACHE
from fundtrack.serving.outside import where_to
from fundtrack.serving.static_files import static_version
from fundtrack.store.sign_in_log import read_lines
from tests.serving.conftest import PASSWORD
from tests.serving.servers import Answer
from tests.serving.servers import House
from tests.serving.servers import Stranger
from tests.serving.servers import ask
from tests.serving.servers import signed_in

BEHIND_THE_DOOR = (
    "/",
    "/overview",
    "/no-such-page",
    "/snapshot",
    "/static/{version}/living.mjs",
    "/static/{version}/fundtrack.css",
    "/files/return/SSF5-2023-24-Q3/manifest.json",
    "/sign-in/outside.html",
)
WRONG = "The name or the password is wrong."


@pytest.fixture
def stranger(house: House) -> Stranger:
    """A browser that never was here."""
    return Stranger(house.address)


def logged(house: House) -> list[tuple[str, str, str]]:
    """What the log of sign-ins says: what, who, and what about."""
    return [
        (line.what, line.person, line.about) for line in read_lines(house.workspace)
    ]


def version_of(house: House) -> str:
    """The version of the pages' files that is served."""
    return static_version(vega_library(house.workspace.folder / CACHE))


@pytest.mark.parametrize("path", BEHIND_THE_DOOR)
def test_a_stranger_is_shown_the_sign_in_page_and_nothing_else(
    house: House, stranger: Stranger, path: str
) -> None:
    answer = stranger.get(path.format(version=version_of(house)))
    assert "<h1>Sign in</h1>" in answer.text
    assert "£" not in answer.text


@pytest.mark.parametrize("path", ["/api/kernels/{id}", "/voila/api/shutdown/{id}"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_stranger_has_no_say_over_kernels(
    house: House, path: str, method: str
) -> None:
    kernel = "00000000-0000-0000-0000-000000000000"
    answer = ask(house.address + path.format(id=kernel), method)
    assert answer.status in {403, 405}
    assert any(f"{method} /" in about for _, _, about in logged(house))


def test_a_health_answer_says_that_it_is_up_and_no_more(stranger: Stranger) -> None:
    assert stranger.get("/health").text == '{"ok": true}'


def test_the_sign_in_page_needs_no_script_and_is_never_kept(stranger: Stranger) -> None:
    answer = stranger.get("/sign-in")
    assert "script" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; s")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert ".door form" in stranger.get("/sign-in/fundtrack.css").text


def test_after_signing_in_one_lands_on_the_page_first_asked_for(
    house: House, stranger: Stranger
) -> None:
    answer = stranger.sign_in(
        "finance.officer", PASSWORD, "/overview?fund=SSF5&a=b%26c"
    )
    assert answer.url == f"{house.address}/overview?fund=SSF5&a=b%26c"
    assert "Signed in as finance.officer" in answer.text
    assert ("signed in", "finance.officer", "") in logged(house)


def test_wrong_passwords_and_unknown_names_get_the_same_answer(
    house: House, stranger: Stranger
) -> None:
    wrong = stranger.sign_in("finance.officer", "wrong horse battery")
    unknown = Stranger(house.address).sign_in("somebody.else", PASSWORD)
    assert (wrong.status, unknown.status) == (403, 403)
    assert WRONG in wrong.text
    assert "Not accepted: Sign in" in wrong.text
    assert 'role="alert" id="wrong"' in wrong.text
    assert _without_names(wrong) == _without_names(unknown)
    about = "wrong name or password"
    assert ("refused", "finance.officer", about) in logged(house)
    assert ("refused", "", about) in logged(house)
    assert "somebody.else" not in str(logged(house))


def test_further_wrong_passwords_are_turned_away_for_a_while(house: House) -> None:
    answers = [_from_elsewhere(house, "wrong horse battery") for _ in range(4)]
    assert [status for status, _, _ in answers] == [403, 403, 403, 429]
    assert answers[-1][1] == "1"
    assert "Wait 1 second, then try again." in answers[-1][2]
    assert ("slowed", "cfo", "") in logged(house)


def test_a_token_that_somebody_planted_is_not_kept(
    house: House, stranger: Stranger
) -> None:
    planted = signed_in(house.workspace, house.address, "cfo")
    form = stranger.get("/sign-in")
    sent = {"person": "finance.officer", "password": PASSWORD, "_xsrf": stranger.secret}
    assert form.status == 200
    cookies = (
        f"{planted.cookie}={planted.token}; {planted.cookie}-form={stranger.secret}"
    )
    status, cookie, _ = _post(house, urlencode(sent), Cookie=cookies)
    assert status == 303
    assert planted.token not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "<h1>Sign in</h1>" in planted.ask("/overview").text


def test_a_form_without_its_secret_is_refused(house: House, stranger: Stranger) -> None:
    stranger.get("/sign-in")
    answer = stranger.post(
        "/sign-in", person="finance.officer", password=PASSWORD, _xsrf="guessed"
    )
    assert answer.status == 403
    assert stranger.cookie() == ""
    assert ("refused", "", "403 POST /sign-in") in logged(house)


def test_a_one_time_password_must_be_changed_at_once(
    house: House, stranger: Stranger
) -> None:
    admin = Session(house.workspace, "admin", system_clock)
    once = set_one_time(admin, ["cfo"])[0].password
    asked = stranger.sign_in("cfo", once)
    assert "The password you were given is good once" in asked.text
    assert stranger.cookie() == ""
    form = {"person": "cfo", "current": once, "next": "/spend"}
    unlike = stranger.post("/password", **form, new=PASSWORD, again="another")
    assert "The two new passwords are not alike." in unlike.text
    short = stranger.post("/password", **form, new="short", again="short")
    assert "A password needs at least 10 characters." in short.text
    done = stranger.post("/password", **form, new=PASSWORD, again=PASSWORD)
    assert done.url == f"{house.address}/spend"
    assert ("changed the password", "cfo", "") in logged(house)


def test_a_password_is_not_changed_without_the_one_before(stranger: Stranger) -> None:
    assert "Choose a password of your own" in stranger.get("/password").text
    form = {"person": "finance.officer", "current": "x", "new": "y", "again": "y"}
    answer = stranger.post("/password", **form)
    assert answer.status == 403
    assert WRONG in answer.text


def test_signing_out_ends_the_sign_in_and_its_pages(
    house: House, stranger: Stranger
) -> None:
    stranger.sign_in("finance.officer", PASSWORD, "/overview")
    token = stranger.cookie()
    kernel = stranger.get("/overview").text.partition('"kernelId": "')[2][:36]
    assert stranger.get(f"/api/kernels/{kernel}").status == 200
    assert "You are signed out." in stranger.post("/sign-out").text
    assert stranger.cookie() == ""
    assert not (house.workspace.sign_ins / "spool" / kernel).exists()
    held = f"fundtrack-{house.address.rpartition(':')[2]}={token}"
    assert "<h1>Sign in</h1>" in ask(f"{house.address}/overview", Cookie=held).text
    assert ("signed out", "finance.officer", "") in logged(house)


def test_a_leaver_is_out_at_once(house: House, stranger: Stranger) -> None:
    stranger.sign_in("leaver", PASSWORD)
    assert "snapshot" in stranger.get("/snapshot").text
    remove_leaver(Session(house.workspace, "admin", system_clock), "leaver")
    assert "<h1>Sign in</h1>" in stranger.get("/snapshot").text
    assert WRONG in stranger.sign_in("leaver", PASSWORD).text


@pytest.mark.parametrize(
    "asked",
    [
        "//elsewhere.example/overview",
        "https://elsewhere.example/overview",
        "/\\elsewhere.example",
        "overview",
        "/sign-out",
        "/api/kernels",
        "javascript:alert(1)",
        "",
    ],
)
def test_signing_in_leads_to_our_own_pages_alone(asked: str) -> None:
    assert where_to(asked) == "/overview"


def test_signing_in_leads_back_to_a_file_or_view() -> None:
    assert where_to("/spend?area=blackpool#x") == "/spend?area=blackpool"
    assert where_to("/files/return/R-1/a.csv") == "/files/return/R-1/a.csv"


def _without_names(answer: Answer) -> str:
    text = answer.text.replace("finance.officer", "").replace("somebody.else", "")
    return text.replace(text.partition('name="_xsrf" value="')[2][:60], "")


def _from_elsewhere(house: House, password: str) -> tuple[int, str, str]:
    sent = urlencode({"person": "cfo", "password": password, "_xsrf": "a" * 32})
    port = house.address.rpartition(":")[2]
    cookie = f"fundtrack-{port}-form={'a' * 32}"
    return _post(house, sent, source="127.0.0.9", answers="Retry-After", Cookie=cookie)


def _post(
    house: House,
    sent: str,
    source: str = "127.0.0.1",
    answers: str = "Set-Cookie",
    **headers: str,
) -> tuple[int, str, str]:
    """Send the sign-in form by hand: status, one header of the answer, its text."""
    host = house.address.removeprefix("http://")
    to = http.client.HTTPConnection(host, source_address=(source, 0))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    to.request("POST", "/sign-in", sent, {**kind, **headers})
    answer = to.getresponse()
    headers_said = ", ".join(answer.headers.get_all(answers) or [])
    text = answer.read().decode()
    to.close()
    return answer.status, headers_said, text
