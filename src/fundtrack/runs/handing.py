"""How a notebook hands its result to the runner: as an output of its last cell.

A kernel writes no file. What it hands over travels inside the executed notebook, and
the runner writes it once the whole notebook has run.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any

from fundtrack.errors import Refused

RESULT_TYPE = "application/vnd.fundtrack.result+json"


class NothingHandedOver(Refused):
    """A notebook ran to its end without handing over a result."""

    def __init__(self, notebook: str) -> None:
        super().__init__(
            f"{notebook} ran to its end without handing over a result; "
            "its last cell must call hand_over"
        )


class HandedOver:
    """A result on its way to the runner; shown in a notebook as one line."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        # Through text and back: what cannot be kept as JSON fails here, in the
        # notebook, and not after it.
        self.result = json.loads(json.dumps(dict(result), allow_nan=False))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        said = f"Handed to the runner: {self.result.get('verdict', 'a result')}."
        return {RESULT_TYPE: self.result, "text/plain": said}


def handed_over(notebook: str, cells: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Take the result out of an executed notebook's cells; the last one counts.

    Args:
        notebook: the notebook's name, for the message when nothing is there.
        cells: of the executed notebook.

    Raises:
        NothingHandedOver: when no cell handed one over.
    """
    found = [
        output["data"][RESULT_TYPE]
        for cell in cells
        for output in cell.get("outputs", [])
        if RESULT_TYPE in output.get("data", {})
    ]
    if not found:
        raise NothingHandedOver(notebook)
    result: dict[str, Any] = dict(found[-1])
    return result
