"""Files that are whole or not there: written aside, then named in one step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
