"""Make a workspace: settings, folders, blank registers, books, the first admin."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.people import Role
from fundtrack.errors import NoRoom
from fundtrack.errors import NoSnapshot
from fundtrack.errors import WorkspaceExists
from fundtrack.metrics.entries import read_entries
from fundtrack.metrics.position import Reader
from fundtrack.sources.register_workbook import write_blank_registers
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import publish

BLANK_REGISTERS = "registers.xlsx"
EXAMPLE_ADMIN = "admin"
MADE_OFFICE = "made this workspace"
MADE_EXAMPLE = "made this example"
EXAMPLE_OFFICE = ("Lancashire commissioner (EXAMPLE, not a return)", "lancashire")

SETTINGS = """\
# Where and how this workspace runs. No people and no money rules stand here: they are
# entries in the books (see registers.xlsx and docs/registers.md).

[office]
# The office's name, as pages and returns show it.
name = "{name}"
# The police force, as its files on police.uk are named: lancashire, west-midlands ...
force = "{force}"

[serve]
# The port of the dashboards on this computer.
port = 8866
# A sign-in ends after so many minutes without a step, and so many hours after it began.
idle_minutes = 30
longest_hours = 12
# A file that somebody sends to a page may have so many megabytes.
largest_upload_megabytes = 200
# So many pages may be open at once, of everybody and of one person. Each is a process:
# none is started that would leave this computer less than so many megabytes of memory.
most_pages = 200
most_pages_each = 100
spare_megabytes = 500
# The names by which other computers call this one; docs/administrators.md says more.
names = []

[backup]
# Where backups go; a path from here, or a whole one on another disk.
folder = "backups"
"""

EXAMPLE_SETTINGS = """
[example]
# An office that is made up in part: every page and workbook says so.
is_example = true
# The day on which its story stops, shown wherever another office shows today.
story_ends_on = "{ends_on}"
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A workspace that was made, with the contract's key."""

    workspace: str


def init_workspace(
    workspace: Workspace,
    clock: Clock,
    account: str,
    example_ends_on: date | None = None,
) -> Made:
    """Make a workspace in a folder that is empty or not there yet.

    It is built aside and moved in at the end, its settings last: a folder without
    settings is no workspace.

    Args:
        account: the computer account of whoever makes it, the first administrator.
        example_ends_on: for the example office, the day its story stops.

    Raises:
        WorkspaceExists: when the folder holds anything.
        NoRoom: when it cannot be written.
    """
    folder = workspace.folder
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise WorkspaceExists(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as aside:
            built = Workspace(Path(aside))
            _build(built, clock, account, example_ends_on)
            move_in(built, workspace)
    except OSError as error:
        raise NoRoom(folder, error.strerror or str(error)) from error
    return Made(str(folder))


def is_made_as_office(session: Session) -> bool:
    """Whether the books say that they are a real office's, whatever its settings say.

    An edit of the settings gives nobody a power: an office is no example afterwards.
    """
    try:
        with session.reading() as books:
            return _begun_as_office(books)
    except NoSnapshot:
        if not session.workspace.ledger.exists():
            return False
    with open_ledger(session.workspace, session.clock, session.wait_seconds) as ledger:
        return _begun_as_office(ledger)


def _begun_as_office(books: Reader) -> bool:
    first = read_entries(books, [1])
    said = first[0].event if first else None
    return (
        said is not None
        and said.reason == MADE_OFFICE
        and said.payload["person"] == said.payload["account"]
    )


def _build(
    built: Workspace, clock: Clock, account: str, example_ends_on: date | None
) -> None:
    for part in (built.lake, built.evidence, built.runs, built.returns):
        part.mkdir()
    built.settings_file.write_text(_settings(example_ends_on), encoding="utf-8")
    write_blank_registers(built.folder / BLANK_REGISTERS)
    person = EXAMPLE_ADMIN if example_ends_on else account
    day = clock().date()
    name = {"person": person, "name": person, "account": account, "left_on": ""}
    role: Payload = {"person": person, "role": str(Role.ADMIN), "held": True}
    reason = MADE_EXAMPLE if example_ends_on else MADE_OFFICE
    events = [
        NewEvent("person", day, reason, name),
        NewEvent("role", day, reason, role),
    ]
    with open_ledger(built, clock) as ledger:
        ledger.append(events, person)
    publish(built, clock)


def _settings(example_ends_on: date | None) -> str:
    if example_ends_on is None:
        return SETTINGS.format(name="Name of your office", force="your-force")
    office, force = EXAMPLE_OFFICE
    settings = SETTINGS.format(name=office, force=force)
    return settings + EXAMPLE_SETTINGS.format(ends_on=example_ends_on.isoformat())


def move_in(built: Workspace, workspace: Workspace) -> None:
    """Move every part to its place, taking all back when one cannot be moved."""
    found = [part for part in built.folder.iterdir() if part != built.settings_file]
    parts = [*found, built.settings_file]
    for at, part in enumerate(parts):
        try:
            part.rename(workspace.folder / part.name)
        except OSError:
            for moved in parts[:at]:
                (workspace.folder / moved.name).rename(moved)
            raise
