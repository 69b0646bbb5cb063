"""Files sent to a page: taken or refused in words, kept apart, gone with the page."""

import http.client
import json
import shutil
from collections.abc import Iterator

import pytest

from fundtrack.config import system_clock
from fundtrack.serving.uploads import too_large
from fundtrack.store.sign_in_log import read_lines
from fundtrack.store.sign_ins import key_of
from fundtrack.store.sign_ins import sign_ins_of
from fundtrack.store.uploads import UPLOADS
from fundtrack.store.uploads import upload_of
from tests.serving.senders import Sender
from tests.serving.senders import sender
from tests.serving.servers import House
from tests.serving.servers import Inside
from tests.serving.servers import ask
from tests.serving.servers import signed_in

LIMIT = 200_000_000


@pytest.fixture(scope="module")
def page(inside: Inside) -> Sender:
    return sender(inside)


@pytest.fixture
def small(house: House) -> Iterator[None]:
    """The office takes files of one megabyte at most, for as long as a test runs."""
    written = house.workspace.settings_file.read_text(encoding="utf-8")
    said = f"{written}\n[serve]\nlargest_upload_megabytes = 1\n"
    house.workspace.settings_file.write_text(said, encoding="utf-8")
    yield
    house.workspace.settings_file.write_text(written, encoding="utf-8")


def last_line(house: House, what: str) -> str:
    return [it for it in read_lines(house.workspace) if it.what == what][-1].about


def test_a_file_lies_whole_in_the_spool_of_its_page_alone(
    house: House, page: Sender
) -> None:
    status, text = page.send("March 24 extract.csv", b"a,b\r\n")
    told = json.loads(text)
    assert (status, told["name"]) == (200, "March 24 extract.csv")
    held = upload_of(page.spool(house), told["upload"])
    assert held is not None
    assert held.read_bytes() == b"a,b\r\n"
    assert held.stat().st_mode & 0o777 == 0o600
    assert last_line(house, "sent a file").startswith("March 24 extract.csv")


def test_what_was_sent_is_never_served_back(page: Sender) -> None:
    told = json.loads(page.send("page.html", b"<script>1</script>")[1])
    for path in (
        f"/files/page/{page.page}/page.html",
        f"/files/page/{page.page}/{UPLOADS}%2f{told['upload']}%2fpage.html",
        f"/files/page/{page.page}/{UPLOADS}/{told['upload']}/page.html",
        f"/uploads/{page.page}/{told['upload']}",
    ):
        assert page.inside.ask(path).status == 404
    assert page.inside.ask(f"/uploads/{page.page}").status == 405


@pytest.mark.usefixtures("small")
def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    house: House, page: Sender
) -> None:
    to = http.client.HTTPConnection(page.inside.address.removeprefix("http://"))
    to.putrequest("POST", f"/uploads/{page.page}?name=crime.zip")
    for name, said in page.headers().items():
        to.putheader(name, said)
    to.putheader("Content-Length", str(900 << 30))
    to.endheaders()
    answer = to.getresponse()
    told = json.loads(answer.read())
    to.close()
    assert answer.status == 413
    assert told["refused"] == too_large(900 << 30, 1_000_000)
    assert "413 upload of crime.zip" in last_line(house, "refused")


@pytest.mark.usefixtures("small")
def test_whoever_sends_too_large_a_file_hears_so_in_words(
    house: House, page: Sender
) -> None:
    shutil.rmtree(page.spool(house) / UPLOADS, ignore_errors=True)
    status, text = page.send("crime.zip", b"a" * 4_000_000)
    assert status == 413
    assert json.loads(text)["refused"] == too_large(4_000_000, 1_000_000)
    assert not (page.spool(house) / UPLOADS).exists()


def test_a_file_of_which_nobody_says_how_large_it_is_is_not_read(page: Sender) -> None:
    to = http.client.HTTPConnection(page.inside.address.removeprefix("http://"))
    to.request(
        "POST",
        f"/uploads/{page.page}?name=a.csv",
        iter([b"a", b"b"]),
        page.headers(),
        encode_chunked=True,
    )
    answer = to.getresponse()
    assert (answer.status, b"did not say" in answer.read()) == (411, True)
    to.close()


def test_a_full_disk_is_said_in_words(house: House, page: Sender, small: None) -> None:
    del small
    spool = page.spool(house) / UPLOADS
    shutil.rmtree(spool, ignore_errors=True)
    spool.write_text("no folder can be made here", encoding="utf-8")
    status, text = page.send("a.csv", b"a" * 900_000)
    spool.unlink()
    assert status == 507
    assert json.loads(text)["refused"].startswith("The file was not kept: ")


def test_only_the_last_files_of_a_page_are_kept(house: House, page: Sender) -> None:
    tokens = [json.loads(page.send("a.csv", b"a")[1])["upload"] for _ in range(6)]
    held = [upload_of(page.spool(house), token) is not None for token in tokens]
    assert held == [False, False, True, True, True, True]


def test_a_file_that_comes_no_further_leaves_nothing(
    house: House, page: Sender
) -> None:
    shutil.rmtree(page.spool(house) / UPLOADS, ignore_errors=True)
    to = http.client.HTTPConnection(page.inside.address.removeprefix("http://"))
    to.putrequest("POST", f"/uploads/{page.page}?name=half.csv")
    for name, said in {**page.headers(), "Content-Length": "100"}.items():
        to.putheader(name, said)
    to.endheaders(b"half")
    to.close()
    assert ask(f"{house.address}/health").status == 200
    json.loads(page.send("whole.csv", b"a")[1])
    names = [it.name for it in (page.spool(house) / UPLOADS).glob("*/*")]
    assert names == ["whole.csv"]


def test_what_was_sent_goes_when_its_page_closes(house: House) -> None:
    gone = sender(signed_in(house.workspace, house.address, "cfo"))
    gone.send("a.csv", b"a")
    assert (gone.spool(house) / UPLOADS).is_dir()
    gone.inside.ask(f"/voila/api/shutdown/{gone.page}", "POST")
    assert not gone.spool(house).exists()


def test_a_sign_in_that_ended_sends_nothing(house: House) -> None:
    gone = sender(signed_in(house.workspace, house.address, "cfo"))
    sign_ins_of(house.workspace, system_clock).end(key_of(gone.inside.token))
    assert gone.send("a.csv", b"a")[0] == 403
    assert not list(gone.spool(house).glob(f"{UPLOADS}/*"))
