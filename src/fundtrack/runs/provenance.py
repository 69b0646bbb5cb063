"""What a run was made from, so that another person can make it again."""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fundtrack import __version__
from fundtrack.runs.registry import PASSING
from fundtrack.runs.registry import code_version

LIBRARIES = ("duckdb", "numpy", "pandas", "scipy", "statsmodels")
"""Those whose figures a result may rest on."""


def provenance_of(
    notebook: Path,
    name: str,
    parameters: Mapping[str, object],
    result: Mapping[str, Any],
) -> dict[str, Any]:
    """Say which books, counts, plan, code and libraries a run was made from.

    Args:
        notebook: the file that was run.
        name: the run's id.
        parameters: what the notebook was asked with.
        result: what it handed over.
    """
    plan = json.loads(result["plan"]) if "plan" in result else {}
    return {
        "snapshot": parameters["snapshot"],
        "panel": parameters["panel"],
        "counts": result.get("provenance", ""),
        "plan_hash": result.get("plan_hash"),
        "seed": plan.get("seed"),
        "parameters": {k: held for k, held in parameters.items() if k not in PASSING},
        "notebook": notebook.name,
        "notebook_sha256": hashlib.sha256(notebook.read_bytes()).hexdigest(),
        "program": __version__,
        "code_version": code_version(),
        "python": platform.python_version(),
        "libraries": library_versions(),
        "reproduce": reproduce_command(name),
    }


def library_versions() -> dict[str, str]:
    """Give the versions of the libraries that estimates are made with."""
    return {name: held for name in LIBRARIES if (held := _version(name))}


def reproduce_command(name: str) -> str:
    """Give the one command that makes a run again from its own snapshot."""
    return f"fundtrack evaluate --repeat {name}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
