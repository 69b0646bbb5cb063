"""Where a workspace is, and what its settings say."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.config import Proxy
from fundtrack.config import Serving
from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.config import page_query
from fundtrack.config import system_clock
from fundtrack.config import workspace_folder
from fundtrack.errors import FileRefused
from fundtrack.errors import NoWorkspace


def settings_of(folder: Path, written: str) -> Settings:
    """Read settings as a user wrote them."""
    workspace = Workspace(folder)
    workspace.settings_file.write_text(written, encoding="utf-8")
    return workspace.settings()


def test_settings_that_only_name_the_office_take_the_rest_as_usual(
    tmp_path: Path,
) -> None:
    assert settings_of(
        tmp_path, '[office]\nname = "Lancashire"\nforce = "lancashire"\n'
    ) == Settings("Lancashire", "lancashire", 8866, "backups", False, None)


def test_settings_say_that_an_office_is_an_example(tmp_path: Path) -> None:
    written = """
        office = {name = "Lancashire", force = "lancashire"}
        serve = {port = 9000}
        backup = {folder = "/mnt/backups"}
        example = {is_example = true, story_ends_on = 2024-09-30}
    """
    assert settings_of(tmp_path, written) == Settings(
        "Lancashire", "lancashire", 9000, "/mnt/backups", True, date(2024, 9, 30)
    )


OFFICE = '[office]\nname = "L"\nforce = "l"\n'


def test_settings_that_say_nothing_of_serving_take_the_usual(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.settings_file.write_text(OFFICE, encoding="utf-8")
    assert workspace.serving() == Serving((), 30, 12, None)


def test_settings_say_how_the_pages_are_served(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    said = """
        [serve]
        names = ["money.example"]
        idle_minutes = 10
        longest_hours = 8
        largest_upload_megabytes = 64
        most_pages = 90
        most_pages_each = 9
        spare_megabytes = 800
        [proxy]
        addresses = ["10.0.0.5"]
        person_header = "X-Remote-User"
        secret_file = "proxy.secret"
    """
    workspace.settings_file.write_text(OFFICE + said, encoding="utf-8")
    proxy = Proxy(("10.0.0.5",), "X-Remote-User", "proxy.secret")
    assert workspace.serving() == Serving(
        ("money.example",), 10, 8, proxy, 64, 90, 9, 800
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[serve]\nnames = "money.example"', "names is not a list"),
        ("[serve]\nidle_minutes = 0", "idle_minutes must be 1 or more"),
        ('[proxy]\nperson_header = "X-Remote-User"', "'secret_file' is missing"),
        ("[proxy]\naddresses = []", "'addresses' is missing"),
        ("serve = 5", "serve"),
    ],
)
def test_what_settings_say_wrongly_of_serving_is_named(
    tmp_path: Path, written: str, said: str
) -> None:
    workspace = Workspace(tmp_path)
    text = f"{OFFICE}{written}\n" if written.startswith("[") else f"{written}\n{OFFICE}"
    workspace.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused, match=said):
        workspace.serving()


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="is not a fundtrack workspace"):
        Workspace(tmp_path).settings()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("office = ", "Invalid value"),
        ('[office]\nname = "Lancashire"\n', "'force' is missing"),
        ('office = "Lancashire"', r"\[office\] is not a section"),
        (
            '[office]\nname = "L"\nforce = "l"\n[example]\nstory_ends_on = "May"\n',
            "May",
        ),
        ('serve = 5\n[office]\nname = "L"\nforce = "l"\n', "serve"),
        (
            'serve = {port = "x"}\n[office]\nname = "L"\nforce = "l"\n',
            "invalid literal",
        ),
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_the_file(
    tmp_path: Path, written: str, said: str
) -> None:
    with pytest.raises(FileRefused, match=f"cannot be read .*{said}") as refused:
        settings_of(tmp_path, written)
    assert refused.value.findings[0].file == str(tmp_path / "fundtrack.toml")


def test_settings_that_are_not_text_are_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.settings_file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileRefused):
        workspace.settings()


def test_each_part_of_a_workspace_has_its_place() -> None:
    workspace = Workspace(Path("office"))
    assert [
        path.relative_to("office").as_posix()
        for path in (
            workspace.settings_file,
            workspace.ledger,
            workspace.lake,
            workspace.published,
            workspace.evidence,
            workspace.runs,
            workspace.returns,
            workspace.log,
        )
    ] == [
        "fundtrack.toml",
        "ledger.duckdb",
        "lake",
        "published",
        "evidence",
        "runs",
        "returns",
        "fundtrack.log",
    ]


def test_the_workspace_named_comes_before_the_environment_and_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FUNDTRACK_WORKSPACE", "from-environment")
    assert workspace_folder("named") == Path("named")
    assert workspace_folder(None) == Path("from-environment")
    monkeypatch.delenv("FUNDTRACK_WORKSPACE")
    assert workspace_folder(None) == Path("workspace")


def test_a_page_is_told_what_its_address_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUERY_STRING", "fund=SSF5&year=2023-24")
    assert page_query() == "fund=SSF5&year=2023-24"
    monkeypatch.delenv("QUERY_STRING")
    assert page_query() == ""


def test_the_clock_gives_utc_without_a_zone() -> None:
    assert system_clock().tzinfo is None
