"""Check what a notebook is asked with, before a kernel starts."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument

TAG = "parameters"
TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def declared_parameters(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Read the names and types that a notebook's parameters cell declares.

    Returns:
        The written type by name; empty text where a parameter has none.
    """
    for cell in notebook["cells"]:
        if TAG in cell["metadata"].get("tags", []):
            return {
                statement.target.id: ast.unparse(statement.annotation)
                for statement in ast.parse(cell["source"]).body
                if isinstance(statement, ast.AnnAssign)
                and isinstance(statement.target, ast.Name)
            }
    return {}


def check_parameters(
    path: Path, notebook: Mapping[str, Any], given: Mapping[str, object]
) -> None:
    """Refuse parameters that the notebook does not declare, or of another type.

    Raises:
        UnknownName: naming the ones that are declared.
        WrongArgument: when a parameter is not of its declared type.
    """
    declared = declared_parameters(notebook)
    for name, argument in given.items():
        if name not in declared:
            raise UnknownName(f"parameter of {path.name}", name, sorted(declared))
        wanted = TYPES.get(declared[name])
        if wanted and type(argument) is not wanted:
            raise WrongArgument(
                f"parameter {name} of {path.name} takes a {declared[name]}, "
                f"“{argument}” is a {type(argument).__name__}"
            )
