"""A reader for tests that need no books."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any


class Stub:
    """A reader that holds what it is given, and nothing else."""

    def __init__(self, **held: Sequence[Mapping[str, Any]]) -> None:
        self.held = held

    def rows(self, query: str, **_: object) -> list[dict[str, Any]]:
        return [dict(row) for row in self.held.get(query, ())]
