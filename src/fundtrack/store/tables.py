"""Further tables of the lake: published figures held beside the police.uk rows.

Each is a folder of `tables_sql/`, named for the table, with four statements: `keep`
writes a part's rows to Parquet, `schema` makes the table in the panel file, `fill` puts
the parts in, `content` says what it then holds. A part (a quarter of recorded crime, a
wave of a survey) is a Parquet file replaced whole. `lake/tables.json` says which parts
there are; like the manifest of the police.uk months, it is replaced in one step after
every file it names is whole. Everything can be made again from `evidence/`.
"""

import hashlib
import json
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
from fundtrack.store.files import ListedFiles
from fundtrack.store.files import written_aside

MANIFEST = "tables.json"
FOLDER = "tables"

PartKey = tuple[str, str]
"""Table and part: what there can be one file of."""


@dataclass(frozen=True, slots=True, order=True)
class TablePart:
    """A part of a further table as the lake holds it.

    `file` names what it was read from, `edition` what tells a newer edition of it from
    an older one (empty where nothing does); `content` is the sha256 of the part's rows
    and `evidence` that of the file kept.
    """

    table: str
    part: str
    file: str
    edition: str
    content: str
    evidence: str
    rows: int
    provenance: str

    @property
    def text(self) -> str:
        """The line of the manifest."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @property
    def key(self) -> PartKey:
        """What there can be one of."""
        return self.table, self.part

    @property
    def parquet(self) -> str:
        """Its file below `lake/`, named by content: a revision is a new file."""
        name = "-".join(self.part.lower().split())
        return f"{FOLDER}/{self.table}/{name}-{self.content[:12]}.parquet"


@dataclass(frozen=True, slots=True)
class Tables:
    """What the lake holds of further tables."""

    parts: Mapping[PartKey, TablePart] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The manifest in its one form."""
        lines = ",\n".join(self.parts[key].text for key in sorted(self.parts))
        return f'{{"parts": [\n{lines}\n]}}\n'

    @property
    def sha256(self) -> str:
        """The hash of the manifest: what the books say of these tables."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def of(self, table: str) -> list[TablePart]:
        """List the parts of one table, in order."""
        return [self.parts[key] for key in sorted(self.parts) if key[0] == table]

    def with_parts(self, taken: Iterable[TablePart]) -> "Tables":
        """Give the tables after these parts replaced those held."""
        return Tables({**self.parts, **{part.key: part for part in taken}})


def read_tables_held(workspace: Workspace) -> Tables:
    """Read which parts the lake holds; none where nothing was taken in yet."""
    path = workspace.lake / MANIFEST
    if not path.is_file():
        return Tables()
    written = json.loads(path.read_text(encoding="utf-8"))
    held = [TablePart(**part) for part in written["parts"]]
    return Tables({part.key: part for part in held})


@contextmanager
def replaced_tables(
    workspace: Workspace, tables: Tables, staged: Mapping[PartKey, Path]
) -> Iterator[None]:
    """Put new tables in place for as long as the block ends well.

    For whoever holds the lake by `lake.staging_folder`. The block records the import in
    the books. If it fails, the old manifest comes back. Files that the manifest of the
    end does not name go.
    """
    files = ListedFiles(
        workspace.lake,
        partial(_write_manifest, workspace),
        partial(_sweep, workspace),
    )
    moves = {tables.parts[key].parquet: path for key, path in staged.items()}
    with files.replaced(moves, read_tables_held(workspace), tables):
        yield


def table_files(workspace: Workspace, parts: Iterable[TablePart]) -> Sequence[str]:
    """Give the paths of parts, for the engine to read."""
    return [str(workspace.lake / part.parquet) for part in parts]


def _write_manifest(workspace: Workspace, tables: Tables) -> None:
    path = workspace.lake / MANIFEST
    if not tables.parts:
        path.unlink(missing_ok=True)
        return
    with written_aside(path) as aside:
        aside.write_text(tables.text, encoding="utf-8")


def _sweep(workspace: Workspace, tables: Tables) -> None:
    """Remove every Parquet file of a further table that the manifest does not name."""
    named = set(table_files(workspace, tables.parts.values()))
    for found in (workspace.lake / FOLDER).rglob("*.parquet"):
        if str(found) not in named:
            found.unlink()
