"""Turn results into JSON as the contract writes it."""

from collections.abc import Mapping
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any


def as_json(result: object) -> Any:  # noqa: ANN401 - JSON is of any shape
    """Turn a result into what `json.dumps` writes.

    Dataclasses become objects by field name, days and moments ISO 8601 text, paths
    text; money stays whole pence.
    """
    if is_dataclass(result) and not isinstance(result, type):
        return {
            field.name: as_json(getattr(result, field.name)) for field in fields(result)
        }
    if isinstance(result, Mapping):
        return {str(key): as_json(held) for key, held in result.items()}
    if isinstance(result, list | tuple | set | frozenset):
        return [as_json(held) for held in result]
    if isinstance(result, Enum):
        return result.value
    if isinstance(result, date):
        return result.isoformat()
    return str(result) if isinstance(result, Path) else result
