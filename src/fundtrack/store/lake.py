"""The crime lake: one Parquet file per force, month and kind, and what each is.

`lake/manifest.json` says which files the lake consists of. It is written aside and
replaced in one step after every file it names is whole, so that a reader sees the
lake before an import or after it, never between. Everything can be made again from
`evidence/`.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from functools import partial
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.store.connection import storage_errors
from fundtrack.store.files import ListedFiles
from fundtrack.store.files import written_aside
from fundtrack.store.tables import FOLDER as TABLES
from fundtrack.store.turnstile import turnstile

MANIFEST = "manifest.json"
STAGING = ".staging"

Key = tuple[str, str, str]
"""Kind, force and month: what there can be one file of."""


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """A month of one force as the lake holds it.

    `file` names what it was read from and `content` is the sha256 of those rows;
    `evidence` is the sha256 of the file or zip kept. `repeated_id` counts rows that
    name a crime already named under the same type, `no_location` rows with neither
    coordinates nor LSOA, `outside_force` rows placed in another force's area.
    `vintage` is the census of the LSOA boundaries the file was made with;
    `other_vintage` counts rows whose code only the other census has, `unknown_lsoa`
    rows whose code neither has, `blank_id` rows without an id. These three are None in
    a month that was taken in before they were counted.
    """

    kind: str
    force: str
    month: str
    file: str
    content: str
    evidence: str
    rows: int
    repeated_id: int
    no_location: int
    outside_force: int
    vintage: str
    provenance: str
    is_from_api: bool = False
    blank_id: int | None = None
    other_vintage: int | None = None
    unknown_lsoa: int | None = None

    @property
    def text(self) -> str:
        """The line of the manifest."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({key: at for key, at in told.items() if at is not None})

    @property
    def key(self) -> Key:
        """What there can be one of."""
        return self.kind, self.force, self.month

    @property
    def parquet(self) -> str:
        """Its file below `lake/`, named by content: a revision is a new file."""
        name = f"{self.month}-{self.content[:12]}.parquet"
        return f"{self.kind}/{self.force}/{name}"


@dataclass(frozen=True, slots=True)
class Lake:
    """What the lake holds; `reference` is the sha256 of the reference counts kept."""

    partitions: Mapping[Key, Partition] = field(default_factory=dict)
    reference: str = ""

    @property
    def text(self) -> str:
        """The manifest in its one form."""
        lines = ",\n".join(self.partitions[key].text for key in sorted(self.partitions))
        return f'{{"reference": "{self.reference}", "partitions": [\n{lines}\n]}}\n'

    @property
    def sha256(self) -> str:
        """The hash of the manifest: what the books say of the lake."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def with_partitions(self, taken: Iterable[Partition]) -> "Lake":
        """The lake after these months replaced those it held."""
        new = {partition.key: partition for partition in taken}
        return Lake({**self.partitions, **new}, self.reference)

    def with_reference(self, sha256: str) -> "Lake":
        """The lake with these reference counts behind it."""
        return Lake(self.partitions, sha256)


def read_lake(workspace: Workspace) -> Lake:
    """Read what the lake holds; nothing where there is no lake yet."""
    path = workspace.lake / MANIFEST
    if not path.is_file():
        return Lake()
    written = json.loads(path.read_text(encoding="utf-8"))
    held = [Partition(**partition) for partition in written["partitions"]]
    return Lake({partition.key: partition for partition in held}, written["reference"])


@contextmanager
def staging_folder(workspace: Workspace, wait_seconds: float) -> Iterator[Path]:
    """Hold the lake for one import and lend an empty folder on its disk.

    Raises:
        Busy: when another import did not end within `wait_seconds`.
    """
    with turnstile(workspace.lake, wait_seconds), storage_errors(workspace.lake):
        staging = workspace.lake / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def replaced_lake(
    workspace: Workspace, lake: Lake, staged: Mapping[Key, Path]
) -> Iterator[None]:
    """Put a new lake in place for as long as the block ends well.

    The block records the import in the books. If it fails, the old manifest comes
    back. Files that the manifest of the end does not name go.
    """
    files = ListedFiles(
        workspace.lake,
        partial(_write_manifest, workspace),
        partial(_sweep, workspace),
    )
    moves = {lake.partitions[key].parquet: path for key, path in staged.items()}
    with files.replaced(moves, read_lake(workspace), lake):
        yield


def parquet_files(
    workspace: Workspace, partitions: Iterable[Partition]
) -> Sequence[str]:
    """Give the paths of partitions, for the engine to read."""
    return [str(workspace.lake / partition.parquet) for partition in partitions]


def _write_manifest(workspace: Workspace, lake: Lake) -> None:
    with written_aside(workspace.lake / MANIFEST) as aside:
        aside.write_text(lake.text, encoding="utf-8")


def _sweep(workspace: Workspace, lake: Lake) -> None:
    """Remove every Parquet file that the manifest does not name.

    The further tables have a folder and a manifest of their own.
    """
    named = set(parquet_files(workspace, lake.partitions.values()))
    tables = workspace.lake / TABLES
    for found in workspace.lake.rglob("*.parquet"):
        if str(found) not in named and not found.is_relative_to(tables):
            found.unlink()
