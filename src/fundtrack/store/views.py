"""The views and macros of views.sql, made when a query first asks for them."""

import re
from collections.abc import Mapping
from functools import cache

import duckdb

from fundtrack.store.connection import Row
from fundtrack.store.connection import rows_of
from fundtrack.store.connection import sql_text

VIEW = re.compile(
    r"^CREATE OR REPLACE TEMP (?:VIEW|MACRO) (\w+).*?;$", re.MULTILINE | re.DOTALL
)


class Answers:
    """Answers query files on one connection; each needs a few of the many views."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._made: set[str] = set()

    def rows(self, query: str, values: Row) -> list[Row]:
        """Run a query file; see `rows_of`."""
        for name in needed_views(query):
            if name not in self._made:
                self._con.execute(_views()[name])
                self._made.add(name)
        return rows_of(self._con, query, values)


@cache
def needed_views(query: str) -> tuple[str, ...]:
    """Name the views that a query file speaks of, and theirs, in the order to make."""
    views = _views()
    wanted = _named(sql_text(f"queries/{query}.sql"))
    for name in reversed(list(views)):
        wanted |= _named(views[name]) if name in wanted else set()
    return tuple(name for name in views if name in wanted)


def _named(script: str) -> set[str]:
    return set(re.findall(r"\w+", script)) & set(_views())


@cache
def _views() -> Mapping[str, str]:
    return {made[1]: made[0] for made in VIEW.finditer(sql_text("views.sql"))}
