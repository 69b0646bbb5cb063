"""Engines that stay in a process from one reading of a snapshot to the next.

Making an engine costs ten times what attaching a file to it does, so the last one is
kept, and the next reading finds its snapshot attached or attaches it. An engine reads
the folder of its snapshots and no other file.
"""

import atexit
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from fundtrack.store.connection import THREADS
from fundtrack.store.connection import new_engine
from fundtrack.store.connection import refuse_other_files

SMALL_BYTES = 32_000_000
"""Below this a second thread costs a reading more CPU and saves it no time."""

Stamp = tuple[int, int, int]
"""What tells whether the file of a name is still the one that was attached."""


class Engine:
    """DuckDB with snapshots of one folder attached read-only, and one crime panel."""

    def __init__(self, panel: Path | None, folder: Path) -> None:
        self._con = new_engine()
        self._con.execute(f"SET allowed_directories = ['{_quoted(folder)}']")
        self._con.execute("SET enable_external_access = false")
        self._panel = panel
        self._folder = folder
        self._stamps: dict[Path, Stamp] = {}
        self._lent: Counter[Path] = Counter()
        if panel:
            self._attach(panel, "crime")

    @property
    def is_idle(self) -> bool:
        """Whether nobody reads by it."""
        return not self._lent.total()

    def serves(self, panel: Path | None, folder: Path) -> bool:
        """Whether it reads these, and all it has attached is still what it was."""
        return (self._panel, self._folder) == (panel, folder) and all(
            path.exists() and _stamp(path) == stamp
            for path, stamp in self._stamps.items()
        )

    def lend(self, path: Path) -> duckdb.DuckDBPyConnection:
        """Give a connection that reads one snapshot, until it is taken back."""
        if path not in self._stamps:
            self._let_go_of_others()
            self._attach(path, path.stem)
            is_small = path.stat().st_size < SMALL_BYTES
            self._con.execute(f"SET threads = {1 if is_small else THREADS}")
        con = self._con.cursor()
        con.execute(f'USE "{path.stem}"')
        self._lent[path] += 1
        return con

    def take_back(self, path: Path, con: duckdb.DuckDBPyConnection) -> None:
        """End a reading."""
        con.close()
        self._lent[path] -= 1

    def close(self) -> None:
        """Let go of every file."""
        self._con.close()

    def _let_go_of_others(self) -> None:
        done = [it for it in self._stamps if it != self._panel and not self._lent[it]]
        for path in done:
            self._con.execute(f'DETACH "{path.stem}"')
            del self._stamps[path]

    def _attach(self, path: Path, name: str) -> None:
        refuse_other_files(path)
        stamp = _stamp(path)
        self._con.execute(f"ATTACH '{_quoted(path)}' AS \"{name}\" (READ_ONLY)")
        self._stamps[path] = stamp


class _Kept:
    """The engine that stays; one at a time, guarded by a lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._engine: Engine | None = None

    def lend(
        self, path: Path, panel: Path | None
    ) -> tuple[Engine, duckdb.DuckDBPyConnection]:
        with self._lock:
            engine = self._engine
            if engine is None or not engine.serves(panel, path.parent):
                self._drop()
                engine = self._engine = Engine(panel, path.parent)
            return engine, engine.lend(path)

    def take_back(
        self, engine: Engine, path: Path, con: duckdb.DuckDBPyConnection
    ) -> None:
        with self._lock:
            engine.take_back(path, con)
            if engine is not self._engine and engine.is_idle:
                engine.close()

    def drop(self) -> None:
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        """Part with the engine; who still reads by it closes it at the end."""
        if self._engine and self._engine.is_idle:
            self._engine.close()
        self._engine = None


_kept = _Kept()
atexit.register(_kept.drop)
if hasattr(os, "register_at_fork"):
    # A forked child has the engine's memory but none of its threads.
    os.register_at_fork(before=_kept.drop)


@contextmanager
def reading(path: Path, panel: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a connection that reads a snapshot, with a panel as the schema `crime`."""
    try:
        engine, con = _kept.lend(path, panel)
        try:
            yield con
        finally:
            _kept.take_back(engine, path, con)
    except duckdb.Error:
        # An engine that met damage may answer nothing more.
        _kept.drop()
        raise


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
