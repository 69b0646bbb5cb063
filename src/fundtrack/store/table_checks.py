"""What the checks of a further table ask of parts that are not yet in the lake."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from fundtrack.store.connection import NO_EXTENSIONS
from fundtrack.store.connection import quiet
from fundtrack.store.panel_tables import table_sql
from fundtrack.store.table_rows import MEMORY


class PartChecks:
    """Asks the Parquet files of a table's parts; close it when done."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._con = quiet(
            duckdb.connect(
                config={"threads": 1, "memory_limit": MEMORY, **NO_EXTENSIONS}
            )
        )

    def twins(self, parquet: Path) -> list[tuple[str, int]]:
        """List what a part names more than once, and how often."""
        return self._ask("twins", parquet=str(parquet))

    def counted(self, parquet: Path) -> int:
        """Count the rows of a part that count."""
        ((counted,),) = self._ask("counted", parquet=str(parquet))
        return int(counted)

    def negatives(self, files: Sequence[Path]) -> list[tuple[str, int]]:
        """List whole years below nought: what they are of, and their sum."""
        return self._ask("negatives", files=[str(path) for path in files])

    def forces(self, parquet: Path) -> set[str]:
        """Name the forces with an area that a part holds."""
        return {force for (force,) in self._ask("forces", parquet=str(parquet))}

    def changes(self, held: Path, taken: Path) -> tuple[int, int | None, int | None]:
        """Count the figures that differ, with the totals before and after."""
        ((figures, before, after),) = self._ask(
            "changes", held=str(held), taken=str(taken)
        )
        return figures, before, after

    def total(self, taken: Path) -> int | None:
        """Add up a part's figures; None where none was provided."""
        ((total,),) = self._ask("total", parquet=str(taken))
        return None if total is None else int(total)

    def close(self) -> None:
        """Let go of the engine."""
        self._con.close()

    def _ask(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        answer = self._con.execute(table_sql(self._table, statement), values)
        return answer.fetchall()
