"""The server answers with the pages and their files, and with nothing else."""

import signal
import socket
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest

from fundtrack.config import Workspace
from tests.pages.offices import office
from tests.serving.servers import Answer
from tests.serving.servers import Inside
from tests.serving.servers import served
from tests.serving.servers import signed_in

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
NOT_THERE = (
    "/voila/static/voila.js",
    "/voila/labextensions/anywidget/package.json",
    "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
    "/static/another-version/living.mjs",
    "/tree",
    "/voila/tree",
    "/voila/render/overview.ipynb",
    "/voila/files/overview.ipynb",
    "/voila/api/contents",
    "/api/contents",
    "/api/kernels",
    "/api/terminals",
    "/files/overview.ipynb",
    "/overview.ipynb",
    "/outcomes.ipynb",
)


@pytest.fixture(scope="module")
def page(inside: Inside) -> Answer:
    """Overview as the server sends it."""
    return inside.ask("/overview?fund=SSF5")


def static_of(page: Answer) -> str:
    """The folder from which a page takes its files."""
    return page.text.partition('data-static="')[2].partition('"')[0]


def test_a_page_holds_the_sentence_and_the_figures_in_its_html(page: Answer) -> None:
    assert page.status == 200
    assert "£32,000 of the £409,800 for 2023-24 will lapse on 31 March" in page.text
    assert "<dd>£266,301</dd>" in page.text
    assert "<title>Overview · EXAMPLE, not a return · fundtrack</title>" in page.text


def test_every_page_of_the_bar_is_a_link(page: Answer) -> None:
    assert '<a href="/overview" aria-current="page">Overview</a>' in page.text
    for name, title in (("spend", "Spend"), ("data-health", "Data health")):
        assert f'<a href="/{name}">{title}</a>' in page.text
    assert "Not built yet" not in page.text


def test_the_notebook_s_source_is_not_sent(page: Answer) -> None:
    assert "open_session" not in page.text


def test_a_page_names_no_other_host(page: Answer) -> None:
    without_names = page.text.replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in without_names
    assert "https://" not in without_names


@pytest.mark.parametrize("path", ["/overview", "/snapshot", "/none"])
def test_every_answer_allows_this_server_alone(inside: Inside, path: str) -> None:
    headers = inside.ask(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "connect-src 'self'" in policy
    scripts = policy.partition("script-src")[2].partition(";")[0]
    assert "'unsafe-inline'" not in scripts
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_named_is_the_first_page(inside: Inside) -> None:
    answer = inside.ask("/?fund=SSF5")
    assert "<title>Overview · " in answer.text
    assert "<title>Overview · " in inside.ask("").text


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_stock_voila_serves_beside_pages_is_not_there(
    inside: Inside, path: str
) -> None:
    answer = inside.ask(path)
    assert answer.status == 404
    assert "There is no page at this address." in answer.text
    assert '<a href="/returns">Returns</a>' in answer.text


def test_a_file_of_the_pages_is_kept_for_good_under_its_version(
    inside: Inside, page: Answer
) -> None:
    answer = inside.ask(f"{static_of(page)}living.mjs")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_files_beside_the_static_ones_are_out_of_reach(
    inside: Inside, page: Answer
) -> None:
    status = inside.ask(f"{static_of(page)}../../sign-in.html").status
    assert status in {403, 404}


def test_another_template_cannot_be_asked_for(inside: Inside) -> None:
    assert 'class="ft"' in inside.ask("/overview?template=classic").text


def test_a_name_that_is_not_ours_is_not_answered(inside: Inside) -> None:
    answer = inside.ask("/overview", Host="rebound.example")
    assert answer.status == 403
    assert "This page could not be shown." in answer.text


def test_an_answer_travels_compressed(inside: Inside, page: Answer) -> None:
    port = int(inside.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as to:
        file = f"{static_of(page)}fundtrack.css"
        head = f"GET {file} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        cookie = f"Cookie: {inside.cookie}={inside.token}\r\n"
        to.sendall(f"{head}{cookie}Accept-Encoding: gzip\r\n\r\n".encode())
        assert b"Content-Encoding: gzip" in to.recv(2000)


def test_an_open_page_can_ask_which_snapshot_is_current(
    inside: Inside, page: Answer
) -> None:
    said = inside.ask("/snapshot").text
    snapshot = said.partition('": "')[2].rstrip('"}')
    assert f'data-snapshot="{snapshot}"' in page.text


def test_a_kernel_cannot_be_ended_from_another_site(inside: Inside) -> None:
    url = "/voila/api/shutdown/00000000-0000-0000-0000-000000000000"
    assert inside.ask(url, "POST", Sec_Fetch_Site="cross-site").status == 403


def test_a_kernel_cannot_be_deleted_by_its_address(inside: Inside) -> None:
    url = "/api/kernels/00000000-0000-0000-0000-000000000000"
    assert inside.ask(url, "DELETE").status == 403


def test_only_loopback_listens(inside: Inside) -> None:
    port = int(inside.address.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text(encoding="ascii").splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]


def test_it_stops_from_the_keyboard_without_a_trace(tmp_path: Path) -> None:
    workspace = office(Workspace(tmp_path), lambda: NOON)
    with served(workspace, stop=signal.SIGINT) as url:
        signed_in(workspace, url).ask("/snapshot")
    assert "Traceback" not in (tmp_path / "served.txt").read_text(encoding="utf-8")
    assert not workspace.log.exists()


def test_an_office_without_a_snapshot_still_answers(tmp_path: Path) -> None:
    workspace = office(Workspace(tmp_path), lambda: NOON)
    (workspace.published / "current.json").unlink()
    with served(workspace) as url:
        inside = signed_in(workspace, url)
        assert inside.ask("/snapshot").text == '{"snapshot": ""}'
        assert "Nothing has been published yet" in inside.ask("/spend").text
