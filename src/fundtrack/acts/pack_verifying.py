"""Whether every pack that was released still is as it was released."""

from collections.abc import Iterator
from pathlib import Path

from fundtrack.domain.packs import Release
from fundtrack.errors import BooksUnreadable
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.packs import releases
from fundtrack.metrics.position import Reader
from fundtrack.returns.frozen import changed_files
from fundtrack.returns.frozen import read_manifest

PACKS = "packs"
COPY_BACK = "keep the folder aside and copy it back from the last backup"
NEVER_RELEASED = "move the folder away: nobody may take it for a pack of this office"


def pack_findings(kept: Path, books: Reader) -> list[Finding]:
    """Compare each released file with its hash in the books; look for strange packs.

    Args:
        kept: the folder of packs.
    """
    held = releases(books)
    known = {release.name for release in held}
    strange = sorted(
        path.name for path in kept.glob("*-v[0-9]*") if path.name not in known
    )
    return [
        *(finding for release in held for finding in _changed(kept, release)),
        *(
            _finding(name, "the books released no such pack", NEVER_RELEASED)
            for name in strange
        ),
    ]


def _changed(kept: Path, release: Release) -> Iterator[Finding]:
    folder = kept / release.name
    for each in changed_files(folder, {"files": release.files}):
        place = f"{release.name}/{each.place}"
        yield _finding(place, "it was changed or is missing", COPY_BACK)
    try:
        named = read_manifest(folder).get("files")
    except BooksUnreadable:
        named = None
    if named != release.files:
        said = "its manifest does not name the files that were released"
        yield _finding(release.name, said, COPY_BACK)


def _finding(place: str, message: str, fix: str) -> Finding:
    return Finding(PACKS, Severity.BLOCK, message, fix, file=f"packs/{place}")
