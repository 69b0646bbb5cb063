"""Files that are whole or not there: written aside, then named in one step."""

import os
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic
from typing import TypeVar

from fundtrack.store.connection import storage_errors

Held = TypeVar("Held")


@contextmanager
def written_aside(kept: Path) -> Iterator[Path]:
    """Lend a path to write to; what stands there gets its name when the block ends.

    A reader sees the old file or the new one, also after a power cut.
    """
    aside = kept.with_name(f"{kept.name}.new")
    try:
        yield aside
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(kept)
    finally:
        aside.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class ListedFiles(Generic[Held]):
    """Files below a folder and the list that says which of them count.

    `write` puts a list in place, in one step; `sweep` removes every file that a list
    does not name.
    """

    folder: Path
    write: Callable[[Held], None]
    sweep: Callable[[Held], None]

    @contextmanager
    def replaced(
        self, moves: Mapping[str, Path], old: Held, new: Held
    ) -> Iterator[None]:
        """Put files and a new list in place for as long as the block ends well.

        If it fails, the old list comes back. Files that the list of the end does not
        name go.

        Args:
            moves: where each file stands now, by its name below the folder.
            old: the list that counts now.
            new: the list that names the files moved.

        Raises:
            NoRoom: when the disk is full.
        """
        with storage_errors(self.folder):
            for name, path in moves.items():
                kept = self.folder / name
                kept.parent.mkdir(parents=True, exist_ok=True)
                path.replace(kept)
            self.write(new)
        try:
            yield
        except BaseException:
            self.write(old)
            self.sweep(old)
            raise
        self.sweep(new)
