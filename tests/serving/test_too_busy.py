"""A server that is full says so, and has room again when a page closes."""

import json
import re
from datetime import UTC
from datetime import datetime
from pathlib import Path

from fundtrack.config import Workspace
from tests.pages.offices import office
from tests.serving.servers import Answer
from tests.serving.servers import served
from tests.serving.servers import signed_in

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
SETTINGS = re.compile(r'id="jupyter-config-data" type="application/json">(.*?)<')


def kernel_of(page: Answer) -> str:
    """The id of the kernel behind a page."""
    found = SETTINGS.search(page.text)
    assert found
    return str(json.loads(found[1])["kernelId"])


def test_one_page_too_many_is_refused_in_words_until_another_closes(
    tmp_path: Path,
) -> None:
    workspace = office(Workspace(tmp_path), lambda: NOON)
    with workspace.settings_file.open("a", encoding="utf-8") as settings:
        settings.write("\n[serve]\nmost_pages_each = 1\n")
    with served(workspace) as url:
        inside = signed_in(workspace, url)
        first = inside.ask("/overview?fund=SSF5")
        full = inside.ask("/spend?fund=SSF5&area=blackpool")
        ended = inside.ask(f"/voila/api/shutdown/{kernel_of(first)}", "POST")
        again = inside.ask("/spend?fund=SSF5&area=blackpool")
    assert (first.status, full.status, again.status) == (200, 503, 200)
    assert ended.status in {200, 204}
    assert full.headers["Retry-After"] == "30"
    assert "There is no room for one more page just now." in full.text
    assert "You have 1 page open, as many as one person may have here." in full.text
    assert 'action="/spend"' in full.text
    assert 'name="area" value="blackpool"' in full.text
    log = workspace.sign_in_log.read_text(encoding="utf-8")
    assert "503 GET /spend You have 1 page open" in log
