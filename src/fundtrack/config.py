"""Where and how a workspace runs: its folders, its settings, its clock."""

import os
import tomllib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any

from fundtrack.errors import FileRefused
from fundtrack.errors import NoWorkspace
from fundtrack.findings import Finding
from fundtrack.findings import Severity

Clock = Callable[[], datetime]
"""Gives the moment as naive UTC with microseconds."""

SETTINGS_FILE = "fundtrack.toml"
WORKSPACE_VARIABLE = "FUNDTRACK_WORKSPACE"
QUERY_VARIABLE = "QUERY_STRING"
PAGE_VARIABLE = "FUNDTRACK_PAGE_TOKEN"


@dataclass(frozen=True, slots=True)
class Settings:
    """What fundtrack.toml says: no people, no money rules.

    `example` marks an office that is made up; `story_ends_on` is then the day on
    which its story stops, shown wherever another office shows today.
    """

    office: str
    force: str
    port: int
    backup_folder: str
    example: bool
    story_ends_on: date | None

    def today(self, clock: Clock) -> date:
        """The day that counts as today: an example's story has stopped on one."""
        return self.story_ends_on or clock().date()


@dataclass(frozen=True, slots=True)
class Proxy:
    """A reverse proxy that ends TLS in front of the pages, as fundtrack.toml says.

    `person_header` is the header in which it names the computer account of whoever it
    signed in; it counts only beside the secret that `secret_file` holds.
    """

    addresses: tuple[str, ...]
    person_header: str = ""
    secret_file: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """How the pages are served, as fundtrack.toml says.

    `names` are those by which other computers reach this one; a sign-in ends after
    `idle_minutes` without a step, and `longest_hours` after it began. A file that is
    sent to a page may have `largest_upload_megabytes`. No page is started beyond
    `most_pages`, or `most_pages_each` of one person, or when it would leave this
    computer less than `spare_megabytes` of memory.
    """

    names: tuple[str, ...] = ()
    idle_minutes: int = 30
    longest_hours: int = 12
    proxy: Proxy | None = None
    largest_upload_megabytes: int = 200
    most_pages: int = 200
    most_pages_each: int = 100
    spare_megabytes: int = 500


COUNTED = (
    "idle_minutes",
    "longest_hours",
    "largest_upload_megabytes",
    "most_pages",
    "most_pages_each",
    "spare_megabytes",
)
"""The settings of serving that are whole numbers, 1 or more."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one office; each part has one writer (contract)."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        """Where and how this workspace runs."""
        return self.folder / SETTINGS_FILE

    @property
    def ledger(self) -> Path:
        """The books."""
        return self.folder / "ledger.duckdb"

    @property
    def lake(self) -> Path:
        """Crime rows as Parquet by force and month."""
        return self.folder / "lake"

    @property
    def published(self) -> Path:
        """Read-only snapshots and the pointer to the current one."""
        return self.folder / "published"

    @property
    def evidence(self) -> Path:
        """Every source file ever taken in, by sha256."""
        return self.folder / "evidence"

    @property
    def runs(self) -> Path:
        """Executed notebooks and their results."""
        return self.folder / "runs"

    @property
    def returns(self) -> Path:
        """Frozen returns."""
        return self.folder / "returns"

    @property
    def packs(self) -> Path:
        """Packs of a month: the draft that waits, and what was released."""
        return self.folder / "packs"

    @property
    def log(self) -> Path:
        """Tracebacks of our own bugs."""
        return self.folder / "fundtrack.log"

    @property
    def sign_ins(self) -> Path:
        """Who is signed in to the pages now; for the server and its pages alone."""
        return self.folder / ".sign-ins"

    @property
    def sign_in_log(self) -> Path:
        """Sign-ins, sign-outs and refusals, one line each."""
        return self.folder / "sign-ins.log"

    def settings(self) -> Settings:
        """Read fundtrack.toml.

        Raises:
            NoWorkspace: when the folder has none.
            FileRefused: when it is not TOML or lacks the office's name.
        """
        with self._reading() as written:
            office = _section(written, "office")
            example = _section(written, "example")
            ends = example.get("story_ends_on")
            return Settings(
                office=str(office["name"]),
                force=str(office["force"]),
                port=int(_section(written, "serve").get("port", 8866)),
                backup_folder=str(_section(written, "backup").get("folder", "backups")),
                example=bool(example.get("is_example", False)),
                story_ends_on=date.fromisoformat(str(ends)) if ends else None,
            )

    def serving(self) -> Serving:
        """Read what fundtrack.toml says of serving the pages.

        Raises:
            NoWorkspace: when the folder has no such file.
            FileRefused: when it cannot be understood.
        """
        with self._reading() as written:
            serve = _section(written, "serve")
            usual = Serving()
            proxy = _section(written, "proxy")
            counted = {
                name: _counted(serve, name, getattr(usual, name)) for name in COUNTED
            }
            return Serving(
                names=_names(serve, "names"),
                proxy=_proxy(proxy) if proxy else None,
                **counted,
            )

    @contextmanager
    def _reading(self) -> Iterator[dict[str, Any]]:
        if not self.settings_file.is_file():
            raise NoWorkspace(self.folder)
        try:
            yield tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise FileRefused([_unreadable(self.settings_file, error)]) from error


def workspace_folder(named: str | None) -> Path:
    """Choose the folder named, else $FUNDTRACK_WORKSPACE, else ./workspace."""
    return Path(named or os.environ.get(WORKSPACE_VARIABLE) or "workspace")


def page_query() -> str:
    """Give what the address of the page asked for, as the server tells its kernel."""
    return os.environ.get(QUERY_VARIABLE, "")


def page_token() -> str:
    """Give the token by which the server knows this page, and keep it from others.

    Whatever the page starts does not inherit it.
    """
    return os.environ.pop(PAGE_VARIABLE, "")


def system_clock() -> datetime:
    """Give the moment now, as naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def environment_with(more: Mapping[str, str]) -> dict[str, str]:
    """Give this process's environment with something added or replaced."""
    return {**os.environ, **more}


def replace_environment(wanted: Mapping[str, str]) -> None:
    """Make this process's environment exactly the one wanted."""
    os.environ.clear()
    os.environ.update(wanted)


def _section(written: dict[str, Any], name: str) -> dict[str, Any]:
    section = written.get(name, {})
    if not isinstance(section, dict):
        raise TypeError(f"[{name}] is not a section")
    return section


def _names(section: dict[str, Any], name: str) -> tuple[str, ...]:
    listed = section.get(name, [])
    if not isinstance(listed, list):
        raise TypeError(f"{name} is not a list")
    return tuple(str(each) for each in listed)


def _counted(section: dict[str, Any], name: str, usual: int) -> int:
    counted = int(section.get(name, usual))
    if counted < 1:
        raise ValueError(f"{name} must be 1 or more")
    return counted


def _proxy(section: dict[str, Any]) -> Proxy:
    header = str(section.get("person_header", ""))
    secret = str(section.get("secret_file", ""))
    if header and not secret:
        raise KeyError("secret_file")
    addresses = _names(section, "addresses")
    if not addresses:
        raise KeyError("addresses")
    return Proxy(addresses, header, secret)


def _unreadable(path: Path, error: Exception) -> Finding:
    said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    return Finding(
        rule="settings-unreadable",
        severity=Severity.BLOCK,
        message=f"the settings cannot be read ({said})",
        fix="correct the file, or make a fresh one with init in an empty folder",
        file=str(path),
    )
