"""Publish a snapshot when asked to."""

from fundtrack.acts.session import Session
from fundtrack.domain.people import Permission
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import SnapshotInfo


def publish_now(session: Session) -> SnapshotInfo:
    """Make a snapshot of the books and the lake as they are.

    Raises:
        NotAllowed: when the person may not publish.
    """
    with open_ledger(session.workspace, session.clock, session.wait_seconds) as books:
        session.require(books, Permission.PUBLISH)
    return session.publish()
