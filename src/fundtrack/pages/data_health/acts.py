"""What the buttons of Data health do: each calls the act of the same name.

The acts are imported when they are used: a page that is only read stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundtrack.pages.data_health.offers import Incoming
from fundtrack.pages.data_health.offers import choices_for

if TYPE_CHECKING:
    from pathlib import Path

    from fundtrack.acts.backups import Backup
    from fundtrack.acts.incoming import Looked
    from fundtrack.acts.incoming import TakenIn
    from fundtrack.acts.session import Session
    from fundtrack.acts.verification import Verified
    from fundtrack.store.snapshot import SnapshotInfo


def taken_for(path: Path) -> Incoming:
    """Tell what a file that has come most likely is."""
    from fundtrack.acts.incoming_kinds import kind_of

    kind = kind_of(path)
    return Incoming(path, kind, choices_for(path, kind))


def look(session: Session, incoming: Incoming, aside: Path) -> Looked:
    """Say what taking a file in would do."""
    from fundtrack.acts.incoming import look_at

    return look_at(session, incoming.kind, incoming.path, incoming.choices, aside)


def take(session: Session, incoming: Incoming) -> TakenIn:
    """Take a file in."""
    from fundtrack.acts.incoming import take_in

    return take_in(session, incoming.kind, incoming.path, incoming.choices)


def verified(session: Session) -> Verified:
    """Recompute the books and compare every copy of their head."""
    from fundtrack.acts.verification import verify

    return verify(session)


def backed_up(session: Session) -> Backup:
    """Make a backup in the folder that the settings name, under the moment's name."""
    from fundtrack.acts.backups import backup

    workspace = session.workspace
    folder = workspace.folder / workspace.settings().backup_folder
    moment = session.clock()
    return backup(session, folder / f"fundtrack-{moment:%Y-%m-%d-%H%M%S}.zip")


def published(session: Session) -> SnapshotInfo:
    """Make a snapshot of the books and the lake as they are."""
    from fundtrack.acts.publishing import publish_now

    return publish_now(session)
