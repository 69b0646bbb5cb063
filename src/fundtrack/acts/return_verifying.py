"""Make a frozen return again and compare, byte by byte or cell by cell."""

from dataclasses import replace
from pathlib import Path

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import shown
from fundtrack.acts.session import Session
from fundtrack.domain.returns import VERBS
from fundtrack.errors import FiguresRefused
from fundtrack.errors import OutOfOrder
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.frozen import changed_files
from fundtrack.returns.frozen import read_manifest
from fundtrack.returns.making import make_papers
from fundtrack.returns.reproduce import differences
from fundtrack.returns.reproduce import how_compared
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books


def verify(session: Session, return_id: str) -> ReturnStep:
    """Make a frozen return again from its manifest and snapshot, and compare.

    Raises:
        OutOfOrder: when it is not frozen yet.
    """
    folder = session.workspace.returns / return_id
    with session.reading() as books:
        filed = read_filed(books, return_id)
        if not filed.sha256:
            following = [VERBS[state] for state in filed.life.can_become[:1]]
            raise OutOfOrder(return_id, filed.life.state, "verified", following)
        done = shown(make_papers(books, order_for(session, filed)), filed.sha256)
    facts = read_manifest(folder)
    with open_books(session.workspace, SnapshotInfo(**facts["snapshot"])) as frozen:
        found = [
            _not_reproduced(each.place, each.frozen, each.again)
            for each in differences(folder, facts, frozen)
        ]
    if facts["files"].get(f"{return_id}.xlsx") != filed.sha256:
        found.append(_not_reproduced("manifest.json", "another workbook", "certified"))
    note = how_compared(facts)
    return replace(done, findings=tuple(found), folder=str(folder), note=note)


def require_whole(folder: Path, filed: Filed) -> None:
    """Refuse to go on with files that are not those that were certified.

    Raises:
        FiguresRefused: naming the files.
    """
    facts = read_manifest(folder)
    found = [
        _not_reproduced(each.place, each.frozen, each.again)
        for each in changed_files(folder, facts)
    ]
    if facts["files"].get(f"{filed.return_id}.xlsx") != filed.sha256:
        found.append(_not_reproduced("manifest.json", "another workbook", "certified"))
    if found:
        raise FiguresRefused(found)


def _not_reproduced(place: str, frozen: str, again: str) -> Finding:
    return Finding(
        rule="return-reproduced",
        severity=Severity.BLOCK,
        message=f"what is frozen ({frozen}) is not what the books make ({again})",
        fix="keep the folder aside and restore it from the last backup",
        file=place,
    )
