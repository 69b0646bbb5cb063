"""The report of a run opens in the browser and runs nothing; its files are kept."""

from collections.abc import Iterator

import pytest

from fundtrack.store.sign_in_log import read_lines
from tests.pages.made_runs import AREA_RUN
from tests.pages.made_runs import keep_area
from tests.serving.servers import House
from tests.serving.servers import Inside


@pytest.fixture(scope="module")
def run(house: House) -> Iterator[str]:
    """The address of a run's files; the run itself goes again."""
    keep_area(house.workspace)
    yield f"/files/run/{AREA_RUN}"
    folder = house.workspace.runs / AREA_RUN
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def test_a_report_is_shown_without_scripts(inside: Inside, run: str) -> None:
    answer = inside.ask(f"{run}/report.html")
    assert answer.text == "<p>The report."
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Content-Disposition"] is None
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox")


def test_a_report_and_every_file_can_be_kept(
    house: House, inside: Inside, run: str
) -> None:
    kept = inside.ask(f"{run}/report.html?keep=yes").headers["Content-Disposition"]
    assert kept.startswith("attachment; filename*=")
    assert kept.endswith(f"{AREA_RUN}-report.html")
    assert inside.ask(f"{run}/panel.csv").text.startswith("ward,standing,month")
    took = [it for it in read_lines(house.workspace) if it.what == "took a file"]
    assert took[-1].about == f"{run}/panel.csv"


@pytest.mark.parametrize(
    "path",
    [
        f"{AREA_RUN}/secret.txt",
        f"{AREA_RUN}/..%2f..%2ffundtrack.toml",
        f"{'0' * 16}/report.html",
        "../fundtrack.toml",
        f"{AREA_RUN}/areas.csv",
    ],
)
def test_nothing_else_is_given_away(inside: Inside, run: str, path: str) -> None:
    assert run
    assert inside.ask(f"/files/run/{path}").status == 404
